/** What the tests of the kit ask of calls for projects: who gets which answer where, a file and a draft to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import { createDraft } from '../../db/drafts.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/project-call/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows, draftRows } from '../support/access-rows.ts';
import { begunTargets, documentTarget, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { deposit, openCall } from './files.ts';
import { toldActs } from './told-acts.ts';

// The data manager of these tests has been given the authorisation alone. A childminder has no crèche: none of the pages where a file is begun is theirs.
const operator: Visitor[] = ['childminder', 'administrator'];
const examiner: Visitor[] = ['head of administration'];
const read = '200 200 200 200 200 403 200 200 403';
const write = (supervisor: number): string => `403 403 403 403 403 403 ${String(supervisor)} 403 403`;
const ofCalls = (method: 'GET' | 'POST', path: string, agents: string, missing: string): string =>
  ['own', 'other', 'missing']
    .map(
      (relation) =>
        `\n${method} ${path} ${relation} | ${method === 'GET' ? '302 303 302' : '303'} | 403 | ${relation === 'missing' ? missing : agents}`,
    )
    .join('');
const nobodyThere = '404 404 404 404 404 403 404 404 403';
/** Columns as in `test/access/matrix.ts`. A call belongs to nobody: it is the same for all who may read it. */
const rows = `
${caseRows(slug, { sees: operator, does: examiner })}
${draftRows(slug, { sees: ['administrator'], reads: operator, elsewhere: 404 })}
GET  /pro/calls                    | 302 303 302 | 200 200 403 403 | 403
GET  /pro/calls/:id own            | 302 303 302 | 404 200 403 403 | 403
GET  /pro/calls/:id other          | 302 303 302 | 404 200 403 403 | 403
GET  /pro/calls/:id missing        | 302 303 302 | 404 404 403 403 | 403
GET  /pro/calls/:id/rules own      | 302 303 302 | 404 200 403 403 | 403
GET  /pro/calls/:id/rules other    | 302 303 302 | 404 200 403 403 | 403
GET  /pro/calls/:id/rules missing  | 302 303 302 | 404 404 403 403 | 403
GET  /office/calls                 | 302 303 302 | 403 | ${read}
GET  /office/calls/new             | 302 303 302 | 403 | ${write(200)}
POST /office/calls/new             | 303         | 403 | ${write(422)}
${ofCalls('GET', '/office/calls/:id', read, nobodyThere)}
${ofCalls('GET', '/office/calls/:id/rules', read, nobodyThere)}
${ofCalls('GET', '/office/calls/:id/export', read, nobodyThere)}
${ofCalls('GET', '/office/calls/:id/edit', write(409), write(404))}
${ofCalls('POST', '/office/calls/:id/edit', write(409), write(404))}
${ofCalls('POST', '/office/calls/:id/rules', write(409), write(404))}
${ofCalls('POST', '/office/calls/:id/publish', write(409), write(404))}
${ofCalls('POST', '/office/calls/:id/propose-results', write(422), write(404))}
${ofCalls('POST', '/office/calls/:id/results', write(422), write(404))}
`;

const access: SliceAccess = {
  rows,
  acts: {
    'deposit-again': operator,
    'withdraw': operator,
    'give-opinion': examiner,
    'cancel': ['helpdesk'],
    'write-message': [...operator, ...examiner],
  },
  withoutForm: ['deposit', 'close-call', 'publish-result', 'escalate', 'lapse'],
  values: (path) => ({
    ':step': 'project',
    ':action': path.startsWith('/pro') ? 'withdraw' : 'give-opinion',
  }),
  world: ({ db, clock: { now: at } }, userId) => ({
    openCase: ({ id }) => deposit(db, { facility: id, at, status: 'examination', token: `project ${id}` }),
    openDraft: (facility) =>
      createDraft(db, { slug, kind: 'places', subject: { ...facility, kind: 'facility' }, form: {}, by: userId, at }),
    findId: (path) => (/^\/(?:pro|office)\/calls\/:id/.test(path) ? Promise.resolve(openCall) : undefined),
  }),
};

const by = 'admin-petits-chenes';
async function targets(db: Database): Promise<Target[]> {
  const at = Date.now();
  const facility = (await db('facilities')
    .where({ id: stableId('facility chenes') })
    .first('id', 'organising_body_id', 'administration')) as {
    id: string;
    organising_body_id: string;
    administration: string;
  };
  const caseId = await deposit(db, { facility: facility.id, at });
  const [written] = (await db('project_calls')
    .insert({
      title: 'Un appel à écrire',
      description: 'Texte',
      kinds: ['creche'],
      opens_at: new Date(at),
      closes_at: new Date(at + 86_400_000),
      written_at: new Date(at),
    })
    .returning('id')) as { id: string }[];
  const call = written!.id;
  const { id: other } = (await db('facilities')
    .where({ id: stableId('facility glands') })
    .first('id')) as { id: string };
  const draft = await createDraft(db, {
    slug,
    kind: 'places',
    subject: { ...facility, id: other, kind: 'facility' },
    form: {},
    by: stableId(`user ${by}`),
    at,
  });
  const path = `/pro/${slug}/drafts/${draft}`;
  const fields = { token: randomUUID(), version: '99999', places: 'x' };
  const again = { by, caseId, action: 'deposit-again', fields };
  const opinion = { by: 'asr-manager-namur', caseId, action: 'give-opinion', fields: { ...fields, reason: 'x' } };
  const writer = 'supervisor';
  return [
    {
      route: '/office/calls/new',
      url: '/office/calls/new',
      by: writer,
      fields: { title: 'Un appel', description: '' },
      keeps: ['title'],
    },
    {
      route: '/office/calls/:id/edit',
      url: `/office/calls/${call}/edit`,
      by: writer,
      fields: { version: '1', title: 'Un appel', description: '' },
      keeps: ['title'],
    },
    { route: '/office/calls/:id/rules', url: `/office/calls/${call}/rules`, by: writer, fields: {}, keeps: [] },
    {
      route: '/office/calls/:id/publish',
      url: `/office/calls/${call}/publish`,
      by: writer,
      fields: { version: 'x' },
      keeps: [],
    },
    {
      route: '/office/calls/:id/propose-results',
      url: `/office/calls/${call}/propose-results`,
      by: writer,
      fields: { version: 'x' },
      keeps: [],
    },
    {
      route: '/office/calls/:id/results',
      url: `/office/calls/${call}/results`,
      by: writer,
      fields: { version: 'x' },
      keeps: [],
    },
    {
      route: `/pro/${slug}/drafts`,
      url: `/pro/${slug}/drafts`,
      by,
      fields: { facilityId: facility.id, kind: 'x' },
      keeps: [],
    },
    {
      route: `/pro/${slug}/drafts/:id/:step`,
      url: `${path}/project`,
      by,
      fields: { version: '1', municipality: 'Namur', places: 'x' },
      keeps: ['municipality'],
    },
    {
      route: `/pro/${slug}/drafts/:id/submit`,
      url: `${path}/submit`,
      by,
      fields: { token: randomUUID(), version: '1' },
      keeps: [],
    },
    {
      route: `/pro/${slug}/drafts/:id/discard`,
      url: `/pro/${slug}/drafts/${randomUUID()}/discard`,
      by,
      fields: {},
      takesAnything: true,
    },
    documentTarget(slug, 'pro', draft, by, 'drafts/:id'),
    sentTarget(slug, 'pro', again),
    ...begunTargets(slug, 'pro', again),
    sentTarget(slug, 'office', opinion),
    ...begunTargets(slug, 'office', opinion),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
