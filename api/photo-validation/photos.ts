/** Photos of a facility with their state. */
import { Router } from 'express';
import { asOpening, type Ability } from '../../db/access/subjects.ts';
import { findFacility, type FacilityRow } from '../../db/authorisations.ts';
import { listPhotoCases, listPhotoDrafts, type PhotoCase, type PhotoDraft } from '../../db/photo-validation/photos.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { kinds, mostPhotos, slug, type Kind, type Motive } from '../../workflows/photo-validation/contract.ts';
import { motiveWords } from '../../views/photo-validation/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { photoAcceptAttribute } from '../documents/accepted-types.ts';
import { errorLinks, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { presentationPath } from '../presentation/open.ts';
import { notFound } from '../problems.ts';
import { photoHint, photoInputs } from './acts.ts';

export const photosPath = (facilityId: string): string => `/pro/facilities/${facilityId}/photos`;

/** Premiers Pas shows places of early childhood (hypothèse: after school has its own pages). */
export const isShown = ({ kind }: Pick<FacilityRow, 'kind'>): boolean => !kind.startsWith('after-school');

/** Photos stand on the page of what parents see of a place. */
export function photosRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/photos', (_req, res) => {
    res.redirect(302, '/pro/presentation');
  });
  router.get('/pro/facilities/:id/photos', async (req, res) => {
    const facility = await findFacility(deps.db, getViewer(res).ability, 'authorisation', idOf(req));
    if (!facility || !isShown(facility)) throw notFound();
    const replaced = kindIn(req.query.replace);
    res.redirect(302, `${presentationPath(facility.id)}${replaced ? `?replace=${replaced}#ajouter` : '#photos'}`);
  });
  return router;
}

interface Sent {
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  /** The place whose photo is replaced, as the address names it. */
  replace?: unknown;
}
/** The card of the photos: those of the facility with their state, and the form of one more. */
export async function photosCard(
  deps: Pick<Dependencies, 'db' | 'now'>,
  ability: Ability,
  facility: FacilityRow,
  { typed = {}, faults = {}, replace }: Sent,
) {
  const [photos, drafts] = await Promise.all([
    listPhotoCases(deps.db, ability, facility.id),
    listPhotoDrafts(deps.db, ability, facility.id),
  ]);
  const used = photos.filter(({ closed_at: closed }) => closed === null).length + drafts.length;
  const left = mostPhotos - used;
  const mayAdd = ability.can('prepare', asOpening(slug, facility)) && facility.closed_on === null;
  const replaced = kindIn(typed.kind ?? replace);
  return {
    photos: [
      ...photos.map((photo) => photoShown(photo, mayAdd, facility.id, dayOf(deps.now()))),
      ...drafts.map(draftShown),
    ],
    left,
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
  };
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
      actions: [{ label: 'Remplacer la photo', href: `${presentationPath(facilityId)}?replace=${photo.kind}#ajouter` }],
    },
    'removed': {
      actions: [{ label: 'Remplacer la photo', href: `${presentationPath(facilityId)}?replace=${photo.kind}#ajouter` }],
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
