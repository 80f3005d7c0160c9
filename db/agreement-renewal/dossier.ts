/** The dossier of an agreement: the sections that the operator writes, and what the portal knows of places, schedules and staff. */
import { isDeepStrictEqual } from 'node:util';
import type { Day, Instant } from '../../domain/calendar.ts';
import { hoursOn, type DatedHours } from '../../domain/signaletique/opening-hours.ts';
import { isPreparing, type Section } from '../../workflows/agreement-renewal/contract.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { listWaitingDocuments } from '../cases/documents.ts';
import type { Saving } from '../changed-elsewhere.ts';
import { instant, type Database } from '../connect.ts';

export interface SectionRow {
  section: Section;
  data: Readonly<Record<string, unknown>>;
  version: number;
  changedAt: Instant;
  changedBy: { id: string; name: string } | null;
}
export interface Place {
  id: string;
  name: string;
  locality: string;
  /** The schedule in force on the day; none where the place has said nothing. */
  hours: Pick<DatedHours, 'validFrom' | 'week'> | null;
}
export interface StaffMember {
  collaborationId: string;
  name: string;
  function: string;
  place: string;
  /** Of the newest qualification asked for; null: none. */
  qualification: string | null;
  /** Last day of the contract, where it is over or ends: a person who has left keeps her line. */
  until: Day | null;
}
export interface Dossier {
  sections: ReadonlyMap<Section, SectionRow>;
  places: readonly Place[];
  staff: readonly StaffMember[];
  /** Ids of what is put with it and goes with the next sending. */
  documents: readonly string[];
}

/** One after the other: an act reads it within its transaction. The caller has looked at the rights on the case. */
export async function loadDossier(
  db: Database,
  { caseId, bodyId, today, since }: { caseId: string; bodyId: string; today: Day; since: Day },
): Promise<Dossier> {
  return {
    sections: await listSections(db, caseId),
    places: await listPlaces(db, bodyId, today),
    staff: await listStaff(db, bodyId, { today, since }),
    documents: await listWaitingDocuments(db, caseId),
  };
}

async function listSections(db: Database, caseId: string): Promise<Map<Section, SectionRow>> {
  const rows = (await db('agreement_sections as s')
    .leftJoin('users as u', 'u.id', 's.changed_by')
    .where('s.case_id', caseId)
    .select('s.section', 's.data', 's.version', { changedAt: 's.changed_at', by_id: 'u.id' })
    .select(db.raw("u.first_name || ' ' || u.family_name as by_name"))) as (Omit<SectionRow, 'changedBy'> & {
    by_id: string | null;
    by_name: string | null;
  })[];
  return new Map(
    rows.map(({ by_id: id, by_name: name, ...row }) => [
      row.section,
      { ...row, changedBy: id === null ? null : { id, name: name ?? '' } },
    ]),
  );
}

async function listPlaces(db: Database, bodyId: string, today: Day): Promise<Place[]> {
  const rows = (await db('facilities as f')
    .joinRaw(
      `left join lateral (select locality from authorisation_versions
         where facility_id = f.id and valid_from <= ? order by valid_from desc, created_at desc limit 1) v on true`,
      [today],
    )
    .where('f.organising_body_id', bodyId)
    .whereIn('f.kind', ['after-school-1', 'after-school-2'])
    .whereNull('f.closed_on')
    .orderBy('f.name')
    .select('f.id', 'f.name', 'v.locality')) as { id: string; name: string; locality: string | null }[];
  const dated = (await db('opening_hours')
    .whereIn(
      'facility_id',
      rows.map(({ id }) => id),
    )
    .select({ facilityId: 'facility_id', validFrom: 'valid_from', week: 'week' })) as (Pick<
    DatedHours,
    'validFrom' | 'week'
  > & { facilityId: string })[];
  return rows.map(({ id, name, locality }) => {
    const found = hoursOn(
      dated.filter(({ facilityId }) => facilityId === id),
      today,
    );
    return {
      id,
      name,
      locality: locality ?? '',
      hours: found ? { validFrom: found.validFrom, week: found.week } : null,
    };
  });
}

async function listStaff(
  db: Database,
  bodyId: string,
  { today, since }: { today: Day; since: Day },
): Promise<StaffMember[]> {
  return (await db
    .from(
      db('staff_contracts as k')
        .join('collaborations as c', 'c.id', 'k.collaboration_id')
        .join('people as p', 'p.id', 'c.person_id')
        .join('facilities as f', 'f.id', 'k.facility_id')
        .joinRaw(
          `left join lateral (select status from training_qualifications
             where collaboration_id = c.id and status not in ('withdrawn', 'cancelled', 'merged') order by entered_at desc limit 1) q on true`,
        )
        .where('c.organising_body_id', bodyId)
        .whereIn('k.function', ['after-school-lead', 'after-school-worker'])
        .where('k.from_on', '<=', today)
        .whereRaw('(k.to_on is null or k.to_on >= ?)', [since])
        .distinctOn('c.id')
        .orderBy([{ column: 'c.id' }, { column: 'k.from_on', order: 'desc' }, { column: 'k.id' }])
        .select({
          collaborationId: 'c.id',
          name: db.raw("p.first_name || ' ' || p.family_name"),
          sortName: 'p.sort_name',
          function: 'k.function',
          place: 'f.name',
          qualification: 'q.status',
          until: 'k.to_on',
        })
        .as('staff'),
    )
    .orderBy(['sortName', 'collaborationId'])
    .select('collaborationId', 'name', 'function', 'place', 'qualification', 'until')) as StaffMember[];
}

/**
 * Writes a section where it still has the version that was seen; what stands already is saved whatever the version: sent twice, it is done once.
 * `submitted`: the dossier has gone to ONE meanwhile, and nothing is written.
 */
export const saveSection = (
  db: Database,
  saving: {
    caseId: string;
    bodyId: string;
    section: Section;
    data: object;
    /** The one that was seen; 0: nothing stood there. */
    version: number;
    viewer: Pick<Viewer, 'userId' | 'acr'>;
    at: Instant;
  },
): Promise<Saving<SectionRow> | { outcome: 'submitted' }> =>
  db.transaction(async (trx) => {
    const { caseId, bodyId, section, data, version, viewer, at } = saving;
    // One writer at a time, also where no row stands yet. Its row is written, not only locked: a sending that has read the dossier reads it anew.
    const [standing] = (await trx('cases')
      .where({ id: caseId })
      .update({ status: trx.ref('status') })
      .returning('status')) as { status: string }[];
    if (!standing || !isPreparing(standing.status)) return { outcome: 'submitted' };
    const before = (await listSections(trx, caseId)).get(section);
    const plain = JSON.parse(JSON.stringify(data)) as object;
    if (before && isDeepStrictEqual(before.data, plain)) return { outcome: 'saved', version: before.version };
    if ((before?.version ?? 0) !== version)
      return {
        outcome: 'changed-elsewhere',
        by: before?.changedBy ?? null,
        at: before?.changedAt ?? null,
        current: before ?? null,
      };
    await trx('agreement_sections')
      .insert({
        case_id: caseId,
        section,
        data: JSON.stringify(plain),
        version: version + 1,
        changed_by: viewer.userId,
        changed_at: instant(at),
      })
      .onConflict(['case_id', 'section'])
      .merge();
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: bodyId,
      acr: viewer.acr,
      event: before ? 'update' : 'create',
      subject: 'organising-body',
      subjectId: bodyId,
      change: { agreement_section: { before: null, after: section } },
    });
    return { outcome: 'saved', version: version + 1 };
  });
