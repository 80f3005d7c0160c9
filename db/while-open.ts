/** Changing what stands beside a case, only while the case is where it may be changed. */
import type { Database } from './connect.ts';

export interface CaseNow {
  status: string;
  /** As the table of its procedure keeps it. */
  state: { data: object };
}

/**
 * Keeps the case where it is until this is saved. `closed`: what is asked of it there is over.
 * @param first what others wait for before the case is read: a lock that an act takes too, always before the case
 */
export async function whileOpen<Result>(
  db: Database,
  caseId: string,
  { isOpen, first }: { isOpen: (row: CaseNow) => boolean; first?: (trx: Database) => Promise<unknown> },
  change: (trx: Database) => Promise<Result>,
): Promise<Result | 'closed'> {
  return db.transaction(async (trx) => {
    await first?.(trx);
    const row = (await trx('cases').where({ id: caseId }).forShare().first('status', 'state')) as CaseNow | undefined;
    return row && isOpen(row) ? change(trx) : 'closed';
  });
}
