/** Notes that somebody asked for what exists and is not for them. */
import type { Instant } from '../domain/calendar.ts';
import { recordAudit } from './audit.ts';
import type { Database } from './connect.ts';

const things = ['case', 'document', 'draft', 'facility', 'task', 'batch'] as const;
const tables: Record<(typeof things)[number], string> = {
  case: 'cases',
  document: 'documents',
  draft: 'drafts',
  facility: 'facilities',
  task: 'tasks',
  batch: 'batches',
};
const findThing = things
  .map((thing) => `select '${thing}' as thing from ${tables[thing]} where id = cast(:id as uuid)`)
  .join(' union all ');

/** @param refused `id` of the thing; without one, `page` names what was asked for. An id that nothing has leaves no line. */
export async function recordRefusedAccess(
  db: Database,
  {
    userId,
    acr,
    id,
    page,
    at,
  }: { userId: string; acr: number | null; id: string | undefined; page: string; at: Instant },
): Promise<void> {
  const subject = id === undefined ? 'page' : await findKind(db, id);
  if (subject)
    await recordAudit(db, { at, actorId: userId, acr, event: 'access-refused', subject, subjectId: id ?? page });
}

async function findKind(db: Database, id: string): Promise<string | undefined> {
  const {
    rows: [found],
  } = await db.raw<{ rows: { thing: string }[] }>(findThing, { id });
  return found?.thing;
}
