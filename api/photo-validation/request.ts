/** A photo from its choice to its sending: one form, kept as a draft so that its sender first sees it as parents will. */
import { Router, type Request, type Response } from 'express';
import { findOpenerRole, onBehalfOf } from '../../db/access/acts.ts';
import { asOpening, asSubject } from '../../db/access/subjects.ts';
import { findFacility, type FacilityRow } from '../../db/authorisations.ts';
import {
  discardDraft,
  findDraft,
  saveDraft,
  subjectOfDraft,
  withdrawDraftDocuments,
  type DraftRow,
} from '../../db/drafts.ts';
import { findDraftPhoto, startPhotoDraft, type DraftPhoto } from '../../db/photo-validation/photos.ts';
import { ActRefused, AlreadyOpen, openCase } from '../../db/record-act.ts';
import { kinds, mostPhotos, slug, type Kind } from '../../workflows/photo-validation/contract.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import { words } from '../../views/photo-validation/words.ts';
import { presentationPath } from '../presentation/open.ts';
import { showPresentation } from '../presentation/page.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { photoAcceptAttribute } from '../documents/accepted-types.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { errorLinks, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { photoCard, photoHint, photoInputs, photoSchema, photoSlot } from './acts.ts';
import { kindIn } from './photos.ts';
import { attach, faultsOf, receive, typedIn, type Received } from './receive-photo.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const noPhoto = 'Choisissez une photo sur votre appareil.';
const noPlace = `Les ${String(mostPhotos)} places sont utilisées : retirez d'abord une photo ou supprimez un brouillon.`;
const changed =
  'Ce brouillon a été modifié ailleurs pendant que vous écriviez : relisez-le, puis enregistrez à nouveau.';

const photosAt = (facilityId: string): string => `${presentationPath(facilityId)}#photos`;
const draftPath = (id: string): string => `/pro/${slug}/drafts/${id}`;

export function requestRoutes(deps: Dependencies): Router {
  const router = Router();
  router.post('/pro/facilities/:id/photos', async (req, res) => {
    await add({ deps, req, res, ...(await receive(deps, res)) });
  });
  router.get(`/pro/${slug}/drafts/:id`, async (req, res) => {
    const draft = await openDraft(deps, req, res);
    if (draft) await showDraft(deps, req, res, draft);
  });
  router.post(`/pro/${slug}/drafts/:id`, async (req, res) => {
    const draft = await openDraft(deps, req, res);
    if (draft) await save({ deps, req, res, ...(await receive(deps, res)) }, draft);
  });
  router.post(`/pro/${slug}/drafts/:id/discard`, async (req, res) => {
    const draft = await openDraft(deps, req, res);
    if (!draft) return;
    await discardDraft(deps.db, { id: draft.id, by: getViewer(res).userId, at: deps.now() });
    leaveFlash(req, { kind: 'done', text: 'Le brouillon de la photo est supprimé.' });
    res.redirect(303, photosAt(draft.subject_id));
  });
  return router;
}

interface Sending extends Received {
  deps: Dependencies;
  req: Request;
  res: Response;
}

/** The photo becomes a draft, whatever its texts are worth: what was chosen is not to be chosen again. */
async function add({ deps, req, res, photo, fault }: Sending): Promise<void> {
  const { userId, ability } = getViewer(res);
  const facility = await findFacility(deps.db, ability, 'authorisation', idOf(req));
  if (!facility) throw notFound();
  if (!ability.can('prepare', asOpening(slug, facility)) || facility.closed_on !== null) throw forbidden();
  const { body, strange } = typedIn(req, ['kind']);
  const { kind, ...typed } = body;
  const shown = { ...typed, kind };
  const showAgain = (faults: Faults): Promise<void> =>
    showPresentation(deps, req, res, facility, { form: 'photo', key: '', typed: shown, faults });
  const refuse = (text: string): Promise<void> => showAgain({ file: text, ...faultsOf(typed) });
  if (strange) return showAgain(strange);
  if (!photo) return refuse(fault ?? noPhoto);
  const at = deps.now();
  const id = await deps.db.transaction(async (trx) => {
    const started = await startPhotoDraft(trx, { facility, kind: kindIn(kind), form: typed, by: userId, at });
    if (started) await attach(trx, { ...facility, facility_id: facility.id, id: started }, photo, userId, at);
    return started;
  });
  if (!id) return refuse(noPlace);
  res.redirect(303, draftPath(id));
}

/** One that was sent leads to the photos: undefined is given back. @throws Problem 404, 403 */
async function openDraft(deps: Dependencies, req: Request, res: Response): Promise<DraftRow | undefined> {
  const { ability } = getViewer(res);
  const draft = await findDraft(deps.db, ability, slug, idOf(req));
  if (!draft || draft.discarded_at !== null) throw notFound();
  if (!ability.can('prepare', asSubject('Draft', draft))) throw forbidden();
  if (draft.submitted_case_id === null) return draft;
  res.redirect(303, photosAt(draft.subject_id));
  return undefined;
}

interface Shown {
  typed?: Record<string, unknown>;
  faults?: Faults;
}
async function showDraft(
  deps: Dependencies,
  req: Request,
  res: Response,
  draft: DraftRow,
  { typed = draft.form, faults = {} }: Shown = {},
): Promise<void> {
  const [facility, photo] = await Promise.all([getFacility(deps, res, draft), findDraftPhoto(deps.db, draft.id)]);
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  renderPage(deps, req, res, 'cases/act', {
    scripts: ['scripts/files.js'],
    title: 'Votre photo, comme les parents la verront',
    line: `${facility.name} · ${words.kinds[draft.kind as Kind]} · brouillon`,
    back: { href: photosAt(facility.id), label: 'aux photos' },
    panels: photo ? [photoCard('Aperçu', photo, typed)] : [],
    intro:
      "Corrigez si nécessaire, puis envoyez : une personne de l'ONE regarde la photo avant que les parents la voient.",
    file: {
      name: 'file',
      label: photo ? 'Choisir une autre photo' : 'Photo',
      hint: photoHint,
      required: true,
      accept: photoAcceptAttribute,
      have: photo && { name: photo.name, size: photo.size },
      error: faults.file,
    },
    fields: photoInputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, ['file', ...idsOf(photoInputs)]),
    actionUrl: draftPath(draft.id),
    token: draft.token,
    version: draft.version,
    buttons: [
      { label: words.actions.propose.button, kind: 'go', name: 'then', value: 'send' },
      { label: "Enregistrer et revoir l'aperçu", kind: 'plain', name: 'then', value: 'preview' },
      { label: 'Continuer plus tard', kind: 'link', href: photosAt(facility.id) },
    ],
  });
}

