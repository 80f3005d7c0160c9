/** Lines and titles as an operator sends them: a case for each person, all in one transaction, once however often they are sent. */
import type { Instant, Day } from '../../domain/calendar.ts';
import { daysBetween } from '../../domain/calendar.ts';
import { slug, type LineFacts, type Title } from '../../workflows/training-recognition/contract.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { findOpenerRole, onBehalfOf } from '../access/acts.ts';
import { asOpening } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { openCase, recordAct, type Recorded } from '../record-act.ts';
import { saveDocument } from '../save-document.ts';
import { insertLine, rowOfLine, type Followed } from './lines.ts';
import type { Trainee } from './people.ts';

/** A file that was found good and is stored. */
export interface StoredFile {
  name: string;
  mediaType: string;
  size: number;
  digest: string;
}
export const certificateSlot = 'certificate';

/** More than this in a day is not believed at once: somebody looks (hypothèse). */
const mostHoursADay = 10;
export const isPlausible = ({ hours, fromOn, toOn }: Pick<Followed, 'hours' | 'fromOn' | 'toOn'>): boolean =>
  hours <= mostHoursADay * (daysBetween(fromOn, toOn) + 1);
/** The same of a row, `l`. */
export const isPlausibleRow = `l.hours <= ${String(mostHoursADay)} * (l.to_on - l.from_on + 1)`;

export class NotTheirs extends Error {}
export class Duplicate extends Error {
  collaborationIds: string[];
  constructor(collaborationIds: string[]) {
    super('a line of this module and day is there');
    this.name = 'Duplicate';
    this.collaborationIds = collaborationIds;
  }
}
export interface Sent {
  cases: { caseId: string; reference: string }[];
  recognised: boolean;
  already: boolean;
}

/** Whose line it is, and where. */
type PersonPlace = Pick<Trainee, 'collaborationId' | 'organisingBodyId' | 'administration'> & {
  facilityId: string | null;
};

interface Sending {
  viewer: Viewer;
  /** Of the form; with the person it names each case. */
  token: string;
  certificate: StoredFile | null;
  at: Instant;
}

/** @throws Duplicate, NotTheirs: nothing is written then */
export function submitLines(
  db: Database,
  {
    trainees,
    followed,
    names,
    ...sending
  }: Sending & { trainees: readonly Trainee[]; followed: Followed; names: object },
): Promise<Sent> {
  const facts = { kind: 'module', ...factsOf(followed) } as const;
  return db.transaction(async (trx) => {
    await lockPeople(trx, trainees);
    const sent: Sent = { cases: [], recognised: isKnown(followed), already: false };
    const fresh: string[] = [];
    for (const trainee of trainees) {
      const opened = await open(trx, sending, trainee, 'module', facts, names);
      sent.cases.push(opened);
      if (opened.already) {
        sent.already = true;
        continue;
      }
      fresh.push(opened.caseId);
      await insertLine(trx, {
        ...followed,
        caseId: opened.caseId,
        ...placeOf(trainee),
        documentId: await keepCertificate(trx, sending, trainee, opened.caseId, 1),
        status: 'waiting',
        at: sending.at,
      });
    }
    // Sent again with one person more: that line is looked at like any other.
    await refuseDuplicates(trx, fresh);
    if (sent.recognised) for (const caseId of fresh) await recogniseByLists(trx, caseId, sending);
    return sent;
  });
}

/** @throws NotTheirs */
export function submitQualification(
  db: Database,
  { trainee, title, obtainedOn, ...sending }: Sending & { trainee: Trainee; title: Title; obtainedOn: Day },
): Promise<Sent | 'there-is-one'> {
  return db
    .transaction(async (trx) => {
      await lockPeople(trx, [trainee]);
      const opened = await open(
        trx,
        sending,
        trainee,
        'qualification',
        { kind: 'qualification', title, obtainedOn },
        {},
      );
      if (opened.already) return { cases: [opened], recognised: false, already: true };
      const standing: unknown = await trx('training_qualifications')
        .where({ collaboration_id: trainee.collaborationId })
        .whereIn('status', ['waiting', 'information-asked', 'recognised'])
        .first('case_id');
      if (standing) throw new ThereIsOne();
      const { collaborationId, organisingBodyId, facilityId } = trainee;
      await trx('training_qualifications').insert({
        case_id: opened.caseId,
        collaboration_id: collaborationId,
        organising_body_id: organisingBodyId,
        facility_id: facilityId,
        title,
        obtained_on: obtainedOn,
        document_id: await keepCertificate(trx, sending, trainee, opened.caseId, 1),
        entered_at: instant(sending.at),
        status: 'waiting',
      });
      return { cases: [opened], recognised: false, already: false };
    })
    .catch((error: unknown) => {
      if (error instanceof ThereIsOne) return 'there-is-one' as const;
      throw error;
    });
}
class ThereIsOne extends Error {}

