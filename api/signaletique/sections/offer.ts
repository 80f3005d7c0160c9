/** Places and qualities, as the sheet sums them up: they are kept up on a page of their own, beside what parents see of them. */
import { daysBetween, dayOf } from '../../../domain/calendar.ts';
import { placesSentence } from '../../../domain/presentation/places-sentence.ts';
import { dataOf, ofFacility, textIn, type Section, type SheetContext } from '../section.ts';

const many = (count: number, one: string): string => `${String(count)} ${one}${count > 1 ? 's' : ''}`;

export const places: Section = {
  key: 'places',
  title: 'Disponibilité des places',
  kept: 'elsewhere',
  seen: true,
  rows: (context) => [{ label: 'Places', value: placesInWords(context) || undefined, seen: true }],
  value: (context) => placesInWords(context),
  missing: (context) => {
    const { confirmedAt } = ofFacility(context).offer;
    if (confirmedAt === null) return ['disponibilité'];
    return daysBetween(dayOf(confirmedAt), context.today) > ofFacility(context).staleAfter ? ['confirmation'] : [];
  },
  state: (context) => {
    const { confirmedAt } = ofFacility(context).offer;
    if (confirmedAt === null) return undefined;
    const days = daysBetween(dayOf(confirmedAt), context.today);
    return `confirmée ${days === 0 ? "aujourd'hui" : days === 1 ? 'hier' : `il y a ${String(days)} jours`}`;
  },
  way: (context) => wayTo(context, 'places', 'Confirmer ou modifier les places'),
};
function placesInWords(context: SheetContext): string {
  const { free, fullUntil, confirmedAt } = ofFacility(context).offer;
  if (confirmedAt === null) return '';
  const { title, detail } = placesSentence(
    { free, confirmedOn: dayOf(confirmedAt), fullUntil: fullUntil ?? undefined },
    context.today,
    ofFacility(context).staleAfter,
  );
  return detail ? `${title} (${detail})` : title;
}

export const characteristics: Section = {
  key: 'characteristics',
  title: 'Caractéristiques qualitatives',
  kept: 'elsewhere',
  seen: true,
  rows: (context) => {
    const { offer } = ofFacility(context);
    const summary = textIn(dataOf(context, 'characteristics'), 'summary');
    return [
      { label: 'Présentation', value: summary, seen: true, ...(summary ? {} : { missing: true }) },
      { label: 'Photos', value: offer.photos > 0 ? String(offer.photos) : 'aucune', seen: true },
      { label: 'Projet pédagogique', value: offer.hasProject ? 'en ligne' : 'aucun', seen: true },
    ];
  },
  value: (context) => {
    const { photos, hasProject } = ofFacility(context).offer;
    return [...(photos > 0 ? [many(photos, 'photo')] : []), ...(hasProject ? ['projet pédagogique'] : [])].join(', ');
  },
  missing: (context) => (textIn(dataOf(context, 'characteristics'), 'summary') ? [] : ['présentation']),
  state: (context) => {
    const { photosAsked, photosWaiting } = ofFacility(context).offer;
    if (photosAsked > 0) return `${many(photosAsked, 'autre photo')} à envoyer`;
    return photosWaiting > 0
      ? `${many(photosWaiting, 'photo')} attend${photosWaiting > 1 ? 'ent' : ''} l'ONE`
      : undefined;
  },
  way: (context) => wayTo(context, 'qualities', 'Modifier la présentation, les photos et le projet'),
};

/** Who only reads the sheet is led nowhere. */
const wayTo = ({ sheet }: SheetContext, card: string, label: string) =>
  sheet.mayChange ? { href: `/pro/facilities/${sheet.id}/presentation#${card}`, label } : undefined;
