import { photoValidation } from '../../api/photo-validation/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(photoValidation, toldActs);
