/** A place after school as its pages show it: found with the rights of who asks, its head, the two cards above the tabs, whom to turn to. */
import type { Request, Response } from 'express';
import { openFor } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { findAfterSchoolPlace, findStanding } from '../../db/after-school/places.ts';
import { mayChangeSheet } from '../../db/signaletique/find-sheet.ts';
import { listLeaders, type Leader } from '../../db/after-school/leaders.ts';
import type { AgreedPeriod } from '../../db/after-school/agreed.ts';
import type { FacilityRow, VersionRow } from '../../db/authorisations.ts';
import { listContacts } from '../../db/contacts.ts';
import { listOpenCorrections } from '../../db/data-correction/list.ts';
import { OrganisingBody } from '../../db/models/organising-body.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { contactCard } from '../contact.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { qualificationBadge } from '../qualification-badge.ts';

export const placePath = (id: string): string => `/pro/after-school/${id}`;
const notYours =
  "Les données d'un lieu d'accueil extrascolaire sont tenues à jour par l'administrateur de son pouvoir organisateur, ou par qui a reçu le dossier « Accueil Extrascolaire » du lieu.";
const closed = "L'activité de ce lieu a pris fin : ses données se consultent, et ne se modifient plus.";

/** @throws Problem 404 for what is no such place, or not to be seen */
export async function getPlace(deps: Dependencies, req: Request, res: Response): Promise<FacilityRow> {
  const facility = await findAfterSchoolPlace(deps.db, getViewer(res).ability, idOf(req));
  if (!facility) throw notFound();
  return facility;
}
/** @throws Problem 403 for one that is only read */
export async function getChangeable(deps: Dependencies, req: Request, res: Response): Promise<FacilityRow> {
  const facility = await getPlace(deps, req, res);
  if (!mayChangeSheet(getViewer(res).ability, facility))
    throw forbidden(facility.closed_on === null ? notYours : closed);
  return facility;
}

/** How an agreement stands on a day, in a badge and a sentence. */
export function agreementOn(agreed: readonly AgreedPeriod[], today: Day): { badge: object; text: string; until?: Day } {
  const current = agreed.findLast(({ from, to }) => from <= today && (to === null || to >= today));
  if (current)
    return {
      badge: { kind: 'done', text: 'Agréé' },
      text: current.to === null ? 'agréé' : `agréé jusqu'au ${formatLongDate(current.to)}`,
      ...(current.to === null ? {} : { until: current.to }),
    };
  const next = agreed.find(({ from }) => from > today);
  if (next)
    return {
      badge: { kind: 'neutral', text: 'Pas encore agréé' },
      text: `agréé à partir du ${formatLongDate(next.from)}`,
    };
  const last = agreed.at(-1);
  return {
    badge: { kind: 'due-late', text: 'Non agréé' },
    text: last?.to ? `agrément terminé le ${formatLongDate(last.to)}` : 'aucun agrément connu',
  };
}

type Tab = 'schedule' | 'history';
export interface PlaceHead {
  today: Day;
  version: VersionRow | undefined;
  agreed: readonly AgreedPeriod[];
  leaders: readonly Leader[];
  mayChange: boolean;
  /** What every page of the place is drawn with. */
  data: { title: string } & Record<string, unknown>;
}

