/** Who has a task: taking, giving back, giving to a colleague. Rows are locked in order, so that two persons never both have one. */
import type { Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { asSubject } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import type { Database } from '../connect.ts';
import { Task } from '../models/task.ts';
import { User } from '../models/user.ts';

export interface Held {
  id: string;
  caseId: string;
  by: string | null;
}
/** What happened to each task that was picked. */
export interface HandedOver {
  done: string[];
  /** A colleague has it. */
  taken: Held[];
  /** It was done meanwhile. */
  closed: string[];
  /** Seen, but not for this person (or, given to a colleague, not for them); with the sentence of the rule where there is one. */
  refused: { id: string; reason: string | undefined }[];
}

const notYours = 'Cette tâche revient à une autre fonction, ou à une autre administration.';

type Row = Task;
type Verdict =
  | { verdict: 'do'; to: string | null; insteadOf?: string | null }
  | { verdict: 'already' | 'taken' }
  | { verdict: 'refused'; reason?: string };

/** Takes tasks that nobody has, or whose holder one replaces. One taken by another colleague stays theirs. */
export const claimTasks = (
  db: Database,
  viewer: Viewer,
  ids: readonly string[],
  at: Instant,
): Promise<HandedOver | undefined> =>
  handOver(db, viewer, ids, at, 'claim', (row) => {
    if (row.assignee_id === viewer.userId) return { verdict: 'already' };
    if (!may(viewer, 'claim', row)) return { verdict: 'refused', reason: reasonFor(viewer, 'claim', row) };
    if (row.assignee_id === null) return { verdict: 'do', to: viewer.userId };
    return viewer.covers?.includes(row.assignee_id)
      ? { verdict: 'do', to: viewer.userId, insteadOf: row.assignee_id }
      : { verdict: 'taken' };
  });

export const releaseTasks = (
  db: Database,
  viewer: Viewer,
  ids: readonly string[],
  at: Instant,
): Promise<HandedOver | undefined> =>
  handOver(db, viewer, ids, at, 'release', (row) => {
    if (row.assignee_id === null) return { verdict: 'already' };
    if (!may(viewer, 'release', row)) return { verdict: 'taken' };
    // Taken instead of somebody who is away, it is theirs again.
    const back = row.former_why === 'absent' && viewer.covers?.includes(row.former_id ?? '') ? row.former_id : null;
    return { verdict: 'do', to: back, insteadOf: null };
  });

/**
 * Gives tasks to colleagues (whoever has them now), or to nobody where the list is empty. Of several, each task goes to one who may do it and has received the fewest.
 * Nobody may: refused, four eyes included.
 * @param given how many each has received before, and counted on
 */
export function assignTasks(
  db: Database,
  viewer: Viewer,
  ids: readonly string[],
  colleagues: readonly Viewer[],
  reason: string,
  at: Instant,
  given = new Map<string, number>(),
): Promise<HandedOver | undefined> {
  return handOver(
    db,
    viewer,
    ids,
    at,
    'assign',
    (row) => {
      if (!may(viewer, 'assign', row)) return { verdict: 'refused', reason: reasonFor(viewer, 'assign', row) };
      if (colleagues.length === 0)
        return row.assignee_id === null ? { verdict: 'already' } : { verdict: 'do', to: null, insteadOf: null };
      if (colleagues.some(({ userId }) => userId === row.assignee_id)) return { verdict: 'already' };
      const able = colleagues
        .filter((colleague) => may(colleague, 'claim', row))
        .sort((a, b) => (given.get(a.userId) ?? 0) - (given.get(b.userId) ?? 0));
      const [to] = able;
      if (!to)
        return {
          verdict: 'refused',
          reason: `${colleagues.map(({ firstName, familyName }) => `${firstName} ${familyName}`).join(', ')} : pas la fonction qu’il faut, ou déjà intervenu·e dans ce dossier.`,
        };
      given.set(to.userId, (given.get(to.userId) ?? 0) + 1);
      return { verdict: 'do', to: to.userId, insteadOf: null };
    },
    reason,
  );
}

/** @returns undefined when one of the tasks is not for these eyes: nothing is done then */
function handOver(
  db: Database,
  viewer: Viewer,
  ids: readonly string[],
  at: Instant,
  event: string,
  judge: (row: Row) => Verdict,
  reason?: string,
): Promise<HandedOver | undefined> {
  return db.transaction(async (trx) => {
    const wanted = [...new Set(ids)];
    const locked = await accessibleBy(Task.query(trx), viewer.ability, 'read', 'Task')
      .findByIds(wanted)
      .orderBy('tasks.id')
      .forUpdate();
    if (locked.length < wanted.length) return undefined;
    const names = await namesOf(trx, locked);
    const outcome: HandedOver = { done: [], taken: [], closed: [], refused: [] };
    for (const row of locked) {
      if (row.closed_at !== null) {
        outcome.closed.push(row.id);
        continue;
      }
      const verdict = judge(row);
      switch (verdict.verdict) {
        case 'already':
          outcome.done.push(row.id);
          break;
        case 'taken':
          outcome.taken.push({ id: row.id, caseId: row.case_id, by: names.get(row.assignee_id ?? '') ?? null });
          break;
        case 'refused':
          outcome.refused.push({ id: row.id, reason: verdict.reason });
          break;
        case 'do': {
          await trx('tasks')
            .where({ id: row.id })
            .update({ assignee_id: verdict.to, ...formerOf(verdict.insteadOf) });
          await recordAudit(trx, {
            at,
            actorId: viewer.userId,
            acr: viewer.acr,
            event,
            subject: 'task',
            subjectId: row.id,
            change: {
              assignee_id: { before: row.assignee_id, after: verdict.to },
              ...(reason ? { reason: { before: null, after: reason } } : {}),
            },
          });
          outcome.done.push(row.id);
          break;
        }
        default:
          verdict satisfies never;
      }
    }
    return outcome;
  });
}

const formerOf = (insteadOf: string | null | undefined): object =>
  insteadOf === undefined ? {} : { former_id: insteadOf, former_why: insteadOf && 'absent' };

const may = ({ ability }: Viewer, action: string, row: Row): boolean => ability.can(action, asSubject('Task', row));
function reasonFor({ ability }: Viewer, action: string, row: Row): string {
  const rule = ability.relevantRuleFor(action, asSubject('Task', row));
  return (rule?.inverted ? rule.reason : undefined) ?? notYours;
}

async function namesOf(db: Database, rows: readonly Row[]): Promise<Map<string, string>> {
  const users = await User.query(db)
    .modify('named')
    .findByIds([...new Set(rows.flatMap(({ assignee_id: id }) => id ?? []))]);
  return new Map(users.map(({ id, name }) => [id, name]));
}
