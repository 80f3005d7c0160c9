/**
 * `recordAct`: the one way in for whoever acts. One transaction: lock the case, same token → the act already there,
 * not possible or stale → refused, else the act, the case, its tasks and effects are written together.
 */
import { randomUUID } from 'node:crypto';
import { dayOf, type Instant } from '../domain/calendar.ts';
import {
  apply,
  excludedUser,
  isClosed,
  open,
  Refused,
  turnOf,
  type AnyProcess,
  type CaseState,
  type Consequences,
  type Parameters,
  type RefusalCode,
  type Role,
} from '../workflows/procedure.ts';
import { digest, hashAct } from './act-hash.ts';
import { instant, type Database } from './connect.ts';

export interface ActRequest {
  action: string;
  /** Sent twice with the same token, an act is recorded once. */
  token: string;
  facts: object;
  /** The words and values a person typed; kept beside the act, erasable. */
  content?: object | null;
  actor: { role: Role; userId: string | null; onBehalfOf?: string | null; acr?: number | null };
  at: Instant;
  /** Number of the last act on the page the form was sent from; a case that has moved since refuses it. */
  seen?: number;
  /** Acts of the clock: which deadline passes. */
  deadline?: string;
  documentIds?: string[];
}

export interface Recorded {
  caseId: string;
  slug: string;
  number: number;
  status: string;
  already: boolean;
  ring: boolean;
}

/** The case refuses the act. The page says what it is now, who did what, and what is possible. */
export class ActRefused extends Error {
  caseId: string;
  code: RefusalCode;
  constructor(caseId: string, code: RefusalCode) {
    super(`act refused: ${code}`);
    this.name = 'ActRefused';
    this.caseId = caseId;
    this.code = code;
  }
}
/** Another open request of this kind stands for the facility. */
export class AlreadyOpen extends Error {
  constructor() {
    super('a case of this kind is open');
    this.name = 'AlreadyOpen';
  }
}

interface CaseRow {
  id: string;
  slug: string;
  state: CaseState;
  parameters: Parameters;
  act_number: number;
  facility_id: string;
  last_hash: Buffer | null;
  known: number | null;
}

const lockCase = `
select c.id, c.slug, c.state, c.parameters, c.act_number, c.facility_id, last.hash as last_hash, known.number as known
from cases c
left join acts last on last.case_id = c.id and last.number = c.act_number
left join acts known on known.case_id = c.id and known.token = :token
where c.id = :caseId
for update of c`;

/** @throws ActRefused; Error when the case does not exist */
export async function recordAct(
  db: Database,
  process: AnyProcess,
  caseId: string,
  request: ActRequest,
): Promise<Recorded> {
  try {
    return await recordOnce(db, process, caseId, request);
  } catch (error) {
    // Its twin was committed between our look and our write: the second look finds it.
    if ((error as { constraint?: string }).constraint !== 'acts_case_id_token_key') throw error;
    return recordOnce(db, process, caseId, request);
  }
}

function recordOnce(db: Database, process: AnyProcess, caseId: string, request: ActRequest): Promise<Recorded> {
  return db.transaction(async (trx) => {
    const row = await lock(trx, caseId, request.token);
    const already = (number: number): Recorded => ({
      caseId,
      slug: row.slug,
      number,
      status: row.state.status,
      already: true,
      ring: false,
    });
    if (row.known !== null) return already(row.known);
    try {
      if (request.seen !== undefined && request.seen < row.state.movedBy) throw new Refused('stale');
      const consequences = apply(process, row.state, request, request.at, row.parameters);
      await write(trx, process, row, request, consequences);
      return {
        caseId,
        slug: row.slug,
        number: consequences.state.number,
        status: consequences.state.status,
        already: false,
        ring: consequences.concernsClerk,
      };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A twin of this very act may have been committed while this one waited for the lock.
      const twin = (await trx('acts').where({ case_id: caseId, token: request.token }).first('number')) as
        | { number: number }
        | undefined;
      if (twin) return already(twin.number);
      throw new ActRefused(caseId, error.code);
    }
  });
}

async function lock(trx: Database, caseId: string, token: string): Promise<CaseRow> {
  const {
    rows: [row],
  } = await trx.raw<{ rows: CaseRow[] }>(lockCase, { caseId, token }).options({ name: 'lock-case' });
  if (!row) throw new Error('case not found');
  // Waiting for the lock, the row may have changed under the join: read the last hash again in that case.
  if (row.act_number > 0 && row.last_hash === null) {
    const last = (await trx('acts').where({ case_id: caseId, number: row.act_number }).first('hash')) as
      | { hash: Buffer }
      | undefined;
    row.last_hash = last?.hash ?? null;
  }
  return row;
}

