/** Every act on a quarter that has a form, as a person does it. */
import type { Action } from '../../workflows/aes-subsidy/contract.ts';
import { loadPlaces } from '../../db/aes-subsidy/places.ts';
import { markOf } from '../../db/aes-subsidy/send.ts';
import { dayOf } from '../../domain/calendar.ts';
import { marker, type ToldAct, type Where } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { makeReady } from './ready.ts';
import { markOfControl } from './sent.ts';
import { castors, digest, envol, openQuarter, type Step, type ways } from './cases.ts';

const quarterOf = async (db: House['db'], caseId: string): Promise<{ organisingBodyId: string; quarter: string }> =>
  (await db('cases').where({ id: caseId }).first('organising_body_id as organisingBodyId', 'period as quarter')) as {
    organisingBodyId: string;
    quarter: string;
  };
/** What the page has shown. */
const sealOf = async ({ db, caseId, now }: Where): Promise<string> =>
  markOf(await loadPlaces(db, await quarterOf(db, caseId), dayOf(now)));
let next = 2040;
let past = 2021;
/** A quarter of its own for each act. */
const at = (way: keyof typeof ways, then: readonly Step[] = []) => ({
  facility: 'mercredis-envol',
  status: way.replace(/ in part$/, ''),
  open: ({ db, clock }: House): Promise<string> =>
    openQuarter(db, { at: clock.now, quarter: `${String(next++)}-01`, status: way, then }),
});
const operator = 'admin-mercredis';
const manager = 'aes-manager';
const signatory = 'subsidy-signatory';
const tooLong = marker + 'x'.repeat(20_001);
const why = 'Les présences de décembre ne correspondent pas aux inscriptions.';
const noReason = { fields: { reason: tooLong }, fault: 'reason' };
const line = `${envol}.2040-01`;
const checks = ['agreement', 'enrolment', 'year', 'red-days'];
/** L'Envol in the first month of its quarter. */
const firstLine = async ({ db, caseId }: Where): Promise<string> => {
  const { quarter } = (await db('cases').where({ id: caseId }).first('period as quarter')) as { quarter: string };
  return `${envol}.${quarter}`;
};
const contested: readonly Step[] = [['operator', 'contest', { line, cents: 412_80 }]];
/** A place sent after the last day: by the clock of the case, long ago. */
const late: readonly Step[] = [['operator', 'send', { places: { [castors]: digest }, left: 3, children: 702 }]];

export const toldActs: readonly ToldAct<Action>[] = [
  {
    ...at('to-send'),
    action: 'send',
    by: operator,
    binds: true,
    before: async ({ db, caseId, now }) => {
      await makeReady(db, [envol], await quarterOf(db, caseId), now);
    },
    body: async (where) => ({ places: [envol], certified: 'oui', seal: await sealOf(where) }),
    bad: { fields: { places: [envol] }, fault: 'certified' },
  },
  {
    ...at('correction-asked'),
    action: 'answer-correction',
    by: operator,
    binds: true,
    body: async (where) => ({ certified: 'oui', seal: await sealOf(where) }),
    bad: { fields: { surprise: 'x' }, fault: 'certified' },
  },
  { ...at('to-close'), action: 'close', by: manager, body: { reason: why }, bad: noReason },
  { ...at('to-close'), action: 'keep-open', by: manager, body: { reason: why }, bad: noReason },
  {
    ...at('paid in part', [['clock', 'contest-ends']]),
    action: 'close-rest',
    by: manager,
    body: { reason: why },
    bad: noReason,
  },
  { ...lateCase(), action: 'accept-late', by: manager, body: { places: [castors], reason: why }, bad: noReason },
  { ...lateCase(), action: 'refuse-late', by: manager, body: { places: [castors], reason: why }, bad: noReason },
  {
    ...at('in-control'),
    action: 'ask-correction',
    by: manager,
    body: async (where) => ({
      [`question-${await firstLine(where)}`]: why,
      seal: await markOfControl(where.db, where.caseId),
    }),
    bad: noReason,
  },
  {
    ...at('in-control'),
    action: 'propose',
    by: manager,
    body: async ({ db, caseId }) => ({ checks, seal: await markOfControl(db, caseId) }),
    bad: { fields: { checks: [] }, fault: 'checks' },
  },
  { ...at('to-sign'), action: 'send-back', by: signatory, body: { reason: why }, bad: noReason },
  {
    ...at('to-sign'),
    action: 'sign',
    by: signatory,
    binds: true,
    body: { remarks: why },
    bad: { fields: { remarks: tooLong }, fault: 'remarks' },
  },
  {
    ...at('in-control'),
    action: 'refuse',
    by: signatory,
    binds: true,
    body: { motive: 'double', reason: why },
    bad: { fields: { reason: marker }, fault: 'motive' },
  },
  {
    ...at('paid'),
    action: 'contest',
    by: operator,
    body: async (where) => ({ line: await firstLine(where), reason: why }),
    bad: noReason,
  },
  { ...at('paid', contested), action: 'uphold-contest', by: manager, body: { line, reason: why }, bad: noReason },
  { ...at('paid', contested), action: 'dismiss-contest', by: manager, body: { line, reason: why }, bad: noReason },
  {
    ...at('running'),
    action: 'write-message',
    by: operator,
    body: { text: 'Bonjour' },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    ...at('running'),
    action: 'cancel',
    by: 'helpdesk',
    body: { reason: 'Ouvert par erreur.' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];

/** Of a quarter that is long over: what is sent now is late. */
function lateCase() {
  return {
    facility: 'mercredis-envol',
    status: 'in-control',
    open: ({ db, clock }: House): Promise<string> =>
      openQuarter(db, { at: clock.now, quarter: `${String(past++)}-01`, status: 'late', then: late }),
  };
}
