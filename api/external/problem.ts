/** What can go wrong with a call, as a program reads it (RFC 9457), and as the page for developers lists it. */
import { isFull, Problem } from '../problems.ts';

/** Code → status, title, and what to do about it. */
export const problems = {
  'token-missing': [401, 'Jeton absent ou illisible', 'Envoyez « Authorization: Bearer <jeton> ».'],
  'token-unknown': [
    401,
    'Jeton refusé',
    'Le jeton n’existe pas ou a été révoqué : demandez-en un autre à l’opérateur.',
  ],
  'token-expired': [
    401,
    'Jeton expiré',
    'L’opérateur renouvelle le jeton sous Administration › Applications externes.',
  ],
  'network-refused': [403, 'Réseau refusé', 'L’opérateur n’admet cette application que depuis certains réseaux.'],
  'sandbox-unreadable': [
    400,
    'En-tête « Pro-ONE-Sandbox » incompris',
    'Il vaut « true », ou n’est pas envoyé : rien n’est touché.',
  ],
  'scope-missing': [403, 'Portée absente', 'L’opérateur n’a pas donné cette portée à l’application.'],
  'not-sandbox': [
    403,
    'Pas le bac à sable',
    'Vous demandez le bac à sable avec un jeton qui n’en est pas : rien n’est touché.',
  ],
  'no-such-address': [404, 'Adresse inconnue', 'Voyez /interface/v1/openapi.json.'],
  'no-such-place': [404, 'Milieu d’accueil inconnu', 'Il n’existe pas, ou l’application n’y a pas accès.'],
  'no-such-month': [
    404,
    'Mois inconnu',
    'Un mois s’écrit AAAA-MM : pour une crèche, de 2020 au mois prochain ; après l’école, d’octobre 2025 à la fin du trimestre en cours.',
  ],
  'wrong-method': [405, 'Méthode refusée', 'L’en-tête « Allow » dit lesquelles cette adresse prend.'],
  'too-slow': [408, 'Envoi interrompu', 'Le message arrivait trop lentement : envoyez-le à nouveau.'],
  'query-invalid': [400, 'Paramètres incompris', '« errors » dit lesquels.'],
  'if-match-unreadable': [400, 'En-tête « If-Match » incompris', 'Renvoyez l’« ETag » reçu avec le mois.'],
  'key-missing': [
    400,
    'Clé absente',
    'Chaque écriture demande « Idempotency-Key » : de 1 à 100 signes sans espace, une par écriture.',
  ],
  'key-under-way': [
    409,
    'Écriture en cours',
    'La même écriture est en cours : redemandez dans quelques secondes, avec la même clé.',
  ],
  'key-of-other-request': [422, 'Clé déjà employée', 'Cette clé a servi à un autre message : prenez-en une nouvelle.'],
  'not-json': [415, 'Pas du JSON', 'Envoyez « Content-Type: application/json ».'],
  'body-unreadable': [400, 'Message illisible', 'Le message n’est pas du JSON correct.'],
  'body-too-large': [413, 'Message trop long', 'Un message compte au plus 1 Mo et 500 enfants.'],
  'body-invalid': [422, 'Message incompris', '« errors » dit ce qui manque ou ne se lit pas ; rien n’est écrit.'],
  'attendance-refused': [
    422,
    'Des données sont refusées',
    'Rien n’est écrit : corrigez ce que dit « errors », ou demandez « mode=valid-cells ».',
  ],
  'attendance-changed': [
    409,
    'Changé entre-temps',
    'Rien n’est écrit : relisez ce que dit « errors », puis renvoyez avec les versions lues.',
  ],
  'counts-refused': [422, 'Des nombres sont refusés', 'Rien n’est écrit : corrigez ce que dit « errors ».'],
  'counts-changed': [
    409,
    'Nombres changés entre-temps',
    'Rien n’est écrit : relisez ce que dit « errors », puis renvoyez avec les versions lues.',
  ],
  'month-changed': [
    412,
    'Le mois a changé',
    'Rien n’est écrit : relisez le mois, puis renvoyez avec son nouvel « ETag ».',
  ],
  'month-sent': [
    409,
    'Mois envoyé à l’ONE',
    'Une personne l’a envoyé : le gestionnaire subsides de l’ONE peut le rouvrir.',
  ],
  'month-over': [409, 'Trimestre terminé', 'Le trimestre ne prend plus de déclaration.'],
  'too-many-calls': [429, 'Trop d’appels', 'Attendez le nombre de secondes que dit « Retry-After ».'],
  'unavailable': [
    503,
    'Momentanément indisponible',
    'Rien n’est écrit : redemandez dans quelques secondes, avec la même clé.',
  ],
  'failed': [500, 'Une erreur est survenue', 'Rien n’est écrit. Donnez « requestId » au helpdesk : pro@one.be.'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string, detail: string]>>;
export type ProblemCode = keyof typeof problems;

export interface PointBody {
  pointer: string;
  code: string;
  detail: string;
  day?: string;
  stands?: { code?: string; version: number };
}

/** Thrown anywhere in the interface, answered in one place. */
export class CallProblem extends Error {
  code: ProblemCode;
  errors: readonly PointBody[] | undefined;
  headers: Readonly<Record<string, string>>;
  constructor(
    code: ProblemCode,
    { errors, headers = {} }: { errors?: readonly PointBody[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code);
    this.name = 'CallProblem';
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

/** So many are told of; a message with more is wrong from end to end. */
const mostErrors = 200;

export function bodyOfProblem(
  { code, errors }: Pick<CallProblem, 'code' | 'errors'>,
  { publicUrl, requestId }: { publicUrl: string; requestId: string },
): object {
  const [status, title, detail] = problems[code];
  return {
    type: `${publicUrl}/developpeurs#erreur-${code}`,
    ...{ title, status, code, detail, requestId },
    ...(errors ? { errors: errors.slice(0, mostErrors) } : {}),
  };
}

/** What the parsers of Express, the database and the house throw, as the interface says it. */
export function asCallProblem(error: unknown): CallProblem {
  if (error instanceof CallProblem) return error;
  if (error instanceof Problem && error.status === 408) return new CallProblem('too-slow');
  if (error instanceof Problem && error.status === 429)
    return new CallProblem('too-many-calls', {
      headers: { 'Retry-After': String(Number(error.page.retryAfterSeconds ?? 60)) },
    });
  const { type, status, code } = error as { type?: unknown; status?: unknown; code?: unknown };
  if (type === 'entity.too.large') return new CallProblem('body-too-large');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return new CallProblem('not-json');
  if (typeof status === 'number' && status >= 400 && status < 500) return new CallProblem('body-unreadable');
  return new CallProblem(isFull(error) || away.has(String(code)) ? 'unavailable' : 'failed');
}
const away = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', '57P01', '57P02', '57P03', '08006', '53300']);
