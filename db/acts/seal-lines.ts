/**
 * An act that sends the lines of its case carries their number and their digest among its facts, and so in its hash. What it sent is kept, line by
 * line: only those that changed since the act before that sent lines.
 */
import type { Database } from '../connect.ts';

/** In the facts of an act that sends lines. `digest` is the SHA-256, in hex, of the digests of the lines in their order. */
export interface LinesSent {
  count: number;
  digest: string;
}

/** The case is locked: no line changes before the act is there. */
export async function lockLines(trx: Database, caseId: string): Promise<LinesSent> {
  await trx('cases').where({ id: caseId }).forNoKeyUpdate().first('id');
  const { rows } = await trx.raw<{ rows: LinesSent[] }>(
    `select cast(count(*) as int) as count,
       encode(sha256(coalesce(string_agg(digest_of_line(key, position, data), ''::bytea order by position, key), '')), 'hex') as digest
     from case_lines where case_id = ? and removed_at is null`,
    [caseId],
  );
  return rows[0]!;
}

export async function keepLinesSent(trx: Database, caseId: string, number: number): Promise<void> {
  await trx.raw(
    `with sent as (
       update case_lines set sent_version = version where case_id = :caseId and version is distinct from sent_version returning *
     )
     insert into case_lines_sent (case_id, act_number, key, position, removed, digest, data)
     select case_id, :number, key, position, removed_at is not null, digest_of_line(key, position, data), data from sent`,
    { caseId, number },
  );
}

/** Acts whose lines are not those that they sent, or whose kept lines were changed; and kept lines that no act has sent. */
export async function findWrongLines(
  db: Database,
  caseIds: readonly string[],
): Promise<{ caseId: string; number: number }[]> {
  const { rows } = await db.raw<{ rows: { caseId: string; number: number }[] }>(wrongLines, { caseIds: [...caseIds] });
  return rows;
}

const wrongLines = `
    select a.case_id as "caseId", a.number
    from acts a cross join lateral (
      select count(*) as count, encode(sha256(coalesce(string_agg(digest, ''::bytea order by position, key), '')), 'hex') as digest
      from (select distinct on (key) key, position, removed, digest from case_lines_sent s
        where s.case_id = a.case_id and s.act_number <= a.number order by key, act_number desc) l
      where not removed
    ) l
    where a.case_id = any(cast(:caseIds as uuid[])) and a.facts -> 'lines' is not null
      and ((a.facts -> 'lines' ->> 'digest') is distinct from l.digest or cast(a.facts -> 'lines' ->> 'count' as int) is distinct from l.count)
    union
    select s.case_id, s.act_number from case_lines_sent s join acts a on a.case_id = s.case_id and a.number = s.act_number
    where s.case_id = any(cast(:caseIds as uuid[])) and (a.facts -> 'lines' is null
      or (s.data is null) <> (s.erased_at is not null) or digest_of_line(s.key, s.position, s.data) <> s.digest)`;
