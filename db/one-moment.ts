/** Work that reads many rows and rests on all of them: it sees one moment of the database, whatever others write meanwhile. */
import type { Database } from './connect.ts';

const attempts = 20;

/** In one transaction. Done again when somebody else has changed a row that it writes. @throws what the work throws */
export async function atOneMoment<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work, { isolationLevel: 'repeatable read' });
    } catch (error) {
      if ((error as { code?: string }).code !== serializationFailure || attempt === attempts) throw error;
    }
  }
}
const serializationFailure = '40001';
