/** Every act on a project that has a form, as a person does it. */
import { addWorkingDays, dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Action } from '../../workflows/preparatory-process/contract.ts';
import { marker, type Fields, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { aProject, slotAt } from './a-project.ts';

type Reached = Parameters<typeof aProject>[1];
const words = 'Nous en avons parlé avec la famille et avec l’architecte.';
const carrier = 'admin-petits-chenes';
const one = 'coordinator-namur';
const place = 'Rue du Pont 3, Andenne';

const at = (status: Reached): Pick<ToldAct, 'facility' | 'status' | 'open'> => ({
  facility: 'chenes',
  status,
  open: (house: House) => aProject(house, status),
});
const text = (name: string): Pick<ToldAct, 'body' | 'bad'> => ({
  body: { [name]: words },
  bad: { fields: { [name]: `${marker}${'x'.repeat(20_001)}` }, fault: name },
});
const slots =
  (more: Fields = {}) =>
  ({ now }: { now: number }): Promise<Fields> =>
    Promise.resolve({
      ...more,
      day1: formatShortDate(addWorkingDays(dayOf(now), 8)),
      from1: '9:30',
      day2: formatShortDate(addWorkingDays(dayOf(now), 9)),
      from2: '14h',
      day3: '',
      from3: '',
      text: '',
    });
const noSlots = { day1: '', from1: '', day2: '', from2: '', day3: '', from3: '', text: marker };
const opinions = (premises: string): Fields => ({
  project: 'favourable',
  projectText: '',
  premises,
  premisesText: '',
  capacity: 'favourable',
  capacityText: '',
  staff: 'favourable',
  staffText: '',
  viability: 'favourable',
  viabilityText: '',
});

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'propose-dates',
    ...at('to-meet'),
    by: one,
    body: slots({ type: 'visit', place }),
    bad: { fields: { ...noSlots, type: 'visit', place }, fault: 'day1' },
  },
  {
    action: 'choose-date',
    ...at('dates-proposed'),
    by: carrier,
    body: ({ now }) => {
      const { on, from } = slotAt(now);
      return Promise.resolve({ slot: `${on} ${from}` });
    },
    bad: { fields: { slot: '' }, fault: 'slot' },
  },
  {
    action: 'suggest-dates',
    ...at('dates-proposed'),
    by: carrier,
    body: slots(),
    bad: { fields: noSlots, fault: 'day1' },
  },
  {
    action: 'confirm-appointment',
    ...at('to-meet'),
    by: one,
    body: ({ now }) =>
      Promise.resolve({
        type: 'meeting',
        on: formatShortDate(addWorkingDays(dayOf(now), 5)),
        from: '14:00',
        place,
        text: words,
      }),
    bad: { fields: { type: 'meeting', on: '', from: '14:00', place, text: marker }, fault: 'on' },
  },
  { action: 'cancel-appointment', ...at('appointment'), by: one, ...text('reason') },
  {
    action: 'record-report',
    ...at('appointment'),
    by: one,
    body: ({ now }) =>
      Promise.resolve({ type: 'visit', heldOn: formatShortDate(dayOf(now)), present: words, report: words }),
    bad: { fields: { type: 'visit', heldOn: '', present: marker, report: words }, fault: 'heldOn' },
  },
  { action: 'ask-complement', ...at('to-meet'), by: one, ...text('text') },
  { action: 'give-complement', ...at('complement-asked'), by: carrier, ...text('text') },
  {
    action: 'give-opinion',
    ...at('opinion'),
    by: one,
    body: { ...opinions('favourable'), text: words },
    bad: { fields: { ...opinions('unfavourable'), text: marker }, fault: 'premisesText' },
  },
  { action: 'improve', ...at('to-improve'), by: carrier, ...text('text') },
  { action: 'declare-ready', ...at('to-declare'), by: one, ...text('text') },
  { action: 'pause', ...at('to-meet'), by: carrier, ...text('remarks') },
  { action: 'wake', ...at('asleep'), by: carrier, ...text('remarks') },
  { action: 'withdraw', ...at('opinion'), by: carrier, ...text('remarks') },
  { action: 'write-message', ...at('to-meet'), by: carrier, ...text('text') },
  { action: 'cancel', ...at('to-meet'), by: 'helpdesk', ...text('reason') },
];
