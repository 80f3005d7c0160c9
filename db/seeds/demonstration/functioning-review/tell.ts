/** How the reviews of the demonstration are told: each act on its day, each deadline at its hour, evaluations as the pages write them. */
import { nextWorkingDay, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { Criterion, Score } from '../../../../domain/functioning-review/questionnaire.ts';
import type { Action, Facts } from '../../../../workflows/functioning-review/contract.ts';
import { process } from '../../../../workflows/functioning-review/process.ts';
import type { CaseState } from '../../../../workflows/procedure.ts';
import { followerOf, type Role } from '../../../../workflows/roles.ts';
import type { Database } from '../../../connect.ts';
import type { Side } from '../../../functioning-review/assessment/evaluations.ts';
import { keepQuestionnaire, questionnaireOf } from '../../../functioning-review/assessment/questionnaires.ts';
import { saveAnswers } from '../../../functioning-review/assessment/save-answer.ts';
import { readEvaluation, sealedContent } from '../../../functioning-review/assessment/sealed.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { facilityIdOf } from '../narrator.ts';
import { stableId, stableNumber } from '../stable-id.ts';
import { told } from './told.ts';

const hour = 3_600_000;
export const at = (day: Day, hours = 10): Instant => startOfDay(day) + hours * hour;

export interface Story {
  /** Key of the place. */
  facility: string;
  /** Key of the person who answers for it. */
  operator: string;
  /** Its administration. */
  administration?: string;
  /** Of a childminder. */
  home?: boolean;
  caseId: string;
}
export interface Step {
  /** `one`: who follows the place. */
  role: Extract<Role, 'operator' | 'clock' | 'procedure' | 'health-referent' | 'referent' | 'helpdesk'> | 'one';
  action: Action;
  on: Day;
  facts?: object;
  content?: object;
}

function actorOf({ operator, administration = 'namur', home = false }: Story, role: Step['role']) {
  if (role === 'clock' || role === 'procedure') return { role, userId: null };
  const own = role === 'one' ? followerOf(home) : role;
  const key = role === 'operator' ? operator : role === 'helpdesk' ? 'helpdesk' : `${own}-${administration}`;
  return { role: own, userId: stableId(`user ${key}`), acr: 450 };
}

export async function plan(
  db: Database,
  story: Story,
  { on, firstDayOn }: { on: Day; firstDayOn: Day },
): Promise<void> {
  const { facility, caseId, home = false } = story;
  await openCase(db, process, {
    caseId,
    subject: { kind: 'facility', id: facilityIdOf(facility) },
    kind: 'review',
    action: 'plan',
    facts: { kind: 'review', home, firstDayOn } satisfies Facts['plan'],
    content: {},
    token: stableId(`act ${caseId} plan`),
    actor: actorOf(story, 'one'),
    at: at(nextWorkingDay(on)),
  });
}
export async function act(db: Database, story: Story, steps: readonly Step[]): Promise<void> {
  const { caseId } = story;
  for (const { role, action, on: day, facts = {}, content = {} } of steps) {
    const actor = actorOf(story, role);
    const on = actor.userId === null ? day : nextWorkingDay(day);
    await waitUntil(db, caseId, at(on, 11));
    await recordAct(db, process, caseId, {
      action,
      facts,
      content: actor.userId === null ? null : content,
      token: stableId(`act ${caseId} ${on} ${action}`),
      actor,
      at: at(on, 11),
    });
  }
}

/** The clock, each deadline at its hour. */
export async function waitUntil(db: Database, caseId: string, until: Instant): Promise<void> {
  for (;;) {
    const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
    const [passed] = state.deadlines.filter((deadline) => deadline.at <= until).sort((one, other) => one.at - other.at);
    if (!passed) return;
    await recordAct(db, process, caseId, {
      action: passed.act,
      token: passed.id,
      deadline: passed.id,
      facts: {},
      actor: { role: 'clock', userId: null },
      at: passed.at,
    });
  }
}

export async function evaluate(
  db: Database,
  { caseId }: Pick<Story, 'caseId'>,
  side: Side,
  {
    on,
    by,
    score,
    firstDayOn,
  }: { on: Day; firstDayOn: Day; by: string; score: (criterion: Criterion) => Score | null },
): Promise<void> {
  const questionnaire = await questionnaireOf(db, { caseId, on: firstDayOn });
  await db.transaction(async (trx) => {
    await keepQuestionnaire(trx, { caseId, on: firstDayOn });
    await saveAnswers(
      trx,
      { caseId, side },
      questionnaire.criteria.flatMap((criterion) => {
        const given = score(criterion);
        if (given === null) return [];
        const said = told[side].get(criterion.id);
        return [
          {
            criterion: criterion.id,
            score: said?.score ?? given,
            evidence: said?.evidence ?? '',
            remark: '',
            asObjective: side === 'operator' && said?.asObjective === true,
            seen: 0,
          },
        ];
      }),
      { userId: stableId(`user ${by}`), at: at(on) },
    );
  });
}
export const sealedOf = async (db: Database, caseId: string, side: Side, on: Day) => {
  const now = await readEvaluation(db, { caseId, on, side });
  return {
    facts: {
      digest: now.digest,
      questionnaire: now.questionnaire.version,
      criteria: now.questionnaire.criteria.length,
    },
    content: sealedContent(now, undefined),
  };
};
/** Always the same, and mostly good: 2, 3 or 4. */
export const usual =
  (seed: string) =>
  ({ id, mayNotApply }: Criterion): Score => {
    const drawn = stableNumber(`${seed} ${id}`, 10);
    if (mayNotApply && drawn === 9) return 0;
    return drawn < 2 ? 2 : drawn < 6 ? 3 : 4;
  };
