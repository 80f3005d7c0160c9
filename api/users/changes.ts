/** What a change of rights would do, before it is saved: what comes and goes, and what the person will see, by the very function that draws the menu. */
import type { Grant } from '../../db/access/scopes.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { viewerOf } from '../../db/access/viewer.ts';
import type { Sector } from '../../domain/communications/audience.ts';
import type { Member } from '../../db/users/list-members.ts';
import { dossiers, type Dossier } from '../../db/access/dossiers.ts';
import {
  afterPlan,
  everyPlace,
  grantOf,
  holdsOn,
  isCell,
  placeOf,
  planOf,
  type Held,
  type Right,
} from '../../db/users/rights.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { menuOf } from '../menu.ts';
import type { Body } from './body.ts';
import type { Place, Shown } from './rights-form.ts';
import { profileNames } from '../../views/rights-words.ts';

/** « Subsides, Crèche Les Petits Chênes » */
export function rightInWords(right: Right, names: ReadonlyMap<string, string>): string {
  if (!isCell(right)) return profileNames[grantOf(right).role];
  const { dossier, place } = placeOf(right);
  const where = place === everyPlace ? 'tous les milieux' : (names.get(place) ?? "un autre milieu d'accueil");
  return `${dossiers[dossier as Dossier].label}, ${where}`;
}

export interface ChangeLine {
  what: 'ajouté' | 'retiré' | 'durée';
  text: string;
}
/** What saving would change, as it would be written. */
export function changesOf(
  held: readonly Held[],
  shown: Shown,
  names: ReadonlyMap<string, string>,
  today: Day,
): ChangeLine[] {
  const { insert, remove, change } = planOf(held, shown, today);
  const kept = new Set([...change.map((one) => one.held.right), ...insert.map(({ right }) => right)]);
  const gone = new Set(remove.map(({ right }) => right).filter((right) => !kept.has(right)));
  const by = (one: string, other: string): number => one.localeCompare(other, 'fr');
  return [
    ...insert.map(({ right }) => ({ what: 'ajouté' as const, text: rightInWords(right, names) })),
    ...[...gone].map((right) => ({ what: 'retiré' as const, text: rightInWords(right, names) })),
    ...change.map(({ held: { right }, from, to }) => ({
      what: 'durée' as const,
      text: `${rightInWords(right, names)}\u00a0: ${to ? `${from > today ? `du ${formatShortDate(from)} ` : ''}jusqu’au ${formatShortDate(to)}` : 'sans limite'}`,
    })),
  ].sort((one, other) => by(one.what, other.what) || by(one.text, other.text));
}

/** From when: the next click, or the first day of the period. */
export const validFrom = (shown: Shown, today: Day): string =>
  shown.period && shown.period.from > today
    ? `Valable au prochain clic de cette personne, à partir du ${formatLongDate(shown.period.from)}.`
    : `Valable dès son prochain clic.`;

export interface SeenSection {
  title?: string;
  items: { label: string; mark?: 'nouveau' | 'retiré' }[];
}
/** The menu of the person at this body, on the day on which the change holds; what is new there, and what goes. */
export function willSee(
  member: Pick<Member, 'id' | 'firstName' | 'familyName' | 'held'>,
  shown: Shown,
  { body, places, today }: { body: Pick<Body, 'id' | 'name'>; places: readonly Place[]; today: Day },
): SeenSection[] {
  const day = shown.period && shown.period.from > today ? shown.period.from : today;
  const menuWith = (held: readonly Held[], on: Day) => menuAt(member, held, { body, places, day: on });
  const before = menuWith(member.held, today);
  const after = menuWith(afterPlan(member.held, planOf(member.held, shown, today)), day);
  const key = (title: string | undefined, label: string): string => `${title ?? ''} ${label}`;
  const had = new Set(before.flatMap(({ title, items }) => items.map(({ label }) => key(title, label))));
  const has = new Set(after.flatMap(({ title, items }) => items.map(({ label }) => key(title, label))));
  const titles = [...new Set([...after, ...before].map(({ title }) => title))];
  return titles.map((title) => {
    const [then, now] = [after, before].map((menu) => menu.find((section) => section.title === title)?.items ?? []);
    return {
      ...(title ? { title } : {}),
      items: [
        ...then!.map(({ label }) => ({ label, ...(had.has(key(title, label)) ? {} : { mark: 'nouveau' as const }) })),
        ...now!
          .filter(({ label }) => !has.has(key(title, label)))
          .map(({ label }) => ({ label, mark: 'retiré' as const })),
      ],
    };
  });
}

function menuAt(
  { id, firstName, familyName }: Pick<Member, 'id' | 'firstName' | 'familyName'>,
  held: readonly Held[],
  { body, places, day }: { body: Pick<Body, 'id' | 'name'>; places: readonly Place[]; day: Day },
) {
  const grants = held
    .filter((one) => holdsOn(one, day))
    .map(({ right }): Grant => {
      const { role, dossier, facility_id: facilityId } = grantOf(right);
      return {
        role,
        dossier,
        facilityId,
        organisingBodyId: body.id,
        organisingBodyName: body.name,
        administration: null,
      };
    });
  const viewer = viewerOf({
    userId: id,
    firstName,
    familyName,
    portal: 'pro',
    acr: 450,
    authenticatedAt: null,
    grants,
  });
  const seen = places.filter(({ id: place }) =>
    viewer.ability.can(
      'read',
      asSubject('Facility', { id: place, organising_body_id: body.id, administration: '', appealed: false }),
    ),
  );
  const sectors = new Set<Sector>(
    seen.map(({ kind }) => (kind.startsWith('after-school') ? 'after-school' : 'early-childhood')),
  );
  return menuOf(viewer, 'pro', '/nowhere', { sectors: [...sectors], counts: {} as never });
}
