/** « Photos »: those of a facility with their state, and the pictures that anybody may see. */
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { asOpening } from '../../db/access/subjects.ts';
import { findFacility, listFacilities, type FacilityRow } from '../../db/authorisations.ts';
import { listContacts } from '../../db/contacts.ts';
import {
  findPublicPicture,
  listPhotoCases,
  listPhotoDrafts,
  listPublicPhotos,
  type PhotoCase,
  type PhotoDraft,
} from '../../db/photo-validation/photos.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { kinds, mostPhotos, slug, type Kind, type Motive } from '../../workflows/photo-validation/contract.ts';
import { followerOf } from '../../workflows/roles.ts';
import { motiveWords } from '../../views/photo-validation/words.ts';
import { placeAndBody } from '../authorisation/words.ts';
import { contactCard } from '../contact.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { photoAcceptAttribute } from '../documents/accepted-types.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { errorLinks, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { photoHint, photoInputs } from './acts.ts';

export const photosPath = (facilityId: string): string => `/pro/facilities/${facilityId}/photos`;

/** Premiers Pas shows places of early childhood (hypothèse: after school has its own pages). */
export const isShown = ({ kind }: Pick<FacilityRow, 'kind'>): boolean => !kind.startsWith('after-school');

export function photosRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/photos', (req, res) => showFacilities(deps, req, res));
  router.get('/pro/facilities/:id/photos', async (req, res) => {
    const facility = await findFacility(deps.db, getViewer(res).ability, 'authorisation', idOf(req));
    if (!facility || !isShown(facility)) throw notFound();
    await showPhotos(deps, req, res, facility);
  });
  return router;
}

