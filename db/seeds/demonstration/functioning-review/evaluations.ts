/**
 * Two reviews with their evaluations: Les Petits Chênes in the middle of theirs, several people at once; Clair Matin after the meeting, beside its
 * bilan of five years ago, which answered an earlier questionnaire.
 */
import { addDays, addMonths, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { Criterion, Questionnaire, Score } from '../../../../domain/functioning-review/questionnaire.ts';
import type { Action, Facts } from '../../../../workflows/functioning-review/contract.ts';
import { process } from '../../../../workflows/functioning-review/process.ts';
import type { CaseState } from '../../../../workflows/procedure.ts';
import type { Role } from '../../../../workflows/roles.ts';
import { instant, type Database } from '../../../connect.ts';
import type { Side } from '../../../functioning-review/assessment/evaluations.ts';
import { keepQuestionnaire, questionnaireOf } from '../../../functioning-review/assessment/questionnaires.ts';
import { notePresence, saveAnswers } from '../../../functioning-review/assessment/save-answer.ts';
import { readEvaluation, sealedContent } from '../../../functioning-review/assessment/sealed.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { facilityIdOf } from '../narrator.ts';
import { stableId, stableNumber } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { reworded, since2026, told } from './told.ts';

const hour = 3_600_000;
const at = (day: Day, hours = 10): Instant => startOfDay(day) + hours * hour;
const coordinator = 'coordinator-namur';

export async function tellEvaluations(db: Database, { times, now }: { times: Times; now: Instant }): Promise<void> {
  await tellQuestionnaireOf2021(db);
  await tellPetitsChenes(db, { times, now });
  await tellClairMatin(db, { times, now });
}

/** The version before: some criteria are not in it, others are said in other words. */
async function tellQuestionnaireOf2021(db: Database): Promise<void> {
  await db.raw(`insert into review_questionnaires (version, valid_from, levels, source)
    select '2021', '2021-01-01', levels, source from review_questionnaires where version = '2026'`);
  const rows = (await db('review_criteria').where({ questionnaire: '2026' }).select('*')) as {
    criterion: string;
    wording: string;
  }[];
  await db('review_criteria').insert(
    rows
      .filter(({ criterion }) => !since2026.has(criterion))
      .map((row) => ({ ...row, questionnaire: '2021', wording: reworded.get(row.criterion) ?? row.wording })),
  );
}

interface Story {
  facility: string;
  operator: string;
  caseId: string;
}
interface Step {
  role: Role;
  action: Action;
  on: Day;
  facts?: object;
  content?: object;
  by?: string;
}

async function plan(db: Database, { facility, caseId }: Story, { on, firstDayOn }: { on: Day; firstDayOn: Day }) {
  await openCase(db, process, {
    caseId,
    subject: { kind: 'facility', id: facilityIdOf(facility) },
    kind: 'review',
    action: 'plan',
    facts: { kind: 'review', home: false, firstDayOn } satisfies Facts['plan'],
    content: {},
    token: stableId(`act ${caseId} plan`),
    actor: { role: 'coordinator', userId: stableId(`user ${coordinator}`) },
    at: at(on),
  });
}
async function act(db: Database, { caseId, operator }: Story, steps: readonly Step[]): Promise<void> {
  for (const [index, { role, action, on, facts = {}, content = {}, by }] of steps.entries()) {
    await waitUntil(db, caseId, at(on, 11));
    const isPerson = role !== 'clock';
    const who = by ?? (role === 'operator' ? operator : coordinator);
    await recordAct(db, process, caseId, {
      action,
      facts,
      content: isPerson ? content : null,
      token: stableId(`act ${caseId} ${String(index)} ${action}`),
      actor: { role, userId: isPerson ? stableId(`user ${who}`) : null, ...(isPerson ? { acr: 450 } : {}) },
      at: at(on, 11),
    });
  }
}

/** The clock, each deadline at its hour; a yearly follow-up is answered and read. */
async function waitUntil(db: Database, caseId: string, until: Instant): Promise<void> {
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

async function evaluate(
  db: Database,
  { caseId }: Story,
  side: Side,
  {
    on,
    by,
    score,
    firstDayOn,
  }: { on: Day; firstDayOn: Day; by: string; score: (criterion: Criterion) => Score | null },
): Promise<Questionnaire> {
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
  return questionnaire;
}
const sealedOf = async (db: Database, caseId: string, side: Side, on: Day) => {
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
const usual =
  (seed: string) =>
  ({ id, mayNotApply }: Criterion): Score => {
    const drawn = stableNumber(`${seed} ${id}`, 10);
    if (mayNotApply && drawn === 9) return 0;
    return drawn < 2 ? 2 : drawn < 6 ? 3 : 4;
  };

async function tellPetitsChenes(db: Database, { times, now }: { times: Times; now: Instant }): Promise<void> {
  const story = { facility: 'chenes', operator: 'admin-petits-chenes', caseId: stableId('review chenes') };
  const firstDayOn = times.officeDay(-38);
  await plan(db, story, { on: times.officeDay(-130), firstDayOn });
  await waitUntil(db, story.caseId, at(times.today, 0));
  const open = new Set(['sleep', 'meals', 'alert-signs']);
  const { caseId } = story;
  await evaluate(db, story, 'operator', {
    on: times.officeDay(-5),
    firstDayOn,
    by: 'admin-petits-chenes',
    score: (criterion) =>
      open.has(criterion.id) || ['management', 'neighbourhood'].includes(criterion.domain)
        ? null
        : usual('chenes')(criterion),
  });
  await notePresence(
    db,
    { caseId, side: 'operator' },
    { domain: 'inclusion', criterion: null },
    { userId: stableId('user data-chenes'), at: now - 60_000 },
  );
}

async function tellClairMatin(db: Database, { times }: { times: Times; now: Instant }): Promise<void> {
  const operator = 'admin-clair-matin';
  const place = { facility: 'clair-matin', operator };
  const before = { ...place, caseId: stableId('review clair-matin 2021') };
  const first = addMonths(times.today, -69);
  await whole(db, before, { firstDayOn: first, seed: 'clair-matin 2021', operator });
  await act(db, before, [
    {
      role: 'operator',
      action: 'submit-plan',
      on: addDays(first, 150),
      content: { text: 'Accès des poussettes par la rue.' },
    },
    { role: 'coordinator', action: 'accept-plan', on: addDays(first, 160) },
    { role: 'operator', action: 'sign-plan', on: addDays(first, 165) },
    { role: 'coordinator', action: 'countersign-plan', on: addDays(first, 170) },
  ]);
  await waitUntil(db, before.caseId, at(times.today, 0));
  // What is over leaves the clerk nothing to hear of.
  await db('cases')
    .where({ id: before.caseId })
    .update({ engine_seq: db.ref('bell_seq') });
  const now = { ...place, caseId: stableId('review clair-matin') };
  await whole(db, now, { firstDayOn: times.officeDay(-112), seed: 'clair-matin', operator, minutes: 'waiting' });
  const { caseId } = now;
  await db('review_meeting_notes').insert({
    case_id: caseId,
    criterion: 'training-plan',
    note: "L'équipe est d'accord : un tableau par personne sera tenu dans Mon Équipe.",
    updated_by: stableId(`user ${coordinator}`),
    updated_at: instant(at(times.officeDay(-4), 15)),
  });
}

/** From the plan to the meeting. */
async function whole(
  db: Database,
  story: Story,
  {
    firstDayOn,
    seed,
    operator,
    minutes = 'agreed',
  }: { firstDayOn: Day; seed: string; operator: string; minutes?: 'agreed' | 'waiting' },
): Promise<void> {
  const { caseId } = story;
  const day = (offset: number): Day => addDays(firstDayOn, offset);
  await plan(db, story, { on: day(-120), firstDayOn });
  await waitUntil(db, caseId, at(firstDayOn, 12));
  const asked = { firstDayOn };
  await evaluate(db, story, 'operator', { ...asked, on: day(44), by: operator, score: usual(`${seed} operator`) });
  await act(db, story, [
    {
      role: 'operator',
      action: 'send-self-assessment',
      on: day(45),
      ...(await sealedOf(db, caseId, 'operator', firstDayOn)),
    },
  ]);
  // Mostly as the operator sees it.
  const same = usual(`${seed} operator`);
  const score = (criterion: Criterion): Score => {
    const drawn = stableNumber(`${seed} one ${criterion.id}`, 8);
    const theirs = same(criterion);
    return drawn === 0 && theirs > 1
      ? ((theirs - 1) as Score)
      : drawn === 1 && theirs > 0 && theirs < 4
        ? ((theirs + 1) as Score)
        : theirs;
  };
  await evaluate(db, story, 'one', { ...asked, on: day(79), by: coordinator, score });
  await act(db, story, [
    {
      role: 'health-referent',
      action: 'give-health-opinion',
      on: day(80),
      by: 'health-referent-namur',
      content: { text: 'Registre des médicaments bien tenu. Un rappel des gestes de premiers secours est à prévoir.' },
    },
    { role: 'coordinator', action: 'send-ratings', on: day(81), ...(await sealedOf(db, caseId, 'one', firstDayOn)) },
    {
      role: 'coordinator',
      action: 'confirm-meeting',
      on: day(90),
      facts: { on: day(106), from: '10:00' } satisfies Facts['confirm-meeting'],
      content: { place: 'Dans la crèche' },
    },
    {
      role: 'coordinator',
      action: 'record-minutes',
      on: day(108),
      facts: { heldOn: day(106) } satisfies Facts['record-minutes'],
      content: {
        present: 'La direction, deux accueillantes et la coordinatrice accueil.',
        minutes:
          "Les deux évaluations ont été lues ensemble. Les points forts : le projet d'accueil et la relation aux familles. À travailler : la formation continue.",
      },
    },
    ...(minutes === 'agreed' ? [{ role: 'operator', action: 'agree-minutes', on: day(112) } as const] : []),
  ]);
}
