/** What waits for a decision: the lines of a group, as every list and count of the desk takes them. */
import type { Database } from '../connect.ts';

/** Lines that wait and that no decision holds yet: `ls` links, `l` lines, `s` spellings, `g` groups. */
export const pendingLines = (db: Database) =>
  db('training_line_spellings as ls')
    .join('training_lines as l', 'l.case_id', 'ls.case_id')
    .join('training_spellings as s', 's.id', 'ls.spelling_id')
    .whereNull('ls.decision_id')
    .where('l.status', 'waiting');

export interface Totals {
  lines: number;
  operators: number;
  groups: number;
  /** Lines that came so lately that no round has put them into a group. */
  fresh: number;
}
export async function findTotals(db: Database): Promise<Totals> {
  const [row] = (await pendingLines(db).select(
    db.raw('count(*) as lines'),
    db.raw('count(distinct l.organising_body_id) as operators'),
    db.raw('count(distinct s.group_id) as groups'),
    db.raw('count(*) filter (where s.group_id is null) as fresh'),
  )) as unknown as Totals[];
  return row ?? { lines: 0, operators: 0, groups: 0, fresh: 0 };
}
