/** What the tests of the kit ask of the validation of a team: who gets which answer where, a case to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { slug } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { openYear, stableOf } from './cases.ts';
import { toldActs } from './told-acts.ts';

// The data manager of these tests has been given the authorisation, not the team.
const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator, does: ['coordinator'] })}
GET  /pro/team-validation/:id/team own                                      | 302 303 302 | 200 200 404 404 | 403
GET  /pro/team-validation/:id/team other                                    | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/team missing                                  | 302 303 302 | 404             | 403
GET  /office/team-validation/:id/team own                                   | 302 303 302 | 403             | 200 200 200 200 200 403 200 403 404
GET  /office/team-validation/:id/team other                                 | 302 303 302 | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/team-validation/:id/team missing                               | 302 303 302 | 403             | 404
GET  /pro/team-validation/:id/points own                                    | 302 303 302 | 200 200 404 404 | 403
GET  /pro/team-validation/:id/points other                                  | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/points missing                                | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/snapshot own                                  | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/snapshot other                                | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/snapshot missing                              | 302 303 302 | 404             | 403
GET  /office/team-validation/:id/snapshot own                               | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 404
GET  /office/team-validation/:id/snapshot other                             | 302 303 302 | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/team-validation/:id/snapshot missing                           | 302 303 302 | 403             | 404
GET  /pro/team-validation/:id/previous own                                  | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/previous other                                | 302 303 302 | 404             | 403
GET  /pro/team-validation/:id/previous missing                              | 302 303 302 | 404             | 403
GET  /office/team-validation/:id/previous own                               | 302 303 302 | 403             | 404 404 404 404 404 403 404 403 404
GET  /office/team-validation/:id/previous other                             | 302 303 302 | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/team-validation/:id/previous missing                           | 302 303 302 | 403             | 404
GET  /pro/facilities/:id/team-validation own                                | 302 303 302 | 200 200 403 403 | 403
GET  /pro/facilities/:id/team-validation other                              | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/team-validation missing                            | 302 303 302 | 404             | 403
POST /pro/facilities/:id/team-validation own                                | 303         | 422 422 403 403 | 403
POST /pro/facilities/:id/team-validation other                              | 303         | 404             | 403
POST /pro/facilities/:id/team-validation missing                            | 303         | 404             | 403
GET  /office/team-validations                                               | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
GET  /office/team-validations/export                                        | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 403
`;

const access: SliceAccess = {
  rows,
  acts: {
    'begin': operator,
    'validate': operator,
    // Of a crèche: the adviser's are the teams of childminders.
    'follow-up': ['coordinator'],
    'cancel': ['helpdesk'],
    'write-message': [...operator, 'referent', 'coordinator', 'adviser'],
  },
  withoutForm: [
    'open-year',
    'validate-from-quarter',
    'change-path',
    'declare-late',
    'inform',
    'remind',
    'last-day-ends',
    'year-ends',
    'escalate',
    'lapse',
  ],
  values: (path) => ({ ':action': path.startsWith('/pro') ? 'validate' : 'follow-up' }),
  world: ({ db, clock: { now: at } }) => ({
    /** Late, so that each side has something to do; of a year to come, so that this one is still to be opened. */
    async openCase({ id: facilityId, home }) {
      const caseId = await openYear(db, {
        facilityId,
        at,
        year: '2040',
        childminder: home,
        token: `team ${facilityId}`,
      });
      await recordAct(db, process, caseId, {
        action: 'last-day-ends',
        facts: {},
        token: 'the last day',
        actor: { role: 'clock', userId: null },
        at,
      });
      await recordAct(db, process, caseId, {
        action: 'declare-late',
        facts: {},
        token: 'late',
        actor: { role: 'procedure', userId: null },
        at,
      });
      return caseId;
    },
  }),
};

async function targets(db: Database): Promise<Target[]> {
  const caseId = await openYear(db, { facilityId: stableOf('chenes'), at: Date.now(), year: '2041', token: 'spoilt' });
  const start: Target = {
    route: '/pro/facilities/:id/team-validation',
    url: `/pro/facilities/${stableOf('chenes')}/team-validation`,
    by: 'admin-petits-chenes',
    fields: {},
    takesAnything: true,
  };
  // From a page that has seen an act to come: nothing is recorded of it.
  const fields = { text: 'x', seal: 'x', token: randomUUID(), version: '99999' };
  const validating = { by: 'admin-petits-chenes', caseId, action: 'validate', fields };
  const following = { by: 'coordinator-namur', caseId, action: 'follow-up', fields };
  return [
    start,
    sentTarget(slug, 'pro', validating),
    ...begunTargets(slug, 'pro', validating),
    sentTarget(slug, 'office', following),
    ...begunTargets(slug, 'office', following),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
