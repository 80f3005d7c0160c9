import { expect } from 'chai';
import fc from 'fast-check';
import {
  faultOf,
  isGiven,
  nothingCounted,
  presentOf,
  type Counted,
  type DayCounts,
} from '../../domain/after-school/counts.ts';
import { standingOf, totalsOf } from '../../domain/after-school/month-standing.ts';
import type { PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { daysOfMonth } from '../../domain/quarter.ts';

const evening = [['15:30', '17:30']] as const;
const calendar: PlaceCalendar = {
  agreed: [{ from: '2024-01-01', to: null }],
  agreedInHolidays: false,
  hours: [{ validFrom: '2024-01-01', week: { '1': evening, '2': evening, '3': evening, '4': evening, '5': evening } }],
  exceptional: [{ fromOn: '2026-11-20', untilOn: '2026-11-20', periods: [], reason: 'Journée pédagogique' }],
  holidays: new Map([['2026-11-11', { name: 'Armistice', kind: 'legal' }]]),
  schoolHolidays: [],
};
const day = (some: Partial<DayCounts>): DayCounts => ({
  ...nothingCounted,
  ...{ openAnyway: false, origin: 'typed', version: 1 },
  ...some,
});
const both = (nursery: number, primarySchool: number, more: Partial<DayCounts> = {}): DayCounts =>
  day({ nursery, primarySchool, ...more });
const november = '2026-11';
const enrolled = { nursery: 46, primary: 71, version: 1 };

const count = fc.option(fc.nat({ max: 120 }));
const counted: fc.Arbitrary<Counted> = fc.oneof(
  fc.record({ nursery: count, primarySchool: count, together: fc.constant(null), positive: count, morning: count }),
  fc.record({
    ...{ nursery: fc.constant(null), primarySchool: fc.constant(null) },
    ...{ together: count, positive: count, morning: count },
  }),
);

describe('A month of an after-school place', () => {
  it('takes a zero for an answer, and nothing for none', () => {
    expect(isGiven(both(0, 0), enrolled)).to.equal(true);
    expect(isGiven(day({ nursery: 12 }), enrolled)).to.equal(false);
    expect(isGiven(day({ together: 0 }), enrolled)).to.equal(true);
    expect(isGiven(undefined, enrolled)).to.equal(false);
    // Nobody is inscribed in the primary school: nobody is counted in it.
    expect(isGiven(day({ nursery: 12 }), { nursery: 46, primary: 0 })).to.equal(true);
    expect(isGiven(day({}), { nursery: 0, primary: 0 })).to.equal(false);
  });

  it('says what is missing, but not of today, nor of what is to come', () => {
    const counts = { months: new Map([[november, enrolled]]), days: new Map([['2026-11-02', both(31, 44)]]) };
    const standing = standingOf(november, counts, calendar, '2026-11-05');
    expect(standing.missing).to.deep.equal(['2026-11-03', '2026-11-04']);
    expect(standing.required.length).to.equal(19);
    expect(standing.given).to.deep.equal(['2026-11-02']);
    expect(standing.state).to.equal('under-way');
    expect(standing.red.get('2026-11-20')).to.deep.equal({ reason: 'closed-then', name: 'Journée pédagogique' });
    expect(standingOf(november, { months: new Map(), days: new Map() }, calendar, '2026-11-05').state).to.equal(
      'not-started',
    );
  });

  it('is complete when every day asked for is there, and who is inscribed; one that asks for nothing is complete', () => {
    const days = new Map(
      standingOf(november, { months: new Map(), days: new Map() }, calendar, '2026-12-01').required.map((one) => [
        one,
        both(0, 3),
      ]),
    );
    const full = { months: new Map([[november, enrolled]]), days };
    expect(standingOf(november, full, calendar, '2026-12-01').state).to.equal('complete');
    expect(standingOf(november, { ...full, months: new Map() }, calendar, '2026-12-01')).to.deep.include({
      state: 'under-way',
      lacksEnrolled: true,
    });
    expect(
      standingOf(november, { months: new Map(), days: new Map() }, { ...calendar, agreed: [] }, '2026-11-01').state,
    ).to.equal('complete');
  });

  it('proposes the digits the other way round where more children came than are inscribed', () => {
    const warnings = (counts: DayCounts) =>
      standingOf(
        november,
        { months: new Map([[november, enrolled]]), days: new Map([['2026-11-16', counts]]) },
        calendar,
        '2026-11-23',
      ).warnings;
    expect(warnings(both(31, 83))).to.deep.equal([
      {
        ...{ kind: 'beyond-enrolled', day: '2026-11-16', section: 'primarySchool' },
        ...{ count: 83, enrolled: 71, proposal: 38 },
      },
    ]);
    expect(warnings(both(31, 99))[0]).to.deep.include({ proposal: undefined });
    expect(warnings(day({ together: 118 }))).to.deep.equal([
      { kind: 'together-beyond-enrolled', day: '2026-11-16', count: 118, enrolled: 117 },
    ]);
    expect(warnings(both(46, 71))).to.deep.equal([]);
  });

  it('leaves out what stands on a red day until the place says that it was open, and then asks for it', () => {
    const on = (openAnyway: boolean) =>
      standingOf(
        november,
        { months: new Map([[november, enrolled]]), days: new Map([['2026-11-11', both(4, 5, { openAnyway })]]) },
        calendar,
        '2026-11-23',
      );
    expect(on(false).totals.present).to.equal(0);
    expect(on(false).warnings[0]).to.deep.include({ kind: 'on-red-day', day: '2026-11-11', count: 9 });
    expect(on(true).totals.present).to.equal(9);
    expect(on(true).openedAnyway[0]?.why.name).to.equal('Armistice');
    expect(on(true).warnings).to.deep.equal([]);
  });

  it('is compared with the same month a year ago, by the mean of a day', () => {
    const of = (year: string, present: number) =>
      ['02', '03', '04', '05', '06'].map((one) => [`${year}-11-${one}`, day({ together: present })] as const);
    const look = (now: number, before: number) =>
      standingOf(
        november,
        { months: new Map([[november, enrolled]]), days: new Map([...of('2026', now), ...of('2025', before)]) },
        calendar,
        '2026-11-23',
        { yearGap: 0.4 },
      ).warnings;
    expect(look(60, 100)).to.deep.equal([]);
    expect(look(59, 100)).to.deep.equal([{ kind: 'unlike-last-year', mean: 59, lastYear: 100 }]);
    expect(look(100, 71)[0]).to.deep.include({ kind: 'unlike-last-year' });
  });

  it('adds up as its days do, and never holds more of positive differentiation than of children', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 31 }), (days) => {
        const totals = totalsOf(days);
        expect(totals.present).to.equal(totals.nursery + totals.primarySchool + totals.together);
        expect(totals.present).to.equal(days.reduce((sum, one) => sum + (presentOf(one) ?? 0), 0));
        const right = days.filter((one) => faultOf(one) === undefined);
        expect(totalsOf(right).positive).to.be.at.most(totalsOf(right).present);
      }),
    );
  });

  it('puts each of its days on one side, whatever was counted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...daysOfMonth(november)), counted, fc.boolean())),
        fc.constantFrom(...daysOfMonth(november)),
        (some, today) => {
          const days = new Map(some.map(([on, one, openAnyway]) => [on, day({ ...one, openAnyway })]));
          const { required, red, given, missing } = standingOf(
            november,
            { months: new Map([[november, enrolled]]), days },
            calendar,
            today,
          );
          expect([...required, ...red.keys()].sort()).to.deep.equal(daysOfMonth(november));
          for (const one of [...given, ...missing]) expect(required).to.include(one);
          for (const one of missing) expect(one < today && !given.includes(one)).to.equal(true);
        },
      ),
    );
  });
});
