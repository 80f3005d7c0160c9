/** Brings the schema to the newest version. */
import { connect } from './connect.ts';

export async function migrate(url: string): Promise<void> {
  const knex = connect(url, { max: 2 });
  try {
    await knex.migrate.latest({
      directory: new URL('./migrations', import.meta.url).pathname,
      loadExtensions: ['.ts'],
    });
  } finally {
    await knex.destroy();
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await migrate(process.env.DATABASE_URL ?? '');
