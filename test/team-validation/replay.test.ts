import { describeHistories } from '../support/describe-histories.ts';

describeHistories('team-validation', 8);
