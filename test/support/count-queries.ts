/** Every question put to PostgreSQL by this process, whatever asks it: pages, sessions, transactions. */
import pg from 'pg';

interface Client {
  query: (...args: unknown[]) => unknown;
}

/** @returns the SQL of each round trip, in order, and what the work gave */
export async function countQueries<T>(work: () => Promise<T>): Promise<{ asked: string[]; result: T }> {
  const prototype = pg.Client.prototype as unknown as Client;
  const { query } = prototype;
  const asked: string[] = [];
  prototype.query = function (this: Client, ...args) {
    const [first] = args as [string | { text: string }];
    asked.push(typeof first === 'string' ? first : first.text);
    return query.apply(this, args);
  };
  try {
    return { asked, result: await work() };
  } finally {
    prototype.query = query;
  }
}
