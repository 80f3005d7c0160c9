/** What the tests of the kit ask of bank accounts: who gets which answer where, an account and a draft to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import { findAccountBody } from '../../db/bank-accounts/accounts.ts';
import { findOpenDraft, startAccountDraft } from '../../db/bank-accounts/drafts.ts';
import type { Database } from '../../db/connect.ts';
import { makeAccount } from '../../db/seeds/demonstration/bank-account/make-account.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import { makeBelgianIban } from '../../domain/iban.ts';
import { slug } from '../../workflows/bank-account/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { toldActs } from './told-acts.ts';

// Only who answers for the body: whatever was opened to the others, this is not.
const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
GET  /pro/accounts                                                          | 302 303 302 | 200 200 403 403 | 403
POST /pro/accounts                                                          | 303         | 422 422 403 403 | 403
GET  /pro/bank-account/drafts/:id own                                       | 302 303 302 | 200 200 404 404 | 403
GET  /pro/bank-account/drafts/:id other                                     | 302 303 302 | 404             | 403
GET  /pro/bank-account/drafts/:id missing                                   | 302 303 302 | 404             | 403
POST /pro/bank-account/drafts/:id own                                       | 303         | 422 422 404 404 | 403
POST /pro/bank-account/drafts/:id other                                     | 303         | 404             | 403
POST /pro/bank-account/drafts/:id missing                                   | 303         | 404             | 403
POST /pro/bank-account/drafts/:id/send own                                  | 303         | 422 422 404 404 | 403
POST /pro/bank-account/drafts/:id/send other                                | 303         | 404             | 403
POST /pro/bank-account/drafts/:id/send missing                              | 303         | 404             | 403
POST /pro/bank-account/drafts/:id/discard own                               | 303         | 303 303 404 404 | 403
POST /pro/bank-account/drafts/:id/discard other                             | 303         | 404             | 403
POST /pro/bank-account/drafts/:id/discard missing                           | 303         | 404             | 403
`;

const access: SliceAccess = {
  rows,
  acts: {
    // At ONE they are those of the subsidies' managers, whom the matrix does not hold.
    'validate': [],
    'validate-second': [],
    'ask-complement': [],
    'refuse': [],
    'unblock': [],
    'complete': operator,
    'withdraw': operator,
    'block': operator,
    'contest': operator,
    'close': operator,
    'cancel': ['helpdesk'],
    'write-message': operator,
  },
  withoutForm: ['add', 'replace', 'cooling-ends', 'remind', 'complement-missed', 'escalate', 'lapse'],
  values: (path) => ({ ':action': path.startsWith('/pro') ? 'block' : 'validate' }),
  world: ({ db, config, clock: { now: at } }, userId) => ({
    async openCase({ id: facilityId, organising_body_id: bodyId }) {
      const id = stableId(`account of the matrix ${facilityId}`);
      await makeAccount(db, config, {
        id,
        bodyId,
        iban: makeBelgianIban(9_993_000_000),
        holder: 'Essai',
        purposes: ['school-health'],
        statementOn: dayOf(at),
        by: userId,
        at,
      });
      // A case of a body is at no facility: what is done to those of this one is done to it here.
      if (facilityId === stableId('facility chenes')) await db('cases').where({ id }).update({ appealed: true });
      return id;
    },
    async openDraft({ organising_body_id: bodyId }) {
      const body = (await findAccountBody(db, bodyId))!;
      const started = await startAccountDraft(db, { body, token: randomUUID(), form: () => ({}), by: userId, at });
      return started ?? (await findOpenDraft(db, bodyId))!.id;
    },
  }),
};

async function targets(db: Database): Promise<Target[]> {
  const nobody = '00000000-0000-4000-8000-000000000000';
  const by = 'admin-petits-chenes';
  const find = async (key: string, body = 'petits-chenes'): Promise<string> =>
    (
      await db('cases')
        .where({ id: stableId(`bank account ${body} ${key}`) })
        .first<{ id: string }>('id')
    ).id;
  const fields = { token: randomUUID(), version: '99999' };
  const blocking = { by, caseId: await find('next'), action: 'block', fields };
  const refusing = {
    by: 'subsidy-manager',
    caseId: await find('next', 'poussins'),
    action: 'refuse',
    fields: { ...fields, motive: 'x', reason: 'y' },
  };
  return [
    {
      route: '/pro/accounts',
      url: '/pro/accounts',
      by,
      fields: { iban: 'BE68 5390 0754 7035', holder: 'Les Petits Chênes ASBL', statementOn: '' },
      keeps: ['iban', 'holder'],
    },
    ...['', '/send', '/discard'].map(
      (end): Target => ({
        route: `/pro/${slug}/drafts/:id${end}`,
        url: `/pro/${slug}/drafts/${nobody}${end}`,
        by,
        fields: { version: '1' },
        takesAnything: true,
      }),
    ),
    sentTarget(slug, 'pro', blocking),
    ...begunTargets(slug, 'pro', blocking),
    sentTarget(slug, 'office', refusing),
    ...begunTargets(slug, 'office', refusing),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
