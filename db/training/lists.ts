/** The lists of organisations and modules that ONE recognises: found by what people write, accents, letters left out and all. */
import { searchable } from '../../domain/searchable.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

export interface Listed {
  id: string;
  name: string;
}
/** `same`: to the letter, but for accents and capitals; by that name or by another spelling that ONE knows. */
export type Found = Listed & { same: boolean };
const most = 12;

// Words in any order, or nearly the same letters (one word in common is not near); another spelling leads to the one that counts.
const organisations = `
select id, name, same from (
  select distinct on (target.id) target.id, target.name,
    (searchable(o.name) = :words) as same, greatest(similarity(searchable(o.name), :words), word_similarity(:words, searchable(o.name))) as likeness
  from training_organisations o join training_organisations target on target.id = coalesce(o.alias_of, o.id)
  where target.status = 'recognised' and (target.valid_to is null or target.valid_to >= cast(:today as date))
    and (searchable(o.name) like all (cast(:parts as text[])) or (searchable(o.name) % :words and similarity(searchable(o.name), :words) >= 0.45) or (:words <% searchable(o.name) and word_similarity(:words, searchable(o.name)) >= 0.6))
  order by target.id, same desc, likeness desc
) found order by same desc, likeness desc, name limit ${String(most)}`;

const modules = `
select id, name, same from (
  select distinct on (target.id) target.id, target.title as name,
    (searchable(m.title) = :words) as same, greatest(similarity(searchable(m.title), :words), word_similarity(:words, searchable(m.title))) as likeness
  from training_modules m join training_modules target on target.id = coalesce(m.alias_of, m.id)
  where target.status = 'recognised' and target.organisation_id = cast(:organisationId as uuid)
    and (:words = '' or searchable(m.title) like all (cast(:parts as text[])) or (searchable(m.title) % :words and similarity(searchable(m.title), :words) >= 0.45) or (:words <% searchable(m.title) and word_similarity(:words, searchable(m.title)) >= 0.6))
  order by target.id, same desc, likeness desc
) found order by same desc, likeness desc, name limit ${String(most)}`;

const valuesOf = (typed: string): { words: string; parts: string[] } => {
  const words = searchable(typed);
  return { words, parts: words.split(' ').map((part) => `%${part}%`) };
};

/** Nearest first; nothing for nothing. */
export async function findOrganisations(db: Database, typed: string, today: Day): Promise<Found[]> {
  const values = valuesOf(typed);
  if (values.words === '') return [];
  return (await db.raw<{ rows: Found[] }>(organisations, { ...values, today })).rows;
}
/** Of one organisation; all of them for nothing. */
export const findModules = async (db: Database, organisationId: string, typed: string): Promise<Found[]> =>
  (await db.raw<{ rows: Found[] }>(modules, { ...valuesOf(typed), organisationId })).rows;

export const findOrganisation = (db: Database, id: string, today: Day): Promise<Listed | undefined> =>
  db('training_organisations')
    .where({ id, status: 'recognised', alias_of: null })
    .whereRaw('(valid_to is null or valid_to >= ?)', [today])
    .first('id', 'name');
export const findModule = (db: Database, id: string, organisationId: string): Promise<Listed | undefined> =>
  db('training_modules')
    .where({ id, organisation_id: organisationId, status: 'recognised', alias_of: null })
    .first({ id: 'id', name: 'title' }) as unknown as Promise<Listed | undefined>;
