/** « Mon utilisateur »: who one is here, how one is reached, what one may do; and what one wishes to be told. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findWaitingAddress } from '../../db/account/email-change.ts';
import { findMailWishes, keepMailWishes, noticeWishes, type MailWishes } from '../../db/account/mail-wishes.ts';
import { dossiers } from '../../db/access/dossiers.ts';
import type { Grant } from '../../db/access/scopes.ts';
import { User } from '../../db/models/user.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { letterWays } from '../../domain/newsletters.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { choice, radios } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden } from '../problems.ts';
import { waysInWords, wayWords } from './letter-ways.ts';

const path = '/account/preferences';
const operatorsOnly = 'Ces préférences sont celles des opérateurs : votre liste de tâches a les siennes.';

const noticeWords: Record<MailWishes['notices'], { text: string; hint?: string }> = {
  each: { text: "Un courriel pour chaque nouvelle d'une demande" },
  daily: { text: 'Un seul courriel par jour, à 7 h 30, qui les rassemble' },
  binding: {
    text: 'Seulement ce qui engage',
    hint: 'Les autres nouvelles se lisent dans «\u00a0Notifications\u00a0».',
  },
};
const optionsOf = <T extends string>(values: readonly T[], words: Record<T, { text: string; hint?: string }>) =>
  values.map((value) => ({ value, ...words[value] }));
const inputs: Input[] = [
  radios('notices', 'Prévenez-moi par courriel', optionsOf(noticeWishes, noticeWords), {
    hint: 'Les accusés de réception, les décisions, les rendez-vous fixés et ce qui a une échéance vous sont toujours envoyés tout de suite.',
  }),
  radios('flash', 'Je reçois le Flash Accueil', optionsOf(letterWays, wayWords), {
    hint: "La lettre de l'ONE aux milieux d'accueil.",
  }),
  radios('prodige', 'Je reçois PRO.DIG.E', optionsOf(letterWays, wayWords), {
    hint: 'La lettre consacrée aux évolutions digitales.',
  }),
];
const Wishes = z.strictObject({
  version,
  notices: choice('Choisissez comment vous êtes prévenu·e', noticeWishes),
  flash: choice('Choisissez comment vous recevez le Flash Accueil', letterWays),
  prodige: choice('Choisissez comment vous recevez PRO.DIG.E', letterWays),
});

export function ownUserRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/account', async (req, res) => {
    const { userId, portal, grants, firstName, familyName, acr, ability } = getViewer(res);
    const [user, waiting, wishes] = await Promise.all([
      User.query(db).findById(userId).throwIfNotFound(),
      findWaitingAddress(db, userId, now()),
      portal === 'pro' ? findMailWishes(db, userId) : undefined,
    ]);
    const { previousSignInAt } = req.session;
    const correctionHref =
      portal === 'pro'
        ? `/pro/correction?${new URLSearchParams({ about: 'Vos nom et prénom' }).toString()}`
        : undefined;
    renderPage(deps, req, res, 'account/own-user', {
      title: 'Mon utilisateur',
      back: { href: `/${portal}`, label: "à l'accueil" },
      identity: [
        { label: 'Prénom', value: firstName, locked: true, correctionHref },
        { label: 'Nom', value: familyName, locked: true, correctionHref },
        { label: 'Numéro de registre national', value: 'NISS valide (déjà) présent', locked: true },
        { label: 'Connexion en cours', value: `avec ${(acr ?? 0) >= 500 ? 'eID' : 'itsme'}` },
      ],
      email: [{ label: 'Adresse de courriel', value: user.email, changeHref: '/account/email' }],
      waiting: waiting && {
        email: waiting.email,
        until: formatDateTime(waiting.expiresAt),
      },
      previous: previousSignInAt
        ? `Votre connexion précédente a commencé le ${formatDateTime(previousSignInAt)}.`
        : "C'est votre première connexion.",
      access: accessOf(grants),
      historyHref:
        ability.can('read', 'HistoryLine') && `/pro/history?${new URLSearchParams({ who: userId }).toString()}`,
      wishes: wishes && [
        { label: 'Nouvelles de mes demandes', value: noticeWords[wishes.notices].text },
        ...waysInWords(wishes),
      ],
      listHref: portal === 'office' && ability.can('read', 'Task') ? '/office/tasks/mail' : undefined,
    });
  });

  router.use(path, (_req, res, next) => {
    if (getViewer(res).portal !== 'pro') throw forbidden(operatorsOnly);
    next();
  });
  router.get(path, (req, res) => show(deps, req, res));
  router.post(path, async (req, res) => {
    const form = Wishes.safeParse(req.body ?? {});
    if (!form.success) {
      await show(deps, req, res, faultsIn(form.error));
      return;
    }
    if (!(await keepMailWishes(db, getViewer(res), form.data, now())))
      throw conflict({
        title: 'Vos préférences ont changé entre-temps',
        what: 'Vos préférences ont été enregistrées dans une autre fenêtre',
        kept: [
          { label: 'Nouvelles de mes demandes', value: noticeWords[form.data.notices].text },
          ...waysInWords(form.data),
        ],
        backHref: path,
        backText: 'Revoir mes préférences',
      });
    leaveFlash(req, { kind: 'done', text: 'Vos préférences sont enregistrées.' });
    res.redirect(303, '/account');
  });
  return router;
}

async function show(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  const { notices, flash, prodige, version: standing } = await findMailWishes(deps.db, getViewer(res).userId);
  if (isFaulty(faults)) res.status(422);
  const typed = (req.body ?? { notices, flash, prodige }) as Record<string, unknown>;
  renderPage(deps, req, res, 'account/preferences', {
    title: 'Mes préférences',
    back: { href: '/account', label: 'à mon utilisateur' },
    version: typeof typed.version === 'string' ? typed.version : standing,
    fields: inputs.map((input) => withTyped(input, { notices, flash, prodige, ...typed }, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  });
}

/** For whom one acts, and as what. */
function accessOf(grants: readonly Grant[]): { label: string; values: string[] }[] {
  const owners = new Map<string, string[]>();
  for (const { role, organisingBodyName, administration, dossier, facilityId } of grants) {
    const owner =
      organisingBodyName ?? (administration ? administrationNames[administration as Administration] : 'Toute l’ONE');
    const file = dossier ? (dossiers as Record<string, { label: string } | undefined>)[dossier]?.label : undefined;
    const text = file ? `${file}${facilityId ? ' (un milieu d’accueil)' : ''}` : roleNames[role];
    const known = owners.get(owner) ?? [];
    owners.set(owner, known.includes(text) ? known : [...known, text]);
  }
  return [...owners].map(([label, values]) => ({ label, values }));
}
