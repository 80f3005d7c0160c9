/**
 * The demonstration: invented operators, ONE's agents and some sixty requests in every status, with dates counted from today.
 * Cases are made by `openCase` and `recordAct` only, so their chains hold (`npm run verify-acts`).
 */
import { Readable } from 'node:stream';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { directoryBlobStore, type BlobStore } from '../blob-store.ts';
import { connect, instant, type Database } from '../connect.ts';
import { loadEverydayThings } from './demonstration/everyday.ts';
import { documentNames } from './demonstration/documents.ts';
import { insertPeopleAndPlaces, userIdOf } from './demonstration/insert-people.ts';
import { createNarrator, facilityIdOf, type Attach } from './demonstration/narrator.ts';
import { makePdf } from './demonstration/pdf.ts';
import { mailOf, nissOf, people } from './demonstration/people.ts';
import { facilities } from './demonstration/places.ts';
import { tellRuleChanges } from './demonstration/rule-changes.ts';
import { insertScales } from './demonstration/scales.ts';
import { stableId } from './demonstration/stable-id.ts';
import { bruxellesStories, brabantStories } from './demonstration/stories-bruxelles-brabant.ts';
import { hainautStories, liegeStories, luxembourgStories } from './demonstration/stories-liege-hainaut-luxembourg.ts';
import { namurStories } from './demonstration/stories-namur.ts';
import { rankGroups } from '../training-desk/rank.ts';
import { regroup } from '../training-desk/regroup.ts';
import { tellCommission } from './demonstration/agreement-commission/sessions.ts';
import { tellAgreements } from './demonstration/agreement-renewal/stories.ts';
import { tellAfterSchoolPlaces } from './demonstration/after-school/places.ts';
import { tellAccounts } from './demonstration/bank-account/stories.ts';
import { tellCalls } from './demonstration/project-call/stories.ts';
import { tellCorrections } from './demonstration/data-correction/stories.ts';
import { tellPresentations } from './demonstration/presentation/stories.ts';
import { tellProjects } from './demonstration/preparatory-process/stories.ts';
import { tellPreRequests } from './demonstration/pre-request/stories.ts';
import { tellPrivacyRequests } from './demonstration/privacy-request/stories.ts';
import { tellEvaluations } from './demonstration/functioning-review/evaluations.ts';
import { tellStages } from './demonstration/functioning-review/stages.ts';
import { tellPhotoStories } from './demonstration/photo-validation/stories.ts';
import { tellWaitsOfHelpdesk } from './demonstration/helpdesk-waits.ts';
import { lookAfterUsers } from './demonstration/users-looked-after.ts';
import { tellSheets } from './demonstration/signaletique/sheets.ts';
import { tellTeams } from './demonstration/team/tell-teams.ts';
import { tellTrainings } from './demonstration/training-recognition/stories.ts';
import { tellApplications } from './demonstration/applications/stories.ts';
import { tellDoctors } from './demonstration/doctor-validation/stories.ts';
import { tellMoney } from './demonstration/subsidies/money.ts';
import { tellTables } from './demonstration/subsidies/tables.ts';
import { tellPublication } from './demonstration/premiers-pas/publication.ts';
import { tellPaidQuarters } from './demonstration/aes-subsidy/paid.ts';
import { tellAfterSchoolQuarters } from './demonstration/aes-subsidy/stories.ts';
import { tellAfterSchoolAttendance } from './demonstration/after-school/attendance.ts';
import { tellAttendanceImports } from './demonstration/attendance-import/stories.ts';
import { tellQuarters } from './demonstration/quarterly-subsidy/stories.ts';
import { tellTeamValidations } from './demonstration/team-validation/stories.ts';
import { countFrom } from './demonstration/times.ts';
import { administrationOf } from '../../domain/postcodes.ts';

interface DemonstrationIdentity {
  name: string;
  givenName: string;
  surname: string;
  /** In French: what the person is, and where. */
  role: string;
  place: string;
  /** 11 digits, synthetic. */
  niss: string;
  /** Identifier at the identity provider. */
  sub: string;
  mail: string;
  portal: 'pro' | 'office';
}

/** The persons one may be in the demonstration; the same on every machine. */
export const demonstrationIdentities: DemonstrationIdentity[] = people
  .filter(({ role }) => role)
  .map((person) => ({
    name: `${person.givenName} ${person.surname}`,
    givenName: person.givenName,
    surname: person.surname,
    role: person.role ?? '',
    place: person.place ?? '',
    niss: nissOf(person),
    sub: stableId(`sub ${person.key}`),
    mail: mailOf(person),
    portal: person.portal,
  }));

/** The same persons, as the development identity provider takes them. */
export const identityProviderIdentities = (): {
  sub: string;
  givenName: string;
  surname: string;
  mail: string;
  niss: string;
  label: string;
}[] =>
  demonstrationIdentities.map(({ sub, givenName, surname, mail, niss, role, place }) => ({
    sub,
    givenName,
    surname,
    mail,
    niss,
    label: `${role} – ${place}`,
  }));

