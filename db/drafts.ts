/** Requests that are being prepared: nothing of them is an act until they are sent. */
import type { ModelObject } from 'objection';
import type { Instant } from '../domain/calendar.ts';
import { accessibleBy } from './access/sql-filter.ts';
import type { Ability } from './access/subjects.ts';
import type { Opened } from './acts/subject.ts';
import { saveVersion } from './changed-elsewhere.ts';
import { instant, type Database } from './connect.ts';
import type { SavedFrom } from './form-drafts.ts';
import { Draft } from './models/draft.ts';

/** What a request can be prepared about. */
export type DraftSubjectKind = 'facility' | 'organising-body';

/** With who touched it last. */
export type DraftRow = ModelObject<Draft>;
export interface DraftDocument {
  id: string;
  slot: string;
  name: string;
  size: number;
  digest: string;
  uploaded_at: Instant;
}

/** The draft, when the person may see it; sent and discarded ones too (the page says so). */
export async function findDraft(
  db: Database,
  ability: Ability,
  slug: string,
  id: string,
): Promise<DraftRow | undefined> {
  return accessibleBy(Draft.query(db), ability, 'read', 'Draft')
    .where({ 'drafts.id': id, 'drafts.slug': slug })
    .modify('touched')
    .first();
}

export interface NewDraft {
  slug: string;
  kind: string;
  subject: { kind: DraftSubjectKind; id: string; organising_body_id: string; administration: string };
  period?: string;
  form: Record<string, unknown>;
  /** Begun with a form that is filled in already: it goes on in one's own draft only, never in a colleague's. */
  own?: boolean;
  by: string;
  at: Instant;
}
/** One draft for each kind, subject and period (and person, where each has their own): when there is one already, that one goes on. @returns its id */
export async function createDraft(db: Database, draft: NewDraft): Promise<string> {
  const { slug, kind, subject, period = null, form, own = false, by, at } = draft;
  const {
    rows: [row],
  } = await db.raw<{ rows: { id: string }[] }>(
    `
    with created as (
      insert into drafts (slug, kind, organising_body_id, facility_id, subject_kind, subject_id, period, administration, form,
        own_of, created_by, updated_by, created_at, updated_at)
      values (:slug, :kind, :body, :facilityId, :subjectKind, :subjectId, :period, :administration, :form, cast(:ownOf as uuid), :by, :by, :at, :at)
      on conflict (subject_id, slug, kind, coalesce(period, ''), coalesce(own_of, '00000000-0000-0000-0000-000000000000'))
        where submitted_case_id is null and discarded_at is null do nothing returning id
    )
    select id from created
    union all select id from drafts where subject_id = :subjectId and slug = :slug and kind = :kind
      and period is not distinct from cast(:period as text) and own_of is not distinct from cast(:ownOf as uuid) and submitted_case_id is null and discarded_at is null
    limit 1`,
    {
      slug,
      kind,
      body: subject.organising_body_id,
      facilityId: subject.kind === 'facility' ? subject.id : null,
      subjectKind: subject.kind,
      subjectId: subject.id,
      period,
      administration: subject.administration,
      form: JSON.stringify(form),
      ownOf: own ? by : null,
      by,
      at: instant(at),
    },
  );
  // Sent twice at once: the other request made the draft after this statement had begun, which does not see it. The next one does.
  return row ? row.id : createDraft(db, draft);
}

/** What the case that a draft becomes is about. */
export const subjectOfDraft = ({
  subject_kind: kind,
  subject_id: id,
  administration,
  period,
}: Pick<DraftRow, 'subject_kind' | 'subject_id' | 'administration' | 'period'>): Opened => ({
  subject: kind === 'facility' ? { kind, id } : { kind, id, administration },
  ...(period === null ? {} : { period }),
});

/** @param version the one the page was drawn from. @returns the new version; undefined when somebody was quicker, or the draft is sent or discarded */
export async function saveDraft(
  db: Database,
  {
    id,
    version,
    form,
    by,
    at,
    from,
  }: { id: string; version: number; form: object; by: string; at: Instant; from?: SavedFrom | undefined },
): Promise<number | undefined> {
  const saved = await saveVersion(
    db,
    'drafts',
    { id },
    { version, values: { form }, by, at, from, standing: { submitted_case_id: null, discarded_at: null } },
  );
  return saved.outcome === 'saved' ? saved.version : undefined;
}

/** The draft and its documents leave every page; retention erases them later. */
export async function discardDraft(
  db: Database,
  { id, by, at }: { id: string; by: string; at: Instant },
): Promise<void> {
  await db.transaction(async (trx) => {
    const done = await trx('drafts')
      .where({ id })
      .whereNull('submitted_case_id')
      .whereNull('discarded_at')
      .update({ discarded_at: instant(at), updated_by: by, updated_at: instant(at) });
    if (done > 0)
      await trx('documents')
        .where({ draft_id: id })
        .whereNull('withdrawn_at')
        .update({ withdrawn_at: instant(at), withdrawn_by: by });
  });
}

/** What is attached, in the order in which it came. */
export async function listDraftDocuments(db: Database, draftId: string): Promise<DraftDocument[]> {
  return db('documents')
    .where({ draft_id: draftId })
    .whereNull('withdrawn_at')
    .orderBy(['uploaded_at', 'id'])
    .select<DraftDocument[]>('id', 'slot', 'name', 'size', db.raw("encode(digest, 'hex') as digest"), 'uploaded_at');
}

/** Takes documents off a draft that is not sent: by slot when another one replaces them, or one alone. */
export async function withdrawDraftDocuments(
  db: Database,
  draftId: string,
  which: { slot: string } | { id: string },
  { by, at }: { by: string; at: Instant },
): Promise<number> {
  return await db('documents')
    .where({ draft_id: draftId, ...which })
    .whereNull('withdrawn_at')
    .whereNull('act_number')
    .whereExists((draft) => {
      void draft
        .from('drafts')
        .whereRaw('drafts.id = documents.draft_id')
        .whereNull('submitted_case_id')
        .whereNull('discarded_at');
    })
    .update({ withdrawn_at: instant(at), withdrawn_by: by });
}
