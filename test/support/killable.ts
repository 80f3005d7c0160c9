/** The whole house in processes of its own, each of which can be killed and started again on what it left. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect, type Database } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { readConfig, type Config } from '../../domain/config/read-config.ts';
import { startPostgres } from '../../local/postgres.ts';
import { answersHttp, findFreePort, readTail, startChild, waitUntil, type Child } from '../../local/processes.ts';
import { findTemporalCli, hasPoller, startTemporal } from '../../local/temporal.ts';
import { theBundle } from './bundle.ts';

export type Part = 'postgres' | 'temporal' | 'worker' | 'web';
export interface KillableHouse {
  config: Config;
  /** Of the test itself; its connections break with the server. */
  db: Database;
  /** kill -9, a moment, and the same again. @returns milliseconds until it was ready */
  killAndRestart(part: Part, downFor?: number): Promise<number>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** @param web false where nobody comes to the portal */
export async function startKillableHouse({ web = true } = {}): Promise<KillableHouse> {
  const dir = mkdtempSync(join(tmpdir(), 'pro-one-faults-'));
  chmodSync(dir, 0o711);
  const [postgresPort, temporalPort, webPort] = [await findFreePort(0), await findFreePort(0), await findFreePort(0)];
  const address = `127.0.0.1:${String(temporalPort)}`;
  const bundleFile = join(dir, 'bundle.json');
  const startDatabase = () =>
    startPostgres({ dataDir: join(dir, 'postgres'), port: postgresPort, password: 'dev-only-faults' });
  const first = await startDatabase();
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    PRO_ONE_MODE: 'test',
    PORT: String(webPort),
    PUBLIC_URL: `http://127.0.0.1:${String(webPort)}`,
    DATABASE_URL: first.webUrl,
    TEMPORAL_ADDRESS: address,
    OIDC_ISSUER: 'http://127.0.0.1:1/fas/oauth2',
    OIDC_CLIENT_ID: 'pro-one',
    OIDC_CLIENT_SECRET: 'dev-only-client-secret-0123456789',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Pro.ONE <pro-one@exemple.example>',
    SESSION_SECRET: 'dev-only-session-secret-0123456789abcdef',
    NISS_PEPPER: 'dev-only-niss-pepper-0123456789abcdef',
    NISS_KEY: 'dev-only-niss-key-0123456789abcdefghij',
    STORAGE_DIR: join(dir, 'storage'),
    LOG_LEVEL: 'warn',
    BUNDLE: bundleFile,
  };
  const config = readConfig(env);
  const starters: Record<Part, () => Promise<Child>> = {
    postgres: async () => (await startDatabase()).child,
    temporal: async () =>
      (
        await startTemporal({
          cli: await findTemporalCli(),
          port: temporalPort,
          dbFile: join(dir, 'temporal.db'),
          namespace: 'procedures',
          logFile: join(dir, 'temporal.log'),
        })
      ).child,
    worker: async () => {
      const child = await startChild({
        name: 'worker',
        command: process.execPath,
        args: ['--import', 'tsx', 'test/support/fault-worker.ts'],
        cwd: root,
        env: { ...env, DATABASE_URL: first.workerUrl },
        logFile: join(dir, 'worker.log'),
      });
      await waitUntil('worker', () => hasPoller(address, 'procedures', 'procedures', child.pid), {
        child,
        timeout: 40_000,
      });
      return child;
    },
    web: async () => {
      const child = await startChild({
        name: 'web',
        command: process.execPath,
        args: ['--import', 'tsx', 'api/server.ts'],
        cwd: root,
        env,
        logFile: join(dir, 'web.log'),
      });
      await waitUntil('web', () => answersHttp(`${config.publicUrl}/ready`), { child, timeout: 40_000 });
      return child;
    },
  };
  const running: Partial<Record<Part, Child>> = { postgres: first.child };
  const start = async (part: Part): Promise<void> => {
    running[part] = await starters[part]();
  };
  const db = connect(first.url, { max: 6 });
  const stop = async (): Promise<void> => {
    await db.destroy();
    for (const part of ['web', 'worker', 'temporal', 'postgres'] as const) await running[part]?.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await migrate(first.url);
    await db.raw(`create table test_outside (case_id uuid, number int, effect text, times int, primary key (case_id, number, effect));
      create table test_mails (message_id text primary key, times int);
      grant all on test_outside, test_mails to pro_one_worker`);
    await Promise.all([
      start('temporal'),
      web ? start('web') : undefined,
      theBundle().then((bundle) => {
        writeFileSync(bundleFile, JSON.stringify(bundle));
      }),
    ]);
    await start('worker');
  } catch (error) {
    const told = ['web', 'worker'].map((name) => readTail(join(dir, `${name}.log`))).join('\n');
    await stop();
    throw new Error(`${(error as Error).message}\n${told}`, { cause: error });
  }

  return {
    config,
    db,
    async killAndRestart(part, downFor = 500) {
      const child = running[part]!;
      process.kill(child.pid, 'SIGKILL');
      await child.exited;
      await new Promise((done) => setTimeout(done, downFor));
      const from = performance.now();
      await start(part);
      return Math.round(performance.now() - from);
    },
    stop,
  };
}
