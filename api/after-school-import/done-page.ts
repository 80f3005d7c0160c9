/** What an import of days has written. */
import type { DaysOutcome } from '../../db/after-school-import/preview.ts';
import { monthInWords, type Month } from '../../domain/quarter.ts';
import { attendanceHref, ofBody, placeInWords, type DaysScope } from './scope.ts';

const counted = (count: number, one: string, many: string): string => `${String(count)} ${count < 2 ? one : many}`;

export function donePage({ place, places }: DaysScope, month: Month | null, outcome: DaysOutcome) {
  const { added, changed, same, opened, enrolled, empty } = outcome;
  const href = place ? attendanceHref(place, month ?? undefined) : ofBody;
  return {
    title: 'Import terminé',
    about: place?.name ?? '',
    back: { href, label: 'aux présences' },
    line: [place && placeInWords(place), month && monthInWords(month)].filter(Boolean).join(' · '),
    monthHref: href,
    importHref: place && places.length === 1 ? `/pro/after-school/${place.id}/import` : ofBody,
    empty,
    text: [
      counted(added, 'jour ajouté', 'jours ajoutés'),
      counted(changed, 'modifié', 'modifiés'),
      counted(same, 'inchangé', 'inchangés'),
      ...(opened > 0 ? [counted(opened, 'ouvert malgré le calendrier', 'ouverts malgré le calendrier')] : []),
      ...(enrolled > 0 ? [counted(enrolled, "mois d'inscrits", "mois d'inscrits")] : []),
    ].join(', '),
  };
}
