/**
 * A decision on a group: written at once with what it does to the lists and to the spellings, which are its precedent from then on; the lines follow
 * in the background, each by an act of its own.
 */
import type { Instant } from '../../domain/calendar.ts';
import { notOrganisations, type Why } from '../../domain/likeness/grouping.ts';
import type { Motive } from '../../workflows/training-recognition/contract.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { askForBatch } from '../batches/batch.ts';
import { decideTrainingBatch } from '../batches/decide-training.ts';
import { instant, type Database } from '../connect.ts';
import { isPlausibleRow } from '../training/plausible.ts';
import { listGroupSpellings } from './group.ts';
import { writeAliases, writeModule, writeOrganisation, type Entitlement, type Restored } from './lists.ts';
import { findOtherLook } from './looks.ts';

export const decisionKinds = ['recognise', 'refuse-module', 'refuse-organisation', 'ask-information'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export interface Decided {
  kind: DecisionKind;
  groupId: string;
  spellings: readonly number[];
  /** As it will stand in the lists. */
  organisation: string;
  module: string;
  entitledBy: Entitlement | null;
  motive: Motive | null;
  /** What the operators will read: the reason of a refusal, the question. */
  text: string | null;
  /** The decision that is followed, where one is cited. */
  restsOn: string | null;
}
export type DecisionRefusal =
  | { refused: 'decided'; by: string; at: Instant; number: number }
  | { refused: 'open-elsewhere'; by: string; at: Instant }
  | { refused: 'nothing-waits' };
export type DecisionMade = { decisionId: string; batchId: string; total: number } | DecisionRefusal;

/** Ring for the batch afterwards. */
export function decide(db: Database, viewer: Viewer, decided: Decided, at: Instant): Promise<DecisionMade> {
  const { kind, groupId } = decided;
  return db.transaction(async (trx) => {
    const rows = await lockSpellings(trx, decided);
    const taken = await findTaken(trx, rows);
    if (taken) return taken;
    const other = await findOtherLook(trx, { groupId, userId: viewer.userId, at });
    if (other) return { refused: 'open-elsewhere', by: other.name, at: other.at };
    const ids = rows.map(({ id }) => id);
    if (!(await hasWaiting(trx, ids))) return { refused: 'nothing-waits' };

    const lists = kind === 'ask-information' ? undefined : await writeLists(trx, decided, rows);
    const shown = (await listGroupSpellings(trx, groupId)).map(({ id }) => id);
    const [row] = (await trx('training_decisions')
      .insert({
        kind,
        group_id: groupId,
        organisation_id: lists?.organisationId ?? null,
        module_id: lists?.moduleId ?? null,
        organisation: decided.organisation,
        module: decided.module,
        entitled_by: decided.entitledBy,
        motive: decided.motive,
        text: decided.text,
        decided_by: viewer.userId,
        decided_at: instant(at),
        rests_on: decided.restsOn,
        restores: JSON.stringify(lists?.restores ?? []),
        left_out: shown.filter((id) => !ids.includes(id)),
      })
      .returning('id')) as { id: string }[];
    if (!row) throw new Error('no decision written');
    // A question is asked of the lines that wait; it says nothing of those to come. A teacher gives other modules elsewhere.
    if (kind !== 'ask-information')
      await trx('training_spellings')
        .whereIn(
          'id',
          rows.filter(isOfOrganisation).map(({ id }) => id),
        )
        .whereNotExists(
          trx('training_decisions as d')
            .whereRaw('d.id = training_spellings.decision_id')
            .whereNull('d.undone_at')
            .select('d.id'),
        )
        .update({ decision_id: row.id });
    const { id: batchId, total } = await holdLines(trx, viewer, { decisionId: row.id, spellings: ids, at });
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'create',
      subject: 'training-decision',
      subjectId: row.id,
      change: { kind: { before: null, after: kind }, lines: { before: null, after: total } },
    });
    return { decisionId: row.id, batchId, total };
  });
}

