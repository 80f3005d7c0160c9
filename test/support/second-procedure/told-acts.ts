/** Every act of the second procedure that has a form: who does it, what they type, and what is wrong. */
import { randomUUID } from 'node:crypto';
import { openCase, recordAct } from '../../../db/record-act.ts';
import type { Database } from '../../../db/connect.ts';
import { stableId } from '../../../db/seeds/demonstration/stable-id.ts';
import type { Instant } from '../../../domain/calendar.ts';
import { marker, type ToldAct } from '../describe-acts.ts';
import type { House } from '../house.ts';
import type { Facts } from './contract.ts';
import { process } from './process.ts';

export async function insertParameters(db: Database): Promise<void> {
  const delays = { target: 60, sending: 30, reminder: 7, checking: 15 };
  if (await db('parameters').where({ slug: process.slug }).first('id')) return;
  await db('parameters').insert(
    Object.entries(delays).map(([code, value]) => ({
      slug: process.slug,
      code,
      value,
      unit: 'days',
      label: 'essai',
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: 'hypothèse',
    })),
  );
}

export async function openQuarter(
  { db, at }: { db: Database; at: Instant },
  facilityId: string,
  quarter = '2027-1',
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'facility', id: facilityId },
    period: quarter,
    kind: 'attendance',
    action: 'open-quarter',
    facts: { quarter },
    token: randomUUID(),
    actor: { role: 'procedure', userId: null },
    at,
  });
  return caseId;
}

const chenes = stableId('facility chenes');
let quarters = 0;
const opened =
  (sent: boolean) =>
  async ({ db, clock: { now: at } }: House): Promise<string> => {
    await insertParameters(db);
    quarters += 1;
    const caseId = await openQuarter({ db, at }, chenes, `20${String(30 + quarters)}-1`);
    if (sent)
      await recordAct(db, process, caseId, {
        action: 'send-quarter',
        facts: { places: 12 },
        content: {},
        token: randomUUID(),
        actor: { role: 'operator', userId: stableId('user admin-petits-chenes') },
        at,
      });
    return caseId;
  };
const [awaited, sent] = [opened(false), opened(true)];
const tooLong = (name: string): ToldAct['bad'] => ({ fields: { [name]: marker + 'x'.repeat(20_001) }, fault: name });

export const toldActs: readonly ToldAct<keyof Facts>[] = [
  {
    action: 'send-quarter',
    facility: 'chenes',
    status: 'awaited',
    by: 'admin-petits-chenes',
    binds: true,
    open: awaited,
    body: { places: '120' },
    bad: { fields: { places: marker }, fault: 'places' },
  },
  {
    action: 'validate',
    facility: 'chenes',
    status: 'checking',
    by: 'referent-namur',
    open: sent,
    body: { remarks: '' },
    bad: tooLong('remarks'),
  },
  {
    action: 'send-back',
    facility: 'chenes',
    status: 'checking',
    by: 'referent-namur',
    open: sent,
    body: { reason: 'Un jour manque.' },
    bad: tooLong('reason'),
  },
  {
    action: 'write-message',
    facility: 'chenes',
    status: 'awaited',
    by: 'admin-petits-chenes',
    open: awaited,
    body: { text: 'Bonjour' },
    bad: tooLong('text'),
  },
  {
    action: 'cancel',
    facility: 'chenes',
    status: 'awaited',
    by: 'helpdesk',
    open: awaited,
    body: { reason: 'Ouvert par erreur.' },
    bad: tooLong('reason'),
  },
];
