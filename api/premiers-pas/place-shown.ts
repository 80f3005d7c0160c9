/** A place as the partials of Premiers Pas show it: in words, for the day it is. */
import { listSide, sizes } from '../../db/clean-photo.ts';
import type { Day } from '../../domain/calendar.ts';
import { daysBetween } from '../../domain/days.ts';
import { formatLongDate, formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import { bodyKinds, facilityKinds } from '../../domain/kinds.ts';
import {
  daysAhead,
  publicKindOf,
  sheetPath,
  whereOf,
  type PublicPlace,
} from '../../domain/premiers-pas/public-place.ts';
import { qualitiesInWords } from '../../domain/presentation/characteristics.ts';
import { placesSentence } from '../../domain/presentation/places-sentence.ts';
import { hoursOn, periodsOf, weekdays, type DatedHours, type Week } from '../../domain/signaletique/opening-hours.ts';
import { openingSentence, periodsInWords } from '../../domain/signaletique/opening-sentence.ts';

/** What is the same on the line of a result and on the sheet. `staleAfter`: days for which a word about places holds. */
export function lineShown(place: PublicPlace, today: Day, staleAfter: number) {
  const kind = publicKindOf(place.kind);
  const [photo] = place.photos;
  return {
    name: place.name,
    href: sheetPath(place),
    kind: facilityKinds[place.kind],
    capacity: place.capacity,
    where: whereOf(place),
    onRequest: place.street === undefined,
    hours: hoursInWords(place, today),
    places: placesShown(place, today, staleAfter),
    isSubsidised: kind === 'subventionne',
    drawing: `pictures/lieu-${kind}.svg`,
    photo: photo && { ...photoShown(photo), caption: photo.caption },
  };
}

/** The whole sheet: what `partials/premiers-pas/place.hbs` is given. */
export function placeShown(place: PublicPlace, today: Day, staleAfter: number) {
  const { contact, project } = place;
  const now = hoursOn(place.hours, today);
  return {
    ...lineShown(place, today, staleAfter),
    phone: contact.phone,
    phoneHref: contact.phone && hrefOfPhone(contact.phone),
    authorisedSince: formatLongDate(place.authorisedSince),
    photos: place.photos.map((photo) => ({ ...photoShown(photo), caption: photo.caption })),
    otherPhotos: place.photos.slice(1).map((photo) => ({ ...photoShown(photo), caption: photo.caption })),
    summary: place.summary,
    qualities: qualitiesInWords(place.characteristics),
    project: project && {
      title: `Projet pédagogique ${project.from.slice(0, 4)}`,
      href: projectPath(place),
      size: project.size,
      from: formatShortDate(project.from),
    },
    days: now && isLaidOut(now) ? daysShown(now.week) : undefined,
    changes: changesShown(place, today),
    contact:
      contact.person || contact.phone || contact.email
        ? { ...contact, phoneHref: contact.phone && hrefOfPhone(contact.phone) }
        : undefined,
    organiser: {
      name: place.organiser.name,
      what: place.organiser.kind === 'natural-person' ? bodyKinds['natural-person'] : 'pouvoir organisateur',
      text: place.organiser.text?.split('\n').filter((line) => line.trim() !== ''),
      website: place.organiser.website,
    },
  };
}

const projectPath = (place: Pick<PublicPlace, 'number' | 'name'>): string => `${sheetPath(place)}/projet.pdf`;

function hoursInWords({ hours, hoursText }: PublicPlace, today: Day): string | undefined {
  const now = hoursOn(hours, today);
  return now ? sentenceOf(now) : hoursText;
}
const isLaidOut = ({ words }: Pick<DatedHours, 'words'>): boolean => !words;
const sentenceOf = ({ week, words }: DatedHours): string => words ?? openingSentence(week);

function placesShown(place: PublicPlace, today: Day, staleAfter: number) {
  if (place.status === 'suspended')
    return {
      state: 'closed',
      title: place.closedUntil ? `Fermé jusqu'au ${formatPlainDate(place.closedUntil)}` : 'Fermé pour le moment',
      updated: formatShortDate(place.changedOn),
    };
  const sentence = placesSentence(place, today, staleAfter);
  return { ...sentence, updated: place.confirmedOn && formatShortDate(place.confirmedOn) };
}

function photoShown({ id, altText, width, height }: PublicPlace['photos'][number]) {
  const scaled = (side: number) => {
    const scale = Math.min(1, side / Math.max(width, height));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  };
  return {
    large: `/premiers-pas/photos/${id}/large.jpg`,
    small: `/premiers-pas/photos/${id}/small.jpg`,
    altText,
    width,
    height,
    smallSize: scaled(sizes.small),
    list: `/premiers-pas/photos/${id}/list.webp`,
    listSize: scaled(listSide),
  };
}

function daysShown(week: Week): { day: string; hours: string }[] {
  const closed = weekdays.filter(({ day }) => periodsOf(week, day).length === 0);
  return [
    ...weekdays
      .filter((weekday) => !closed.includes(weekday))
      .map(({ day, name }) => ({ day: name, hours: periodsInWords(periodsOf(week, day)) })),
    ...(closed.length > 0 ? [{ day: closed.map(({ name }) => name).join(', '), hours: 'fermé' }] : []),
  ];
}

function changesShown({ hours, exceptional }: PublicPlace, today: Day): string[] {
  const soon = (day: Day): boolean => daysBetween(today, day) <= daysAhead;
  return [
    ...hours
      .filter(({ validFrom }) => validFrom > today && soon(validFrom))
      .map((later) => `À partir du ${formatLongDate(later.validFrom)} : ${sentenceOf(later)}.`),
    ...exceptional
      .filter(({ from }) => soon(from))
      .map(({ from, until, periods }) => {
        const when =
          from === until ? `le ${formatLongDate(from)}` : `du ${formatPlainDate(from)} au ${formatPlainDate(until)}`;
        return periods.length === 0 ? `Fermé ${when}.` : `Exceptionnellement ${when} : ${periodsInWords(periods)}.`;
      }),
  ];
}

const hrefOfPhone = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`;
