/** For which body software is let in: whoever administers several chooses. */
import type { Request, Response } from 'express';
import { findApplication, type ApplicationRow } from '../../db/applications/list.ts';
import { asSubject } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { notFound, ofOtherProfile } from '../problems.ts';

export interface Body {
  id: string;
  name: string;
  /** Those that the person administers, this one among them, by name. */
  among: { id: string; name: string }[];
}
const notYours = "Seuls les administrateurs de l'organisme gèrent ses applications externes.";

/** @throws 403 when the person administers no body */
export function administered({ ability, grants }: Viewer): Body['among'] {
  const known = new Map(
    grants.flatMap(({ organisingBodyId: id, organisingBodyName: name }) => (id ? [[id, name ?? '']] : [])),
  );
  const among = [...known]
    .filter(([id]) => ability.can('read', asSubject('Application', { organising_body_id: id })))
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'fr'));
  if (among.length === 0) throw ofOtherProfile(notYours);
  return among;
}

/** @throws 403 when the person administers no body; 404 when the body asked for is none of theirs */
export function bodyOf(req: Request, viewer: Viewer): Body {
  const among = administered(viewer);
  const { body: sent } = (req.body ?? {}) as { body?: unknown };
  const asked = sent ?? req.query.body;
  const body = asked === undefined ? among[0] : among.find(({ id }) => isUuid(asked) && id === asked);
  if (!body) throw notFound();
  return { ...body, among };
}

/** @throws 403 when the person administers no body; 404 for what is not there or not theirs */
export async function applicationOf(
  { db }: Pick<Dependencies, 'db'>,
  req: Request,
  res: Response,
): Promise<ApplicationRow> {
  const viewer = getViewer(res);
  administered(viewer);
  const application = await findApplication(db, viewer, idOf(req));
  if (!application) throw notFound();
  return application;
}

export const listPath = '/pro/applications';
/** The address of the page, or of what is done there. */
export const pathOf = (id: string, rest = ''): string => `${listPath}/${id}${rest}`;
export const listOf = ({ id, among }: Pick<Body, 'id' | 'among'>): string =>
  among.length > 1 ? `${listPath}?${new URLSearchParams({ body: id }).toString()}` : listPath;
