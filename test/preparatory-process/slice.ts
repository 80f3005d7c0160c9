/** What the tests of the kit ask of projects: who gets which answer where, a project and a draft to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { createDraft } from '../../db/drafts.ts';
import { crecheAnswers, makeProject, takeStep } from '../../db/seeds/demonstration/preparatory-process/make-project.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug, type Kind } from '../../workflows/preparatory-process/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseDocumentRows, caseRows, draftRows } from '../support/access-rows.ts';
import { begunTargets, documentTarget, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { slotAt } from './a-project.ts';
import { toldActs } from './told-acts.ts';

// A project has no place yet: it is in the hands of who answers for the whole body.
const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator, does: ['coordinator'] })}
${caseDocumentRows(slug, { sees: operator })}
${draftRows(slug, { sees: operator, other: '404 404 403 404' })}
GET  /pro/preparatory-process/:id/appointment.ics own                       | 302 303 302 | 200 200 404 404 | 403
GET  /pro/preparatory-process/:id/appointment.ics other                     | 302 303 302 | 404             | 403
GET  /pro/preparatory-process/:id/appointment.ics missing                   | 302 303 302 | 404             | 403
GET  /office/preparatory-process/:id/appointment.ics own                    | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/preparatory-process/:id/appointment.ics other                  | 302 303 302 | 403             | 404 404 404 404 404 404 404 200 404
GET  /office/preparatory-process/:id/appointment.ics missing                | 302 303 302 | 403             | 404
POST /pro/preparatory-process/:id/give-opinion/:view own                    | 303         | 403 403 404 404 | 403
POST /pro/preparatory-process/:id/give-opinion/:view other                  | 303         | 404             | 403
POST /pro/preparatory-process/:id/give-opinion/:view missing                | 303         | 404             | 403
POST /office/preparatory-process/:id/give-opinion/:view own                 | 303         | 403             | 403 409 409 403 403 403 403 403 404
POST /office/preparatory-process/:id/give-opinion/:view other               | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/preparatory-process/:id/give-opinion/:view missing             | 303         | 403             | 404
POST /pro/preparatory-process/:id/declare-ready/:view own                   | 303         | 403 403 404 404 | 403
POST /pro/preparatory-process/:id/declare-ready/:view other                 | 303         | 404             | 403
POST /pro/preparatory-process/:id/declare-ready/:view missing               | 303         | 404             | 403
POST /office/preparatory-process/:id/declare-ready/:view own                | 303         | 403             | 403 409 409 403 403 403 403 403 404
POST /office/preparatory-process/:id/declare-ready/:view other              | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/preparatory-process/:id/declare-ready/:view missing            | 303         | 403             | 404
`;

// Of a crèche: the agent conseil follows those who receive children at home.
const follower: Visitor[] = ['coordinator'];
const followers: Visitor[] = ['coordinator', 'adviser'];
/** Whose project it is in the matrix: that of the crèche that everybody at ONE is asked about, the others at home. */
const kindOf = ({ id }: { id: string }): Kind => (id === stableId('facility chenes') ? 'creche' : 'home');
const access: SliceAccess = {
  rows,
  acts: {
    'propose-dates': follower,
    'confirm-appointment': follower,
    'cancel-appointment': follower,
    'record-report': follower,
    // Not of the status that the matrix asks about: by their right alone.
    'ask-complement': followers,
    'give-opinion': followers,
    'declare-ready': followers,
    'choose-date': operator,
    'suggest-dates': operator,
    'give-complement': operator,
    'improve': operator,
    'pause': operator,
    'wake': operator,
    'withdraw': operator,
    'cancel': ['helpdesk'],
    'write-message': [...operator, 'coordinator', 'adviser'],
  },
  withoutForm: [
    'introduce',
    'remind',
    'dates-missed',
    'complement-missed',
    'improvement-missed',
    'remind-appointment',
    'appointment-over',
    'remind-asleep',
    'escalate',
    'lapse',
  ],
  values: (path) => ({
    ':view': 'letter',
    ':step': 'premises',
    ':action': path.startsWith('/pro') ? 'pause' : 'confirm-appointment',
  }),
  world: ({ db, clock: { now } }, userId) => ({
    async openCase(facility) {
      const { organising_body_id: bodyId, administration } = facility;
      // A crèche of the same body: a project is the body's, not hers.
      const there = await db('cases').where({ slug, subject_id: bodyId, closed_at: null }).first<{ id: string }>('id');
      if (there) return there.id;
      const kind = kindOf(facility);
      const at = now - 60_000;
      const id = await makeProject(db, {
        ...{ bodyId, administration, kind, by: userId, at },
        answers: { ...crecheAnswers, opensOn: '2028-01-10' },
      });
      await takeStep(db, id, {
        action: 'confirm-appointment',
        role: kind === 'home' ? 'adviser' : 'coordinator',
        userId: stableId(`user ${kind === 'home' ? 'adviser' : 'coordinator'}-namur`),
        facts: { type: 'visit', ...slotAt(now) },
        content: { place: 'Andenne' },
        at: at + 1000,
      });
      // A case of a body is at no facility: what is done to those of this one is done to it here.
      if (kind === 'creche') await db('cases').where({ id }).update({ appealed: true });
      return id;
    },
    openDraft: ({ id, organising_body_id: bodyId, administration }) =>
      createDraft(db, {
        slug,
        // The other kind: a project of the first is under way.
        kind: bodyId === stableId('body petits-chenes') || kindOf({ id }) === 'creche' ? 'home' : 'creche',
        subject: { kind: 'organising-body', id: bodyId, organising_body_id: bodyId, administration },
        form: {},
        by: userId,
        at: now,
      }),
    findId: (path, { organising_body_id: bodyId }) =>
      path === `/pro/${slug}/new` || path === `/pro/${slug}/drafts` ? Promise.resolve(bodyId) : undefined,
  }),
};

