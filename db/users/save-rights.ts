/** Saves the rights of one user at one body, where they are still as the page showed them. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { changeMember, mayGive, type Refusal, type Who } from './change-member.ts';
import { afterPlan, grantOf, isEmpty, isOver, planOf, type Held, type Plan, type Wish } from './rights.ts';

export interface Asked extends Wish {
  /** Whom they replace, of the same body. */
  replaces: string | null;
  version: number;
}
export type Saved =
  | { outcome: 'saved'; plan: Plan }
  | { outcome: 'changed-elsewhere'; by: string | null; at: Instant | null; held: Held[] };

/** @returns undefined when there is no such user any more; what was asked already stands: saved, whatever the version */
export function saveRights(
  db: Database,
  viewer: Viewer,
  who: Who,
  asked: Asked,
  at: Instant,
): Promise<Saved | Refusal | undefined> {
  return changeMember<Saved>(db, viewer, who, at, 'change-rights', async (trx, { membership, held, actor, today }) => {
    const plan = planOf(held, asked, today);
    const replaces = asked.period === null ? null : asked.replaces;
    if (isEmpty(plan) && replaces === membership.replaces) return { answer: { outcome: 'saved', plan } };
    if (asked.version !== membership.version) {
      const by = await trx('users')
        .where('id', membership.changed_by)
        .first<{ name: string } | undefined>(trx.raw("first_name || ' ' || family_name as name"));
      return {
        answer: { outcome: 'changed-elsewhere', by: by?.name ?? null, at: membership.changed_at, held },
      };
    }
    const given = [...plan.insert.map(({ right }) => right), ...plan.change.map(({ held: one }) => one.right)];
    if (!given.every((right) => mayGive(actor, who, right))) return 'administrator';
    await write(trx, who, plan, membership.deactivated_at === null ? 'grants' : 'suspended_grants');
    if (replaces !== membership.replaces)
      await trx('memberships').where({ user_id: who.userId, organising_body_id: who.bodyId }).update({ replaces });
    return {
      answer: { outcome: 'saved', plan },
      change: {
        rights: { before: told(held, today), after: told(afterPlan(held, plan), today) },
        ...(replaces === membership.replaces ? {} : { replaces_id: { before: membership.replaces, after: replaces } }),
      },
    };
  });
}

async function write(trx: Database, { userId, bodyId }: Who, plan: Plan, table: string): Promise<void> {
  await trx(table)
    .whereIn(
      'id',
      [...plan.remove, ...plan.change.map(({ held }) => held)].map(({ id }) => id),
    )
    .delete();
  const rows = [...plan.change.map(({ held, from, to }) => ({ right: held.right, from, to })), ...plan.insert];
  if (rows.length > 0)
    await trx(table).insert(
      rows.map(({ right, from, to }) => ({
        user_id: userId,
        organising_body_id: bodyId,
        ...grantOf(right),
        valid_from: from,
        valid_to: to,
      })),
    );
}

/** For the history: codes and days, `team.all`, `administrator until 2027-05-31`. */
const told = (held: readonly Held[], today: string): string[] =>
  held
    .filter((one) => !isOver(one, today))
    .map(({ right, from, to }) => `${right}${from > today ? ` from ${from}` : ''}${to ? ` until ${to}` : ''}`)
    .sort();
