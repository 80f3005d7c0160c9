/** Communications in words: kinds, for whom, where they stand. */
import type { Communication } from '../../db/models/communication.ts';
import type { Audience } from '../../domain/communications/audience.ts';
import { sectors } from '../../domain/communications/audience.ts';
import type { Instant } from '../../domain/calendar.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { administrationNames } from '../../domain/postcodes.ts';

export const kinds = ['information', 'warning', 'news'] as const;
export const kindWords = { information: 'Communication', warning: 'Avertissement', news: 'Actualité' } as const;

/** Groups of readers, as they are ticked. */
export const groups = {
  'pro-early-childhood': 'Opérateurs de la petite enfance',
  'pro-after-school': "Opérateurs de l'accueil extrascolaire",
  'office': "Agents de l'ONE",
} as const;
export type Group = keyof typeof groups;

export const groupsOf = ({ portals, sectors: of }: Pick<Audience, 'portals' | 'sectors'>): Group[] => [
  ...(portals.includes('pro')
    ? sectors.filter((sector) => of?.includes(sector) ?? true).map((sector) => `pro-${sector}` as const)
    : []),
  ...(portals.includes('office') ? (['office'] as const) : []),
];

/** « Opérateurs de la petite enfance : Crèche subventionnée ; Administration subrégionale de Namur » */
export function audienceInWords(audience: Audience): string {
  const all = audience.portals.includes('pro') && !audience.sectors && !audience.kinds && !audience.administrations;
  const who = [
    ...(all ? ['Tous les opérateurs'] : []),
    ...groupsOf(audience)
      .filter((group) => group === 'office' || !all)
      .map((group) => groups[group]),
  ].join(', ');
  const narrower = [
    ...(audience.kinds?.map((kind) => facilityKinds[kind as keyof typeof facilityKinds]) ?? []),
    ...(audience.administrations?.map((one) => administrationNames[one as keyof typeof administrationNames]) ?? []),
  ];
  return narrower.length > 0 ? `${who} : ${narrower.join(', ')}` : who;
}

export const standingOf = (
  { waits, shown_from: from, shown_until: until }: Pick<Communication, 'waits' | 'shown_from' | 'shown_until'>,
  at: Instant,
): { kind: string; text: string } =>
  until <= at
    ? { kind: 'neutral', text: waits ? 'jamais publiée' : 'passée' }
    : waits
      ? { kind: 'you', text: 'attend une seconde personne' }
      : from > at
        ? { kind: 'at-one', text: 'à venir' }
        : { kind: 'done', text: 'affichée' };
