import { functioningReview } from '../../api/functioning-review/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(functioningReview, toldActs);
