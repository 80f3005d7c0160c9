/** The data that a correction is about: where each stands, what it is now, and how it is written. */
import { addressOf, type Address, type AddressRow } from '../../domain/address.ts';
import { bodyFields, type Kind } from '../../workflows/data-correction/contract.ts';
import type { Database } from '../connect.ts';

/** As it is kept: a text, a code, a day, or an address. */
export type Datum = string | Address;

export const isOfBody = (kind: Kind): boolean => (bodyFields as readonly string[]).includes(kind);

/** In one order, so that two addresses are compared as they read. */
const spelt = (datum: Datum | null): string =>
  datum === null || typeof datum === 'string'
    ? String(datum)
    : [datum.street, datum.number, datum.box ?? '', datum.postcode, datum.locality].join('\n');
export const isSameDatum = (one: Datum | null, other: Datum | null): boolean => spelt(one) === spelt(other);

const columnOf = {
  'facility-name': ['facilities', 'name'],
  'facility-type': ['facilities', 'kind'],
  'body-name': ['organising_bodies', 'name'],
  'body-type': ['organising_bodies', 'kind'],
  'enterprise-number': ['organising_bodies', 'enterprise_number'],
} as const satisfies Partial<Record<Kind, readonly [string, string]>>;

/**
 * The datum as it stands; null where there is none.
 * @param held the row is kept as it is until the transaction ends
 */
export async function findDatum(
  db: Database,
  { kind, subjectId, held = false }: { kind: Kind; subjectId: string; held?: boolean },
): Promise<Datum | null> {
  if (kind === 'authorised-on') return (await findFirstVersion(db, subjectId, held))?.valid_from ?? null;
  if (kind === 'seat') {
    const query = db('organising_bodies').where({ id: subjectId });
    const row = await (held ? query.forUpdate() : query).first<AddressRow | undefined>(
      'street',
      'number',
      'box',
      'postcode',
      'locality',
    );
    return row ? addressOf(row) : null;
  }
  const [table, column] = columnOf[kind];
  const query = db(table).where({ id: subjectId });
  const row = await (held ? query.forUpdate() : query).first<{ value: string | null } | undefined>({ value: column });
  return row?.value ?? null;
}

/** The version by which a place was authorised first. */
const findFirstVersion = (
  db: Database,
  facilityId: string,
  held: boolean,
): Promise<{ id: string; valid_from: string } | undefined> => {
  const query = db('authorisation_versions')
    .where({ facility_id: facilityId })
    .orderBy(['valid_from', 'created_at'])
    .first<{ id: string; valid_from: string } | undefined>('id', 'valid_from');
  return held ? query.forUpdate() : query;
};

/** The day from which the authorisation is another one: the first day of authorisation lies before it. */
export async function findSecondVersionOn(db: Database, facilityId: string): Promise<string | undefined> {
  const [, second] = (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .orderBy(['valid_from', 'created_at'])
    .limit(2)
    .select('valid_from')) as { valid_from: string }[];
  return second?.valid_from;
}

/** Writes it, and what lists say of it: what is under way is called by its new name, what is over keeps the one it had. */
export async function writeDatum(
  trx: Database,
  { kind, subjectId, datum }: { kind: Kind; subjectId: string; datum: Datum },
): Promise<void> {
  if (kind === 'authorised-on') {
    const first = await findFirstVersion(trx, subjectId, true);
    if (first) await trx('authorisation_versions').where({ id: first.id }).update({ valid_from: datum });
    return;
  }
  if (typeof datum !== 'string') {
    const { street, number, box, postcode, locality } = datum;
    await trx('organising_bodies')
      .where({ id: subjectId })
      .update({ street, number, box: box ?? null, postcode, locality });
    return;
  }
  if (kind === 'seat') throw new Error('a seat is an address');
  const [table, column] = columnOf[kind];
  await trx(table)
    .where({ id: subjectId })
    .update(column === 'name' ? { name: datum } : column === 'kind' ? { kind: datum } : { enterprise_number: datum });
  const open = trx('cases').where({ subject_id: subjectId }).whereNull('closed_at');
  if (kind === 'facility-type') await open.update({ facility_kind: datum });
  if (kind !== 'facility-name' && kind !== 'body-name') return;
  const about = kind === 'facility-name' ? { facility_id: subjectId } : { subject_id: subjectId };
  await trx('cases')
    .where(about)
    // A case about a person at the place is called by that person.
    .whereIn('subject_kind', ['facility', 'organising-body'])
    .whereNull('closed_at')
    .update({ facility_name: datum });
  await trx.raw(
    `update tasks set facility_name = c.facility_name from cases c
    where c.id = tasks.case_id and tasks.closed_at is null and c.closed_at is null
      and (c.facility_id = :subjectId or c.subject_id = :subjectId) and c.subject_kind in ('facility', 'organising-body')`,
    { subjectId },
  );
}
