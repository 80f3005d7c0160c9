import { describeHistories } from '../support/describe-histories.ts';

describeHistories('authorisation-adaptation', 26);
