/**
 * Of each after-school place, the end of its agreement as the backlog of modules looks at it: the agreement that stands, one that is prolonged while
 * ONE decides, and any request of its body that ONE examines now. What is decided first is what such a dossier waits for (note « Formation
 * continue AES » : priorité aux opérateurs dont l'agrément vient à échéance).
 */
import type { Knex } from 'knex';
import type { Day } from '../../domain/calendar.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { stillThereAtItsEnd } from '../after-school/agreed.ts';
import type { Database } from '../connect.ts';
import { pendingLines } from './pending.ts';

/** With ONE, or with the operator for what is missing. */
const examined = ['examination', 'complement-asked', 'commission', 'decision', 'signature'];

/**
 * `facility_id`, `to_on` (the day by which the backlog counts: of a request that is examined, today), `ends_on` (of the agreement; null without
 * one), `is_renewed` (a request is examined), `is_prolonged`.
 */
export const comingEnds = (db: Database, today: Day): Knex.Raw =>
  db.raw(
    `select e.facility_id, min(e.to_on) as to_on, max(e.ends_on) as ends_on, bool_or(e.is_renewed) as is_renewed, bool_or(e.is_prolonged) as is_prolonged
     from (
       select facility_id, max(to_on) as to_on, max(to_on) as ends_on, false as is_renewed, false as is_prolonged
         from aes_agreements where to_on >= cast(:today as date) group by facility_id
       union all
       select a.facility_id, a.to_on, a.to_on, false, true
         from agreement_prolongations p join aes_agreements a on a.agreement_id = p.agreement_id and :stillThere
         where p.from_on <= cast(:today as date) and (p.until_on is null or p.until_on >= cast(:today as date))
       union all
       select f.id, cast(:today as date), null, true, false
         from cases c join facilities f on f.organising_body_id = c.organising_body_id and f.kind in ('after-school-1', 'after-school-2')
         where c.slug = :slug and c.closed_at is null and c.status = any(cast(:examined as text[]))
     ) e group by e.facility_id`,
    { today, slug, examined, stillThere: stillThereAtItsEnd(db) },
  );

export interface ComingEnd {
  facility: string;
  /** Null without an agreement yet. */
  endsOn: Day | null;
  /** ONE examines a request of its body now. */
  isRenewed: boolean;
  isProlonged: boolean;
}
/** Of the places whose lines wait in a group, those whose agreement presses: requests that are examined first, then what ends first. @param to the last day that counts */
export const listEndsOfGroup = (
  db: Database,
  groupId: string,
  { today, to, limit }: { today: Day; to: Day; limit: number },
): Promise<ComingEnd[]> =>
  db
    .with('ends', comingEnds(db, today))
    .from('ends as e')
    .join('facilities as f', 'f.id', 'e.facility_id')
    .whereIn('e.facility_id', pendingLines(db).where('s.group_id', groupId).select('l.facility_id'))
    .where('e.to_on', '<=', to)
    .orderByRaw('e.is_renewed desc, e.to_on, f.name')
    .limit(limit)
    .select({
      facility: 'f.name',
      endsOn: 'e.ends_on',
      isRenewed: 'e.is_renewed',
      isProlonged: 'e.is_prolonged',
    }) as unknown as Promise<ComingEnd[]>;
