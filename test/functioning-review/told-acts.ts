/** Every act on a review that has a form: each in a review of its own, at the same crèche. */
import type { Action, Status } from '../../workflows/functioning-review/contract.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { addDays, addWorkingDays, dayOf, type Instant } from '../../domain/calendar.ts';
import { marker, type Fields, type ToldAct } from '../support/describe-acts.ts';
import type { Database } from '../../db/connect.ts';
import type { Side } from '../../db/functioning-review/assessment/evaluations.ts';
import { answerAll, sealOf } from './assessment/answered.ts';
import { reviewIn, type Step } from './cases.ts';
import { planActs } from './told-plan-acts.ts';

const words = 'Nous avons relu ensemble les points qui demandent encore du travail.';
/** Everything has a score; the form brings back what the page showed of it. */
async function sealing(db: Database, caseId: string, side: Side, now: Instant): Promise<Fields> {
  await answerAll(db, caseId, side, { at: now });
  return { remarks: words, seal: await sealOf(db, caseId, side) };
}
const tooLong = `${marker}${'x'.repeat(20_001)}`;
const operator = 'admin-petits-chenes';
const coordinator = 'coordinator-namur';

const at = (
  status: Status,
  more: (now: Instant) => readonly Step[] = () => [],
  /** Day 1 is the day of the test: what is told was held no earlier. */
  today = false,
): Pick<ToldAct, 'facility' | 'status' | 'open'> => ({
  facility: 'chenes',
  status,
  open: ({ db, clock }) =>
    reviewIn(db, status, {
      facilityId: stableId('facility chenes'),
      at: clock.now,
      ...(today ? { firstDayOn: dayOf(clock.now) } : {}),
      more: more(clock.now),
    }),
});
const inDays = (days: number, now: Instant): string => formatShortDate(addWorkingDays(dayOf(now), days));

const text = (name: string): Pick<ToldAct, 'body' | 'bad'> => ({
  body: { [name]: words },
  bad: { fields: { [name]: tooLong }, fault: name },
});
const slots =
  (more: Fields = {}) =>
  ({ now }: { now: Instant }): Promise<Fields> =>
    Promise.resolve({
      day1: inDays(8, now),
      from1: '9:30',
      day2: inDays(9, now),
      from2: '14h',
      day3: '',
      from3: '',
      ...more,
    });
const badSlots = {
  fields: { day1: '', from1: '', day2: '', from2: '', day3: '', from3: '', text: marker },
  fault: 'day1',
};
const days = { on: '2026-01-01', from: '10:00' };
const later = (now: Instant): { on: string; from: string } => ({ on: addWorkingDays(dayOf(now), 8), from: '10:00' });

const proposed = (now: Instant): Step[] => [
  { role: 'coordinator', action: 'propose-meeting', facts: { slots: [later(now)] } },
];
const minutes = (now: Instant): Step[] => [
  { role: 'coordinator', action: 'confirm-meeting', facts: { ...days, on: dayOf(now) } },
  {
    role: 'coordinator',
    action: 'record-minutes',
    facts: { heldOn: dayOf(now) },
    content: { present: 'x', minutes: 'y' },
  },
];

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'propose-first-day',
    ...at('planned'),
    by: operator,
    body: ({ now }) => Promise.resolve({ day1: inDays(50, now), day2: inDays(55, now), day3: '', text: words }),
    bad: { fields: { day1: '', day2: '', day3: '', text: marker }, fault: 'day1' },
  },
  {
    action: 'move-first-day',
    ...at('planned'),
    by: coordinator,
    body: ({ now }) => Promise.resolve({ firstDayOn: inDays(60, now), text: words }),
    bad: { fields: { firstDayOn: '31/02/2027', text: marker }, fault: 'firstDayOn' },
  },
  {
    action: 'keep-first-day',
    ...at('planned', (now) => [
      { role: 'operator', action: 'propose-first-day', facts: { days: [addDays(dayOf(now), 90)] } },
    ]),
    by: coordinator,
    ...text('reason'),
  },
  {
    action: 'send-self-assessment',
    ...at('self-assessment'),
    by: operator,
    ...text('remarks'),
    body: ({ db, caseId, now }) => sealing(db, caseId, 'operator', now),
  },
  {
    action: 'extend',
    ...at('in-default'),
    by: coordinator,
    body: ({ now }) => Promise.resolve({ untilOn: inDays(20, now), reason: words }),
    bad: { fields: { untilOn: '', reason: marker }, fault: 'untilOn' },
  },
  { action: 'report-to-file', ...at('in-default'), by: coordinator, ...text('reason') },
  {
    action: 'take-up-report',
    ...at('in-default', () => [{ role: 'coordinator', action: 'report-to-file', content: { reason: words } }]),
    by: 'referent-namur',
    ...text('remarks'),
  },
  {
    action: 'send-ratings',
    ...at('one-ratings'),
    by: coordinator,
    ...text('remarks'),
    body: ({ db, caseId, now }) => sealing(db, caseId, 'one', now),
  },
  { action: 'give-health-opinion', ...at('one-ratings'), by: 'health-referent-namur', ...text('text') },
  { action: 'propose-meeting', ...at('meeting'), by: coordinator, body: slots(), bad: badSlots },
  { action: 'suggest-meeting', ...at('meeting'), by: operator, body: slots(), bad: badSlots },
  {
    action: 'choose-meeting',
    ...at('meeting', proposed),
    by: operator,
    body: ({ now }) => Promise.resolve({ slot: `${later(now).on} 10:00` }),
    bad: { fields: { slot: '2020-01-01 10:00' }, fault: 'slot' },
  },
  {
    action: 'confirm-meeting',
    ...at('meeting', (now) => [{ role: 'operator', action: 'suggest-meeting', facts: { slots: [later(now)] } }]),
    by: coordinator,
    body: ({ now }) => Promise.resolve({ on: inDays(8, now), from: '10:00', place: 'Dans la crèche', text: words }),
    bad: { fields: { on: '', from: '10:00', place: 'Dans la crèche', text: marker }, fault: 'on' },
  },
  {
    action: 'cancel-meeting',
    ...at('meeting', (now) => [{ role: 'coordinator', action: 'confirm-meeting', facts: later(now) }]),
    by: coordinator,
    ...text('reason'),
  },
  {
    action: 'record-minutes',
    ...at(
      'meeting',
      (now) => [{ role: 'coordinator', action: 'confirm-meeting', facts: { ...days, on: dayOf(now) } }],
      true,
    ),
    by: coordinator,
    body: ({ now }) => Promise.resolve({ heldOn: formatShortDate(dayOf(now)), present: words, minutes: words }),
    bad: { fields: { heldOn: '', present: marker, minutes: words }, fault: 'heldOn' },
  },
  { action: 'agree-minutes', ...at('meeting', minutes), by: operator, ...text('remarks') },
  { action: 'contest-minutes', ...at('meeting', minutes), by: operator, ...text('reason') },
  ...planActs,
  { action: 'write-message', ...at('self-assessment'), by: operator, ...text('text') },
  { action: 'cancel', ...at('self-assessment'), by: 'helpdesk', ...text('reason') },
];
