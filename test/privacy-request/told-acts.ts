/** Every act of the officer, on a request that is opened for it. */
import type { Action } from '../../workflows/privacy-request/contract.ts';
import { marker, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { personAsks } from './asks.ts';

const open = ({ db, clock }: House): Promise<string> => personAsks(db, clock.now);
/** As somebody without an account asks: who it is may be asked. */
async function openUnknown(house: House): Promise<string> {
  const id = await open(house);
  await house.db.raw(`update cases set state = jsonb_set(state, '{data,account}', 'false') where id = ?`, [id]);
  return id;
}
const usual = { facility: '', by: 'dpo', status: 'examine', open } as const;
const text = 'Voici ce que l’ONE a sur vous.';

export const toldActs: readonly ToldAct<Action>[] = [
  {
    ...usual,
    action: 'ask-identity',
    open: openUnknown,
    body: { reason: 'Dans quelle crèche était votre enfant ?' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    ...usual,
    action: 'ask-precision',
    body: { reason: 'Quelle période ?' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    ...usual,
    action: 'prolong',
    body: { reason: 'Beaucoup de dossiers.' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    ...usual,
    action: 'answer',
    body: { outcome: 'granted', text },
    bad: { fields: { outcome: 'never', text: marker }, fault: 'outcome' },
  },
  {
    ...usual,
    action: 'refuse',
    body: { motive: 'legal-duty', reason: text },
    bad: { fields: { motive: 'never', reason: marker }, fault: 'motive' },
  },
  { ...usual, action: 'write-message', body: { text }, bad: { fields: { text: '' }, fault: 'text' } },
  { ...usual, action: 'cancel', body: { reason: text }, bad: { fields: { reason: '' }, fault: 'reason' } },
];
