/** Who gets a letter, and how: everybody with a right at an operator's today, as they wish; without a word of theirs, by mail (hypothèse). */
import type { Day } from '../../domain/calendar.ts';
import type { Letter } from '../../domain/newsletters.ts';
import type { Database } from '../connect.ts';
import { heldOn } from '../users/administers.ts';

/** The way a user wishes a letter, by their row `w` of wishes. @param letter in SQL */
export const wayOf = (letter: string): string =>
  `coalesce(case ${letter} when 'flash-accueil' then w.flash else w.prodige end, 'mail')`;

/** Whether the user `u` gets letters at all on the day `:today`. */
export const getsLetters = `u.portal = 'pro' and u.deactivated_at is null
  and exists (select from grants g where g.user_id = u.id and ${heldOn('cast(:today as date)')})`;

const counted = `select cast(count(*) filter (where way = 'mail') as int) as mail, cast(count(*) filter (where way = 'post') as int) as post
     from (select ${wayOf('cast(:letter as text)')} as way from users u left join mail_wishes w on w.user_id = u.id where ${getsLetters}) as ways`;

export async function countReaders(db: Database, letter: Letter, today: Day): Promise<{ mail: number; post: number }> {
  const { rows } = await db.raw<{ rows: { mail: number; post: number }[] }>(counted, { letter, today });
  return rows[0] ?? { mail: 0, post: 0 };
}

/** What an envelope says. */
export interface PostalReader {
  name: string;
  body: string;
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
}

// « Adresse courrier »: of the body; where it says nothing, and the body is a person, of her place; else the seat.
const listed = `
select * from (select distinct on (u.id) u.first_name || ' ' || u.family_name as name, b.name as body,
  coalesce(post.other ->> 'street', b.street) as street, coalesce(post.other ->> 'number', b.number) as number,
  case when post.other is not null then post.other ->> 'box' when post.says_box then post.box else b.box end as box,
  coalesce(post.other ->> 'postcode', b.postcode) as postcode, coalesce(post.other ->> 'locality', b.locality) as locality
from mail_wishes w join users u on u.id = w.user_id
  join grants g on g.user_id = u.id and ${heldOn('cast(:today as date)')}
  join organising_bodies b on b.id = g.organising_body_id
  left join lateral (
    select case when s.data ->> 'same' = 'true' then null else s.data -> 'address' end as other,
      s.data ->> 'same' = 'true' and s.data -> 'box' is not null as says_box, s.data ->> 'box' as box
    from sheet_sections s
    where s.section = 'postal-address' and (s.subject_kind = 'organising-body' and s.subject_id = b.id
      or s.subject_kind = 'facility' and b.kind = 'natural-person' and s.data ->> 'same' is distinct from 'true'
        and s.subject_id in (select f.id from facilities f where f.organising_body_id = b.id and f.closed_on is null))
    order by s.subject_kind = 'facility', s.subject_id limit 1) post on true
where ${getsLetters} and (w.flash = 'post' or w.prodige = 'post') and ${wayOf('cast(:letter as text)')} = 'post'
order by u.id, g.valid_from, b.id) as listed
order by postcode, locality, street, name`;

/** Those who chose the post, one line each, in the order of postcodes. */
export async function listPostalReaders(db: Database, letter: Letter, today: Day): Promise<PostalReader[]> {
  const { rows } = await db.raw<{ rows: PostalReader[] }>(listed, { letter, today });
  return rows;
}
