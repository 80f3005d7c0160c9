import { z } from 'zod';
import { parseIban } from '../iban.ts';
import { readGiven, withPassword, type Environment } from './given.ts';
import { refusedInProduction } from './in-production.ts';
import { ConfigError, onePerVariable, reasonOf } from './problems.ts';
import { variableNames, variables, type VariableName } from './variables.ts';

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
  /** Where payments come from; undefined: none is made. */
  payer: { iban: string; bic: string | null } | undefined;
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
    payer: payerIn(read),
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

/** An invented account where nothing is paid in earnest. */
const demonstrationPayer = 'BE34091000277790';

function payerIn(read: {
  PRO_ONE_MODE: Mode;
  PAYER_IBAN?: string | undefined;
  PAYER_BIC?: string | undefined;
}): Config['payer'] {
  const typed = read.PAYER_IBAN ?? (read.PRO_ONE_MODE === 'production' ? undefined : demonstrationPayer);
  const iban = typed === undefined ? undefined : parseIban(typed);
  return iban?.ok ? { iban: iban.value, bic: read.PAYER_BIC ?? null } : undefined;
}
