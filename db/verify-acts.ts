/**
 * The proof that nothing was changed: every case is folded again from its acts, every hash and every digest computed again.
 * A content that retention has erased is said, and its chain still verifies: it holds the digest, not the content.
 */
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
} from '../workflows/procedure.ts';
import { getProcess, processes } from '../workflows/registry.ts';
import { canonical, digest, hashAct } from './act-hash.ts';
import { connect, type Database } from './connect.ts';
import { loadHolidays } from './parameters/holidays.ts';

export interface Fault {
  caseId: string;
  /** Of the act; 0 for the case itself. */
  number: number;
  /** A code: `number`, `previous-hash`, `hash`, `content`, `content-missing`, `refused-…`, `effects`, `status`, or the column of the case that differs. */
  what: string;
}
export interface Verification {
  cases: number;
  acts: number;
  erased: number;
  faults: Fault[];
}

interface CaseRow {
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
  state: CaseState;
  parameters: Parameters;
}
interface ActRow {
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

const batch = 500;
const actsOf = `
select a.*, c.case_id is not null as has_content, c.content, c.erased_at
from acts a left join act_contents c on c.case_id = a.case_id and c.number = a.number
where a.case_id = any(?) order by a.case_id, a.number`;

/** Reads every case once, in batches; changes nothing. */
export async function verifyActs(
  db: Database,
  { onProgress, among = processes }: { onProgress?: (cases: number) => void; among?: readonly AnyProcess[] } = {},
): Promise<Verification> {
  const verification: Verification = { cases: 0, acts: 0, erased: 0, faults: [] };
  await loadHolidays(db);
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    // One snapshot: people go on acting while their cases are verified.
    const { rows, acts } = await db.transaction((trx) => readBatch(trx, last), {
      isolationLevel: 'repeatable read',
      readOnly: true,
    });
    if (rows.length === 0) return verification;
    for (const row of rows) verifyCase(getProcess(row.slug, among), row, acts.get(row.id) ?? [], verification);
    last = rows.at(-1)?.id ?? last;
    onProgress?.(verification.cases);
  }
}

async function readBatch(trx: Database, last: string): Promise<{ rows: CaseRow[]; acts: Map<string, ActRow[]> }> {
  const rows = await trx('cases')
    .where('id', '>', last)
    .orderBy('id')
    .limit(batch)
    .select<CaseRow[]>(
      'id',
      'slug',
      'status',
      'turn',
      'act_number',
      'moved_by',
      'wake_at',
      'closed_at',
      'target_on',
      'clock_one_ms',
      'clock_operator_ms',
      'state',
      'parameters',
    );
  const acts = new Map(rows.map(({ id }): [string, ActRow[]] => [id, []]));
  if (rows.length > 0)
    for (const act of (await trx.raw<{ rows: ActRow[] }>(actsOf, [[...acts.keys()]])).rows)
      acts.get(act.case_id)?.push(act);
  return { rows, acts };
}

function verifyCase(process: AnyProcess, row: CaseRow, acts: ActRow[], verification: Verification): void {
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

const inFrench = new Intl.NumberFormat('fr-BE');
const many = (count: number, one: string, more: string): string =>
  `${inFrench.format(count)} ${count > 1 ? more : one}`;

/** What the command prints. */
export function summarise({ cases, acts, erased, faults }: Verification): string {
  return [
    `${many(cases, 'dossier recalculé', 'dossiers recalculés')}, ${many(acts, 'acte vérifié', 'actes vérifiés')}.`,
    ...(erased > 0
      ? [
          `${many(erased, 'contenu effacé', 'contenus effacés')} à l'échéance de conservation : l'empreinte reste, la chaîne se vérifie.`,
        ]
      : []),
    faults.length === 0 ? 'Tout concorde.' : `${many(faults.length, 'écart trouvé', 'écarts trouvés')} :`,
    ...faults
      .slice(0, 50)
      .map(
        ({ caseId, number, what }) => `  dossier ${caseId}${number > 0 ? `, acte ${String(number)}` : ''} : ${what}`,
      ),
    ...(faults.length > 50 ? [`  … et ${inFrench.format(faults.length - 50)} autres`] : []),
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const db = connect(process.env.DATABASE_URL ?? '', { max: 2 });
  try {
    const verification = await verifyActs(db);
    process.stdout.write(`${summarise(verification)}\n`);
    process.exitCode = verification.faults.length > 0 ? 1 : 0;
  } finally {
    await db.destroy();
  }
}
