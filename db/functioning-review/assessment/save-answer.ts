/** Saving what one says of a criterion, and who writes where. Nothing is overwritten: what comes late becomes a second version to choose from. */
import type { Instant } from '../../../domain/calendar.ts';
import type { ReviewDomain } from '../../../domain/functioning-review/questionnaire.ts';
import { instant, type Database } from '../../connect.ts';
import type { SavedFrom } from '../../form-drafts.ts';
import { holdMs, tableOf, type Said, type Side } from './evaluations.ts';

interface Place {
  caseId: string;
  side: Side;
}
export interface By {
  userId: string;
  at: Instant;
}
export interface Saying extends Said {
  criterion: string;
  /** The version that the page showed. */
  seen: number;
}
/** `late`: kept as a second version, because somebody else has written meanwhile, or writes now. */
export type SavedAnswer = { criterion: string; outcome: 'saved' | 'late' };

interface Standing {
  criterion: string;
  score: number | null;
  evidence: string;
  remark: string;
  as_objective?: boolean;
  version: number;
  updated_by: string | null;
  saved_page: string | null;
  saved_turn: number;
}
interface Late extends Omit<Saying, 'seen' | 'asObjective'> {
  as_objective: boolean;
  saved_by: string;
  settled_at: Instant | null;
  settled_by: string | null;
  outcome: 'taken' | 'left' | null;
}

/** In a constant number of statements, whatever their number. The savings of one opened page follow each other: nobody is in their own way. */
export async function saveAnswers(
  trx: Database,
  place: Place,
  sayings: readonly Saying[],
  { userId, at, from }: By & { from?: SavedFrom | undefined },
): Promise<SavedAnswer[]> {
  if (sayings.length === 0) return [];
  const table = tableOf[place.side];
  const criteria = sayings.map(({ criterion }) => criterion).sort();
  // One at a time for each criterion, the first one too.
  await trx(table)
    .insert(criteria.map((criterion) => ({ case_id: place.caseId, criterion })))
    .onConflict()
    .ignore();
  const standing = new Map(
    (
      (await trx(table)
        .where({ case_id: place.caseId })
        .whereIn('criterion', criteria)
        .orderBy('criterion')
        .forUpdate()
        .select('*')) as Standing[]
    ).map((row) => [row.criterion, row]),
  );
  const held = await heldByOthers(trx, place, criteria, { userId, at });
  const [written, late]: [Saying[], Saying[]] = [[], []];
  const saved = sayings.map((saying): SavedAnswer => {
    const row = standing.get(saying.criterion)!;
    const { criterion } = saying;
    if (isSame(row, saying)) return { criterion, outcome: 'saved' };
    const follows =
      from !== undefined && row.saved_page === from.page && row.updated_by === userId && row.saved_turn <= from.turn;
    const isLate = held.has(criterion) || (row.version !== saying.seen && !follows);
    (isLate ? late : written).push(saying);
    return { criterion, outcome: isLate ? 'late' : 'saved' };
  });
  if (written.length > 0)
    await trx(table)
      .insert(
        written.map((saying) => ({
          ...columnsOf(place, saying),
          version: standing.get(saying.criterion)!.version + 1,
          updated_by: userId,
          updated_at: instant(at),
          saved_page: from?.page ?? null,
          saved_turn: from?.turn ?? 0,
        })),
      )
      .onConflict(['case_id', 'criterion'])
      .merge();
  if (late.length > 0) await keepLate(trx, place, late, { userId, at, from });
  return saved;
}

const columnsOf = (
  { caseId, side }: Place,
  { criterion, score, evidence, remark, asObjective }: Saying,
): Record<string, unknown> => ({
  case_id: caseId,
  criterion,
  score,
  evidence,
  remark,
  ...(side === 'operator' ? { as_objective: asObjective } : {}),
});
const isSame = (
  row: Pick<Standing, 'score' | 'evidence' | 'remark' | 'as_objective'>,
  { score, evidence, remark, asObjective }: Said,
): boolean =>
  row.score === score &&
  row.evidence === evidence &&
  row.remark === remark &&
  (row.as_objective === undefined || row.as_objective === asObjective);

