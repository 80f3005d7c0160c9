/** For which body users are managed: nearly everybody has one; who manages those of several chooses. */
import type { Request } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { notFound, ofOtherProfile } from '../problems.ts';

export interface Body {
  id: string;
  name: string;
  /** Those that the person manages the users of, this one among them, by name. */
  among: { id: string; name: string }[];
}

const notYours =
  "Seules les personnes qui ont le profil « Administrateur » ou « Gestion des utilisateurs » gèrent les utilisateurs de l'organisme.";

/** @throws 403 when the person manages no users; 404 when the body asked for is none of theirs */
export function bodyOf(req: Request, viewer: Viewer): Body {
  const known = new Map(
    viewer.grants.flatMap(({ organisingBodyId: id, organisingBodyName: name }) => (id ? [[id, name ?? '']] : [])),
  );
  const among = [...known]
    .filter(([id]) =>
      viewer.ability.can('read', asSubject('Membership', { user_id: viewer.userId, organising_body_id: id })),
    )
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'fr'));
  const [first] = among;
  if (!first) throw ofOtherProfile(notYours);
  const { body: sent } = (req.body ?? {}) as { body?: unknown };
  const asked = sent ?? req.query.body;
  const body = asked === undefined ? first : among.find(({ id }) => isUuid(asked) && id === asked);
  if (!body) throw notFound();
  return { ...body, among };
}

/** The address of a page about this body's users. */
export function usersPath(
  { id, among }: Pick<Body, 'id' | 'among'>,
  rest = '',
  query: Record<string, string> = {},
): string {
  const search = new URLSearchParams({ ...(among.length > 1 ? { body: id } : {}), ...query }).toString();
  return `/pro/users${rest}${search ? `?${search}` : ''}`;
}
