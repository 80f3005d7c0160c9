import { bankAccount } from '../../api/bank-account/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(bankAccount, toldActs);
