/** The session that a page is about, and who may do what with it. */
import type { Request, Response } from 'express';
import { findSession, type Session } from '../../db/agreement-commission/sessions.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { sessionPath } from './paths.ts';

export const mayOrganise = (res: Response): boolean => getViewer(res).ability.can('organise', 'CommissionSession');
export function mustOrganise(res: Response): void {
  if (!mayOrganise(res))
    throw forbidden("Le secrétariat de la commission d'agrément est tenu par les référent·es agrément AES.");
}

/** @throws Problem 404 */
export async function getSession({ db }: Dependencies, req: Request): Promise<Session> {
  const session = await findSession(db, idOf(req));
  if (!session) throw notFound();
  return session;
}

/** The session as the page had it. @throws Problem 409 when it has changed since */
export const asSeen = (session: Session, version: number): Session => ({ ...session, version });

export const changed = (session: Session, kept: readonly { label: string; value: string }[] = []) =>
  conflict({
    title: 'Cette séance a changé entre-temps',
    what: "Un·e collègue a changé l'ordre du jour, ou la séance n'est plus à ce stade",
    kept,
    backHref: sessionPath(session),
    backText: 'Voir la séance comme elle est maintenant',
  });

/** @throws Problem 404; 409 before the agenda is closed, and of a cancelled session */
export async function getBegun(deps: Dependencies, req: Request): Promise<Session> {
  const session = await getSession(deps, req);
  if (session.status === 'planned' || session.status === 'cancelled') throw changed(session);
  return session;
}
