import { balanceOf, process } from '../../workflows/quarterly-subsidy/process.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';

describeTable(process, {
  // Months sent, sums paid and lines contested may be many; the table asks of them only this.
  placeOf: ({ status, data }: CaseState) => {
    const { derogation, calculation, contestOver, contests, attendance } = data as CaseData;
    return [
      status as Status,
      derogation,
      calculation !== undefined && Math.sign(balanceOf(data as CaseData)),
      contestOver,
      Object.values(contests).includes('asked'),
      Object.keys(attendance).length,
    ].join(' ');
  },
});
