/** The effects of a decision, before it: five queries, whatever the number of lines. */
import { addMonths, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { grouped } from '../../domain/grouped.ts';
import { notOrganisations } from '../../domain/likeness/grouping.ts';
import { effectOn, type PersonEffect } from '../../domain/training-effects.ts';
import type { CountedLine, Standing } from '../../domain/training-hours.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { comingEnds, type ComingEnd } from './coming-ends.ts';
import type { DecisionKind } from './decide.ts';
import { pendingLines } from './pending.ts';
import { rankingOn } from './rank.ts';

export interface EffectsAhead {
  lines: number;
  hours: number;
  persons: number;
  operators: number;
  /** Of hours, in a period: `reaching` and `falling` look at it. */
  required: number;
  reaching: number;
  falling: number;
  /** Of those who reach or fall, those whom the reader may see. */
  names: string[];
  agreements: (ComingEnd & { missing: number })[];
  /** Other modules of the organisation, where all of it is refused. */
  otherModules: number;
}
interface AffectedLine {
  case_id: string;
  collaboration_id: string;
  facility_id: string | null;
  organising_body_id: string;
  hours: number;
  group_id: string | null;
}

export async function effectsAhead(
  db: Database,
  ability: Ability,
  { kind, groupId, spellings }: { kind: DecisionKind; groupId: string; spellings: readonly number[] },
  now: Instant,
): Promise<EffectsAhead> {
  const today = dayOf(now);
  const [{ requiredHours, months, nearMonths }, lines] = await Promise.all([
    rankingOn(db, today),
    affectedLines(db, kind, spellings),
  ]);
  const persons = await personsOf(db, lines);
  const to = kind === 'recognise' ? 'recognised' : kind === 'ask-information' ? 'waiting' : 'refused';
  const rule = { to, required: requiredHours, months, today } as const;
  const effects = persons.map((person) => effectOn(person, rule));
  const changed = effects.filter(({ change }) => change !== null);
  const [names, agreements] = await Promise.all([
    namesOf(db, ability, changed),
    agreementsOf(db, effects, { from: today, to: addMonths(today, nearMonths) }),
  ]);
  return {
    lines: lines.length,
    hours: lines.reduce((sum, { hours }) => sum + hours, 0),
    persons: new Set(lines.map(({ collaboration_id: id }) => id)).size,
    operators: new Set(lines.map(({ organising_body_id: id }) => id)).size,
    required: requiredHours,
    reaching: changed.filter(({ change }) => change === 'reaches').length,
    falling: changed.filter(({ change }) => change === 'falls').length,
    names,
    agreements,
    otherModules: new Set(lines.map(({ group_id: id }) => id).filter((id) => id !== null && id !== groupId)).size,
  };
}

/** The lines of the spellings; of all spellings of the organisation where it is refused. As `decide` takes them. */
async function affectedLines(db: Database, kind: DecisionKind, spellings: readonly number[]): Promise<AffectedLine[]> {
  const query = pendingLines(db).where((either) => {
    void either.whereIn('s.id', [...spellings]);
    if (kind === 'refuse-organisation')
      void either.orWhere((other) => {
        void other.whereNull('s.decision_id').whereIn(
          's.organisation',
          db('training_spellings')
            .whereIn('id', [...spellings])
            .whereNotIn('why', notOrganisations)
            .select('organisation'),
        );
      });
  });
  return (await query.select(
    'l.case_id',
    'l.collaboration_id',
    'l.facility_id',
    'l.organising_body_id',
    'l.hours',
    's.group_id',
  )) as AffectedLine[];
}

const standings: Readonly<Record<string, Standing>> = {
  'recognised': 'recognised',
  'refused': 'refused',
  'waiting': 'waiting',
  'information-asked': 'waiting',
};
async function personsOf(db: Database, lines: readonly AffectedLine[]) {
  const facilityOf = new Map(lines.map((line) => [line.collaboration_id, line.facility_id]));
  const decided = new Set(lines.map(({ case_id: id }) => id));
  const ids = [...facilityOf.keys()];
  const [all, entries] = await Promise.all([
    db('training_lines')
      .whereIn('collaboration_id', ids)
      .whereIn('status', Object.keys(standings))
      .select<{ case_id: string; collaboration_id: string; from_on: Day; hours: number; status: string }[]>(
        'case_id',
        'collaboration_id',
        'from_on',
        'hours',
        'status',
      ),
    db('staff_contracts')
      .whereIn('collaboration_id', ids)
      .whereIn('function', ['after-school-lead', 'after-school-worker'])
      .whereNotNull('from_on')
      .groupBy('collaboration_id')
      .select<{ collaboration_id: string; entered_on: Day }[]>(
        'collaboration_id',
        db.raw('min(from_on) as entered_on'),
      ),
  ]);
  const linesOf = grouped(all, ({ collaboration_id: id }) => id);
  // Who has no contract in an after-school function has no period, and no hours to reach.
  return entries.map(({ collaboration_id: id, entered_on: enteredOn }) => ({
    id,
    facilityId: facilityOf.get(id) ?? null,
    enteredOn,
    lines: (linesOf.get(id) ?? []).map((line): CountedLine & { isDecided: boolean } => ({
      fromOn: line.from_on,
      hours: line.hours,
      standing: standings[line.status] ?? 'waiting',
      isDecided: decided.has(line.case_id),
    })),
  }));
}

async function namesOf(db: Database, ability: Ability, effects: readonly PersonEffect[]): Promise<string[]> {
  if (effects.length === 0) return [];
  const cases = db('cases')
    .where({ slug: 'training-recognition' })
    .whereIn(
      'cases.subject_id',
      effects.map(({ id }) => id),
    );
  const rows = (await accessibleBy(cases, ability, 'read', 'Case')
    .distinct({ name: 'cases.facility_name' })
    .orderBy('name')
    .limit(50)) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** Places whose agreement ends within the delay, or is being renewed, with the hours that are still missing there afterwards. */
async function agreementsOf(
  db: Database,
  effects: readonly PersonEffect[],
  { from, to }: { from: Day; to: Day },
): Promise<EffectsAhead['agreements']> {
  const missing = new Map<string, number>();
  for (const effect of effects)
    if (effect.facilityId) missing.set(effect.facilityId, (missing.get(effect.facilityId) ?? 0) + effect.missing);
  const rows = (await db
    .with('ends', comingEnds(db, from))
    .from('ends as e')
    .join('facilities as f', 'f.id', 'e.facility_id')
    .whereIn('e.facility_id', [...missing.keys()])
    .where('e.to_on', '<=', to)
    .orderByRaw('e.is_renewed desc, e.to_on, f.name')
    .select('f.id', 'f.name', {
      endsOn: 'e.ends_on',
      isRenewed: 'e.is_renewed',
      isProlonged: 'e.is_prolonged',
    })) as unknown as (Omit<ComingEnd, 'facility'> & { id: string; name: string })[];
  return rows.map(({ id, name, ...ends }) => ({ facility: name, ...ends, missing: missing.get(id) ?? 0 }));
}
