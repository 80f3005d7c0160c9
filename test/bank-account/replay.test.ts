import { describeHistories } from '../support/describe-histories.ts';

describeHistories('bank-account', 13);
