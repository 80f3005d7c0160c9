import { describeHistories } from '../support/describe-histories.ts';

describeHistories('aes-subsidy', 9);
