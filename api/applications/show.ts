/** One application: what it may do, its tokens, what it was told and what it has asked. */
import type { Request, Response } from 'express';
import { lastCalls, type CallRow } from '../../db/applications/calls.ts';
import { lastDeliveries, listWebhooks } from '../../db/applications/webhooks.ts';
import type { ApplicationRow } from '../../db/applications/list.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import type { Dependencies } from '../context.ts';
import { problems } from '../external/problem.ts';
import { renderPage } from '../page.ts';
import { applicationOf, listPath, pathOf } from './body.ts';
import { presentDeliveries, presentWebhooks } from './webhooks.ts';
import { monthInWords, scopeWords, stateOf, stateOfToken } from './words.ts';

export async function showApplication(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const application = await applicationOf(deps, req, res);
  const { id, revokedAt } = application;
  const [calls, webhooks, deliveries] = await Promise.all([
    lastCalls(deps.db, id),
    listWebhooks(deps.db, id),
    lastDeliveries(deps.db, id),
  ]);
  const isOpen = revokedAt === null;
  renderPage(deps, req, res, 'applications/show', {
    title: application.name,
    back: { href: listPath, label: 'aux applications externes' },
    line: application.vendor,
    badge: stateOf(application, deps.now()),
    buttons: isOpen && [
      { label: 'Renouveler le jeton', href: pathOf(id, '/renew'), kind: 'go' },
      { label: 'Modifier', href: pathOf(id, '/change') },
      { label: 'Révoquer', href: pathOf(id, '/revoke'), kind: 'stop' },
    ],
    revoked:
      !isOpen &&
      `Révoquée le ${formatLongDate(dayOf(revokedAt))}${application.revokedBy ? ` par ${application.revokedBy}` : ''} : ses jetons ne servent plus.`,
    summary: summaryOf(application),
    tokens: tokensOf(application, deps.now()),
    webhooks: webhooks.length > 0 && presentWebhooks(id, webhooks),
    deliveries: deliveries.length > 0 && presentDeliveries(id, deliveries, deps.now()),
    ...(isOpen ? { newWebhookHref: pathOf(id, '/webhooks/new') } : {}),
    calls: calls.length > 0 && callsOf(calls),
    historyHref: '/pro/history?on=application',
  });
}

const summaryOf = ({ email, scopes, places, networks, createdAt, createdBy }: ApplicationRow): object[] => [
  { label: "Contact chez l'éditeur", value: email },
  { label: 'Peut', values: scopes.map((scope) => scopeWords[scope].text) },
  { label: "Milieux d'accueil", values: places.map(({ name }) => name) },
  { label: 'Réseaux', ...(networks.length > 0 ? { values: networks } : { value: 'depuis partout' }) },
  { label: 'Ajoutée', value: `le ${formatLongDate(dayOf(createdAt))} par ${createdBy}` },
];

const tokensOf = ({ tokens }: ApplicationRow, now: Instant): object => ({
  caption: 'Jetons',
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Début du jeton' },
    { label: 'État', card: 'corner' },
    { label: 'Créé' },
    { label: 'Se termine' },
    { label: 'Dernier usage' },
  ],
  rows: tokens.map((token) => ({
    cells: [
      { text: `${token.prefix}…`, strong: true },
      { text: '', badge: stateOfToken(token, now) },
      { text: formatShortDate(dayOf(token.createdAt)) },
      { text: formatShortDate(dayOf(token.expiresAt)) },
      { text: token.lastUsedOn ? formatShortDate(token.lastUsedOn) : 'jamais' },
    ],
  })),
});

const done: Readonly<Record<string, string>> = { GET: 'lecture', PUT: 'écriture' };
const callsOf = (calls: readonly CallRow[]): object => ({
  caption: 'Derniers appels',
  hideCaption: true,
  stack: true,
  dense: true,
  columns: [
    { label: 'Quand', nowrap: true },
    { label: 'Résultat', card: 'corner' },
    { label: 'Quoi' },
    { label: 'Numéro pour le helpdesk', card: 'plain' },
  ],
  rows: calls.map(({ at, method, status, code, place, month, requestId }) => ({
    cells: [
      { text: formatShortDateTime(at) },
      {
        text: '',
        badge:
          status < 400
            ? { kind: 'done', text: 'fait' }
            : {
                kind: 'due-late',
                text:
                  (problems as Record<string, readonly [number, string, string]>)[code ?? '']?.[1].toLowerCase() ??
                  String(status),
              },
      },
      { text: [done[method] ?? method, month ? monthInWords(month) : undefined, place].filter(Boolean).join(' · ') },
      { text: requestId },
    ],
  })),
});
