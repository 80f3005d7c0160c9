import { describeHistories } from '../support/describe-histories.ts';

describeHistories('doctor-validation', 8);
