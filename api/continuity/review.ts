/** « Vérifier la liste des utilisateurs »: once a year an administrator looks through it, and signs that it is right. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { dossiers } from '../../db/access/dossiers.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { findUserList, listReviews, signReview, type ListedUser } from '../../db/continuity/review.ts';
import { listFacilities } from '../../db/authorisations.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { roleNames } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { digest, id } from '../forms/envelope.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, Problem } from '../problems.ts';
import { placesInWords } from '../users/words.ts';
import { bodyOf, usersPath, type Body } from '../users/body.ts';

const path = '/pro/users/review';
const administratorsOnly = "La liste des utilisateurs est revue par un administrateur de l'organisme.";
const Signed = z.strictObject({ seen: digest, body: id.optional() });

export function reviewRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get(path, async (req, res) => {
    const body = reviewedBody(req, res);
    const today = dayOf(now());
    const [list, reviews, facilities] = await Promise.all([
      findUserList(db, body.id, today),
      listReviews(db, body.id),
      listFacilities(db, getViewer(res).ability, 'read'),
    ]);
    const places = new Map(facilities.map((facility) => [facility.id, facility.name]));
    const open = reviews.findLast(({ doneAt }) => doneAt === null);
    const last = reviews.find(({ doneAt }) => doneAt !== null);
    renderPage(deps, req, res, 'users/review', {
      title: 'Vérifier la liste des utilisateurs',
      back: { href: usersPath(body), label: 'aux utilisateurs' },
      line: [
        body.name,
        open ? `à faire avant le ${formatLongDate(open.dueOn)}` : undefined,
        last?.doneAt
          ? `dernière vérification le ${formatLongDate(dayOf(last.doneAt))}${last.by ? ` par ${last.by}` : ''}`
          : undefined,
      ]
        .filter(Boolean)
        .join(' · '),
      table: {
        caption: 'Utilisateurs et accès',
        hideCaption: true,
        stack: true,
        columns: [
          { label: 'Nom' },
          { label: 'Accès', card: 'plain' },
          { label: 'Statut', card: 'corner' },
          { label: 'Dernière connexion' },
        ],
        rows: list.users.map((user) => ({ cells: cellsOf(user, { body, places, today }) })),
      },
      action: usersPath(body, '/review'),
      seen: list.hash,
      body: body.among.length > 1 ? body.id : undefined,
      count: list.users.length,
    });
  });

  router.post(path, async (req, res) => {
    const body = reviewedBody(req, res);
    const form = Signed.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    const outcome = await signReview(db, getViewer(res), { bodyId: body.id, seen: form.data.seen, at: now() });
    if (outcome === 'changed')
      throw conflict({
        title: 'La liste a changé entre-temps',
        what: 'Un utilisateur ou un accès a été modifié depuis que vous avez ouvert la page',
        backHref: usersPath(body, '/review'),
        backText: 'Revoir la liste telle qu’elle est maintenant',
      });
    leaveFlash(req, {
      kind: outcome === 'signed' ? 'done' : 'information',
      text:
        outcome === 'signed'
          ? 'La liste est revue. Elle est gardée dans l’historique telle que vous l’avez vue.'
          : 'La liste est déjà revue pour cette année : rien n’est fait deux fois.',
    });
    res.redirect(303, usersPath(body));
  });
  return router;
}

/** @throws Problem 403 for who does not administer the body */
function reviewedBody(req: Request, res: Response): Body {
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  if (!viewer.ability.can('review', asSubject('Membership', { user_id: viewer.userId, organising_body_id: body.id })))
    throw forbidden(administratorsOnly);
  return body;
}

function cellsOf(
  { userId, name, isNamed, isDeactivated, seenAt, grants }: ListedUser,
  { body, places, today }: { body: Body; places: ReadonlyMap<string, string>; today: Day },
): object[] {
  const ends = grants.flatMap(({ to }) => to ?? []).sort()[0];
  return [
    { text: isNamed ? name : `${name} (par défaut)`, href: usersPath(body, `/${userId}/rights`), strong: true },
    { text: accessOf(grants, places) || (isDeactivated ? 'Accès suspendus' : 'Aucun accès configuré') },
    isDeactivated
      ? { badge: { kind: 'neutral', text: 'désactivé' }, text: '' }
      : !isNamed
        ? { badge: { kind: 'due-soon', text: 'à convertir' }, text: '' }
        : ends
          ? { badge: { kind: 'at-one', text: 'temporaire' }, text: '', sub: `jusqu'au ${formatShortDate(ends)}` }
          : { badge: { kind: 'done', text: 'actif' }, text: '' },
    { text: seenAt === null ? 'jamais' : dayOf(seenAt) === today ? "aujourd'hui" : formatShortDate(dayOf(seenAt)) },
  ];
}

/** « Bilans, Mon équipe (Crèche Les Petits Chênes) ; Subsides »: of many places the first two; the name opens all of them. */
function accessOf(grants: ListedUser['grants'], places: ReadonlyMap<string, string>): string {
  const files = new Map<string, string[]>();
  for (const { role, dossier, facilityId } of grants) {
    const label =
      role === 'data-manager'
        ? (dossiers as Record<string, { label: string } | undefined>)[dossier ?? '']?.label
        : (roleNames as Record<string, string>)[role];
    if (!label) continue;
    const place = facilityId === null ? [] : [places.get(facilityId) ?? "un milieu d'accueil"];
    files.set(label, [...new Set([...(files.get(label) ?? []), ...place])]);
  }
  const labels = new Map<string, string[]>();
  for (const [label, where] of files) {
    const told = placesInWords(where);
    labels.set(told, [...(labels.get(told) ?? []), label]);
  }
  return [...labels].map(([where, held]) => (where ? `${held.join(', ')} (${where})` : held.join(', '))).join(' ; ');
}
