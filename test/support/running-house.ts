/**
 * The house as it runs: web, worker, identity provider, PostgreSQL, Temporal, letters and mails, with the demonstration's people and cases.
 * Its one clock is that of Temporal's time-skipping server: the web follows it, so months pass in a second for everybody.
 */
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { chromium, type Browser } from 'playwright-core';
import { createBatchActivities } from '../../activities/batches.ts';
import { createOpeningRounds } from '../../activities/opening-rounds.ts';
import { createWorker } from '../../activities/create-worker.ts';
import { createLetterErrand } from '../../activities/letters.ts';
import { createMailer } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { watchMails } from '../../activities/watch-mails.ts';
import { createPdfPrinter } from '../../activities/pdf.ts';
import { procedures as effects } from '../../activities/procedures.ts';
import { procedures } from '../../api/procedures.ts';
import { answersFollowed } from '../../api/after-answer.ts';
import { createApp } from '../../api/app.ts';
import { createAssets } from '../../api/static.ts';
import { createViews } from '../../api/views.ts';
import { askEngine } from '../../api/engine.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { ringLagging } from '../../db/ring-lagging.ts';
import { directoryBlobStore } from '../../db/blob-store.ts';
import { dayOf, isWorkingDay, addDays, startOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import { readConfig, type Config } from '../../domain/config/read-config.ts';
import { findChromium } from '../../local/chromium.ts';
import { startIdentityProvider } from '../../local/identity-provider.ts';
import { findTimeSkippingServer } from '../../local/temporal-test-server.ts';
import { createEngine } from '../../views/engine.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import { theBundle } from './bundle.ts';
import { persons } from './persons.ts';
import type { TestDatabase } from './database.ts';
import { copyDemonstration } from './demonstration.ts';
import { openMailbox, type Mailbox } from './mailbox.ts';
import { hour } from './times.ts';

export interface RunningHouse extends TestDatabase {
  address: string;
  config: Config;
  browser: Browser;
  mailbox: Mailbox;
  temporal: TestWorkflowEnvironment;
  /** Lines of the web's log and of the worker's. */
  log: string[];
  /** Cases whose clerk has work in this house; those of the demonstration sleep until somebody acts on them. */
  touched: Set<string>;
  /** Addresses that the browsers asked the portal for, and what they complained about. */
  visited: Set<string>;
  complaints: string[];
  /** What is wrong with the pages met on the way, and how many were looked at. */
  pageFaults: string[];
  pagesChecked: number;
  now(): Instant;
  today(): Day;
  /** Waits until every clerk has done what there was to do: letters drawn up, mails sent, passed deadlines recorded. */
  settled(): Promise<void>;
  /** Lets time pass for everybody. @param hours into that day, in Brussels */
  skipToDay(day: Day, hours?: number): Promise<void>;
  skip(milliseconds: number): Promise<void>;
  /** Every clerk of the demonstration goes to work, as after a start of the portal. */
  wakeEverybody(): Promise<void>;
  close(): Promise<void>;
}

export async function openRunningHouse(): Promise<RunningHouse> {
  const closing: (() => unknown)[] = [];
  const log: string[] = [];
  installRuntime(log);
  const [temporal, bundle, found, mailbox] = await Promise.all([
    findTimeSkippingServer().then((server) =>
      TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path: server } } }),
    ),
    theBundle(),
    findChromium(),
    openMailbox(),
  ]);
  const logger = pino(
    { level: 'info' },
    {
      write: (line: string) => {
        log.push(line);
      },
    },
  );
  const clock = await followClock(temporal);
  // The same hour of a working day for every run: Monday to Friday, nine o'clock.
  const morning = firstMorning(clock.now());
  await clock.skipTo(morning);
  const nissPepper = 'dev-only-niss-pepper-0123456789abcdef';
  const nissKey = 'dev-only-niss-key-0123456789abcdefghij';
  const { storageDir, ...database } = await copyDemonstration(morning, { nissPepper, nissKey });
  const { db } = database;

  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const secret = 'dev-only-client-secret-0123456789';
  const provider = await startIdentityProvider({
    port: 0,
    clients: [{ clientId: 'pro-one', clientSecret: secret, origins: [address] }],
    identities: persons,
  });
  const config = readConfig({
    NODE_ENV: 'test',
    PRO_ONE_MODE: 'test',
    PUBLIC_URL: address,
    DATABASE_URL: database.urlOf('web'),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'pro-one',
    OIDC_CLIENT_SECRET: secret,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Pro.ONE <pro-one@exemple.example>',
    SESSION_SECRET: 'dev-only-session-secret-0123456789abcdef',
    NISS_PEPPER: nissPepper,
    NISS_KEY: nissKey,
    STORAGE_DIR: storageDir,
  });
  const blobs = directoryBlobStore(storageDir);

  const taskQueue = 'procedures';
  const touched = new Set<string>();
  const ringing = createBell({
    client: temporal.client,
    taskQueue,
    onFailure: (code) => {
      logger.warn({ code }, 'bell not heard');
    },
  });
  const bell: Bell = {
    ...ringing,
    ring: (slug, caseId) => {
      touched.add(caseId);
      ringing.ring(slug, caseId);
    },
  };
  const assets = createAssets();
  const views = createViews({ today: () => dayOf(clock.now()), asset: assets.asset, cache: true });
  server.on(
    'request',
    createApp({
      config,
      db: database.dbOf('web'),
      procedures,
      now: clock.now,
      bell,
      blobs,
      log: logger,
      views,
      assets,
      engine: askEngine(temporal.client, () => Date.now()),
    }),
  );

  const letterViews = createEngine({ today: () => dayOf(clock.now()), asset: (file) => file, cache: true });
  const printer = createPdfPrinter({ chromium: found });
  const mailer = createMailer({ smtpUrl: mailbox.url, from: config.mailFrom, views: letterViews });
  const mails = { db: database.dbOf('worker'), now: clock.now, window: 0 };
  const worker = await createWorker({
    db: database.dbOf('worker'),
    bell,
    patience: 0,
    procedures: effects,
    writeLetter: createLetterErrand({
      db: database.dbOf('worker'),
      procedures: effects,
      blobs,
      now: clock.now,
      views: letterViews,
      renderPdf: printer.renderPdf,
      publicUrl: address,
      demonstration: false,
    }),
    mails: createMailRounds({ ...mails, mailer, procedures: effects, publicUrl: address }),
    batches: {
      ...createBatchActivities({ db: database.dbOf('worker'), bell, kinds: batchKinds }),
      ...createOpeningRounds({ db: database.dbOf('worker'), bell }),
    },
    connection: temporal.nativeConnection,
    namespace: temporal.namespace ?? 'default',
    taskQueue,
    bundle,
  });
  const working = worker.run();
  const stopWatching = watchMails({ ...mails, client: temporal.client, taskQueue, every: 100 });
  const browser = await chromium.launch({ executablePath: found.path, args: found.args });

  async function settled(): Promise<void> {
    await bell.quiet();
    const until = Date.now() + 30_000;
    for (;;) {
      const waiting = (await db('cases')
        .whereIn('id', [...touched])
        .where((at) => {
          void at
            .whereRaw('bell_seq > engine_seq')
            .orWhereRaw("exists (select 1 from effects e where e.case_id = cases.id and e.status = 'pending')")
            .orWhereRaw('exists (select 1 from notices n where n.case_id = cases.id and n.mail_at is not null)')
            .orWhereRaw('(closed_at is null and wake_at <= ?)', [new Date(clock.now()).toISOString()]);
        })
        .select('reference', 'status')) as { reference: string; status: string }[];
      if (waiting.length === 0) return;
      if (Date.now() > until)
        throw new Error(`the clerk is still busy: ${JSON.stringify(waiting)}\n${log.slice(-5).join('\n')}`);
      await new Promise((done) => setTimeout(done, 60));
    }
  }

  async function skipTo(instant: Instant): Promise<void> {
    await settled();
    await clock.skipTo(instant);
    await settled();
  }

  closing.push(
    () => browser.close(),
    () => {
      worker.shutdown();
      return working;
    },
    stopWatching,
    () => {
      mailer.close();
    },
    () => printer.close(),
    () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
    () => provider.stop(),
    () => mailbox.close(),
    () => temporal.teardown(),
    answersFollowed,
    () => database.drop(),
    () => {
      rmSync(storageDir, { recursive: true, force: true });
    },
  );
  return {
    ...database,
    address,
    config,
    browser,
    mailbox,
    temporal,
    log,
    touched,
    visited: new Set(),
    complaints: [],
    pageFaults: [],
    pagesChecked: 0,
    now: clock.now,
    today: () => dayOf(clock.now()),
    settled,
    skip: (milliseconds) => skipTo(clock.now() + milliseconds),
    wakeEverybody: async () => {
      await ringLagging(db, bell);
      await settled();
    },
    skipToDay: (day, hours = 9) => skipTo(startOfDay(day) + hours * hour),
    async close() {
      for (const step of closing) await step();
    },
  };
}

