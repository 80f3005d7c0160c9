import { process } from '../../workflows/bank-account/process.ts';
import { describeTable } from '../support/describe-table.ts';

describeTable(process);