interface LockedSpelling {
  id: number;
  organisation: string;
  why: Why;
}
/** Of two that decide on the same spelling at once, the second waits here, and then finds it decided. */
async function lockSpellings(trx: Database, { kind, spellings }: Decided): Promise<LockedSpelling[]> {
  const chosen = (await trx('training_spellings')
    .whereIn('id', [...spellings])
    .orderBy('id')
    .forUpdate()
    .select('id', 'organisation', 'why')) as LockedSpelling[];
  if (kind !== 'refuse-organisation') return chosen;
  // Whoever refuses an organisation refuses all of its modules, however it is written; a teacher or a room is no organisation.
  const names = namesOf(chosen);
  const more = (await trx('training_spellings')
    .whereIn('organisation', names)
    .whereNotIn('id', [...spellings])
    .whereNull('decision_id')
    .orderBy('id')
    .forUpdate()
    .select('id', 'organisation', 'why')) as LockedSpelling[];
  return [...chosen, ...more];
}
const isOfOrganisation = ({ why }: LockedSpelling): boolean => !notOrganisations.includes(why);
/** The ways of writing the organisation itself. */
const namesOf = (rows: readonly LockedSpelling[]): string[] => [
  ...new Set(rows.filter(isOfOrganisation).map(({ organisation }) => organisation)),
];

/** A line that was taken up again by itself, or whose hours are not believed: a person decides it, whatever stands on its spelling, and no precedent. */
export const forAPerson = `(ls.apart or not ${isPlausibleRow})`;

/** A decision that stands on one of the spellings; not where a line of it waits for a person. */
async function findTaken(trx: Database, rows: readonly LockedSpelling[]): Promise<DecisionRefusal | undefined> {
  const row = (await trx('training_decisions as d')
    .join('users as u', 'u.id', 'd.decided_by')
    .join('training_spellings as s', 's.decision_id', 'd.id')
    .whereIn(
      's.id',
      rows.map(({ id }) => id),
    )
    .whereNotExists(waiting(trx).whereRaw('ls.spelling_id = s.id').whereRaw(forAPerson))
    .whereNull('d.undone_at')
    .orderBy('d.number')
    .first('d.number', 'd.decided_at', trx.raw("u.first_name || ' ' || u.family_name as by"))) as
    | { number: number; decided_at: Instant; by: string }
    | undefined;
  return row && { refused: 'decided', by: row.by, at: row.decided_at, number: row.number };
}

const waiting = (trx: Database) =>
  trx('training_line_spellings as ls')
    .join('training_lines as l', 'l.case_id', 'ls.case_id')
    .whereNull('ls.decision_id')
    .where('l.status', 'waiting')
    .select('ls.case_id');
const hasWaiting = async (trx: Database, spellings: readonly number[]): Promise<boolean> =>
  (await waiting(trx)
    .whereIn('ls.spelling_id', [...spellings])
    .first()) !== undefined;

async function writeLists(
  trx: Database,
  { kind, organisation, module, entitledBy }: Decided,
  rows: readonly LockedSpelling[],
): Promise<{ organisationId: string; moduleId: string | null; restores: Restored[] }> {
  const status = kind === 'refuse-organisation' ? 'refused' : 'recognised';
  const house = await writeOrganisation(trx, { name: organisation, status, kind: entitledBy });
  const aliases = await writeAliases(trx, { organisationId: house.id, names: namesOf(rows), status });
  if (kind === 'refuse-organisation')
    return { organisationId: house.id, moduleId: null, restores: [...house.restores, ...aliases] };
  const title = await writeModule(trx, {
    organisationId: house.id,
    title: module,
    status: kind === 'recognise' ? 'recognised' : 'refused',
  });
  return {
    organisationId: house.id,
    moduleId: title.id,
    restores: [...house.restores, ...aliases, ...title.restores],
  };
}

const hold = `update training_line_spellings ls set decision_id = :decisionId from training_lines l, training_spellings s
where l.case_id = ls.case_id and s.id = ls.spelling_id and s.id = any(:spellings) and ls.decision_id is null and l.status = 'waiting'`;
const holdForPrecedent = `${hold} and not ${forAPerson}`;
const holdForPerson = `${hold} and (${forAPerson}
  or not exists (select 1 from training_decisions d where d.id = s.decision_id and d.id <> :decisionId and d.undone_at is null))`;

/** Puts the lines under the decision, and asks for the work. Also for twins that come later. */
export async function holdLines(
  trx: Database,
  asker: Viewer | null,
  { decisionId, spellings, at }: { decisionId: string; spellings: readonly number[]; at: Instant },
): Promise<{ id: string; total: number }> {
  await trx.raw(asker ? holdForPerson : holdForPrecedent, { decisionId, spellings: [...spellings] });
  return askForBatch(trx, decideTrainingBatch, { parameters: { decisionId }, administration: null, asker, at });
}
