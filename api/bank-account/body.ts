/** For which body accounts are looked after: nearly everybody has one; who administers several chooses. */
import type { Request } from 'express';
import { bodiesToOpenFor } from '../../db/access/acts.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { slug } from '../../workflows/bank-account/contract.ts';
import { notFound, ofOtherProfile } from '../problems.ts';

export interface Chosen {
  id: string;
  among: { id: string; name: string }[];
}

const notYours =
  "Seules les personnes qui ont le profil « Administrateur » gèrent les comptes bancaires de l'organisme.";

/** The one that a form or an address names. */
export const askedBody = (req: Request): unknown => ((req.body ?? {}) as { body?: unknown }).body ?? req.query.body;

/** @throws 403 when the person administers no body; 404 when the one asked for is none of theirs */
export function chosenBody({ grants, ability }: Viewer, asked: unknown): Chosen {
  const among = bodiesToOpenFor({ grants, ability }, { slug, action: 'add' });
  const [first] = among;
  if (!first) throw ofOtherProfile(notYours);
  const chosen = asked === undefined ? first : among.find(({ id }) => isUuid(asked) && id === asked);
  if (!chosen) throw notFound();
  return { id: chosen.id, among };
}

/** The page of the accounts of this body. */
export const accountsPath = ({ id, among }: Chosen, anchor = ''): string =>
  `/pro/accounts${among.length > 1 ? `?${new URLSearchParams({ body: id }).toString()}` : ''}${anchor}`;
