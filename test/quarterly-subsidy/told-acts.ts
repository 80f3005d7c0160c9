/** Every act on a quarter that has a form, as a person does it. */
import type { Action } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { loadMonthsToSign } from '../../db/consultations/sign.ts';
import { loadControl } from '../../db/subsidies/control.ts';
import { recordAct } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { marker, type ToldAct, type Where } from '../support/describe-acts.ts';
import { markOf } from '../../api/cases/act-form.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { House } from '../support/house.ts';
import { keepSomeLines, makeQuarter } from '../subsidies/quarters.ts';
import { openQuarter, stableOf, type ways } from './cases.ts';
import { makeReady, sealOf as sealOfQuarter } from './ready.ts';

type Then = Parameters<typeof openQuarter>[1]['then'];
let next = 2040;
/** A quarter of its own for each act. */
const at = (status: keyof typeof ways, then: Then = []) => ({
  facility: 'chenes',
  status,
  open: ({ db, clock }: House): Promise<string> =>
    openQuarter(db, { facilityId: stableOf('chenes'), at: clock.now, quarter: `${String(next++)}-1`, status, then }),
});
const operator = 'admin-petits-chenes';
const manager = 'subsidy-manager';
const signatory = 'subsidy-signatory';
const tooLong = marker + 'x'.repeat(20_001);
const why = 'Les pièces demandées sont arrivées en retard.';
const nothing = { fields: { surprise: 'x' }, fault: 'form' };
/** The first month of whatever quarter it is. */
const firstMonth = async ({ db, caseId }: { db: House['db']; caseId: string }): Promise<string> => {
  const { period } = (await db('cases').where({ id: caseId }).first('period')) as { period: string };
  return `${period.slice(0, 4)}-01`;
};
/** What the form shows of the month to be signed. */
const sealOf = async ({ db, caseId, now }: Where): Promise<string> => {
  const found = { id: caseId, consultations: {} };
  const months = [await firstMonth({ db, caseId })];
  const [one] = await loadMonthsToSign(db, stableOf('chenes'), months, { today: dayOf(now), found });
  return one!.mark;
};
/** Nothing stands in it, and it is not over. */
const emptyMonth = (month: string): string =>
  [
    `Aucune présence n'est encodée en ${monthInWords(month)} : le mois est envoyé vide.`,
    `${monthInWords(month)} n'est pas terminé : les jours à venir sont envoyés comme ils sont.`,
  ].join('\n');
const month = { month: 'x', digest: 'ab'.repeat(32) };
/** A month of that very quarter is sent. */
const afterSending = (module: 'send-attendance' | 'sign-consultations') => ({
  ...at('to-submit'),
  before: async ({ db, caseId, now }: Where): Promise<void> => {
    await recordAct(db, process, caseId, {
      action: module,
      facts: {
        ...month,
        month: await firstMonth({ db, caseId }),
        children: 28,
        days: 400,
        halfDays: 30,
        consultations: 3,
        cents: 26_856,
      },
      token: `sent before ${caseId}`,
      actor: { role: 'operator', userId: stableId(`user ${operator}`) },
      at: now,
    });
  },
});
/** What the page of the control has shown. */
const markOfControl = async ({ db, caseId }: Where): Promise<string> => {
  const row = (await db('cases').where({ id: caseId }).first('facility_id', 'period')) as {
    facility_id: string;
    period: string;
  };
  return (await loadControl(db, { caseId, facilityId: row.facility_id, quarter: row.period }))!.mark;
};
/** At a crèche whose team has no fault. */
const signer = 'admin-clair-matin';
const ready = (status: 'to-submit' | 'correction-asked') => ({
  facility: 'clair-matin',
  status,
  open: ({ db, clock }: House): Promise<string> =>
    openQuarter(db, {
      facilityId: stableOf('clair-matin'),
      at: clock.now,
      quarter: `${String(next++)}-2`,
      status,
    }),
  before: ({ db, caseId, now }: Where): Promise<void> => makeReady(db, caseId, now),
});
const seal = async ({ db, caseId, now }: Where) => ({ seal: await sealOfQuarter(db, caseId, now) });
const asked: Then = [['operator', 'ask-derogation']];
const contested: Then = [['operator', 'contest', { line: 'fees', cents: 7_680 }]];

