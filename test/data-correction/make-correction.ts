/** A correction of a place, asked by its operator: for tests that need one of their own. */
import { randomUUID } from 'node:crypto';
import { findDatum } from '../../db/data-correction/data.ts';
import type { Database } from '../../db/connect.ts';
import { openCase } from '../../db/record-act.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Desk, Kind } from '../../workflows/data-correction/contract.ts';
import { process } from '../../workflows/data-correction/process.ts';

export async function makeCorrection(
  db: Database,
  {
    facilityId,
    kind = 'authorised-on',
    desk = 'referent',
    wanted = '2001-09-01',
    by = randomUUID(),
    at,
  }: { facilityId: string; kind?: Kind; desk?: Desk; wanted?: string; by?: string; at: Instant },
): Promise<string> {
  const value = await findDatum(db, { kind, subjectId: facilityId });
  const { caseId } = await openCase(db, process, {
    token: randomUUID(),
    subject: { kind: 'facility', id: facilityId },
    kind,
    action: 'ask',
    facts: { kind, desk },
    content: {
      current: { value, text: typeof value === 'string' ? value : '' },
      wanted: { value: wanted, text: wanted },
      reason: "La donnée n'est pas celle de la décision.",
    },
    actor: { role: 'operator', userId: by },
    at,
  });
  return caseId;
}
