import { expect } from 'chai';
import fc from 'fast-check';
import { notRequired, reasons, type PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { addDays, weekdayOf, type Day } from '../../domain/days.ts';

const first = '2026-07-01';
const length = 120;
const days = Array.from({ length }, (_, index) => addDays(first, index));
const evening = [['15:30', '17:30']] as const;
const schoolWeek = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), evening]));
const holidays = new Map([
  ['2026-07-21', { name: 'Fête nationale', kind: 'legal' as const }],
  ['2026-09-27', { name: 'Fête de la Communauté française', kind: 'community' as const }],
]);
const usual: PlaceCalendar = {
  agreed: [{ from: '2024-01-01', to: null }],
  agreedInHolidays: false,
  hours: [{ validFrom: '2024-01-01', week: schoolWeek }],
  exceptional: [],
  holidays,
  schoolHolidays: [
    { from: '2026-07-04', to: '2026-08-23', name: "Vacances d'été" },
    { from: '2026-10-19', to: '2026-11-01', name: "Vacances d'automne" },
  ],
};

const index = fc.nat({ max: length - 1 });
const span = fc
  .tuple(index, fc.nat({ max: 30 }))
  .map(([from, more]) => ({ from: days[from]!, to: addDays(days[from]!, more) }));
const week = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }))
  .map((open) => Object.fromEntries(open.map((day) => [String(day), evening])));
const calendar: fc.Arbitrary<PlaceCalendar> = fc.record({
  agreed: fc.array(
    fc.tuple(span, fc.boolean()).map(([{ from, to }, ends]) => ({ from, to: ends ? to : null })),
    { maxLength: 3 },
  ),
  agreedInHolidays: fc.boolean(),
  hours: fc.uniqueArray(fc.record({ validFrom: index.map((at) => days[at]!), week }), {
    maxLength: 3,
    selector: ({ validFrom }) => validFrom,
  }),
  exceptional: fc
    .uniqueArray(fc.tuple(index, fc.boolean()), { maxLength: 4, selector: ([at]) => at })
    .map((some) =>
      some.map(([at, open]) => ({ fromOn: days[at]!, untilOn: days[at]!, periods: open ? [...evening] : [] })),
    ),
  holidays: fc
    .array(fc.tuple(index, fc.constantFrom('legal' as const, 'community' as const)), { maxLength: 5 })
    .map((some) => new Map(some.map(([at, kind]) => [days[at]!, { name: 'férié', kind }]))),
  schoolHolidays: fc.array(span, { maxLength: 2 }).map((spans) => spans.map((one) => ({ ...one, name: 'congé' }))),
});

/** The same question asked the other way round: each calendar crosses out the days it knows of, one after the other. */
function requiredByCrossingOut(place: PlaceCalendar): Set<Day> {
  const left = new Set<Day>();
  const hours = [...place.hours].sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  for (const [at, { validFrom, week: open }] of hours.entries()) {
    const until = hours[at + 1]?.validFrom;
    for (const day of days) {
      if (day < validFrom || (until !== undefined && day >= until)) continue;
      const noon = new Date(`${day}T12:00:00Z`).getUTCDay();
      if ((open[String(noon === 0 ? 7 : noon)] ?? []).length > 0) left.add(day);
    }
  }
  for (const { fromOn, untilOn, periods } of place.exceptional)
    for (const day of days)
      if (fromOn <= day && day <= untilOn) {
        if (periods.length > 0) left.add(day);
        else left.delete(day);
      }
  if (!place.agreedInHolidays)
    for (const { from, to } of place.schoolHolidays)
      for (const day of days) if (from <= day && day <= to) left.delete(day);
  for (const day of place.holidays.keys()) left.delete(day);
  for (const day of days)
    if (!place.agreed.some(({ from, to }) => from <= day && (to ?? '9999-12-31') >= day)) left.delete(day);
  return left;
}

describe('The days for which a place counts its children', () => {
  it('are those that no calendar crosses out, whatever the mix of schedule, agreement, school and holidays', () => {
    fc.assert(
      fc.property(calendar, (place) => {
        const expected = requiredByCrossingOut(place);
        for (const day of days) expect(notRequired(day, place) === undefined, day).to.equal(expected.has(day));
      }),
      { numRuns: 300 },
    );
  });

  it('say why nothing is asked for on the others, what nobody can change first', () => {
    const why = (day: Day, more: Partial<PlaceCalendar> = {}) => notRequired(day, { ...usual, ...more });
    expect(why('2026-09-01')).to.equal(undefined);
    expect(why('2026-07-21')).to.deep.equal({ reason: 'legal-holiday', name: 'Fête nationale' });
    expect(why('2026-07-22')).to.deep.equal({ reason: 'school-holiday', name: "Vacances d'été" });
    expect(why('2026-07-22', { agreedInHolidays: true })).to.equal(undefined);
    expect(why('2026-09-27')?.reason).to.equal('community-holiday');
    expect(why('2026-09-05')).to.deep.equal({ reason: 'closed-that-weekday' });
    expect(why('2026-09-01', { agreed: [{ from: '2026-09-02', to: null }] })).to.deep.equal({ reason: 'not-agreed' });
    expect(why('2026-09-01', { hours: [{ validFrom: '2026-09-02', week: schoolWeek }] })).to.deep.equal({
      reason: 'no-schedule',
    });
    expect(
      why('2026-09-01', { exceptional: [{ fromOn: '2026-09-01', untilOn: '2026-09-02', periods: [] }] }),
    ).to.deep.equal({
      reason: 'closed-then',
    });
    expect(
      why('2026-09-05', {
        exceptional: [{ fromOn: '2026-09-05', untilOn: '2026-09-05', periods: [['09:00', '12:00']] }],
      }),
    ).to.equal(undefined);
    expect(new Set(reasons).size).to.equal(7);
  });

  it('know the days of the week as calendars do', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (further) => {
        const day = addDays('2026-01-05', further);
        expect(weekdayOf(day)).to.equal(new Date(`${day}T12:00:00Z`).getUTCDay() || 7);
      }),
    );
  });
});