/** Whether this person's sending has become an act of the case already. */
export async function isRecorded(
  db: Database,
  caseId: string,
  { action, token, userId }: { action: string; token: string; userId: string },
): Promise<boolean> {
  return (await db('acts').where({ case_id: caseId, token, action, actor_id: userId }).first('number')) !== undefined;
}

export interface Opening extends ActRequest {
  caseId: string;
  facilityId: string;
  kind: string;
  linkedCaseId?: string | null;
  draftId?: string;
}

/**
 * Opens a case by its first act. The case's id comes from the form, so the same form sent twice opens one case.
 * @throws AlreadyOpen, ActRefused
 */
export async function openCase(
  db: Database,
  process: AnyProcess,
  opening: Opening,
): Promise<Recorded & { reference: string }> {
  const { caseId } = opening;
  const found = async (trx: Database): Promise<(Recorded & { reference: string }) | undefined> => {
    const row = (await trx('cases').where({ id: caseId }).first('slug', 'status', 'reference')) as
      | { slug: string; status: string; reference: string }
      | undefined;
    return row && { caseId, ...row, number: 1, already: true, ring: false };
  };
  try {
    return await db.transaction(async (trx) => {
      const there = await found(trx);
      if (there) return there;
      const today = dayOf(opening.at);
      const parameters = await parametersOn(trx, process.slug, today);
      const consequences = open(process, opening, opening.at, parameters);
      const year = today.slice(0, 4);
      const { state } = consequences;
      const {
        rows: [created],
      } = await trx.raw<{ rows: { reference: string }[] }>(insertCase, {
        caseId,
        slug: process.slug,
        kind: opening.kind,
        facilityId: opening.facilityId,
        linkedCaseId: opening.linkedCaseId ?? null,
        prefix: `${process.prefix}-${year}-`,
        at: instant(opening.at),
        status: state.status,
        turn: turnOf(process, state),
        targetOn: state.targetOn,
        state: JSON.stringify(state),
        parameters: JSON.stringify(parameters),
        today,
      });
      if (!created) throw new Error('facility not found');
      await write(
        trx,
        process,
        {
          id: caseId,
          slug: process.slug,
          state,
          parameters,
          act_number: 0,
          facility_id: opening.facilityId,
          last_hash: null,
          known: null,
        },
        opening,
        consequences,
      );
      if (opening.draftId)
        await trx('drafts')
          .where({ id: opening.draftId })
          .update({ submitted_case_id: caseId, updated_at: instant(opening.at) });
      return {
        caseId,
        slug: process.slug,
        number: 1,
        status: state.status,
        already: false,
        ring: true,
        reference: created.reference,
      };
    });
  } catch (error) {
    const constraint = (error as { constraint?: string }).constraint;
    if (constraint === 'cases_pkey') {
      const there = await found(db);
      if (there) return there;
    }
    if (constraint === 'cases_one_open_per_kind') throw new AlreadyOpen();
    if (error instanceof Refused) throw new ActRefused(caseId, error.code);
    throw error;
  }
}

/** The parameters in force on a day; a case keeps those it started with. */
export async function parametersOn(db: Database, slug: string, day: string): Promise<Parameters> {
  const rows = (await db('parameters')
    .where({ slug })
    .where('valid_from', '<=', day)
    .where((either) => {
      void either.whereNull('valid_to').orWhere('valid_to', '>=', day);
    })
    .orderBy('valid_from')
    .select('code', 'value', 'unit')) as { code: string; value: number; unit: Parameters[string]['unit'] }[];
  return Object.fromEntries(rows.map(({ code, value, unit }) => [code, { value, unit }]));
}

// The place as it was authorised on the day stands on the case: lists and rights need no join.
const insertCase = `
insert into cases (id, slug, reference, kind, status, turn, organising_body_id, facility_id, facility_name, facility_kind, postcode, locality,
  administration, linked_case_id, opened_at, status_since, target_on, clock_since, act_number, moved_by, bell_seq, state, parameters)
select :caseId, :slug, :prefix || lpad(cast(nextval('case_references') as text), 5, '0'), :kind, :status, :turn, f.organising_body_id, f.id, f.name, f.kind,
  v.postcode, v.locality, f.administration, :linkedCaseId, :at, :at, :targetOn, :at, 1, 1, 1, :state, :parameters
from facilities f
cross join lateral (select postcode, locality from authorisation_versions
  where facility_id = f.id and valid_from <= :today order by valid_from desc, created_at desc limit 1) v
where f.id = :facilityId
returning reference`;

