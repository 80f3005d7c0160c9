import { quarterlySubsidy } from '../../api/quarterly-subsidy/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(quarterlySubsidy, toldActs);
