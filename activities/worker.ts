/** The worker process: reads the configuration, wires the rooms, works until it is told to stop. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { batchKindsThatPrint } from '../db/batches/kinds.ts';
import { directoryBlobStore } from '../db/blob-store.ts';
import { connect } from '../db/connect.ts';
import { patience } from '../db/desk.ts';
import { keepHolidays } from '../db/parameters/holidays.ts';
import { standGuard } from '../db/guard.ts';
import { computeDeadline, dayOf } from '../domain/calendar.ts';
import { readConfig } from '../domain/config/read-config.ts';
import { createBell } from '../workflows/bell.ts';
import { createBatchActivities } from './batches.ts';
import { createWorker } from './create-worker.ts';
import { createLetterErrand } from './letters.ts';
import { createMailer } from './mail.ts';
import { createMailRounds } from './mailer.ts';
import { watchMails } from './watch-mails.ts';
import { createOpeningRounds } from './opening-rounds.ts';
import { createMinutesPrinting } from './minutes.ts';
import { createPdfPrinter } from './pdf.ts';
import { createHeadRound } from './leave-heads.ts';
import { procedures } from './procedures.ts';
import { createRounds } from './rounds.ts';
import { createTrainingDesk } from './training-desk.ts';
import { createWebhookRound } from './webhooks.ts';
import { catchUpOpenings, keepSchedules } from './schedules.ts';
import { findChromium } from '../local/chromium.ts';
import { createEngine } from '../views/engine.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { process: 'worker' } });
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message }) => {
    log.warn({ level }, message);
  }),
});
// A rejection is met where the bundle is awaited.
const bundle = bundleApart();
bundle.catch(() => undefined);
const db = connect(config.databaseUrl, { max: 12 });
const connection = await NativeConnection.connect({ address: config.temporalAddress });
const client = new Client({
  connection: Connection.lazy({ address: config.temporalAddress }),
  namespace: config.temporalNamespace,
});
const bell = createBell({ client, taskQueue: config.temporalTaskQueue });
const now = (): number => Date.now();
const blobs = directoryBlobStore(config.storageDir);
// Letters have a style sheet of their own, in the page: they ask for no file.
const views = createEngine({
  today: () => dayOf(now()),
  asset: (file) => file,
  cache: config.nodeEnv !== 'development',
});
const printer = createPdfPrinter({ chromium: findChromium });
const writeLetter = createLetterErrand({
  db,
  procedures,
  blobs,
  now,
  views,
  renderPdf: printer.renderPdf,
  publicUrl: config.publicUrl,
  demonstration: config.mode === 'demonstration',
});
const printMinutes = createMinutesPrinting({
  blobs,
  views,
  renderPdf: printer.renderPdf,
  demonstration: config.mode === 'demonstration',
});
await keepHolidays(db, (error) => {
  log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'holidays not read');
});
const mailer = createMailer({
  smtpUrl: config.smtpUrl,
  from: config.mailFrom,
  requireTls: config.mode === 'production',
  views,
});
computeDeadline(now(), { workingDays: 10 });

// A clock that goes astray ends this worker; the next one waits here until it is right.
let leave = (): void => undefined;
const clock = standGuard({
  mode: config.mode,
  db,
  now,
  log,
  onAstray: () => {
    leave();
  },
});
await clock?.trusted();
const worker = await createWorker({
  db,
  bell,
  patience,
  connection,
  namespace: config.temporalNamespace,
  taskQueue: config.temporalTaskQueue,
  bundle: await bundle,
  procedures,
  writeLetter,
  mails: createMailRounds({ db, mailer, procedures, publicUrl: config.publicUrl, now }),
  rounds: {
    ...createRounds({ db, bell, blobs, client, now }),
    ...createHeadRound({ db, config, now }),
    ...createTrainingDesk({ db, bell, now }),
    ...createWebhookRound({ db, config, now }),
  },
  batches: {
    ...createBatchActivities({ db, bell, kinds: batchKindsThatPrint(printMinutes) }),
    ...createOpeningRounds({ db, bell }),
  },
});
await Promise.all([
  keepSchedules(client, config.temporalTaskQueue),
  catchUpOpenings(client, config.temporalTaskQueue),
]).catch((error: unknown) => {
  log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'the schedules are not as they should be');
});
leave = () => {
  worker.shutdown();
};
const stopWatching = watchMails({ db, client, taskQueue: config.temporalTaskQueue, now });
log.info('working');
await worker.run();
await stopWatching();
mailer.close();
await printer.close();
await db.destroy();
await connection.close();
process.exit(0);

async function bundleApart(): Promise<{ code: string }> {
  const program = new URL('bundle.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
    maxBuffer: 100_000_000,
  });
  return { code: stdout };
}
