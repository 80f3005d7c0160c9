import { expect } from 'chai';
import type { CaseData } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { hasLate, isToControl } from '../../workflows/aes-subsidy/rules.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { balanceOf } from '../../workflows/signed-sum.ts';
import { describeTable } from '../support/describe-table.ts';

describeTable(process, {
  // Places sent, sums paid and lines contested may be many; the table asks of them only this.
  placeOf: ({ status, data }: CaseState) => {
    const { left, overdue, sent, calculation, contestOver, contests } = data as CaseData;
    return [
      status,
      left,
      overdue,
      hasLate(data as CaseData),
      isToControl(data as CaseData),
      Object.values(sent).map(({ late }) => late ?? 'in time'),
      calculation !== undefined && Math.sign(balanceOf(data as CaseData)),
      contestOver,
      Object.values(contests).includes('asked'),
    ].join(' ');
  },
});

describe('a quarter that is sent in parts', () => {
  it('takes the rest in every status in which some are with ONE', () => {
    const where = Object.entries(process.statuses)
      .filter(([, { on }]) => on.send !== undefined)
      .map(([status]) => status);
    expect(where).to.deep.equal([
      'to-send',
      'late',
      'to-close',
      'in-control',
      'correction-asked',
      'to-sign',
      'to-pay',
      'paid',
    ]);
  });
});
