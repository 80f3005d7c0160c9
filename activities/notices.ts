/** Who is told that something happened: a line in the portal, and for operators a mail that says no more than that. */
import { ApplicationFailure } from '@temporalio/common';
import { instant, type Database } from '../db/connect.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { getProcess } from '../workflows/registry.ts';
import type { DeskWork, EffectContext, RunErrand } from './effects.ts';
import type { Mailer } from './mail.ts';

// In each: the person who did the act knows it, and nobody is told twice.
const insertNotices = 'insert into notices (user_id, case_id, act_number, created_at)';
const holdsToday = 'g.valid_from <= :today and (g.valid_to is null or g.valid_to >= :today)';

const tellOperators = `${insertNotices}
select distinct u.id, c.id, cast(:number as int), cast(:at as timestamptz)
from cases c
join grants g on g.organising_body_id = c.organising_body_id and ${holdsToday} and (g.role in ('administrator', 'childminder')
  or (g.role = 'data-manager' and g.dossier = :dossier and (g.facility_id is null or g.facility_id = c.facility_id)))
join users u on u.id = g.user_id and u.deactivated_at is null
where c.id = :caseId and u.id is distinct from :actorId
on conflict do nothing`;

/** Those who have a task of the case on their desk, and those of the facility's portfolio in whose role one stands open; the referent always. */
const tellAgents = `${insertNotices}
select u.id, :caseId, :number, :at from users u
where u.portal = 'office' and u.deactivated_at is null and u.id is distinct from :actorId and u.id in (
  select assignee_id from tasks where case_id = :caseId and closed_at is null
  union select a.user_id from facility_agents a
  where a.facility_id = :facilityId and (a.role = 'referent' or a.role in (select role from tasks where case_id = :caseId and closed_at is null)))
on conflict do nothing`;

const tellSupervisors = `${insertNotices}
select distinct u.id, cast(:caseId as uuid), cast(:number as int), cast(:at as timestamptz)
from grants g join users u on u.id = g.user_id and u.deactivated_at is null
where g.role = 'supervisor' and (g.administration is null or g.administration = :administration) and ${holdsToday} and u.id is distinct from :actorId
on conflict do nothing`;

const bindings = ({ errand, act, case: row }: EffectContext, now: Instant) => ({
  caseId: errand.caseId,
  number: errand.number,
  at: instant(now),
  today: dayOf(now),
  actorId: act.actor_id,
  facilityId: row.facility_id,
  administration: row.administration,
  dossier: getProcess(row.slug).dossier,
});
export const notifyAgents: DeskWork = async (trx, context) => {
  await trx.raw(tellAgents, bindings(context, context.now ?? context.act.at));
};
export const notifySupervisor: DeskWork = async (trx, context) => {
  await trx.raw(tellSupervisors, bindings(context, context.now ?? context.act.at));
};

export interface OperatorNoticeDependencies {
  db: Database;
  mailer: Mailer;
  publicUrl: string;
  now: () => Instant;
}

/**
 * The notice in the portal, then a mail to each who has had none: a second run goes on where the first one stopped.
 * @throws ApplicationFailure `mailbox-unavailable`, at once; `address-refused`, after the others have had theirs
 */
export function createOperatorNotice({ db, mailer, publicUrl, now }: OperatorNoticeDependencies): RunErrand {
  return async (context) => {
    const {
      errand: { caseId, number },
      case: { slug, reference },
    } = context;
    await db.raw(tellOperators, bindings(context, now()));
    const waiting = (await db('notices as n')
      .join('users as u', 'u.id', 'n.user_id')
      .where({ 'n.case_id': caseId, 'n.act_number': number, 'u.portal': 'pro' })
      .whereNull('n.mailed_at')
      .whereNull('u.deactivated_at')
      .orderBy('u.id')
      .select('u.id', 'u.email')) as { id: string; email: string }[];
    const refused: unknown[] = [];
    for (const { id, email } of waiting) {
      try {
        await mailer.send({
          to: email,
          messageId: `<${caseId}.${String(number)}.${id}@pro-one>`,
          reference,
          link: `${publicUrl}/pro/${slug}/${caseId}`,
        });
      } catch (error) {
        if (!(error instanceof ApplicationFailure) || error.type !== 'address-refused') throw error;
        refused.push(error);
        continue;
      }
      await db('notices')
        .where({ user_id: id, case_id: caseId, act_number: number })
        .update({ mailed_at: instant(now()) });
    }
    if (refused.length > 0) throw refused[0];
  };
}
