/**
 * Guided recovery: a body where nobody administers any more gets an administrator again, on evidence and under two persons' control. Its address is
 * written to, and the history of the body says it.
 */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { LetterPlace } from '../../domain/letter.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { asSubject } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { tellAdded } from '../continuity/account-notices.ts';
import { queueWord } from '../link-mails.ts';
import { administersOn, heldOn } from '../users/administers.ts';
import { lockBody } from '../users/change-member.ts';

type RecoveryStatus = 'proposed' | 'confirmed' | 'refused' | 'withdrawn' | 'impossible';
export interface OrphanBody {
  id: string;
  name: string;
  locality: string;
  members: number;
  /** An account of before 2023 is still to be converted: the quicker way, where somebody has its password. */
  convertible: boolean;
  recoveryId: string | null;
}
export interface Recovery {
  id: string;
  bodyId: string;
  body: string;
  /** Where ONE writes to the body. */
  address: LetterPlace;
  /** Places that are not closed. */
  openPlaces: number;
  ticketId: string;
  ticketNumber: number;
  letter: string;
  letterOn: Day;
  called: string;
  calledOn: Day;
  firstName: string;
  familyName: string;
  email: string;
  status: RecoveryStatus;
  proposed_by: string;
  proposedBy: string;
  proposedAt: Instant;
  decidedBy: string | null;
  decidedAt: Instant | null;
}

/** Where nobody administers today: all have left or are deactivated, or nobody was ever named. Who is alone at work is the body. */
const unadministered = `not exists (select from grants g join users u on u.id = g.user_id
  where g.organising_body_id = organising_bodies.id
    and (${administersOn('cast(:today as date)')} or (g.role = 'childminder' and u.deactivated_at is null and ${heldOn('cast(:today as date)')})))`;

const orphans = (db: Database, { ability }: Pick<Viewer, 'ability'>, today: Day) =>
  accessibleBy(db('organising_bodies'), ability, 'recover', 'OrganisingBody')
    .whereRaw(unadministered, { today })
    .whereExists(db('memberships').whereRaw('memberships.organising_body_id = organising_bodies.id'));
const orphanColumns = `organising_bodies.id, organising_bodies.name, organising_bodies.locality,
  (select cast(count(*) as int) from memberships m where m.organising_body_id = organising_bodies.id and m.deleted_at is null) as members,
  exists (select from memberships m join users u on u.id = m.user_id where m.organising_body_id = organising_bodies.id
    and m.deactivated_at is null and m.deleted_at is null and u.legacy_password_hash is not null and u.deactivated_at is null) as "convertible",
  (select r.id from recoveries r where r.organising_body_id = organising_bodies.id and r.status = 'proposed') as "recoveryId"`;

export const listOrphanBodies = async (
  db: Database,
  viewer: Pick<Viewer, 'ability'>,
  now: Instant,
): Promise<OrphanBody[]> =>
  orphans(db, viewer, dayOf(now))
    .orderByRaw('organising_bodies.name collate "fr-x-icu", organising_bodies.id')
    .limit(100)
    .select<OrphanBody[]>(db.raw(orphanColumns));

export const findOrphanBody = async (
  db: Database,
  viewer: Pick<Viewer, 'ability'>,
  id: string,
  now: Instant,
): Promise<OrphanBody | undefined> =>
  orphans(db, viewer, dayOf(now)).where({ id }).first<OrphanBody | undefined>(db.raw(orphanColumns));

export const findRecovery = async (
  db: Database,
  { ability }: Pick<Viewer, 'ability'>,
  id: string,
): Promise<Recovery | undefined> =>
  accessibleBy(db('recoveries'), ability, 'read', 'Recovery')
    .join({ b: 'organising_bodies' }, 'b.id', 'recoveries.organising_body_id')
    .join({ t: 'contact_messages' }, 't.id', 'recoveries.ticket_id')
    .join({ p: 'users' }, 'p.id', 'recoveries.proposed_by')
    .leftJoin({ d: 'users' }, 'd.id', 'recoveries.decided_by')
    .where('recoveries.id', id)
    .first<Recovery | undefined>(
      db.raw(`recoveries.id, b.id as "bodyId", b.name as body,
        jsonb_build_object('street', b.street, 'number', b.number, 'box', b.box, 'postcode', b.postcode, 'locality', b.locality) as address,
        (select cast(count(*) as int) from facilities f where f.organising_body_id = b.id and f.closed_on is null) as "openPlaces", t.id as "ticketId", t.number as "ticketNumber", recoveries.letter,
        recoveries.letter_on as "letterOn", recoveries.called, recoveries.called_on as "calledOn", recoveries.first_name as "firstName",
        recoveries.family_name as "familyName", recoveries.email, recoveries.status, recoveries.proposed_by, recoveries.proposed_at as "proposedAt",
        recoveries.decided_at as "decidedAt", p.first_name || ' ' || p.family_name as "proposedBy", d.first_name || ' ' || d.family_name as "decidedBy"`),
    );

export interface RecoveryAsked {
  /** Of the form: sent twice, it is asked once. */
  id: string;
  bodyId: string;
  ticketId: string;
  letter: string;
  letterOn: Day;
  called: string;
  calledOn: Day;
  firstName: string;
  familyName: string;
  email: string;
  nissHash: Buffer;
  consentVersion: string;
}

