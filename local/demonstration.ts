import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import type { Identity } from './identity-provider.ts';

/** What `db/seeds/demonstration.ts` gives. */
interface Demonstration {
  demonstrationIdentities: { name: string; role: string; place: string; niss: string; mail?: string }[];
  loadDemonstration: (options: DemonstrationOptions) => Promise<void>;
}

export interface DemonstrationOptions {
  databaseUrl: string;
  nissPepper: string;
  storageDir: string;
  /** Epoch milliseconds. */
  now: number;
}

const seeds = new URL('../db/seeds/demonstration.ts', import.meta.url);

async function findDemonstration(): Promise<Demonstration | undefined> {
  return existsSync(seeds) ? await import(seeds.href) as Demonstration : undefined;
}

export interface Person extends Identity {
  role: string;
  place: string;
}

/** The fictitious persons one can sign in as. */
export async function findPersons(): Promise<Person[]> {
  const demonstration = await findDemonstration();
  return (demonstration?.demonstrationIdentities ?? []).map(({ name, role, place, niss, mail }) => {
    const [givenName = '', ...rest] = name.split(' ');
    const mailbox = name.normalize('NFD').replace(/[^a-zA-Z ]/g, '').toLowerCase().replaceAll(' ', '.');
    return {
      sub: createHash('sha256').update(`demonstration ${niss}`).digest('hex').slice(0, 20),
      givenName, surname: rest.join(' '), niss, role, place, label: [role, place].filter(Boolean).join(' – '), mail: mail ?? `${mailbox}@exemple.be`,
    };
  });
}

/**
 * Brings the schema up to date, and fills the database when nothing has ever been put into it.
 * `mark` exists while that goes on: found at the next start, the database is half made.
 */
export async function prepareDatabase(mark: string, options: DemonstrationOptions): Promise<'filled' | 'kept' | 'nothing to fill it with'> {
  const mustFill = await isEmpty(options.databaseUrl);
  if (mustFill) writeFileSync(mark, '');
  await migrate(options.databaseUrl);
  if (!mustFill) return 'kept';
  const demonstration = await findDemonstration();
  await demonstration?.loadDemonstration(options);
  rmSync(mark, { force: true });
  return demonstration ? 'filled' : 'nothing to fill it with';
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_tables where schemaname = \'public\' limit 1');
    return rowCount === 0;
  } finally {
    await client.end();
  }
}
