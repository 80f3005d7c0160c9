import { expect } from 'chai';
import fc from 'fast-check';
import { answers, declaredChanges, type Submitted } from '../../domain/subsidy/declared-changes.ts';
import { lineCodes } from '../../domain/subsidy/lines.ts';
import type { SalaryRow } from '../../domain/subsidy/salaries.ts';

const person = (id: string, over: Partial<SalaryRow> = {}): SalaryRow => ({
  collaborationId: id,
  familyName: 'Simon',
  firstName: 'Anne',
  function: 'direction',
  group: 'direction',
  percent: 100,
  fullTime: 1,
  months: [true, true, true],
  whole: [true, true, true],
  subsidised: true,
  cents: [3_000_00, 3_000_00, 3_000_00],
  exact: [null, null, null],
  ...over,
});
const submitted = (over: Partial<Submitted['report']> = {}): Submitted => ({
  report: {
    quarter: '2026-2',
    staff: [person('a'), person('b', { group: 'childcare', fullTime: 0.5 })],
    hours: { opens: '07:00', closes: '18:00' },
    children: null,
    closures: [],
    clerkSessions: 2,
    premisesSessions: 2,
    socialTravel: 0,
    costs: [],
    ...over,
  },
  attendance: [],
  consultations: [{ month: '2026-04', lines: [{ cents: { fees: 57_60, travel: 10_38 } }] }],
});

describe('what a corrected request declares otherwise', () => {
  const anySubmitted = fc
    .record({
      clerkSessions: fc.nat(20),
      premisesSessions: fc.nat(20),
      socialTravel: fc.nat(100_000),
      ticks: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
      salary: fc.nat(9_000_00),
      children: fc.option(fc.nat(80), { nil: null }),
    })
    .map(({ ticks, salary, ...report }) =>
      submitted({
        ...report,
        staff: [
          person('a', { subsidised: ticks[0]!, cents: [salary, salary, salary] }),
          person('b', { subsidised: ticks[1]! }),
        ],
      }),
    );

  it('is nothing where nothing differs, whatever way it came back from the database', () => {
    fc.assert(
      fc.property(anySubmitted, (one) => {
        expect(declaredChanges(one, JSON.parse(JSON.stringify(one)) as Submitted)).to.deep.equal([]);
      }),
    );
  });

  it('is the same the other way round, before and after exchanged', () => {
    const sorted = (changes: object[]): string[] => changes.map((change) => JSON.stringify(change)).sort();
    fc.assert(
      fc.property(anySubmitted, anySubmitted, (one, other) => {
        const turned = declaredChanges(other, one).map((change) => ({
          ...change,
          before: change.after,
          after: change.before,
        }));
        expect(sorted(turned)).to.deep.equal(sorted(declaredChanges(one, other)));
      }),
    );
  });

  it('every change answers some line, step or month: nothing is lost between what was asked and elsewhere', () => {
    const codes = [
      ...lineCodes.map((code) => `line-${code}`),
      'staff',
      'information',
      'costs',
      'attendance-2026-04',
      'consultations-2026-04',
    ];
    fc.assert(
      fc.property(anySubmitted, anySubmitted, (one, other) => {
        for (const change of declaredChanges(one, other))
          expect(codes.some((code) => answers(code, change))).to.equal(true);
      }),
    );
  });

  it('keeps two persons of the same name apart', () => {
    const after = submitted({
      staff: [person('a', { cents: [0, 0, 0] }), person('b', { group: 'childcare', fullTime: 0.5 })],
    });
    expect(declaredChanges(submitted(), after).filter(({ what }) => what === 'person')).to.deep.equal([
      { at: 'line-direction', what: 'person', who: 'Anne Simon', before: 9_000_00, after: 0 },
    ]);
  });

  it('a visit that was moved from fees to travel is told on the lines it concerns only', () => {
    const { report, attendance } = submitted();
    const after = {
      report,
      attendance,
      consultations: [{ month: '2026-04', lines: [{ cents: { fees: 57_60, travel: 20_76 } }] }],
    };
    const changes = declaredChanges(submitted(), after);
    expect(changes.map(({ what }) => what)).to.deep.equal(['travel']);
    expect(answers('line-travel', changes[0]!)).to.equal(true);
    expect(answers('line-fees', changes[0]!)).to.equal(false);
  });
});