/** @param facility found with the rights of who asks */
export async function headOf(deps: Dependencies, res: Response, facility: FacilityRow, tab: Tab): Promise<PlaceHead> {
  const { ability } = getViewer(res);
  const { id, organising_body_id: bodyId } = facility;
  const today = dayOf(deps.now());
  const [{ version, agreed, isRenewed }, leaders, contacts, corrections, body] = await Promise.all([
    findStanding(deps.db, ability, { id, bodyId, today }),
    listLeaders(deps.db, id),
    listContacts(deps.db, [id], today),
    listOpenCorrections(deps.db, ability, [id, bodyId]),
    OrganisingBody.query(deps.db).findById(bodyId).throwIfNotFound(),
  ]);
  const agreement = agreementOn(agreed, today);
  const mayChange = mayChangeSheet(ability, facility);
  const path = placePath(id);
  const address = version && formatAddress(version);
  return {
    today,
    version,
    agreed,
    leaders,
    mayChange,
    data: {
      title: facility.name,
      back: { href: '/pro/after-school', label: "aux lieux d'accueil" },
      line: [kindOf(facility.kind), address, agreement.text, isRenewed ? 'renouvellement en cours' : undefined]
        .filter(Boolean)
        .join(' · '),
      badge: agreement.badge,
      place: {
        rows: [
          { label: 'Nom', value: facility.name },
          { label: 'Adresse', value: address },
          { label: 'Type', value: kindOf(facility.kind) },
          { label: 'Pouvoir organisateur', value: facility.body_name },
          {
            label: "N° d'entreprise",
            value: body.enterprise_number ? formatEnterpriseNumber(body.enterprise_number) : undefined,
          },
        ].map((row) => ({ ...row, locked: true })),
        asked: corrections.map(({ opened_at: at }) => `correction demandée le ${formatShortDate(dayOf(at))}`),
        correctionHref:
          facility.closed_on === null && ability.can(openFor('data-correction'), asSubject('Facility', facility))
            ? `/pro/facilities/${id}/correction`
            : undefined,
      },
      leader: leaderCard(leaders, {
        ...{ today, path, mayChange },
        seesTeam: ability.can('staff', asSubject('Facility', facility)),
      }),
      tabs: [
        { label: 'Horaires', href: path, active: tab === 'schedule' },
        ...(facility.kind === 'after-school-1' && ability.can('aes-1', asSubject('Facility', facility))
          ? [
              { label: 'Présences', href: `${path}/attendance` },
              { label: 'Demandes de subsides', href: '/pro/aes-subsidies' },
            ]
          : []),
        { label: 'Historique', href: `${path}/history`, active: tab === 'history' },
      ],
      contacts: contactRoles(facility.kind).map(([role, title]) => ({
        ...contactCard(contacts, { role, administration: facility.administration, title }),
        ...phoneOf(contacts.find((contact) => contact.role === role)?.phone),
      })),
    },
  };
}
/** Subsidies of the first type have a gestionnaire. */
const contactRoles = (kind: string) =>
  [
    ...(kind === 'after-school-1' ? ([['aes-manager', 'Votre contact']] as const) : []),
    ['aes-referent', "Pour l'agrément"],
  ] as const;
const phoneOf = (phone: string | null | undefined): object =>
  phone ? { phone, phoneHref: `tel:${phone.replaceAll(/[^+\d]/g, '')}` } : {};

export const kindOf = (kind: string): string => facilityKinds[kind as keyof typeof facilityKinds];

function leaderCard(
  leaders: readonly Leader[],
  { today, path, mayChange, seesTeam }: { today: Day; path: string; mayChange: boolean; seesTeam: boolean },
): object {
  const current = leaders.find(({ fromOn }) => fromOn <= today);
  const next = leaders.findLast(({ fromOn }) => fromOn > today);
  return {
    rows: current && [
      { label: 'Nom', value: current.name },
      { label: 'Téléphone', value: current.phone ?? undefined },
      { label: 'Courriel', value: current.email ?? undefined },
      // Of contracts and titles, who works on Mon Équipe reads.
      ...(seesTeam ? [{ label: 'Qualification', badge: qualificationBadge(current.qualification) }] : []),
    ],
    since:
      current &&
      [
        `Responsable depuis le ${formatShortDate(current.fromOn)}`,
        seesTeam && current.worksFrom ? `dans Mon Équipe depuis le ${formatShortDate(current.worksFrom)}` : undefined,
      ]
        .filter(Boolean)
        .join(', '),
    ended:
      seesTeam && current?.worksTo && current.worksTo < today
        ? `Son contrat dans Mon Équipe s'est terminé le ${formatLongDate(current.worksTo)} : désignez une autre personne.`
        : undefined,
    next: next && `À partir du ${formatLongDate(next.fromOn)} : ${next.name}.`,
    changeHref: mayChange ? `${path}/leader` : undefined,
  };
}
