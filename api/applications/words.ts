/** How applications, their tokens and their calls are called on the pages. */
import type { ApplicationRow, TokenRow } from '../../db/applications/list.ts';
import type { Scope } from '../../domain/applications/scopes.ts';
import { dayOf, daysBetween, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';

export const scopeWords: Readonly<Record<Scope, { text: string; hint: string }>> = {
  'attendance:read': {
    text: 'Lire les présences',
    hint: "Des crèches choisies ci-dessous : noms, dates de naissance et présences des enfants. Des lieux extrascolaires : combien d'enfants chaque jour, sans noms.",
  },
  'attendance:write': {
    text: 'Encoder les présences',
    hint: "Ajouter des enfants et remplir leurs jours ; dans un lieu extrascolaire, écrire les nombres de chaque jour. Envoyer les présences à l'ONE reste votre acte, dans Pro.ONE.",
  },
};

/** The one that holds now; of several (an old one beside its successor) the newest. */
export const currentToken = ({ tokens }: Pick<ApplicationRow, 'tokens'>): TokenRow | undefined =>
  tokens.find(({ revokedAt }) => revokedAt === null);

const soon = 30;
export function stateOf(application: ApplicationRow, now: Instant): { kind: string; text: string } {
  if (application.revokedAt !== null) return { kind: 'neutral', text: 'révoquée' };
  const token = currentToken(application);
  if (!token || token.expiresAt <= now) return { kind: 'due-late', text: 'jeton expiré' };
  const left = daysBetween(dayOf(now), dayOf(token.expiresAt));
  if (left <= soon)
    return {
      kind: 'due-soon',
      text: left === 0 ? "jeton jusqu'aujourd'hui" : `jeton encore ${left} ${left === 1 ? 'jour' : 'jours'}`,
    };
  return { kind: 'done', text: 'active' };
}

export function stateOfToken({ revokedAt, expiresAt }: TokenRow, now: Instant): { kind: string; text: string } {
  if (revokedAt !== null) return { kind: 'neutral', text: 'révoqué' };
  return expiresAt <= now ? { kind: 'due-late', text: 'expiré' } : { kind: 'done', text: 'valable' };
}

export const lastUsed = ({ tokens }: Pick<ApplicationRow, 'tokens'>): string => {
  const last = tokens
    .flatMap(({ lastUsedOn }) => lastUsedOn ?? [])
    .sort()
    .at(-1);
  return last ? formatLongDate(last) : 'jamais';
};

/** « septembre 2026 » */
export const monthInWords = (firstDay: Day): string => formatPlainDate(firstDay).replace(/^\S+ /, '');
