/** Dossiers that wait for a session of the commission, each of another body; and a session. */
import { randomUUID } from 'node:crypto';
import { openAgreement, takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant, type Database } from '../../db/connect.ts';
import type { Day, Instant } from '../../domain/calendar.ts';

export interface MadeDossier {
  caseId: string;
  bodyId: string;
  body: string;
}

/** In the order of their bodies' names. @param examined without a report where false */
export async function makeDossiers(
  db: Database,
  { count, at, examined = true }: { count: number; at: Instant; examined?: boolean },
): Promise<MadeDossier[]> {
  const bodies = (await db('organising_bodies as o')
    .whereNotExists(
      db('cases as c').whereRaw('c.organising_body_id = o.id').where({ slug: 'agreement-renewal' }).select(db.raw('1')),
    )
    .orderBy(['name', 'id'])
    .limit(count)
    .select('id', 'name')) as { id: string; name: string }[];
  const made: MadeDossier[] = [];
  for (const { id: bodyId, name: body } of bodies)
    made.push({ caseId: await makeDossier(db, { bodyId, at, examined }), bodyId, body });
  return made;
}

/** A first agreement that a body asks for, submitted; and examined, with the report of the référente. @returns its case */
export async function makeDossier(
  db: Database,
  { bodyId, at, examined }: { bodyId: string; at: Instant; examined: boolean },
): Promise<string> {
  const by = stableId('user admin-mercredis');
  const agent = { role: 'aes-referent', userId: stableId('user aes-referent'), at } as const;
  const caseId = await openAgreement(db, { bodyId, kind: 'first', administration: 'namur', by, at });
  await takeStep(db, caseId, {
    action: 'submit',
    role: 'operator',
    userId: by,
    at,
    facts: { digest: 'ab'.repeat(32) },
  });
  if (!examined) return caseId;
  await takeStep(db, caseId, { action: 'examine', ...agent, facts: { met: 8, unmet: 0 } });
  await takeStep(db, caseId, {
    action: 'give-report',
    ...agent,
    facts: { outcome: 'renew' },
    content: { outcome: 'renew', motives: 'Projet conforme.' },
  });
  return caseId;
}

export async function makeSession(
  db: Database,
  { heldOn, at, status = 'planned' }: { heldOn: Day; at: Instant; status?: 'planned' | 'agenda-closed' },
): Promise<string> {
  const id = randomUUID();
  await db('commission_sessions').insert({
    id,
    held_on: heldOn,
    held_at: '09:30',
    place: 'Salle Horta, 2e étage',
    reports_by: heldOn,
    status,
    written_by: stableId('user aes-referent'),
    written_at: instant(at),
  });
  return id;
}

/** Straight onto an agenda, each told by its own act. */
export async function putOn(
  db: Database,
  {
    sessionId,
    heldOn,
    dossiers,
    at,
  }: { sessionId: string; heldOn: Day; dossiers: readonly MadeDossier[]; at: Instant },
): Promise<void> {
  for (const [index, { caseId }] of dossiers.entries()) {
    await db('commission_agenda').insert({ session_id: sessionId, case_id: caseId, position: index + 1 });
    await takeStep(db, caseId, {
      action: 'put-on-agenda',
      role: 'aes-referent',
      userId: stableId('user aes-referent'),
      facts: { sessionOn: heldOn },
      at,
    });
  }
}
