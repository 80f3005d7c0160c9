/** What every sending of an operator does: a case for each person, named by the form's token, with the certificate that came with it. */
import type { Instant } from '../../domain/calendar.ts';
import { slug, type LineFacts } from '../../workflows/training-recognition/contract.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { findOpenerRole, onBehalfOf } from '../access/acts.ts';
import { asOpening } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { openCase, recordAct, type Recorded } from '../record-act.ts';
import { saveDocument } from '../save-document.ts';
import type { Followed } from './lines.ts';
import type { Trainee } from './people.ts';
import { isPlausible } from './plausible.ts';

/** A file that was found good and is stored. */
export interface StoredFile {
  name: string;
  mediaType: string;
  size: number;
  digest: string;
}
export const certificateSlot = 'certificate';

export class NotTheirs extends Error {}
export interface Sent {
  cases: { caseId: string; reference: string }[];
  recognised: boolean;
  already: boolean;
}

/** Whose line it is, and where. */
export type PersonPlace = Pick<Trainee, 'collaborationId' | 'organisingBodyId' | 'administration'> & {
  facilityId: string | null;
};

export interface Sending {
  viewer: Viewer;
  /** Of the form; with the person it names each case. */
  token: string;
  certificate: StoredFile | null;
  at: Instant;
}

/** Organisation and module both stand in the lists, and the hours may be believed: nobody needs to look. */
export const isKnown = (followed: Followed): boolean =>
  followed.organisationId !== null && followed.moduleId !== null && isPlausible(followed);

export const factsOf = ({ hours, fromOn, toOn, organisationId, moduleId }: Followed): LineFacts => ({
  hours,
  fromOn,
  toOn,
  organisationId,
  moduleId,
});

/** @throws NotTheirs */
export function openFor(
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

export async function keepCertificate(
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

export const recogniseByLists = (trx: Database, caseId: string, { token, at }: Sending): Promise<Recorded> =>
  recordAct(trx, process, caseId, {
    action: 'recognise',
    facts: { list: true },
    token: `${token}.list`,
    actor: { role: 'procedure', userId: null },
    at,
  });