const writeAct = `
with act as (
  insert into acts (case_id, number, token, action, facts, content_digest, actor_role, actor_id, on_behalf_of, acr, at, status, effects, deadline, previous_hash, hash)
  values (:caseId, :number, :token, :action, :facts, :contentDigest, :actorRole, :actorId, :onBehalfOf, :acr, :at, :status, :effects, :deadline, :previousHash, :hash)
), content as (
  insert into act_contents (case_id, number, content) select :caseId, :number, cast(:content as jsonb) where cast(:content as jsonb) is not null
), effect as (
  insert into effects (case_id, act_number, effect, created_at) select :caseId, :number, unnest(cast(:effects as text[])), :at
), closed as (
  update tasks set closed_at = :at where case_id = :caseId and closed_at is null and key = any(:closedTasks)
), moved as (
  update cases set status = :status, turn = :turn, excluded_user_id = :excluded, due_on = :dueOn, target_on = :targetOn,
    status_since = :statusSince, closed_at = :closedAt, clock_one_ms = :clockOne, clock_operator_ms = :clockOperator, clock_since = :clockSince,
    act_number = :number, moved_by = :movedBy, bell_seq = case when :ring then :number else bell_seq end, wake_at = :wakeAt, state = :state
  where id = :caseId returning *
), document as (
  update documents set case_id = :caseId, act_number = :number from moved
  where documents.id = any(cast(:documentIds as uuid[])) and documents.facility_id = moved.facility_id and documents.act_number is null
)
insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id,
  administration, excluded_user_id, assignee_id, opened_at, due_on)
select m.id, t.id, m.slug, m.kind, t.action, t.role, m.reference, m.facility_name, m.postcode, m.locality, m.organising_body_id, m.facility_id,
  m.administration, m.excluded_user_id, agent.user_id, :at, coalesce(t."dueOn", '9999-12-31')
from moved m cross join jsonb_to_recordset(cast(:openedTasks as jsonb)) as t (id text, action text, role text, "dueOn" date)
left join facility_agents agent on agent.facility_id = m.facility_id and agent.role = t.role`;

async function write(
  trx: Database,
  process: AnyProcess,
  row: CaseRow,
  request: ActRequest,
  consequences: Consequences,
): Promise<void> {
  const { state, opened, closed, effects, wakeAt, concernsClerk } = consequences;
  const content = request.content ?? null;
  const contentDigest = content ? digest(content) : null;
  const act = {
    caseId: row.id,
    number: state.number,
    token: request.token,
    action: request.action,
    facts: request.facts,
    contentDigest,
    actorRole: request.actor.role,
    actorId: request.actor.userId,
    onBehalfOf: request.actor.onBehalfOf ?? null,
    acr: request.actor.acr ?? null,
    at: request.at,
    status: state.status,
    effects,
    deadline: request.deadline ?? null,
  };
  const dues = state.tasks.flatMap(({ dueOn }) => (dueOn ? [dueOn] : [])).sort();
  // A row of `cases` can be inserted by this same transaction, but not seen by the statement that inserts it: two statements.
  await trx
    .raw(writeAct, {
      ...act,
      facts: JSON.stringify(act.facts),
      at: instant(act.at),
      content: content ? JSON.stringify(content) : null,
      previousHash: row.last_hash,
      hash: hashAct(act, row.last_hash),
      closedTasks: closed.map(({ id }) => id),
      openedTasks: JSON.stringify(opened),
      documentIds: request.documentIds ?? [],
      turn: turnOf(process, state),
      excluded: excludedUser(process, state),
      dueOn: dues[0] ?? (wakeAt === null ? null : dayOf(wakeAt)),
      targetOn: state.targetOn,
      statusSince: instant(state.enteredAt),
      closedAt: isClosed(process, state.status) ? instant(act.at) : null,
      clockOne: state.clocks.one,
      clockOperator: state.clocks.operator,
      clockSince: instant(state.clocks.since),
      movedBy: state.movedBy,
      ring: concernsClerk,
      wakeAt: wakeAt === null ? null : instant(wakeAt),
      state: JSON.stringify(state),
    })
    .options({ name: 'write-act' });
}

/** A fresh token, for forms. */
export const newToken = (): string => randomUUID();
