import { describeHistories } from '../support/describe-histories.ts';

describeHistories('training-recognition', 7);
