/** A database of its own for each test file, on the PostgreSQL that `npm test` started (`TEST_DATABASE_URL`). */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { connect, type Database } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { accountUrl, type Account } from '../../local/postgres.ts';

export interface TestDatabase {
  /** Of the owner of the schema, like `db`: prepares and looks. */
  url: string;
  adminUrl: string;
  db: Database;
  urlOf: (account: Account) => string;
  /** For what runs: signed in as the web or as the worker. Closed with the database. */
  dbOf: (account: Account) => Database;
  drop: () => Promise<void>;
}

/** An empty database with the newest schema. `drop` closes `db` and removes it. */
export async function freshDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  return copyDatabase(await makeTemplate('empty', () => Promise.resolve()), options);
}

/** A database of its own, like the template. */
export async function copyDatabase(template: string, { max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const name = `proone_test_${randomBytes(6).toString('hex')}`;
  // Whole files: half the work of a copy through the log, which is for databases that must outlive a crash.
  await onServer((client) =>
    client.query(`create database ${name} template ${template} owner pro_one_owner strategy file_copy`),
  );
  // What migrating grants on the database itself is not copied with it.
  await onServer((client) =>
    client.query(`revoke all on database ${name} from public;
      grant connect on database ${name} to pro_one_web, pro_one_worker`),
  );
  const adminUrl = urlOf(name);
  const url = accountUrl(adminUrl, 'owner');
  const db = connect(url, { max });
  const others = new Map<Account, Database>();
  const urlOfAccount = (account: Account): string => accountUrl(adminUrl, account);
  return {
    url,
    adminUrl,
    urlOf: urlOfAccount,
    dbOf: (account) =>
      others.get(account) ?? others.set(account, connect(urlOfAccount(account), { max })).get(account)!,
    db,
    drop: async () => {
      await Promise.all([db, ...others.values()].map((one) => one.destroy()));
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

// Test files run in several processes at once: the first one fills, the others wait at the lock and copy.
const templateLock = 20261122;
const templates = new Map<string, Promise<string>>();

/**
 * A database with the newest schema, made and filled once for each run.
 * @param fill gets the address of the owner
 * @returns its name
 */
export function makeTemplate(kind: string, fill: (url: string) => Promise<void>): Promise<string> {
  const made = templates.get(kind) ?? onServer((client) => findOrMake(client, kind, fill));
  templates.set(kind, made);
  return made;
}

async function findOrMake(client: pg.Client, kind: string, fill: (url: string) => Promise<void>): Promise<string> {
  const name = `proone_template_${kind}_${digestOfMigrations()}`;
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount) return name;
  // Under its last name only once it is whole: an interrupted run leaves nothing that looks ready.
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished} owner pro_one_owner`);
  const url = accountUrl(urlOf(unfinished), 'owner');
  await migrate(url);
  await fill(url);
  await client.query(`alter database ${unfinished} rename to ${name}`);
  return name;
}

function digestOfMigrations(): string {
  const directory = new URL('../../db/migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(directory).sort()) hash.update(name).update(readFileSync(new URL(name, directory)));
  return hash.digest('hex').slice(0, 12);
}

function urlOf(database: string): string {
  const given = process.env.TEST_DATABASE_URL;
  if (!given) throw new Error('TEST_DATABASE_URL is missing: run `npm test -- <file>`, which starts a PostgreSQL');
  const url = new URL(given);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
