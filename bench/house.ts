/** What is measured: PostgreSQL, Temporal, one web and one worker as `npm start` runs them, on one machine, over generated cases. */
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { connect, type Database } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { generate } from '../db/seeds/generate.ts';
import { nodeArguments } from '../local/node-arguments.ts';
import { startPostgres } from '../local/postgres.ts';
import { answersHttp, findFreePort, startChild, waitUntil, type Child } from '../local/processes.ts';
import { findTemporalCli, hasPoller, startTemporal } from '../local/temporal.ts';

export interface BenchHouse {
  db: Database;
  publicUrl: string;
  temporalAddress: string;
  /** Of this moment: one that was killed has a successor. */
  readonly web: Child;
  readonly worker: Child;
  temporal: Child;
  /** kill -9, and at once the same again, as its supervisor does. @returns seconds until it is ready */
  kill(part: 'web' | 'worker'): Promise<number>;
  mails: () => number;
  secrets: { sessionSecret: string };
  databaseUrl: string;
  /** May create tables: for the floor. */
  adminUrl: string;
  stop(): Promise<void>;
}
export const namespace = 'procedures';
export const taskQueue = 'procedures';
const root = path.resolve(import.meta.dirname, '..');

export async function openBenchHouse({
  cases,
  say,
}: {
  cases: number;
  say: (line: string) => void;
}): Promise<BenchHouse> {
  const dir = mkdtempSync(path.join(tmpdir(), 'pro-one-bench-'));
  const at = (name: string): string => path.join(dir, name);
  mkdirSync(at('documents'));
  const postgres = await startPostgres({
    dataDir: at('postgres'),
    port: await findFreePort(0),
    password: 'dev-only-bench',
  });
  await migrate(postgres.url);
  // Generating many cases is quicker for the administrator: no trigger, no foreign key.
  const db = connect(postgres.adminUrl, { max: 4 });
  const from = performance.now();
  say(
    `${String(await generate(db, { cases, now: Date.now() }))} cases generated in ${((performance.now() - from) / 1000).toFixed(0)} s`,
  );

  let mails = 0;
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      mails += 1;
      stream.resume();
      stream.on('end', done);
    },
  });
  const smtpPort = await findFreePort(0);
  await new Promise<void>((listening) => {
    sink.listen(smtpPort, '127.0.0.1', listening);
  });

  const temporalPort = await findFreePort(0);
  const temporal = await startTemporal({
    cli: await findTemporalCli(say),
    port: temporalPort,
    uiPort: await findFreePort(0),
    dbFile: at('temporal.db'),
    namespace,
    logFile: at('temporal.log'),
  });
  const port = await findFreePort(0);
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  const secrets = { sessionSecret: 'dev-only-bench-session-secret-0123456789' };
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    PRO_ONE_MODE: 'test',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: postgres.webUrl,
    TEMPORAL_ADDRESS: `127.0.0.1:${String(temporalPort)}`,
    OIDC_ISSUER: 'http://127.0.0.1:1/fas/oauth2',
    OIDC_CLIENT_ID: 'pro-one',
    OIDC_CLIENT_SECRET: 'dev-only-0123456789abcdef',
    SMTP_URL: `smtp://127.0.0.1:${String(smtpPort)}`,
    MAIL_FROM: 'Pro.ONE <pro-one@exemple.example>',
    SESSION_SECRET: secrets.sessionSecret,
    NISS_PEPPER: 'dev-only-bench-pepper-0123456789abcdef',
    NISS_KEY: 'dev-only-bench-key-0123456789abcdefghij',
    STORAGE_DIR: at('documents'),
    LOG_LEVEL: 'warn',
  };
  const program = (name: string, file: string) => ({
    name,
    cwd: root,
    command: process.execPath,
    args: [...nodeArguments, file],
    env,
    logFile: at(`${name}.log`),
  });
  const startWeb = async (): Promise<Child> => {
    const child = await startChild(program('web', 'api/server.ts'));
    await waitUntil('web', () => answersHttp(`${publicUrl}/ready`), { child, timeout: 60_000 });
    return child;
  };
  const startWorker = async (): Promise<Child> => {
    const child = await startChild({
      ...program('worker', 'activities/worker.ts'),
      env: { ...env, DATABASE_URL: postgres.workerUrl },
      lowPriority: true,
    });
    await waitUntil('worker', () => hasPoller(env.TEMPORAL_ADDRESS, namespace, taskQueue, child.pid), {
      child,
      timeout: 240_000,
    });
    return child;
  };
  const starters = { web: startWeb, worker: startWorker };
  const running = { web: await startWeb(), worker: await startWorker() };

  return {
    db,
    publicUrl,
    temporalAddress: env.TEMPORAL_ADDRESS,
    get web() {
      return running.web;
    },
    get worker() {
      return running.worker;
    },
    temporal: temporal.child,
    async kill(part) {
      process.kill(running[part].pid, 'SIGKILL');
      await running[part].exited;
      const from = performance.now();
      running[part] = await starters[part]();
      return (performance.now() - from) / 1000;
    },
    mails: () => mails,
    secrets,
    databaseUrl: postgres.webUrl,
    adminUrl: postgres.adminUrl,
    async stop() {
      await Promise.all([running.web.stop(), running.worker.stop()]);
      await db.destroy();
      await Promise.all([
        temporal.stop(),
        postgres.stop(),
        new Promise<void>((closed) => {
          sink.close(closed);
        }),
      ]);
    },
  };
}

/** Resident memory of a process, in MB (Linux). */
export const residentMegabytes = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024);

export const machine = (): string =>
  `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${String(Math.round(totalmem() / 1024 ** 3))} GiB, Node ${process.version}`;
