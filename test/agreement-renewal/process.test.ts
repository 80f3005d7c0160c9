import { process } from '../../workflows/agreement-renewal/process.ts';
import { describeTable } from '../support/describe-table.ts';

describeTable(process, { aside: ['withdraw'] });
