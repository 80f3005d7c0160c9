/** Brings the schema to the newest version, and grants the web and the worker what they may do in it. Run by the owner of the schema. */
import { readOwnerUrl } from '../domain/config/database-url.ts';
import { connect } from './connect.ts';
import { grantRoles } from './roles.ts';

/** @param url with the account of the owner. @returns whether web and worker have accounts of their own */
export async function migrate(url: string): Promise<{ apart: boolean }> {
  const knex = connect(url, { max: 2 });
  try {
    await knex.migrate.latest({
      directory: new URL('./migrations', import.meta.url).pathname,
      loadExtensions: ['.ts'],
    });
    return { apart: await grantRoles(knex) };
  } finally {
    await knex.destroy();
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { apart } = await migrate(readOwnerUrl(process.env));
  if (!apart)
    console.warn('Le web et le worker n’ont pas de compte à eux (db/roles.sql) : la production les refusera ainsi.');
}
