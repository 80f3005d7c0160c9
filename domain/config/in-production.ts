import type { Given } from './given.ts';
import type { Problem } from './problems.ts';
import type { VariableName } from './variables.ts';

/** Secrets made by `npm start` and `npm test` begin with this, so that production can refuse them. */
export const developmentMark = 'dev-only-';

/** What is fine on a desk and dangerous with real people's data. */
export function refusedInProduction(env: Given): Problem[] {
  if (env.NODE_ENV !== 'production' && env.PRO_ONE_MODE !== 'production') return [];
  const problems: Problem[] = [];
  const refuse = (variable: VariableName, reason: string) => problems.push({ variable, reason });

  if (env.NODE_ENV !== 'production') refuse('NODE_ENV', 'doit valoir production quand PRO_ONE_MODE vaut production.');
  if (env.PRO_ONE_MODE !== 'production')
    refuse('PRO_ONE_MODE', 'le mode de démonstration ou de test est refusé en production.');
  if (env.OIDC_ISSUER?.startsWith('http:'))
    refuse('OIDC_ISSUER', 'un fournisseur d’identité sans https est refusé en production.');
  if (!env.PUBLIC_URL?.startsWith('https:')) refuse('PUBLIC_URL', 'une adresse https est exigée en production.');
  for (const name of [
    'SESSION_SECRET',
    'NISS_PEPPER',
    'NISS_KEY',
    'OIDC_CLIENT_SECRET',
    'DATABASE_URL',
    'DATABASE_PASSWORD',
  ] as const) {
    if (env[name]?.includes(developmentMark)) refuse(name, 'un secret de développement est refusé en production.');
  }
  for (const name of ['SESSION_SECRET', 'NISS_PEPPER', 'NISS_KEY'] as const) {
    if (env[name] && new Set(env[name]).size < 12) refuse(name, 'secret trop facile à deviner.');
  }
  if (env.SESSION_SECRET && env.SESSION_SECRET === env.NISS_PEPPER)
    refuse('NISS_PEPPER', 'doit différer de SESSION_SECRET.');
  if (env.NISS_KEY && (env.NISS_KEY === env.SESSION_SECRET || env.NISS_KEY === env.NISS_PEPPER))
    refuse('NISS_KEY', 'doit différer de SESSION_SECRET et de NISS_PEPPER.');
  if (!env.CLAMAV_URL) refuse('CLAMAV_URL', 'un antivirus est exigé en production.');
  if (env.MAILBOX_URL) refuse('MAILBOX_URL', 'la boîte aux lettres de démonstration est refusée en production.');
  return problems;
}
