import { describeHistories } from '../support/describe-histories.ts';

describeHistories('data-correction', 5);
