import { describeHistories } from '../support/describe-histories.ts';

describeHistories('project-call', 7);
