import { expect } from 'chai';
import fc from 'fast-check';
import { afterPlan, holdsOn, isEmpty, planOf, type Held, type Wish } from '../../db/users/rights.ts';

const today = '2026-11-23';
const period = { from: '2026-12-01', to: '2027-05-31' };
const held = (right: string, from = '2026-01-01', to: string | null = null): Held => ({
  id: `${right} ${from}`,
  right,
  from,
  to,
});
const wish = (rights: string[], more: Partial<Wish> = {}): Wish => ({
  rights: new Set(rights),
  period: null,
  endsAll: false,
  ...more,
});
const shown = (rows: readonly Held[]): string[] =>
  rows.map(({ right, from, to }) => `${right} ${from}–${to ?? ''}`).sort();

describe('a change of rights', () => {
  it('leaves what stays as it is, takes what is unticked, gives what is ticked from today', () => {
    const before = [held('team.a'), held('reviews.a')];
    expect(shown(afterPlan(before, planOf(before, wish(['team.a', 'subsidies.b']), today)))).to.deep.equal([
      'subsidies.b 2026-11-23–',
      'team.a 2026-01-01–',
    ]);
  });

  it('for a time leaves what was held without an end, unless that ends too', () => {
    const before = [held('team.a')];
    const temporary = wish(['team.a', 'reviews.a'], { period });
    expect(shown(afterPlan(before, planOf(before, temporary, today)))).to.deep.equal([
      'reviews.a 2026-12-01–2027-05-31',
      'team.a 2026-01-01–',
    ]);
    expect(shown(afterPlan(before, planOf(before, { ...temporary, endsAll: true }, today)))).to.deep.equal([
      'reviews.a 2026-12-01–2027-05-31',
      'team.a 2026-01-01–2027-05-31',
    ]);
  });

  it('lengthens what was given for a time, and makes it last where there is no end any more', () => {
    const before = [held('team.a', '2026-11-01', '2026-12-01')];
    const longer = { from: '2026-11-01', to: '2027-01-31' };
    expect(shown(afterPlan(before, planOf(before, wish(['team.a'], { period: longer }), today)))).to.deep.equal([
      'team.a 2026-11-01–2027-01-31',
    ]);
    expect(shown(afterPlan(before, planOf(before, wish(['team.a']), today)))).to.deep.equal(['team.a 2026-11-01–']);
  });

  it('to every place takes the single places in, unless they last longer', () => {
    const before = [held('team.a')];
    expect(shown(afterPlan(before, planOf(before, wish(['team.all', 'team.a']), today)))).to.deep.equal([
      'team.all 2026-11-23–',
    ]);
    expect(shown(afterPlan(before, planOf(before, wish(['team.all', 'team.a'], { period }), today)))).to.deep.equal([
      'team.a 2026-01-01–',
      'team.all 2026-12-01–2027-05-31',
    ]);
  });

  it('leaves alone what is over', () => {
    const before = [held('team.a', '2026-01-01', '2026-02-01')];
    expect(isEmpty(planOf(before, wish([]), today))).to.equal(true);
  });

  it('done once, asks for nothing more; and what is ticked holds on the day it is for, and nothing else that was not', () => {
    const right = fc.constantFrom<string>(
      'administrator',
      'user-manager',
      'team.a',
      'team.all',
      'reviews.a',
      'reviews.b',
    );
    const day = fc.constantFrom('2026-01-01', today, '2026-12-01', '2027-05-31');
    const anyHeld = fc
      .tuple(right, day, fc.option(day))
      .filter(([, from, to]) => to === null || to >= from)
      .map(([of, from, to]) => held(of, from, to));
    const anyWish = fc.record({
      rights: fc.uniqueArray(right).map((all) => new Set(all)),
      period: fc.option(fc.constant(period)),
      endsAll: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyHeld, { maxLength: 6 }), anyWish, (before, asked) => {
        const after = afterPlan(before, planOf(before, asked, today)).map((one, at) => ({ ...one, id: String(at) }));
        expect(isEmpty(planOf(after, asked, today))).to.equal(true);
        const on = asked.period ? asked.period.from : today;
        const holding = new Set(after.filter((one) => holdsOn(one, on)).map((one) => one.right));
        for (const one of asked.rights)
          expect(holding.has(one) || holding.has(`${one.split('.')[0]!}.all`), one).to.equal(true);
        for (const one of holding) expect(asked.rights.has(one), one).to.equal(true);
      }),
    );
  });
});
