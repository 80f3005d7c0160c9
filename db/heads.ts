/**
 * The head of the chain, taken out of the database each night: for every case the number and the hash of its last act, and a signed
 * statement over them. Acts are only ever added, so whoever rewrites one, owner of the database or not, no longer fits it.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip, gunzip } from 'node:zlib';
import { dayOf, type Day, type Instant } from '../domain/calendar.ts';
import { canonical } from './act-hash.ts';
import { instant, type Database } from './connect.ts';

export interface Statement {
  on: Day;
  /** ISO 8601. */
  at: string;
  cases: number;
  acts: number;
  /** SHA-256, in hex, of the list of heads as it is unpacked. */
  heads: string;
  audit: { upTo: number; hash: string } | null;
  /** SHA-256 of the file of the statement before, which cannot go missing unseen. */
  previous: string | null;
}
export interface SignedStatement {
  statement: Statement;
  /** Ed25519 over the canonical JSON of the statement, in base64. */
  signature: string;
}
/** One case: what its last act was that night. */
export interface Head {
  caseId: string;
  number: number;
  hash: Buffer;
}

/** The private key of the worker, or the public one with which anybody verifies (PEM). */
export const readPrivateKey = async (file: string): Promise<KeyObject> => createPrivateKey(await readFile(file));
export const readPublicKey = async (file: string): Promise<KeyObject> => createPublicKey(await readFile(file));

const statementFile = /^\d{4}-\d{2}-\d{2}\.json$/;
/** The files of the statements, oldest first. */
export const listStatements = async (dir: string): Promise<string[]> =>
  existsSync(dir) ? (await readdir(dir)).filter((name) => statementFile.test(name)).sort() : [];

/**
 * Writes `<day>.heads.gz` and `<day>.json`. A second time on the same day gives back what is there.
 * @param dir in other storage than the database and the documents
 */
export async function leaveHeads({
  db,
  dir,
  key,
  at,
}: {
  db: Database;
  dir: string;
  key: KeyObject;
  at: Instant;
}): Promise<SignedStatement> {
  const on = dayOf(at);
  await mkdir(dir, { recursive: true });
  const file = path.join(dir, `${on}.json`);
  if (existsSync(file)) return readStatement(file);
  const before = (await listStatements(dir)).at(-1);
  const { heads, audit } = await readHeads(db);
  const list = heads
    .map(({ caseId, number, hash }) => `${caseId} ${String(number)} ${hash.toString('base64')}\n`)
    .join('');
  const statement: Statement = {
    on,
    at: instant(at),
    cases: heads.length,
    acts: heads.reduce((sum, { number }) => sum + number, 0),
    heads: sha256(list),
    audit,
    previous: before ? sha256(await readFile(path.join(dir, before))) : null,
  };
  const signed: SignedStatement = {
    statement,
    signature: sign(null, Buffer.from(canonical(statement)), key).toString('base64'),
  };
  await writeWhole(path.join(dir, `${on}.heads.gz`), await promisify(gzip)(list));
  await writeWhole(file, `${JSON.stringify(signed, null, 2)}\n`);
  return signed;
}

export const readStatement = async (file: string): Promise<SignedStatement> =>
  JSON.parse(await readFile(file, 'utf8')) as SignedStatement;

export const isSigned = ({ statement, signature }: SignedStatement, key: KeyObject): boolean =>
  verify(null, Buffer.from(canonical(statement)), key, Buffer.from(signature, 'base64'));

/** The list that belongs to a statement; undefined when it is gone or is another one. */
export async function findHeads(dir: string, { on, heads }: Statement): Promise<Head[] | undefined> {
  const packed = await readFile(path.join(dir, `${on}.heads.gz`)).catch(() => undefined);
  const list = packed && (await promisify(gunzip)(packed).catch(() => undefined))?.toString('utf8');
  if (list === undefined || sha256(list) !== heads) return undefined;
  return list
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [caseId = '', number, hash = ''] = line.split(' ');
      return { caseId, number: Number(number), hash: Buffer.from(hash, 'base64') };
    });
}

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const page = 20_000;
const lastActs = `
select c.id as "caseId", c.act_number as number, a.hash
from cases c join acts a on a.case_id = c.id and a.number = c.act_number
where c.id > ? order by c.id limit ${String(page)}`;

/** In one snapshot: people go on acting meanwhile. */
const readHeads = (db: Database): Promise<{ heads: Head[]; audit: Statement['audit'] }> =>
  db.transaction(
    async (trx) => {
      const heads: Head[] = [];
      for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
        const { rows } = await trx.raw<{ rows: Head[] }>(lastActs, [last]);
        heads.push(...rows);
        const end = rows.at(-1);
        if (!end || rows.length < page) break;
        last = end.caseId;
      }
      const seal = (await trx('audit_seals').orderBy('up_to', 'desc').first('up_to', 'hash')) as
        | { up_to: number; hash: Buffer }
        | undefined;
      return { heads, audit: seal ? { upTo: seal.up_to, hash: seal.hash.toString('hex') } : null };
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );

/** Under its name only once it is whole and on the disk. */
async function writeWhole(file: string, data: string | Buffer): Promise<void> {
  const unfinished = `${file}.unfinished`;
  await writeFile(unfinished, data, { flush: true });
  await rename(unfinished, file);
}