/** The line as it should be; the lists may then recognise it at once. @throws ActRefused, Duplicate */
export function correctLine(
  db: Database,
  {
    caseId,
    trainee,
    followed,
    names,
    seen,
    ...sending
  }: Sending & { caseId: string; trainee: PersonPlace; followed: Followed; names: object; seen: number },
): Promise<Recorded> {
  const { viewer, token, at } = sending;
  return db.transaction(async (trx) => {
    await lockPeople(trx, [trainee]);
    const recorded = await recordAct(trx, process, caseId, {
      action: 'correct',
      facts: factsOf(followed),
      content: names,
      token,
      seen,
      endsDraft: true,
      actor: {
        role: 'operator',
        userId: viewer.userId,
        acr: viewer.acr,
        onBehalfOf: trainee.organisingBodyId,
      },
      at,
    });
    if (recorded.already) return recorded;
    const documentId = await keepCertificate(trx, sending, trainee, caseId, recorded.number);
    await trx('training_lines')
      .where({ case_id: caseId })
      .update({ ...rowOfLine(followed), ...(documentId ? { document_id: documentId } : {}) });
    // A decision that holds it already was on other hours.
    if (!isPlausible(followed))
      await trx('training_line_spellings').where({ case_id: caseId }).update({ decision_id: null });
    await refuseDuplicates(trx, [caseId]);
    if (isKnown(followed)) await recogniseByLists(trx, caseId, sending);
    return recorded;
  });
}

/** Organisation and module both stand in the lists, and the hours may be believed: nobody needs to look. */
const isKnown = (followed: Followed): boolean =>
  followed.organisationId !== null && followed.moduleId !== null && isPlausible(followed);

const factsOf = ({ hours, fromOn, toOn, organisationId, moduleId }: Followed): LineFacts => ({
  hours,
  fromOn,
  toOn,
  organisationId,
  moduleId,
});
const placeOf = ({ collaborationId, organisingBodyId, facilityId }: Trainee) => ({
  collaborationId,
  organisingBodyId,
  facilityId,
});

/** Two sendings about one person come one after the other: the second sees the lines of the first. */
const lockPeople = (trx: Database, trainees: readonly Pick<Trainee, 'collaborationId'>[]): Promise<unknown> =>
  trx('collaborations')
    .whereIn(
      'id',
      trainees.map(({ collaborationId }) => collaborationId),
    )
    .orderBy('id')
    .forUpdate()
    .select('id');

function open(
  trx: Database,
  { viewer, token, certificate, at }: Sending,
  trainee: Trainee,
  kind: 'module' | 'qualification',
  facts: object,
  names: object,
): ReturnType<typeof openCase> {
  const { collaborationId, organisingBodyId, facilityId, administration, firstName, familyName } = trainee;
  const facility = { id: facilityId, organising_body_id: organisingBodyId, administration };
  const role = findOpenerRole(viewer, process, 'submit', asOpening(slug, facility));
  if (!role) throw new NotTheirs();
  return openCase(trx, process, {
    token: `${token}.${collaborationId}`,
    subject: {
      kind: 'collaboration',
      id: collaborationId,
      organisingBodyId,
      facilityId,
      name: `${firstName} ${familyName}`,
    },
    kind,
    action: 'submit',
    facts,
    content: { ...names, ...(certificate ? { documents: [{ slot: certificateSlot, ...certificate }] } : {}) },
    actor: {
      role,
      userId: viewer.userId,
      acr: viewer.acr,
      onBehalfOf: onBehalfOf(role, { organising_body_id: organisingBodyId }),
    },
    at,
  });
}

async function keepCertificate(
  trx: Database,
  { viewer, certificate, at }: Sending,
  { organisingBodyId, facilityId, administration }: PersonPlace,
  caseId: string,
  actNumber: number,
): Promise<string | null> {
  if (!certificate) return null;
  const id = await saveDocument(trx, {
    ...certificate,
    caseId,
    actNumber,
    organisingBodyId,
    facilityId,
    administration,
    slot: certificateSlot,
    origin: 'operator',
    uploadedBy: viewer.userId,
    at,
  });
  return id ?? null;
}

// Of one title: chosen from the list, or written with « Autre ».
const duplicates = `
select distinct mine.collaboration_id as id
from training_lines mine join training_lines other
  on other.collaboration_id = mine.collaboration_id and other.from_on = mine.from_on and other.case_id <> mine.case_id
left join training_modules m on m.id = other.module_id
left join training_modules n on n.id = mine.module_id
where mine.case_id = any(cast(:cases as uuid[])) and other.case_id <> all(cast(:cases as uuid[]))
  and other.status in ('waiting', 'information-asked', 'recognised')
  and (other.module_id = mine.module_id
    or searchable(coalesce(other.module_typed, m.title)) = searchable(coalesce(mine.module_typed, n.title)))`;

/** @param cases whose lines are written already */
async function refuseDuplicates(trx: Database, cases: readonly string[]): Promise<void> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(duplicates, { cases: [...cases] });
  if (rows.length > 0) throw new Duplicate(rows.map(({ id }) => id));
}

const recogniseByLists = (trx: Database, caseId: string, { token, at }: Sending): Promise<Recorded> =>
  recordAct(trx, process, caseId, {
    action: 'recognise',
    facts: { list: true },
    token: `${token}.list`,
    actor: { role: 'procedure', userId: null },
    at,
  });
