import { describeHistories } from '../support/describe-histories.ts';

describeHistories('agreement-renewal', 10);
