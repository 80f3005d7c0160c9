/** The same rules as a restriction of a query: a list holds exactly the rows that `ability.can` allows one by one. */
import { rulesToAST } from '@casl/ability/extra';
import { createInterpreter, type CompoundCondition, type Condition, type FieldCondition } from '@ucast/core';
import type { Knex } from 'knex';
import type { AnyQueryBuilder } from 'objection';
import { nameOf, subjects, type Ability, type SubjectName } from './subjects.ts';

interface Fragment {
  sql: string;
  bindings: Knex.RawBinding[];
}
interface Context {
  column: (name: string) => string;
  interpret: (condition: Condition, context: Context) => Fragment;
}

// A comparison with NULL may be NULL here, which stands for false: `and` and `or` keep that, `not` says `is not true`.
const comparison =
  (write: (condition: FieldCondition) => Fragment) =>
  (condition: FieldCondition, { column }: Context): Fragment => {
    const { sql, bindings } = write(condition);
    return { sql, bindings: [column(condition.field), ...bindings] };
  };
const join =
  (word: 'and' | 'or') =>
  (condition: CompoundCondition, context: Context, { interpret }: Context): Fragment => {
    const parts = condition.value.map((part) => interpret(part, context));
    if (parts.length === 0) return { sql: word === 'and' ? 'true' : 'false', bindings: [] };
    return {
      sql: `(${parts.map(({ sql }) => sql).join(` ${word} `)})`,
      bindings: parts.flatMap(({ bindings }) => bindings),
    };
  };
const interpret = createInterpreter({
  eq: comparison(({ value }) =>
    value === null ? { sql: '?? is null', bindings: [] } : { sql: '?? = ?', bindings: [value as Knex.RawBinding] },
  ),
  ne: comparison(({ value }) => ({ sql: '?? is distinct from ?', bindings: [value as Knex.RawBinding] })),
  in: (condition: FieldCondition<(string | null)[]>, { column }: Context): Fragment => {
    const name = column(condition.field);
    const listed = { sql: '?? = any(?)', bindings: [name, condition.value.filter((value) => value !== null)] };
    return condition.value.includes(null)
      ? { sql: `(${listed.sql} or ?? is null)`, bindings: [...listed.bindings, name] }
      : listed;
  },
  and: join('and'),
  or: join('or'),
  not: ({ value: [inner] }: CompoundCondition, context: Context, { interpret }: Context): Fragment => {
    const { sql, bindings } = interpret(inner!, context);
    return { sql: `((${sql}) is not true)`, bindings };
  },
}) as (condition: Condition, context: Omit<Context, 'interpret'>) => Fragment;

/**
 * Restricts a query to the rows on which the person may do the action. An `orWhere` of the query itself would widen it again: group those.
 * @param as the alias of the subject's table in this query
 * @throws when a rule looks at a column that is not listed in `subjects`, or uses another operator than eq, ne and in
 */
export function accessibleBy<Q extends Knex.QueryBuilder | AnyQueryBuilder>(
  query: Q,
  ability: Ability,
  action: string,
  subject: SubjectName,
  as: string = subjects[subject].table,
): Q {
  const ast = rulesToAST(ability, action, subject);
  const { sql, bindings } = ast ? interpret(ast, { column: columnOf(subject, as) }) : { sql: 'false', bindings: [] };
  // Both builders take a group alike; their types do not know of one another.
  return (query as Knex.QueryBuilder).where((group) => {
    void group.whereRaw(sql, bindings);
  }) as Q;
}

const columnOf =
  (subject: SubjectName, as: string) =>
  (name: string): string => {
    const column = subjects[subject].columns.find((candidate) => nameOf(candidate) === name);
    if (column === undefined) throw new Error(`${subject}: no rule may look at ${name}`);
    return column === name ? `${as}.${name}` : column;
  };
