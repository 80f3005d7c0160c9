import { teamValidation } from '../../api/team-validation/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(teamValidation, toldActs);
