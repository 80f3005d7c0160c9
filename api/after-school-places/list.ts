/** The places after school that somebody sees: how each is agreed, its hours in a sentence, what is missing. */
import type { Request, Response } from 'express';
import { listAfterSchoolPlaces, type AfterSchoolPlace } from '../../db/after-school/places.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { unbroken } from '../../domain/written-hour.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { agreementOn, kindOf, placePath } from './place.ts';

const noPlace =
  "Aucun lieu d'accueil ne vous est ouvert : adressez-vous à l'administrateur de votre pouvoir organisateur.";
const path = '/pro/after-school';

export async function showPlaces(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  if (!ability.can('sheet', 'Facility')) throw forbidden(noPlace);
  const today = dayOf(deps.now());
  const text = wordsIn(req.query.q);
  const page = await listAfterSchoolPlaces(deps.db, ability, {
    text,
    cursor: cursorOf(req, id),
    today,
  });
  const href = (cursor: Record<string, string> = {}): string => {
    const query = new URLSearchParams({ ...(text === undefined ? {} : { q: text }), ...cursor }).toString();
    return query ? `${path}?${query}` : path;
  };
  const severalBodies = new Set(page.rows.map(({ organising_body_id: body }) => body)).size > 1;
  const isMany = text !== undefined || page.next !== undefined || page.previous !== undefined || page.rows.length > 15;
  renderPage(deps, req, res, 'after-school-places/list', {
    title: "Lieux d'accueil",
    back: { href: '/pro', label: "à l'accueil" },
    wide: true,
    line: "Chaque lieu, son agrément, son horaire et ce qu'il y manque. L'horaire décide des jours à encoder dans les présences.",
    filter: isMany
      ? {
          action: path,
          label: 'Chercher un lieu',
          fields: [{ name: 'q', label: 'Nom, numéro', value: text ?? '' }],
          ...(text === undefined ? {} : { resetHref: path }),
        }
      : undefined,
    isSought: text !== undefined,
    table:
      page.rows.length > 0
        ? {
            caption: "Lieux d'accueil",
            hideCaption: true,
            stack: true,
            columns: [
              { label: 'Lieu' },
              { label: 'Agrément' },
              { label: 'Horaire' },
              { label: 'Responsable de projet' },
              { label: 'À compléter' },
            ],
            rows: page.rows.map((place) => rowOf(place, today, severalBodies)),
          }
        : undefined,
    pager: pagerOf(page, href),
  });
}

function rowOf(place: AfterSchoolPlace, today: Day, severalBodies: boolean): object {
  const { badge, until } = agreementOn(place.agreed, today);
  const missing = missingOf(place);
  return {
    cells: [
      {
        text: place.name,
        href: placePath(place.id),
        strong: true,
        sub: [
          severalBodies ? place.body_name : undefined,
          place.version && formatAddress(place.version),
          kindOf(place.kind),
        ]
          .filter(Boolean)
          .join(' · '),
      },
      place.closed_on
        ? { text: '', badge: { kind: 'neutral', text: `fermé le ${formatLongDate(place.closed_on)}` } }
        : { text: until ? `jusqu'au ${formatPlainDate(until)}` : '', badge },
      { text: place.hours_from === null ? 'aucun horaire' : unbroken(place.opening_hours) },
      { text: place.leader?.name ?? '–' },
      missing.length > 0 && place.closed_on === null
        ? { text: '', badge: { kind: 'due-soon', text: missing.join(', ') } }
        : { text: 'rien' },
    ],
  };
}

function missingOf({ hours_from: hoursFrom, leader }: AfterSchoolPlace): string[] {
  return [
    ...(hoursFrom === null ? ['horaire'] : []),
    ...(leader === undefined
      ? ['responsable de projet']
      : leader.phone === null && leader.email === null
        ? ['téléphone ou courriel du responsable']
        : []),
  ];
}
