/** The stretches of road that the reviews of the demonstration share. */
import { addDays, nextWorkingDay, type Day } from '../../../../domain/calendar.ts';
import type { Plan } from '../../../../domain/functioning-review/plan.ts';
import type { Criterion, Score } from '../../../../domain/functioning-review/questionnaire.ts';
import type { Facts } from '../../../../workflows/functioning-review/contract.ts';
import { followerOf } from '../../../../workflows/roles.ts';
import type { Database } from '../../../connect.ts';
import { digestOfPlan } from '../../../functioning-review/plan/read-plan.ts';
import { stableNumber } from '../stable-id.ts';
import { act, at, evaluate, plan, sealedOf, usual, waitUntil, type Step, type Story } from './tell.ts';

/** Of ONE: mostly as the operator sees it. */
const seenByOne = (seed: string) => {
  const same = usual(`${seed} operator`);
  return (criterion: Criterion): Score => {
    const drawn = stableNumber(`${seed} one ${criterion.id}`, 8);
    const theirs = same(criterion);
    return drawn === 0 && theirs > 1
      ? ((theirs - 1) as Score)
      : drawn === 1 && theirs > 0 && theirs < 4
        ? ((theirs + 1) as Score)
        : theirs;
  };
};

/** Planned, and open on its first day. */
export async function open(db: Database, story: Story, firstDayOn: Day): Promise<void> {
  await plan(db, story, { on: addDays(firstDayOn, -120), firstDayOn });
  await waitUntil(db, story.caseId, at(firstDayOn, 12));
}

/** The self-assessment, whole and sent. */
export async function assess(db: Database, story: Story, { firstDayOn, on }: { firstDayOn: Day; on: Day }) {
  const { caseId, operator } = story;
  await evaluate(db, story, 'operator', {
    firstDayOn,
    on: addDays(on, -1),
    by: operator,
    score: usual(`${caseId} operator`),
  });
  const sealed = await sealedOf(db, caseId, 'operator', firstDayOn);
  await act(db, story, [{ role: 'operator', action: 'send-self-assessment', on, ...sealed }]);
}

/** ONE's own ratings with the health opinion, sent. */
export async function rate(db: Database, story: Story, { firstDayOn, on }: { firstDayOn: Day; on: Day }) {
  const { caseId, administration = 'namur', home = false } = story;
  await evaluate(db, story, 'one', {
    firstDayOn,
    on: addDays(on, -2),
    by: `${followerOf(home)}-${administration}`,
    score: seenByOne(caseId),
  });
  const sealed = await sealedOf(db, caseId, 'one', firstDayOn);
  await act(db, story, [
    {
      role: 'health-referent',
      action: 'give-health-opinion',
      on: addDays(on, -1),
      content: { text: 'Registre des médicaments bien tenu. Un rappel des gestes de premiers secours est à prévoir.' },
    },
    { role: 'one', action: 'send-ratings', on, ...sealed },
  ]);
}

/** The meeting: agreed on the telephone, held, told in its minutes. */
export const met = ({ home = false }: Story, near: Day): Step[] => {
  const on = nextWorkingDay(near);
  return [
    {
      role: 'one',
      action: 'confirm-meeting',
      on: addDays(on, -16),
      facts: { on, from: '10:00' } satisfies Facts['confirm-meeting'],
      content: { place: home ? 'À votre domicile' : 'Dans la crèche' },
    },
    {
      role: 'one',
      action: 'record-minutes',
      on: addDays(on, 2),
      facts: { heldOn: on } satisfies Facts['record-minutes'],
      content: {
        present: home
          ? "L'accueillant·e et l'agent conseil."
          : 'La direction, deux accueillantes et la coordinatrice accueil.',
        minutes:
          "Les deux évaluations ont été lues ensemble. Les points forts : le projet d'accueil et la relation aux familles. À travailler : la formation continue.",
      },
    },
  ];
};

/** A plan that is sent, by either side. */
export const sent = (action: 'submit-plan' | 'arbitrate', on: Day, plan: Plan, content: object = {}): Step => ({
  role: 'operator',
  action,
  on,
  facts: {
    digest: digestOfPlan(plan),
    objectives: plan.objectives.length,
    actions: plan.objectives.reduce((sum, { actions }) => sum + actions.length, 0),
  } satisfies Facts['submit-plan'],
  content: { plan, ...content },
});

/** From the plan to the minutes. */
export async function toMinutes(db: Database, story: Story, firstDayOn: Day): Promise<void> {
  await toRatings(db, story, firstDayOn);
  await act(db, story, met(story, addDays(firstDayOn, 106)));
}

/** From the plan to the ratings, which leave the meeting to be planned. */
export async function toRatings(db: Database, story: Story, firstDayOn: Day): Promise<void> {
  await open(db, story, firstDayOn);
  await assess(db, story, { firstDayOn, on: addDays(firstDayOn, 45) });
  await rate(db, story, { firstDayOn, on: addDays(firstDayOn, 81) });
}