/** @returns `open`: one waits for this body already; `administered`: somebody administers it meanwhile, or the person may not recover it any more */
export function proposeRecovery(
  db: Database,
  viewer: Viewer,
  asked: RecoveryAsked,
  at: Instant,
): Promise<'proposed' | 'open' | 'administered'> {
  return db.transaction(async (trx) => {
    const actor = await lockBody(trx, viewer, asked.bodyId, at);
    const there = (await trx('recoveries').where({ id: asked.id, proposed_by: viewer.userId }).first('id')) as
      | object
      | undefined;
    if (there) return 'proposed';
    const body = actor && (await findOrphanBody(trx, actor, asked.bodyId, at));
    if (!body) return 'administered';
    if (body.recoveryId !== null) return 'open';
    await trx('recoveries').insert({
      id: asked.id,
      organising_body_id: asked.bodyId,
      ticket_id: asked.ticketId,
      letter: asked.letter,
      letter_on: asked.letterOn,
      called: asked.called,
      called_on: asked.calledOn,
      first_name: asked.firstName,
      family_name: asked.familyName,
      email: asked.email,
      niss_hash: asked.nissHash,
      consent_text_version: asked.consentVersion,
      proposed_by: viewer.userId,
      proposed_at: instant(at),
    });
    await note(trx, viewer, asked.bodyId, 'propose-administrator', { before: null, after: 'proposed' }, at);
    return 'proposed';
  });
}

export type RecoveryAnswer = 'confirm' | 'refuse' | 'withdraw';
const statusOf = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/**
 * Confirmed, the person administers the body from today.
 * @returns the status that stands now, and whether this very answer brought it; undefined when who answers may not any more
 */
export function answerRecovery(
  db: Database,
  viewer: Viewer,
  { id, bodyId, answer }: { id: string; bodyId: string; answer: RecoveryAnswer },
  at: Instant,
): Promise<{ status: RecoveryStatus; mine: boolean } | undefined> {
  return db.transaction(async (trx) => {
    const actor = await lockBody(trx, viewer, bodyId, at);
    const row = (await trx('recoveries').where({ id, organising_body_id: bodyId }).forUpdate().first()) as Named & {
      status: RecoveryStatus;
      proposed_by: string;
      decided_by: string | null;
    };
    if (!actor?.ability.can('read', asSubject('Recovery', row))) return undefined;
    if (row.status !== 'proposed')
      return { status: row.status, mine: row.decided_by === viewer.userId && row.status === statusOf[answer] };
    if ((answer === 'withdraw') !== (row.proposed_by === viewer.userId)) throw new Error('two persons');
    const isDone = answer !== 'confirm' || (await nameAdministrator(trx, viewer, bodyId, row, at));
    const status = isDone ? statusOf[answer] : 'impossible';
    await trx('recoveries')
      .where({ id })
      .update({ status, decided_by: viewer.userId, decided_at: instant(at), niss_hash: null });
    await note(trx, viewer, bodyId, `${answer}-administrator`, { before: 'proposed', after: status }, at);
    return { status, mine: true };
  });
}

interface Named {
  first_name: string;
  family_name: string;
  email: string;
  niss_hash: Buffer | null;
  consent_text_version: string;
  proposed_by: string;
}

/** @returns false when it cannot be, whatever the reason: somebody administers the body meanwhile, or the number is an agent's or of who was deactivated */
async function nameAdministrator(
  trx: Database,
  viewer: Viewer,
  bodyId: string,
  row: Named,
  at: Instant,
): Promise<boolean> {
  if (!(await findOrphanBody(trx, viewer, bodyId, at))) return false;
  const { first_name, family_name, email, niss_hash, consent_text_version } = row;
  const named = { first_name, family_name, email };
  const consent = { consent_at: instant(at), consent_text_version, consent_by: row.proposed_by };
  const [user] = (await trx('users')
    .insert({ ...named, ...consent, portal: 'pro', niss_hash, created_at: instant(at) })
    .onConflict('niss_hash')
    .merge(['niss_hash'])
    .returning(['id', 'portal', 'deactivated_at'])) as { id: string; portal: string; deactivated_at: Instant | null }[];
  if (user!.portal !== 'pro' || user!.deactivated_at !== null) return false;
  const who = { user_id: user!.id, organising_body_id: bodyId };
  const back = { ...named, ...consent, deactivated_at: null, deleted_at: null };
  await trx('memberships')
    .insert({ ...who, ...named, ...consent, added_by: null, added_at: instant(at) })
    .onConflict(['user_id', 'organising_body_id'])
    .merge({ ...back, version: trx.raw('memberships.version + 1') as unknown as number });
  // What was held back of them there is not given back by this: they administer, and may give themselves nothing.
  await trx('suspended_grants').where(who).delete();
  await trx('grants')
    .where({ ...who, role: 'administrator' })
    .delete();
  await trx('grants').insert({ ...who, role: 'administrator', valid_from: dayOf(at) });
  await tellAdded(trx, { userId: user!.id, bodyId, at });
  const body = (await trx('organising_bodies').where({ id: bodyId }).first('email')) as { email: string | null };
  if (body.email) await queueWord(trx, { kind: 'administrator-named', email: body.email, at });
  return true;
}

const note = (
  trx: Database,
  { userId, acr }: Viewer,
  bodyId: string,
  event: string,
  status: { before: string | null; after: string },
  at: Instant,
): Promise<void> =>
  recordAudit(trx, {
    at,
    actorId: userId,
    acr,
    event,
    subject: 'organising-body',
    subjectId: bodyId,
    change: { status },
  });
