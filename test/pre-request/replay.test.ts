import { describeHistories } from '../support/describe-histories.ts';

describeHistories('pre-request', 11);