let engineLog: string[] | undefined;
/** The engine's library has one journal for the process; it goes to the newest house. */
function installRuntime(log: string[]): void {
  if (!engineLog) {
    Runtime.install({
      logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
        engineLog?.push(JSON.stringify({ level, message, error: String(meta?.error ?? '') }));
      }),
      telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
    });
  }
  engineLog = log;
}

function firstMorning(now: Instant): Instant {
  let day = addDays(dayOf(now), 1);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return startOfDay(day) + 9 * hour;
}

/** Real time runs on between two skips, so the hour is the machine's and the distance skipped so far. */
async function followClock(
  temporal: TestWorkflowEnvironment,
): Promise<{ now: () => Instant; skipTo: (instant: Instant) => Promise<void> }> {
  let ahead = (await temporal.currentTimeMs()) - Date.now();
  const look = async (): Promise<void> => {
    const asked = Date.now();
    ahead = (await temporal.currentTimeMs()) - Math.round((asked + Date.now()) / 2);
  };
  await look();
  return {
    now: () => Date.now() + ahead,
    async skipTo(instant) {
      const left = instant - (await temporal.currentTimeMs());
      if (left <= 0) return;
      // The worker draws up letters while time passes: it reads the hour as it is then.
      const following = setInterval(() => {
        void look();
      }, 25);
      try {
        await temporal.sleep(left);
      } finally {
        clearInterval(following);
      }
      await look();
    },
  };
}
