import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What the web and the worker need to know about the place they run in. One reading, at start; a bad value stops the boot. */
export interface Config {
  nodeEnv: 'development' | 'test' | 'production';
  mode: Mode;
  /** The address the web listens at; undefined: all of this machine's. */
  host: string | undefined;
  port: number;
  publicUrl: string;
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  temporalTaskQueue: string;
  oidcIssuer: string;
  oidcClientId: string;
  oidcClientSecret: string;
  smtpUrl: string;
  mailFrom: string;
  sessionSecret: string;
  /** Key of the HMAC that turns a national number into an account's identifier; changing it loses every account. */
  nissPepper: string;
  /** Seals the national numbers of the persons of Mon Équipe: see `sealNationalNumber`. */
  nissKey: string;
  storageDir: string;
  /** Where clamd listens; undefined only where nobody's real files come. */
  clamavUrl: string | undefined;
  /** Key that signs the heads of the chain each night (PEM), where they are left, and who is told: the worker's affair. */
  chainKeyFile: string | undefined;
  chainDir: string | undefined;
  dpoEmail: string | undefined;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** How many proxies stand before the web (Express `trust proxy`). */
  trustProxy: number;
  chromiumPath: string | undefined;
  temporalUiUrl: string | undefined;
  mailboxUrl: string | undefined;
}

export type Mode = 'demonstration' | 'production' | 'test';

/** Secrets made by `npm start` and `npm test` begin with this, so that production can refuse them. */
export const developmentMark = 'dev-only-';

const secretLength = 32;

interface Variable {
  /** In French: what it is, and who reads it. */
  what: string;
  /** In French: what to write. */
  write: string;
  schema: z.ZodType;
}

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), 'malformed');
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'malformed')
    .transform(Number)
    .pipe(z.number().min(min, 'malformed').max(max, 'malformed'));
const word = z.string().regex(/^[\w.-]{1,100}$/, 'malformed');
const secret = z.string().min(secretLength, 'short');

