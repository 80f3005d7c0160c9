import { process } from '../../workflows/doctor-validation/process.ts';
import { describeTable } from '../support/describe-table.ts';

describeTable(process);
