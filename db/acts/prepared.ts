/** Statements that PostgreSQL plans once per connection. Their names for values become numbers when the module is read, not at each call. */
import type { Database } from '../connect.ts';

export interface Prepared {
  name: string;
  text: string;
  values: readonly string[];
}

/** @param sql with `:name` for each value */
export function prepare(name: string, sql: string): Prepared {
  const values: string[] = [];
  const text = sql.replace(/:([a-zA-Z]+)/g, (_, value: string) => {
    if (!values.includes(value)) values.push(value);
    return `$${String(values.indexOf(value) + 1)}`;
  });
  return { name, text, values };
}

/** One round trip, in the caller's transaction where there is one. */
export async function run<Row>(
  db: Database,
  { name, text, values }: Prepared,
  given: Record<string, unknown>,
): Promise<Row[]> {
  const options = { name, values: values.map((value) => given[value]) };
  const { rows } = await db.raw<{ rows: Row[] }>(text).options(options);
  return rows;
}
