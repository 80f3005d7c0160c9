import { expect } from 'chai';
import fc from 'fast-check';
import { paidStaff } from '../../domain/subsidy/paid-staff.ts';
import { tickedFullTimes } from '../../domain/subsidy/report.ts';
import {
  doubtsOf,
  missingMonths,
  totalOf,
  type Salaries,
  type SalaryLimits,
  type SalaryRow,
} from '../../domain/subsidy/salaries.ts';
import type { Contract, Member } from '../../domain/staff/team.ts';

const limits: SalaryLimits = { gap: 0.4, least: 1_800_00, most: 9_000_00 };
const row = (cents: Salaries, more: Partial<SalaryRow> = {}): SalaryRow => ({
  collaborationId: 'a',
  familyName: 'Henin',
  firstName: 'Marc',
  function: 'nursery-nurse',
  group: 'childcare',
  percent: 80,
  fullTime: 0.8,
  months: [true, true, true],
  whole: [true, true, true],
  subsidised: true,
  cents,
  exact: [null, null, null],
  ...more,
});
const codes = (one: SalaryRow): string[] => doubtsOf(one, limits).map(({ month, code }) => `${String(month)} ${code}`);
const amount = fc.integer({ min: 1_500_00, max: 6_000_00 });

describe('salaries of a quarter', () => {
  it('are asked for in the months of a contract, of whoever is ticked', () => {
    expect(missingMonths(row([1, null, null]))).to.deep.equal([1, 2]);
    expect(missingMonths(row([null, null, null], { months: [false, true, false] }))).to.deep.equal([1]);
    expect(missingMonths(row([null, null, null], { subsidised: false }))).to.deep.equal([]);
    // Nothing was paid: said, and not missing.
    expect(missingMonths(row([0, 0, 0]))).to.deep.equal([]);
  });

  it('are doubted where a comma has slipped, and only in the month where it has', () => {
    expect(codes(row([2_514_08, 2_514_08, 25_140_80]))).to.deep.equal(['2 ten-times']);
    expect(codes(row([2_514_08, 251_41, 2_514_08]))).to.deep.equal(['1 a-tenth']);
    const [doubt] = doubtsOf(row([2_514_08, 2_514_08, 25_140_80]), limits);
    expect(doubt).to.include({ proposal: 2_514_08, other: 1 });
  });

  it('are doubted where one month is far from the others, or from what is usual', () => {
    expect(codes(row([2_500_00, 2_500_00, 4_300_00]))).to.deep.equal(['2 gap']);
    expect(codes(row([8_000_00, 8_000_00, 8_000_00]))).to.deep.equal(['0 high', '1 high', '2 high']);
    expect(codes(row([900_00, null, null]))).to.deep.equal(['0 low']);
    // Who came in the middle of a month is not compared.
    expect(codes(row([900_00, 2_500_00, 2_500_00], { whole: [false, true, true] }))).to.deep.equal([]);
  });

  it('are not doubted any more once they are said to be exact, until they change', () => {
    expect(codes(row([2_514_08, 2_514_08, 25_140_80], { exact: [null, null, 25_140_80] }))).to.deep.equal([]);
    expect(codes(row([2_514_08, 2_514_08, 25_140_90], { exact: [null, null, 25_140_80] }))).to.deep.equal([
      '2 ten-times',
    ]);
  });

  it('of three equal months are never doubted, and at most one doubt stands in a month', () => {
    fc.assert(
      fc.property(amount, (cents) => {
        expect(codes(row([cents, cents, cents]))).to.deep.equal([]);
      }),
    );
    const any = fc.option(fc.integer({ min: 0, max: 100_000_00 }));
    fc.assert(
      fc.property(fc.tuple(any, any, any), (cents) => {
        const months = doubtsOf(row(cents), limits).map(({ month }) => month);
        expect(new Set(months).size).to.equal(months.length);
        expect(totalOf(row(cents))).to.equal(cents.reduce<number>((sum, one) => sum + (one ?? 0), 0));
      }),
    );
  });
});

const contract = (more: Partial<Contract>): Contract => ({
  id: '1',
  facilityId: 'here',
  link: 'employment',
  function: 'nursery-nurse',
  regime: 'percent',
  percent: 80,
  weeklyHours: null,
  employer: null,
  fromOn: '2020-01-01',
  toOn: null,
  ...more,
});
const member = (...contracts: Contract[]): Member => ({
  collaborationId: 'a',
  firstName: 'Marc',
  familyName: 'Henin',
  bornOn: null,
  hasNiss: true,
  contracts,
  diplomas: [],
  documents: [],
  absences: [],
});
const paid = (...contracts: Contract[]) =>
  paidStaff(
    {
      members: [member(...contracts)],
      limits: { criminalRecordMonths: 6, noticeDays: 30, endlessAbsenceMonths: 6, fullTimeHours: 38 },
    },
    'here',
    '2026-3',
  );

describe('who is paid in a quarter', () => {
  it('counts for the days under contract: who comes in the middle for about half', () => {
    expect(paid(contract({}))[0]).to.include({ fullTime: 0.8, percent: 80, group: 'childcare' });
    const [late] = paid(contract({ fromOn: '2026-08-16' }));
    expect([late!.fullTime, late!.months, late!.whole]).to.deep.equal([0.4, [false, true, true], [false, false, true]]);
  });

  it('has a link that is paid, a function that is subsidised, and a contract in this place and quarter', () => {
    for (const other of [
      { link: 'volunteer' as const },
      { function: 'logistics' as const },
      { facilityId: 'elsewhere' },
      { toOn: '2026-06-30' },
      { fromOn: '2026-10-01' },
      { fromOn: null },
    ])
      expect(paid(contract(other)), JSON.stringify(other)).to.deep.equal([]);
  });

  it('stands once in the list, in the group that weighs most, with all the time there', () => {
    const [one, ...others] = paid(
      contract({ percent: 50 }),
      contract({ id: '2', function: 'direction', percent: 30, fromOn: '2026-07-01' }),
    );
    expect([others.length, one!.group, one!.percent, one!.fullTime]).to.deep.equal([0, 'childcare', 80, 0.8]);
  });

  it('is added up by group, of those who are ticked', () => {
    const ticked = row([1, 1, 1], { fullTime: 0.75 });
    expect(tickedFullTimes([ticked, ticked, { ...ticked, subsidised: false }])).to.deep.equal({
      direction: 0,
      pms: 0,
      childcare: 1.5,
    });
  });
});
