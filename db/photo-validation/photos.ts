/** The photos of a facility: those that parents see, and the places that are taken or free. */
import type { Instant } from '../../domain/calendar.ts';
import { kinds, slug, type Kind } from '../../workflows/photo-validation/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Size } from '../clean-photo.ts';
import { instant, type Database } from '../connect.ts';

export interface PublicPhoto {
  id: string;
  position: number;
  caption: string;
  alt_text: string;
  /** Of the large picture, in pixels. */
  width: number;
  height: number;
}

/** A photo is public from its acceptance to the act that ends its case, whenever the clerk takes it down; never of a place that refuses to be published. */
const publicPhotos = (db: Database) =>
  db('facility_photos as p')
    .join('cases as c', 'c.id', 'p.case_id')
    .whereIn('p.facility_id', db('published_facilities').select('id'))
    .whereNull('p.withdrawn_at')
    .where('c.status', 'published');

/** What Premiers Pas shows of a facility, in the order of the operator. */
export const listPublicPhotos = (db: Database, facilityId: string): Promise<PublicPhoto[]> =>
  publicPhotos(db)
    .where('p.facility_id', facilityId)
    .orderBy('p.position')
    .select('p.id', 'p.position', 'p.caption', 'p.alt_text', 'p.width', 'p.height');

/** The digest of a picture that anybody may see. */
export async function findPublicPicture(db: Database, id: string, size: Size): Promise<string | undefined> {
  const row: { digest: Buffer } | undefined = await publicPhotos(db)
    .where('p.id', id)
    .first(`p.${size}_digest as digest`);
  return row?.digest.toString('hex');
}

/** Puts the photo that was last sent before an act in the public place: once for each act. @throws when there is none */
export async function publishPhoto(
  trx: Database,
  { caseId, actNumber, at }: { caseId: string; actNumber: number; at: Instant },
): Promise<void> {
  // The case that had the place before has ended; its clerk may not have come by yet.
  await trx.raw(
    `update facility_photos f set withdrawn_at = :at from cases mine, cases other
    where mine.id = :caseId and other.id = f.case_id and f.withdrawn_at is null
      and other.facility_id = mine.facility_id and other.kind = mine.kind and other.id <> mine.id`,
    { caseId, at: instant(at) },
  );
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `
    with sent as (
      select a.number, t.content from acts a join act_contents t on t.case_id = a.case_id and t.number = a.number
      where a.case_id = :caseId and a.number < :actNumber and a.action in ('propose', 'give-another')
      order by a.number desc limit 1
    ), photo as (
      select c.facility_id, array_position(cast(:kinds as text[]), c.kind) as position,
        sent.content ->> 'caption' as caption, sent.content ->> 'altText' as alt_text, d.digest, d.small_digest, d.width, d.height
      from cases c cross join sent join documents d on d.case_id = c.id and d.act_number = sent.number and d.slot = 'photo'
      where c.id = :caseId
    )
    insert into facility_photos (facility_id, case_id, act_number, position, caption, alt_text, large_digest, small_digest, width, height, published_at)
    select facility_id, :caseId, :actNumber, position, caption, alt_text, digest, small_digest, width, height, :at from photo
    on conflict (case_id, act_number) do update set published_at = facility_photos.published_at returning id`,
    { caseId, actNumber, at: instant(at), kinds: [...kinds] },
  );
  if (rows.length === 0) throw new Error('no photo to publish');
}

export const takeDownPhoto = (trx: Database, caseId: string, at: Instant): Promise<number> =>
  trx('facility_photos')
    .where({ case_id: caseId })
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: instant(at) });

/** A photo of a facility as its operator sees it: the newest case of each place. */
export interface PhotoCase {
  id: string;
  kind: Kind;
  status: string;
  motive: string | null;
  reason: string | null;
  caption: string | null;
  alt_text: string | null;
  document_id: string | null;
  sent_at: Instant;
  due_on: string | null;
  published_at: Instant | null;
  closed_at: Instant | null;
}

