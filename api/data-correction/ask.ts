/** « Demander une correction »: the one way in for the data of places and bodies. What may be asked, and where one begins. */
import { Router, type Request, type Response } from 'express';
import { asOpening, asSubject, type Ability } from '../../db/access/subjects.ts';
import { createDraft, findDraft } from '../../db/drafts.ts';
import { findDatum, isOfBody } from '../../db/data-correction/data.ts';
import { listOpenCorrections } from '../../db/data-correction/list.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { slug, type Kind } from '../../workflows/data-correction/contract.ts';
import { fieldWords } from '../../views/data-correction/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { incomplete } from '../forms/sentences.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { draftRoutes } from './drafts.ts';
import { textOf } from './fields.ts';
import { findSent, refuseWithoutProof, showForm, take, typedIn } from './form.ts';
import { correctionPath, getBodyTarget, getFacilityTarget, kindAsked, type Target } from './target.ts';

const closed = "Ce milieu d'accueil est fermé : ses données ne se corrigent plus ici. Écrivez au helpdesk.";

export function askRoutes(deps: Dependencies): Router {
  const router = Router();
  const places = {
    '/pro/facilities/:id/correction': (req: Request, res: Response) => getFacilityTarget(deps, res, idOf(req)),
    '/pro/body/correction': (req: Request, res: Response) => getBodyTarget(deps, req, res),
  };
  for (const [path, find] of Object.entries(places)) {
    router.get(path, async (req, res) => {
      const target = await find(req, res);
      const kind = kindAsked(req.query.field, target.subject.kind);
      if (kind && target.subject.kind === 'facility' && isOfBody(kind)) {
        // Of the body that answers for the place.
        res.redirect(302, correctionPath({ subject: bodyOf(target) }, kind));
      } else if (kind && target.kinds.includes(kind) && !target.closed) {
        await showForm(deps, req, res, { target, kind });
      } else await showChoice(deps, req, res, target);
    });
    router.post(path, async (req, res) => {
      const target = await find(req, res);
      const kind = kindAsked(req.query.field, target.subject.kind);
      if (!kind || !target.kinds.includes(kind)) throw notFound();
      if (target.closed) throw forbidden(closed);
      await begin(deps, req, res, target, kind);
    });
  }
  return router.use(draftRoutes(deps));
}

const bodyOf = ({ subject }: Target): Target['subject'] => ({
  ...subject,
  kind: 'organising-body',
  id: subject.organising_body_id,
});

/** Whoever answers for one place only asks nothing of its body. */
const bodyHrefOf = (res: Response, target: Target): string | undefined => {
  const body = bodyOf(target);
  const draft = asSubject('Draft', { slug, facility_id: null, organising_body_id: body.id, administration: null });
  return getViewer(res).ability.can('ask', draft) ? correctionPath({ subject: body }) : undefined;
};

/** Files need something to wait with: the request is a draft from its first sending, and a case as soon as nothing is missing. */
async function begin(deps: Dependencies, req: Request, res: Response, target: Target, kind: Kind): Promise<void> {
  const { userId, ability } = getViewer(res);
  const sent = token.safeParse((req.body as { token?: unknown } | undefined)?.token);
  if (!sent.success) {
    await showForm(deps, req, res, { target, kind, typed: typedIn(req).typed, faults: { form: incomplete } });
    return;
  }
  const twin = await findSent(deps, userId, sent.data);
  if (twin) {
    res.redirect(303, `/pro/${slug}/${twin}`);
    return;
  }
  if (!req.is('multipart/form-data')) return refuseWithoutProof(deps, req, res, { target, kind });
  const { subject } = target;
  const id = await createDraft(deps.db, {
    slug,
    kind,
    subject,
    form: typedIn(req).typed,
    own: true,
    by: userId,
    at: deps.now(),
  });
  const draft = await findDraft(deps.db, ability, slug, id);
  if (!draft) throw notFound();
  await take(deps, req, res, { target, kind, draft, token: sent.data });
}

/** Where an address or a capacity is changed, for whom that page is. */
function adaptationHref(ability: Ability, { subject, seatIsPlace }: Target): string | undefined {
  if (subject.kind !== 'facility')
    return seatIsPlace && ability.can('authorisation', 'Facility') ? '/pro/authorisation' : undefined;
  return ability.can('prepare', asOpening('authorisation-adaptation', subject))
    ? `/pro/authorisation-adaptation/new?facility=${subject.id}`
    : undefined;
}

/** What may be asked about it, each with its value; and what is asked already. */
async function showChoice(deps: Dependencies, req: Request, res: Response, target: Target): Promise<void> {
  const { db } = deps;
  const { ability } = getViewer(res);
  const { subject, kinds } = target;
  const facility = subject.kind === 'facility';
  const place = asSubject('Facility', { ...subject, appealed: false });
  const open = await listOpenCorrections(db, ability, [subject.id]);
  const values = await Promise.all(kinds.map((kind) => findDatum(db, { kind, subjectId: subject.id })));
  renderPage(deps, req, res, 'data-correction/choose', {
    title: 'Demander une correction',
    line: target.name,
    back: !facility
      ? { href: '/pro/organising-body', label: 'à mon pouvoir organisateur' }
      : ability.can('authorisation', place)
        ? { href: `/pro/facilities/${subject.id}/authorisation`, label: 'à mon autorisation' }
        : { href: `/pro/facilities/${subject.id}/data`, label: 'à la signalétique' },
    closed: target.closed ? closed : undefined,
    fields: kinds.map((kind, index) => {
      const asked = open.find((one) => one.kind === kind);
      return {
        what: fieldWords[kind],
        where: textOf(kind, values[index] ?? null),
        href: asked ? `/pro/${slug}/${asked.id}` : correctionPath(target, kind),
        ...(asked
          ? { badge: { kind: 'at-one', text: `correction demandée le ${formatShortDate(dayOf(asked.opened_at))}` } }
          : target.closed
            ? {}
            : { button: { label: 'Demander', href: correctionPath(target, kind) } }),
      };
    }),
    adaptationHref: adaptationHref(ability, target),
    ofPlace: facility,
    bodyHref: facility ? bodyHrefOf(res, target) : undefined,
  });
}
