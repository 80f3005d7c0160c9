/** The connection pool. Days stay text (YYYY-MM-DD), counts are numbers, instants are epoch milliseconds. */
import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import { readOnlyWhileLooking } from './only-looking.ts';

const oids = { date: 1082, int8: 20, timestamptz: 1184, numeric: 1700 };
pg.types.setTypeParser(oids.date, (text) => text);
pg.types.setTypeParser(oids.int8, Number);
pg.types.setTypeParser(oids.numeric, Number);
pg.types.setTypeParser(oids.timestamptz, (text) => Date.parse(text));

export type Database = Knex;

export function connect(url: string, { max = 10 }: { max?: number } = {}): Database {
  const knex = knexFactory({
    client: 'pg',
    connection: {
      connectionString: url,
      keepAlive: true,
      statement_timeout: 15_000,
      application_name: 'pro-one',
      // How near a word must come (pg_trgm): one slip of the keys in a word of five letters (hypothèse, tried on names of places).
      options: '-c pg_trgm.word_similarity_threshold=0.45',
    },
    pool: { min: 0, max },
    acquireConnectionTimeout: 5_000,
  });
  // Without a listener, a server that goes away would end this process.
  (knex.client as { pool?: { on?: (event: string, listener: () => void) => void } }).pool?.on?.(
    'error',
    () => undefined,
  );
  readOnlyWhileLooking(knex.client);
  return knex;
}

/** An instant for a timestamptz column. */
export const instant = (at: number): string => new Date(at).toISOString();
/** In SQL, an instant of the domain of a column that holds one. */
export const milliseconds = (column: string): string => `cast(extract(epoch from ${column}) * 1000 as bigint)`;