/** By place; what was withdrawn or lapsed is no longer shown there. */
export async function listPhotoCases(db: Database, ability: Ability, facilityId: string): Promise<PhotoCase[]> {
  const newest = accessibleBy(db('cases'), ability, 'read', 'Case')
    .where({ slug, facility_id: facilityId })
    .distinctOn('kind')
    .orderBy([{ column: 'kind' }, { column: 'opened_at', order: 'desc' }])
    .select('id', 'kind', 'status', 'state', 'due_on', 'closed_at');
  return db
    .with('newest', newest)
    .from('newest as c')
    .joinRaw(
      `cross join lateral (select a.number, a.at, t.content from acts a left join act_contents t on t.case_id = a.case_id and t.number = a.number
        where a.case_id = c.id and a.action in ('propose', 'give-another') order by a.number desc limit 1) sent
      left join lateral (select t.content from acts a join act_contents t on t.case_id = a.case_id and t.number = a.number
        where a.case_id = c.id and a.action in ('refuse', 'ask-another', 'remove') order by a.number desc limit 1) said on true
      left join documents d on d.case_id = c.id and d.act_number = sent.number and d.slot = 'photo' and d.withdrawn_at is null
      left join facility_photos p on p.case_id = c.id and p.withdrawn_at is null`,
    )
    .whereIn('c.status', ['validation', 'another-asked', 'published', 'refused', 'removed'])
    .orderBy('c.kind')
    .select({
      id: 'c.id',
      kind: 'c.kind',
      status: 'c.status',
      motive: db.raw("c.state -> 'data' ->> 'motive'"),
      reason: db.raw("said.content ->> 'reason'"),
      caption: db.raw("sent.content ->> 'caption'"),
      alt_text: db.raw("sent.content ->> 'altText'"),
      document_id: 'd.id',
      sent_at: 'sent.at',
      due_on: 'c.due_on',
      published_at: 'p.published_at',
      closed_at: 'c.closed_at',
    });
}

/**
 * A draft for the first free place of a facility, or for the one that is named; in one statement, so that two tabs never share a place.
 * @param looks how often another one may be quicker
 * @returns undefined when there is none
 */
export async function startPhotoDraft(
  trx: Database,
  draft: {
    facility: { id: string; organising_body_id: string; administration: string };
    kind?: Kind | undefined;
    form: object;
    by: string;
    at: Instant;
  },
  looks: number = kinds.length,
): Promise<string | undefined> {
  const { facility, kind, form, by, at } = draft;
  const {
    rows: [row],
  } = await trx.raw<{ rows: { id: string }[] }>(
    `
    insert into drafts (slug, kind, organising_body_id, facility_id, subject_kind, subject_id, administration, form, created_by, updated_by, created_at, updated_at)
    select :slug, place, :body, :facilityId, 'facility', :facilityId, :administration, :form, :by, :by, :at, :at
    from unnest(cast(:kinds as text[])) with ordinality as places (place, position)
    where not exists (select from cases where facility_id = :facilityId and slug = :slug and kind = place and closed_at is null)
      and not exists (select from drafts where facility_id = :facilityId and slug = :slug and kind = place
        and submitted_case_id is null and discarded_at is null)
    -- A place that nobody has used comes before one whose photo was refused and may be replaced.
    order by (select count(*) from cases where facility_id = :facilityId and slug = :slug and kind = place), position
    limit 1
    on conflict do nothing returning id`,
    {
      slug,
      body: facility.organising_body_id,
      facilityId: facility.id,
      administration: facility.administration,
      form: JSON.stringify(form),
      by,
      at: instant(at),
      kinds: kind ? [kind] : [...kinds],
    },
  );
  return row || looks <= 1 ? row?.id : startPhotoDraft(trx, draft, looks - 1);
}

/** Drafts of photos of a facility, and the photo that each holds. */
export interface PhotoDraft {
  id: string;
  kind: Kind;
  caption: string | null;
  alt_text: string | null;
  document_id: string | null;
  updated_at: Instant;
}
export const listPhotoDrafts = (db: Database, ability: Ability, facilityId: string): Promise<PhotoDraft[]> =>
  accessibleBy(db('drafts'), ability, 'read', 'Draft')
    .leftJoin('documents as d', (on) => {
      on.on('d.draft_id', 'drafts.id').andOnNull('d.withdrawn_at');
    })
    .where({ 'drafts.slug': slug, 'drafts.facility_id': facilityId })
    .whereNull('submitted_case_id')
    .whereNull('discarded_at')
    .orderBy('kind')
    .select({
      id: 'drafts.id',
      kind: 'drafts.kind',
      caption: db.raw("form ->> 'caption'"),
      alt_text: db.raw("form ->> 'altText'"),
      document_id: 'd.id',
      updated_at: 'drafts.updated_at',
    });

/** The photo that a draft holds. */
export interface DraftPhoto {
  id: string;
  name: string;
  size: number;
  digest: string;
  width: number;
  height: number;
}
export const findDraftPhoto = (db: Database, draftId: string): Promise<DraftPhoto | undefined> =>
  db('documents')
    .where({ draft_id: draftId, slot: 'photo' })
    .whereNull('withdrawn_at')
    .first('id', 'name', 'size', db.raw("encode(digest, 'hex') as digest"), 'width', 'height');
