/** The description of the interface (OpenAPI 3.1), drawn from the schemas that read the requests and from the list of operations. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { scopes } from '../../domain/applications/scopes.ts';
import { operations, type Operation } from './operations.ts';
import { problems, type ProblemCode } from './problem.ts';
import { ProblemBody, WebhookMessage } from './schemas.ts';
import { examples } from './examples.ts';

/** Of any call. */
const everywhere: readonly ProblemCode[] = [
  ...([
    'token-missing',
    'token-unknown',
    'token-expired',
    'network-refused',
    'scope-missing',
    'not-sandbox',
    'sandbox-unreadable',
  ] as const),
  ...(['too-slow', 'too-many-calls', 'failed', 'unavailable'] as const),
];
const Params = {
  id: z.guid().meta({ description: 'Le milieu d’accueil, tel que /interface/v1/places le donne' }),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .meta({ description: 'AAAA-MM', example: '2026-09' }),
};
const pace = {
  'RateLimit-Limit': { description: 'Appels permis par minute', schema: { type: 'integer' as const } },
  'RateLimit-Remaining': { description: 'Ce qu’il en reste', schema: { type: 'integer' as const } },
  'RateLimit-Reset': { description: 'Secondes jusqu’à la minute suivante', schema: { type: 'integer' as const } },
  'Request-Id': { description: 'À donner au helpdesk', schema: { type: 'string' as const } },
};
const tag = {
  ETag: { description: 'Version du mois, à renvoyer dans « If-Match »', schema: { type: 'string' as const } },
};

const taggedBy: ReadonlySet<Operation['id']> = new Set(['readMonth', 'writeMonth', 'readDays', 'writeDays']);

/** `/places/:id` → `/places/{id}` */
export const pathInDescription = (path: string): string => path.replaceAll(/:([a-z]+)/g, '{$1}');

/** Status → what may have gone wrong, by code. */
function problemsOf({ problems: own }: Pick<Operation, 'problems'>): RouteConfig['responses'] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...own, ...everywhere])
    byStatus.set(problems[code][0], [...(byStatus.get(problems[code][0]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `${code} : ${problems[code][1]}`).join(' ; '),
          content: { 'application/problem+json': { schema: ProblemBody } },
        },
      ]),
  );
}

function routeOf(operation: Operation): RouteConfig {
  const { id, method, path, summary, description, query, body, answer, example, scope } = operation;
  const named = [...path.matchAll(/:([a-z]+)/g)].map(([, name]) => name as keyof typeof Params);
  return {
    ...{ method, path: pathInDescription(path), operationId: id, summary },
    description: `${description} Portée : ${scope}.`,
    security: [{ token: [] }],
    request: {
      ...(named.length > 0 ? { params: z.object(Object.fromEntries(named.map((name) => [name, Params[name]]))) } : {}),
      query: query as z.ZodObject,
      headers: z.object({
        'Pro-ONE-Sandbox': z
          .enum(['true'])
          .optional()
          .meta({ description: 'Refuse l’appel si le jeton n’est pas du bac à sable' }),
        ...(body
          ? {
              'Idempotency-Key': z
                .string()
                .regex(/^[\x21-\x7e]{1,100}$/)
                .meta({ description: 'Une par écriture', example: '7f2c9d3e' }),
              'If-Match': z
                .string()
                .regex(/^("\d{1,18}"|\d{1,18})$/)
                .optional()
                .meta({ description: 'L’« ETag » lu avec le mois' }),
            }
          : {}),
      }),
      ...(body
        ? { body: { required: true, content: { 'application/json': { schema: body, example: example.body } } } }
        : {}),
    },
    responses: {
      200: {
        description: 'Fait',
        headers: { ...pace, ...(taggedBy.has(id) ? tag : {}) },
        content: { 'application/json': { schema: answer, example: example.answer } },
      },
      ...(method === 'get' ? { 304: { description: 'Inchangé : « If-None-Match » le disait' } } : {}),
      ...problemsOf(operation),
    },
  };
}

const webhook: RouteConfig = {
  method: 'post',
  path: 'told',
  summary: 'Ce que Pro.ONE annonce à votre adresse',
  description: 'Signé selon « Standard Webhooks » : webhook-id, webhook-timestamp et webhook-signature.',
  request: {
    body: { required: true, content: { 'application/json': { schema: WebhookMessage, example: examples.webhook } } },
  },
  responses: { 204: { description: 'Reçu : toute réponse 2xx en moins de dix secondes' } },
};

const known = new Map<string, object>();
/** The same for every caller: drawn once. */
export function describeInterface(publicUrl: string): object {
  const drawn = known.get(publicUrl);
  if (drawn) return drawn;
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: `Un jeton que l’opérateur crée sous Administration › Applications externes. Portées : ${scopes.join(', ')}.`,
  });
  for (const operation of operations) registry.registerPath(routeOf(operation));
  registry.registerWebhook(webhook);
  const description = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Pro.ONE, interface pour les logiciels',
      version: '1',
      description:
        'Les présences des crèches subventionnées et des lieux extrascolaires de type 1, pour les logiciels des opérateurs. Les envoyer à l’ONE reste l’acte d’une personne, dans Pro.ONE.',
      contact: { name: 'Helpdesk Pro.ONE', email: 'pro@one.be', url: `${publicUrl}/developpeurs` },
    },
    servers: [{ url: publicUrl }],
  });
  known.set(publicUrl, description);
  return description;
}
