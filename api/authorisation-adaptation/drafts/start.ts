/** Before a draft: for which place, and what is asked; what it will take. */
import { Router, type Request, type Response } from 'express';
import { openFor } from '../../../db/access/acts.ts';
import { reasonOf } from '../../../db/access/reasons.ts';
import { asOpening } from '../../../db/access/subjects.ts';
import { findFacility, listFacilities, versionsOn, type FacilityRow } from '../../../db/authorisations.ts';
import { createDraft, findDraft } from '../../../db/drafts.ts';
import { formatAddress } from '../../../domain/address.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import { slug, type RequestKind } from '../../../workflows/authorisation-adaptation/contract.ts';
import { parameterOf } from '../../../workflows/procedure.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { conflict, forbidden, notFound, Problem } from '../../problems.ts';
import { availabilities, availabilityOf, type Availability } from '../availability.ts';
import { addressOf, loadFormContext, loadSituation } from '../form-context.ts';
import { words } from '../../../views/authorisation-adaptation/words.ts';
import {
  carryOver,
  documentsFor,
  isRequestKind,
  requestForms,
  type FormContext,
  type Values,
} from '../request-forms.ts';
import { inWords } from '../../../domain/quantity.ts';
import { casePath, draftPath } from './draft-file.ts';

const title = "Introduire une demande d'adaptation de l'autorisation";
const noKind = 'Choisissez ce que vous demandez';
const back = { href: '/pro/authorisation', label: 'à mon autorisation' };

export function startRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/new', (req, res) => showStart(deps, req, res));
  router.post('/drafts', (req, res) => start(deps, req, res));
  return router;
}

async function showStart(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  const asked = typeof req.query.facility === 'string' ? req.query.facility : '';
  if (asked) {
    await showKinds(deps, req, res, await getFacility(deps, res, asked));
    return;
  }
  const facilities = (await listFacilities(deps.db, ability, openFor(slug))).filter(
    ({ closed_on }) => closed_on === null,
  );
  const [only] = facilities;
  if (only && facilities.length === 1) {
    await showKinds(deps, req, res, only);
    return;
  }
  const versions = await versionsOn(
    deps.db,
    facilities.map(({ id }) => id),
    dayOf(deps.now()),
  );
  renderPage(deps, req, res, 'authorisation-adaptation/draft/facilities', {
    title,
    back,
    facilities: facilities.map((facility) => {
      const version = versions.get(facility.id);
      return {
        what: facility.name,
        href: `/pro/${slug}/new?facility=${facility.id}`,
        where: version ? formatAddress(addressOf(version)) : undefined,
      };
    }),
  });
}

async function showKinds(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilityRow,
  error?: string,
): Promise<void> {
  const today = dayOf(deps.now());
  const situation = await loadSituation(deps.db, facility, today);
  const context = situation.version && (await loadFormContext(deps.db, situation, situation.version, today));
  const kinds = availabilities(situation);
  if (error) res.status(422);
  renderPage(deps, req, res, 'authorisation-adaptation/draft/new', {
    title,
    back,
    facilityId: facility.id,
    line: `${facility.name}${situation.version ? `, ${formatAddress(addressOf(situation.version))}` : ''}`,
    chosen: typeof req.query.kind === 'string' ? req.query.kind : undefined,
    error,
    errors: error ? [{ href: '#kind', text: error }] : undefined,
    startable: kinds.flatMap((each) =>
      each.can === 'start' && context
        ? [{ value: each.kind, text: requestForms[each.kind].choice, hint: requestForms[each.kind].purpose }]
        : [],
    ),
    resumable: kinds.flatMap((each) =>
      each.can === 'resume'
        ? [
            {
              what: requestForms[each.kind].choice,
              href: draftPath(each.draftId),
              where: `Brouillon modifié le ${formatLongDate(dayOf(each.updatedAt))}`,
              button: { label: 'Reprendre', href: draftPath(each.draftId), go: true },
            },
          ]
        : [],
    ),
    others: kinds.flatMap((each) =>
      each.can === 'nothing'
        ? [
            {
              text: requestForms[each.kind].choice,
              reason: each.reason,
              href: each.caseId ? casePath(each.caseId) : undefined,
            },
          ]
        : [],
    ),
    needs: context ? kinds.filter(({ can }) => can === 'start').map(({ kind }) => needsOf(kind, context)) : [],
  });
}

