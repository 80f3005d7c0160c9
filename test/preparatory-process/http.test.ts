import { preparatoryProcess } from '../../api/preparatory-process/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(preparatoryProcess, toldActs);