const nobody = '00000000-0000-4000-8000-000000000000';
async function targets(db: Database): Promise<Target[]> {
  const by = 'admin-clair-matin';
  const bodyId = stableId('body clair-matin');
  const { id: caseId } = await db('cases')
    .where({ id: stableId('project clair-matin') })
    .first<{ id: string }>('id');
  const draft = await createDraft(db, {
    slug,
    kind: 'home',
    subject: { kind: 'organising-body', id: bodyId, organising_body_id: bodyId, administration: 'namur' },
    form: {},
    by: stableId(`user ${by}`),
    at: Date.UTC(2026, 10, 20, 9),
  });
  const fields = { token: randomUUID(), version: '99999' };
  const pausing = { by, caseId, action: 'pause', fields };
  const proposing = { by: 'coordinator-namur', caseId, action: 'propose-dates', fields: { ...fields, place: 'x' } };
  const steps: Record<string, Record<string, string>> = {
    project: { careType: 'x', name: 'Notre projet', carrier: '', enterpriseNumber: '12', idea: '' },
    premises: { postcode: '9', locality: '', occupation: '', premises: 'Un salon', area: 'x', fireSafety: '' },
    capacity: { capacity: 'beaucoup', ages: '', opensOn: 'hier', hours: 'Le matin' },
    means: { staff: '', financing: 'Nos économies' },
  };
  return [
    ...(['give-opinion', 'declare-ready'] as const).flatMap((act) =>
      (['pro', 'office'] as const).map(
        (portal): Target => ({
          route: `/${portal}/${slug}/:id/${act}/:view`,
          url: `/${portal}/${slug}/${caseId}/${act}/letter`,
          by: portal === 'pro' ? by : 'coordinator-namur',
          fields: { surprise: 'x' },
          takesAnything: true,
        }),
      ),
    ),
    { route: `/pro/${slug}/drafts`, url: `/pro/${slug}/drafts`, by, fields: { facilityId: bodyId, kind: 'x' } },
    ...Object.entries(steps).map(
      ([step, typed]): Target => ({
        route: `/pro/${slug}/drafts/:id/:step`,
        url: `/pro/${slug}/drafts/${draft}/${step}`,
        by,
        fields: { version: '1', ...typed },
      }),
    ),
    {
      route: `/pro/${slug}/drafts/:id/submit`,
      url: `/pro/${slug}/drafts/${draft}/submit`,
      by,
      fields: { token: nobody, version: '1', declaration: 'oui' },
    },
    {
      route: `/pro/${slug}/drafts/:id/discard`,
      url: `/pro/${slug}/drafts/${nobody}/discard`,
      by,
      fields: {},
      takesAnything: true,
    },
    documentTarget(slug, 'pro', draft, by, 'drafts/:id'),
    documentTarget(slug, 'pro', caseId, by),
    documentTarget(slug, 'office', caseId, 'coordinator-namur'),
    sentTarget(slug, 'pro', pausing),
    ...begunTargets(slug, 'pro', pausing),
    sentTarget(slug, 'office', proposing),
    ...begunTargets(slug, 'office', proposing),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
