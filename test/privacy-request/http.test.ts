import { privacyRequest } from '../../api/privacy-request/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(privacyRequest, toldActs);
