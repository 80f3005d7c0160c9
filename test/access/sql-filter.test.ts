import { createMongoAbility } from '@casl/ability';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Rule } from '../../db/access/rule.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

// Stands in for the table of tasks: any column may be NULL here, which the real one forbids for most.
const columns = [
  'organising_body_id',
  'facility_id',
  'administration',
  'slug',
  'role',
  'action',
  'excluded_user_id',
  'assignee_id',
] as const;
const words = ['a', 'b', 'c'];
const value = fc.constantFrom<string | null>(...words, null);
const plain = { noNullPrototype: true } as const;
const condition = fc.oneof(
  value,
  fc.record({ $eq: value }, plain),
  fc.record({ $ne: value }, plain),
  fc.record({ $in: fc.array(value, { maxLength: 3 }) }, plain),
);
const rule = fc.record(
  {
    action: fc.constantFrom('read', 'claim'),
    subject: fc.constant('Task'),
    inverted: fc.boolean(),
    conditions: fc.option(fc.dictionary(fc.constantFrom(...columns), condition, { minKeys: 1, maxKeys: 3, ...plain }), {
      nil: undefined,
    }),
  },
  plain,
);
const rules = fc.array(rule, { maxLength: 6 });

describe('the access filter of lists', () => {
  let database: TestDatabase;
  let rows: ({ id: number } & Record<string, string | number | null>)[];

  before(async () => {
    database = await freshDatabase();
    const values: (string | null)[] = [...words, null];
    rows = Array.from({ length: 48 }, (_, id) => ({
      id,
      ...Object.fromEntries(
        columns.map((column, place) => [
          column,
          values[(id * (2 * place + 1) + Math.floor(id / 4) * place + place) % 4] ?? null,
        ]),
      ),
    }));
    await database.db.schema.createTable('rows_seen', (table) => {
      table.integer('id').primary();
      for (const column of columns) table.text(column);
    });
    await database.db('rows_seen').insert(rows);
  });
  after(() => database.drop());

  const abilityOf = (made: object[]): Ability => createMongoAbility(made as Rule[]);
  const shown = async (ability: Ability): Promise<number[]> => {
    const found: { id: number }[] = await accessibleBy(database.db('rows_seen'), ability, 'read', 'Task', 'rows_seen')
      .orderBy('id')
      .select('id');
    return found.map(({ id }) => id);
  };

  it('shows exactly the rows that the rules allow one by one, whatever the rules', async () => {
    let partial = 0;
    await fc.assert(
      fc.asyncProperty(rules, async (made) => {
        const ability = abilityOf(made);
        const allowed = rows.filter((row) => ability.can('read', asSubject('Task', row))).map(({ id }) => id);
        expect(await shown(ability)).to.deep.equal(allowed);
        if (allowed.length > 0 && allowed.length < rows.length) partial++;
      }),
      { numRuns: 500 },
    );
    expect(partial, 'rule sets that show some rows and hide others').to.be.greaterThan(100);
  });

  it('shows nothing to somebody without rules', async () => {
    expect(await shown(abilityOf([]))).to.deep.equal([]);
  });

  it('hides what a rule forbids, and only that, where the column is empty', async () => {
    const ability = abilityOf([
      { action: 'read', subject: 'Task' },
      { action: 'read', subject: 'Task', inverted: true, conditions: { excluded_user_id: 'a' } },
    ]);
    expect(await shown(ability)).to.deep.equal(
      rows.filter(({ excluded_user_id }) => excluded_user_id !== 'a').map(({ id }) => id),
    );
  });

  it('keeps its own alternatives together, so that the query may add conditions', async () => {
    const ability = abilityOf([
      { action: 'read', subject: 'Task', conditions: { role: 'a' } },
      { action: 'read', subject: 'Task', conditions: { role: 'b' } },
    ]);
    const found = (await accessibleBy(database.db('rows_seen').where('slug', 'c'), ability, 'read', 'Task', 'rows_seen')
      .where('administration', 'a')
      .select('*')) as typeof rows;
    expect(found.length).to.be.greaterThan(0);
    for (const row of found) expect(row).to.include({ slug: 'c', administration: 'a' });
  });

  it('refuses a rule on a column that is not listed, and an operator it does not know', () => {
    const filter = (conditions: object) => () =>
      accessibleBy(
        database.db('rows_seen'),
        abilityOf([{ action: 'read', subject: 'Task', conditions }]),
        'read',
        'Task',
        'rows_seen',
      );
    expect(filter({ 'id; drop table users': 'a' })).to.throw('no rule may look at');
    expect(filter({ reference: 'a' })).to.throw('no rule may look at reference');
    expect(filter({ role: { $lt: 'a' } })).to.throw('Unable to interpret "lt"');
  });
});
