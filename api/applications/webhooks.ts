/** The webhooks of an application: added with a secret that is shown once, removed, set going again, and made to tell once more. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  addWebhook,
  orderWebhook,
  type DeliveryRow,
  type WebhookOrder,
  type WebhookRow,
} from '../../db/applications/webhooks.ts';
import { webhookFault } from '../../domain/applications/addresses.ts';
import { webhookEvents, type WebhookEvent } from '../../domain/applications/scopes.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { formatLongDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, several, token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound, Problem } from '../problems.ts';
import { openOne, revoked } from './add.ts';
import { applicationOf, pathOf } from './body.ts';
import { monthInWords } from './words.ts';

const eventWords: Readonly<Record<WebhookEvent, string>> = {
  'attendance.sent': 'Un mois de présences est envoyé à l’ONE',
  'attendance.reopened': 'Un mois de présences est rouvert',
  'quarter.status-changed': 'Le trimestre change d’état',
};
const faultWords = {
  form: 'Écrivez une adresse complète, sans nom d’utilisateur : https://exemple.be/pro-one',
  https: 'L’adresse commence par https:// : rien ne voyage en clair',
  inside: 'Cette adresse n’est pas sur Internet : Pro.ONE n’écrit à aucun réseau privé',
} as const;

const Form = z.strictObject({
  token,
  address: requiredLine("Encodez l'adresse du webhook", 500),
  events: several(z.enum(webhookEvents), 'Cochez au moins une annonce'),
});
const inputs: Input[] = [
  {
    ...{ partial: 'field-text', name: 'address', label: 'Adresse', type: 'url', required: true, autocomplete: 'off' },
    hint: 'Celle que donne votre éditeur ; elle commence par https://',
  },
  {
    ...{
      partial: 'field-checkboxes',
      name: 'events',
      label: 'Ce qui lui est annoncé',
      required: true,
      value: [...webhookEvents],
    },
    options: webhookEvents.map((value) => ({ value, text: eventWords[value] })),
  },
];

export async function showNewWebhook(
  deps: Dependencies,
  req: Request,
  res: Response,
  faults: Faults = {},
): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'applications/form', {
    title: 'Ajouter un webhook',
    back: { href: pathOf(application.id), label: "à l'application" },
    line: `${application.name} · Pro.ONE écrit à cette adresse quand quelque chose se passe, sans jamais dire un nom`,
    hasPlaces: true,
    action: pathOf(application.id, '/webhooks'),
    hidden: [{ name: 'token', value: isUuid(typed.token) ? typed.token : randomUUID() }],
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    signed: true,
    button: 'Ajouter le webhook',
    cancelHref: pathOf(application.id),
  });
}

export async function sendWebhook(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const form = Form.safeParse(req.body ?? {});
  const wrong = form.success ? webhookFault(form.data.address) : undefined;
  if (!form.success || wrong) {
    await showNewWebhook(deps, req, res, form.success ? { address: faultWords[wrong!] } : faultsIn(form.error));
    return;
  }
  if (!(await ensureRecentSignIn(deps, req, res))) return;
  const { token: sending, address, events } = form.data;
  const made = await addWebhook(
    deps.db,
    getViewer(res),
    application.id,
    { address: new URL(address).href, events: [...new Set(events)], key: deps.config.nissKey },
    { sending, at: deps.now() },
  );
  if (!made) throw revoked(application);
  if (made === 'known') {
    leaveFlash(req, {
      kind: 'information',
      text: 'Ce webhook est déjà ajouté ; son secret a été montré une seule fois.',
    });
    res.redirect(303, pathOf(application.id));
    return;
  }
  // As a token: such an answer is not put aside to be shown again.
  res.status(201);
  renderPage(deps, req, res, 'applications/secret', {
    title: 'Le webhook est ajouté',
    secret: made.secret,
    address,
    href: pathOf(application.id),
  });
}

const Order = z.strictObject({ of: id });
const told: Readonly<Record<WebhookOrder, string>> = {
  remove: 'Le webhook est retiré.',
  enable: 'Le webhook est réactivé. Ce qui a manqué se rejoue ci-dessous.',
  replay: "L'annonce repart dans la minute.",
};

export async function sendOrder(deps: Dependencies, req: Request, res: Response, order: WebhookOrder): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const form = Order.safeParse(req.body ?? {});
  if (!form.success) throw new Problem(422, 'form');
  const done = await orderWebhook(deps.db, getViewer(res), application.id, { order, of: form.data.of }, deps.now());
  // Removed already, by a first click.
  if (!done && order !== 'remove') throw notFound();
  leaveFlash(req, { kind: 'done', text: told[order] });
  res.redirect(303, `${pathOf(application.id)}#webhooks`);
}

const why = {
  failing: 'désactivé : il échouait depuis plusieurs jours',
  gone: "désactivé : l'adresse n'existe plus (410)",
};
export const presentWebhooks = (applicationId: string, webhooks: readonly WebhookRow[]): object => ({
  caption: 'Webhooks',
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Adresse' },
    { label: 'État', card: 'corner' },
    { label: 'Annonces' },
    { label: 'Actions', hide: true },
  ],
  rows: webhooks.map(({ id: of, address, events, disabledAt, disabledWhy, failingSince }) => {
    const act = (order: WebhookOrder, label: string): object => ({
      ...{
        label,
        kind: 'plain',
        action: pathOf(applicationId, `/webhooks/${order}`),
        fields: [{ name: 'of', value: of }],
      },
    });
    return {
      cells: [
        { text: address, strong: true },
        disabledAt !== null
          ? { text: '', badge: { kind: 'due-late', text: why[disabledWhy ?? 'failing'] } }
          : failingSince !== null
            ? { text: '', badge: { kind: 'due-soon', text: `échoue depuis le ${formatLongDate(dayOf(failingSince))}` } }
            : { text: '', badge: { kind: 'done', text: 'actif' } },
        { text: events.map((event) => eventWords[event]).join(' ; ') },
        { buttons: [...(disabledAt === null ? [] : [act('enable', 'Réactiver')]), act('remove', 'Retirer')] },
      ],
    };
  }),
});

const failures: Readonly<Record<string, string>> = {
  'private-address': 'adresse hors d’Internet, refusée',
  'timeout': 'pas de réponse en dix secondes',
  'no-such-host': 'nom introuvable',
  'away': 'personne ne répond',
  'certificate': 'certificat refusé',
};
function outcomeOf({ deliveredAt, nextAt, attempts, lastStatus, lastFailure }: DeliveryRow): {
  kind: string;
  text: string;
} {
  if (deliveredAt !== null && nextAt === null) return { kind: 'done', text: 'reçue' };
  if (attempts === 0)
    return nextAt === null ? { kind: 'neutral', text: 'pas envoyée' } : { kind: 'at-one', text: 'part dans la minute' };
  const failed = lastFailure ? (failures[lastFailure] ?? 'échec') : `réponse ${lastStatus ?? ''}`;
  return { kind: 'due-late', text: nextAt === null ? `${failed}, abandonnée` : `${failed}, essai ${attempts}` };
}
export const presentDeliveries = (applicationId: string, deliveries: readonly DeliveryRow[], now: Instant): object => ({
  caption: 'Dernières annonces',
  stack: true,
  dense: true,
  columns: [
    { label: 'Quand', nowrap: true },
    { label: 'Résultat', card: 'corner' },
    { label: 'Quoi' },
    { label: 'Prochain essai' },
    { label: 'Actions', hide: true },
  ],
  rows: deliveries.map((one) => ({
    cells: [
      { text: formatShortDateTime(one.createdAt) },
      { text: '', badge: outcomeOf(one) },
      {
        text: [
          eventWords[one.event],
          one.month ? monthInWords(`${one.month}-01`) : quarterInWords(one.quarter),
          one.place,
        ]
          .filter(Boolean)
          .join(' · '),
      },
      { text: one.nextAt === null || one.nextAt <= now ? '–' : formatShortDateTime(one.nextAt) },
      {
        buttons: [
          {
            ...{ label: 'Rejouer', kind: 'plain', action: pathOf(applicationId, '/webhooks/replay') },
            fields: [{ name: 'of', value: one.id }],
          },
        ],
      },
    ],
  })),
});
