import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../domain/config/read-config.ts';
import { withProgress } from './binaries.ts';
import { findPersons, oldAccount, prepareDatabase } from './demonstration.ts';
import type { Identity } from './identity-provider.ts';
import { nodeArguments } from './node-arguments.ts';
import { choosePorts } from './ports.ts';
import { accountUrl, startPostgres, stopOrphan } from './postgres.ts';
import {
  answersHttp,
  answersTcp,
  findCommandLine,
  readTail,
  startChild,
  stopLeftOver,
  waitUntil,
  type Program,
} from './processes.ts';
import { ensureChainKey, readSecrets } from './secrets.ts';
import { createSupervisor, type Running } from './supervise.ts';
import { watchRooms } from './watch.ts';
import { findTemporalCli, hasPoller, startTemporal } from './temporal.ts';

// `npm start`: the whole of Pro.ONE on one machine. What the environment gives (DATABASE_URL, TEMPORAL_ADDRESS, OIDC_ISSUER, SMTP_URL) is used instead.

const started = performance.now();
const {
  values: { fresh, watch, inspect },
} = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    /** `npm run dev`: web and worker start anew when their files change. */
    watch: { type: 'boolean', default: false },
    /** A debugger may attach to the web (9229) and to the worker (9230). */
    inspect: { type: 'boolean', default: false },
  },
});
const given = process.env;
const root = resolve(import.meta.dirname, '..');
const varDir = resolve(given.PRO_ONE_VAR || join(root, 'var'));
const at = (...path: string[]) => join(varDir, ...path);
const log = (name: string) => at('logs', `${name}.log`);
const pidFile = (name: string) => at('run', `${name}.json`);

const say = (line: string) => {
  console.log(line);
};
const supervisor = createSupervisor(say, { isWatching: watch });
let isStopping = false;
/** Until then, what runs on these data belongs to another start. */
let isOwner = false;

async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (!isOwner) process.exit(code);
  say('\nArrêt de Pro.ONE…');
  await supervisor.stopAll();
  await stopLeftOvers();
  rmSync(pidFile('start'), { force: true });
  say('Tout est arrêté ; les données sont gardées.');
  process.exit(code);
}

/** What a killed start, or an interrupted one, has left running. */
async function stopLeftOvers(): Promise<void> {
  const files = existsSync(at('run')) ? readdirSync(at('run')).filter((name) => name !== 'start.json') : [];
  await Promise.all(files.map((name) => stopLeftOver(at('run', name))));
  await stopOrphan(at('postgres'));
}

async function step<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
  const from = performance.now();
  const result = await work();
  say(`✓ ${label} (${((performance.now() - from) / 1000).toFixed(1).replace('.', ',')} s)`);
  return result;
}

/** A program of this project, in TypeScript, kept running. */
async function keepProgram(
  name: string,
  program: Omit<Program, 'name'>,
  ports: readonly number[],
  isReady: (running: Running) => Promise<boolean>,
): Promise<void> {
  const key = program.logFile!;
  await supervisor.keep(name, async () => {
    const child = await startChild({ name, cwd: root, ...program });
    try {
      await waitUntil(name, () => isReady({ child, stop: child.stop }), {
        child,
        ports,
        timeout: 120_000,
      });
    } catch (error) {
      await child.stop();
      throw new Error(`${(error as Error).message}\n${readTail(key)}`, { cause: error });
    }
    return { child, stop: child.stop };
  });
}

