/** The hours that the agreement asks for, of a person and of a body: whatever the lines, entries and days. */
import { expect } from 'chai';
import fc from 'fast-check';
import { byEffect, byUrgency, sumOfBody } from '../../domain/after-school/hours-of-body.ts';
import {
  hoursOfPerson,
  isStillLookedAt,
  judgedPeriod,
  type FollowedLine,
  type HoursOfPerson,
} from '../../domain/after-school/hours-of-person.ts';
import { addDays, addMonths, subtractDays, type Day } from '../../domain/calendar.ts';
import type { Standing } from '../../domain/training-hours.ts';

const rule = { required: 50, untitled: 100, months: 36 };
const days = fc.integer({ min: 0, max: 365 * 12 }).map((number): Day => addDays('2016-02-29', number));
const line = fc.record({
  fromOn: days,
  hours: fc.integer({ min: 2, max: 200 }).map((quarters) => quarters / 4),
  standing: fc.constantFrom<Standing>('recognised', 'waiting', 'refused'),
  atOperator: fc.boolean(),
});
const person = fc.record({
  enteredOn: days,
  leftOn: fc.option(days, { nil: null }),
  hasTitle: fc.boolean(),
  lines: fc.array(line, { maxLength: 25 }),
});

/** Written from the sentences alone: month by month, line by line. */
function byHand(
  { enteredOn, hasTitle, lines }: { enteredOn: Day; hasTitle: boolean; lines: readonly FollowedLine[] },
  today: Day,
) {
  let [from, to]: [Day | undefined, Day] = [undefined, ''];
  let first = true;
  for (let years = 0; addMonths(enteredOn, years * 12) <= today; years += 3) {
    const end = subtractDays(addMonths(enteredOn, (years + 3) * 12), 1);
    if (years > 0 && end >= today) break;
    from = addMonths(enteredOn, years * 12);
    to = end;
    first = years === 0;
  }
  if (from === undefined) return undefined;
  const figures = { recognised: 0, waiting: 0, refused: 0, atOne: 0 };
  for (const { fromOn, hours, standing, atOperator } of lines)
    if (fromOn >= from && fromOn <= to) {
      figures[standing] += hours;
      if (standing === 'waiting' && !atOperator) figures.atOne += hours;
    }
  return { from, to, ...figures, mark: first && !hasTitle ? 100 : 50 };
}

