import { dataCorrection } from '../../api/data-correction/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(dataCorrection, toldActs);
