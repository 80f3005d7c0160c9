/** What the accounts of the web and of the worker may do: read and write, and add to what is kept, which nobody rewrites. */
import type { Database } from './connect.ts';

type Account = 'web' | 'worker';
const accounts: Account[] = ['web', 'worker'];
const roleOf = (account: Account): string => `pro_one_${account}`;

/** Tables whose rows are only ever added, and who adds them. What was typed is erased by `erase_content`, `erase_lines` and `erase_quarter`, and nothing else. */
const kept: Record<string, readonly Account[]> = {
  acts: accounts,
  act_contents: accounts,
  case_lines_sent: accounts,
  audit: accounts,
  body_history: accounts,
  audit_seals: ['worker'],
};
/** Functions that act with the rights of the owner, and who calls them. */
const lent: Record<string, readonly Account[]> = {
  'erase_content(uuid, int, timestamptz)': ['worker'],
  'erase_lines(uuid, timestamptz)': ['worker'],
  'erase_quarter(uuid, timestamptz)': ['worker'],
  'lock_audit()': ['worker'],
};
const ofTheOwner = new Set(['knex_migrations', 'knex_migrations_lock']);

/**
 * Grants both accounts what they need, and takes away the rest. Run by the owner after every migration, so that a new table needs
 * no line: it is read and written, unless it is kept.
 * @returns false when there are no such accounts and this one may not make them: then everything runs under one account,
 * which production refuses
 */
export async function grantRoles(db: Database): Promise<boolean> {
  if (!(await ensureRoles(db))) return false;
  await db.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: { name: string }[] }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')`,
    );
    const tables = rows.map(({ name }) => name).filter((name) => !ofTheOwner.has(name));
    const statements = [
      // A temporary table could take the name of a real one.
      `do $$ begin execute format('revoke all on database %I from public', current_database()); end $$`,
      'revoke create on schema public from public',
      ...Object.keys(lent).map((signature) => `revoke all on function ${signature} from public`),
      ...accounts.flatMap((account) => grantsOf(account, tables)),
    ];
    await trx.raw(statements.join(';\n'));
  });
  return true;
}

function grantsOf(account: Account, tables: string[]): string[] {
  const role = roleOf(account);
  const written = tables.filter((name) => !(name in kept));
  const added = Object.keys(kept).filter((name) => kept[name]?.includes(account));
  const called = Object.keys(lent).filter((name) => lent[name]?.includes(account));
  return [
    `do $$ begin execute format('grant connect on database %I to ${role}', current_database()); end $$`,
    `grant usage on schema public to ${role}`,
    `revoke all on all tables in schema public from ${role}`,
    `revoke all on all sequences in schema public from ${role}`,
    `grant select, insert, update, delete on ${written.join(', ')} to ${role}`,
    `grant select on ${Object.keys(kept).join(', ')} to ${role}`,
    `grant insert on ${added.join(', ')} to ${role}`,
    `grant usage, select on all sequences in schema public to ${role}`,
    ...called.map((signature) => `grant execute on function ${signature} to ${role}`),
  ];
}

/** Roles belong to the server, not to the database: two migrations may make them at once. They cannot sign in until they get a password. */
async function ensureRoles(db: Database): Promise<boolean> {
  for (const account of accounts) {
    const { rows } = await db.raw<{ rows: object[] }>('select from pg_roles where rolname = ?', [roleOf(account)]);
    if (rows.length > 0) continue;
    try {
      const create = `do $$ begin create role ${roleOf(account)} nologin; exception when duplicate_object or unique_violation then null; end $$`;
      await db.raw(create);
    } catch (error) {
      if ((error as { code?: string }).code === insufficientPrivilege) return false;
      throw error;
    }
  }
  return true;
}
const insufficientPrivilege = '42501';

/** Whether the account of this connection could rewrite what is kept: too much for a web or a worker. */
export async function mayRewrite(db: Database): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { may: boolean }[] }>(
    `select rolsuper or rolcreaterole or rolbypassrls
       or exists (select from unnest(cast(? as text[])) as t (name) where has_table_privilege(t.name, 'update, delete, truncate, trigger')) as may
     from pg_roles where rolname = current_user`,
    [Object.keys(kept)],
  );
  return rows[0]?.may ?? true;
}