/** Notice and documents, so that nobody starts and then lacks a paper. */
const needsOf = (kind: RequestKind, context: FormContext): object => {
  const form = requestForms[kind];
  const documents = documentsFor(form, context.facility, {});
  return {
    title: words.kinds[kind],
    notice: inWords(parameterOf(form.notice(context.facility), context.parameters)),
    waivable: form.noticeWaived !== undefined,
    required: documents.filter(({ need }) => need === 'required').map(({ label }) => label),
    optional: documents.filter(({ need }) => need === 'optional').map(({ label }) => label),
  };
};

async function getFacility(deps: Dependencies, res: Response, id: string): Promise<FacilityRow> {
  const { ability } = getViewer(res);
  if (!isUuid(id)) throw notFound();
  const facility = await findFacility(deps.db, ability, 'read', id);
  if (!facility) throw notFound();
  const opening = asOpening(slug, facility);
  if (!ability.can('prepare', opening)) throw forbidden(reasonOf(ability, 'prepare', opening));
  return facility;
}

async function start(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { facilityId, kind, from, ...unknown } = (req.body ?? {}) as Record<string, unknown>;
  if (Object.keys(unknown).length > 0 || typeof facilityId !== 'string') throw new Problem(422, 'unknown-field');
  const facility = await getFacility(deps, res, facilityId);
  if (!isRequestKind(kind)) {
    await showKinds(deps, req, res, facility, noKind);
    return;
  }
  const now = deps.now();
  const situation = await loadSituation(deps.db, facility, dayOf(now));
  const availability = availabilityOf(kind, situation);
  if (availability.can === 'nothing') throw refusalOf(availability, facility);
  const { userId } = getViewer(res);
  const form = availability.can === 'start' ? await carriedFrom(deps, res, from, kind, facility) : {};
  const id = await createDraft(deps.db, { slug, kind, facility, form, by: userId, at: now });
  if (availability.can === 'resume')
    leaveFlash(req, {
      kind: 'information',
      text: 'Un brouillon de cette demande existait déjà : vous le reprenez ici.',
    });
  res.redirect(303, draftPath(id));
}

async function carriedFrom(
  deps: Dependencies,
  res: Response,
  from: unknown,
  kind: RequestKind,
  facility: FacilityRow,
): Promise<Values> {
  if (!isUuid(from)) return {};
  const draft = await findDraft(deps.db, getViewer(res).ability, slug, from);
  if (!draft || draft.facility_id !== facility.id || !isRequestKind(draft.kind)) return {};
  return heirOf[draft.kind] === kind ? carryOver(draft.kind, draft.form) : {};
}
const heirOf: Partial<Record<RequestKind, RequestKind>> = {
  'temporary-move': 'permanent-move',
  'temporary-cessation': 'end-of-activity',
};

/** 409: the request cannot be introduced now; the page says why, and leads to what stands in the way. */
export const refusalOf = (availability: Extract<Availability, { can: 'nothing' }>, facility: { id: string }): Problem =>
  conflict({
    title: availability.caseId
      ? 'Une demande de ce type est déjà en cours'
      : 'Cette demande ne peut pas être introduite',
    what: `${words.kinds[availability.kind]} : demande impossible aujourd'hui`,
    state: availability.reason,
    possible: availability.caseId ? [{ label: 'Voir la demande en cours', href: casePath(availability.caseId) }] : [],
    backHref: `/pro/facilities/${facility.id}/authorisation`,
    backText: 'Retour à mon autorisation',
  });
