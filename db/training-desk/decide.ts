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
import { findBaseFault, findSent, findTaken, forAPerson, hasWaiting, type DecisionRefusal } from './before-deciding.ts';
import { listGroupSpellings } from './group.ts';
import { writeAliases, writeModule, writeOrganisation, type Entitlement, type Restored } from './lists.ts';
import { findOtherLook } from './looks.ts';
import { oneAtATime } from './one-at-a-time.ts';

export const decisionKinds = ['recognise', 'refuse-module', 'refuse-organisation', 'ask-information'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export interface Decided {
  /** Of the form: sent twice, it is one decision. */
  token: string;
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
export type DecisionMade = { decisionId: string; batchId: string; total: number } | DecisionRefusal;

/** Ring for the batch afterwards. */
export function decide(db: Database, viewer: Viewer, decided: Decided, at: Instant): Promise<DecisionMade> {
  const { kind, groupId } = decided;
  return db.transaction(async (trx) => {
    await oneAtATime(trx);
    const sent = await findSent(trx, viewer.userId, decided.token);
    if (sent) return sent;
    const base = await findBaseFault(trx, decided.restsOn);
    if (base) return base;
    const rows = await lockSpellings(trx, decided);
    const taken = await findTaken(trx, rows, viewer.userId);
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
        token: decided.token,
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
/** Those of the group, and those shown beside it; nothing else, whatever is sent. */
async function lockSpellings(trx: Database, { kind, groupId, spellings }: Decided): Promise<LockedSpelling[]> {
  const chosen = (await trx('training_spellings')
    .whereIn('id', [...spellings])
    .whereRaw(
      '(group_id = :groupId or id in (select spelling_id from training_neighbours where group_id = :groupId))',
      {
        groupId,
      },
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .select('id', 'organisation', 'why')) as LockedSpelling[];
  if (kind !== 'refuse-organisation') return chosen;
  // Whoever refuses an organisation refuses all of its modules, however it is written; a teacher or a room is no organisation.
  const names = namesOf(chosen);
  const more = (await trx('training_spellings')
    .whereIn('organisation', names)
    .whereNotIn('id', [...spellings])
    .whereNull('decision_id')
    .orderBy('id')
    .forNoKeyUpdate()
    .select('id', 'organisation', 'why')) as LockedSpelling[];
  return [...chosen, ...more];
}
const isOfOrganisation = ({ why }: LockedSpelling): boolean => !notOrganisations.includes(why);
/** The ways of writing the organisation itself. */
const namesOf = (rows: readonly LockedSpelling[]): string[] => [
  ...new Set(rows.filter(isOfOrganisation).map(({ organisation }) => organisation)),
];

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
