/** Compares the database with the heads of the chain that left it: acts can only have been added since. Changes nothing. */
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Day } from '../domain/calendar.ts';
import type { Database } from './connect.ts';
import {
  findHeads,
  isSigned,
  listStatements,
  readStatement,
  sha256,
  type Head,
  type SignedStatement,
} from './heads.ts';

export interface HeadFault {
  on: Day;
  /** `signature`, `previous` (a statement before is gone or was changed), `heads` (the list is), `seal` (of the audit), `head` (of a case). */
  what: 'signature' | 'previous' | 'heads' | 'seal' | 'head';
  caseId?: string;
  number?: number;
}
export interface HeadsVerification {
  /** Statements whose lists were compared, and the day of the newest. */
  compared: number;
  newestOn: Day | null;
  cases: number;
  faults: HeadFault[];
}

/** Signatures and succession of every statement; the list of the newest, or of `all`. */
export async function verifyHeads(
  db: Database,
  { dir, key, all = false }: { dir: string; key: KeyObject; all?: boolean },
): Promise<HeadsVerification> {
  const names = await listStatements(dir);
  const verification: HeadsVerification = { compared: 0, newestOn: null, cases: 0, faults: [] };
  let previous: string | null = null;
  for (const [index, name] of names.entries()) {
    const file = path.join(dir, name);
    const signed = await readStatement(file);
    const { on } = signed.statement;
    if (!isSigned(signed, key) || `${on}.json` !== name) verification.faults.push({ on, what: 'signature' });
    if (index > 0 && signed.statement.previous !== previous) verification.faults.push({ on, what: 'previous' });
    previous = sha256(await readFile(file));
    const isNewest = index === names.length - 1;
    if (isNewest) verification.newestOn = on;
    if (isNewest || all) await compare(db, dir, signed, verification, isNewest);
  }
  return verification;
}

async function compare(
  db: Database,
  dir: string,
  { statement }: SignedStatement,
  verification: HeadsVerification,
  mustBeThere: boolean,
): Promise<void> {
  const { on, audit } = statement;
  const heads = await findHeads(dir, statement);
  if (!heads) {
    if (mustBeThere) verification.faults.push({ on, what: 'heads' });
    return;
  }
  verification.compared += 1;
  verification.cases = heads.length;
  if (audit) {
    const seal = (await db('audit_seals').where({ up_to: audit.upTo }).first('hash')) as { hash: Buffer } | undefined;
    if (seal?.hash.toString('hex') !== audit.hash) verification.faults.push({ on, what: 'seal' });
  }
  for (let from = 0; from < heads.length; from += batch)
    for (const { caseId, number } of await findMissing(db, heads.slice(from, from + batch)))
      verification.faults.push({ on, what: 'head', caseId, number });
}

const batch = 5_000;
/** Those whose act is not there any more, or with another hash. */
async function findMissing(db: Database, heads: Head[]): Promise<Omit<Head, 'hash'>[]> {
  const { rows } = await db.raw<{ rows: Omit<Head, 'hash'>[] }>(
    `select t.id as "caseId", t.number from unnest(cast(? as uuid[]), cast(? as int[]), cast(? as bytea[])) as t (id, number, hash)
     left join acts a on a.case_id = t.id and a.number = t.number where a.hash is distinct from t.hash`,
    [heads.map(({ caseId }) => caseId), heads.map(({ number }) => number), heads.map(({ hash }) => hash)],
  );
  return rows;
}

const inFrench = new Intl.NumberFormat('fr-BE');

/** What the command prints. */
export function summariseHeads({ compared, newestOn, cases, faults }: HeadsVerification): string {
  if (newestOn === null) return 'Aucun témoin hors de la base : rien n’a été comparé.';
  return [
    `Témoin du ${newestOn} : ${inFrench.format(cases)} dossiers comparés (${inFrench.format(compared)} liste(s)).`,
    faults.length === 0 ? 'Le témoin concorde.' : `${inFrench.format(faults.length)} écart(s) avec le témoin :`,
    ...faults
      .slice(0, 50)
      .map(
        ({ on, what, caseId, number }) =>
          `  témoin du ${on}${caseId ? `, dossier ${caseId}, acte ${String(number)}` : ''} : ${what}`,
      ),
  ].join('\n');
}
