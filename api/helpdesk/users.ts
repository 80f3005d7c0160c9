/** The helpdesk finds a user: what is searched for stands in no address. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findUsers, type FoundUser } from '../../db/helpdesk/find-users.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { parseNationalNumber } from '../../domain/national-number.ts';
import { roleNames, type GrantRole } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

const path = '/office/helpdesk/users';
const noDesk = 'Les utilisateurs sont cherchés et dépannés par le helpdesk.';
const neverByNumber =
  'Une personne ne se cherche jamais par son numéro de registre national : encodez son nom, son courriel, son pouvoir organisateur ou son milieu.';
const Search = z.strictObject({
  q: requiredLine('Écrivez un nom, un courriel, un pouvoir organisateur ou un milieu', 200).refine(
    (text) => !parseNationalNumber(text).ok,
    neverByNumber,
  ),
  after: id.optional(),
  before: id.optional(),
});

export function findUserRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use([path, '/office/helpdesk/corrections'], (_req, res, next) => {
    if (!getViewer(res).ability.can('unlock', 'User')) throw forbidden(noDesk);
    next();
  });

  router.get(path, (req, res) => {
    show(deps, req, res, {});
  });
  router.post(path, async (req, res) => {
    const form = Search.safeParse(req.body ?? {});
    if (!form.success) {
      const faults = faultsIn(form.error);
      res.status(422);
      // A number that was typed after all is not shown again.
      show(deps, req, res, { faults, q: faults.q === neverByNumber ? '' : typedIn(req) });
      return;
    }
    const { q, after, before } = form.data;
    const found = await findUsers(
      db,
      getViewer(res),
      q,
      { ...(after ? { after } : {}), ...(before ? { before } : {}) },
      now(),
    );
    show(deps, req, res, { q, found });
  });
  return router;
}

const typedIn = (req: Request): string => {
  const { q } = (req.body ?? {}) as { q?: unknown };
  return typeof q === 'string' ? q : '';
};

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { q = '', faults = {}, found }: { q?: string; faults?: Faults; found?: Awaited<ReturnType<typeof findUsers>> },
): void {
  const turn = (label: string, more: Record<string, string>): object => ({
    label,
    kind: 'plain',
    action: path,
    fields: Object.entries({ q, ...more }).map(([name, value]) => ({ name, value })),
  });
  renderPage(deps, req, res, 'helpdesk/users', {
    title: 'Trouver un utilisateur',
    wide: true,
    q,
    error: faults,
    errors: errorLinks(faults, ['q']),
    near: found?.near,
    searched: found !== undefined,
    rows: found?.rows.map(rowOf),
    turns: found
      ? [
          ...(found.previous ? [turn('Précédents', { before: found.previous })] : []),
          ...(found.next ? [turn('Suivants', { after: found.next })] : []),
        ]
      : [],
  });
}

export const meansOf = (acr: number | null): string =>
  acr === null ? '' : acr >= 500 ? 'eID' : acr >= 450 ? 'itsme' : 'mot de passe';

export function stateOf({ deactivatedAt, isOld, refused }: FoundUser): { kind: string; text: string } {
  if (deactivatedAt !== null) return { kind: 'neutral', text: 'désactivé' };
  if (refused > 0)
    return {
      kind: 'due-soon',
      text: `${String(refused)} connexion${refused > 1 ? 's' : ''} refusée${refused > 1 ? 's' : ''}`,
    };
  return isOld ? { kind: 'due-soon', text: 'à convertir' } : { kind: 'done', text: 'actif' };
}

const rowOf = (user: FoundUser): object => ({
  cells: [
    { text: `${user.firstName} ${user.familyName}`, href: `${path}/${user.id}`, strong: true, sub: user.email },
    { text: user.portal === 'office' ? 'ONE' : user.bodies.join(', ') || 'aucun' },
    { text: user.roles.map((role) => roleNames[role as GrantRole]).join(', ') || 'aucun droit configuré' },
    {
      text: user.lastSignInAt === null ? 'jamais' : formatShortDateTime(user.lastSignInAt),
      sub: meansOf(user.lastAcr) || undefined,
    },
    { badge: stateOf(user), text: '' },
  ],
});