describe('the hours that an agreement asks for', () => {
  it('are those of the last period of three years that has ended, or of the first one while it runs', () => {
    fc.assert(
      fc.property(person, days, (facts, today) => {
        const expected = byHand(facts, today);
        const { period, mark, atOne } = hoursOfPerson(facts, today, rule);
        expect(period === undefined).to.equal(expected === undefined);
        if (!period || !expected) return;
        expect({ ...period, atOne: atOne.hours, mark }).to.deep.equal(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are said to lack only when the period has ended and even what waits would not be enough', () => {
    fc.assert(
      fc.property(person, days, (facts, today) => {
        const { period, mark, state, missing } = hoursOfPerson(facts, today, rule);
        if (!period) return;
        const sum = period.recognised + period.waiting;
        expect(state === 'unasked').to.equal(!facts.hasTitle && facts.lines.length === 0);
        if (state === 'unasked') return;
        expect(state === 'reached').to.equal(period.recognised >= mark);
        expect(missing).to.equal(Math.max(0, mark - sum));
        expect(state === 'short').to.equal(period.to < today && sum < mark);
        expect(state === 'waits').to.equal(period.recognised < mark && sum >= mark);
      }),
    );
  });

  it('never stand worse when ONE recognises one more line', () => {
    const rank = { unasked: 0, short: 0, running: 0, waits: 1, reached: 2 };
    fc.assert(
      fc.property(person, days, fc.nat(), (facts, today, pick) => {
        const waiting = facts.lines.filter(({ standing }) => standing === 'waiting');
        const chosen = waiting[pick % Math.max(1, waiting.length)];
        const before = hoursOfPerson(facts, today, rule);
        const lines = facts.lines.map((one) => (one === chosen ? { ...one, standing: 'recognised' as const } : one));
        const after = hoursOfPerson({ ...facts, lines }, today, rule);
        expect(rank[after.state]).to.be.at.least(rank[before.state]);
        expect(after.missing).to.equal(before.missing);
      }),
    );
  });

  it('keep the line of who has left to the end of the period in which it happened', () => {
    const left = { enteredOn: '2023-09-01', leftOn: '2026-02-28' };
    expect(isStillLookedAt(left, '2026-08-31', 36)).to.equal(true);
    expect(isStillLookedAt(left, '2026-09-01', 36)).to.equal(false);
    expect(isStillLookedAt({ ...left, leftOn: null }, '2029-01-01', 36)).to.equal(true);
    expect(
      judgedPeriod([{ to: '2023-08-31' }, { to: '2026-08-31' }, { to: '2029-08-31' }], '2026-08-31'),
    ).to.deep.equal({
      to: '2023-08-31',
    });
  });
});

const of = (more: Partial<HoursOfPerson> & { recognised?: number }): HoursOfPerson => ({
  period: { from: '2023-09-01', to: '2026-08-31', recognised: more.recognised ?? 0, waiting: 0, refused: 0 },
  mark: 50,
  state: 'short',
  missing: 0,
  atOne: { lines: 0, hours: 0 },
  atOperator: 0,
  hasLeft: false,
  ...more,
});

describe('the hours of a body', () => {
  it('show who lacks most first, and who has left last', () => {
    const [little, much] = [of({ missing: 2 }), of({ missing: 8 })];
    const [waits, running, reached] = [of({ state: 'waits' }), of({ state: 'running' }), of({ state: 'reached' })];
    const gone = of({ missing: 40, hasLeft: true });
    expect(byUrgency([reached, gone, running, little, waits, much])).to.deep.equal([
      much,
      little,
      waits,
      running,
      reached,
      gone,
    ]);
    expect(sumOfBody([reached, gone, running, waits])).to.deep.include({
      people: 4,
      below: 2,
      states: { reached: 1, running: 1, waits: 1, short: 0, unasked: 0 },
    });
  });

  it('put the decision first that brings most people to their mark, and add up from one to the next', () => {
    const [ines, hugo] = [of({ recognised: 38, state: 'waits' }), of({ recognised: 21, state: 'running' })];
    const effects = byEffect([
      { group: 'help', hours: 8, person: hugo },
      { group: 'games', hours: 2, person: ines },
      { group: 'conflicts', hours: 12, person: ines },
    ]);
    expect(effects.map(({ group, reaching }) => [group, reaching])).to.deep.equal([
      ['conflicts', 1],
      ['help', 0],
      ['games', 0],
    ]);
    expect(effects.map(({ after }) => after.map(({ hours }) => hours))).to.deep.equal([[50], [29], [52]]);
  });

  it('lose no line and no hour when they are put into decisions', () => {
    const people = [of({ recognised: 38 }), of({ recognised: 0 }), of({ recognised: 49.5, mark: 100 })];
    const lines = fc.array(
      fc.record({
        group: fc.constantFrom('a', 'b', 'c', 'd'),
        hours: fc.integer({ min: 2, max: 80 }).map((quarters) => quarters / 4),
        person: fc.constantFrom(...people),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const effects = byEffect(all);
        expect(effects.flatMap(({ lines: own }) => own)).to.have.members(all);
        for (const one of people) {
          const end = effects.flatMap(({ after }) => after).findLast(({ person: of }) => of === one);
          const sum = all.filter(({ person: of }) => of === one).reduce((hours, { hours: more }) => hours + more, 0);
          if (end) expect(end.hours).to.equal(one.period!.recognised + sum);
        }
        // A person is brought to the mark once.
        const reached = effects.flatMap(({ after }) => after.filter(({ reaches }) => reaches));
        expect(new Set(reached.map(({ person: of }) => of)).size).to.equal(reached.length);
      }),
    );
  });
});
