/** A mail to each administrator of a body about one of its accounts: who did it too, for it may not have been them. It holds neither number nor name. */
import { dayOf } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import type { AccountWord } from '../link-mails.ts';
import { administersOn, heldOn } from '../users/administers.ts';
import { addressFor } from '../users/written-to.ts';

const words: Readonly<Record<string, AccountWord>> = {
  'add': 'account-added',
  'validate-second': 'account-validated',
  'block': 'account-blocked',
  'contest': 'account-blocked',
  'unblock': 'account-unblocked',
  'close': 'account-closed',
};
/** Long enough for a house that is away for a weekend. */
const keptFor = 7 * 86_400_000;

// Each address once. Who looks after children alone answers for their own body. What the act tells them stays in the portal: a second mail, that there is
// news of the case, would come with this one.
const queueMails = `
with told as (
  select u.id, ${addressFor('g.organising_body_id')} as email
  from grants g join users u on u.id = g.user_id
  where g.organising_body_id = :bodyId and (${administersOn('cast(:today as date)')}
    or (g.role = 'childminder' and u.deactivated_at is null and ${heldOn('cast(:today as date)')}))
), once as (
  update notices set mail_at = null
  where case_id = :caseId and act_number = :number and mailed_at is null and user_id in (select id from told)
)
insert into link_mails (kind, email, mail_at, expires_at)
select distinct cast(:kind as text), email, cast(:at as timestamptz), cast(:until as timestamptz) from told`;

/** @throws Error for an act of which there is nothing to say: a mistake of the table */
export async function tellAdministrators(
  trx: Database,
  { case: row, act }: Pick<EffectContext, 'case' | 'act'>,
): Promise<void> {
  const kind = words[act.action];
  if (!kind) throw new Error(`nothing is said of ${act.action}`);
  await trx.raw(queueMails, {
    kind,
    caseId: row.id,
    number: act.number,
    bodyId: row.organising_body_id,
    today: dayOf(act.at),
    at: instant(act.at),
    until: instant(act.at + keptFor),
  });
}