async function run(): Promise<void> {
  if (given.NODE_ENV === 'production' || given.PRO_ONE_MODE === 'production') {
    throw new Error(
      '« npm start » sert à une machine de démonstration. En production : docker-compose.yml, ou « npm run web » et « npm run worker ».',
    );
  }
  refuseSecondStart();
  isOwner = true;
  await stopLeftOvers();
  const halfMade = at('database-half-made');
  if (fresh || existsSync(halfMade)) {
    say(
      fresh
        ? 'Nouveau départ : les données précédentes sont effacées.'
        : 'Le départ précédent a été interrompu pendant le chargement : les données sont refaites.',
    );
    for (const name of existsSync(varDir) ? readdirSync(varDir) : []) {
      if (name !== 'secrets.json') rmSync(at(name), { recursive: true, force: true });
    }
  }
  mkdirSync(at('logs'), { recursive: true });
  mkdirSync(at('run'), { recursive: true });
  writeFileSync(pidFile('start'), JSON.stringify({ pid: process.pid, command: findCommandLine(process.pid) }));

  const secrets = readSecrets(at('secrets.json'));
  const ports = await choosePorts(
    {
      web: Number(given.PORT) || 3000,
      identity: 3001,
      mailbox: 1080,
      smtp: 1025,
      temporal: 7233,
      temporalUi: 8233,
      database: 5499,
    },
    say,
  );
  const persons = findPersons();
  writeFileSync(at('identities.json'), JSON.stringify(persons), { mode: 0o600 });

  const issuer = `http://127.0.0.1:${ports.identity}/fas/oauth2`;
  const adminUrl = `postgres://proone:${secrets.databasePassword}@127.0.0.1:${ports.database}/proone`;
  const urlFor = (account: 'owner' | 'web' | 'worker') => given.DATABASE_URL || accountUrl(adminUrl, account);
  const ownerUrl = given.MIGRATION_DATABASE_URL || urlFor('owner');
  const environment: Record<string, string | undefined> = {
    ...given,
    NODE_ENV: 'development',
    PRO_ONE_MODE: 'demonstration',
    LISTEN_ADDRESS: given.LISTEN_ADDRESS || '127.0.0.1',
    PORT: String(ports.web),
    PUBLIC_URL: given.PUBLIC_URL || `http://127.0.0.1:${ports.web}`,
    DATABASE_URL: urlFor('web'),
    MIGRATION_DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: given.TEMPORAL_ADDRESS || `127.0.0.1:${ports.temporal}`,
    TEMPORAL_UI_URL:
      given.TEMPORAL_UI_URL || (given.TEMPORAL_ADDRESS ? undefined : `http://127.0.0.1:${ports.temporalUi}`),
    OIDC_ISSUER: given.OIDC_ISSUER || issuer,
    OIDC_CLIENT_ID: given.OIDC_CLIENT_ID || 'pro-one',
    OIDC_CLIENT_SECRET: given.OIDC_CLIENT_SECRET || secrets.oidcClientSecret,
    SMTP_URL: given.SMTP_URL || `smtp://127.0.0.1:${ports.smtp}`,
    MAILBOX_URL: given.MAILBOX_URL || (given.SMTP_URL ? undefined : `http://127.0.0.1:${ports.mailbox}`),
    MAIL_FROM: given.MAIL_FROM || 'Pro.ONE <ne-pas-repondre@pro-one.example>',
    SESSION_SECRET: given.SESSION_SECRET || secrets.sessionSecret,
    NISS_PEPPER: given.NISS_PEPPER || secrets.nissPepper,
    NISS_KEY: given.NISS_KEY || secrets.nissKey,
    STORAGE_DIR: given.STORAGE_DIR || at('documents'),
  };
  const config = readConfig(environment);
  mkdirSync(config.storageDir, { recursive: true });
  const tsx = (file: string, inspectPort?: number) => ({
    command: process.execPath,
    args: [...(inspect && inspectPort ? [`--inspect=127.0.0.1:${inspectPort}`] : []), ...nodeArguments, file],
    env: environment,
  });

  const database = async () => {
    if (!given.DATABASE_URL) {
      await step('Base de données PostgreSQL', () =>
        supervisor.keep('PostgreSQL', () =>
          startPostgres({
            dataDir: at('postgres'),
            port: ports.database,
            password: secrets.databasePassword,
            logFile: log('postgres'),
          }),
        ),
      );
    }
    const result = await withProgress(
      'Schéma et données de démonstration',
      prepareDatabase(halfMade, {
        databaseUrl: ownerUrl,
        nissPepper: config.nissPepper,
        nissKey: config.nissKey,
        storageDir: config.storageDir,
        now: Date.now(),
      }),
      say,
    );
    say({ filled: '✓ Données de démonstration chargées', kept: '✓ Données du départ précédent gardées' }[result]);
  };
  const engine = async () => {
    if (given.TEMPORAL_ADDRESS) return;
    const cli = await findTemporalCli(say);
    await step('Moteur Temporal', () =>
      supervisor.keep('Temporal', () =>
        startTemporal({
          cli,
          port: ports.temporal,
          uiPort: ports.temporalUi,
          dbFile: at('temporal.db'),
          namespace: config.temporalNamespace,
          logFile: log('temporal'),
          pidFile: pidFile('temporal'),
        }),
      ),
    );
  };
  const identity = async () => {
    if (given.OIDC_ISSUER) return;
    const env = { ...environment, IDP_PORT: String(ports.identity), IDP_IDENTITIES: at('identities.json') };
    await step('Fournisseur d’identité de développement', () =>
      keepProgram(
        'Le fournisseur d’identité',
        {
          ...tsx('local/identity-provider.ts'),
          env,
          logFile: log('identity-provider'),
          pidFile: pidFile('identity-provider'),
        },
        [ports.identity],
        () => answersHttp(`${issuer}/.well-known/openid-configuration`),
      ),
    );
  };
  const mailbox = async () => {
    if (given.SMTP_URL) return;
    mkdirSync(at('mail'), { recursive: true });
    await step('Boîte aux lettres de démonstration', () =>
      keepProgram(
        'La boîte aux lettres',
        {
          ...tsx('local/mailbox.ts'),
          logFile: log('mailbox'),
          pidFile: pidFile('mailbox'),
          env: {
            ...given,
            SMTP_PORT: String(ports.smtp),
            MAILBOX_PORT: String(ports.mailbox),
            MAIL_DIRECTORY: at('mail'),
          },
        },
        [ports.smtp, ports.mailbox],
        async () => (await answersTcp(ports.smtp)) && answersHttp(`http://127.0.0.1:${ports.mailbox}/`),
      ),
    );
  };
  await Promise.all([database(), engine(), identity(), mailbox()]);

  const web = () =>
    step('Portail', () =>
      keepProgram(
        'Le portail',
        { ...tsx('api/server.ts', 9229), logFile: log('web'), pidFile: pidFile('web') },
        [ports.web],
        () => answersHttp(`http://127.0.0.1:${ports.web}/ready`),
      ),
    );
  const worker = () =>
    step('Worker', () =>
      keepProgram(
        'Le worker',
        {
          ...tsx('activities/worker.ts', 9230),
          env: {
            ...environment,
            DATABASE_URL: urlFor('worker'),
            CHAIN_KEY_FILE: given.CHAIN_KEY_FILE || ensureChainKey(at('chain-key.pem')),
            CHAIN_DIR: given.CHAIN_DIR || at('chain'),
            DPO_EMAIL: given.DPO_EMAIL || 'dpo@one.example',
          },
          logFile: log('worker'),
          pidFile: pidFile('worker'),
          lowPriority: true,
        },
        [],
        ({ child }) => hasPoller(config.temporalAddress, config.temporalNamespace, config.temporalTaskQueue, child.pid),
      ),
    );
  await Promise.all([web(), worker()]);

  say(describe(config, issuer, persons));
  if (watch) restartOnChange();
}

