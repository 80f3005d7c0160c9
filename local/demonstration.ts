import { rmSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { identityProviderIdentities, loadDemonstration } from '../db/seeds/demonstration.ts';
import { legacyPassword } from '../db/seeds/demonstration/insert-people.ts';
import { mailOf, people } from '../db/seeds/demonstration/people.ts';
import type { Identity } from './identity-provider.ts';

export interface DemonstrationOptions {
  databaseUrl: string;
  nissPepper: string;
  nissKey: string;
  storageDir: string;
  /** Epoch milliseconds. */
  now: number;
}

/** The fictitious persons one can sign in as. */
export const findPersons = (): Identity[] => identityProviderIdentities();

/** How to try the conversion of a shared account of before 2023, in lines to print. The account is as invented as the persons. */
export function oldAccount(): string[] {
  const account = people.find(({ legacyLogin }) => legacyLogin)!;
  const stranger = people.find(({ stranger }) => stranger)!;
  return [
    `Ancien compte à convertir : nom d'utilisateur « ${account.legacyLogin!} », mot de passe « ${legacyPassword} » (page de connexion). Identifiez-vous`,
    `  ensuite comme ${stranger.givenName} ${stranger.surname}, donnez l'adresse ${mailOf(account)} et suivez le lien reçu dans la boîte aux lettres.`,
  ];
}

/**
 * Brings the schema up to date, and fills the database when nothing has ever been put into it.
 * `mark` exists while that goes on: found at the next start, the database is half made.
 */
export async function prepareDatabase(mark: string, options: DemonstrationOptions): Promise<'filled' | 'kept'> {
  const mustFill = await isEmpty(options.databaseUrl);
  if (mustFill) writeFileSync(mark, '');
  await migrate(options.databaseUrl);
  if (!mustFill) return 'kept';
  await loadDemonstration(options);
  rmSync(mark, { force: true });
  return 'filled';
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_tables where schemaname = 'public' limit 1");
    return rowCount === 0;
  } finally {
    await client.end();
  }
}