const variables = {
  NODE_ENV: {
    what: 'Environnement de Node',
    write: 'development, test ou production',
    schema: z.enum(['development', 'test', 'production']).default('development'),
  },
  PRO_ONE_MODE: {
    what: 'Mode de fonctionnement de Pro.ONE',
    write: 'demonstration, production ou test',
    schema: z.enum(['demonstration', 'production', 'test']),
  },
  LISTEN_ADDRESS: {
    what: 'Adresse à laquelle le web écoute',
    write: '127.0.0.1 (cette machine seule), :: (toutes), ou rien : toutes en production, sinon cette machine seule',
    schema: z.union([z.ipv4(), z.ipv6()]).optional(),
  },
  PORT: {
    what: 'Port sur lequel le web écoute',
    write: 'un nombre de 1 à 65535, par exemple 3000',
    schema: integer(1, 65535).default(3000),
  },
  PUBLIC_URL: {
    what: 'Adresse à laquelle les personnes atteignent le portail',
    write: 'https://pro.exemple.be, sans barre oblique finale (http://127.0.0.1:3000 sur une machine locale)',
    schema: url('http:', 'https:')
      .refine((value) => !value.endsWith('/'), 'malformed')
      .optional(),
  },
  DATABASE_URL: {
    what: 'Base PostgreSQL, sous le compte du processus : pro_one_web pour le web, pro_one_worker pour le worker',
    write: 'postgres://utilisateur:mot-de-passe@hôte:5432/base',
    schema: url('postgres:', 'postgresql:'),
  },
  DATABASE_PASSWORD: {
    what: 'Mot de passe du compte de DATABASE_URL',
    write: 'le mot de passe tel quel, tous caractères permis, ou rien s’il est dans DATABASE_URL',
    schema: z.string().optional(),
  },
  MIGRATION_DATABASE_URL: {
    what: 'La même base sous le compte du propriétaire du schéma, pour les migrations et le chargement de données seulement',
    write: 'postgres://pro_one_owner:mot-de-passe@hôte:5432/base, ou rien : jamais donné au web ni au worker',
    schema: url('postgres:', 'postgresql:').optional(),
  },
  MIGRATION_DATABASE_PASSWORD: {
    what: 'Mot de passe du compte de MIGRATION_DATABASE_URL',
    write: 'le mot de passe tel quel, tous caractères permis, ou rien s’il est dans MIGRATION_DATABASE_URL',
    schema: z.string().optional(),
  },
  TEMPORAL_ADDRESS: {
    what: 'Serveur Temporal, appelé par le web et le worker',
    write: 'hôte:port, par exemple 127.0.0.1:7233',
    schema: z.string().regex(/^[\w.-]+:\d{1,5}$/, 'malformed'),
  },
  TEMPORAL_NAMESPACE: {
    what: 'Espace de noms Temporal',
    write: 'un mot, par exemple procedures',
    schema: word.default('procedures'),
  },
  TEMPORAL_TASK_QUEUE: {
    what: 'File de tâches Temporal',
    write: 'un mot, par exemple procedures',
    schema: word.default('procedures'),
  },
  OIDC_ISSUER: {
    what: 'Fournisseur d’identité (CSAM/FAS)',
    write: 'https://hôte/fas/oauth2',
    schema: url('http:', 'https:'),
  },
  OIDC_CLIENT_ID: {
    what: 'Identifiant de Pro.ONE auprès du fournisseur d’identité',
    write: 'l’identifiant reçu à l’enregistrement',
    schema: z.string().min(1, 'missing'),
  },
  OIDC_CLIENT_SECRET: {
    what: 'Secret de Pro.ONE auprès du fournisseur d’identité',
    write: 'le secret reçu à l’enregistrement',
    schema: z.string().min(16, 'short'),
  },
  SMTP_URL: {
    what: 'Serveur d’envoi des courriels',
    write: 'smtps://utilisateur:mot-de-passe@hôte:465 ou smtp://hôte:25',
    schema: url('smtp:', 'smtps:'),
  },
  SMTP_PASSWORD: {
    what: 'Mot de passe du compte de SMTP_URL',
    write:
      'le mot de passe tel quel, tous caractères permis, ou rien s’il est dans SMTP_URL ou si le serveur n’en demande pas',
    schema: z.string().optional(),
  },
  MAIL_FROM: {
    what: 'Expéditeur des courriels',
    write: 'Pro.ONE <ne-pas-repondre@exemple.be>',
    schema: z.string().regex(/^[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'malformed'),
  },
  SESSION_SECRET: {
    what: 'Clé qui signe les sessions du web',
    write: `au moins ${secretLength} caractères tirés au hasard (openssl rand -base64 48)`,
    schema: secret,
  },
  NISS_PEPPER: {
    what: 'Clé de hachage des numéros nationaux ; la changer fait perdre les comptes',
    write: `au moins ${secretLength} caractères tirés au hasard (openssl rand -base64 48), gardés avec les sauvegardes`,
    schema: secret,
  },
  NISS_KEY: {
    what: 'Clé qui chiffre les numéros nationaux des personnes de Mon Équipe ; la changer les rend illisibles',
    write: `au moins ${secretLength} caractères tirés au hasard (openssl rand -base64 48), gardés avec les sauvegardes`,
    schema: secret,
  },
  STORAGE_DIR: {
    what: 'Dossier des documents déposés et des courriers',
    write: 'un chemin, sur un disque sauvegardé',
    schema: z.string().min(1, 'missing'),
  },
  CLAMAV_URL: {
    what: 'Antivirus (clamd) qui contrôle chaque fichier déposé ; exigé en production',
    write: 'tcp://hôte:3310, ou unix:///run/clamav/clamd.ctl',
    schema: url('tcp:', 'unix:').optional(),
  },
  CHAIN_KEY_FILE: {
    what: 'Clé Ed25519 qui signe chaque nuit le témoin des actes ; donnée au worker seul (la clé publique suffit à « npm run verify-acts »)',
    write: 'le chemin d’un fichier PEM (openssl genpkey -algorithm ed25519 -out clef.pem)',
    schema: z.string().optional(),
  },
  CHAIN_DIR: {
    what: 'Dossier où le worker laisse chaque nuit le témoin des actes',
    write: 'un chemin, sur un autre stockage que la base et les documents',
    schema: z.string().optional(),
  },
  DPO_EMAIL: {
    what: 'Adresse à laquelle le témoin des actes est envoyé chaque nuit',
    write: 'l’adresse du délégué à la protection des données',
    schema: z
      .string()
      .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'malformed')
      .optional(),
  },
  LOG_LEVEL: {
    what: 'Niveau du journal technique',
    write: 'fatal, error, warn, info, debug, trace ou silent',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  },
  TRUST_PROXY: {
    what: 'Nombre de serveurs mandataires devant le web',
    write: '0 sans mandataire, 1 derrière un seul',
    schema: integer(0, 9).default(0),
  },
  CHROMIUM_PATH: {
    what: 'Chromium qui dessine les courriers en PDF',
    write: 'le chemin du programme, ou rien pour qu’il soit cherché',
    schema: z.string().optional(),
  },
  TEMPORAL_UI_URL: {
    what: 'Adresse de l’interface de Temporal, montrée à la supervision',
    write: 'une adresse http(s), ou rien',
    schema: url('http:', 'https:').optional(),
  },
  MAILBOX_URL: {
    what: 'Boîte aux lettres de démonstration, montrée sur l’accueil',
    write: 'une adresse http(s), ou rien',
    schema: url('http:', 'https:').optional(),
  },
} satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

