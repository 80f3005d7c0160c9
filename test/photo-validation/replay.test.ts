import { describeHistories } from '../support/describe-histories.ts';

describeHistories('photo-validation', 7);
