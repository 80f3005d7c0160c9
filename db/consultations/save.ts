/** Saves lines of a month, each by itself where it is still as its page showed it; what was sent is written no more, which the statement sees to. */
import type { Instant } from '../../domain/calendar.ts';
import type { DraftConsultation } from '../../domain/consultations/consultation.ts';
import { firstDayOfMonth, quarterOf } from '../../domain/quarter.ts';
import type { Viewer } from '../access/viewer.ts';
import { prepare, run } from '../acts/prepared.ts';
import { recordAudits, type Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import type { MonthOf } from './month.ts';

export interface TypedLine extends DraftConsultation {
  /** The version that the page showed; 0 adds the line under its id, which the form has brought: sent twice, it is there once. */
  seen: number;
  /** Takes it away; a line that was taken away comes back without it. */
  removes?: boolean;
}
/** `changed`: somebody else was there. `gone`: it is not there any more. `locked`: it was sent, or its month was and takes no new line. */
export interface SavedLine {
  id: string;
  outcome: 'saved' | 'changed' | 'gone' | 'locked';
  version: number;
  /** Who wrote last, and when; of what is there. */
  by: string | null;
  at: Instant | null;
  /** What stands. */
  stands: Omit<DraftConsultation, 'id'>;
}

const save = prepare(
  'save-consultations',
  `
with sent as (
  select exists (select from cases c
    where c.slug = 'quarterly-subsidy' and c.subject_id = cast(:facilityId as uuid) and c.kind = 'quarter' and c.period = cast(:quarter as text)
      and c.state #> array['data', 'consultations', cast(:monthText as text)] is not null
      and c.state #> array['data', 'consultations', cast(:monthText as text), 'reopened'] is null) as month
), given as (
  select distinct on (id) id, on_day, from_minute, to_minute, collaboration, seen, removes
  from unnest(cast(:ids as uuid[]), cast(:ons as date[]), cast(:froms as int[]), cast(:tos as int[]), cast(:collaborations as uuid[]),
    cast(:seen as int[]), cast(:removes as boolean[])) with ordinality
    as t (id, on_day, from_minute, to_minute, collaboration, seen, removes, nth)
  order by id, nth desc
), standing as (
  select r.* from consultations r where r.id in (select id from given) order by r.id for update of r
), judged as (
  select g.*, s.held_on as stands_on, s.from_minute as stands_from, s.to_minute as stands_to, s.collaboration_id as stands_collaboration,
    s.updated_by, s.updated_at, coalesce(s.version, 0) as version, s.removed_at is not null as was_removed,
    case
      when s.id is null then case when g.seen > 0 or g.removes then 'gone' when sent.month then 'locked' else 'inserts' end
      when s.facility_id <> cast(:facilityId as uuid) or s.month <> cast(:month as date) then 'gone'
      when g.removes and s.removed_at is not null then 'same'
      when not g.removes and s.removed_at is null and (s.held_on, s.from_minute, s.to_minute, s.collaboration_id)
        is not distinct from (g.on_day, g.from_minute, g.to_minute, g.collaboration) then 'same'
      when s.signed_at is not null or (s.removed_at is not null and sent.month) then 'locked'
      when s.version = g.seen then 'writes'
      when s.removed_at is not null then 'gone'
      else 'changed'
    end as outcome
  from given g cross join sent left join standing s on s.id = g.id
), inserted as (
  insert into consultations (id, facility_id, month, held_on, from_minute, to_minute, collaboration_id, created_at, updated_by, updated_at)
  select id, cast(:facilityId as uuid), cast(:month as date), on_day, from_minute, to_minute, collaboration,
    cast(:at as timestamptz), cast(:userId as uuid), cast(:at as timestamptz)
  from judged where outcome = 'inserts'
  on conflict (id) do nothing
), written as (
  update consultations r
  set held_on = case when j.removes then r.held_on else j.on_day end,
    from_minute = case when j.removes then r.from_minute else j.from_minute end,
    to_minute = case when j.removes then r.to_minute else j.to_minute end,
    collaboration_id = case when j.removes then r.collaboration_id else j.collaboration end,
    removed_at = case when j.removes then cast(:at as timestamptz) end,
    version = r.version + 1, updated_by = cast(:userId as uuid), updated_at = cast(:at as timestamptz)
  from judged j where r.id = j.id and j.outcome = 'writes'
)
select j.id, j.outcome, j.version, j.removes, j.was_removed as "wasRemoved", j.updated_at as at, u.first_name || ' ' || u.family_name as by,
  j.stands_on as "on", j.stands_from as "from", j.stands_to as "to", j.stands_collaboration as collaboration
from judged j left join users u on u.id = j.updated_by order by j.id`,
);

interface Judged extends DraftConsultation {
  outcome: 'gone' | 'locked' | 'same' | 'inserts' | 'writes' | 'changed';
  version: number;
  removes: boolean;
  wasRemoved: boolean;
  at: Instant | null;
  by: string | null;
}

/** In one statement whatever their number; what it writes is audited. @returns in the order given */
export function saveLines(
  db: Database,
  of: MonthOf & { organisingBodyId: string },
  lines: readonly TypedLine[],
  { viewer, at }: { viewer: Pick<Viewer, 'userId' | 'acr'>; at: Instant },
): Promise<SavedLine[]> {
  return db.transaction(async (trx) => {
    const judged = await run<Judged>(trx, save, {
      facilityId: of.facilityId,
      month: firstDayOfMonth(of.month),
      monthText: of.month,
      quarter: quarterOf(of.month),
      ids: lines.map(({ id }) => id),
      ons: lines.map(({ on }) => on),
      froms: lines.map(({ from }) => from),
      tos: lines.map(({ to }) => to),
      collaborations: lines.map(({ collaboration }) => collaboration),
      seen: lines.map(({ seen }) => seen),
      removes: lines.map(({ removes = false }) => removes),
      userId: viewer.userId,
      at: instant(at),
    });
    const found = new Map(judged.map((one) => [one.id, one]));
    const written = lines.flatMap((line) => {
      const was = found.get(line.id)!;
      return was.outcome === 'inserts' || was.outcome === 'writes' ? [{ line, was }] : [];
    });
    await recordAudits(
      trx,
      written.map(({ line, was }) => ({
        at,
        actorId: viewer.userId,
        onBehalfOf: of.organisingBodyId,
        acr: viewer.acr,
        event: line.removes ? 'delete' : was.outcome === 'inserts' || was.wasRemoved ? 'create' : 'update',
        subject: 'consultation',
        subjectId: line.id,
        change: changeOf(was, line),
      })),
    );
    return lines.map(({ id }) => told(found.get(id)!));
  });
}

function told({ id, outcome, version, by, at, on, from, to, collaboration }: Judged): SavedLine {
  const stands = { on, from, to, collaboration };
  switch (outcome) {
    case 'same':
      return { id, outcome: 'saved', version, by, at, stands };
    case 'inserts':
    case 'writes':
      return { id, outcome: 'saved', version: version + 1, by, at, stands };
    default:
      return { id, outcome, version, by, at, stands };
  }
}

const columns = { on: 'held_on', from: 'from_minute', to: 'to_minute', collaboration: 'collaboration_id' } as const;
function changeOf(was: Judged, line: TypedLine): Change {
  const isNew = was.outcome === 'inserts' || was.wasRemoved;
  return Object.fromEntries(
    (Object.keys(columns) as (keyof typeof columns)[])
      .map(
        (field) =>
          [columns[field], { before: isNew ? null : was[field], after: line.removes ? null : line[field] }] as const,
      )
      .filter(([, { before, after }]) => before !== after),
  );
}

/** A line that was taken away, as it stood; undefined where it is there, or was never. */
export const findRemoved = async (
  db: Database,
  { facilityId, month }: MonthOf,
  id: string,
): Promise<DraftConsultation | undefined> =>
  (await db('consultations')
    .where({ id, facility_id: facilityId, month: firstDayOfMonth(month) })
    .whereNotNull('removed_at')
    .whereNull('signed_at')
    .first('id', 'held_on as on', 'from_minute as from', 'to_minute as to', 'collaboration_id as collaboration')) as
    | DraftConsultation
    | undefined;
