/** On the first page of an operator: the places whose word gets old, or is too old already. */
import type { FacilityWord } from '../../db/presentation/find-places.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { presentationPath } from './open.ts';
import { badgeOf } from './places-card.ts';

export const presentPlacesToConfirm = (
  { words, staleAfter }: { words: readonly FacilityWord[]; staleAfter: number },
  today: Day,
): object[] =>
  words.flatMap(({ id, name, locality, confirmed_at: confirmedAt }) => {
    if (confirmedAt === null) return [];
    const href = `${presentationPath(id)}#places`;
    const on = dayOf(confirmedAt);
    return [
      {
        what: `Confirmer les places libres\u00a0: ${name}`,
        href,
        where: `${locality} · dernière confirmation le ${formatPlainDate(on)}`,
        badge: badgeOf(on, today, staleAfter),
        button: { label: 'Confirmer', href, go: true },
      },
    ];
  });
