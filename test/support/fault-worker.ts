/** A worker to be killed: the real desk and clerk; the letters and mails that go out are counted in two tables of the test. */
import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createBatchActivities } from '../../activities/batches.ts';
import { createOpeningRounds } from '../../activities/opening-rounds.ts';
import { createWorker } from '../../activities/create-worker.ts';
import type { RunErrand } from '../../activities/effects.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { watchMails } from '../../activities/watch-mails.ts';
import { procedures } from '../../activities/procedures.ts';
import { decideTrainingBatch } from '../../db/batches/decide-training.ts';
import { publishLumpSums } from '../../db/batches/publish-lump-sums.ts';
import { connect } from '../../db/connect.ts';
import { noteNumbers } from '../batches/note-numbers.ts';
import { createBell } from '../../workflows/bell.ts';

const { DATABASE_URL = '', TEMPORAL_ADDRESS: address = '', BUNDLE = '' } = process.env;
const namespace = 'procedures';
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
const db = connect(DATABASE_URL, { max: 8 });
const connection = await NativeConnection.connect({ address });
const client = new Client({ connection: Connection.lazy({ address }), namespace });
const bell = createBell({ client, taskQueue: namespace });
const mails = { db, now: () => Date.now(), window: 200 };
const outside: RunErrand = async ({ effect, case: { id: caseId }, act: { number } }) => {
  await db.raw(
    'insert into test_outside values (?, ?, ?, 1) on conflict (case_id, number, effect) do update set times = test_outside.times + 1',
    [caseId, number, effect],
  );
};
const worker = await createWorker({
  db,
  bell,
  patience: 0,
  connection,
  namespace,
  taskQueue: namespace,
  batches: {
    ...createBatchActivities({ db, bell, kinds: [noteNumbers, decideTrainingBatch, publishLumpSums], pace: 60 }),
    ...createOpeningRounds({ db, bell }),
  },
  bundle: JSON.parse(readFileSync(BUNDLE, 'utf8')) as WorkflowBundleWithSourceMap,
  procedures,
  writeLetter: outside,
  mails: createMailRounds({
    ...mails,
    procedures,
    publicUrl: '',
    mailer: {
      send: async ({ messageId }) => {
        await db.raw(
          'insert into test_mails values (?, 1) on conflict (message_id) do update set times = test_mails.times + 1',
          [messageId],
        );
      },
      sendLink: () => Promise.resolve(),
      sendReply: () => Promise.resolve(),
      sendNewsletter: () => Promise.resolve(),
      close: () => undefined,
    },
  }),
});
watchMails({ ...mails, client, taskQueue: namespace });
await worker.run();
