/** Who may publish what somebody else has written to all: told by mail that it waits. */
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Database } from './connect.ts';
import { queueWords } from './link-mails.ts';
import { heldOn } from './users/administers.ts';

const ownToday = `g.user_id = u.id and ${heldOn('cast(:today as date)')}`;

/** The first time, all but the writer; when another one has written over it (`formerWriter`), whoever wrote before. */
export async function tellSecondPersons(
  trx: Database,
  {
    kind,
    writer,
    formerWriter,
    at,
  }: { kind: 'communication-waits' | 'newsletter-waits'; writer: string; formerWriter?: string | null; at: Instant },
): Promise<void> {
  const query = trx('users as u')
    .whereNull('u.deactivated_at')
    .whereNot('u.id', writer)
    .whereExists(
      trx('grants as g')
        .whereRaw(ownToday, { today: dayOf(at) })
        .whereIn('g.role', ['helpdesk', 'supervisor']),
    );
  if (formerWriter !== undefined) void query.where('u.id', formerWriter);
  const told = (await query.orderBy('u.id').select('u.email')) as { email: string }[];
  await queueWords(
    trx,
    told.map(({ email }) => ({ kind, email, at })),
  );
}
