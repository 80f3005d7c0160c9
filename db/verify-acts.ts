/**
 * The proof that nothing was changed: every case is folded again from its acts, every hash and every digest computed again, and the seals of the
 * audit with them. A content that retention has erased is said, and its chain still verifies: it holds the digest, not the content.
 */
import { readDatabaseUrl } from '../domain/config/database-url.ts';
import type { AnyProcess } from '../workflows/procedure.ts';
import { getProcess, processes } from '../workflows/registry.ts';
import { summarise } from './acts/verification-in-french.ts';
import { verifyCase, type ActRow, type CaseRow, type Verification } from './acts/verify-case.ts';
import { verifySeals } from './audit.ts';
import { findWrongLines } from './acts/seal-lines.ts';
import { connect, type Database } from './connect.ts';
import { loadHolidays } from './parameters/holidays.ts';
import { readPublicKey } from './heads.ts';
import { summariseHeads, verifyHeads } from './verify-heads.ts';

export { summarise, type Verification };

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
    const { rows, acts, wrongLines } = await db.transaction((trx) => readBatch(trx, last), {
      isolationLevel: 'repeatable read',
      readOnly: true,
    });
    if (rows.length === 0) break;
    for (const row of rows) verifyCase(getProcess(row.slug, among), row, acts.get(row.id) ?? [], verification);
    verification.faults.push(...wrongLines.map((act) => ({ ...act, what: 'lines' })));
    last = rows.at(-1)?.id ?? last;
    onProgress?.(verification.cases);
  }
  const brokenSeal = await verifySeals(db);
  return brokenSeal === undefined ? verification : { ...verification, brokenSeal };
}

interface Batch {
  rows: CaseRow[];
  acts: Map<string, ActRow[]>;
  wrongLines: { caseId: string; number: number }[];
}

async function readBatch(trx: Database, last: string): Promise<Batch> {
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
      'last_hash',
      'state',
      'parameters',
    );
  const acts = new Map(rows.map(({ id }): [string, ActRow[]] => [id, []]));
  const ids = [...acts.keys()];
  if (ids.length > 0)
    for (const act of (await trx.raw<{ rows: ActRow[] }>(actsOf, [ids])).rows) acts.get(act.case_id)?.push(act);
  return { rows, acts, wrongLines: await findWrongLines(trx, ids) };
}

if (process.argv[1] === import.meta.filename) {
  const db = connect(readDatabaseUrl(process.env), { max: 2 });
  try {
    const verification = await verifyActs(db);
    process.stdout.write(`${summarise(verification)}\n`);
    const { CHAIN_DIR: dir, CHAIN_KEY_FILE: keyFile } = process.env;
    let others = 0;
    if (dir && keyFile) {
      const heads = await verifyHeads(db, {
        dir,
        key: await readPublicKey(keyFile),
        all: process.argv.includes('--all-heads'),
      });
      process.stdout.write(`${summariseHeads(heads)}\n`);
      others = heads.faults.length;
    } else process.stderr.write('Sans CHAIN_DIR ni CHAIN_KEY_FILE, la base n’est pas comparée à son témoin.\n');
    const differs = verification.faults.length + others > 0 || verification.brokenSeal !== undefined;
    process.exitCode = differs ? 1 : 0;
  } finally {
    await db.destroy();
  }
}
