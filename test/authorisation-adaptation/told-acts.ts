/** Every act that has a form, as the story of some cases of the demonstration: who does it, where, what they type, and what is wrong. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { markOf } from '../../api/cases/act-form.ts';
import { recordAct } from '../../db/record-act.ts';
import type { Action } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { marker, type Fields, type ToldAct as Told, type Where } from '../support/describe-acts.ts';

type ToldAct = Told<Action>;

const long = `${marker}${'x'.repeat(20_001)}`;
const words = 'Le dossier a été examiné pièce par pièce ; tout est expliqué à la personne qui lit.';
const tooLong = (name: string): ToldAct['bad'] => ({ fields: { [name]: long }, fault: name });

/** Nobody acts until this deadline passes: the clock does. */
const clock =
  (act: Action) =>
  async ({ db, caseId, now }: Where): Promise<void> => {
    const { state } = await db('cases').where({ id: caseId }).first<{ state: CaseState }>('state');
    const deadline = state.deadlines.find((one) => one.act === act);
    if (!deadline) throw new Error(`${act} does not come`);
    await recordAct(db, process, caseId, {
      action: act,
      token: deadline.id,
      deadline: deadline.id,
      facts: {},
      actor: { role: 'clock', userId: null },
      at: now,
    });
  };
const decision = {
  outcome: 'grant',
  legalBase: 'Vu le décret du 21 février 2019.',
  facts: words,
  reasons: `${words} ${words}`,
  effectiveOn: '03/05/2027',
};
const proposedAgain = async ({ db, caseId, now }: Where): Promise<void> => {
  await recordAct(db, process, caseId, {
    action: 'propose-decision',
    token: 'proposed again',
    facts: { outcome: 'grant', effectiveOn: '2027-05-03' },
    content: { legalBase: 'x', facts: 'x', reasons: 'x', conditions: [] },
    actor: { role: 'referent', userId: stableId('user referent-namur') },
    at: now,
  });
};
/** Of a complement whose second point stays open. */
const leavesOpen = (label: string): string =>
  markOf(`Le point 2 reste ouvert : « ${label} ». L'ONE le verra, et pourra vous le redemander.`);
/** Of a refusal whose third point asks for a document, and gets words. */
const unjoined = (label: string): string =>
  markOf(`Le point 3 reste ouvert : « ${label} » n'est pas joint. L'ONE lira votre réponse.`);
const firstDay = async ({ db, caseId }: Where): Promise<Fields> => {
  const {
    rows: [row],
  } = await db.raw<{ rows: { content: { days: { visitOn: string; from: string }[] } }[] }>(
    "select c.content from acts a join act_contents c using (case_id, number) where a.case_id = ? and a.action = 'propose-visit' order by a.number desc limit 1",
    [caseId],
  );
  const [day] = row!.content.days;
  return { visit: `${day!.visitOn} ${day!.from}` };
};

