/** Every act about an agreement that has a form, as a person does it. */
import { dossierOf } from '../../api/agreement-renewal/own.ts';
import { digestOf } from '../../db/agreement-renewal/submitted.ts';
import { addDays, addMonths, dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Action } from '../../workflows/agreement-renewal/contract.ts';
import { marker, type Fields, type ToldAct, type Where } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { anAgreement, bodyId, fill, operator, type Asked, type Reached } from './an-agreement.ts';

const words = 'Nous en avons parlé avec les écoles et avec la coordination.';
const one = 'aes-referent';
const director = 'atl-director';

const at = (status: Reached, asked?: Asked): Pick<ToldAct, 'facility' | 'status' | 'open'> => ({
  facility: 'mercredis-envol',
  status,
  open: (house: House) => anAgreement(house, status, asked),
});
const text = (name: string): Pick<ToldAct, 'body' | 'bad'> => ({
  body: { [name]: words },
  bad: { fields: { [name]: `${marker}${'x'.repeat(20_001)}` }, fault: name },
});
const rows = { condition1: '', conditionDueOn1: '', condition2: '', conditionDueOn2: '' };
const codes = [
  ...['programme', 'status', 'children', 'hours', 'evening', 'project'],
  ...['activities', 'travel', 'norms', 'qualification', 'training'],
];
const checklist = (verdict: string): Fields =>
  Object.fromEntries(
    codes.flatMap((code) => [
      [code, verdict],
      [`${code}-remark`, ''],
    ]),
  );
const dayAfter = (now: number, months: number): string => formatShortDate(addDays(addMonths(dayOf(now), months), 1));
const day = (now: number, months = 0): string => formatShortDate(addMonths(dayOf(now), months));

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'submit',
    ...at('invited'),
    open: filled('invited'),
    by: operator,
    binds: true,
    ...text('remarks'),
    body: sealed('remarks'),
  },
  { action: 'withdraw', ...at('examination'), by: operator, binds: true, ...text('remarks') },
  {
    action: 'ask-complement',
    ...at('examination'),
    by: one,
    body: { sections: ['project', 'programme'], text: words },
    bad: { fields: { text: marker }, fault: 'sections' },
  },
  {
    action: 'give-complement',
    ...at('complement-asked'),
    by: operator,
    binds: true,
    ...text('text'),
    body: sealed('text'),
  },
  {
    action: 'examine',
    ...at('examination'),
    by: one,
    body: checklist('met'),
    bad: { fields: { ...checklist('unmet'), 'training-remark': marker }, fault: 'programme-remark' },
  },
  {
    action: 'give-report',
    ...at('commission'),
    by: one,
    body: { outcome: 'renew', motives: words },
    bad: { fields: { outcome: 'refuse', motives: marker }, fault: 'grounds' },
  },
  {
    action: 'propose-decision',
    ...at('decision'),
    by: one,
    body: ({ now }) =>
      Promise.resolve({
        outcome: 'renew',
        effectiveOn: dayAfter(now, 9),
        untilOn: day(now, 60),
        motives: words,
        ...rows,
      }),
    bad: {
      fields: { outcome: 'refuse', effectiveOn: '01/10/2027', untilOn: '', motives: marker, ...rows },
      fault: 'grounds',
    },
  },
  { action: 'sign-decision', ...at('signature'), by: director, binds: true, ...text('remarks') },
  { action: 'return-to-drafter', ...at('signature'), by: director, ...text('reason') },
  {
    action: 'declare-conditions',
    ...at('conditions-follow-up'),
    by: operator,
    binds: true,
    body: { done1: 'oui', text1: words },
    bad: { fields: { text1: marker }, fault: 'done1' },
  },
  {
    action: 'confirm-conditions',
    ...at('conditions-follow-up'),
    by: one,
    body: { verdict1: 'met', why1: '', dueOn1: '', remarks: words },
    bad: { fields: { verdict1: 'unmet', why1: '', dueOn1: '', remarks: marker }, fault: 'why1' },
  },
  { action: 'lodge-appeal', ...at('refused'), by: operator, binds: true, ...text('text') },
  {
    action: 'decide-appeal',
    ...at('appeal'),
    by: 'appeal-secretariat',
    binds: true,
    body: { outcome: 'dismissed', effectiveOn: '', untilOn: '', motives: words },
    bad: { fields: { outcome: 'upheld', effectiveOn: '', untilOn: '', motives: marker }, fault: 'effectiveOn' },
  },
  { action: 'write-message', ...at('examination'), by: operator, ...text('text') },
  { action: 'cancel', ...at('examination'), by: 'helpdesk', ...text('reason') },
];

function filled(status: 'invited'): (house: House) => Promise<string> {
  return async (house) => {
    const caseId = await anAgreement(house, status);
    await fill(house, caseId);
    return caseId;
  };
}

/** With what the page has shown of the dossier. */
function sealed(name: string): (where: Where) => Promise<Fields> {
  return async ({ db, caseId, now }) => {
    const row = { id: caseId, organising_body_id: bodyId };
    return { [name]: words, seal: digestOf(await dossierOf(db, row, dayOf(now))).slice(0, 16) };
  };
}
