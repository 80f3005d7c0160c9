/**
 * What is changed about an agent of ONE: functions given and ended, who leaves and comes back. Each change stands on a version of the agent, and is
 * noted in the same transaction. No administration is left without a supervisor who stays.
 */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { OfficeRole } from '../../workflows/roles.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

type Actor = Pick<Viewer, 'userId' | 'acr'>;
/** `changed-elsewhere`: the agent is not what the page showed; `last-supervisor`: an administration would have none who stays. */
type Outcome = 'done' | 'changed-elsewhere' | 'last-supervisor';

interface Asked {
  userId: string;
  /** That the page was drawn from. */
  version: number;
  at: Instant;
}

export interface NewRight {
  role: OfficeRole;
  administration: string | null;
  from: Day;
  to: Day | null;
}

export const giveRole = (db: Database, actor: Actor, asked: Asked, right: NewRight): Promise<Outcome> =>
  change(db, actor, asked, {
    event: 'give-role',
    isSame: async (trx) =>
      (await trx('grants')
        .where({ user_id: asked.userId, role: right.role, administration: right.administration })
        .where({ valid_from: right.from, valid_to: right.to })
        .whereNull('organising_body_id')
        .first('id')) !== undefined,
    write: async (trx) => {
      await trx('grants').insert({
        user_id: asked.userId,
        role: right.role,
        administration: right.administration,
        valid_from: right.from,
        valid_to: right.to,
      });
      return {
        role: { before: null, after: right.role },
        administration: { before: null, after: right.administration },
        from_on: { before: null, after: right.from },
        valid_to: { before: null, after: right.to },
      };
    },
  });

/** @param lastDay on which it is still held; a right that has not begun by then never does, one that ends before is left as it is */
export const endRole = (
  db: Database,
  actor: Actor,
  asked: Asked,
  { grantId, lastDay }: { grantId: string; lastDay: Day },
): Promise<Outcome> =>
  change(db, actor, asked, {
    event: 'end-role',
    isSame: async (trx) => {
      const row = await findGrant(trx, asked.userId, grantId);
      return row === undefined || (row.valid_to !== null && row.valid_to <= lastDay);
    },
    write: async (trx) => {
      const row = (await findGrant(trx, asked.userId, grantId))!;
      if (row.valid_from > lastDay) await trx('grants').where({ id: grantId }).delete();
      else await trx('grants').where({ id: grantId }).update({ valid_to: lastDay });
      return {
        role: { before: row.role, after: row.role },
        valid_to: { before: row.valid_to, after: lastDay },
      };
    },
  });

const findGrant = async (
  trx: Database,
  userId: string,
  id: string,
): Promise<{ role: string; valid_from: Day; valid_to: Day | null } | undefined> =>
  trx('grants')
    .where({ id, user_id: userId })
    .whereNull('organising_body_id')
    .first<{ role: string; valid_from: Day; valid_to: Day | null } | undefined>('role', 'valid_from', 'valid_to');

/** Who leaves is signed out everywhere; their tasks are handed on by `freeTasks`. */
export const deactivateAgent = (db: Database, actor: Actor, asked: Asked, reason: string): Promise<Outcome> =>
  setActive(db, actor, asked, 'deactivate', { deactivated_at: instant(asked.at) }, reason);

export const reactivateAgent = (db: Database, actor: Actor, asked: Asked, reason: string): Promise<Outcome> =>
  setActive(db, actor, asked, 'reactivate', { deactivated_at: null }, reason);

const setActive = (
  db: Database,
  actor: Actor,
  asked: Asked,
  event: 'deactivate' | 'reactivate',
  columns: { deactivated_at: string | null },
  reason: string,
): Promise<Outcome> =>
  change(db, actor, asked, {
    event,
    isSame: async (trx) => {
      const row = (await trx('users').where({ id: asked.userId }).first('deactivated_at')) as {
        deactivated_at: Instant | null;
      };
      return (row.deactivated_at !== null) === (event === 'deactivate');
    },
    write: async (trx) => {
      await trx('users').where({ id: asked.userId }).update(columns);
      return {
        status:
          event === 'deactivate' ? { before: 'actif', after: 'désactivé' } : { before: 'désactivé', after: 'actif' },
        text: { before: null, after: reason },
      };
    },
  });

async function change(
  db: Database,
  { userId: actorId, acr }: Actor,
  { userId, version, at }: Asked,
  {
    event,
    isSame,
    write,
  }: { event: string; isSame: (trx: Database) => Promise<boolean>; write: (trx: Database) => Promise<Change> },
): Promise<Outcome> {
  // Nobody counts the supervisors while another takes one away.
  const work = async (trx: Database): Promise<Outcome> => {
    await trx.raw("select pg_advisory_xact_lock(hashtext('who supervises'))");
    if (await isSame(trx)) return 'done';
    const there = await trx('users')
      .where({ id: userId, portal: 'office', office_version: version })
      .update({ office_version: version + 1 });
    if (there === 0) return 'changed-elsewhere';
    const before = await supervised(trx, dayOf(at));
    const written = await write(trx);
    const after = await supervised(trx, dayOf(at));
    if (before.some((administration) => !after.includes(administration))) throw new LastSupervisor();
    await recordAudit(trx, { at, actorId, acr, event, subject: 'user', subjectId: userId, change: written });
    return 'done';
  };
  return db.transaction(work).catch((error: unknown): Outcome => {
    if (error instanceof LastSupervisor) return 'last-supervisor';
    throw error;
  });
}
class LastSupervisor extends Error {}

/** Where somebody supervises who stays: today, and without an end. */
async function supervised(trx: Database, today: Day): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { administration: string }[] }>(
    `select a.administration from unnest(array['bruxelles', 'brabant-wallon', 'liege', 'namur', 'hainaut', 'luxembourg']) a (administration)
     where exists (select from grants g join users u on u.id = g.user_id and u.deactivated_at is null
       where g.role = 'supervisor' and (g.administration is null or g.administration = a.administration) and g.valid_from <= ? and g.valid_to is null)`,
    [today],
  );
  return rows.map(({ administration }) => administration);
}
