/** « Mon autorisation » of one facility: what is in force, what is under way, what may be asked, what was before. */
import type { Request, Response } from 'express';
import { openFor } from '../../db/access/acts.ts';
import { asOpening, asSubject } from '../../db/access/subjects.ts';
import {
  findFacility,
  listFacilities,
  listLetters,
  listVersions,
  type FacilityRow,
  type LetterRow,
  type VersionRow,
} from '../../db/authorisations.ts';
import { listContacts } from '../../db/contacts.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf, type Day, subtractDays } from '../../domain/calendar.ts';
import { dueInWords, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { slug, type Kind, type Status } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { slug as correction } from '../../workflows/data-correction/contract.ts';
import {
  availabilities,
  periodsOf,
  type Availability,
  type Situation,
} from '../authorisation-adaptation/availability.ts';
import { casePath as pathOf } from '../cases/case-context.ts';
import { draftPath as pathOfDraft } from '../drafts/draft-file.ts';
import { loadSituation } from '../authorisation-adaptation/form-context.ts';
import { words } from '../../views/authorisation-adaptation/words.ts';
import { requestForms } from '../authorisation-adaptation/request-forms.ts';
import { contactCard } from '../contact.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { facilityKindLabel, placeAndBody, places, statusBadge, statusLabel } from './words.ts';

const casePath = (id: string): string => pathOf('pro', { slug, id });
const draftPath = (id: string): string => pathOfDraft(slug, id);

export async function showAuthorisation(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  const facility = await findFacility(deps.db, ability, 'authorisation', idOf(req));
  if (!facility) throw notFound();
  const today = dayOf(deps.now());
  const [situation, versions, letters, contacts, all] = await Promise.all([
    loadSituation(deps.db, facility, today),
    listVersions(deps.db, facility.id),
    listLetters(deps.db, ability, facility.id),
    listContacts(deps.db, [facility.id], dayOf(deps.now())),
    listFacilities(deps.db, ability, 'authorisation', 2),
  ]);
  const mayStart = ability.can('prepare', asOpening(slug, facility));
  const seesCases = ability.can('read', 'Case');
  renderPage(deps, req, res, 'authorisation/show', {
    title: 'Mon autorisation',
    about: facility.name,
    back:
      all.length > 1
        ? { href: '/pro/authorisation', label: "à mes milieux d'accueil" }
        : { href: '/pro', label: "à l'accueil" },
    line: placeAndBody(facility),
    badge: situation.version && {
      kind: statusBadge[situation.version.status],
      text: statusLabel[situation.version.status],
    },
    rows: authorisationRows(facility, situation.version, versions),
    periods: mayStart
      ? periodsShown(situation, today)
      : periodsShown(situation, today).map(({ buttons: _, ...period }) => period),
    decided: versions
      .filter(({ valid_from }) => valid_from > today)
      .map((version) => `À partir du ${formatLongDate(version.valid_from)} : ${told(version)}.`),
    documents: letters.map(letterShown),
    documentsEmpty:
      "Aucun courrier de décision n'est encore archivé ici. Les décisions prises sur vos demandes y apparaîtront.",
    drafts: mayStart
      ? situation.drafts.map(({ id, kind, updated_at }) => ({
          what: words.kinds[kind as Kind],
          href: draftPath(id),
          where: `modifié le ${formatLongDate(dayOf(updated_at))}`,
          badge: { kind: 'neutral', text: 'brouillon' },
          button: { label: 'Continuer', href: draftPath(id), go: true },
        }))
      : [],
    cases: seesCases
      ? situation.openCases.map(({ id, kind, status, reference }) => ({
          what: words.kinds[kind as Kind],
          href: casePath(id),
          where: reference,
          badge: { kind: 'at-one', text: process.statuses[status as Status].label },
        }))
      : [],
    requests: mayStart ? availabilities(situation).map((each) => requestShown(each, facility)) : undefined,
    history: versions.map((version, index) => historyRow(version, versions[index - 1], today, seesCases)),
    facilityId: facility.id,
    correctionHref: ability.can(openFor(correction), asSubject('Facility', facility))
      ? `/pro/facilities/${facility.id}/correction`
      : undefined,
    contact: contactCard(contacts, {
      role: 'referent',
      administration: facility.administration,
      title: 'Interlocuteur de référence',
    }),
    contactsHref: '/pro/contacts',
    // No way leads to a refusal.
    ways: deps.procedures.flatMap(({ process: { slug: of, opens }, wayIn }) =>
      Object.keys(opens).some((action) => ability.can(action, asOpening(of, facility)))
        ? (wayIn?.ofFacility?.(facility) ?? [])
        : [],
    ),
  });
}

function authorisationRows(
  facility: FacilityRow,
  version: VersionRow | undefined,
  versions: readonly VersionRow[],
): object[] {
  const first = versions.at(-1);
  const locked = (label: string, value: string | undefined): object[] =>
    value === undefined ? [] : [{ label, value, locked: true }];
  return [
    ...locked("Milieu d'accueil", `${facility.name} (n° ${facility.number})`),
    ...locked('Type', facilityKindLabel[facility.kind]),
    {
      label: 'Statut actuel',
      value: '',
      badge: version
        ? { kind: statusBadge[version.status], text: statusLabel[version.status] }
        : { kind: 'neutral', text: "pas d'autorisation en vigueur" },
    },
    ...locked("Date d'autorisation", first && formatLongDate(first.valid_from)),
    ...locked('Lieu', version && formatAddress(version)),
    ...locked("Capacité d'accueil", version && places(version.capacity)),
    ...(version?.conditions ? [{ label: 'Conditions', values: version.conditions.split('\n') }] : []),
    ...(version && version !== first
      ? [{ label: 'Version en vigueur depuis', value: formatLongDate(version.valid_from), locked: true }]
      : []),
    ...(version?.planned_end_on
      ? [{ label: 'Fin prévue de la période', value: formatLongDate(version.planned_end_on), locked: true }]
      : []),
  ];
}

const periodsShown = ({ openCases, facility }: Situation, today: Day) =>
  periodsOf(openCases).map(({ caseId, kind, plannedEndOn }) => ({
    title: `${words.kinds[kind]} en cours`,
    text: plannedEndOn ? `Fin prévue le ${formatLongDate(plannedEndOn)} (${dueInWords(plannedEndOn, today)}).` : '',
    buttons: [
      {
        label: 'Réintégrer les locaux',
        kind: 'plain',
        href: `/pro/${slug}/new?${new URLSearchParams({ facility: facility.id, kind: 'return-to-premises' }).toString()}`,
      },
      { label: 'Voir la demande', kind: 'plain', href: casePath(caseId) },
    ],
  }));

function requestShown(each: Availability, facility: FacilityRow): object {
  const { choice, purpose } = requestForms[each.kind];
  switch (each.can) {
    case 'start':
      return {
        choice,
        text: purpose,
        button: {
          label: 'Commencer',
          action: `/pro/${slug}/drafts`,
          fields: [
            { name: 'facilityId', value: facility.id },
            { name: 'kind', value: each.kind },
          ],
        },
      };
    case 'resume':
      return {
        choice,
        text: `Brouillon du ${formatLongDate(dayOf(each.updatedAt))}.`,
        button: { label: 'Reprendre', href: draftPath(each.draftId) },
      };
    case 'nothing':
      return {
        choice,
        text: each.reason,
        ...(each.caseId ? { button: { label: 'Voir la demande', href: casePath(each.caseId) } } : { impossible: true }),
      };
    default:
      return each satisfies never;
  }
}

const told = (version: VersionRow): string =>
  `${statusLabel[version.status].toLowerCase()}, ${formatAddress(version)}, ${places(version.capacity)}`;
function historyRow(version: VersionRow, later: VersionRow | undefined, today: Day, seesCases: boolean): object {
  const future = version.valid_from > today;
  const current = !future && (!later || later.valid_from > today);
  return {
    cells: [
      {
        text:
          later && !future && !current
            ? `du ${formatShortDate(version.valid_from)} au ${formatShortDate(subtractDays(later.valid_from, 1))}`
            : `${future ? 'à partir du' : 'depuis le'} ${formatShortDate(version.valid_from)}`,
        badge: future
          ? { kind: 'at-one', text: 'décidée' }
          : current
            ? { kind: 'done', text: 'en vigueur' }
            : undefined,
      },
      { text: statusLabel[version.status] },
      { text: formatAddress(version) },
      { text: String(version.capacity), numeric: true },
      version.case_id && seesCases
        ? {
            text: 'Voir la demande',
            href: casePath(version.case_id),
            sub: `décision du ${formatShortDate(version.decided_on)}`,
          }
        : { text: `décision du ${formatShortDate(version.decided_on)}` },
    ],
  };
}

const letterShown = ({ id, slot, name, size, uploaded_at, reference, kind }: LetterRow): object => ({
  name: `${(words.effects as Readonly<Record<string, string>>)[slot] ?? name} – ${words.kinds[kind as Kind]}`,
  kind: reference,
  href: `/documents/${id}`,
  size,
  at: uploaded_at,
});
