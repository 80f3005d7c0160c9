/** A case that an agent of ONE opens from the page of a facility: who may, its form, and the act that opens it. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { findOpenerRole } from '../../db/access/acts.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asOpening } from '../../db/access/subjects.ts';
import type { CaseSubject } from '../../db/acts/subject.ts';
import { AlreadyOpen, openCase } from '../../db/record-act.ts';
import type { AnyProcess, Role } from '../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { errorLinks, idsOf, withTyped, type Faults, type Input } from '../forms/form.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';

export interface PlaceToOpen {
  id: string;
  name: string;
  kind: string;
  home: boolean;
  organising_body_id: string;
  administration: string;
}
const pageOf = ({ id }: Pick<PlaceToOpen, 'id'>): string => `/office/facilities/${id}`;

/** @throws 404 where the place is not seen; 403, with the sentence given, where this person does not open such a case */
export async function getPlaceToOpen(
  deps: Dependencies,
  req: Request,
  res: Response,
  { process, action, notYours }: { process: AnyProcess; action: string; notYours: string },
): Promise<{ facility: PlaceToOpen; role: Role }> {
  const viewer = getViewer(res);
  const places = accessibleBy(deps.db('facilities').where({ id: idOf(req) }), viewer.ability, 'read', 'Facility');
  const facility = (await places.first()) as PlaceToOpen | undefined;
  if (!facility) throw notFound();
  const role = findOpenerRole(viewer, process, action, asOpening(process.slug, facility));
  if (!role) throw forbidden(notYours);
  return { facility, role };
}

/** Opens it, for the place or for its body as the procedure says, and leads there. @throws 409, as it is told, where one of that kind (and period) is open already */
export async function openAtOne(
  { db, bell }: Dependencies,
  res: Response,
  process: AnyProcess,
  opening: {
    facility: PlaceToOpen;
    role: Role;
    token: string;
    kind: string;
    period?: string;
    action: string;
    facts: object;
    content: Record<string, unknown>;
  },
  already: Omit<Parameters<typeof conflict>[0], 'backHref' | 'backText'>,
): Promise<void> {
  const { facility, role, ...act } = opening;
  const { userId, acr } = getViewer(res);
  try {
    const { ring, caseId, reference } = await openCase(db, process, {
      ...act,
      subject: subjectIn(process, facility),
      actor: { role, userId, acr },
      at: arrivedAt(res),
    });
    if (ring) bell.ring(process.slug, caseId, reference);
    res.redirect(303, `/office/${process.slug}/${caseId}`);
  } catch (error) {
    if (!(error instanceof AlreadyOpen)) throw error;
    throw conflict({ ...already, backHref: pageOf(facility), backText: "Retour au milieu d'accueil" });
  }
}

/** Whose case it is that is opened from the page of a place: its own, or that of its body. */
export const subjectIn = ({ subject }: AnyProcess, { id, organising_body_id: bodyId }: PlaceToOpen): CaseSubject =>
  subject === 'organising-body' ? { kind: 'organising-body', id: bodyId } : { kind: 'facility', id };

/** @param page without a button, it only tells why there is nothing to open */
export function showOpeningAtOne(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: PlaceToOpen,
  page: {
    title: string;
    intro: string;
    inputs: readonly Input[];
    button?: { label: string; kind: 'go' | 'stop' };
    typed?: Record<string, unknown>;
    faults?: Faults;
  },
): void {
  const { title, intro, inputs, button, typed = {}, faults = {} } = page;
  const url = req.originalUrl.split('?')[0];
  renderPage(deps, req, res, 'cases/act', {
    title,
    intro,
    // No case stands beside the form yet.
    wide: true,
    ...(button ? { drafted: url } : {}),
    line: facility.name,
    back: { href: pageOf(facility), label: "au milieu d'accueil" },
    fields: button ? inputs.map((input) => withTyped(input, typed, faults)) : [],
    errors: errorLinks(faults, idsOf(inputs)),
    actionUrl: url,
    token: typeof typed.token === 'string' ? typed.token : randomUUID(),
    buttons: [...(button ? [button] : []), { label: 'Annuler', href: pageOf(facility), kind: 'link' }],
  });
}
