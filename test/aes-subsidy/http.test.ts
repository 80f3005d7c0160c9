import { aesSubsidy } from '../../api/aes-subsidy/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(aesSubsidy, toldActs);
