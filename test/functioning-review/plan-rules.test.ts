import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addMonths } from '../../domain/days.ts';
import { countStates, faultsOfFollowUp, type ActionState } from '../../domain/functioning-review/follow-up.ts';
import { mergeRow } from '../../domain/functioning-review/merge-row.ts';
import { changesBetween, countChanges } from '../../domain/functioning-review/plan-changes.ts';
import {
  actionFields,
  faultsOfPlan,
  isWhole,
  objectiveFields,
  type Objective,
  type Plan,
  type PlanAction,
} from '../../domain/functioning-review/plan.ts';

const metOn = '2026-11-02';
const limits = { metOn, lastDay: addMonths(metOn, 36), months: 36 };
const action = (more: Partial<PlanAction> = {}): PlanAction => ({
  id: 'a1',
  what: 'Relever les souhaits de chacun',
  who: 'Olivier Wauters',
  resources: '',
  startsOn: '2027-02-01',
  endsOn: '2027-03-31',
  ...more,
});
const objective = (more: Partial<Objective> = {}): Objective => ({
  id: 'o1',
  domain: 'team',
  criterion: '6.4',
  wording: 'Un plan de formation par personne',
  indicator: '100 % des fiches remplies',
  priority: 'high',
  dueOn: '2027-06-30',
  who: 'Nathalie Servais',
  answer: '',
  actions: [action()],
  ...more,
});
const told = (one: Objective, remarked?: Set<string>): string[] =>
  faultsOfPlan({ objectives: [one] }, limits, remarked).map(({ rowId, field, text }) => `${rowId}.${field}: ${text}`);

describe('The rules of an action plan', () => {
  it('a whole plan has no fault, and may be submitted', () => {
    expect(told(objective())).to.deep.equal([]);
    expect(isWhole({ objectives: [objective()] }, limits)).to.equal(true);
  });

  it('a plan without an objective is not whole', () => {
    expect(isWhole({ objectives: [] }, limits)).to.equal(false);
  });

  it('each field that is missing says so itself, in the order of the page', () => {
    const bare = objective({ domain: '', wording: ' ', indicator: '', priority: '', dueOn: '', who: '', actions: [] });
    expect(faultsOfPlan({ objectives: [bare] }, limits).map(({ field }) => field)).to.deep.equal([
      'domain',
      'wording',
      'indicator',
      'priority',
      'dueOn',
      'who',
      'actions',
    ]);
  });

  it('an objective is due 36 months after the meeting at the latest', () => {
    expect(told(objective({ dueOn: '2029-11-02' }))).to.deep.equal([]);
    expect(told(objective({ dueOn: '2029-11-03' }))).to.deep.equal([
      'o1.dueOn: Au plus tard le 02/11/2029 : 36 mois après la rencontre.',
    ]);
    expect(
      told(objective({ dueOn: '2026-11-01', actions: [action({ startsOn: '2026-10-01', endsOn: '2026-10-02' })] })),
    ).to.deep.equal(['o1.dueOn: Pas avant la rencontre du 02/11/2026.']);
  });

  it('an action ends after it starts, and within the date of its objective', () => {
    expect(told(objective({ actions: [action({ startsOn: '2027-04-01' })] }))).to.deep.equal([
      'a1.endsOn: La fin (31/03/2027) est avant le début (01/04/2027).',
    ]);
    expect(told(objective({ actions: [action({ endsOn: '2027-07-01' })] }))).to.deep.equal([
      'a1.endsOn: La fin dépasse l’échéance de l’objectif, le 30/06/2027.',
    ]);
  });

  it('a remark waits for its answer', () => {
    expect(told(objective(), new Set(['o1']))).to.deep.equal(['o1.answer: Répondez à la remarque de l’ONE.']);
    expect(told(objective({ answer: 'Oui' }), new Set(['o1']))).to.deep.equal([]);
  });

  it('no dates in a whole plan are out of order, whatever they are', () => {
    const day = fc.integer({ min: -60, max: 1300 }).map((days) => addDays(metOn, days));
    fc.assert(
      fc.property(day, day, day, (dueOn, startsOn, endsOn) => {
        const plan = { objectives: [objective({ dueOn, actions: [action({ startsOn, endsOn })] })] };
        const holds = dueOn >= metOn && dueOn <= limits.lastDay && startsOn <= endsOn && endsOn <= dueOn;
        expect(isWhole(plan, limits)).to.equal(holds);
      }),
    );
  });
});

