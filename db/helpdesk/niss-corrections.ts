/**
 * Correcting a national number under two persons' control: one asks with a reason and a ticket, another one confirms. Only keyed hashes are
 * compared and kept, and the waiting one goes with the answer.
 */
import { dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';
import { parametersOn } from '../parameters/parameters.ts';

type CorrectionStatus = 'proposed' | 'confirmed' | 'refused' | 'withdrawn' | 'impossible';
export interface Correction {
  id: string;
  user_id: string;
  name: string;
  ticketId: string;
  ticketNumber: number;
  reason: string;
  proof: string;
  status: CorrectionStatus;
  proposed_by: string;
  proposedBy: string;
  proposedAt: Instant;
  decidedBy: string | null;
  decidedAt: Instant | null;
}

/** Those for these eyes, as they are shown. */
const corrections = (db: Database, { ability }: Pick<Viewer, 'ability'>) =>
  accessibleBy(db('niss_corrections'), ability, 'read', 'NissCorrection')
    .join({ u: 'users' }, 'u.id', 'niss_corrections.user_id')
    .join({ t: 'contact_messages' }, 't.id', 'niss_corrections.ticket_id')
    .join({ p: 'users' }, 'p.id', 'niss_corrections.proposed_by')
    .leftJoin({ d: 'users' }, 'd.id', 'niss_corrections.decided_by')
    .select(
      db.raw(`niss_corrections.id, niss_corrections.user_id, niss_corrections.proposed_by, niss_corrections.reason, niss_corrections.proof,
        niss_corrections.status, niss_corrections.proposed_at as "proposedAt", niss_corrections.decided_at as "decidedAt",
        t.id as "ticketId", t.number as "ticketNumber", u.first_name || ' ' || u.family_name as name,
        p.first_name || ' ' || p.family_name as "proposedBy", d.first_name || ' ' || d.family_name as "decidedBy"`),
    );

/** Those that wait, oldest first; then the latest answered. */
export const listCorrections = async (db: Database, viewer: Pick<Viewer, 'ability'>): Promise<Correction[]> =>
  corrections(db, viewer)
    .orderByRaw("status = 'proposed' desc, case when status = 'proposed' then proposed_at end, decided_at desc")
    .limit(100) as unknown as Promise<Correction[]>;

export const findCorrection = async (
  db: Database,
  viewer: Pick<Viewer, 'ability'>,
  id: string,
): Promise<Correction | undefined> =>
  corrections(db, viewer).where('niss_corrections.id', id).first() as unknown as Promise<Correction | undefined>;

/** The open one of a user. */
export const findOpenCorrection = async (db: Database, userId: string): Promise<{ id: string } | undefined> =>
  db('niss_corrections').where({ user_id: userId, status: 'proposed' }).first<{ id: string } | undefined>('id');

export interface Proposal {
  /** Of the form: sent twice, it is asked once. */
  id: string;
  userId: string;
  nissHash: Buffer;
  ticketId: string;
  reason: string;
  proof: string;
}

/**
 * Takes any number that could be one: whether somebody else has it is not told here.
 * @returns `open`: one waits for this user already; `too-many`: the day's number of corrections is asked; `nobody`: no user who signs in with a number
 */
export function proposeCorrection(
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  { id, userId, nissHash, ticketId, reason, proof }: Proposal,
  at: Instant,
): Promise<'proposed' | 'open' | 'too-many' | 'nobody'> {
  return db.transaction(async (trx) => {
    const user = (await trx('users').where({ id: userId }).forUpdate().first('niss_hash')) as
      | { niss_hash: Buffer | null }
      | undefined;
    if (!user?.niss_hash) return 'nobody';
    const there = (await trx('niss_corrections').where({ id }).first('proposed_by', 'user_id')) as
      | { proposed_by: string; user_id: string }
      | undefined;
    if (there) return there.proposed_by === actorId && there.user_id === userId ? 'proposed' : 'open';
    if (await findOpenCorrection(trx, userId)) return 'open';
    // One person's proposals follow each other, so that the count is right.
    await trx('users').where({ id: actorId }).forUpdate().first('id');
    const today = (await trx('niss_corrections')
      .where({ proposed_by: actorId })
      .where('proposed_at', '>=', instant(startOfDay(dayOf(at))))
      .count('id as count')
      .first()) as { count: number };
    const limit = (await parametersOn(trx, 'helpdesk', dayOf(at)))['corrections-per-day'];
    if (limit && today.count >= limit.value) return 'too-many';
    await trx('niss_corrections').insert({
      id,
      user_id: userId,
      niss_hash: nissHash,
      ticket_id: ticketId,
      reason,
      proof,
      proposed_by: actorId,
      proposed_at: instant(at),
    });
    await recordAudit(trx, {
      at,
      actorId,
      acr,
      event: 'propose-number',
      subject: 'user',
      subjectId: userId,
      change: { ticket: { before: null, after: ticketId }, text: { before: null, after: reason } },
    });
    return 'proposed';
  });
}

export type Answer = 'confirm' | 'refuse' | 'withdraw';
const statusOf = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/**
 * Confirmed, the user signs in with the new number from now on and every session of theirs ends. What cannot be is `impossible`, whatever the reason.
 * @returns the status that stands now, and whether this very answer brought it: one is given, the others come too late
 */
export function answerCorrection(
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  { id, answer }: { id: string; answer: Answer },
  at: Instant,
): Promise<{ status: CorrectionStatus; mine: boolean }> {
  return db.transaction(async (trx) => {
    const row = (await trx('niss_corrections')
      .where({ id })
      .forUpdate()
      .first('user_id', 'niss_hash', 'status', 'proposed_by', 'decided_by')) as {
      user_id: string;
      niss_hash: Buffer | null;
      status: CorrectionStatus;
      proposed_by: string;
      decided_by: string | null;
    };
    if (row.status !== 'proposed')
      return { status: row.status, mine: row.decided_by === actorId && row.status === statusOf[answer] };
    // The rule stands in the rights; here too, so that no way round it leads anywhere.
    if ((answer === 'withdraw') !== (row.proposed_by === actorId)) throw new Error('two persons');
    const done = answer !== 'confirm' || (await writeNumber(trx, row.user_id, row.niss_hash!));
    const status = done ? statusOf[answer] : 'impossible';
    await trx('niss_corrections')
      .where({ id })
      .update({ status, decided_by: actorId, decided_at: instant(at), niss_hash: null });
    await recordAudit(trx, {
      at,
      actorId,
      acr,
      event: `${answer}-number`,
      subject: 'user',
      subjectId: row.user_id,
      change: {
        status: { before: 'proposed', after: status },
        ...(status === 'confirmed' ? { niss_hash: { before: 'set', after: 'set' } } : {}),
      },
    });
    if (status === 'confirmed') {
      await trx('sessions').where({ user_id: row.user_id }).delete();
      const { email } = (await trx('users').where({ id: row.user_id }).first('email')) as { email: string };
      await queueWord(trx, { kind: 'number-corrected', email, at });
    }
    return { status, mine: true };
  });
}

/** @returns false when it cannot be: somebody else's, or the very same */
async function writeNumber(trx: Database, userId: string, nissHash: Buffer): Promise<boolean> {
  try {
    // Within a point to go back to: what stands beside it is still to be written.
    return await trx.transaction(
      async (inner) =>
        (await inner('users')
          .where({ id: userId })
          .whereNotNull('niss_hash')
          .whereNot({ niss_hash: nissHash })
          .update({ niss_hash: nissHash })) > 0,
    );
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return false;
    throw error;
  }
}
