/** The variables of the environment that Pro.ONE reads, in the order of `.env.example`. */
import { z } from 'zod';
import { parseIban } from '../iban.ts';

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

export const variables = {
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
  PAYER_IBAN: {
    what: 'Compte de l’ONE d’où partent les subsides, écrit dans les fichiers de paiement ; sans lui, aucun fichier n’est fait',
    write: 'BE suivi de 14 chiffres, avec ou sans espaces',
    schema: z
      .string()
      .refine((value) => parseIban(value).ok, 'malformed')
      .optional(),
  },
  PAYER_BIC: {
    what: 'BIC de la banque de ce compte',
    write: '8 ou 11 lettres et chiffres, ou rien',
    schema: z
      .string()
      .regex(/^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'malformed')
      .optional(),
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