/**
 * Each of these may be left in a file of its own, whose path is in the variable of the same name followed by `_FILE`:
 * what stands in a file is in no list of processes and in no description of a container.
 */
export const secretVariables = [
  'DATABASE_PASSWORD',
  'MIGRATION_DATABASE_PASSWORD',
  'OIDC_CLIENT_SECRET',
  'SMTP_PASSWORD',
  'SESSION_SECRET',
  'NISS_PEPPER',
  'NISS_KEY',
] as const satisfies VariableName[];

/** Every variable the configuration knows, in the order of `.env.example`. */
export const variableNames = Object.keys(variables) as VariableName[];

/** Those without which nothing starts. */
export const requiredVariables = variableNames.filter((name) => !variables[name].schema.safeParse(undefined).success);

export interface Problem {
  variable: VariableName;
  /** In French, without the value: a value may be a secret. */
  reason: string;
}

/** The environment does not make a configuration; the message lists each variable to correct, in French. */
export class ConfigError extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    const lines = problems.map(
      ({ variable, reason }) =>
        `  ${variable} : ${reason}\n    Ce que c’est : ${variables[variable].what}.\n    À écrire : ${variables[variable].write}.`,
    );
    super(
      `Configuration refusée : ${problems.length} point(s) à corriger dans l’environnement (voir .env.example).\n\n${lines.join('\n\n')}\n`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Record<string, string | undefined>;
type Given = Partial<Record<VariableName, string>>;

/** The variables as they are given: those left in files are read. An empty one counts as absent. */
function readGiven(env: Environment): { given: Given; problems: Problem[] } {
  const problems: Problem[] = [];
  const given: Given = {};
  for (const name of variableNames) {
    const direct = env[name]?.trim();
    if (direct) given[name] = direct;
  }
  for (const variable of secretVariables) {
    const path = env[`${variable}_FILE`]?.trim();
    if (!path) continue;
    if (given[variable] !== undefined) {
      problems.push({ variable, reason: `donné deux fois : dans ${variable} et dans ${variable}_FILE.` });
      continue;
    }
    try {
      // Editors end a file with a line end, which is no part of a secret.
      const read = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
      if (read) given[variable] = read;
    } catch {
      problems.push({ variable, reason: `le fichier de ${variable}_FILE ne peut pas être lu.` });
    }
  }
  return { given, problems };
}

const withPassword = (url: string, password: string | undefined): string => {
  if (password === undefined) return url;
  const whole = new URL(url);
  whole.password = encodeURIComponent(password);
  return whole.href;
};

/** The address of the database, for a command that needs nothing else. @throws ConfigError */
export const readDatabaseUrl = (env: Environment): string => readUrl(env, 'DATABASE_URL', 'DATABASE_PASSWORD');

/**
 * The address under the account of the schema's owner, for migrations and the loading of data; under the only account where there is no other.
 * @throws ConfigError
 */
export const readOwnerUrl = (env: Environment): string =>
  env.MIGRATION_DATABASE_URL?.trim()
    ? readUrl(env, 'MIGRATION_DATABASE_URL', 'MIGRATION_DATABASE_PASSWORD')
    : readDatabaseUrl(env);

/** What the command of first accounts needs. @throws ConfigError */
export function readFoundingConfig(env: Environment): { databaseUrl: string; nissPepper: string } {
  const databaseUrl = readDatabaseUrl(env);
  const { given, problems } = readGiven(env);
  const ours = problems.filter(({ variable }) => variable === 'NISS_PEPPER');
  const pepper = variables.NISS_PEPPER.schema.safeParse(given.NISS_PEPPER);
  if (!pepper.success)
    ours.push({ variable: 'NISS_PEPPER', reason: given.NISS_PEPPER === undefined ? 'manque.' : 'trop court.' });
  if (ours.length > 0) throw new ConfigError(onePerVariable(ours));
  return { databaseUrl, nissPepper: pepper.data ?? '' };
}

function readUrl(
  env: Environment,
  name: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL',
  password: 'DATABASE_PASSWORD' | 'MIGRATION_DATABASE_PASSWORD',
): string {
  const { given, problems } = readGiven(env);
  const url = given[name];
  if (url === undefined || !variables[name].schema.safeParse(url).success)
    problems.push({ variable: name, reason: url === undefined ? 'manque.' : (reasonOf(name) ?? '') });
  const ours = problems.filter(({ variable }) => variable === name || variable === password);
  if (ours.length > 0) throw new ConfigError(ours);
  return withPassword(url ?? '', given[password]);
}

/**
 * Reads the environment into a configuration. An empty variable counts as absent.
 * @throws ConfigError listing every variable to correct
 */
export function readConfig(env: Environment): Config {
  const { given, problems } = readGiven(env);
  const shape = Object.fromEntries(variableNames.map((name) => [name, variables[name].schema])) as {
    [Name in VariableName]: (typeof variables)[Name]['schema'];
  };
  const result = z.object(shape).safeParse(given);

  for (const { path, message } of result.error?.issues ?? []) {
    const variable = path[0] as VariableName;
    problems.push({
      variable,
      reason: given[variable] === undefined ? 'manque.' : (reasonOf(variable, message) ?? 'valeur non reconnue.'),
    });
  }
  problems.push(...refusedInProduction(given));
  if (!result.success || problems.length > 0) throw new ConfigError(onePerVariable(problems));

  const read = result.data;
  return {
    nodeEnv: read.NODE_ENV,
    mode: read.PRO_ONE_MODE,
    host: read.LISTEN_ADDRESS ?? (read.PRO_ONE_MODE === 'production' ? undefined : '127.0.0.1'),
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? `http://127.0.0.1:${read.PORT}`,
    databaseUrl: withPassword(read.DATABASE_URL, read.DATABASE_PASSWORD),
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    temporalTaskQueue: read.TEMPORAL_TASK_QUEUE,
    oidcIssuer: read.OIDC_ISSUER,
    oidcClientId: read.OIDC_CLIENT_ID,
    oidcClientSecret: read.OIDC_CLIENT_SECRET,
    smtpUrl: withPassword(read.SMTP_URL, read.SMTP_PASSWORD),
    mailFrom: read.MAIL_FROM,
    sessionSecret: read.SESSION_SECRET,
    nissPepper: read.NISS_PEPPER,
    nissKey: read.NISS_KEY,
    storageDir: read.STORAGE_DIR,
    clamavUrl: read.CLAMAV_URL,
    chainKeyFile: read.CHAIN_KEY_FILE,
    chainDir: read.CHAIN_DIR,
    dpoEmail: read.DPO_EMAIL,
    logLevel: read.LOG_LEVEL,
    trustProxy: read.TRUST_PROXY,
    chromiumPath: read.CHROMIUM_PATH,
    temporalUiUrl: read.TEMPORAL_UI_URL,
    mailboxUrl: read.MAILBOX_URL,
  };
}

const reasons: Record<string, string> = {
  missing: 'manque.',
  malformed: 'valeur mal formée.',
  short: 'trop court.',
};
/** Where the password of an address that cannot be read should stand. */
const passwordOf: Partial<Record<VariableName, VariableName>> = {
  DATABASE_URL: 'DATABASE_PASSWORD',
  MIGRATION_DATABASE_URL: 'MIGRATION_DATABASE_PASSWORD',
  SMTP_URL: 'SMTP_PASSWORD',
};
const reasonOf = (variable: VariableName, code = 'malformed'): string | undefined => {
  const apart = passwordOf[variable];
  return code === 'malformed' && apart
    ? `valeur mal formée. Un mot de passe qui contient / : @ ? # ou % se donne à part, dans ${apart} ou dans un fichier (${apart}_FILE).`
    : reasons[code];
};

/** What is fine on a desk and dangerous with real people's data. */
function refusedInProduction(env: Given): Problem[] {
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

function onePerVariable(problems: Problem[]): Problem[] {
  return variableNames.flatMap((name) => problems.find((problem) => problem.variable === name) ?? []);
}
