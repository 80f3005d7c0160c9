/** Long work that a page of subsidies tells of. */
import type { Database } from '../connect.ts';

export interface Work {
  id: string;
  status: string;
  total: number;
  done: number;
  failed: number;
}
/** @param key of what it is about: a table, a file. The caller has looked at the rights on it */
export const workOf = (
  db: Database,
  kind: 'publish-lump-sums' | 'settle-payments',
  key: string,
): Promise<Work | undefined> => db('batches').where({ kind, key }).first('id', 'status', 'total', 'done', 'failed');
