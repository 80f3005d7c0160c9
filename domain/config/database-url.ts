/** What commands read that need no more than the database. */
import { readGiven, withPassword, type Environment } from './given.ts';
import { ConfigError, onePerVariable, reasonOf } from './problems.ts';
import { variables } from './variables.ts';

/** The address of the database, for a command that needs nothing else. @throws ConfigError */
export const readDatabaseUrl = (env: Environment): string => readUrl(env, 'DATABASE_URL', 'DATABASE_PASSWORD');

/**
 * The address under the account of the schema's owner, for migrations and the loading of data; under the only account where there is no other.
 * @throws ConfigError
 */
export const readOwnerUrl = (env: Environment): string =>
  env.MIGRATION_DATABASE_URL?.trim()
    ? readUrl(env, 'MIGRATION_DATABASE_URL', 'MIGRATION_DATABASE_PASSWORD')
    : readDatabaseUrl(env);

/** What the command of first accounts needs. @throws ConfigError */
export function readFoundingConfig(env: Environment): { databaseUrl: string; nissPepper: string } {
  const databaseUrl = readDatabaseUrl(env);
  const { given, problems } = readGiven(env);
  const ours = problems.filter(({ variable }) => variable === 'NISS_PEPPER');
  const pepper = variables.NISS_PEPPER.schema.safeParse(given.NISS_PEPPER);
  if (!pepper.success)
    ours.push({ variable: 'NISS_PEPPER', reason: given.NISS_PEPPER === undefined ? 'manque.' : 'trop court.' });
  if (ours.length > 0) throw new ConfigError(onePerVariable(ours));
  return { databaseUrl, nissPepper: pepper.data ?? '' };
}

function readUrl(
  env: Environment,
  name: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL',
  password: 'DATABASE_PASSWORD' | 'MIGRATION_DATABASE_PASSWORD',
): string {
  const { given, problems } = readGiven(env);
  const url = given[name];
  if (url === undefined || !variables[name].schema.safeParse(url).success)
    problems.push({ variable: name, reason: url === undefined ? 'manque.' : (reasonOf(name) ?? '') });
  const ours = problems.filter(({ variable }) => variable === name || variable === password);
  if (ours.length > 0) throw new ConfigError(ours);
  return withPassword(url ?? '', given[password]);
}
