import { describeHistories } from '../support/describe-histories.ts';

describeHistories('privacy-request', 9);
