import { agreementRenewal } from '../../api/agreement-renewal/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(agreementRenewal, toldActs);
