/** Exceptional bonuses of places without a quarterly subsidy: proposed by one person, decided by another, then paid as all else is. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Quarter } from '../../domain/quarter.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Ability } from '../access/subjects.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

export interface Bonus {
  id: string;
  organising_body_id: string;
  facility_id: string;
  administration: string;
  facility: string;
  number: string;
  body: string;
  quarter: Quarter;
  label: string;
  cents: number;
  basis: string | null;
  reference: string | null;
  status: 'proposed' | 'decided' | 'dropped';
  document_name: string | null;
  document_type: string | null;
  document_size: number | null;
  document_digest: Buffer | null;
  proposed_by: string | null;
  proposed_at: Instant | null;
  proposer: string | null;
  decided_on: Day | null;
  decider: string | null;
  dropped_reason: string | null;
  payment: 'prepared' | 'in-file' | 'paid' | 'dropped' | null;
  settled_on: Day | null;
}
export const perPage = 20;

const among = (db: Database, ability: Ability) =>
  accessibleBy(db('exceptional_bonuses'), ability, 'read', 'Bonus', 'exceptional_bonuses');
const shown = (db: Database, ability: Ability) =>
  among(db, ability)
    .join('facilities as f', 'f.id', 'exceptional_bonuses.facility_id')
    .join('organising_bodies as b', 'b.id', 'exceptional_bonuses.organising_body_id')
    .leftJoin('users as p', 'p.id', 'exceptional_bonuses.proposed_by')
    .leftJoin('users as d', 'd.id', 'exceptional_bonuses.decided_by')
    .leftJoin('payments as y', 'y.bonus_id', 'exceptional_bonuses.id')
    .select(
      'exceptional_bonuses.*',
      'f.name as facility',
      'f.number',
      'b.name as body',
      'y.status as payment',
      'y.settled_on',
      db.raw("p.first_name || ' ' || p.family_name as proposer"),
      db.raw("d.first_name || ' ' || d.family_name as decider"),
    );

/** What waits first, then the latest. */
export async function listBonuses(
  db: Database,
  ability: Ability,
  page: number,
): Promise<{ rows: Bonus[]; total: number }> {
  const rows = (await shown(db, ability)
    .orderByRaw(
      "exceptional_bonuses.status = 'proposed' desc, exceptional_bonuses.proposed_at desc nulls last, exceptional_bonuses.id",
    )
    .limit(perPage)
    .offset((page - 1) * perPage)) as Bonus[];
  const { count } = (await among(db, ability).count('* as count').first()) as unknown as { count: number };
  return { rows, total: Number(count) };
}
export const findBonus = (db: Database, ability: Ability, id: string): Promise<Bonus | undefined> =>
  shown(db, ability).where('exceptional_bonuses.id', id).first() as unknown as Promise<Bonus | undefined>;

export interface Place {
  id: string;
  name: string;
  kind: string;
  organising_body_id: string;
  administration: string;
}
/** By the number of the place, where the reader works. */
export const findPlace = (db: Database, ability: Ability, number: string): Promise<Place | undefined> =>
  accessibleBy(db('facilities'), ability, 'read', 'Facility')
    .where('facilities.number', number)
    .first(
      'facilities.id',
      'facilities.name',
      'facilities.kind',
      'facilities.organising_body_id',
      'facilities.administration',
    ) as unknown as Promise<Place | undefined>;

export interface Proposed {
  token: string;
  place: Place;
  quarter: Quarter;
  label: string;
  cents: number;
  basis: string;
  reference: string;
  document?: { name: string; mediaType: string; size: number; digest: string };
}
/** Sent twice with the same token, it is proposed once. @returns its id; undefined when the token is that of somebody else */
export function proposeBonus(
  db: Database,
  { userId, acr }: Viewer,
  { token, place, document, ...bonus }: Proposed,
  at: Instant,
): Promise<string | undefined> {
  return db.transaction(async (trx) => {
    const [row] = (await trx('exceptional_bonuses')
      .insert({
        ...bonus,
        token,
        organising_body_id: place.organising_body_id,
        facility_id: place.id,
        administration: place.administration,
        proposed_by: userId,
        proposed_at: instant(at),
        ...(document
          ? {
              document_name: document.name,
              document_type: document.mediaType,
              document_size: document.size,
              document_digest: Buffer.from(document.digest, 'hex'),
            }
          : {}),
      })
      .onConflict('token')
      .ignore()
      .returning('id')) as { id: string }[];
    if (!row) {
      const own = trx('exceptional_bonuses').where({ token, proposed_by: userId });
      return ((await own.first('id')) as { id: string } | undefined)?.id;
    }
    await recordAudit(trx, { at, actorId: userId, acr, event: 'create', subject: 'bonus', subjectId: row.id });
    return row.id;
  });
}

/** By somebody else than who proposed it; its payment is prepared with it. @returns false when it does not wait any more */
export function decideBonus(db: Database, { userId, acr }: Viewer, id: string, at: Instant): Promise<boolean> {
  return db.transaction(async (trx) => {
    const [row] = (await trx('exceptional_bonuses')
      .where({ id, status: 'proposed' })
      .whereNot('proposed_by', userId)
      .update({ status: 'decided', decided_by: userId, decided_at: instant(at), decided_on: dayOf(at) })
      .returning(['organising_body_id', 'facility_id', 'administration', 'quarter', 'cents'])) as Pick<
      Bonus,
      'organising_body_id' | 'facility_id' | 'administration' | 'quarter' | 'cents'
    >[];
    if (!row) return false;
    await trx('payments').insert({
      key: `bonus.${id}`,
      kind: 'bonus',
      bonus_id: id,
      ...row,
      purpose: 'bonuses',
      prepared_at: instant(at),
    });
    await recordAudit(trx, { at, actorId: userId, acr, event: 'decide', subject: 'bonus', subjectId: id });
    return true;
  });
}

/** @returns false when it does not wait any more */
export function dropBonus(
  db: Database,
  { userId, acr }: Viewer,
  { id, reason, at }: { id: string; reason: string; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const dropped = await trx('exceptional_bonuses')
      .where({ id, status: 'proposed' })
      .update({ status: 'dropped', dropped_reason: reason });
    if (dropped === 0) return false;
    await recordAudit(trx, { at, actorId: userId, acr, event: 'delete', subject: 'bonus', subjectId: id });
    return true;
  });
}

export interface BonusDocument {
  document_name: string;
  document_type: string;
  document_digest: Buffer;
}
/** What a bonus that is paid to a place rests on, for who reads its payments. */
export const findDocumentOfPayment = (
  db: Database,
  ability: Ability,
  paymentId: string,
): Promise<BonusDocument | undefined> =>
  accessibleBy(db('payments'), ability, 'read', 'Payment')
    .join('exceptional_bonuses as e', 'e.id', 'payments.bonus_id')
    .where('payments.id', paymentId)
    .whereNotNull('e.document_digest')
    .first('e.document_name', 'e.document_type', 'e.document_digest') as unknown as Promise<BonusDocument | undefined>;
