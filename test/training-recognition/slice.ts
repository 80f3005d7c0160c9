/** What the tests of the kit ask of the recognition of training: who gets which answer where, a line to ask about, and forms to spoil. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseDocumentRows, caseRows } from '../support/access-rows.ts';
import { begunTargets, documentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { openLine } from './open-line.ts';
import { toldActs } from './told-acts.ts';

const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
${caseDocumentRows(slug, { sees: operator })}
GET  /pro/trainings                                                         | 302 303 302 | 200 200 403 403 | 403
GET  /pro/trainings/organisations                                           | 302 303 302 | 200 200 403 403 | 403
GET  /pro/trainings/new                                                     | 302 303 302 | 200 200 403 403 | 403
POST /pro/trainings/new                                                     | 303         | 422 422 403 403 | 403
GET  /pro/trainings/qualification                                           | 302 303 302 | 200 200 403 403 | 403
POST /pro/trainings/qualification                                           | 303         | 422 422 403 403 | 403
GET  /pro/trainings/lines/:id/correct own                                   | 302 303 302 | 200 200 403 403 | 403
GET  /pro/trainings/lines/:id/correct other                                 | 302 303 302 | 404 404 403 403 | 403
GET  /pro/trainings/lines/:id/correct missing                               | 302 303 302 | 404 404 403 403 | 403
POST /pro/trainings/lines/:id/correct own                                   | 303         | 422 422 403 403 | 403
POST /pro/trainings/lines/:id/correct other                                 | 303         | 404 404 403 403 | 403
POST /pro/trainings/lines/:id/correct missing                               | 303         | 404 404 403 403 | 403
`;

const access: SliceAccess = {
  rows,
  acts: {
    'recognise': ['after-school referent'],
    'refuse': ['after-school referent'],
    'ask-information': ['after-school referent'],
    'merge': ['after-school referent'],
    'reopen': ['after-school referent'],
    'give-information': operator,
    'withdraw': operator,
    'cancel': ['helpdesk'],
    'write-message': [...operator, 'after-school referent'],
  },
  withoutForm: ['submit', 'correct', 'remind-information', 'information-missed', 'escalate', 'lapse'],
  values: (path) => ({ ':action': path.startsWith('/pro') ? 'withdraw' : 'recognise' }),
  world: ({ db, clock: { now: at } }, userId) => ({
    openCase: ({ id: facilityId, organising_body_id: organisingBodyId }) =>
      openLine(db, { organisingBodyId, facilityId }, { at, userId, token: `training ${facilityId}` }),
    findId: (path, _facility, caseId) => (path.startsWith('/pro/trainings/') ? Promise.resolve(caseId) : undefined),
  }),
};

const nobody = '00000000-0000-4000-8000-000000000000';
const person = (key: string): string => stableId(`collaboration trainee ${key}`);
const targets = (): Promise<Target[]> =>
  Promise.resolve([
    {
      route: '/pro/trainings/new',
      url: '/pro/trainings/new',
      by: 'admin-gembloux',
      fields: {
        token: nobody,
        people: person('piron'),
        organisation: 'Horizon Enfance',
        organisationChoice: 'other',
        module: 'Jouer dehors',
        fromOn: '12/01/2026',
        hours: '',
      },
      keeps: ['organisation', 'module'],
    },
    {
      route: '/pro/trainings/qualification',
      url: '/pro/trainings/qualification',
      by: 'admin-gembloux',
      fields: { token: nobody, person: person('piron'), title: 'educator', obtainedOn: '' },
      keeps: [],
    },
    {
      route: '/pro/trainings/lines/:id/correct',
      url: `/pro/trainings/lines/${nobody}/correct`,
      by: 'admin-gembloux',
      fields: { token: nobody, version: '1', hours: '' },
      takesAnything: true,
    },
    documentTarget(slug, 'pro', nobody, 'admin-petits-chenes'),
    documentTarget(slug, 'office', nobody, 'aes-referent'),
    ...begunTargets(slug, 'pro', {
      by: 'admin-petits-chenes',
      caseId: nobody,
      action: 'withdraw',
      fields: { reason: 'x' },
    }),
    ...begunTargets(slug, 'office', {
      by: 'aes-referent',
      caseId: nobody,
      action: 'refuse',
      fields: { motive: 'x', reason: 'y' },
    }),
  ]);

export const slice: TestSlice = { slug, toldActs, access, targets };