/** Without a session: Premiers Pas shows them to anybody. */
export function publicPhotoRoutes({ db, blobs }: Pick<Dependencies, 'db' | 'blobs'>): Router {
  const router = Router();
  router.get('/premiers-pas/photos/:id/:size.jpg', async (req, res) => {
    const { size } = req.params;
    const digest = size === 'large' || size === 'small' ? await findPublicPicture(db, idOf(req), size) : undefined;
    if (!digest) throw notFound();
    res.set({
      'Content-Type': 'image/jpeg',
      // Kept for an hour, not for ever: a photo that is withdrawn is to be gone.
      'Cache-Control': 'public, max-age=3600, must-revalidate',
      'ETag': `"${digest}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    await pipeline(await blobs.get(digest), res).catch((error: unknown) => {
      if (!res.destroyed) throw error;
    });
  });
  return router;
}

async function showFacilities(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facilities = (await listFacilities(deps.db, getViewer(res).ability, 'authorisation')).filter(isShown);
  const [only] = facilities;
  if (only && facilities.length === 1) {
    res.redirect(302, photosPath(only.id));
    return;
  }
  renderPage(deps, req, res, 'drafts/subjects', {
    title: 'Photos',
    back: { href: '/pro', label: "à l'accueil" },
    facilities: facilities.map(({ id, name }) => ({ what: name, href: photosPath(id) })),
  });
}

interface Sent {
  typed?: Record<string, unknown>;
  faults?: Faults;
}
export async function showPhotos(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilityRow,
  { typed = {}, faults = {} }: Sent = {},
): Promise<void> {
  const { ability } = getViewer(res);
  const [photos, drafts, seen, contacts] = await Promise.all([
    listPhotoCases(deps.db, ability, facility.id),
    listPhotoDrafts(deps.db, ability, facility.id),
    listPublicPhotos(deps.db, facility.id),
    listContacts(deps.db, [facility.id], dayOf(deps.now())),
  ]);
  const used = photos.filter(({ closed_at: closed }) => closed === null).length + drafts.length;
  const left = mostPhotos - used;
  const mayAdd = ability.can('prepare', asOpening(slug, facility)) && facility.closed_on === null;
  const role = followerOf(facility.home);
  const replaced = kindIn(typed.kind ?? req.query.replace);
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  renderPage(deps, req, res, 'photo-validation/photos', {
    title: 'Photos',
    scripts: ['scripts/files.js'],
    back: { href: `/pro/facilities/${facility.id}/authorisation`, label: 'à mon autorisation' },
    line: placeAndBody(facility),
    photos: [
      ...photos.map((photo) => photoShown(photo, mayAdd, facility.id, dayOf(deps.now()))),
      ...drafts.map(draftShown),
    ],
    left,
    used,
    most: mostPhotos,
    mayAdd,
    full: left <= 0,
    closed: facility.closed_on !== null,
    action: photosPath(facility.id),
    replaced: replaced && left > 0 ? { kind: replaced, place: kinds.indexOf(replaced) + 1 } : undefined,
    accept: photoAcceptAttribute,
    fileHint: photoHint,
    fileError: faults.file,
    fields: photoInputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, ['file', ...idsOf(photoInputs)]),
    seen: seen.map(({ id, caption, alt_text: altText, width, height }) => ({
      src: `/premiers-pas/photos/${id}/large.jpg`,
      caption,
      altText,
      width,
      height,
    })),
    contact: contactCard(contacts, { role, administration: facility.administration, title: 'Qui valide vos photos' }),
  });
}

export const kindIn = (value: unknown): Kind | undefined => kinds.find((kind) => kind === value);

const badges: Readonly<Record<string, { kind: string; text: string }>> = {
  'validation': { kind: 'at-one', text: "en attente de l'ONE" },
  'another-asked': { kind: 'to-you', text: 'une autre est demandée' },
  'published': { kind: 'done', text: 'visible' },
  'refused': { kind: 'due-late', text: 'refusée' },
  'removed': { kind: 'due-late', text: "retirée par l'ONE" },
};

function photoShown(photo: PhotoCase, mayAct: boolean, facilityId: string, today: Day): object {
  const base = `/pro/${slug}/${photo.id}`;
  const motive = photo.motive ? `Motif : ${motiveWords[photo.motive as Motive]}.` : undefined;
  const due = photo.due_on ? ` Réponse pour le ${formatShortDate(photo.due_on)} au plus tard.` : '';
  const withdraw = { label: 'Retirer', href: `${base}/withdraw` };
  const shown: Record<string, { text?: string; actions: object[] }> = {
    'validation': {
      text: `Envoyée le ${formatShortDate(dayOf(photo.sent_at))}.${photo.due_on && photo.due_on < today ? ' Réponse attendue, le délai est dépassé.' : due}`,
      actions: [withdraw],
    },
    'another-asked': { actions: [{ label: 'Envoyer une autre photo', href: `${base}/give-another` }, withdraw] },
    'published': {
      text: photo.published_at ? `Depuis le ${formatShortDate(dayOf(photo.published_at))}.` : undefined,
      actions: [withdraw],
    },
    'refused': {
      actions: [{ label: 'Remplacer la photo', href: `${photosPath(facilityId)}?replace=${photo.kind}#ajouter` }],
    },
    'removed': {
      actions: [{ label: 'Remplacer la photo', href: `${photosPath(facilityId)}?replace=${photo.kind}#ajouter` }],
    },
  };
  return {
    src: photo.document_id ? `/documents/${photo.document_id}/small.jpg` : undefined,
    altText: photo.alt_text,
    caption: photo.caption ?? 'Photo sans légende',
    href: base,
    badge: badges[photo.status],
    motive: photo.status === 'validation' ? undefined : motive,
    reason: photo.status === 'validation' || photo.status === 'published' ? undefined : photo.reason,
    text: shown[photo.status]?.text,
    actions: mayAct ? shown[photo.status]?.actions : [],
  };
}

const draftShown = ({ id, caption, alt_text: altText, document_id: documentId }: PhotoDraft): object => ({
  src: documentId ? `/documents/${documentId}/small.jpg` : undefined,
  altText,
  caption: caption ?? 'Photo sans légende',
  href: `/pro/${slug}/drafts/${id}`,
  badge: { kind: 'neutral', text: 'brouillon' },
  text: "Elle n'a pas encore été envoyée à l'ONE.",
  actions: [
    { label: "Voir l'aperçu et envoyer", href: `/pro/${slug}/drafts/${id}` },
    { label: 'Supprimer le brouillon', action: `/pro/${slug}/drafts/${id}/discard` },
  ],
});
