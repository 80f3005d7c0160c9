/** An agreement as it stands, and a case about it: opened, filled in, and taken further. For the demonstration, and for tests that need one of their own. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { dayOf, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { CaseState, FactsOf, Role } from '../../../../workflows/procedure.ts';
import type { Action, Kind, Section, Words } from '../../../../workflows/agreement-renewal/contract.ts';
import { process } from '../../../../workflows/agreement-renewal/process.ts';
import { loadDossier } from '../../../agreement-renewal/dossier.ts';
import { digestOf, sealedOf } from '../../../agreement-renewal/submitted.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { instant, type Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';
import { makePdf } from '../pdf.ts';

/** The agreement of a body and of its places for after-school care. @returns its id */
export async function agree(
  db: Database,
  { bodyId, from, to }: { bodyId: string; from: Day; to: Day },
): Promise<string> {
  const [agreement] = (await db('agreements')
    .insert({ organising_body_id: bodyId, from_on: from, to_on: to })
    .onConflict(['organising_body_id', 'from_on'])
    .merge(['to_on'])
    .returning('id')) as { id: string }[];
  const places = (await db('facilities')
    .where({ organising_body_id: bodyId })
    .whereIn('kind', ['after-school-1', 'after-school-2'])
    .select('id')) as { id: string }[];
  await db('aes_agreements')
    .whereIn(
      'facility_id',
      places.map(({ id }) => id),
    )
    .delete();
  if (places.length > 0)
    await db('aes_agreements').insert(
      places.map(({ id }) => ({ facility_id: id, from_on: from, to_on: to, agreement_id: agreement!.id })),
    );
  return agreement!.id;
}

export interface Opened {
  id?: string;
  bodyId: string;
  kind: Kind;
  /** Of a renewal and of a change of places. */
  agreement?: { agreementId: string; endsOn: Day };
  /** Of ONE: of a body without places. */
  administration?: string;
  /** Who asks; nobody of a renewal, which the calendar opens. */
  by?: string;
  at: Instant;
}
/** @returns its case */
export async function openAgreement(db: Database, opened: Opened): Promise<string> {
  const { id = randomUUID(), bodyId, kind, agreement, administration, by, at } = opened;
  const { caseId } = await openCase(db, process, {
    caseId: id,
    token: id,
    subject: { kind: 'organising-body', id: bodyId, ...(administration ? { administration } : {}) },
    kind,
    ...(kind === 'renewal'
      ? { action: 'open-renewal', facts: agreement!, actor: { role: 'procedure', userId: null } }
      : {
          action: 'open-request',
          facts: kind === 'first' ? { kind } : { kind, ...agreement! },
          actor: { role: 'operator', userId: by!, onBehalfOf: bodyId, acr: 450 },
        }),
    at,
  });
  return caseId;
}

export interface Step<A extends Action = Action> {
  action: A;
  role: Role;
  userId: string | null;
  at: Instant;
  facts?: FactsOf<Words, A>;
  content?: object;
  documentIds?: readonly string[];
}
export async function takeStep(db: Database, caseId: string, step: Step): Promise<void> {
  const { action, role, userId, at, facts = {}, content = null, documentIds = [] } = step;
  const { state } = await db('cases').where({ id: caseId }).first<{ state: Pick<CaseState, 'deadlines'> }>('state');
  const [deadline] =
    role === 'clock' ? state.deadlines.filter(({ act }) => act === action).sort((one, other) => one.at - other.at) : [];
  await recordAct(db, process, caseId, {
    action,
    token: randomUUID(),
    facts,
    content,
    documentIds: [...documentIds],
    actor: { role, userId, acr: userId === null ? null : 450 },
    ...(deadline ? { deadline: deadline.id } : {}),
    at,
  });
}
/** Whom the clock should have reminded by now, it has. */
export async function remindUntil(db: Database, caseId: string, now: Instant): Promise<void> {
  const { state } = await db('cases').where({ id: caseId }).first<{ state: Pick<CaseState, 'deadlines'> }>('state');
  const passed = state.deadlines
    .filter(({ act, at }) => act === 'remind' && at <= now)
    .sort((one, other) => one.at - other.at);
  for (const { at } of passed) await takeStep(db, caseId, { action: 'remind', role: 'clock', userId: null, at });
}

export const answers = (on: Day): Readonly<Record<Section, object>> => ({
  project: {
    versionOn: on,
    conform: 'oui',
    remarks: 'Le mercredi après-midi a deux groupes, par âge ; les sorties sont décidées avec les enfants.',
  },
  programme: { coordination: 'Coordination ATL de la Ville de Namur', attestedOn: on },
  places: {},
  premises: {
    premises: 'Dans chaque école : une salle de 60 m² au moins, la salle de gymnastique et la cour, avec un préau.',
    travel: "L'accueil est dans l'école : il n'y a pas de trajet.",
  },
  staff: { checked: 'oui', remarks: 'Deux personnes suivent les 100 heures.' },
  documents: {},
});
const files: readonly { slot: string; name: string }[] = [
  { slot: 'project', name: 'projet-accueil.pdf' },
  { slot: 'programme', name: 'attestation-coordination-atl.pdf' },
];

/** Every section, as somebody wrote it on that day; and the two documents, where there is room for them. */
export async function fillDossier(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { caseId, bodyId, by, at }: { caseId: string; bodyId: string; by: string; at: Instant },
): Promise<void> {
  const places = (await db('facilities')
    .where({ organising_body_id: bodyId })
    .whereIn('kind', ['after-school-1', 'after-school-2'])
    .orderBy('name')
    .select('id')) as { id: string }[];
  await db('agreement_sections')
    .insert(
      Object.entries(answers(dayOf(at))).map(([section, data]) => ({
        case_id: caseId,
        section,
        data: JSON.stringify(section === 'places' ? { places: places.map(({ id }) => id) } : data),
        changed_by: by,
        changed_at: instant(at),
      })),
    )
    .onConflict(['case_id', 'section'])
    .merge();
  if (!blobs) return;
  const { administration } = await db('cases')
    .where({ id: caseId })
    .first<{ administration: string }>('administration');
  for (const { slot, name } of files) {
    const stored = await blobs.put(
      Readable.from([makePdf('Dossier d’agrément', [name, '', 'Document de démonstration.'])]),
    );
    await saveDocument(db, {
      ...stored,
      caseId,
      organisingBodyId: bodyId,
      administration,
      facilityId: null,
      mediaType: 'application/pdf',
      uploadedBy: by,
      origin: 'operator',
      slot,
      name,
      at,
    });
  }
}

/** The dossier as it stands, submitted. */
export async function submitDossier(
  db: Database,
  { caseId, bodyId, by, at }: { caseId: string; bodyId: string; by: string; at: Instant },
): Promise<void> {
  const today = dayOf(at);
  const dossier = await loadDossier(db, { caseId, bodyId, today, since: today });
  await takeStep(db, caseId, {
    action: 'submit',
    role: 'operator',
    userId: by,
    facts: { digest: digestOf(dossier) },
    content: { submitted: sealedOf(dossier) },
    documentIds: dossier.documents,
    at,
  });
}
