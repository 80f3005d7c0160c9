import { describeHistories } from '../support/describe-histories.ts';

describeHistories('quarterly-subsidy', 9);
