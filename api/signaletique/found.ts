/** A sheet found with the rights of who asks, and what its routes answer: shown again, told of somebody quicker, done. */
import type { Request, Response } from 'express';
import { findBodySheet, findFacilitySheet, type Sheet } from '../../db/signaletique/find-sheet.ts';
import { listFacilities } from '../../db/authorisations.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import type { Open } from './open.ts';
import type { Section, SheetContext } from './section.ts';
import { bodySections } from './sections/body.ts';
import { facilitySections } from './sections/facility.ts';
import { showSheet, type Head } from './sheet-page.ts';

/** A sheet that was found with the rights of who asks. */
export interface Found {
  context: SheetContext;
  sections: Section[];
  base: string;
  head: Head;
}
export type Kind = Sheet['kind'];
export const paths: Readonly<Record<Kind, string>> = {
  'facility': '/pro/facilities',
  'organising-body': '/pro/bodies',
};
const notYours: Readonly<Record<Kind, string>> = {
  'facility':
    "Les données d'un milieu d'accueil sont tenues à jour par son administrateur, ou par qui a reçu le dossier « Autorisation ».",
  'organising-body': "Les données d'un pouvoir organisateur sont tenues à jour par son administrateur.",
};

export const subjectOf = ({ kind, id, bodyId }: Sheet) => ({ kind, id, organisingBodyId: bodyId });

/** The form once more, with what was typed and what is wrong. */
export async function again(deps: Dependencies, req: Request, res: Response, found: Found, open: Open): Promise<void> {
  res.status(422);
  await showSheet(deps, req, res, { ...found, open });
}

const next = {
  save: "Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour garder l'autre version.",
  remove: "Rien n'est supprimé : relisez, puis supprimez encore si c'est toujours ce que vous voulez.",
};

/** Somebody was quicker: what they have written is shown, and what was typed stays in the form. */
export async function tellElsewhere(
  deps: Dependencies,
  req: Request,
  res: Response,
  { context: { sheet } }: Found,
  open: Open,
  { by, at }: { by: { name: string } | null; at: number | null },
  wanted: 'save' | 'remove' = 'save',
): Promise<void> {
  const fresh = await findSheet(deps, req, res, sheet.kind);
  const section = fresh.sections.find(({ key }) => key === open.key);
  const stands = section?.rows(fresh.context).flatMap(({ label, value, values }) => {
    const said = value ?? values?.join(', ');
    return said ? [`${label.toLowerCase()} : ${said}`] : [];
  });
  res.status(409);
  await showSheet(deps, req, res, {
    ...fresh,
    open: {
      ...open,
      // Who saves now has read what stands.
      version: undefined,
      elsewhere: `Modifié ailleurs${by ? ` par ${by.name}` : ''}${at ? `, ${formatDateTime(at)}` : ''}.${stands?.length ? ` Maintenant : ${stands.join(' ; ')}.` : ''} ${next[wanted]}`,
    },
  });
}

export function done(
  req: Request,
  res: Response,
  base: string,
  key: string,
  text = 'Vos données sont enregistrées.',
): void {
  leaveFlash(req, { kind: 'done', text });
  res.redirect(303, `${base}?open=${key}#${key}`);
}

export const isClosed = (sheet: Sheet): boolean => sheet.kind === 'facility' && sheet.facility.closed_on !== null;
export const closed =
  "L'activité de ce milieu d'accueil a pris fin : ses données se consultent, et ne se modifient plus. Une erreur se signale au helpdesk.";

/** @throws Problem 404 for a sheet that is not to be seen, 403 for one that is not to be changed */
export async function getWritable(deps: Dependencies, req: Request, res: Response, kind: Kind): Promise<Found> {
  const found = await findSheet(deps, req, res, kind);
  const { sheet } = found.context;
  if (!sheet.mayChange) throw forbidden(isClosed(sheet) ? closed : notYours[kind]);
  return found;
}

/** @throws Problem 404 when there is none, or not for these eyes */
export async function findSheet(deps: Dependencies, req: Request, res: Response, kind: Kind): Promise<Found> {
  const { ability } = getViewer(res);
  const [now, id] = [deps.now(), idOf(req)];
  const today = dayOf(now);
  if (kind === 'organising-body') {
    const sheet = await findBodySheet(deps.db, ability, id, today);
    if (!sheet) throw notFound();
    return {
      context: { sheet, today, now },
      sections: bodySections(sheet),
      base: `${paths[kind]}/${id}/data`,
      head: {
        title: 'Signalétique',
        line: `${sheet.body.name} · ${formatAddress(sheet.body)}`,
        back: { href: '/pro', label: "à l'accueil" },
        otherHref: '/pro/facilities',
        otherText: "données des milieux d'accueil",
      },
    };
  }
  const [sheet, all] = await Promise.all([
    findFacilitySheet(deps.db, ability, id, today),
    listFacilities(deps.db, ability, 'sheet', 2),
  ]);
  if (!sheet) throw notFound();
  const { facility, version: authorised } = sheet;
  return {
    context: { sheet, today, now },
    sections: facilitySections(sheet),
    base: `${paths[kind]}/${id}/data`,
    head: {
      title: 'Données signalétiques',
      line: [facility.name, authorised && formatAddress(authorised), `n° ${facility.number}`]
        .filter(Boolean)
        .join(' · '),
      back:
        all.length > 1
          ? { href: '/pro/facilities', label: "à la liste des milieux d'accueil" }
          : { href: '/pro', label: "à l'accueil" },
      ...(all.length > 1 ? { otherHref: '/pro/facilities', otherText: "changer de milieu d'accueil" } : {}),
    },
  };
}
