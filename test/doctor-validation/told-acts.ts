/** Every act on a doctor that has a form, each on a doctor of its own at the same crèche. */
import type { Action } from '../../workflows/doctor-validation/contract.ts';
import { marker, type Fields, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { introduce, someDoctor, stableOf } from './cases.ts';

const text = 'Le préavis de trois mois figure à présent page 3.';
const far = '01/01/2090';

type Status = Parameters<typeof introduce>[1]['status'];
const at = (status: NonNullable<Status>) => ({
  facility: 'chenes',
  status,
  open: ({ db, clock: { now } }: House) => introduce(db, { facilityId: stableOf('chenes'), at: now, status }),
});
const byOne = { by: 'subsidy-manager' };
const byOperator = { by: 'admin-petits-chenes' };

const { inami, familyName, firstName, address, mobile, email } = someDoctor();
/** As the form of the operator holds them. */
const filled: Fields = {
  inami,
  familyName: familyName!,
  firstName: firstName!,
  'address.street': address!.street,
  'address.number': address!.number,
  'address.box': '',
  'address.postcode': address!.postcode,
  'address.locality': address!.locality,
  'country': 'be',
  mobile: mobile!,
  'officePhone': '',
  email: email!,
  'function': 'general-practitioner',
  'from': '01/09/2026',
  'kilometres': '12,5',
  text,
};
const { inami: _, from: __, ...changeable } = filled;

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'validate',
    ...at('to-validate'),
    ...byOne,
    body: { checked: ['parties', 'term'], remarks: text },
    bad: { fields: { remarks: `${marker}${'x'.repeat(20_001)}` }, fault: 'remarks' },
  },
  {
    action: 'ask-complement',
    ...at('to-validate'),
    ...byOne,
    body: { points: 'term', text },
    bad: { fields: { text: ' ' }, fault: 'points' },
  },
  {
    action: 'refuse',
    ...at('to-validate'),
    ...byOne,
    body: { motive: 'convention', reason: text },
    bad: { fields: { reason: marker }, fault: 'motive' },
  },
  {
    action: 'withdraw',
    ...at('to-validate'),
    ...byOperator,
    body: {},
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  {
    action: 'complete',
    ...at('complement-asked'),
    ...byOperator,
    body: filled,
    bad: { fields: { ...filled, familyName: marker, inami: '1-2345' }, fault: 'inami' },
  },
  {
    action: 'ask-change',
    ...at('validated'),
    ...byOperator,
    body: changeable,
    bad: { fields: { ...changeable, firstName: marker, email: 'cabinet' }, fault: 'email' },
  },
  {
    action: 'accept-change',
    ...at('change-to-validate'),
    ...byOne,
    body: { remarks: text },
    bad: { fields: { remarks: `${marker}${'x'.repeat(20_001)}` }, fault: 'remarks' },
  },
  {
    action: 'refuse-change',
    ...at('change-to-validate'),
    ...byOne,
    body: { reason: text },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    action: 'end-collaboration',
    ...at('validated'),
    ...byOperator,
    body: { until: '31/12/2026', remarks: text },
    bad: { fields: { until: far, remarks: marker }, fault: 'until' },
  },
  {
    action: 'suspend',
    ...at('validated'),
    ...byOne,
    body: { from: '01/12/2026', reason: text },
    bad: { fields: { from: far, reason: marker }, fault: 'from' },
  },
  {
    action: 'resume',
    ...at('suspended'),
    ...byOne,
    body: { from: '01/12/2026', remarks: text },
    bad: { fields: { from: '01/10/2026', remarks: marker }, fault: 'from' },
  },
  {
    action: 'write-message',
    ...at('to-validate'),
    ...byOperator,
    body: { text },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'cancel',
    ...at('to-validate'),
    by: 'helpdesk',
    body: { reason: text },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];
