/** How a request is prepared: for which place, what may be asked of it today, what is known of it, and what follows. */
import { getBefore } from '../../db/authorisation-adaptation/versions.ts';
import { versionsOn } from '../../db/authorisations.ts';
import type { ReceiptRow } from '../../db/cases/receipt.ts';
import type { Database } from '../../db/connect.ts';
import { getSituation } from '../../db/consequences/situation.ts';
import { consequencesOf } from '../../domain/consequences/consequences.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatAddress } from '../../domain/address.ts';
import { formatDuration, formatLongDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { changesOf } from '../../workflows/authorisation-adaptation/changes.ts';
import { slug, type Kind, type RequestKind } from '../../workflows/authorisation-adaptation/contract.ts';
import { needsNoDecision } from '../../workflows/authorisation-adaptation/rules.ts';
import { eventOf } from '../../workflows/authorisation-adaptation/touches.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import { places } from '../authorisation/words.ts';
import type { Ahead } from '../cases/procedure-pages.ts';
import { consequencesAhead } from '../consequences/show.ts';
import type { DraftForms } from '../drafts/draft-forms.ts';
import type { Values } from '../drafts/form.ts';
import { facilitySubjects, type FacilitySubject } from '../drafts/facility-subjects.ts';
import { availabilityOf, type Situation } from './availability.ts';
import { loadFormContext, loadSituation } from './form-context.ts';
import { factsOf, requestForms, summaryFor } from './request-forms.ts';
import type { FormContext } from './request-forms/form.ts';

export const requestDrafts: DraftForms<
  { subject: FacilitySubject; underWay: Situation; context: FormContext },
  RequestKind
> = {
  title: "Introduire une demande d'adaptation de l'autorisation",
  action: 'submit',
  forms: requestForms,
  back: { href: '/pro/authorisation', label: 'à mon autorisation' },
  backOf: ({ id }) => ({ href: `/pro/facilities/${id}/authorisation`, text: 'Retour à mon autorisation' }),
  ...facilitySubjects(slug),
  placesOf: async (db, subjects, today) => {
    const versions = await versionsOn(
      db,
      subjects.map(({ id }) => id),
      today,
    );
    return new Map([...versions].map(([id, version]) => [id, formatAddress(version)]));
  },
  loadUnderWay: loadSituation,
  availability: availabilityOf,
  loadContext: async (db, situation, today) =>
    situation.version && (await loadFormContext(db, situation, situation.version, today)),
  about: (context, { name }) => (context ? `${name}, ${formatAddress(context.facility.authorisation.address)}` : name),
  known: ({ facility: { name, authorisation }, bodyName }) => [
    { label: "Milieu d'accueil", value: name, locked: true },
    { label: 'Pouvoir organisateur', value: bodyName, locked: true },
    { label: 'Adresse autorisée', value: formatAddress(authorisation.address), locked: true },
    { label: 'Capacité autorisée', value: places(authorisation.capacity), locked: true },
  ],
  notice: (kind, { facility, parameters }) => ({
    asked: inWords(parameterOf(requestForms[kind].notice(facility), parameters)),
    waivable: requestForms[kind].noticeWaived !== undefined,
  }),
  summary: summaryFor,
  ahead: aheadOfRequest,
  facts: (kind, values, { facility }) => factsOf(kind, values, facility),
  declaration:
    'Je déclare que les informations sont exactes et que je suis habilité·e à engager le pouvoir organisateur.',
  next: nextOf,
};

/** As if it were granted today as it is asked: everything that is touched beside the authorisation. */
async function aheadOfRequest(
  db: Database,
  { kind, values, subject, draftId }: { kind: RequestKind; values: Values; subject: FacilitySubject; draftId: string },
  today: Day,
): Promise<Ahead[]> {
  const facilityId = subject.id;
  const before = await getBefore(db, { facilityId, day: today });
  const { capacity } = before.version;
  const { wishedOn, plannedEndOn } = factsOf(kind, values, { home: subject.home, authorisation: { capacity } });
  const around = await getSituation(db, { facilityId, on: wishedOn, caseId: draftId, kind });
  const changes = changesOf({ kind, outcome: 'grant', ...(plannedEndOn ? { plannedEndOn } : {}) }, values, before);
  const event = eventOf({ kind }, changes);
  return event ? consequencesAhead(consequencesOf(event, around), formatLongDate(wishedOn), 'operator') : [];
}

/** With the delays that the case keeps, whatever they become later. */
function nextOf({ kind, parameters, target_on }: ReceiptRow): string[] {
  const told = (code: string): string => inWords(parameterOf(code, parameters));
  const complement = parameterOf('complement', parameters);
  return [
    `Votre référent·e accueil vérifie si la demande est complète, dans les ${told('completeness')}.`,
    `S'il manque quelque chose, vous recevez une demande de complément et disposez de ${complement.unit === 'days' ? formatDuration({ days: complement.value }) : told('complement')} pour y répondre.`,
    needsNoDecision(kind as Kind)
      ? "L'ONE prend acte de votre demande et vous l'écrit."
      : `La décision est attendue avant le ${formatLongDate(target_on)} (délai visé : ${told('target')}).`,
    "Un courriel confirme votre envoi, puis vous prévient de ce que l'ONE vous demande et décide. Vous suivez tout dans « Mes demandes ».",
  ];
}
