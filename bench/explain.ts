/** What a list asks of the database, query by query, and what each costs. */
import type pg from 'pg';
import type { Database } from '../db/connect.ts';

interface Asked {
  sql: string;
  bindings: readonly unknown[];
}
/** What some work asks of the database. */
export async function asked(db: Database, work: () => Promise<unknown>): Promise<Asked[]> {
  const seen: Asked[] = [];
  const note = ({ sql, bindings }: Asked): void => {
    seen.push({ sql, bindings });
  };
  db.on('query', note);
  await work();
  db.removeListener('query', note);
  return seen;
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Plans'?: Node[];
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}
/** @returns rows, milliseconds, pages read, and the tables that it looks at whole, as cells of a table */
export async function explain(client: pg.Client, { sql, bindings }: Asked): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': { 'Plan': Node; 'Execution Time': number }[] }>(
    `explain (analyze, buffers, format json) ${sql}`,
    [...bindings],
  );
  const { Plan: plan, 'Execution Time': ms } = rows[0]!['QUERY PLAN'][0]!;
  const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  const whole = nodes(plan).flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []));
  const pages = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  return `${String(plan['Actual Rows'])} | ${ms.toFixed(1)} | ${String(pages)} | ${[...new Set(whole)].join(', ')}`;
}
