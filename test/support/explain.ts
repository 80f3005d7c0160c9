/** How PostgreSQL would read what a list asks, in a table that is large: what few rows would hide. */
import pg from 'pg';
import type { House } from './house.ts';

export interface Explained {
  /** The plan of the first query that some work asks. */
  planOf: (work: () => Promise<unknown>) => Promise<string>;
  end: () => Promise<void>;
}

/** @param without what the planner would rather do among few rows: `seqscan` always; `sort` and `bitmapscan` too where the order is the point */
export async function explainIn(
  house: House,
  without: readonly ('seqscan' | 'sort' | 'bitmapscan')[] = ['seqscan'],
): Promise<Explained> {
  const client = new pg.Client({ connectionString: house.url });
  await client.connect();
  for (const way of without) await client.query(`set enable_${way} = off`);
  return {
    async planOf(work) {
      const asked: { sql: string; bindings: unknown[] }[] = [];
      const note = (query: { sql: string; bindings: unknown[] }): void => {
        asked.push(query);
      };
      house.db.on('query', note);
      await work();
      house.db.removeListener('query', note);
      const { sql, bindings } = asked[0]!;
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, bindings);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    },
    end: () => client.end(),
  };
}
