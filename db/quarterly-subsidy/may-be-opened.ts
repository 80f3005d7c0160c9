/** Which quarters of a crèche ONE may still open by hand: those that the calendar has missed. */
import type { Day } from '../../domain/calendar.ts';
import { firstDayOf, lastDayOf, monthOf, quarterOf, quartersFurther, type Quarter } from '../../domain/quarter.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';

/** Five years, after which a request is prescribed (hypothèse). */
const mostQuarters = 20;
const open = ['authorised', 'temporarily-moved'];

/**
 * Newest first: begun, without a case (one that was cancelled is the quarter's case for good), and with at least a day on which the place might receive children. None for another kind of place. The caller
 * has looked at the rights on the place.
 */
export async function listQuartersToOpen(
  db: Database,
  { id, kind }: { id: string; kind: string },
  today: Day,
): Promise<Quarter[]> {
  if (kind !== 'subsidised-creche') return [];
  const running = quarterOf(monthOf(today));
  const begun = Array.from({ length: mostQuarters }, (_, back) => quartersFurther(running, -back));
  const there = (await db('cases')
    .where({ slug, kind: 'quarter', subject_id: id })
    .whereIn('period', begun)
    .select('period')) as { period: Quarter }[];
  const versions = (await db('authorisation_versions')
    .where({ facility_id: id })
    .orderBy(['valid_from', 'created_at'])
    .select('status', 'valid_from as from')) as { status: string; from: Day }[];
  const known = new Set(there.map(({ period }) => period));
  return begun.filter((quarter) => !known.has(quarter) && isOpenIn(versions, quarter));
}

/** @param versions oldest first; of one day, the last decided holds */
function isOpenIn(versions: readonly { status: string; from: Day }[], quarter: Quarter): boolean {
  const [first, last] = [firstDayOf(quarter), lastDayOf(quarter)];
  return versions.some(
    ({ status, from }, at) =>
      open.includes(status) &&
      from <= last &&
      (versions[at + 1] === undefined || versions[at + 1]!.from > maxOf(from, first)),
  );
}
const maxOf = (one: Day, other: Day): Day => (one > other ? one : other);
