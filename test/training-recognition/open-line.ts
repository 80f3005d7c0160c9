/** A line that waits, for tests. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { insertLine } from '../../db/training/lines.ts';
import { openCase } from '../../db/record-act.ts';
import type { Instant } from '../../domain/calendar.ts';
import { process } from '../../workflows/training-recognition/process.ts';

const followed = { organisationTyped: 'Horizon Enfance', moduleTyped: 'Gestion des conflits' };

/** A line that waits at ONE, of somebody at this facility. @returns the id of its case */
export async function openLine(
  db: Database,
  place: { organisingBodyId: string; facilityId: string; collaborationId?: string },
  {
    at,
    userId = null,
    token = randomUUID(),
    on = '2026-09-12',
  }: { at: Instant; userId?: string | null; token?: string; on?: string },
): Promise<string> {
  const { organisingBodyId, facilityId, collaborationId = randomUUID() } = place;
  const facts = { hours: 6, fromOn: on, toOn: on, organisationId: null, moduleId: null };
  const { caseId, already } = await openCase(db, process, {
    token,
    subject: { kind: 'collaboration', id: collaborationId, organisingBodyId, facilityId, name: 'Chloé Bastin' },
    kind: 'module',
    action: 'submit',
    facts: { kind: 'module', ...facts },
    content: followed,
    actor: { role: 'operator', userId },
    at,
  });
  if (!already)
    await insertLine(db, {
      ...followed,
      ...facts,
      caseId,
      collaborationId,
      organisingBodyId,
      facilityId,
      documentId: null,
      status: 'waiting',
      at,
    });
  return caseId;
}
