/** What the tests of the kit ask of reviews: who gets which answer where, a case to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import { slug } from '../../workflows/functioning-review/contract.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { evaluationRows, evaluationTargets, findEnded } from './assessment/access.ts';
import { reviewIn } from './cases.ts';
import { planOf, writePlan } from './plans.ts';
import { toldActs } from './told-acts.ts';

// The data manager of these tests has been given the authorisation, not the reviews.
// Of a case that is not there yet: whose of the two it is, is asked once it is.
const follower: Visitor[] = ['coordinator', 'adviser'];
const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator, does: ['coordinator'] })}
GET  /pro/reviews                                                           | 302 303 302 | 302 200 403 403 | 403
GET  /pro/reviews/documents/:code                                           | 302 303 302 | 200 200 403 403 | 403
POST /pro/reviews/documents/:code/read                                      | 303         | 303 303 403 403 | 403
GET  /pro/reviews/:id own                                                   | 302 303 302 | 200 200 404 404 | 403
GET  /pro/reviews/:id other                                                 | 302 303 302 | 404             | 403
GET  /pro/reviews/:id missing                                               | 302 303 302 | 404             | 403
GET  /pro/reviews/:id/first-day.ics own                                     | 302 303 302 | 200 200 404 404 | 403
GET  /pro/reviews/:id/first-day.ics other                                   | 302 303 302 | 404             | 403
GET  /pro/reviews/:id/first-day.ics missing                                 | 302 303 302 | 404             | 403
GET  /office/facilities/:id/plan-review own                                 | 302 303 302 | 403             | 403 200 403 403 403 403 403 403 404
GET  /office/facilities/:id/plan-review other                               | 302 303 302 | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/facilities/:id/plan-review missing                             | 302 303 302 | 403             | 404
POST /office/facilities/:id/plan-review own                                 | 303         | 403             | 403 422 403 403 403 403 403 403 404
POST /office/facilities/:id/plan-review other                               | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/facilities/:id/plan-review missing                             | 303         | 403             | 404
GET  /office/reviews                                                        | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
POST /office/reviews                                                        | 303         | 403             | 422 422 422 422 422 422 422 422 403
GET  /office/reviews/stages                                                 | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
${evaluationRows}
GET  /pro/reviews/:id/plan own                                              | 302 303 302 | 200 200 404 404 | 403
GET  /pro/reviews/:id/plan other                                            | 302 303 302 | 404             | 403
GET  /pro/reviews/:id/plan missing                                          | 302 303 302 | 404             | 403
POST /pro/reviews/:id/plan own                                              | 303         | 403 403 404 404 | 403
POST /pro/reviews/:id/plan other                                            | 303         | 404             | 403
POST /pro/reviews/:id/plan missing                                          | 303         | 404             | 403
GET  /office/reviews/:id/plan own                                           | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/reviews/:id/plan other                                         | 302 303 302 | 403             | 404 404 404 404 404 404 404 200 404
GET  /office/reviews/:id/plan missing                                       | 302 303 302 | 403             | 404
POST /office/reviews/:id/plan own                                           | 303         | 403             | 403 403 403 403 403 403 403 403 404
POST /office/reviews/:id/plan other                                         | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/reviews/:id/plan missing                                       | 303         | 403             | 404
GET  /pro/reviews/:id/participants own                                     | 302 303 302 | 200 200 404 404 | 403
GET  /pro/reviews/:id/participants other                                   | 302 303 302 | 404             | 403
GET  /pro/reviews/:id/participants missing                                 | 302 303 302 | 404             | 403
POST /pro/reviews/:id/participants own                                     | 303         | 403 403 404 404 | 403
POST /pro/reviews/:id/participants other                                   | 303         | 404             | 403
POST /pro/reviews/:id/participants missing                                 | 303         | 404             | 403
GET  /office/reviews/:id/participants own                                  | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/reviews/:id/participants other                                | 302 303 302 | 403             | 404 404 404 404 404 404 404 200 404
GET  /office/reviews/:id/participants missing                              | 302 303 302 | 403             | 404
POST /office/reviews/:id/participants own                                  | 303         | 403             | 403 403 403 403 403 403 403 403 404
POST /office/reviews/:id/participants other                                | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/reviews/:id/participants missing                              | 303         | 403             | 404
`;

const access: SliceAccess = {
  rows,
  acts: {
    'propose-first-day': operator,
    // Of a crèche: the adviser's are the reviews of childminders.
    'move-first-day': ['coordinator'],
    'keep-first-day': ['coordinator'],
    'send-self-assessment': operator,
    'extend': follower,
    'report-to-file': follower,
    'take-up-report': ['referent'],
    'send-ratings': follower,
    'give-health-opinion': ['health referent'],
    'propose-meeting': follower,
    'suggest-meeting': operator,
    'choose-meeting': operator,
    'confirm-meeting': follower,
    'cancel-meeting': follower,
    'record-minutes': follower,
    'agree-minutes': operator,
    'contest-minutes': operator,
    'submit-plan': operator,
    'ask-revision': follower,
    'accept-plan': follower,
    'arbitrate': ['coordinator', 'head of administration'],
    'sign-plan': operator,
    'countersign-plan': follower,
    'ask-change': operator,
    'reopen-plan': follower,
    'send-follow-up': operator,
    'note-follow-up': follower,
    'cancel': ['helpdesk'],
    'write-message': [...operator, 'referent', 'coordinator', 'adviser', 'health referent'],
  },
  withoutForm: [
    'plan',
    'invite',
    'open-review',
    'remind',
    'remind-late',
    'declare-default',
    'slots-unanswered',
    'remind-meeting',
    'meeting-over',
    'minutes-unanswered',
    'ask-follow-up',
    'follow-up-missed',
    'end-cycle',
    'suspend',
    'resume',
    'escalate',
    'lapse',
  ],
  values: (path) => ({
    ':domain': 'health',
    ...(path.startsWith('/pro/reviews/documents') ? { ':code': 'guide' } : {}),
    ':action': path.startsWith('/pro') ? 'propose-first-day' : 'move-first-day',
  }),
  world: ({ db, clock: { now: at } }) => ({
    openCase: async ({ id: facilityId, home }) => {
      await reviewIn(db, 'closed', { facilityId, at, home });
      return reviewIn(db, 'planned', { facilityId, at, home });
    },
    findId: (path, facility, caseId) =>
      /\/reviews\/:id\/(?:plan|participants)/.test(path)
        ? Promise.resolve(caseId)
        : path === '/pro/reviews/:id' || path === '/pro/reviews/:id/first-day.ics'
          ? Promise.resolve(facility.id)
          : findEnded(db, path, facility),
  }),
};

async function targets(db: Database): Promise<Target[]> {
  const facilityId = stableId('facility chenes');
  const caseId = await reviewIn(db, 'planned', { facilityId, at: Date.now() });
  await recordAct(db, process, caseId, {
    action: 'write-message',
    token: randomUUID(),
    facts: {},
    content: { text: 'Bonjour' },
    actor: { role: 'operator', userId: stableId('user admin-petits-chenes') },
    at: Date.now(),
  });
  const held = await reviewIn(db, 'meeting', {
    facilityId: stableId('facility glands'),
    at: Date.now(),
    more: [
      { role: 'coordinator', action: 'confirm-meeting', facts: { on: dayOf(Date.now()), from: '10:00' } },
      { role: 'clock', action: 'meeting-over' },
    ],
  });
  const answered = await reviewIn(db, 'self-assessment', {
    facilityId: stableId('facility coccinelle'),
    at: Date.now(),
  });
  const planTargets = await Promise.all(
    (['plan-drafting', 'arbitration'] as const).map((status) => planTarget(db, status)),
  );
  // From a page that has seen an act to come: nothing is recorded of it.
  const fields = { day1: 'x', text: 'y', token: randomUUID(), version: '99999' };
  const proposing = { by: 'admin-petits-chenes', caseId, action: 'propose-first-day', fields };
  const moving = { by: 'coordinator-namur', caseId, action: 'move-first-day', fields };
  return [
    {
      route: '/office/facilities/:id/plan-review',
      url: `/office/facilities/${stableId('facility parc')}/plan-review`,
      by: 'coordinator-namur',
      fields: { firstDayOn: 'demain', text: 'Après les congés.' },
      keeps: ['text'],
    },
    {
      route: '/pro/reviews/documents/:code/read',
      url: '/pro/reviews/documents/guide/read',
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/office/reviews',
      url: '/office/reviews',
      by: 'coordinator-namur',
      fields: { [`day.${stableId('facility parc')}`]: 'demain', token: randomUUID() },
    },
    ...evaluationTargets({ answered, held }),
    ...(['pro', 'office'] as const).map((portal) => ({
      route: `/${portal}/reviews/:id/participants`,
      url: `/${portal}/reviews/${answered}/participants`,
      by: portal === 'pro' ? 'admin-petits-chenes' : 'coordinator-namur',
      fields: { who: `team.${randomUUID()}`, shown: '' },
    })),
    ...planTargets,
    sentTarget(slug, 'pro', proposing),
    ...begunTargets(slug, 'pro', proposing),
    sentTarget(slug, 'office', moving),
    ...begunTargets(slug, 'office', moving),
  ];
}

/** A plan being written, whose first objective is due on a day that cannot be read. */
async function planTarget(db: Database, status: 'plan-drafting' | 'arbitration'): Promise<Target> {
  const at = Date.now();
  const isTheirs = status === 'plan-drafting';
  const facilityId = stableId(isTheirs ? 'facility delvaux' : 'facility lutins');
  const caseId = await reviewIn(db, status, { facilityId, at, home: isTheirs });
  const plan = planOf(at);
  await writePlan(db, caseId, plan, { at, round: isTheirs ? 0 : 3 });
  const objective = plan.objectives[0]!.id;
  const portal = isTheirs ? 'pro' : 'office';
  return {
    route: `/${portal}/reviews/:id/plan`,
    url: `/${portal}/reviews/${caseId}/plan`,
    by: isTheirs ? 'admin-delvaux' : 'asr-manager-namur',
    fields: { objective, [`was.${objective}`]: '{"dueOn":""}', 'o.dueOn': 'demain', 'do': 'save' },
    keeps: ['o.dueOn'],
  };
}

export const slice: TestSlice = { slug, toldActs, access, targets };
