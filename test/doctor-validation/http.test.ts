import { doctorValidation } from '../../api/doctor-validation/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(doctorValidation, toldActs);