export const toldActs: readonly ToldAct<Action>[] = [
  {
    ...at('running'),
    action: 'send-attendance',
    by: operator,
    body: async (where) => {
      const month = await firstMonth(where);
      return { month, seal: `${month}.0`, confirmed: markOf(emptyMonth(month)) };
    },
    bad: { fields: { month: '2039-12' }, fault: 'month' },
  },
  {
    ...afterSending('send-attendance'),
    action: 'reopen-attendance',
    by: manager,
    body: async (where) => ({ month: await firstMonth(where), reason: why }),
    bad: { fields: { reason: marker }, fault: 'month' },
  },
  {
    ...at('running'),
    // Of months that are over: there was no consultation.
    open: ({ db, clock }) =>
      openQuarter(db, { facilityId: stableOf('chenes'), at: clock.now, quarter: '2022-1', status: 'running' }),
    action: 'sign-consultations',
    by: operator,
    binds: true,
    body: async (where) => ({ month: await firstMonth(where), certified: 'oui', seal: await sealOf(where) }),
    bad: { fields: { month: '2022-01' }, fault: 'certified' },
    then: /^\/pro\/facilities\/[^/]+\/consultations\/2022-01\?done=signed$/,
  },
  {
    ...afterSending('sign-consultations'),
    action: 'reopen-consultations',
    by: manager,
    body: async (where) => ({ month: await firstMonth(where), reason: why }),
    bad: { fields: { reason: marker }, fault: 'month' },
  },
  {
    ...at('to-submit'),
    action: 'ask-derogation',
    by: operator,
    body: { reason: why },
    bad: { fields: { reason: tooLong }, fault: 'reason' },
  },
  {
    ...at('to-submit', asked),
    action: 'grant-derogation',
    by: manager,
    body: { until: '31/12/2999', reason: why },
    bad: { fields: { until: '01/01/2020', reason: marker }, fault: 'until' },
  },
  {
    ...at('late', asked),
    action: 'refuse-derogation',
    by: manager,
    body: { reason: why },
    bad: { fields: { reason: tooLong }, fault: 'reason' },
  },
  { ...ready('to-submit'), action: 'submit', by: signer, binds: true, body: seal, bad: nothing },
  {
    ...at('in-control'),
    action: 'ask-correction',
    by: manager,
    body: { corrections: ['staff', 'costs'], reason: why },
    bad: { fields: { reason: marker }, fault: 'corrections' },
  },
  { ...ready('correction-asked'), action: 'answer-correction', by: signer, binds: true, body: seal, bad: nothing },
  {
    facility: 'chenes',
    status: 'in-control',
    open: ({ db }: House): Promise<string> =>
      makeQuarter(db, { facility: 'chenes', quarter: `${String(next++)}-1`, upTo: 'submit' }),
    action: 'propose',
    by: manager,
    body: async (where) => ({
      seal: await markOfControl(where),
      checks: ['team', 'salaries', 'norm', 'attendance', 'closures', 'doctors', 'attachments'],
      'retained-supplies': '50,00',
      'reason-supplies': 'other',
      'text-supplies': why,
    }),
    bad: { fields: { 'retained-supplies': '50,00', 'text-supplies': marker }, fault: 'checks' },
  },
  {
    ...at('to-sign'),
    action: 'send-back',
    by: signatory,
    body: { reason: why },
    bad: { fields: { reason: tooLong }, fault: 'reason' },
  },
  {
    ...at('to-sign'),
    before: ({ db, caseId, now }) => keepSomeLines(db, caseId, now),
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
    before: ({ db, caseId, now }) => keepSomeLines(db, caseId, now),
    action: 'contest',
    by: operator,
    body: { line: 'fees', reason: why },
    bad: { fields: { line: 'nowhere', reason: marker }, fault: 'line' },
  },
  {
    ...at('paid', contested),
    action: 'uphold-contest',
    by: manager,
    body: { line: 'fees', reason: why },
    bad: { fields: { reason: marker }, fault: 'line' },
  },
  {
    ...at('paid', contested),
    action: 'dismiss-contest',
    by: manager,
    body: { line: 'fees', reason: why },
    bad: { fields: { line: 'travel', reason: marker }, fault: 'line' },
  },
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
