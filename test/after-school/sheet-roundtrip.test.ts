/** Our model, filled in and read again, says what it was filled in with: over any counts and any mix of red days. */
import { expect } from 'chai';
import fc from 'fast-check';
import { templateWorkbook } from '../../api/after-school-import/template.ts';
import { noCounts, nothingCounted, type Counted, type DayCounts } from '../../domain/after-school/counts.ts';
import { planDays } from '../../domain/after-school/sheet/plan.ts';
import { readDays } from '../../domain/after-school/sheet/read-rows.ts';
import { recogniseDays } from '../../domain/after-school/sheet/recognise.ts';
import type { PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { addDays, type Day } from '../../domain/days.ts';
import { nothingMended } from '../../domain/sheet/mending.ts';
import { lettersOf, unguarded, type Cell, type DrawnWorkbook, type ReadRow } from '../../domain/workbook.ts';
import { monthsOfQuarter } from '../../domain/after-school/budget-year.ts';

/** As a spreadsheet program gives it back. */
const rowsIn = ({ sheets }: DrawnWorkbook): ReadRow[] => {
  const { columns, rows, headerRow } = sheets[0]!;
  const read = (number: number, texts: (string | undefined)[]): ReadRow => ({
    number,
    cells: Object.fromEntries(
      texts.flatMap((text, at): [string, Cell][] =>
        text ? [[lettersOf(at), { kind: 'text', text: unguarded(text) }]] : [],
      ),
    ),
  });
  return [
    read(
      headerRow,
      columns.map(({ header }) => header),
    ),
    ...rows.map(({ number, cells }) =>
      read(
        number,
        cells.map((cell) => cell?.text),
      ),
    ),
  ].sort((one, other) => one.number - other.number);
};

const count = fc.option(fc.integer({ min: 0, max: 999 }));
const counted: fc.Arbitrary<Counted> = fc
  .record({ nursery: count, primarySchool: count, together: count, morning: count, isTogether: fc.boolean() })
  .map(({ isTogether, together, ...apart }) =>
    isTogether && together !== null
      ? { ...nothingCounted, together, positive: Math.min(5, together), morning: apart.morning }
      : { ...nothingCounted, ...apart },
  );
const months = monthsOfQuarter('2026-01');
const counts = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 89 }), counted, fc.boolean()), { maxLength: 60 })
  .map(
    (days) =>
      new Map(
        days.map(([at, day, openAnyway]): [Day, DayCounts] => [
          addDays('2026-01-01', at),
          { ...day, openAnyway, origin: 'typed', version: 1 },
        ]),
      ),
  );
const calendar = fc
  .record({
    from: fc.integer({ min: 0, max: 89 }),
    days: fc.integer({ min: 0, max: 30 }),
    closed: fc.subarray([1, 2, 3, 4, 5]),
  })
  .map(
    ({ from, days, closed }): PlaceCalendar => ({
      agreed: [{ from: '2025-01-01', to: null }],
      agreedInHolidays: false,
      hours: [
        {
          validFrom: '2020-01-01',
          week: [1, 2, 3, 4, 5]
            .filter((day) => !closed.includes(day))
            .map((day) => ({ day, periods: [{ from: '15:30', to: '18:00' }] })) as never,
        },
      ],
      exceptional: [],
      holidays: new Map([['2026-01-01', { name: 'Nouvel An', kind: 'legal' }]]),
      schoolHolidays: [{ from: addDays('2026-01-01', from), to: addDays('2026-01-01', from + days), name: 'congé' }],
    }),
  );
const place = { name: "L'Envol", number: 'AE-1' };
const others = { locked: new Set<string>(), open: new Set<string>(), today: '2026-12-31' };

describe('The model of the days after school', () => {
  it('is read again as it was drawn, and changes nothing', () => {
    fc.assert(
      fc.property(counts, calendar, (days, of) => {
        const there = { months: new Map([['2026-02', { nursery: 4, primary: 0, version: 1 }]]), days };
        const rows = rowsIn(templateWorkbook({ place, months, counts: there, calendar: of }));
        const read = readDays(recogniseDays({ rows })!, nothingMended);
        expect(read.faults).to.deep.equal([]);
        const plan = planDays(read, { ...others, counts: there, calendar: of });
        for (const { day, before, after } of plan.days) expect(after, day).to.deep.equal(before);
        expect(plan.days.filter(({ doing }) => doing === 'new' || doing === 'changed')).to.deep.equal([]);
        // Children who stand on a red day, of which nobody has said that the place was open, are asked about.
        const idle = plan.days.filter(({ day, before, why }) => {
          const { nursery, primarySchool, together, positive, morning } = before;
          const some = [nursery, primarySchool, together, positive, morning].some((each) => (each ?? 0) > 0);
          return why && some && !days.get(day)?.openAnyway;
        });
        expect(plan.days.filter(({ doing }) => doing === 'question')).to.deep.equal(idle);
        expect(plan.enrolled.map(({ doing }) => doing)).to.deep.equal(['empty', 'same', 'empty']);
        // Every day that is asked for, and every one that was counted, has its row.
        const inSheet = new Set(plan.days.map(({ day }) => day));
        for (const day of days.keys()) expect(inSheet.has(day), day).to.equal(true);
      }),
      { numRuns: 150 },
    );
  });

  it('into an empty place gives the same counts, red days asked about one by one', () => {
    fc.assert(
      fc.property(counts, calendar, (days, of) => {
        const rows = rowsIn(templateWorkbook({ place, months, counts: { ...noCounts, days }, calendar: of }));
        const read = readDays(recogniseDays({ rows })!, nothingMended);
        const plan = planDays(read, { ...others, counts: noCounts, calendar: of, open: new Set(days.keys()) });
        for (const { day, after } of plan.days) {
          const {
            openAnyway: _open,
            origin: _origin,
            version: _version,
            ...was
          } = days.get(day) ?? {
            ...nothingCounted,
            ...{ openAnyway: false, origin: 'typed', version: 0 },
          };
          expect(after, day).to.deep.equal(was);
        }
        const asked = planDays(read, { ...others, counts: noCounts, calendar: of }).days;
        for (const { doing, why } of asked) if (doing === 'question') expect(why).to.not.equal(undefined);
      }),
      { numRuns: 150 },
    );
  });
});
