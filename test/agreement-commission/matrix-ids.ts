/** A session of the commission to ask about, its agenda closed, with one dossier on it: the same for everybody who asks. */
import type { Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar.ts';
import { makeSession } from './made-dossiers.ts';

const made = new Map<string, Promise<string>>();

export function ofCommission(
  db: Database,
  { caseId, at }: { caseId: string | undefined; at: Instant },
): Promise<string> {
  const key = caseId ?? '';
  const known = made.get(key) ?? make(db, caseId, at);
  made.set(key, known);
  return known;
}

async function make(db: Database, caseId: string | undefined, at: Instant): Promise<string> {
  const id = await makeSession(db, { heldOn: '2027-02-16', at, status: 'agenda-closed' });
  if (caseId) await db('commission_agenda').insert({ session_id: id, case_id: caseId, position: 1 });
  return id;
}
