/** One user at the helpdesk: what blocks, and the very action beside; seeing as they see, ending the wait after wrong passwords. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import { findOpenCorrection } from '../../db/helpdesk/niss-corrections.ts';
import { findTicketByReference, referenceOf } from '../../db/helpdesk/tickets.ts';
import { recordUnlock } from '../../db/helpdesk/unlock.ts';
import { openUserSheet, type UserSheet } from '../../db/helpdesk/user-sheet.ts';
import { minutesOfView, startView } from '../../db/helpdesk/user-views.ts';
import { restoreMember } from '../../db/users/member-state.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDateTime, formatTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults, type Input } from '../forms/form.ts';
import { optionalLine, requiredText, textarea } from '../forms/inputs.ts';
import { idleLimit } from '../middleware/session.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { signInLock } from '../sign-in/lock.ts';
import { shownAgain, withoutNumber } from './free-text.ts';
import { formShown } from './text-form.ts';
import { findingsOf, rightInWords, rightsInWords, stateOfBody } from './user-words.ts';
import { meansOf, stateOf } from './users.ts';

const path = '/office/helpdesk/users';
export const noTicket = "Ce ticket n'existe pas : encodez sa référence, par exemple HD-00042";

const See = z.strictObject({
  token,
  reason: withoutNumber(requiredText('Écrivez pourquoi vous regardez ces pages', 300)),
  ticket: optionalLine(20),
  agreed: z.literal('oui', { error: "Demandez d'abord son accord à la personne, puis cochez la case" }),
});
const seeInputs: Input[] = [
  textarea('reason', 'Motif', {
    rows: 3,
    maxLength: 300,
    hint: "La personne le lira. N'y écrivez aucune donnée sensible.",
  }),
  { partial: 'field-text', name: 'ticket', label: 'Ticket', short: true, hint: 'Par exemple HD-00042.' },
  {
    partial: 'field-checkbox',
    name: 'agreed',
    label: 'La personne est d’accord que je voie ses pages',
    required: true,
  },
];

export function userSheetRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const lock = signInLock(deps);
  const router = Router();

  router.get(`${path}/:id`, async (req, res) => {
    const user = await getSheet(deps, req, res);
    const [isLocked, correction] = await Promise.all([
      lock.isLocked(user),
      findOpenCorrection(db, { userId: user.id }),
    ]);
    renderPage(deps, req, res, 'helpdesk/user', present(deps, res, user, { isLocked, correction }));
  });

  router.get(`${path}/:id/see`, async (req, res) => {
    await showSee(deps, req, res, await getSeen(deps, req, res));
  });
  router.post(`${path}/:id/see`, async (req, res) => {
    const user = await getSeen(deps, req, res);
    const viewer = getViewer(res);
    const form = See.safeParse(req.body ?? {});
    const faults = form.success ? {} : faultsIn(form.error);
    const reference = form.data?.ticket;
    const ticketId = reference === undefined ? null : await findTicketByReference(db, viewer, reference);
    if (ticketId === undefined) faults.ticket = noTicket;
    if (!form.success || ticketId === undefined) {
      res.status(422);
      await showSee(deps, req, res, user, faults);
      return;
    }
    const { token: viewId, reason } = form.data;
    const seeing = await startView(db, viewer, { id: viewId, userId: user.id, reason, ticketId }, now());
    if (!seeing) {
      leaveFlash(req, { kind: 'warning', text: 'Cette vue est déjà terminée, ou l’utilisateur est désactivé.' });
      res.redirect(303, `${path}/${user.id}`);
      return;
    }
    req.session.seeing = seeing;
    res.redirect(303, '/pro');
  });

  router.post(`${path}/:id/unlock`, async (req, res) => {
    const user = await getSheet(deps, req, res);
    const wasLocked = await lock.isLocked(user);
    await lock.release(user);
    if (wasLocked) await recordUnlock(db, getViewer(res), user.id, now());
    leaveFlash(
      req,
      wasLocked
        ? { kind: 'done', text: "L'attente est levée : la personne peut essayer à nouveau." }
        : { kind: 'information', text: 'Aucune attente ne courait : la personne peut essayer quand elle veut.' },
    );
    res.redirect(303, `${path}/${user.id}`);
  });

  router.post(`${path}/:id/bodies/:body/restore`, async (req, res) => {
    const user = await getSheet(deps, req, res);
    const viewer = getViewer(res);
    const row = asSubject('User', user);
    if (!viewer.ability.can('restore', row)) throw forbidden(viewer.ability.relevantRuleFor('restore', row)?.reason);
    const body = user.bodiesOf.find((one) => one.id === idOf(req, 'body'));
    if (!body) throw notFound();
    const restored = await restoreMember(db, viewer, { userId: user.id, bodyId: body.id }, now());
    if (restored === undefined) throw forbidden();
    leaveFlash(
      req,
      restored
        ? { kind: 'done', text: `L'utilisateur est rétabli auprès de ${body.name}, avec les droits qu'il y avait.` }
        : { kind: 'information', text: `L'utilisateur n'est pas supprimé auprès de ${body.name}.` },
    );
    res.redirect(303, `${path}/${user.id}`);
  });

  return router;
}

/** @throws Problem 404 */
export async function getSheet({ db, now }: Dependencies, req: Request, res: Response): Promise<UserSheet> {
  const at = now();
  const user = await openUserSheet(db, getViewer(res), idOf(req), { now: at, seenSince: at - idleLimit });
  if (!user) throw notFound();
  return user;
}