const move = 'arbre-a-bulles';
export const toldActs: readonly ToldAct[] = [
  {
    action: 'ask-complement',
    facility: move,
    status: 'completeness',
    by: 'referent-namur',
    body: {
      about1: 'other',
      why1: words,
      about2: 'document.plan',
      why2: words,
      about3: 'field.capacity',
      why3: words,
      text: '',
    },
    bad: { fields: { about1: 'document.plan', text: marker }, fault: 'why1' },
  },
  {
    action: 'give-complement',
    facility: move,
    status: 'complement-asked',
    by: 'admin-arbre-a-bulles',
    binds: true,
    // Words for one point, a corrected field for another; the document is left for later, and that is confirmed.
    body: {
      text1: words,
      capacity: '28',
      text: '',
      confirmed: leavesOpen('Plan du lieu, avec la superficie de chaque pièce'),
    },
    bad: { fields: { text1: marker, capacity: 'beaucoup' }, fault: 'capacity' },
  },
  {
    action: 'declare-complete',
    facility: move,
    status: 'completeness',
    by: 'referent-namur',
    body: { remarks: '' },
    bad: tooLong('remarks'),
  },
  {
    action: 'propose-visit',
    facility: move,
    status: 'instruction',
    by: 'coordinator-namur',
    body: { day1: '15/12/2026', from1: '9:30', day2: '', from2: '', day3: '', from3: '', text: '' },
    bad: { fields: { day1: '31/02/2027', from1: '9:30', text: marker }, fault: 'day1' },
  },
  {
    action: 'refuse-visit-dates',
    facility: move,
    status: 'instruction',
    by: 'admin-arbre-a-bulles',
    body: { text: words },
    bad: tooLong('text'),
  },
  {
    action: 'plan-visit',
    facility: move,
    status: 'instruction',
    by: 'coordinator-namur',
    body: { visitOn: '23/11/2026', from: '10:00', reason: '' },
    bad: { fields: { visitOn: '20/11/2026', from: '10:00', reason: marker }, fault: 'visitOn' },
  },
  {
    action: 'report-visit',
    facility: move,
    status: 'instruction',
    by: 'coordinator-namur',
    body: { visitedOn: '23/11/2026', report: words },
    bad: { fields: { visitedOn: '24/12/2026', report: marker }, fault: 'visitedOn' },
  },
  {
    action: 'give-opinion',
    facility: move,
    status: 'instruction',
    by: 'coordinator-namur',
    body: { opinion: 'favourable', text: words },
    bad: { fields: { opinion: 'maybe', text: marker }, fault: 'opinion' },
  },
  {
    action: 'give-health-opinion',
    facility: move,
    status: 'instruction',
    by: 'health-referent-namur',
    body: { opinion: 'reserved', text: words },
    bad: { fields: { text: marker }, fault: 'opinion' },
  },
  {
    action: 'propose-decision',
    facility: move,
    status: 'decision',
    by: 'referent-namur',
    body: decision,
    bad: { fields: { ...decision, facts: marker, reasons: 'court' }, fault: 'reasons' },
  },
  {
    action: 'return-to-drafter',
    facility: move,
    status: 'signature',
    by: 'asr-manager-namur',
    body: { reason: words },
    bad: tooLong('reason'),
  },
  {
    action: 'sign-decision',
    facility: move,
    status: 'signature',
    by: 'asr-manager-namur',
    binds: true,
    before: proposedAgain,
    body: {},
    bad: { fields: { surprise: marker }, fault: 'form' },
  },

  {
    action: 'choose-visit-date',
    facility: 'glands',
    status: 'instruction',
    by: 'admin-petits-chenes',
    body: firstDay,
    bad: { fields: { visit: '2020-01-01 09:00' }, fault: 'visit' },
  },
  {
    action: 'acknowledge',
    facility: 'bodart',
    status: 'completeness',
    by: 'referent-namur',
    binds: true,
    body: { effectiveOn: '05/02/2027', remarks: '' },
    bad: { fields: { effectiveOn: 'demain', remarks: marker }, fault: 'effectiveOn' },
  },
  {
    action: 'extend-complement',
    facility: 'marelle',
    status: 'closing-proposed',
    by: 'referent-brabant-wallon',
    body: { text: words },
    bad: tooLong('text'),
  },
  {
    action: 'close-without-follow-up',
    facility: 'marelle',
    status: 'closing-proposed',
    by: 'referent-brabant-wallon',
    binds: true,
    before: clock('complement-missed'),
    body: { reason: words },
    bad: tooLong('reason'),
  },
  {
    action: 'declare-conditions',
    facility: 'eghezee',
    status: 'conditions-follow-up',
    by: 'admin-eghezee',
    binds: true,
    body: { done2: 'oui', text2: words },
    bad: { fields: { text2: marker }, fault: 'done2' },
  },
  {
    action: 'note-conditions-unmet',
    facility: 'eghezee',
    status: 'conditions-follow-up',
    by: 'referent-namur',
    body: { text: words, conditionsDueOn: '15/01/2027' },
    bad: { fields: { text: marker, conditionsDueOn: '01/01/2020' }, fault: 'conditionsDueOn' },
  },
  {
    action: 'confirm-conditions',
    facility: 'eghezee',
    status: 'conditions-follow-up',
    by: 'referent-namur',
    body: { verdict1: 'met', verdict2: 'later', remarks: '' },
    bad: { fields: { verdict1: 'unmet', remarks: marker }, fault: 'why1' },
  },
  {
    action: 'refuse-extension',
    facility: 'wathelet',
    status: 'period-running',
    by: 'referent-liege',
    binds: true,
    body: { reason: words },
    bad: tooLong('reason'),
  },
  {
    action: 'ask-extension',
    facility: 'wathelet',
    status: 'period-running',
    by: 'admin-wathelet',
    binds: true,
    body: { untilOn: '01/10/2027', reason: words },
    bad: { fields: { untilOn: '01/01/2020', reason: marker }, fault: 'untilOn' },
  },
  {
    action: 'grant-extension',
    facility: 'wathelet',
    status: 'period-running',
    by: 'referent-liege',
    binds: true,
    body: { remarks: '' },
    bad: tooLong('remarks'),
  },
  {
    action: 'extend-period',
    facility: 'marmots-jardin',
    status: 'return-overdue',
    by: 'referent-bruxelles',
    binds: true,
    body: { untilOn: '30/06/2027', reason: words },
    bad: { fields: { untilOn: '01/01/2020', reason: marker }, fault: 'untilOn' },
  },
  {
    action: 'confirm-return',
    facility: 'marmots-jardin',
    status: 'return-overdue',
    by: 'referent-bruxelles',
    binds: true,
    before: clock('period-overrun'),
    body: { returnedOn: '20/11/2026', remarks: words },
    bad: { fields: { returnedOn: '24/12/2026', remarks: marker }, fault: 'returnedOn' },
  },
  {
    action: 'note-reception',
    facility: 'gembloux-aes',
    status: 'remedy',
    by: 'referent-namur',
    body: { received: 'yes', receivedOn: '20/11/2026' },
    bad: { fields: { received: 'yes', receivedOn: '24/12/2026' }, fault: 'receivedOn' },
  },
  {
    action: 'give-remedy',
    facility: 'gembloux-aes',
    status: 'remedy',
    by: 'admin-gembloux',
    binds: true,
    body: {
      text1: words,
      text2: words,
      text3: words,
      confirmed: unjoined('Plan du lieu, avec la superficie de chaque pièce'),
    },
    bad: { fields: { text1: ' ' }, fault: 'text1' },
  },
  {
    action: 'send-registered',
    facility: 'bulle-d-air',
    status: 'refused',
    by: 'referent-brabant-wallon',
    body: { number: 'RW 0123 4567 8 BE', sentOn: '20/11/2026' },
    bad: { fields: { number: marker, sentOn: '24/12/2026' }, fault: 'sentOn' },
  },
  {
    action: 'lodge-appeal',
    facility: 'bulle-d-air',
    status: 'refused',
    by: 'admin-bulle-d-air',
    binds: true,
    body: { text: words },
    bad: tooLong('text'),
  },
  {
    action: 'plan-hearing',
    facility: 'saint-gilles',
    status: 'appeal',
    by: 'appeal-secretariat',
    body: { hearingOn: '15/12/2026', from: '14:00', text: words },
    bad: { fields: { hearingOn: '15/12/2026', from: '25:00', text: marker }, fault: 'from' },
  },
  {
    action: 'decide-appeal',
    facility: 'saint-gilles',
    status: 'appeal',
    by: 'appeal-secretariat',
    binds: true,
    body: { outcome: 'dismissed', effectiveOn: '15/12/2026', reasons: words },
    bad: { fields: { outcome: 'grant', effectiveOn: '15/12/2026', reasons: marker }, fault: 'outcome' },
  },
  {
    action: 'answer-notice',
    facility: 'petits-pas',
    status: 'notice-given',
    by: 'admin-petits-pas',
    binds: true,
    body: { text: words },
    bad: { fields: {}, fault: 'text' },
  },
  {
    action: 'withdraw',
    facility: 'bout-choux',
    status: 'completeness',
    by: 'admin-bout-choux',
    binds: true,
    body: { reason: words },
    bad: tooLong('reason'),
  },
  {
    action: 'cancel',
    facility: 'galopins',
    status: 'completeness',
    by: 'helpdesk',
    body: { reason: words },
    bad: tooLong('reason'),
  },
  {
    action: 'write-message',
    facility: 'foret',
    status: 'completeness',
    by: 'admin-foret',
    body: { text: words },
    bad: tooLong('text'),
  },
];
