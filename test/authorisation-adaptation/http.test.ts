import { authorisationAdaptation } from '../../api/authorisation-adaptation/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(authorisationAdaptation, toldActs);
