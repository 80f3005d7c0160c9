/** The places of a body for a quarter: what each lacks, what was sent of it, and what would be sent now. */
import { firstDayOfQuarter, lastDayOfQuarter, type BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import { quarterStandingOf, snapshotOf, type QuarterStanding } from '../../domain/after-school/quarter-standing.ts';
import type { Snapshot } from '../../domain/after-school/snapshot.ts';
import type { Day } from '../../domain/calendar.ts';
import { digest } from '../act-hash.ts';
import { findCalendars } from '../after-school/calendars.ts';
import { listCounts } from '../after-school/counts.ts';
import { findSendings, findSentMonths, type Sending } from '../after-school/locked.ts';
import type { Database } from '../connect.ts';

export interface PlaceOfQuarter {
  id: string;
  name: string;
  /** « 5100 Jambes » */
  locality: string | null;
  /** Its last sending; `reopened`: months of it that ONE has opened again. */
  sent?: Pick<Sending, 'at' | 'by' | 'reopened' | 'questions'>;
  standing: QuarterStanding;
  /** What would be sent of it now, its closed months as they were sent; and its SHA-256 in hex. */
  snapshot: Snapshot;
  digest: string;
}
export interface QuarterOfBody {
  organisingBodyId: string;
  quarter: BudgetQuarter;
}

/** Those that are agreed on a day of the quarter, and those that were sent of it, by name. The caller has looked at the rights on the body. */
export async function loadPlaces(
  db: Database,
  { organisingBodyId, quarter }: QuarterOfBody,
  today: Day,
): Promise<PlaceOfQuarter[]> {
  const [from, to] = [firstDayOfQuarter(quarter), lastDayOfQuarter(quarter)];
  const facilities = (await db('facilities')
    .where({ organising_body_id: organisingBodyId, kind: 'after-school-1' })
    .orderBy(['name', 'id'])
    .select(
      'id',
      'name',
      db.raw(
        `(select v.postcode || ' ' || v.locality from authorisation_versions v where v.facility_id = facilities.id
          order by v.valid_from desc, v.created_at desc limit 1) as locality`,
      ),
    )) as { id: string; name: string; locality: string | null }[];
  const ids = facilities.map(({ id }) => id);
  // One after the other: where it is asked within a transaction, there is one connection.
  const calendars = await findCalendars(db, ids, from, to);
  const counts = await listCounts(db, ids, from, to);
  const sendings = await findSendings(db, ids, [quarter]);
  const closed = await findSentMonths(db, sendings, quarter);
  return facilities
    .filter(({ id }) => calendars.get(id)!.agreed.length > 0 || sendings.has(id))
    .map(({ id, name, locality }) => {
      const [count, calendar] = [counts.get(id)!, calendars.get(id)!];
      const sent = sendings.get(id)?.[0];
      const snapshot = snapshotOf(name, quarter, count, calendar, closed.get(id));
      return {
        id,
        name,
        locality,
        ...(sent ? { sent: { at: sent.at, by: sent.by, reopened: sent.reopened, questions: sent.questions } } : {}),
        standing: quarterStandingOf(quarter, count, calendar, { today, sent: closed.get(id) ?? [] }),
        snapshot,
        digest: digest(snapshot).toString('hex'),
      };
    });
}

/** Something is asked of it in the quarter: a place that was closed all along owes nothing. */
export const owes = ({ standing }: PlaceOfQuarter): boolean => standing.required > 0;
export const isLeft = (place: PlaceOfQuarter): boolean => !place.sent && owes(place);
/** It may be sent, for the first time. */
export const isReady = (place: PlaceOfQuarter): boolean => isLeft(place) && place.standing.complete;
