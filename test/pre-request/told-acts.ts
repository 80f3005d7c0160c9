/** Every answer of a place to a pre-request, as the story of some families of the demonstration. */
import type { Database } from '../../db/connect.ts';
import type { Action } from '../../workflows/pre-request/contract.ts';
import { marker, type ToldAct } from '../support/describe-acts.ts';

const text = 'Vous pouvez visiter la crèche le mardi ou le jeudi.';
const chenes = { facility: 'chenes', by: 'admin-petits-chenes' } as const;

export const toldActs: readonly ToldAct<Action>[] = [
  {
    ...chenes,
    action: 'put-on-list',
    status: 'to-answer',
    body: { text },
    bad: { fields: { text: `${marker}${'x'.repeat(2001)}` }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'offer-place',
    status: 'on-list',
    body: ({ db, caseId, now }) => offer(db, caseId, now),
    bad: { fields: { from: '01/09/2027', replyBy: '', text: marker }, fault: 'replyBy' },
  },
  {
    ...chenes,
    action: 'change-offer',
    status: 'offered',
    body: ({ db, caseId, now }) => offer(db, caseId, now),
    bad: { fields: { from: '31/02/2027', replyBy: '01/02/2027', text: marker }, fault: 'from' },
  },
  {
    ...chenes,
    action: 'ask-question',
    status: 'to-answer',
    body: { text: 'Le mercredi vous conviendrait-il ?' },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'refuse',
    status: 'to-answer',
    body: { motive: 'incompatible', reason: 'Le règlement demande au moins trois jours par semaine.' },
    bad: { fields: { motive: 'other', reason: marker }, fault: 'motive' },
  },
  {
    ...chenes,
    by: 'coordinator-namur',
    action: 'write-message',
    status: 'to-answer',
    body: { text },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'cancel',
    by: 'helpdesk',
    status: 'to-answer',
    body: { reason: text },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];

/** In the month that the family wishes, so that nothing is unusual. */
async function offer(db: Database, caseId: string, now: number): Promise<Record<string, string>> {
  const month = await monthOf(db, caseId);
  const replyBy = new Date(now + 8 * 86_400_000).toISOString().slice(0, 10);
  return { from: `${month}-28`, replyBy, text };
}
async function monthOf(db: Database, caseId: string): Promise<string> {
  const { month } = await db('pre_requests').where({ case_id: caseId }).first<{ month: string }>('month');
  return month;
}
