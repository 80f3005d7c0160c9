/** Where the agreements of some bodies stand today: what the page « Agrément » of an operator shows. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Kind, type Status } from '../../workflows/agreement-renewal/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { listLastAgreements, type Agreement } from './agreements.ts';

export interface AgreementCase {
  id: string;
  reference: string;
  kind: Kind;
  status: Status;
  data: CaseData;
  openedAt: Instant;
  isClosed: boolean;
  dueOn: Day | null;
}
export interface BodyStanding {
  id: string;
  name: string;
  places: number;
  agreement: Agreement | undefined;
  /** Newest first: those that are open, and the last three that are over. */
  cases: AgreementCase[];
}

/** Of these bodies, those with places for after-school care. The caller has found the bodies with the rights of the reader. */
export async function listStandings(
  db: Database,
  ability: Ability,
  bodies: readonly { id: string; name: string }[],
): Promise<BodyStanding[]> {
  const ids = bodies.map(({ id }) => id);
  const places = (await db('facilities')
    .whereIn('organising_body_id', ids)
    .whereIn('kind', ['after-school-1', 'after-school-2'])
    .whereNull('closed_on')
    .groupBy('organising_body_id')
    .select({ id: 'organising_body_id', places: db.raw('cast(count(*) as int)') })) as { id: string; places: number }[];
  const counted = new Map(places.map(({ id, places: count }) => [id, count]));
  const agreements = await listLastAgreements(db, [...counted.keys()]);
  const rows = (await accessibleBy(db('cases'), ability, 'read', 'Case')
    .where('cases.slug', slug)
    .whereIn('cases.organising_body_id', [...counted.keys()])
    .orderBy('cases.opened_at', 'desc')
    .limit(200)
    .select('cases.id', 'cases.reference', 'cases.kind', 'cases.status', {
      bodyId: 'cases.organising_body_id',
      openedAt: 'cases.opened_at',
      dueOn: 'cases.due_on',
      isClosed: db.raw('cases.closed_at is not null'),
      data: db.raw("cases.state -> 'data'"),
    })) as unknown as (AgreementCase & { bodyId: string })[];
  return bodies.flatMap(({ id, name }) => {
    const count = counted.get(id);
    if (count === undefined) return [];
    const own = rows.filter(({ bodyId }) => bodyId === id);
    return [
      {
        id,
        name,
        places: count,
        agreement: agreements.get(id),
        cases: [...own.filter(({ isClosed }) => !isClosed), ...own.filter(({ isClosed }) => isClosed).slice(0, 3)],
      },
    ];
  });
}
