import { describeHistories } from '../support/describe-histories.ts';

describeHistories('functioning-review', 14);
