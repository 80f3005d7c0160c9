/** The organising bodies in whose teams a person works, and the one that a page is about. */
import type { Response } from 'express';
import { operatorScopes } from '../../db/access/scopes.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { getViewer } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { forbidden, notFound } from '../problems.ts';

export interface TeamBody {
  id: string;
  name: string;
  /** The only places in which these eyes work on the team; undefined: every place of the body. */
  facilityIds: string[] | undefined;
}
const noAccess =
  "Vos droits ne comprennent pas « Mon équipe ». La personne qui gère les utilisateurs de votre organisme peut l'ouvrir.";

/** By name. */
export function teamBodies({ grants }: Pick<Viewer, 'grants'>): TeamBody[] {
  const listed = (value: string | { $in: string[] } | undefined): string[] =>
    value === undefined ? [] : typeof value === 'string' ? [value] : value.$in;
  const nameOf = (body: string): string =>
    grants.find(({ organisingBodyId }) => organisingBodyId === body)?.organisingBodyName ?? '';
  return operatorScopes(grants, 'team')
    .flatMap((scope) =>
      listed(scope.organising_body_id).map((body) => ({
        id: body,
        name: nameOf(body),
        facilityIds: scope.facility_id === undefined ? undefined : listed(scope.facility_id),
      })),
    )
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}

/** @throws Problem 403 without any, 404 for one that is not theirs */
export function getBody(res: Response, asked: unknown): { body: TeamBody; bodies: TeamBody[] } {
  const bodies = teamBodies(getViewer(res));
  const [first] = bodies;
  if (!first) throw forbidden(noAccess);
  const given = id.safeParse(asked);
  const body = given.success ? bodies.find((one) => one.id === given.data) : first;
  if (!body) throw notFound();
  return { body, bodies };
}
