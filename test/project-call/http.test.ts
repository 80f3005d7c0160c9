import { projectCall } from '../../api/project-call/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(projectCall, toldActs);