const id = (letter: string) => fc.integer({ min: 1, max: 6 }).map((number) => `${letter}${String(number)}`);
const word = fc.constantFrom('', 'un', 'deux', 'trois');
const anyAction = fc.record({ id: id('a'), what: word, who: word, resources: word, startsOn: word, endsOn: word });
const anyPlan: fc.Arbitrary<Plan> = fc
  .uniqueArray(
    fc.record({
      id: id('o'),
      domain: word,
      criterion: word,
      wording: word,
      indicator: word,
      priority: fc.constantFrom('', 'high', 'low') as fc.Arbitrary<'' | 'high' | 'low'>,
      dueOn: word,
      who: word,
      answer: word,
      actions: fc.array(anyAction, { maxLength: 3 }),
    }),
    { selector: (one) => one.id, maxLength: 4 },
  )
  .map((objectives) => {
    // An action stands in one place.
    const seen = new Set<string>();
    return {
      objectives: objectives.map((one) => ({
        ...one,
        actions: one.actions.filter(({ id: own }) => !seen.has(own) && seen.add(own)),
      })),
    };
  });

/** Written otherwise: every cell of a plan by its address, and the two lists of addresses compared. */
const cellsOf = ({ objectives }: Plan): Map<string, string> =>
  new Map(
    objectives.flatMap((one) => [
      ...objectiveFields
        .filter((field) => field !== 'answer')
        .map((field): [string, string] => [`${one.id}.${field}`, one[field]]),
      ...one.actions.flatMap((each) =>
        actionFields.map((field): [string, string] => [`${each.id}.${field}`, each[field]]),
      ),
    ]),
  );

describe('What a round has changed', () => {
  it('is what a comparison of the cells, one by one, finds too', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (before, now) => {
        const [was, is] = [cellsOf(before), cellsOf(now)];
        const { objectives, actions, removedObjectives, removedActions } = changesBetween(before, now);
        const marks = new Map([...objectives, ...actions]);
        for (const [address, value] of is) {
          const [row = '', field = ''] = address.split('.');
          const mark = marks.get(row);
          if (!was.has(address)) expect(mark, address).to.equal('new');
          else if (was.get(address) === value)
            expect(mark, address).to.satisfy((one: unknown) => one !== 'new' && !(field in ((one ?? {}) as object)));
          else expect((mark as unknown as Record<string, string>)[field], address).to.equal(was.get(address));
        }
        const rows = (plan: Plan) =>
          new Set(plan.objectives.flatMap((one) => [one.id, ...one.actions.map((each) => each.id)]));
        const kept = rows(now);
        const goneObjectives = before.objectives.filter((one) => !kept.has(one.id));
        expect(removedObjectives).to.deep.equal(goneObjectives);
        const goneActions = before.objectives
          .filter((one) => kept.has(one.id))
          .flatMap((one) => one.actions.filter((each) => !kept.has(each.id)));
        expect([...removedActions.values()].flat()).to.deep.equal(goneActions);
      }),
    );
  });

  it('nothing where the plan is the same', () => {
    fc.assert(fc.property(anyPlan, (plan) => countChanges(changesBetween(plan, plan)) === 0));
  });
});

describe('A row that two people fill in at once', () => {
  const row = fc.record({ what: word, who: word, resources: word });

  it('whoever comes second overwrites nothing that the first has changed', () => {
    fc.assert(
      fc.property(row, row, row, (shown, first, second) => {
        const stands = { ...shown, ...mergeRow(shown, first, shown).written };
        const { written, clashes } = mergeRow(shown, second, stands);
        const after = { ...stands, ...written };
        for (const field of ['what', 'who', 'resources'] as const) {
          const [one, other] = [first[field] !== shown[field], second[field] !== shown[field]];
          expect(after[field]).to.equal(one ? first[field] : second[field]);
          expect(clashes.includes(field)).to.equal(one && other && first[field] !== second[field]);
        }
      }),
    );
  });

  it('the same sending once more changes nothing', () => {
    fc.assert(
      fc.property(row, row, (shown, typed) => {
        const stands = { ...shown, ...mergeRow(shown, typed, shown).written };
        expect(mergeRow(shown, typed, stands)).to.deep.equal({ written: {}, clashes: [] });
      }),
    );
  });
});

describe('The yearly follow-up', () => {
  it('asks where each action stands, and why one is given up', () => {
    expect(
      faultsOfFollowUp([
        { actionId: 'a1', state: '', comment: '' },
        { actionId: 'a2', state: 'given-up', comment: ' ' },
        { actionId: 'a3', state: 'done', comment: '' },
      ]),
    ).to.deep.equal([
      { actionId: 'a1', field: 'state', text: 'Dites où en est cette action.' },
      { actionId: 'a2', field: 'comment', text: 'Écrivez pourquoi l’action est abandonnée.' },
    ]);
  });

  it('counts each action once', () => {
    const state = fc.constantFrom<ActionState | ''>('', 'not-started', 'under-way', 'done', 'given-up');
    fc.assert(
      fc.property(fc.array(fc.record({ state })), (rows) => {
        const counts = countStates(rows);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).to.equal(rows.length);
      }),
    );
  });
});
