/**
 * Correcting a national number under two persons' control: one asks with a reason and a ticket, another one confirms. Only keyed hashes are
 * compared and kept, and the waiting one goes with the answer.
 */
import { dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import { asSubject } from '../access/subjects.ts';
import { findViewer, type Viewer } from '../access/viewer.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { writePersonNumber } from '../team/correct-number.ts';

type CorrectionStatus = 'proposed' | 'confirmed' | 'refused' | 'withdrawn' | 'impossible';
export interface Correction {
  id: string;
  /** Of a user, or of a person of Mon Équipe. */
  user_id: string | null;
  person_id: string | null;
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
    .leftJoin({ u: 'users' }, 'u.id', 'niss_corrections.user_id')
    .leftJoin({ n: 'people' }, 'n.id', 'niss_corrections.person_id')
    .join({ t: 'contact_messages' }, 't.id', 'niss_corrections.ticket_id')
    .join({ p: 'users' }, 'p.id', 'niss_corrections.proposed_by')
    .leftJoin({ d: 'users' }, 'd.id', 'niss_corrections.decided_by')
    .select(
      db.raw(`niss_corrections.id, niss_corrections.user_id, niss_corrections.person_id, niss_corrections.proposed_by, niss_corrections.reason, niss_corrections.proof,
        niss_corrections.status, niss_corrections.proposed_at as "proposedAt", niss_corrections.decided_at as "decidedAt",
        t.id as "ticketId", t.number as "ticketNumber", coalesce(u.first_name || ' ' || u.family_name, n.first_name || ' ' || n.family_name) as name,
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

/** Whose number it is. */
export type Whose = { userId: string } | { personId: string };
const columnOf = (whose: Whose): { user_id: string } | { person_id: string } =>
  'userId' in whose ? { user_id: whose.userId } : { person_id: whose.personId };
const subjectOf = (whose: Whose): { subject: string; subjectId: string } =>
  'userId' in whose ? { subject: 'user', subjectId: whose.userId } : { subject: 'person', subjectId: whose.personId };

/** The open one of somebody. */
export const findOpenCorrection = async (db: Database, whose: Whose): Promise<{ id: string } | undefined> =>
  db('niss_corrections')
    .where({ ...columnOf(whose), status: 'proposed' })
    .first<{ id: string } | undefined>('id');

export interface Proposal {
  /** Of the form: sent twice, it is asked once. */
  id: string;
  whose: Whose;
  nissHash: Buffer;
  /** Of a person of Mon Équipe, whose number is kept sealed too. */
  nissSealed: Buffer | null;
  ticketId: string;
  reason: string;
  proof: string;
}

/**
 * Takes any number that could be one: whether somebody else has it is not told here.
 * @returns `open`: one waits for them already; `too-many`: the day's number of corrections is asked; `nobody`: no user who signs in with a number
 */
export function proposeCorrection(
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  { id, whose, nissHash, nissSealed, ticketId, reason, proof }: Proposal,
  at: Instant,
): Promise<'proposed' | 'open' | 'too-many' | 'nobody'> {
  return db.transaction(async (trx) => {
    const there =
      'userId' in whose
        ? await trx('users').where({ id: whose.userId }).whereNotNull('niss_hash').forUpdate().select('id')
        : await trx('people').where({ id: whose.personId }).forUpdate().select('id');
    if (there.length === 0) return 'nobody';
    const sent = (await trx('niss_corrections').where({ id }).first('proposed_by', 'user_id', 'person_id')) as
      | { proposed_by: string; user_id: string | null; person_id: string | null }
      | undefined;
    if (sent)
      return sent.proposed_by === actorId && (sent.user_id ?? sent.person_id) === subjectOf(whose).subjectId
        ? 'proposed'
        : 'open';
    if (await findOpenCorrection(trx, whose)) return 'open';
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
      ...columnOf(whose),
      niss_hash: nissHash,
      niss_sealed: nissSealed,
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
      ...subjectOf(whose),
      change: { ticket: { before: null, after: ticketId }, text: { before: null, after: reason } },
    });
    return 'proposed';
  });
}

export type Answer = 'confirm' | 'refuse' | 'withdraw';
const statusOf = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/**
 * Confirmed, the user signs in with the new number from now on and every session of theirs ends. What cannot be is `impossible`, whatever the reason.
 * @returns the status that stands now, and whether this very answer brought it: one is given, the others come too late; undefined when the person may not any more
 */
export function answerCorrection(
  db: Database,
  { userId: actorId, acr, authenticatedAt }: Pick<Viewer, 'userId' | 'acr' | 'authenticatedAt'>,
  { id, answer }: { id: string; answer: Answer },
  at: Instant,
): Promise<{ status: CorrectionStatus; mine: boolean } | undefined> {
  return db.transaction(async (trx) => {
    const row = (await trx('niss_corrections').where({ id }).forUpdate().first()) as {
      user_id: string | null;
      person_id: string | null;
      niss_hash: Buffer | null;
      niss_sealed: Buffer | null;
      status: CorrectionStatus;
      proposed_by: string;
      decided_by: string | null;
    };
    // Whoever waited for the row may have lost the right meanwhile.
    const actor = await findViewer(trx, actorId, { acr, authenticatedAt, now: at });
    if (!actor?.ability.can('read', asSubject('NissCorrection', row))) return undefined;
    if (row.status !== 'proposed')
      return { status: row.status, mine: row.decided_by === actorId && row.status === statusOf[answer] };
    // The rule stands in the rights; here too, so that no way round it leads anywhere.
    if ((answer === 'withdraw') !== (row.proposed_by === actorId)) throw new Error('two persons');
    const { niss_hash: hash, niss_sealed: sealed } = row;
    const whose: Whose = row.user_id === null ? { personId: row.person_id! } : { userId: row.user_id };
    const done = answer !== 'confirm' || (await writeNumber(trx, whose, { hash: hash!, sealed, by: actorId }));
    const status = done ? statusOf[answer] : 'impossible';
    await trx('niss_corrections')
      .where({ id })
      .update({ status, decided_by: actorId, decided_at: instant(at), niss_hash: null, niss_sealed: null });
    await recordAudit(trx, {
      at,
      actorId,
      acr,
      event: `${answer}-number`,
      ...subjectOf(whose),
      change: {
        status: { before: 'proposed', after: status },
        ...(status === 'confirmed' ? { niss_hash: { before: 'set', after: 'set' } } : {}),
      },
    });
    if (status === 'confirmed' && 'userId' in whose) {
      await trx('sessions').where({ user_id: whose.userId }).delete();
      const { email } = (await trx('users').where({ id: whose.userId }).first('email')) as { email: string };
      await queueWord(trx, { kind: 'number-corrected', email, at });
    }
    return { status, mine: true };
  });
}

/** @returns false when it cannot be: somebody else's, or the very same */
async function writeNumber(
  trx: Database,
  whose: Whose,
  { hash, sealed, by }: { hash: Buffer; sealed: Buffer | null; by: string },
): Promise<boolean> {
  try {
    // Within a point to go back to: what stands beside it is still to be written.
    return await trx.transaction(async (inner) =>
      'personId' in whose
        ? writePersonNumber(inner, whose.personId, { hash, sealed: sealed!, by })
        : (await inner('users')
            .where({ id: whose.userId })
            .whereNotNull('niss_hash')
            .whereNot({ niss_hash: hash })
            .update({ niss_hash: hash })) > 0,
    );
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return false;
    throw error;
  }
}
