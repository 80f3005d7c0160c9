import { preRequest } from '../../api/pre-request/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(preRequest, toldActs);
