/** A file that is prepared for a call, and the hour by which it is in time. */
import { findFacility, listFacilities, type FacilityRow } from '../../db/authorisations.ts';
import { openFor } from '../../db/access/acts.ts';
import type { Ability } from '../../db/access/subjects.ts';
import { dossiers } from '../../db/access/dossiers.ts';
import type { Database } from '../../db/connect.ts';
import {
  findDeposited,
  lastMinuteOf,
  listPublished,
  takesFiles,
  type ProjectCall,
} from '../../db/project-call/calls.ts';
import { listOpenCases, type OpenCaseRow } from '../../db/authorisations.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { slug, type Kind } from '../../workflows/project-call/contract.ts';
import type { DraftForms } from '../drafts/draft-forms.ts';
import { summaryOf } from '../drafts/summary.ts';
import type { FacilitySubject } from '../drafts/facility-subjects.ts';
import { conflict } from '../problems.ts';
import { places, type CallContext } from './questions.ts';

export const callsPath = '/pro/calls';

interface UnderWay {
  subject: FacilitySubject;
  open: OpenCaseRow[];
}

/** The file of rights says which places may answer calls at all. */
const mayAnswer = ({ kind }: { kind: string }): boolean => (dossiers.cigogne.kinds as readonly string[]).includes(kind);
const asSubject = (facility: FacilityRow): FacilitySubject => ({ ...facility, facility_id: facility.id });

/** The open places for which the person may deposit a file. */
export const listAnswering = async (db: Database, ability: Ability): Promise<FacilitySubject[]> =>
  (await listFacilities(db, ability, openFor(slug)))
    .filter((facility) => facility.closed_on === null && mayAnswer(facility))
    .map(asSubject);

/** By the day: the very minute is looked at where the file is deposited. */
const openOn = ({ opens_at: opens, closes_at: closes }: ProjectCall, today: Day): boolean =>
  dayOf(opens) <= today && dayOf(closes) >= today;

/** @throws Problem 409 where the last deposit of the case came before the call opened, or at its closing or later */
export async function refuseTooLate(db: Database, caseId: string): Promise<void> {
  const { call, at } = await findDeposited(db, caseId);
  if (takesFiles(call, at)) return;
  throw conflict({
    title: at < call.opens_at ? "Cet appel n'est pas encore ouvert" : 'Cet appel est clos',
    what: sentenceOf(call, at),
    state: 'Votre brouillon est conservé avec ses documents.',
    possible: [],
    backHref: `${callsPath}/${call.id}`,
    backText: "Retour à l'appel",
  });
}
export const sentenceOf = (call: ProjectCall, at: Instant): string =>
  at < call.opens_at
    ? `« ${call.title} » ouvre le ${formatDateTime(call.opens_at)}`
    : `« ${call.title} » a pris fin le ${formatDateTime(lastMinuteOf(call))} ; votre envoi est arrivé le ${formatDateTime(at)}`;

export const requestDrafts: DraftForms<{ subject: FacilitySubject; underWay: UnderWay; context: CallContext }, Kind> = {
  title: 'Déposer un dossier',
  action: 'deposit',
  forms: { places },
  back: { href: callsPath, label: 'aux appels à projets' },
  backOf: () => ({ href: callsPath, text: 'Retour aux appels à projets' }),
  listSubjects: listAnswering,
  async findSubject(db, ability, id) {
    const facility = await findFacility(db, ability, openFor(slug), id);
    return facility && mayAnswer(facility) ? asSubject(facility) : undefined;
  },
  loadUnderWay: async (db, subject) => ({ subject, open: await listOpenCases(db, slug, subject.id) }),
  availability(_kind, { subject, open: [one] }) {
    if (subject.closed_on !== null) return { can: 'nothing', reason: "Ce milieu d'accueil est fermé." };
    return one
      ? {
          can: 'nothing',
          reason: `Un dossier est déjà déposé pour ce milieu d'accueil (${one.reference}). Il peut être remplacé ou retiré.`,
          caseId: one.id,
        }
      : { can: 'start' };
  },
  async loadContext(db, { subject }, today) {
    const published = await listPublished(db, [subject.kind]);
    return {
      today,
      facility: { name: subject.name, bodyName: subject.body_name },
      calls: published.filter((call) => openOn(call, today)),
    };
  },
  about: (_context, { name }) => name,
  known: ({ facility }) => [
    { label: "Milieu d'accueil", value: facility.name, locked: true },
    { label: 'Pouvoir organisateur', value: facility.bodyName, locked: true },
  ],
  // Which call it answers is an answer like the others.
  summary: (kind, values, { calls }, only) => {
    const answered = calls.find(({ id }) => id === values.call);
    const asked = !only || only.fields.some(({ name }) => name === 'call');
    return [
      ...(answered && asked
        ? [
            {
              field: 'call',
              label: 'Appel à projets',
              value: `${answered.title}, jusqu'au ${formatDateTime(lastMinuteOf(answered))}`,
            },
          ]
        : []),
      ...summaryOf(requestDrafts.forms[kind], values, only),
    ];
  },
  facts(_kind, values, { calls }) {
    const call = calls.find(({ id }) => id === values.call);
    if (!call) throw new Error('a file without its call');
    // A call that closes at midnight closes at the end of the day before.
    return { call: call.id, closesOn: dayOf(call.closes_at - 1), places: values.places as number };
  },
  keep: refuseTooLate,
  declaration: 'Je déclare que ces informations sont exactes et que le pouvoir organisateur porte ce projet.',
  next: () => [
    "Jusqu'à l'heure de clôture, vous pouvez remplacer ou retirer votre dossier.",
    "Ensuite, l'ONE examine les dossiers et publie tous les résultats en même temps : un courriel vous prévient.",
  ],
};