export interface DemonstrationOptions {
  /** One of both. */
  db?: Database;
  databaseUrl?: string;
  nissPepper: string;
  nissKey: string;
  now: Instant;
  /** Where the documents go: one of both; without, the cases have no documents. */
  blobs?: Pick<BlobStore, 'put'>;
  storageDir?: string;
}

/** Fills a migrated database; nothing happens when it holds an organising body already. */
export async function loadDemonstration({
  db: given,
  databaseUrl,
  nissPepper,
  nissKey,
  now,
  blobs: store,
  storageDir,
}: DemonstrationOptions): Promise<void> {
  const db = given ?? connect(databaseUrl ?? '', { max: 2 });
  const blobs = store ?? (storageDir ? directoryBlobStore(storageDir) : undefined);
  try {
    if (await db('organising_bodies').first('id')) return;
    const times = countFrom(dayOf(now));
    await insertPeopleAndPlaces(db, { nissPepper, now, times });
    await tellPublication(db);
    await db.raw('alter table documents disable trigger documents_added_are_audited');
    // So that the first reference of the demonstration looks like one of a running year.
    await db.raw("select setval('case_references', 1270)");
    const narrator = createNarrator({
      db,
      times,
      now,
      userOf: userIdOf,
      attach: blobs ? attachTo(db, blobs) : () => Promise.resolve(),
    });
    const stories = [
      namurStories,
      bruxellesStories,
      brabantStories,
      liegeStories,
      hainautStories,
      luxembourgStories,
    ].flatMap((tellers) => tellers(times));
    stories.sort((a, b) => (a.steps[0]?.day ?? 0) - (b.steps[0]?.day ?? 0));
    for (const story of stories) await narrator.tell(story);
    await narrator.catchUp();
    await tellSheets(db, { now, times });
    await tellPresentations(db, blobs, { times });
    if (blobs) await tellPhotoStories(db, blobs, { times, now, userOf: userIdOf });
    await tellCorrections(db, blobs, { times, now, userOf: userIdOf });
    await tellCalls(db, blobs, { times, now, userOf: userIdOf });
    await tellProjects(db, blobs, { times, now });
    await tellTrainings(db, blobs, { times, now, userOf: userIdOf });
    await regroup(db, { whole: true });
    await rankGroups(db, now);
    await tellTeams(db, { times, now, nissPepper, nissKey });
    await tellAfterSchoolPlaces(db, { times });
    await tellAgreements(db, blobs, { times, now });
    await tellCommission(db, { times });
    await tellTeamValidations(db, now);
    await tellDoctors(db, blobs, { times, now, userOf: userIdOf });
    await tellTables(db, now);
    await tellQuarters(db, now);
    await tellMoney(db, { now, nissKey });
    await tellApplications(db, { now, times });
    await tellAccounts(db, blobs, { times, now, nissKey, nissPepper });
    await tellAttendanceImports(db, { now, nissKey });
    await tellAfterSchoolAttendance(db, { times });
    await tellPaidQuarters(db, { now, nissKey });
    await tellAfterSchoolQuarters(db, now);
    await tellPreRequests(db, { now });
    await tellPrivacyRequests(db, { now });
    await tellEvaluations(db, { times, now });
    await tellStages(db, times);
    await loadEverydayThings(db, { now, times });
    await auditUploads(db);
    await insertScales(db, times.today);
    await tellRuleChanges(db, { now, times });
    await lookAfterUsers(db, { now, times });
    await tellWaitsOfHelpdesk(db, { now, times, nissPepper });
  } finally {
    if (!given) await db.destroy();
  }
}

/** In the order of the days, as they would have come: the stories are told one after the other. */
async function auditUploads(db: Database): Promise<void> {
  await db.raw(`insert into audit (at, actor_id, on_behalf_of, event, subject, subject_id)
    select uploaded_at, uploaded_by, case when origin = 'operator' then organising_body_id end, 'upload', 'document', cast(id as text)
    from documents where uploaded_by is not null order by uploaded_at, id`);
  await db.raw('alter table documents enable trigger documents_added_are_audited');
}

function attachTo(db: Database, blobs: Pick<BlobStore, 'put'>): Attach {
  return async ({ caseId, number, facilityId, userId, at, slots, origin }) => {
    const facility = facilities.find(({ key }) => facilityIdOf(key) === facilityId);
    if (!facility) throw new Error('no such facility');
    for (const slot of slots) {
      const [file, title, ...lines] = documentNames[slot] ?? [`${slot}.pdf`, slot];
      const { digest, size } = await blobs.put(
        Readable.from([makePdf(title, [facility.name, '', ...lines, '', 'Document de démonstration.'])]),
      );
      await db('documents').insert({
        id: stableId(`document ${caseId} ${String(number)} ${slot}`),
        case_id: caseId,
        act_number: number,
        organising_body_id: stableId(`body ${facility.owner.key}`),
        facility_id: facilityId,
        administration: administrationOf(facility.place.postcode),
        slot,
        origin,
        name: file,
        media_type: 'application/pdf',
        size,
        digest: Buffer.from(digest, 'hex'),
        uploaded_by: userId,
        uploaded_at: instant(at),
      });
    }
  };
}