/** One who types on changes the second version of that page; another page of theirs is one more, unless it says the same. */
async function keepLate(
  trx: Database,
  { caseId, side }: Place,
  late: readonly Saying[],
  { userId, at, from }: By & { from?: SavedFrom | undefined },
): Promise<void> {
  const criteria = late.map(({ criterion }) => criterion);
  const own = { case_id: caseId, side, saved_by: userId, settled_at: null };
  if (from)
    await trx('review_late_saves')
      .where({ ...own, saved_page: from.page })
      .whereIn('criterion', criteria)
      .delete();
  const waiting = (await trx('review_late_saves').where(own).whereIn('criterion', criteria).select('*')) as Late[];
  const fresh = late.filter(
    (saying) => !waiting.some((one) => one.criterion === saying.criterion && isSame(one, saying)),
  );
  if (fresh.length === 0) return;
  await trx('review_late_saves').insert(
    fresh.map(({ criterion, score, evidence, remark, asObjective }) => ({
      case_id: caseId,
      side,
      criterion,
      score,
      evidence,
      remark,
      as_objective: asObjective,
      saved_page: from?.page ?? null,
      saved_by: userId,
      saved_at: instant(at),
    })),
  );
}

const heldByOthers = async (
  trx: Database,
  { caseId, side }: Place,
  criteria: readonly string[],
  { userId, at }: By,
): Promise<Set<string>> =>
  new Set(
    (
      (await trx('review_presence')
        .where({ case_id: caseId, side })
        .whereNot({ user_id: userId })
        .whereIn('criterion', criteria)
        .where('seen_at', '>', instant(at - holdMs))
        .select('criterion')) as { criterion: string }[]
    ).map(({ criterion }) => criterion),
  );

/** `chosen`: somebody has chosen already. `changed`: what stands is not what the page showed. `held`: somebody writes there. */
export type Settled = 'settled' | 'chosen' | 'changed' | 'held';

/** Of two versions, one: what is not taken stays among what was settled. The same choice of the same person is made once. */
export async function settleLate(
  trx: Database,
  place: Place,
  { id, take, seen }: { id: string; take: boolean; seen: number },
  { userId, at }: By,
): Promise<Settled> {
  const late = (await trx('review_late_saves')
    .where({ id, case_id: place.caseId, side: place.side })
    .forUpdate()
    .first('*')) as Late | undefined;
  const outcome = take ? 'taken' : 'left';
  if (!late) return 'chosen';
  if (late.settled_at !== null) return late.settled_by === userId && late.outcome === outcome ? 'settled' : 'chosen';
  const { criterion } = late;
  if (take) {
    const table = tableOf[place.side];
    const row = (await trx(table).where({ case_id: place.caseId, criterion }).forUpdate().first('*')) as
      | Standing
      | undefined;
    if (row?.version !== seen) return 'changed';
    if ((await heldByOthers(trx, place, [criterion], { userId, at })).size > 0) return 'held';
    await trx('review_late_saves').insert({
      case_id: place.caseId,
      side: place.side,
      criterion,
      score: row.score,
      evidence: row.evidence,
      remark: row.remark,
      as_objective: row.as_objective ?? false,
      saved_by: row.updated_by ?? userId,
      saved_at: instant(at),
      settled_at: instant(at),
      settled_by: userId,
      outcome: 'left',
    });
    await trx(table)
      .where({ case_id: place.caseId, criterion })
      .update({
        score: late.score,
        evidence: late.evidence,
        remark: late.remark,
        ...(place.side === 'operator' ? { as_objective: late.as_objective } : {}),
        version: row.version + 1,
        updated_by: late.saved_by,
        updated_at: instant(at),
        saved_page: null,
        saved_turn: 0,
      });
  }
  await trx('review_late_saves')
    .where({ id })
    .update({ settled_at: instant(at), settled_by: userId, outcome });
  return 'settled';
}

/** Where the person is, and in which criterion they write. Who is there first keeps it. */
export const notePresence = (
  db: Database,
  { caseId, side }: Place,
  { domain, criterion }: { domain: ReviewDomain; criterion: string | null },
  { userId, at }: By,
): Promise<unknown> =>
  db.raw(
    `insert into review_presence (case_id, side, user_id, domain, criterion, seen_at)
     select cast(:caseId as uuid), :side, cast(:userId as uuid), :domain, case when exists (
       select from review_presence where case_id = cast(:caseId as uuid) and side = :side and user_id <> cast(:userId as uuid)
         and criterion = :criterion and seen_at > cast(:since as timestamptz)) then null else :criterion end, cast(:at as timestamptz)
     on conflict (case_id, side, user_id) do update
       set domain = excluded.domain, criterion = excluded.criterion, seen_at = excluded.seen_at`,
    { caseId, side, userId, domain, criterion, at: instant(at), since: instant(at - holdMs) },
  );
