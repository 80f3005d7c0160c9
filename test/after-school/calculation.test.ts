/** The subsidy of a quarter of after-school care: lines, their trace, and what holds whatever was sent. */
import { expect } from 'chai';
import fc from 'fast-check';
import { centsOf, again } from '../../domain/traced.ts';
import {
  calculate,
  type Amounts,
  type Decided,
  type SentDay,
  type SentMonth,
} from '../../domain/after-school/calculation.ts';
import { duesOf, keepLine } from '../../domain/after-school/kept-line.ts';

const amounts: Amounts = { child: () => 0.8, positive: () => 0.35 };
const nothing: Decided = { accepted: new Set(), tooLate: new Set(), changes: [] };
const sentDay = (day: string, children: number, more: Partial<SentDay> = {}): SentDay => ({
  day,
  children,
  positive: 0,
  red: false,
  ...more,
});
const envol = (days: readonly SentDay[], month = '2026-11'): SentMonth => ({ facilityId: 'envol', month, days });
const only = (days: readonly SentDay[], decided: Partial<Decided> = {}, by: Amounts = amounts) =>
  calculate([envol(days)], by, { ...nothing, ...decided }).lines[0]!;

describe('calculation of a quarter after school', () => {
  it('pays each child and day, and a supplement for différenciation positive', () => {
    const { declared, retained, reason, children } = only([
      sentDay('2026-11-05', 24, { positive: 3 }),
      sentDay('2026-11-06', 0),
      sentDay('2026-11-09', 21),
    ]);
    expect(centsOf(declared)).equal(45 * 80 + 3 * 35);
    expect(centsOf(retained)).equal(centsOf(declared));
    expect(reason).equal('as-declared');
    expect(children).deep.equal({ declared: 45, retained: 45 });
  });
  it('pays no red day, unless ONE accepts that the place was open', () => {
    const days = [sentDay('2026-11-10', 20), sentDay('2026-11-11', 12, { red: true })];
    const left = only(days);
    expect(centsOf(left.declared)).equal(32 * 80);
    expect(centsOf(left.retained)).equal(20 * 80);
    expect([left.reason, left.left]).deep.equal(['red-day', ['2026-11-11']]);
    const kept = only(days, { accepted: new Set(['envol.2026-11-11']) });
    expect(centsOf(kept.retained)).equal(32 * 80);
    expect([kept.reason, kept.left]).deep.equal(['as-declared', []]);
    expect(centsOf(only(days, { accepted: new Set(['castors.2026-11-11']) }).retained)).equal(20 * 80);
  });
  it('applies an amount that changes within the month day by day', () => {
    const days = [sentDay('2026-11-10', 10), sentDay('2026-11-17', 10), sentDay('2026-11-16', 10)];
    const changing: Amounts = { ...amounts, child: (on) => (on < '2026-11-16' ? 0.8 : 0.825) };
    expect(centsOf(only(days, {}, changing).declared)).equal(800 + 1650);
  });
  it('rounds a line once, half away from zero', () => {
    const halves: Amounts = { ...amounts, child: () => 0.005 };
    expect(centsOf(only([sentDay('2026-11-10', 1), sentDay('2026-11-12', 2)], {}, halves).declared)).equal(2);
    expect(centsOf(only([sentDay('2026-11-10', 1)], {}, halves).declared)).equal(1);
  });
  it('keeps nothing of a place that a person refuses for being late, and what a person keeps otherwise', () => {
    const days = [sentDay('2026-11-10', 10)];
    const late = only(days, { tooLate: new Set(['envol']) });
    expect([centsOf(late.retained), late.reason]).deep.equal([0, 'late']);
    const byHand = only(days, { changes: [{ line: 'envol.2026-11', cents: 640, reason: 'no-register' }] });
    expect([centsOf(byHand.retained), byHand.reason]).deep.equal([640, 'no-register']);
  });
});

const aDay = fc.record({
  children: fc.nat({ max: 400 }),
  positive: fc.nat({ max: 40 }),
  red: fc.boolean(),
});
const aMonth = fc
  .array(aDay, { maxLength: 28 })
  .map((days) => days.map((one, index) => ({ ...one, day: `2026-11-${String(index + 1).padStart(2, '0')}` })));
