/** One case and its acts: every hash and digest computed again, every act folded again, and the row compared with what comes out. */
import {
  apply,
  isClosed,
  open,
  Refused,
  turnOf,
  type AnyProcess,
  type CaseState,
  type Consequences,
  type Parameters,
  type Role,
} from '../../workflows/procedure.ts';
import { canonical, digest, hashAct } from '../act-hash.ts';

export interface Fault {
  caseId: string;
  /** Of the act; 0 for the case itself. */
  number: number;
  /**
   * A code: `number`, `previous-hash`, `hash`, `at` (dated before the act before it), `deadline` (of the clock without one, or of somebody else
   * with one), `content`, `content-missing`, `refused-…`, `effects`, `status`, `passed-without-act`, or the column of the case that differs.
   */
  what: string;
}
export interface Verification {
  cases: number;
  acts: number;
  erased: number;
  faults: Fault[];
  /** Last line of the audit under the first seal that no longer fits; absent when all seals do. */
  brokenSeal?: number;
}

export interface CaseRow {
  id: string;
  slug: string;
  status: string;
  turn: string;
  act_number: number;
  moved_by: number;
  wake_at: number | null;
  closed_at: number | null;
  target_on: string;
  clock_one_ms: number;
  clock_operator_ms: number;
  last_hash: Buffer | null;
  state: CaseState;
  parameters: Parameters;
}
export interface ActRow {
  case_id: string;
  number: number;
  token: string;
  action: string;
  facts: object;
  content_digest: Buffer | null;
  actor_role: Role;
  actor_id: string | null;
  on_behalf_of: string | null;
  acr: number | null;
  at: number;
  status: string;
  effects: string[];
  deadline: string | null;
  previous_hash: Buffer | null;
  hash: Buffer;
  has_content: boolean;
  content: object | null;
  erased_at: number | null;
}

/** Folds the case again and adds to the verification what differs. */
export function verifyCase(process: AnyProcess, row: CaseRow, acts: ActRow[], verification: Verification): void {
  const fault = (number: number, what: string): void => {
    verification.faults.push({ caseId: row.id, number, what });
  };
  let state: CaseState | null = null;
  let broken = false;
  let previous: Buffer | null = null;
  verification.cases += 1;
  for (const [index, act] of acts.entries()) {
    verification.acts += 1;
    if (act.number !== index + 1) fault(act.number, 'number');
    const before = acts[index - 1];
    if (before && act.at < before.at) fault(act.number, 'at');
    if ((act.actor_role === 'clock') !== (act.deadline !== null)) fault(act.number, 'deadline');
    if (!isSame(act.previous_hash, previous)) fault(act.number, 'previous-hash');
    if (!act.hash.equals(hashOf(act))) fault(act.number, 'hash');
    previous = act.hash;
    verification.erased += verifyContent(act, (what) => {
      fault(act.number, what);
    });
    if (broken) continue;
    const consequences = foldOne(process, state, act, row.parameters);
    if (typeof consequences === 'string') {
      fault(act.number, consequences);
      broken = true;
      continue;
    }
    state = consequences.state;
    if (act.status !== state.status) fault(act.number, 'status');
    if (canonical(act.effects) !== canonical(consequences.effects)) fault(act.number, 'effects');
  }
  const passed = new Set(acts.flatMap(({ deadline }) => (deadline === null ? [] : [deadline])));
  if (row.state.passed.some((id) => !passed.has(id))) fault(0, 'passed-without-act');
  if (!isSame(row.last_hash, previous)) fault(0, 'last_hash');
  if (state === null) fault(0, 'acts');
  else if (!broken)
    verifyColumns(process, row, state, (what) => {
      fault(0, what);
    });
}

const isSame = (one: Buffer | null, other: Buffer | null): boolean =>
  one === null || other === null ? one === other : one.equals(other);

const hashOf = (act: ActRow): Buffer =>
  hashAct(
    {
      caseId: act.case_id,
      number: act.number,
      token: act.token,
      action: act.action,
      facts: act.facts,
      contentDigest: act.content_digest,
      actorRole: act.actor_role,
      actorId: act.actor_id,
      onBehalfOf: act.on_behalf_of,
      acr: act.acr,
      at: act.at,
      status: act.status,
      effects: act.effects,
      deadline: act.deadline,
    },
    act.previous_hash,
  );

/** @returns 1 for a content that was erased, else 0 */
function verifyContent(act: ActRow, fault: (what: string) => void): number {
  if (act.erased_at !== null && act.content === null) return 1;
  if (act.content_digest === null) {
    if (act.has_content) fault('content');
  } else if (act.content === null) {
    fault('content-missing');
  } else if (!digest(act.content).equals(act.content_digest)) {
    fault('content');
  }
  return 0;
}

/** @returns the code of the fault, when the table would not have accepted the act */
function foldOne(
  process: AnyProcess,
  state: CaseState | null,
  act: ActRow,
  parameters: Parameters,
): Consequences | string {
  const told = {
    action: act.action,
    facts: act.facts,
    actor: { role: act.actor_role, userId: act.actor_id },
    ...(act.deadline ? { deadline: act.deadline } : {}),
  };
  try {
    return state === null ? open(process, told, act.at, parameters) : apply(process, state, told, act.at, parameters);
  } catch (error) {
    if (error instanceof Refused) return `refused-${error.code}`;
    throw error;
  }
}

function verifyColumns(process: AnyProcess, row: CaseRow, state: CaseState, fault: (what: string) => void): void {
  const wakeAt = state.deadlines.length > 0 ? Math.min(...state.deadlines.map(({ at }) => at)) : null;
  const columns: Record<string, [kept: unknown, folded: unknown]> = {
    state: [canonical(row.state), canonical(state)],
    status: [row.status, state.status],
    turn: [row.turn, turnOf(process, state)],
    act_number: [row.act_number, state.number],
    moved_by: [row.moved_by, state.movedBy],
    wake_at: [row.wake_at, wakeAt],
    target_on: [row.target_on, state.targetOn],
    closed_at: [row.closed_at !== null, isClosed(process, state.status)],
    clock_one_ms: [row.clock_one_ms, state.clocks.one],
    clock_operator_ms: [row.clock_operator_ms, state.clocks.operator],
  };
  for (const [what, [kept, folded]] of Object.entries(columns)) if (kept !== folded) fault(what);
}
