/** What a case is about, and the columns that follow from it. */
import type { Period } from '../../workflows/openings.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';

export type CaseSubject =
  | { kind: 'facility'; id: string }
  | {
      kind: 'organising-body';
      id: string;
      /** Of ONE, that follows the case; nothing = that of most of its facilities. */
      administration?: string;
    }
  | {
      kind: 'person' | 'collaboration';
      id: string;
      /** Who answers for it: its operators see the case. */
      organisingBodyId: string;
      /** Where, when it is at one place of that body. */
      facilityId?: string;
      /** What lists call it. */
      name: string;
      administration?: string;
    }
  /** Of no organising body, place or administration. `name`: what lists call the case, nothing that says who asks. */
  | { kind: 'asker'; id: string; name: string };

const periods = { 'year': /^\d{4}$/, 'quarter': /^\d{4}-[1-4]$/, 'budget-quarter': /^\d{4}-(?:01|04|07|10)$/ };

export interface Opened {
  subject: CaseSubject;
  /** Where the table says so: one case in each for each subject, slug and kind. */
  period?: Period;
}

/** @throws Error when the procedure is of other subjects, or of other periods: a mistake of the program, not of a person */
export function checkSubject(process: AnyProcess, { subject, period }: Opened): void {
  if (![process.subject].flat().includes(subject.kind)) throw new Error(`${process.slug}: not about a ${subject.kind}`);
  const expected = process.period && periods[process.period];
  if (expected ? !period || !expected.test(period) : period !== undefined)
    throw new Error(
      `${process.slug}: a case is opened ${process.period ? `for a ${process.period}` : 'for no period'}`,
    );
}

/** The values that the statement of an opening finds its subject by. */
export function valuesOfSubject({ subject, period }: Opened): Record<string, string | null> {
  const others = { subjectName: null, administration: null };
  const common = { subjectKind: subject.kind, subjectId: subject.id, period: period ?? null };
  switch (subject.kind) {
    case 'facility':
      return { ...others, ...common, bodyId: null, facilityId: subject.id };
    case 'organising-body':
      return {
        ...others,
        ...common,
        bodyId: subject.id,
        facilityId: null,
        administration: subject.administration ?? null,
      };
    case 'person':
    case 'collaboration':
      return {
        ...common,
        bodyId: subject.organisingBodyId,
        facilityId: subject.facilityId ?? null,
        subjectName: subject.name,
        administration: subject.administration ?? null,
      };
    case 'asker':
      return { ...others, ...common, bodyId: null, facilityId: null, subjectName: subject.name };
    default:
      return subject satisfies never;
  }
}

/**
 * Where the case is: as authorised on the day, else at the seat of the organising body. A facility need not be authorised yet, or any more.
 * A body without facilities has no administration but the one it is given.
 */
export const subjectOf = `
subject as (
  select f.organising_body_id, f.id as facility_id, f.name, f.kind, coalesce(v.postcode, b.postcode) as postcode,
    coalesce(v.locality, b.locality) as locality, f.administration
  from facilities f
  join organising_bodies b on b.id = f.organising_body_id
  left join lateral (select postcode, locality from authorisation_versions
    where facility_id = f.id and valid_from <= cast(:today as date) order by valid_from desc, created_at desc limit 1) v on true
  where cast(:bodyId as uuid) is null and f.id = cast(:facilityId as uuid)
  union all
  select b.id, f.id, coalesce(cast(:subjectName as text), b.name), f.kind, coalesce(v.postcode, b.postcode),
    coalesce(v.locality, b.locality), coalesce(cast(:administration as text), f.administration, most.administration)
  from organising_bodies b
  left join facilities f on f.id = cast(:facilityId as uuid) and f.organising_body_id = b.id
  left join lateral (select postcode, locality from authorisation_versions
    where facility_id = f.id and valid_from <= cast(:today as date) order by valid_from desc, created_at desc limit 1) v on true
  left join lateral (select administration from facilities
    where organising_body_id = b.id and closed_on is null group by administration order by count(*) desc, administration limit 1) most on true
  where b.id = cast(:bodyId as uuid) and (cast(:facilityId as uuid) is null or f.id is not null)
  union all
  -- The seat of ONE.
  select null, null, cast(:subjectName as text), null, '1060', 'Saint-Gilles', null where cast(:subjectKind as text) = 'asker'
)`;
