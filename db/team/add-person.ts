/** Bringing a person into a team by their national number: known with this name, they are used; unknown, they are made; anything else is refused. */
import { randomUUID } from 'node:crypto';
import type { Day, Instant } from '../../domain/calendar.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';
import { sealNationalNumber } from '../../domain/sealed-number.ts';
import { isSameFamilyName } from '../../domain/staff/same-name.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { touchSheet } from './save-sheet.ts';

/** The keys of the configuration under which national numbers are looked for and sealed. */
export interface NissSecrets {
  nissPepper: string;
  nissKey: string;
}
export interface KnownPerson {
  id: string;
  firstName: string;
  familyName: string;
}

/** Who has this number and this family name; undefined for a number that nobody has, and for one that somebody else has. */
export async function findKnownPerson(
  db: Database,
  { nissPepper }: Pick<NissSecrets, 'nissPepper'>,
  { niss, familyName }: { niss: string; familyName: string },
): Promise<KnownPerson | undefined> {
  const person = await byNumber(db, hashNationalNumber(niss, nissPepper));
  return person && isSameFamilyName(person.familyName, familyName) ? person : undefined;
}
const byNumber = (db: Database, hash: Buffer) =>
  db('people')
    .where({ niss_hash: hash })
    .first<KnownPerson | undefined>('id', 'first_name as firstName', 'family_name as familyName');

export interface Addition {
  niss: string;
  familyName: string;
  /** Of who is not known yet; without it nobody is made. */
  made?: { firstName: string; bornOn: Day };
  organisingBodyId: string;
  /** Where the person works: a contract to be filled in is opened there. For who sees only some places of the body. */
  facilityId?: string | undefined;
  viewer: Pick<Viewer, 'userId' | 'acr'>;
  at: Instant;
}
export type Added =
  | { outcome: 'added' | 'already-there'; id: string; name: string; contractId: string | undefined }
  | { outcome: 'refused' };

/** Two people who add the same person at once make one person, once at each body. */
export function addToTeam(db: Database, secrets: NissSecrets, addition: Addition): Promise<Added> {
  const { organisingBodyId, facilityId, viewer, at } = addition;
  return db.transaction(async (trx) => {
    const person = await findOrMake(trx, secrets, addition);
    const audited = { at, actorId: viewer.userId, onBehalfOf: organisingBodyId, acr: viewer.acr };
    if (!person) {
      await recordAudit(trx, {
        ...audited,
        event: 'refuse-addition',
        subject: 'organising-body',
        subjectId: organisingBodyId,
      });
      return { outcome: 'refused' };
    }
    const [row] = await trx('collaborations')
      .insert({
        person_id: person.id,
        organising_body_id: organisingBodyId,
        created_by: viewer.userId,
        created_at: instant(at),
        updated_by: viewer.userId,
        updated_at: instant(at),
      })
      .onConflict(['organising_body_id', 'person_id'])
      .ignore()
      .returning<{ id: string }[]>('id');
    const { id } =
      row ??
      (await trx('collaborations')
        .where({ person_id: person.id, organising_body_id: organisingBodyId })
        .forUpdate()
        .first<{ id: string }>('id'));
    if (row) await recordAudit(trx, { ...audited, event: 'create', subject: 'collaboration', subjectId: id });
    const contractId = facilityId === undefined ? undefined : await openContract(trx, id, facilityId, addition);
    return {
      outcome: row ? 'added' : 'already-there',
      id,
      name: `${person.firstName} ${person.familyName}`,
      contractId,
    };
  });
}

async function findOrMake(
  trx: Database,
  { nissPepper, nissKey }: NissSecrets,
  { niss, familyName, made, viewer, at }: Addition,
): Promise<KnownPerson | undefined> {
  const hash = hashNationalNumber(niss, nissPepper);
  const found = await byNumber(trx, hash);
  if (!found && made) {
    const id = randomUUID();
    const inserted = await trx('people')
      .insert({
        id,
        first_name: made.firstName,
        family_name: familyName,
        born_on: made.bornOn,
        niss_hash: hash,
        niss_sealed: sealNationalNumber(niss, nissKey, id),
        created_at: instant(at),
        updated_by: viewer.userId,
        updated_at: instant(at),
      })
      .onConflict('niss_hash')
      .ignore()
      .returning<{ id: string }[]>('id');
    if (inserted.length > 0) return { id, firstName: made.firstName, familyName };
  }
  // Somebody was quicker by a moment: whom they made is looked for as any other.
  const person = found ?? (await byNumber(trx, hash));
  return person && isSameFamilyName(person.familyName, familyName) ? person : undefined;
}

/** @returns the contract that stands at that place, or the one that is opened to be filled in */
async function openContract(
  trx: Database,
  collaborationId: string,
  facilityId: string,
  { organisingBodyId, viewer, at }: Addition,
): Promise<string> {
  const there = await trx('staff_contracts')
    .where({ collaboration_id: collaborationId, facility_id: facilityId })
    .orderBy('created_at', 'desc')
    .first<{ id: string } | undefined>('id');
  if (there) return there.id;
  const id = randomUUID();
  await trx('staff_contracts').insert({
    id,
    collaboration_id: collaborationId,
    facility_id: facilityId,
    link: 'employment',
    created_at: instant(at),
    updated_by: viewer.userId,
    updated_at: instant(at),
  });
  await touchSheet(trx, collaborationId, viewer.userId, at);
  await recordAudit(trx, {
    at,
    actorId: viewer.userId,
    onBehalfOf: organisingBodyId,
    acr: viewer.acr,
    event: 'create',
    subject: 'staff-contract',
    subjectId: id,
    change: { facility_id: { before: null, after: facilityId } },
  });
  return id;
}
