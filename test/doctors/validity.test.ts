import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, type Day } from '../../domain/calendar.ts';
import { validDays, type Move, type Span } from '../../domain/doctors/validity.ts';

const first = '2026-09-01';
const day = fc.integer({ min: -20, max: 120 }).map((days) => addDays(first, days));
const move: fc.Arbitrary<Move> = fc.oneof(
  day.map((from): Move => ({ kind: 'suspended', from })),
  day.map((from): Move => ({ kind: 'resumed', from })),
);
const covers = ({ from, until }: Span, on: Day): boolean => from <= on && (until === null || on <= until);

/** Day by day, as one would tick it in a calendar. */
function mayBeChosen(moves: readonly Move[], { from, until }: Span, on: Day): boolean {
  if (on < from || (until !== null && on > until)) return false;
  let chosen = false;
  for (const each of moves) {
    if (each.kind === 'validated') chosen = true;
    else if (on >= each.from) chosen = each.kind === 'resumed';
  }
  return chosen;
}

describe('the days on which a doctor may be chosen', () => {
  const open: Span = { from: first, until: null };

  it('are none before ONE has validated, and all of the collaboration once it has', () => {
    expect(validDays([], open)).to.deep.equal([]);
    expect(validDays([{ kind: 'validated' }], open)).to.deep.equal([open]);
    expect(validDays([{ kind: 'validated' }], { from: first, until: '2026-12-31' })).to.deep.equal([
      { from: first, until: '2026-12-31' },
    ]);
  });

  it('leave out a suspension, from its first day to the day before the doctor resumes', () => {
    const moves: Move[] = [
      { kind: 'validated' },
      { kind: 'suspended', from: '2026-10-01' },
      { kind: 'resumed', from: '2026-11-15' },
    ];
    expect(validDays(moves.slice(0, 2), open)).to.deep.equal([{ from: first, until: '2026-09-30' }]);
    expect(validDays(moves, open)).to.deep.equal([
      { from: first, until: '2026-09-30' },
      { from: '2026-11-15', until: null },
    ]);
  });

  it('are none where the collaboration ended before the doctor was resumed', () => {
    expect(
      validDays([{ kind: 'validated' }, { kind: 'suspended', from: first }, { kind: 'resumed', from: '2027-01-01' }], {
        from: first,
        until: '2026-12-31',
      }),
    ).to.deep.equal([]);
  });

  it('are the same as ticked day by day in a calendar, whatever was suspended and resumed, and never overlap', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 6 }), fc.option(day, { nil: null }), (moves, until) => {
        const last = until !== null && until < first ? first : until;
        const all: Move[] = [{ kind: 'validated' }, ...moves];
        const spans = validDays(all, { from: first, until: last });
        for (let offset = -25; offset <= 130; offset += 1) {
          const on = addDays(first, offset);
          expect(spans.filter((span) => covers(span, on)).length, on).to.equal(
            mayBeChosen(all, { from: first, until: last }, on) ? 1 : 0,
          );
        }
        for (const { from, until: end } of spans) expect(end === null || end >= from).to.equal(true);
      }),
    );
  });
});
