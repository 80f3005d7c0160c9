/** Every act on a validation that has a form: each in a year of its own, at the same crèche. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import type { Action } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { marker, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { openYear, stableOf } from './cases.ts';

let years = 2030;
const open = ({ db, clock: { now: at } }: House): Promise<string> => {
  years += 1;
  return openYear(db, { facilityId: stableOf('chenes'), at, year: String(years) });
};
async function openLate(house: House): Promise<string> {
  const caseId = await open(house);
  for (const [action, role] of [
    ['last-day-ends', 'clock'],
    ['declare-late', 'procedure'],
  ] as const)
    await recordAct(house.db, process, caseId, {
      action,
      facts: {},
      token: randomUUID(),
      actor: { role, userId: null },
      at: house.clock.now,
    });
  return caseId;
}

const chenes = { facility: 'chenes', status: 'open', open };
export const toldActs: readonly ToldAct<Action>[] = [
  {
    ...chenes,
    action: 'prepare',
    by: 'admin-petits-chenes',
    body: {},
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  {
    facility: 'chenes',
    status: 'late',
    open: openLate,
    action: 'follow-up',
    by: 'coordinator-namur',
    body: { text: 'Pouvez-vous valider cette semaine ?' },
    bad: { fields: { text: marker + 'x'.repeat(20_001) }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'write-message',
    by: 'admin-petits-chenes',
    body: { text: 'Bonjour' },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'cancel',
    by: 'helpdesk',
    body: { reason: 'Ouverte par erreur.' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];
