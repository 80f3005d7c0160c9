/**
 * Two reviews read criterion by criterion: Les Petits Chênes in the middle of their self-assessment, several people at once; Clair Matin after the
 * meeting, beside its bilan of five years ago, which answered an earlier questionnaire.
 */
import { addDays, addMonths, type Instant } from '../../../../domain/calendar.ts';
import { instant, type Database } from '../../../connect.ts';
import { digestOfPlan } from '../../../functioning-review/plan/read-plan.ts';
import { notePresence } from '../../../functioning-review/assessment/save-answer.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { sent, toMinutes } from './course.ts';
import { strollers } from './plans.ts';
import { act, at, evaluate, plan, usual, waitUntil } from './tell.ts';
import { reworded, since2026 } from './told.ts';

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
  await toMinutes(db, before, first);
  const old = strollers(first);
  const digest = digestOfPlan(old);
  await act(db, before, [
    { role: 'operator', action: 'agree-minutes', on: addDays(first, 112) },
    sent('submit-plan', addDays(first, 150), old),
    { role: 'one', action: 'accept-plan', on: addDays(first, 160) },
    { role: 'operator', action: 'sign-plan', on: addDays(first, 165), facts: { digest } },
    { role: 'one', action: 'countersign-plan', on: addDays(first, 170), facts: { digest } },
  ]);
  await waitUntil(db, before.caseId, at(times.today, 0));
  // What is over leaves the clerk nothing to hear of.
  await db('cases')
    .where({ id: before.caseId })
    .update({ engine_seq: db.ref('bell_seq') });
  const now = { ...place, caseId: stableId('review clair-matin') };
  await toMinutes(db, now, times.officeDay(-112));
  const { caseId } = now;
  await db('review_meeting_notes').insert({
    case_id: caseId,
    criterion: 'training-plan',
    note: "L'équipe est d'accord : un tableau par personne sera tenu dans Mon Équipe.",
    updated_by: stableId('user coordinator-namur'),
    updated_at: instant(at(times.officeDay(-4), 15)),
  });
}
