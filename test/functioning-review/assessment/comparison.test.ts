/** Progress, completeness and comparison of both evaluations, as rules that hold for all. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  averagesOf,
  compare,
  gapOf,
  rowsOf,
  views,
  type Before,
} from '../../../domain/functioning-review/comparison.ts';
import { isComplete, progressOf, type Scores } from '../../../domain/functioning-review/progress.ts';
import {
  mayScore,
  numberOf,
  reviewDomains,
  type Criterion,
  type Score,
} from '../../../domain/functioning-review/questionnaire.ts';

const criterion = (id: string, given: Partial<Criterion> = {}): Criterion => ({
  id,
  domain: 'health',
  position: 1,
  wording: `${id} est en place`,
  hint: '',
  mayNotApply: false,
  ...given,
});
const anyCriteria = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      domain: fc.constantFrom(...reviewDomains),
      mayNotApply: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  )
  .map((all) => all.map(({ id, ...given }, index) => criterion(id, { ...given, position: index + 1 })));
const anyScore = fc.constantFrom<Score | null>(0, 1, 2, 3, 4, null);
const scoresFor = (criteria: readonly Criterion[]): fc.Arbitrary<Map<string, Score | null>> =>
  fc
    .array(anyScore, { minLength: criteria.length, maxLength: criteria.length })
    .map((given) => new Map(criteria.map(({ id }, at) => [id, given[at] ?? null])));
const anyFilled = anyCriteria.chain((criteria) => scoresFor(criteria).map((given) => ({ criteria, given })));

describe('the evaluation of a bilan: progress', () => {
  it('what is done and what is missing make all of it, in each domain and over all', () => {
    fc.assert(
      fc.property(anyFilled, ({ criteria, given }) => {
        const progress = progressOf({ criteria }, given);
        expect(progress.done + progress.missing.length)
          .to.equal(progress.total)
          .and.equal(criteria.length);
        for (const { done, total, missing } of progress.domains) expect(done + missing.length).to.equal(total);
        expect(progress.domains.map(({ domain }) => domain)).to.deep.equal(reviewDomains);
      }),
    );
  });

  it('it is complete when every criterion has a score that it takes, and not before', () => {
    fc.assert(
      fc.property(anyFilled, ({ criteria, given }) => {
        const every = criteria.every((one) => {
          const score = given.get(one.id) ?? null;
          return score !== null && mayScore(one, score);
        });
        expect(isComplete(progressOf({ criteria }, given))).to.equal(criteria.length > 0 && every);
      }),
    );
  });

  it('one more score never takes anything from the progress', () => {
    fc.assert(
      fc.property(anyFilled, fc.nat(), ({ criteria, given }, which) => {
        const one = criteria[which % Math.max(1, criteria.length)];
        if (!one) return;
        const more = new Map(given).set(one.id, 3);
        expect(progressOf({ criteria }, more).done).to.be.at.least(progressOf({ criteria }, given).done);
      }),
    );
  });

  it('« sans objet » where everybody is concerned counts as missing', () => {
    const criteria = [criterion('a'), criterion('b', { mayNotApply: true })];
    const given: Scores = new Map([
      ['a', 0],
      ['b', 0],
    ]);
    expect(progressOf({ criteria }, given).missing.map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('a criterion is numbered by its domain and its place there', () => {
    expect(numberOf(criterion('a', { domain: 'team', position: 4 }))).to.equal('6.4');
  });
});

describe('the evaluation of a bilan: side by side', () => {
  const anyCompared = anyCriteria.chain((criteria) =>
    fc
      .tuple(scoresFor(criteria), scoresFor(criteria), scoresFor(criteria))
      .map(([operator, one, earlier]) => ({ criteria, operator, one, earlier })),
  );

  it('the difference turns its sign with the sides, and nothing differs from itself', () => {
    fc.assert(
      fc.property(anyScore, anyScore, (one, other) => {
        const [there, back] = [gapOf(one, other), gapOf(other, one)];
        if (typeof there === 'number') expect(back).to.equal(-there);
        else expect(back).to.equal(there);
        expect(gapOf(one, one)).to.equal(null);
      }),
    );
  });

  it('what is missing on a side is no difference, « sans objet » against a score is one of its own', () => {
    expect(gapOf(null, 2)).to.equal(null);
    expect(gapOf(0, 2)).to.equal('applies');
    expect(gapOf(4, 2)).to.equal(-2);
  });

  it('each view holds a part of « Tous », in its order; differences of two are differences', () => {
    fc.assert(
      fc.property(anyCompared, ({ criteria, operator, one, earlier }) => {
        const before: Before = { questionnaire: { criteria }, operator: earlier, one: earlier };
        const rows = compare({ criteria }, { operator, one, before });
        for (const view of views)
          expect(rows.filter((row) => rowsOf(rows, view).includes(row))).to.deep.equal(rowsOf(rows, view));
        expect(rowsOf(rows, 'all')).to.have.length(criteria.length);
        for (const row of rowsOf(rows, 'two')) expect(rowsOf(rows, 'gaps')).to.include(row);
        for (const { one: now, before: then } of rowsOf(rows, 'drops')) expect(now).to.be.lessThan(then ?? 0);
      }),
    );
  });

  it('averages stay within 1 and 4, whatever is « sans objet » or missing', () => {
    fc.assert(
      fc.property(anyCompared, ({ criteria, operator, one }) => {
        const rows = compare({ criteria }, { operator, one });
        for (const { operator: ours, one: theirs, before } of averagesOf({ criteria }, rows)) {
          for (const value of [ours, theirs]) if (value !== null) expect(value).to.be.within(1, 4);
          expect(before).to.equal(null);
        }
      }),
    );
  });

  it('a criterion that is new or has other words is compared with nothing of last time, and says so', () => {
    const criteria = [criterion('same'), criterion('other', { wording: 'autrement dit' }), criterion('fresh')];
    const earlier = [criterion('same'), criterion('other'), criterion('gone')];
    const given: Scores = new Map([
      ['same', 3],
      ['other', 3],
    ]);
    const before: Before = { questionnaire: { criteria: earlier }, operator: given, one: given };
    const rows = compare({ criteria }, { operator: given, one: given, before });
    expect(rows.map((row) => [row.rewording, row.before])).to.deep.equal([
      [null, 3],
      ['reworded', null],
      ['new', null],
    ]);
    expect(compare({ criteria }, { operator: given, one: given }).map((row) => row.rewording)).to.deep.equal([
      null,
      null,
      null,
    ]);
  });
});