async function getFacility(deps: Dependencies, res: Response, draft: DraftRow): Promise<FacilityRow> {
  const facility = await findFacility(deps.db, getViewer(res).ability, 'authorisation', draft.subject_id);
  if (!facility) throw notFound();
  return facility;
}

async function save({ deps, req, res, photo, fault }: Sending, before: DraftRow): Promise<void> {
  const { userId } = getViewer(res);
  const { body, strange } = typedIn(req, ['then', 'token', 'version']);
  const { then, token: _token, version, ...typed } = body;
  if (strange) {
    await showDraft(deps, req, res, before, { typed, faults: strange });
    return;
  }
  const at = deps.now();
  const saved = await deps.db.transaction(async (trx) => {
    const next = await saveDraft(trx, { id: before.id, version: Number(version) || 0, form: typed, by: userId, at });
    if (next === undefined || !photo) return next;
    await withdrawDraftDocuments(trx, before.id, { slot: photoSlot }, { by: userId, at });
    await attach(trx, before, photo, userId, at);
    return next;
  });
  if (saved === undefined) {
    // Sent meanwhile, by this very form or in another tab: the photos say so.
    const draft = await openDraft(deps, req, res);
    if (draft) await showDraft(deps, req, res, draft, { typed, faults: { form: changed } });
    return;
  }
  const draft = { ...before, form: typed, version: saved };
  const kept = await findDraftPhoto(deps.db, draft.id);
  const faults = {
    ...((fault ?? !kept) ? { file: fault ?? noPhoto } : {}),
    ...(then === 'send' ? faultsOf(typed) : {}),
  };
  if (isFaulty(faults)) {
    // Its photo may be with the case: its twin was sent since it was read.
    if (await openDraft(deps, req, res)) await showDraft(deps, req, res, draft, { typed, faults });
  } else if (then === 'send' && kept) await send(deps, req, res, draft, kept);
  else res.redirect(303, draftPath(draft.id));
}

async function send(
  deps: Dependencies,
  req: Request,
  res: Response,
  draft: DraftRow,
  photo: DraftPhoto,
): Promise<void> {
  const viewer = getViewer(res);
  const role = findOpenerRole(viewer, process, 'propose', asSubject('Draft', draft));
  const facility = await getFacility(deps, res, draft);
  if (!role || facility.closed_on !== null) throw forbidden();
  const { caption, altText } = photoSchema.parse(draft.form);
  const { id, name, size, digest } = photo;
  const kind = draft.kind as Kind;
  try {
    const recorded = await openCase(deps.db, process, {
      caseId: draft.id,
      token: draft.token,
      draftId: draft.id,
      kind,
      ...subjectOfDraft(draft),
      action: 'propose',
      facts: { kind, childminder: facility.home },
      content: { caption, altText, declared: true, documents: [{ id, slot: photoSlot, name, size, digest }] },
      documentIds: [id],
      at: arrivedAt(res),
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, draft) },
    });
    if (recorded.ring) deps.bell.ring(slug, recorded.caseId, recorded.reference);
    leaveFlash(req, {
      kind: 'done',
      text: `Photo envoyée à la validation, référence ${recorded.reference}. Vous recevrez un courriel dès que l'ONE aura répondu.`,
    });
  } catch (error) {
    if (error instanceof AlreadyOpen)
      throw conflict({
        title: 'Cette place est déjà prise',
        what: `Une photo est déjà proposée ou visible à la place n° ${String(kinds.indexOf(kind) + 1)}`,
        state:
          "Votre brouillon est conservé. Retirez l'autre photo, ou supprimez ce brouillon et ajoutez la photo à une autre place.",
        possible: [],
        backHref: photosAt(draft.subject_id),
        backText: 'Retour aux photos',
      });
    // Its twin was sent at the same moment.
    if (!(error instanceof ActRefused) || error.code !== 'stale') throw error;
  }
  res.redirect(303, photosAt(draft.subject_id));
}
