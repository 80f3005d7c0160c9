/** The compose files as data, and their blanks filled in as `.env` would. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, unknown>;
  volumes?: string[];
  ports?: string[];
  profiles?: string[];
  networks?: string[];
  secrets?: string[];
  mem_limit?: string;
  logging?: { driver: string; options: Record<string, string> };
}
export interface Compose {
  text: string;
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
  secrets: Record<string, unknown>;
}

/** A file of the project. */
export const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
export const readCompose = (file: string): Compose => ({
  text: read(file),
  ...(parse(read(file), { merge: true }) as Omit<Compose, 'text'>),
});

const blanks: Record<string, string> = {
  PUBLIC_HOST: 'pro.exemple.be',
  OIDC_ISSUER: 'https://idp.exemple.be/fas/oauth2',
  OIDC_CLIENT_ID: 'pro-one',
  SMTP_URL: 'smtp://ada@mail.exemple.be:25',
  MAIL_FROM: 'ne-pas-repondre@exemple.be',
  DPO_EMAIL: 'dpo@exemple.be',
  BACKUP_DIR: '/copies',
};

/** The environment of a service, its blanks filled in. `moved`: folders of the container that are elsewhere on this machine. */
export const fill = (
  environment: Record<string, string>,
  moved: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, text]) => {
      const filled = text.replace(
        /\$\{(\w+)(?::([?-])([^}]*))?\}/g,
        (_match, variable: string, kind: string, rest: string) => blanks[variable] ?? (kind === '-' ? rest : ''),
      );
      const from = Object.keys(moved).find((folder) => filled.startsWith(folder));
      return [name, from ? filled.replace(from, moved[from] ?? '') : filled];
    }),
  );
