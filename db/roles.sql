-- The accounts of Pro.ONE, run in its database by the administrator of the server, as often as one likes: on one machine by
-- local/postgres.ts, on a server by the service `accounts` of docker-compose.yml. Before: set pro_one.owner_password,
-- pro_one.web_password and pro_one.worker_password. What each account may do is granted by db/roles.ts, after every migration.
do $$
declare
  account text;
  it record;
begin
  foreach account in array array['owner', 'web', 'worker'] loop
    if not exists (select from pg_roles where rolname = 'pro_one_' || account) then
      execute format('create role %I', 'pro_one_' || account);
    end if;
    execute format('alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
      'pro_one_' || account, current_setting('pro_one.' || account || '_password'));
  end loop;

  execute format('alter database %I owner to pro_one_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  alter schema public owner to pro_one_owner;

  -- A database from before there was an owner: what is in it changes hands; what belongs to an extension or to a column follows.
  for it in
    select case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end as kind, c.oid::regclass::text as name
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S', 'v') and c.relowner <> 'pro_one_owner'::regrole
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('e', 'i', 'a'))
    union all
    select 'function', p.oid::regprocedure::text
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proowner <> 'pro_one_owner'::regrole
      and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
  loop
    execute format('alter %s %s owner to pro_one_owner', it.kind, it.name);
  end loop;
end $$;
