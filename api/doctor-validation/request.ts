/** How a doctor is introduced: the number first, which says whether ONE knows the doctor; then step by step. */
import { findKnownDoctor, listStanding, type KnownDoctor } from '../../db/doctors/find.ts';
import { keepCollaboration } from '../../db/doctors/keep.ts';
import { openFor } from '../../db/access/acts.ts';
import { findFacility, listFacilities } from '../../db/authorisations.ts';
import type { Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { AlreadyOpen } from '../../db/record-act.ts';
import type { Day } from '../../domain/calendar.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import { findQualification, formatInami, parseInami } from '../../domain/inami.ts';
import { slug, type Kind } from '../../workflows/doctor-validation/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import type { DraftForms } from '../drafts/draft-forms.ts';
import { facilitySubjects, type FacilitySubject } from '../drafts/facility-subjects.ts';
import { listOf, listPath } from './paths.ts';
import { forms } from './questions.ts';
import { isDoubtful, type DoctorContext } from './rules.ts';
import { specialtyWords } from '../../views/specialty-words.ts';

interface UnderWay {
  subject: FacilitySubject;
  standing: ReadonlyMap<string, string>;
}

/** Consultations are paid to subsidised crèches (hypothèse: to them alone). */
const isSubsidised = ({ kind }: { kind: string }): boolean => kind === 'subsidised-creche';
const all = facilitySubjects(slug);
/** The crèches for which the person may introduce a doctor. */
export const listCreches = async (db: Database, ability: Ability): Promise<FacilitySubject[]> =>
  (await all.listSubjects(db, ability)).filter(isSubsidised);
/** Those whose doctors the person may see, closed ones too. */
export const listSeen = async (db: Database, ability: Ability) =>
  (await listFacilities(db, ability, openFor(slug))).filter(isSubsidised);
export async function findCreche(db: Database, ability: Ability, id: string): Promise<FacilitySubject | undefined> {
  const facility = await findFacility(db, ability, openFor(slug), id);
  return facility && isSubsidised(facility) ? { ...facility, facility_id: facility.id } : undefined;
}

export const requestDrafts: DraftForms<{ subject: FacilitySubject; underWay: UnderWay; context: DoctorContext }, Kind> =
  {
    title: 'Ajouter un médecin',
    action: 'introduce',
    forms,
    back: { href: listPath, label: 'à mes médecins' },
    backOf: ({ id }) => ({ href: listOf(id), text: 'Retour à mes médecins' }),
    listSubjects: listCreches,
    findSubject: (db, ability, id) => findCreche(db, ability, id),
    loadUnderWay: async (db, subject) => ({ subject, standing: await listStanding(db, subject.id) }),
    availability: (_kind, { subject }) =>
      subject.closed_on === null ? { can: 'start' } : { can: 'nothing', reason: 'Cette crèche est fermée.' },
    loadContext: (db, { subject, standing }, today, kept) => loadContext(db, subject, standing, today, kept.inami),
    about: (_context, { name }) => name,
    known: ({ facility, sought }) => [
      { label: "Milieu d'accueil", value: facility.name, locked: true },
      { label: 'Pouvoir organisateur', value: facility.bodyName, locked: true },
      ...(sought?.known ? knownRows(sought.known) : []),
    ],
    facts: (kind, values) => ({
      kind,
      from: values.from as Day,
      ...(isDoubtful(values.inami) ? { doubtful: true } : {}),
    }),
    keep: async (trx, caseId) => {
      try {
        await keepCollaboration(trx, caseId);
      } catch (error) {
        // Somebody introduced the same doctor for the same crèche at this very moment.
        if ((error as { constraint?: string }).constraint === 'doctor_collaborations_one_standing')
          throw new AlreadyOpen();
        throw error;
      }
    },
    declaration:
      'Je déclare que ces informations sont exactes et que la convention est signée par le pouvoir organisateur et par le médecin.',
    next: () => [
      'Votre gestionnaire subsides vérifie les données et la convention ; un courriel vous prévient de sa réponse.',
      "En attendant, les consultations du médecin s'enregistrent en brouillon ; elles se signent dès qu'il est validé.",
      "Le médecin est averti par courriel des données que l'ONE traite à son sujet, une seule fois.",
      "S'il vient aussi dans d'autres de vos crèches, sa fiche permet de l'y introduire en une fois, sans rien encoder de nouveau que la distance.",
    ],
  };

/** @param typed the number that stands in the form */
export async function loadContext(
  db: Database,
  { name, body_name: bodyName }: { name: string; body_name: string },
  standing: ReadonlyMap<string, string>,
  today: Day,
  typed: unknown,
): Promise<DoctorContext> {
  const read = typeof typed === 'string' ? parseInami(typed) : undefined;
  const [known, parameters] = await Promise.all([
    read?.ok ? findKnownDoctor(db, read.value) : undefined,
    parametersOn(db, slug, today),
  ]);
  return {
    today,
    facility: { name, bodyName },
    needsOfficePhone: parameterOf('office-phone-required', parameters).value > 0,
    ...(read?.ok ? { sought: { inami: read.value, known } } : {}),
    standing,
  };
}

function knownRows(doctor: KnownDoctor): { label: string; value: string; locked: true }[] {
  const qualification = findQualification(doctor.inami);
  return [
    { label: 'Médecin', value: doctorName(doctor), locked: true },
    { label: 'INAMI', value: formatInami(doctor.inami), locked: true },
    ...(qualification
      ? [
          {
            label: 'Spécialité',
            value: specialtyWords[qualification === 'paediatrics' ? 'paediatrician' : 'general-practitioner'],
            locked: true as const,
          },
        ]
      : []),
  ];
}
