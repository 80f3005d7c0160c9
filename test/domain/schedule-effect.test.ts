import { expect } from 'chai';
import fc from 'fast-check';
import { halvesOf, periodsIn, weekMinutes } from '../../domain/after-school/half-days.ts';
import { notRequired, type PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { changedWeekdays, effectOf, spanOf, versionsAfter } from '../../domain/after-school/schedule-effect.ts';
import { addDays, daysBetween } from '../../domain/days.ts';
import type { Week } from '../../domain/signaletique/opening-hours.ts';

const week = (days: number[], to = '17:00'): Week =>
  Object.fromEntries(days.map((day) => [String(day), [['12:00', to]]] as const)) as Week;
const calendar: PlaceCalendar = {
  agreed: [{ from: '2020-01-01', to: null }],
  agreedInHolidays: false,
  hours: [{ validFrom: '2026-08-24', week: week([1, 2, 3, 4, 5]) }],
  exceptional: [],
  holidays: new Map([['2027-03-29', { name: 'Lundi de Pâques', kind: 'legal' as const }]]),
  schoolHolidays: [{ from: '2026-12-21', to: '2027-01-03', name: "Vacances d'hiver" }],
};

describe('what other hours of a place change', () => {
  it('are the days that become required or not: a Saturday more, a Monday less, holidays left out', () => {
    const change = { validFrom: '2027-03-22', week: week([2, 3, 4, 5, 6]) };
    const after = { ...calendar, hours: versionsAfter(calendar.hours, change) };
    const { asked, freed } = effectOf(calendar, after, { from: '2027-03-22', to: '2027-04-04' });
    expect(asked).to.deep.equal([{ weekday: 6, days: ['2027-03-27', '2027-04-03'] }]);
    // The second Monday is Easter Monday: nothing was asked then.
    expect(freed).to.deep.equal([{ weekday: 1, days: ['2027-03-22'] }]);
  });

  it('end on the eve of the next version, twelve months later at most; a version that moves counts from the earlier of its two days', () => {
    const hours = [...calendar.hours, { validFrom: '2027-02-01', week: week([1]) }];
    expect(spanOf(hours, { validFrom: '2027-01-11', week: week([1]) })).to.deep.equal({
      from: '2027-01-11',
      to: '2027-01-31',
    });
    expect(spanOf(hours, { validFrom: '2027-01-11', week: week([1]), instead: '2027-02-01' })).to.deep.equal({
      from: '2027-01-11',
      to: '2028-01-10',
    });
    expect(spanOf(hours, { validFrom: '2027-03-01', week: week([1]), instead: '2027-02-01' }).from).to.equal(
      '2027-02-01',
    );
  });

  it('are compared with the hours that hold on that day, those that are replaced left out', () => {
    const hours = [...calendar.hours, { validFrom: '2027-02-01', week: week([1]) }];
    const wider = week([1, 2, 3, 4, 5], '18:00');
    expect(changedWeekdays(hours, { validFrom: '2027-02-01', week: wider, instead: '2027-02-01' }).length).to.equal(5);
    expect(changedWeekdays(calendar.hours, { validFrom: '2027-01-11', week: week([1, 2, 3, 4, 5]) })).to.deep.equal([]);
  });

  it('hold, whatever the week: after the change, exactly the days told are another way', () => {
    const days = fc.subarray([1, 2, 3, 4, 5, 6, 7]);
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 300 }), (before, later, offset) => {
        const from = addDays('2026-09-01', offset);
        const one = { ...calendar, hours: [{ validFrom: '2026-08-24', week: week(before) }] };
        const change = { validFrom: from, week: week(later) };
        const two = { ...one, hours: versionsAfter(one.hours, change) };
        const span = { from: addDays(from, -30), to: addDays(from, 60) };
        const told = effectOf(one, two, span);
        const all = [...told.asked, ...told.freed].flatMap(({ days: each }) => each);
        for (let n = 0; n <= daysBetween(span.from, span.to); n += 1) {
          const day = addDays(span.from, n);
          const differs = (notRequired(day, one) === undefined) !== (notRequired(day, two) === undefined);
          expect(all.includes(day), day).to.equal(differs);
          if (day < from) expect(differs, day).to.equal(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are typed by halves of days: what stands in a version comes back from its two columns', () => {
    const both = [
      ['07:00', '08:15'],
      ['12:00', '17:00'],
    ] as const;
    for (const periods of [[], [both[0]], [both[1]], [...both]])
      expect(periodsIn(halvesOf(periods))).to.deep.equal(periods);
    expect(halvesOf([both[1]])).to.deep.equal({ morning: undefined, afternoon: both[1] });
    expect(weekMinutes({ '3': both })).to.equal(75 + 300);
  });
});
