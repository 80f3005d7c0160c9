/** Deactivating, reactivating and deleting a user: asked once, with what stops and whether there is a way back. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { refusalOf, type Refusal, type Who } from '../../db/users/change-member.ts';
import { administratorsOf, findMember, type Member } from '../../db/users/list-members.ts';
import { deactivateMember, deleteMember, reactivateMember } from '../../db/users/member-state.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { elided } from '../../domain/elision.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { bodyOf, usersPath } from './body.ts';
import { refusals } from './words.ts';

const Form = z.strictObject({ body: id });

export const stateActs = ['deactivate', 'reactivate', 'delete'] as const;
export type StateAct = (typeof stateActs)[number];

interface StateWords {
  title: (name: string) => string;
  button: string;
  points: string[];
  done: (name: string) => string;
  change: (db: Database, viewer: Viewer, who: Who, at: Instant) => Promise<'done' | Refusal | undefined>;
}
const acts: Record<StateAct, StateWords> = {
  deactivate: {
    title: (name) => `Désactiver le profil ${elided('de', name)}\u00a0?`,
    button: 'Désactiver',
    points: [
      'Dès maintenant, cette personne ne voit plus rien de votre organisme et ne peut plus rien y faire ; ses brouillons restent à vos collègues.',
      'Elle ne reçoit plus les avis de vos dossiers.',
      'Son profil reste dans la liste : vous pouvez le réactiver à tout moment, avec les accès qu’il avait.',
    ],
    done: (name) => `Le profil ${elided('de', name)} est désactivé. Vous pouvez le réactiver à tout moment.`,
    change: deactivateMember,
  },
  reactivate: {
    title: (name) => `Réactiver le profil ${elided('de', name)}\u00a0?`,
    button: 'Réactiver',
    points: [
      "Cette personne retrouve, dès son prochain clic, les accès que son profil avait et qui n'ont pas pris fin.",
    ],
    done: (name) => `Le profil ${elided('de', name)} est de nouveau actif.`,
    change: reactivateMember,
  },
  delete: {
    title: (name) => `Supprimer le profil ${elided('de', name)}\u00a0?`,
    button: 'Supprimer',
    points: [
      "C'est définitif : la personne ne pourra plus se connecter pour votre organisme et disparaît de la liste.",
      "Ce qu'elle a fait reste dans l'historique de vos dossiers.",
      'Si la personne s’absente seulement (maladie, congé), désactivez plutôt son profil.',
      'Supprimé par erreur ? Le helpdesk peut le rétablir : 02/542.14.45 ou pro@one.be.',
    ],
    done: (name) => `Le profil ${elided('de', name)} est supprimé. Par erreur ? Appelez le helpdesk au 02/542.14.45.`,
    change: deleteMember,
  },
};

export async function showState(deps: Dependencies, req: Request, res: Response, act: StateAct): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const member = await findMember(db, viewer, { userId: idOf(req), bodyId: body.id }, now());
  if (!member) throw notFound();
  const refusal = refusalOf(viewer, { user_id: member.id, organising_body_id: body.id }, member.held);
  if (refusal) throw forbidden(refusals[refusal]);
  const words = acts[act];
  const isLast = act !== 'reactivate' && isAdministrator(member) && (await isLastOne(deps, body.id, member));
  renderPage(deps, req, res, 'users/state', {
    title: words.title(nameOf(member)),
    back: { href: usersPath(body), label: 'aux utilisateurs' },
    points: words.points,
    refusal: isLast ? refusals.last : undefined,
    action: usersPath(body, `/${member.id}/${act}`),
    body: body.id,
    button: { label: words.button, kind: act === 'reactivate' ? 'go' : 'stop' },
    cancelHref: usersPath(body),
  });
}

export async function sendState(deps: Dependencies, req: Request, res: Response, act: StateAct): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const isForm = Form.safeParse(req.body ?? {}).success;
  const who = { userId: idOf(req), bodyId: body.id };
  const member = await findMember(db, viewer, who, now());
  // Deleting sent twice deletes once.
  if (!member && !(act === 'delete' && isForm)) throw notFound();
  if (!isForm) throw new Problem(422, 'form');
  const done = await acts[act].change(db, viewer, who, now());
  if (done === undefined) throw notFound();
  if (done !== 'done') throw forbidden(refusals[done]);
  leaveFlash(req, { kind: 'done', text: acts[act].done(member ? nameOf(member) : 'cette personne') });
  res.redirect(303, usersPath(body));
}

const nameOf = ({ firstName, familyName }: Member): string => `${firstName} ${familyName}`;
const isAdministrator = ({ held, deactivatedAt, isDefault }: Member): boolean =>
  deactivatedAt === null && !isDefault && held.some(({ right }) => right === 'administrator');

async function isLastOne({ db, now }: Dependencies, bodyId: string, { held }: Member): Promise<boolean> {
  const { today, lasting } = await administratorsOf(db, bodyId, dayOf(now()));
  const lasts = held.some(({ right, to }) => right === 'administrator' && to === null);
  return today < 2 || (lasts && lasting < 2);
}