async function getSeen(deps: Dependencies, req: Request, res: Response): Promise<UserSheet> {
  const user = await getSheet(deps, req, res);
  const { ability } = getViewer(res);
  const row = asSubject('UserPages', user);
  if (!ability.can('see-as', row))
    throw forbidden(
      ability.relevantRuleFor('see-as', row)?.reason ??
        'Seules les pages des opérateurs sont vues comme elles le sont par eux.',
    );
  return user;
}

async function showSee(
  deps: Dependencies,
  req: Request,
  res: Response,
  user: UserSheet,
  faults: Faults = {},
): Promise<void> {
  const minutes = await minutesOfView(deps.db, deps.now());
  const action = `${path}/${user.id}/see`;
  renderPage(deps, req, res, 'helpdesk/see', {
    title: `Voir comme ${nameOf(user)}`,
    back: { href: `${path}/${user.id}`, label: "à l'utilisateur" },
    minutes,
    ...formShown(seeInputs, shownAgain((req.body ?? {}) as Record<string, unknown>), faults, action),
    // A number typed by mistake is kept nowhere while it is typed.
    drafted: undefined,
  });
}

export const nameOf = ({ firstName, familyName }: Pick<UserSheet, 'firstName' | 'familyName'>): string =>
  `${firstName} ${familyName}`;

function present(
  { now }: Dependencies,
  res: Response,
  user: UserSheet,
  { isLocked, correction }: { isLocked: boolean; correction: { id: string } | undefined },
) {
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const row = asSubject('User', user);
  const here = `${path}/${user.id}`;
  return {
    title: nameOf(user),
    back: { href: path, label: 'à la recherche' },
    line: user.portal === 'office' ? "Agent de l'ONE" : 'Utilisateur·rice Pro.ONE',
    badge: stateOf(user),
    findings: findingsOf(user, isLocked, now()).map(({ ok, title, text }) => ({
      label: title,
      text,
      badge: ok ? { kind: 'done', text: 'en ordre' } : { kind: 'due-late', text: 'à voir' },
    })),
    buttons: [
      ...(ability.can('see-as', asSubject('UserPages', user)) && user.deactivatedAt === null
        ? [{ label: "Voir comme l'utilisateur", href: `${here}/see` }]
        : []),
      ...(isLocked ? [{ label: 'Débloquer', action: `${here}/unlock`, kind: 'plain' }] : []),
      ...(correction
        ? [{ label: 'Correction en attente', href: `/office/helpdesk/corrections/${correction.id}` }]
        : ability.can('correct', row) && user.hasNumber
          ? [{ label: 'Corriger le numéro de registre national', href: `${here}/correct` }]
          : []),
    ],
    rows: [
      { label: 'Courriel', value: user.email },
      ...(user.legacyLogin ? [{ label: "Ancien nom d'utilisateur", value: user.legacyLogin }] : []),
      {
        label: 'Dernière connexion',
        value:
          user.lastSignInAt === null
            ? 'jamais'
            : [formatDateTime(user.lastSignInAt), meansOf(user.lastAcr)].filter(Boolean).join(', '),
      },
    ],
    rights: user.rights.map((right) => rightInWords(right, today)),
    bodies: user.bodiesOf.map((body) => ({
      name: body.name,
      badge: stateOfBody(body),
      rights: rightsInWords(body.rights, today),
      restore:
        body.deletedAt !== null && ability.can('restore', row)
          ? { action: `${here}/bodies/${body.id}/restore`, label: 'Rétablir', kind: 'plain' }
          : undefined,
    })),
    isOperator: user.portal === 'pro',
    sessions: user.sessions.map(({ startedAt, lastSeenAt, acr, device }) => ({
      cells: [
        { text: device ?? 'Appareil inconnu' },
        { text: formatShortDateTime(startedAt) },
        { text: formatTime(lastSeenAt) },
        { text: meansOf(acr) },
      ],
    })),
    views: user.views.map(({ startedAt, endedAt, agent, reason }) => ({
      when: `${formatDateTime(startedAt)}${endedAt === null ? '' : ` – ${formatTime(endedAt)}`}`,
      agent,
      reason,
    })),
    tickets: user.tickets.map(({ id, number, at, closed }) => ({
      href: `/office/helpdesk/${id}`,
      text: referenceOf({ number }),
      line: `${formatShortDateTime(at)} · ${closed ? 'clos' : 'ouvert'}`,
    })),
  };
}