const places = fc
  .array(aMonth, { minLength: 1, maxLength: 6 })
  .map((all) =>
    all.map((days, index): SentMonth => ({ facilityId: `place-${String(index)}`, month: '2026-11', days })),
  );
const amount = fc.nat({ max: 99_999 }).map((value) => value / 10_000);
const dated = fc.record({ before: amount, after: amount, from: fc.integer({ min: 1, max: 28 }), positive: amount }).map(
  ({ before, after, from, positive }): Amounts => ({
    child: (on) => (Number(on.slice(8)) < from ? before : after),
    positive: () => positive,
  }),
);
const accepting = (months: readonly SentMonth[], take: (index: number) => boolean): Decided => ({
  ...nothing,
  accepted: new Set(
    months.flatMap(({ facilityId, days }) =>
      days.filter((_, index) => take(index)).map(({ day }) => `${facilityId}.${day}`),
    ),
  ),
});

describe('whatever was sent', () => {
  it('adds its lines up to the total, of the case and of each place, and every trace leads to its own value', () => {
    fc.assert(
      fc.property(places, dated, (months, by) => {
        const result = calculate(months, by, nothing);
        const all = result.lines.reduce((total, { retained }) => total + centsOf(retained), 0);
        expect(centsOf(result.retained)).equal(all);
        expect(
          [
            ...duesOf(
              result.lines.map((line) => keepLine(line, { place: '' })),
              new Map(),
            ).values(),
          ].reduce((total, { balance }) => total + balance, 0),
        ).equal(all);
        for (const one of [result.declared, result.retained, ...result.lines.map(({ retained }) => retained)])
          expect(again(one).eq(one.value)).equal(true);
      }),
    );
  });
  it('comes to the same whatever the order of its days', () => {
    fc.assert(
      fc.property(
        places.chain((months) =>
          fc.tuple(
            fc.constant(months),
            fc.tuple(...months.map(({ days }) => fc.shuffledSubarray([...days], { minLength: days.length }))),
          ),
        ),
        dated,
        ([months, shuffled], by) => {
          const mixed = months.map((month, index) => ({ ...month, days: shuffled[index]! }));
          expect(calculate(mixed, by, nothing)).deep.equal(calculate(months, by, nothing));
        },
      ),
    );
  });
  it('pays no less for a child more, never more than what is declared, and an accepted day never lowers it', () => {
    fc.assert(
      fc.property(places, dated, fc.nat({ max: 27 }), fc.nat({ max: 6 }), (months, by, which, every) => {
        const before = calculate(months, by, nothing);
        const more = months.map((month) => ({
          ...month,
          days: month.days.map((day, index) => (index === which ? { ...day, children: day.children + 1 } : day)),
        }));
        const after = calculate(more, by, nothing);
        expect(centsOf(after.retained) >= centsOf(before.retained)).equal(true);
        for (const { declared, retained } of before.lines) expect(centsOf(retained) <= centsOf(declared)).equal(true);
        const accepted = calculate(
          months,
          by,
          accepting(months, (index) => index % 7 === every),
        );
        expect(centsOf(accepted.retained) >= centsOf(before.retained)).equal(true);
      }),
    );
  });
  it('pays what the plain sum of its days says, in ten-thousandths of a euro, red days left out', () => {
    fc.assert(
      fc.property(places, dated, (months, by) => {
        const result = calculate(months, by, nothing);
        for (const [index, { days }] of months.entries()) {
          const exact = days
            .filter(({ red }) => !red)
            .reduce(
              (total, { day, children, positive }) =>
                total +
                BigInt(children) * BigInt(Math.round(by.child(day) * 10_000)) +
                BigInt(positive) * BigInt(Math.round(by.positive(day) * 10_000)),
              0n,
            );
          expect(BigInt(centsOf(result.lines[index]!.retained))).equal((exact + 50n) / 100n);
        }
      }),
    );
  });
});