function restartOnChange(): void {
  const shared = ['Le portail', 'Le worker'];
  const readers: Record<string, string[]> = {
    api: ['Le portail'],
    activities: ['Le worker'],
    workflows: shared,
    domain: shared,
    db: shared,
    views: shared,
  };
  watchRooms(root, Object.keys(readers), (room, file) => {
    if (isStopping) return;
    say(`↻ ${file} a changé.`);
    for (const name of readers[room]!) void supervisor.restart(name);
  });
  say('\nMode développement : un changement de code redémarre le portail et le worker, vues et styles sont relus.');
}

function refuseSecondStart(): void {
  if (!existsSync(pidFile('start'))) return;
  const { pid, command } = JSON.parse(readFileSync(pidFile('start'), 'utf8') || '{}') as {
    pid?: number;
    command?: string;
  };
  if (pid && pid !== process.pid && command && findCommandLine(pid) === command) {
    throw new Error(
      `Pro.ONE tourne déjà sur ces données (processus ${pid}). Arrêtez-le par Ctrl-C dans sa fenêtre, ou donnez un autre dossier dans PRO_ONE_VAR.`,
    );
  }
}

function describe(config: ReturnType<typeof readConfig>, issuer: string, persons: Identity[]): string {
  const rows = [
    ['Portail', config.publicUrl],
    ['Boîte aux lettres', config.mailboxUrl],
    ['Moteur (Temporal)', config.temporalUiUrl],
    [
      'Identification',
      config.oidcIssuer === issuer ? `${issuer}  (la personne se choisit à la connexion)` : config.oidcIssuer,
    ],
  ]
    .filter(([, address]) => address)
    .map(([name, address]) => `  ${name!.padEnd(20)}${address}`);
  const width = Math.max(0, ...persons.map(({ givenName, surname }) => `${givenName} ${surname}`.length)) + 3;
  const people = persons.map(({ givenName, surname, label }) => `  ${`${givenName} ${surname}`.padEnd(width)}${label}`);
  return [
    `\nPro.ONE est prêt, en ${Math.round((performance.now() - started) / 1000)} s.\n`,
    ...rows,
    ...(people.length ? ['\nPersonnes de démonstration :', ...people, '', ...oldAccount()] : []),
    `\nJournaux : ${join(varDir, 'logs')}. Ctrl-C arrête tout et garde les données ; « npm start -- --fresh » recommence à zéro.`,
  ].join('\n');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    void stop(0);
  });
try {
  await run();
} catch (error) {
  // A child stopped by Ctrl-C makes its own step fail: not an error to show.
  if (!isStopping) {
    console.error(`\n✗ ${(error as Error).message}`);
    await stop(1);
  }
}
