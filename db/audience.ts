/** Whom communications and invitations are for, in SQL: the rule of `isFor` for lists, and of users who are not the one that looks. */
import type { Knex } from 'knex';
import type { Reader } from '../domain/communications/audience.ts';
import { heldOn } from './users/administers.ts';

const sectorOf = (kind: string): string =>
  `case when ${kind} like 'after-school%' then 'after-school' else 'early-childhood' end`;
/** @param of the alias of what is said to an audience, @param place the one of a place, in SQL */
const meets = (of: string, place: string): string =>
  `(${of}.sectors is null or ${sectorOf(`${place}.kind`)} = any (${of}.sectors))
   and (${of}.kinds is null or ${place}.kind = any (${of}.kinds))
   and (${of}.administrations is null or ${place}.administration = any (${of}.administrations))`;
const forEverybody = (of: string): string =>
  `(${of}.sectors is null and ${of}.kinds is null and ${of}.administrations is null)`;

const meantIn = (table: string): string =>
  `(${forEverybody(table)} or exists (
     select from jsonb_to_recordset(?) as place (kind text, administration text) where ${meets(table, 'place')}))`;
const tables = { banners: meantIn('banners'), invitations: meantIn('invitations') };
/** Those of a table that an operator with these places is meant by. */
export const meant = (query: Knex.QueryBuilder, table: keyof typeof tables, places: Reader['places']) =>
  query.whereRaw(tables[table], [JSON.stringify(places)]);

/** Whether the user `u` is meant by what is said to an audience, by the open places of their grants on the day `:today`. @param of its alias, in SQL */
export const stillMeant = (of: string): string =>
  `(${forEverybody(of)} or exists (
     select from grants g join facilities f on f.organising_body_id = g.organising_body_id and f.id = coalesce(g.facility_id, f.id)
     where g.user_id = u.id and f.closed_on is null and ${heldOn('cast(:today as date)')} and ${meets(of, 'f')}))`;
