/** Files for tests: deposited for the open call of the demonstration, and brought to the status that is asked about. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { closeFile } from '../../db/seeds/demonstration/project-call/stories.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf, endOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import type { Status } from '../../workflows/project-call/contract.ts';
import { process } from '../../workflows/project-call/process.ts';

export const openCall = stableId('project call open');
export const closedCall = stableId('project call closed');

export const project = {
  municipality: 'Namur',
  places: 14,
  placeKind: 'subsidised-basic',
  openingYear: 2028,
  openingQuarter: '2',
  works: 500_000,
  equipment: 40_000,
  fees: 30_000,
  otherCosts: 0,
  coFinancing: 0,
  motivation: 'Des familles attendent.',
} as const;

/** @returns the id of the case */
export async function deposit(
  db: Database,
  {
    facility,
    at,
    status = 'deposited',
    call = openCall,
    token = randomUUID(),
    closesOn = dayOf(at),
  }: { facility: string; at: Instant; status?: Status; call?: string; token?: string; closesOn?: Day },
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    token,
    subject: { kind: 'facility', id: facility },
    kind: 'places',
    action: 'deposit',
    facts: { call, closesOn, places: project.places },
    content: { call, ...project },
    actor: { role: 'operator', userId: null },
    at,
  });
  if (status === 'deposited') return caseId;
  await closeFile(db, caseId, endOfDay(closesOn));
  if (status === 'examined')
    await recordAct(db, process, caseId, {
      action: 'give-opinion',
      token: randomUUID(),
      facts: { complete: true, selected: true },
      content: { reason: 'Un bon projet.' },
      actor: { role: 'asr-manager', userId: stableId('user asr-manager-namur') },
      at: endOfDay(closesOn) + 1,
    });
  return caseId;
}
