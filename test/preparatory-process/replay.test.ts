import { describeHistories } from '../support/describe-histories.ts';

describeHistories('preparatory-process', 9);
