/** Who takes part in a review, and who may be named: names and functions, nothing else of anybody. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import type { Side } from './assessment/evaluations.ts';

export type ParticipantKind = 'team' | 'doctor' | 'body' | 'agent';
export interface Participant {
  /** @example team.2f0c… */
  key: string;
  kind: ParticipantKind;
  name: string;
  /** Code of a function of Mon Équipe, of a role, or of the doctor's specialty. */
  as: string | null;
  isNamed: boolean;
  /** Of the place today; who was named stays named once they have left. */
  isThere: boolean;
}

// One line for each person and kind: who has two contracts in the place is one person of it.
const candidates = `
select 'team' as kind, s.collaboration_id as id, min(s.function) as "as" from staff_contracts s
  where s.facility_id = :facilityId and s.from_on <= cast(:today as date) and (s.to_on is null or s.to_on >= cast(:today as date))
  group by s.collaboration_id
union all
select distinct on (d.doctor_id) 'doctor', d.doctor_id, d.function from doctor_collaborations d
  where d.facility_id = :facilityId and d.status in ('validated', 'change-to-validate')
    and d.from_on <= cast(:today as date) and (d.until_on is null or d.until_on >= cast(:today as date))
union all
select 'body', g.user_id, min(g.role) from grants g join users u on u.id = g.user_id
  where g.organising_body_id = :bodyId and u.deactivated_at is null and (g.role in ('administrator', 'childminder')
      or (g.role = 'data-manager' and g.dossier = 'reviews' and (g.facility_id is null or g.facility_id = :facilityId)))
    and g.valid_from <= cast(:today as date) and (g.valid_to is null or g.valid_to >= cast(:today as date)) group by g.user_id
union all
select 'agent', c.user_id, min(c.role) from contacts_of(:facilityId, cast(:today as date)) c group by c.user_id`;
const list = `
with may as (${candidates}),
named as (
  select case when collaboration_id is not null then 'team' when doctor_id is not null then 'doctor' when side = 'one' then 'agent' else 'body' end as kind,
    coalesce(collaboration_id, doctor_id, user_id) as id
  from review_participants where case_id = :caseId and removed_at is null
),
w as (
  select kind, id, "as", named.id is not null as "isNamed", may.id is not null as "isThere" from may full join named using (kind, id)
)
select w.kind || '.' || w.id as key, w.kind, w."as", w."isNamed", w."isThere", n.name
from w cross join lateral (
  select p.first_name || ' ' || p.family_name as name from collaborations c join people p on p.id = c.person_id where w.kind = 'team' and c.id = w.id
  union all select d.first_name || ' ' || d.family_name from doctors d where w.kind = 'doctor' and d.id = w.id
  union all select u.first_name || ' ' || u.family_name from users u where w.kind in ('body', 'agent') and u.id = w.id) n
where n.name is not null
order by array_position(array['body', 'team', 'doctor', 'agent'], w.kind), searchable(n.name), key`;

interface Place {
  caseId: string;
  facilityId: string;
  bodyId: string;
  today: Day;
}
/** The caller has looked at the rights on the case. */
export async function listParticipants(db: Database, place: Place): Promise<Participant[]> {
  const { rows } = await db.raw<{ rows: Participant[] }>(list, { ...place });
  return rows;
}

/** Those who are named, whoever may be: for the page of the case. */
export async function listNamed(db: Database, place: Place): Promise<Participant[]> {
  return (await listParticipants(db, place)).filter(({ isNamed }) => isNamed);
}

const columns = { team: 'collaboration_id', doctor: 'doctor_id', body: 'user_id', agent: 'user_id' } as const;
const add = `
insert into review_participants (case_id, side, collaboration_id, doctor_id, user_id, added_by, added_at)
select :caseId, :side, case when kind = 'team' then id end, case when kind = 'doctor' then id end, case when kind in ('body', 'agent') then id end, :userId, :at
from json_to_recordset(:named) n (kind text, id uuid)
on conflict (case_id, side, collaboration_id, doctor_id, user_id)
do update set removed_at = null, added_by = excluded.added_by, added_at = excluded.added_at where review_participants.removed_at is not null`;

export interface NamedRow {
  kind: ParticipantKind;
  id: string;
}
/** Only what was changed is written, so that two who name at once lose nothing. Done again, it changes nothing. */
export async function nameParticipants(
  db: Database,
  { caseId, side }: { caseId: string; side: Side },
  { named, removed }: { named: readonly NamedRow[]; removed: readonly NamedRow[] },
  by: { userId: string; at: Instant },
): Promise<void> {
  const at = instant(by.at);
  await db.transaction(async (trx) => {
    if (named.length > 0) await trx.raw(add, { caseId, side, named: JSON.stringify(named), userId: by.userId, at });
    if (removed.length > 0)
      await trx('review_participants')
        .where({ case_id: caseId, side, removed_at: null })
        .where((row) => {
          for (const { kind, id } of removed) void row.orWhere(columns[kind], id);
        })
        .update({ removed_at: at });
  });
}
