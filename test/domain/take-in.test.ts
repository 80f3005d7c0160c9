import { expect } from 'chai';
import fc from 'fast-check';
import { checkMonth } from '../../domain/attendance/check-month.ts';
import { codes } from '../../domain/attendance/codes.ts';
import { planTakeIn, type SentChild, type StandingRow, type TakenIn } from '../../domain/attendance/take-in.ts';

const month = '2026-09';
const rules = { closures: [], closedDays: new Set(['2026-09-05', '2026-09-06']), places: 28, today: '2026-11-23' };
const emptied = Array.from({ length: 31 }, () => '');
const row = (id: string, more: Partial<StandingRow> = {}): StandingRow => ({
  ...{ id, childId: `child-${id}`, position: 1, familyName: `Nom ${id}`, firstName: 'Ada', birthOn: '2025-03-04' },
  ...{ enteredOn: '2025-09-01', leftOn: null, contractDays: null, version: 1 },
  ...{ cells: emptied, versions: emptied.map(() => 1) },
  ...more,
});
const taken = (standing: StandingRow[], more: Partial<TakenIn> = {}): TakenIn => ({
  ...{
    month,
    standing,
    earlier: [],
    known: new Map(standing.map(({ id, childId }) => [id, childId])),
    rules,
    hasSeenAll: false,
  },
  ...more,
});

const anyCell = fc.record({
  day: fc.integer({ min: 1, max: 31 }),
  code: fc.constantFrom(...codes, '', 'X', '1/2 P'),
  version: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const anyChild: fc.Arbitrary<SentChild> = fc.record({
  reference: fc.constantFrom('a', 'b', 'c', 'd', undefined),
  familyName: fc.constantFrom('Nom a', 'Nom x', 'Nom y'),
  firstName: fc.constantFrom('Ada', 'Basile'),
  birthOn: fc.constantFrom('2025-03-04', '2027-01-01'),
  enteredOn: fc.constantFrom('2025-09-01', '2026-09-10'),
  cells: fc.array(anyCell, { maxLength: 6 }),
});
const anyRow = fc.record({ at: fc.integer({ min: 0, max: 30 }), code: fc.constantFrom('', 'P', 'AJ', 'zz') });
const anyRows = fc.array(anyRow, { maxLength: 3 }).map((list) =>
  list.map(({ at, code }, index) =>
    row(['a', 'b', 'c'][index]!, {
      cells: emptied.with(at, code),
      versions: emptied.map((_, day) => (day === at ? 2 : 1)),
    }),
  ),
);

describe('what a software sends of a month', () => {
  it('is written, where part of it is taken, without one fault more than stood there', () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.array(anyChild, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (standing, sent, hasSeenAll) => {
          const { rows } = planTakeIn(sent, taken(standing, { hasSeenAll }));
          const after = [
            ...standing.map((one) => {
              const planned = rows.find((each) => each.row?.id === one.id);
              return planned ? { ...one, ...planned.values, cells: written(one.cells, planned.cells) } : one;
            }),
            ...rows
              .filter((each) => !each.row)
              .map((each) => ({ ...row(`new ${each.child}`), ...each.values, cells: written(emptied, each.cells) })),
          ];
          const faults = (list: StandingRow[]): number =>
            checkMonth({ month, rows: list }, rules).filter(({ weight }) => weight === 'fault').length;
          // A field that is mended may show that a cell beside it, which the message did not speak of, is outside the stay.
          const beside = checkMonth({ month, rows: after }, rules).filter(({ code }) => code === 'before-entry').length;
          expect(faults(after) - beside).to.be.at.most(faults(standing));
        },
      ),
      { numRuns: 400 },
    );
  });
  const written = (cells: readonly string[], planned: readonly { day: number; code: string }[]): string[] =>
    planned.reduce<string[]>((all, { day, code }) => all.with(day - 1, code), [...cells]);

  it('writes over what stands only for who has seen it', () => {
    fc.assert(
      fc.property(anyRows, fc.array(anyChild, { minLength: 1, maxLength: 5 }), (standing, sent) => {
        for (const { row: one, child, cells } of planTakeIn(sent, taken(standing)).rows)
          for (const { day } of cells) {
            const given = sent[child]!.cells.find((cell) => cell.day === day)!;
            expect((one?.cells[day - 1] ?? '') === '' || given.version === one!.versions[day - 1]).to.equal(true);
          }
      }),
    );
  });

  it('has its place in the message for each fault, and the child found again by name', () => {
    const { faults, rows } = planTakeIn(
      [
        { familyName: 'NOM A', firstName: 'ada', birthOn: '2025-03-04', cells: [{ day: 5, code: 'P' }] },
        { reference: 'a', cells: [] },
      ],
      taken([row('a')]),
    );
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/children/0/familyName changed',
      '/children/0/firstName changed',
      '/children/0/cells/0 closed-day',
      '/children/1 same-child',
    ]);
    expect(rows).to.deep.equal([]);
  });
});
