/** One doctor at several crèches of a body: where they might be introduced too, and the introduction there, each a collaboration of its own. */
import { randomUUID } from 'node:crypto';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Kind, Status } from '../../workflows/doctor-validation/contract.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { openCase, type Recorded } from '../record-act.ts';
import { keepCollaboration } from './keep.ts';
import type { Told } from './told.ts';

const over: readonly Status[] = ['ended', 'refused', 'withdrawn', 'cancelled'];

/** What was told of a doctor, with the convention that counts; what ONE has accepted goes before what is asked and not answered yet. */
export interface Introduced {
  caseId: string;
  doctorId: string;
  facilityId: string;
  bodyId: string;
  /** ONE knows the doctor: only the collaboration is told again. */
  known: boolean;
  told: Told;
  convention: { id: string; name: string; size: number; digest: string } | null;
}
/** Undefined where the collaboration is over, or is not this person's to see. */
export const findIntroduced = (db: Database, ability: Ability, caseId: string): Promise<Introduced | undefined> =>
  accessibleBy(db('cases'), ability, 'read', 'Case')
    .join('doctor_collaborations as c', 'c.case_id', 'cases.id')
    .join('doctors as d', 'd.id', 'c.doctor_id')
    .leftJoin('documents as f', 'f.id', 'c.document_id')
    .where('cases.id', caseId)
    .whereNotIn('cases.status', over)
    .first({
      caseId: 'cases.id',
      doctorId: 'd.id',
      facilityId: 'c.facility_id',
      bodyId: 'c.organising_body_id',
      known: db.raw('d.validated_at is not null'),
      told: db.raw('coalesce(c.accepted, c.asked)'),
      convention: db.raw(
        "case when f.id is not null then jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'digest', encode(f.digest, 'hex')) end",
      ),
    }) as Promise<Introduced | undefined>;

/** The other crèches of the body where the doctor does not stand: by their ids. */
export const listPlacesWithout = async (db: Database, caseId: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      (await db('doctor_collaborations as c')
        .join('facilities as f', 'f.organising_body_id', 'c.organising_body_id')
        .where('c.case_id', caseId)
        .where('f.kind', 'subsidised-creche')
        .whereNull('f.closed_on')
        .whereNotExists(
          db('doctor_collaborations as there')
            .whereRaw('there.facility_id = f.id and there.doctor_id = c.doctor_id')
            .whereNotIn('there.status', over)
            .select(db.raw('1')),
        )
        .select('f.id')) as { id: string }[]
    ).map(({ id }) => id),
  );

/** For each of several places, the same sending under a name of its own. */
const tokenAt = (token: string, facilityId: string): string => `${token}.${facilityId}`;
/** One of the places where this very sending has introduced the doctor already. */
export const findPlaceSent = async (
  db: Database,
  userId: string,
  token: string,
  facilityIds: readonly string[],
): Promise<string | undefined> =>
  (
    (await db('acts as a')
      .join('cases as c', 'c.id', 'a.case_id')
      .where({ 'a.author': userId, 'a.number': 1, 'c.slug': process.slug })
      .whereIn(
        'a.token',
        facilityIds.map((id) => tokenAt(token, id)),
      )
      .first('c.facility_id')) as { facility_id: string } | undefined
  )?.facility_id;

export interface Introduction {
  from: Introduced;
  place: { id: string; kilometres: number };
  /** The first day there. */
  day: Day;
  doubtful: boolean;
  /** What the operator binds himself to, word for word, and the answers as they were read. */
  said: { declaration: string; answers: readonly { label: string; value: string }[] };
  actor: { role: Role; userId: string; acr: number | null; onBehalfOf: string | null };
  token: string;
  at: Instant;
}
/** A case with the same convention, of its own. Sent twice, it is there once. */
export async function introduceThere(
  trx: Database,
  { from: { told, known, convention }, place, day, doubtful, said, actor, token, at }: Introduction,
): Promise<Recorded> {
  const kind: Kind = known ? 'known' : 'new';
  const document = convention && { ...convention, id: randomUUID() };
  const own = { inami: told.inami, function: told.function, from: day, kilometres: place.kilometres };
  const opened = await openCase(trx, process, {
    subject: { kind: 'facility', id: place.id },
    kind,
    action: 'introduce',
    facts: { kind, from: day, ...(doubtful ? { doubtful: true } : {}) },
    content: {
      ...(known ? {} : told),
      ...own,
      ...said,
      documents: document ? [{ ...document, slot: 'convention', label: 'Convention de collaboration' }] : [],
    },
    token: tokenAt(token, place.id),
    actor,
    at,
  });
  if (opened.already) return opened;
  if (document)
    await trx.raw(
      `insert into documents (id, case_id, act_number, slug, organising_body_id, facility_id, administration, slot, origin, name, media_type, size,
         digest, uploaded_by, uploaded_at)
       select :id, c.id, 1, c.slug, c.organising_body_id, c.facility_id, c.administration, d.slot, d.origin, d.name, d.media_type, d.size, d.digest,
         :by, now()
       from documents d, cases c where d.id = :from and c.id = :caseId`,
      { id: document.id, from: convention!.id, caseId: opened.caseId, by: actor.userId },
    );
  await keepCollaboration(trx, opened.caseId);
  return opened;
}
