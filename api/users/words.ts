/** The rights and the state of a user, in the words of the guides. */
import type { Refusal } from '../../db/users/change-member.ts';
import type { Member } from '../../db/users/list-members.ts';
import { everyPlace, isCell, isPermanent, periodOf, placeOf, type Held } from '../../db/users/rights.ts';
import { dayOf, daysBetween, type Day, type Instant } from '../../domain/calendar.ts';
import { formatShortDate, formatTime } from '../../domain/french-dates.ts';
import { filesBySector, profileNames } from '../../views/rights-words.ts';

export const refusals: Readonly<Record<Refusal, string>> = {
  own: 'Personne ne modifie ses propres droits : une autre personne autorisée doit le faire.',
  administrator:
    "Le profil « Gestion des utilisateurs » ne permet ni de nommer un administrateur, ni de modifier les accès d'un administrateur. Un administrateur doit le faire.",
  last: "C'est le dernier administrateur sans limite de durée : sans lui, plus personne ne pourrait donner des droits ni débloquer un accès. Nommez d'abord un autre administrateur.",
  manager: "Vous ne gérez plus les utilisateurs de cet organisme : rien n'a été modifié.",
};

/** « Accueil Petite Enfance : Subsides, Mon équipe », and where. */
export function rolesOf(
  { held, replacesName }: Pick<Member, 'held' | 'replacesName'>,
  facilityNames: ReadonlyMap<string, string>,
): { text: string; sub?: string; strong?: boolean } {
  const rights = new Set(held.map(({ right }) => right));
  const replacing = replacesName ? [`remplace ${replacesName}`] : [];
  if (rights.has('administrator'))
    return {
      text: profileNames.administrator,
      sub: ['toutes les fonctionnalités et données', ...replacing].join(' · '),
      strong: true,
    };
  if (rights.has('childminder')) return { text: profileNames.childminder };
  const cells = [...rights].filter(isCell).map(placeOf);
  const files = filesBySector(new Set(cells.map(({ dossier }) => dossier)));
  const profiles = [...(rights.has('user-manager') ? [profileNames['user-manager']] : []), ...files];
  if (profiles.length === 0) return { text: 'Aucun accès configuré' };
  const places = cells.some(({ place }) => place === everyPlace)
    ? ["tous les milieux d'accueil"]
    : [...new Set(cells.map(({ place }) => facilityNames.get(place) ?? 'autre milieu'))];
  const sub = [...(cells.length > 0 ? [placesInWords(places)] : []), ...replacing].join(' · ');
  return { text: profiles.join(' · '), ...(sub ? { sub } : {}) };
}
/** « Crèche A, Crèche B et 4 autres » */
export const placesInWords = (places: readonly string[]): string =>
  places.length > 3 ? `${places.slice(0, 2).join(', ')} et ${places.length - 2} autres` : places.join(', ');

export interface Status {
  kind: string;
  text: string;
  sub?: string;
}
export function statusOf(member: Member, today: Day): Status {
  if (member.blockedAt !== null)
    return { kind: 'due-late', text: "bloqué par l'ONE", sub: `depuis le ${formatShortDate(dayOf(member.blockedAt))}` };
  if (member.deactivatedAt !== null)
    return { kind: 'neutral', text: 'désactivé', sub: `depuis le ${formatShortDate(dayOf(member.deactivatedAt))}` };
  if (member.isDefault) return { kind: 'due-soon', text: 'à convertir' };
  const period = periodOf(member.held, today);
  if (period && !member.held.some((one) => isPermanent(one, today)))
    return { kind: 'at-one', text: 'temporaire', sub: periodInWords(period) };
  if (period) return { kind: 'done', text: 'actif', sub: `accès temporaires ${periodInWords(period)}` };
  return { kind: 'done', text: 'actif' };
}
export const periodInWords = ({ from, to }: Pick<Held, 'from' | 'to'>): string =>
  `${to ? 'du' : 'à partir du'} ${formatShortDate(from)}${to ? ` au ${formatShortDate(to)}` : ''}`;

/** « aujourd'hui, 8 h 12 » and by which means; never where from. */
export function seenOf(
  { seenAt, seenAcr, held, id }: Member,
  { viewerId, now }: { viewerId: string; now: Instant },
): { text: string; sub?: string } {
  const today = dayOf(now);
  const own = id === viewerId ? ["c'est vous"] : [];
  if (seenAt === null) {
    const first = held.map(({ from }) => from).sort()[0];
    const wait = first !== undefined && first > today ? daysBetween(today, first) : 0;
    const sub = [...(wait > 0 ? [`accès dans ${wait} ${wait < 2 ? 'jour' : 'jours'}`] : []), ...own].join(' · ');
    return { text: 'jamais', ...(sub ? { sub } : {}) };
  }
  const day = dayOf(seenAt);
  const sub = [...meansOf(seenAcr), ...own].join(' · ');
  return {
    text: day === today ? `aujourd'hui, ${formatTime(seenAt)}` : formatShortDate(day),
    ...(sub ? { sub } : {}),
  };
}
export const meansOf = (acr: number | null): string[] =>
  acr === null ? [] : [acr >= 500 ? 'eID' : acr >= 450 ? 'itsme' : 'avec mot de passe'];
