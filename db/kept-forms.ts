/** Forms put aside for whoever sent them: few of each person, for a day. */
import { instant, type Database } from './connect.ts';
import type { Instant } from '../domain/calendar.ts';

/** How long one is kept. */
export const keptFor = 86_400_000;
const mostOfOne = 20;

/** @returns its id. The oldest of the same owner go when there are too many. */
export async function keepForm(
  db: Database,
  { owner, data, at }: { owner: string; data: object; at: Instant },
): Promise<string> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `with gone as (
       delete from kept_forms where id in (select id from kept_forms where owner = :owner order by kept_at desc offset :most)
     )
     insert into kept_forms (owner, data, kept_at) values (:owner, :data, :at) returning id`,
    { owner, data: JSON.stringify(data), at: instant(at), most: mostOfOne - 1 },
  );
  return rows[0]!.id;
}

/** Only its owner's, and only for a day. */
export async function findKeptForm<T>(
  db: Database,
  { id, owner, now }: { id: string; owner: string; now: Instant },
): Promise<T | undefined> {
  const row = (await db('kept_forms')
    .where({ id, owner })
    .where('kept_at', '>', instant(now - keptFor))
    .first('data')) as { data: T } | undefined;
  return row?.data;
}

/** The last sending that waits to be confirmed. */
export async function findLastLate(
  db: Database,
  { owner, now }: { owner: string; now: Instant },
): Promise<string | undefined> {
  const row = (await db('kept_forms')
    .where({ owner })
    .where('kept_at', '>', instant(now - keptFor))
    .whereRaw("data ->> 'kind' = 'late'")
    .orderBy('kept_at', 'desc')
    .first('id')) as { id: string } | undefined;
  return row?.id;
}

/** What was sent after all waits no longer. */
export const dropKeptForm = async (db: Database, which: { id: string; owner: string; path: string }): Promise<void> => {
  const { id, owner, path } = which;
  await db('kept_forms').where({ id, owner }).whereRaw("data ->> 'path' = ?", [path]).delete();
};

export const sweepKeptForms = (db: Database, now: Instant): Promise<number> =>
  db('kept_forms')
    .where('kept_at', '<', instant(now - keptFor))
    .delete();
