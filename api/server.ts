/** The web process: reads the configuration, wires the rooms, listens, and leaves in order. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { directoryBlobStore } from '../db/blob-store.ts';
import { connect } from '../db/connect.ts';
import { keepHolidays } from '../db/parameters/holidays.ts';
import { standGuard } from '../db/guard.ts';
import { computeDeadline, dayOf } from '../domain/calendar.ts';
import { readConfig } from '../domain/config/read-config.ts';
import { createBell } from '../workflows/bell.ts';
import { answersFollowed } from './after-answer.ts';
import { createApp } from './app.ts';
import { procedures } from './procedures.ts';
import { askEngine } from './engine.ts';
import { createAssets } from './static.ts';
import { createViews } from './views.ts';
import { ringLagging } from '../db/ring-lagging.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { process: 'web' } });
const now = (): number => Date.now();
const db = connect(config.databaseUrl, { max: 16 });
// Lazy: acts are accepted while the engine is away.
const connection = Connection.lazy({ address: config.temporalAddress });
const client = new Client({ connection, namespace: config.temporalNamespace });
const bell = createBell({
  client,
  taskQueue: config.temporalTaskQueue,
  onFailure: (code) => {
    log.warn({ code }, 'bell not heard');
  },
});
const assets = createAssets({ reload: config.nodeEnv === 'development' });
const views = createViews({ today: () => dayOf(now()), asset: assets.asset, cache: config.nodeEnv !== 'development' });

// The calendar is laid out before the first click.
await keepHolidays(db, (error) => {
  log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'holidays not read');
});
computeDeadline(now(), { workingDays: 10 });
let isLeaving = false;
const app = createApp({
  config,
  isLeaving: () => isLeaving,
  procedures,
  db,
  now,
  clock: standGuard({ mode: config.mode, db, now, log }),
  bell,
  blobs: directoryBlobStore(config.storageDir),
  log,
  views,
  assets,
  engine: askEngine(client, now),
});
const server = createServer(app);
server.once('error', (error: NodeJS.ErrnoException) => {
  log.fatal({ host: config.host, port: config.port, code: error.code }, 'cannot listen');
  process.exit(1);
});
server.listen({ host: config.host, port: config.port }, () => {
  log.info({ host: config.host, port: config.port }, 'listening');
});
// A body has its own rule (`refuseSlowBodies`); this is the end of all patience.
server.requestTimeout = 3_600_000;
server.headersTimeout = 10_000;
server.keepAliveTimeout = 65_000;
void ringLagging(db, bell).catch((error: unknown) => {
  log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'no bells rung at start');
});

/** Before a proxy: how long it is given to see on /ready that this web leaves, while clicks are still served. */
const notice = config.mode === 'production' ? 5_000 : 0;
/** What is under way by then is waited for, this long at most. */
const patience = 20_000;

async function leave(): Promise<void> {
  isLeaving = true;
  log.info('leaving');
  await sleep(notice);
  const closed = new Promise<void>((done) => server.close(() => done()));
  // A connection that is kept alive becomes idle only once its answer has gone.
  const closing = setInterval(() => server.closeIdleConnections(), 100);
  await Promise.race([closed, sleep(patience)]);
  clearInterval(closing);
  await Promise.race([Promise.all([bell.quiet(), answersFollowed()]), sleep(3_000)]);
  await db.destroy();
  await connection.close().catch(() => undefined);
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void leave());
process.on('unhandledRejection', (reason) => {
  log.error({ code: reason instanceof Error ? reason.name : 'failed' }, 'unhandled rejection');
});
