import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { balanceOf } from '../../workflows/signed-sum.ts';
import { expect } from 'chai';
import { declaring, type CaseData, type Status } from '../../workflows/quarterly-subsidy/contract.ts';
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

describe('a quarter that is with its operator', () => {
  it('is where its months are sent and reopened, and nowhere else', () => {
    const where = Object.entries(process.statuses)
      .filter(([, { on }]) => on['send-attendance'] !== undefined && on['reopen-consultations'] !== undefined)
      .map(([status]) => status);
    expect(where).to.deep.equal(declaring);
  });
});
