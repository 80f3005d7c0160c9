/** A worker to be killed: the real desk and clerk; what is carried out outside is counted in two tables of the test. */
import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { pino } from 'pino';
import { createAdaptationEffects } from '../../activities/authorisation-adaptation.ts';
import { createBatchActivities } from '../../activities/batches.ts';
import { createOpeningRounds } from '../../activities/opening-rounds.ts';
import { createWorker } from '../../activities/create-worker.ts';
import type { RunErrand } from '../../activities/effects.ts';
import { connect } from '../../db/connect.ts';
import { noteNumbers } from '../batches/note-numbers.ts';
import { createBell } from '../../workflows/bell.ts';

const { DATABASE_URL = '', TEMPORAL_ADDRESS: address = '', BUNDLE = '' } = process.env;
const namespace = 'procedures';
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
const db = connect(DATABASE_URL, { max: 8 });
const connection = await NativeConnection.connect({ address });
const bell = createBell({
  client: new Client({ connection: Connection.lazy({ address }), namespace }),
  taskQueue: namespace,
});
const outside: RunErrand = async ({ errand: { caseId, number, effect } }) => {
  await db.raw(
    'insert into test_outside values (?, ?, ?, 1) on conflict (case_id, number, effect) do update set times = test_outside.times + 1',
    [caseId, number, effect],
  );
};
const worker = await createWorker({
  db,
  bell,
  log: pino({ level: 'silent' }),
  connection,
  namespace,
  taskQueue: namespace,
  batches: {
    ...createBatchActivities({ db, bell, kinds: [noteNumbers], pace: 60 }),
    ...createOpeningRounds({ db, bell }),
  },
  bundle: JSON.parse(readFileSync(BUNDLE, 'utf8')) as WorkflowBundleWithSourceMap,
  procedures: [
    createAdaptationEffects({
      desk: {
        'notify-agents': async (trx, { errand }) => {
          await trx('test_desk').insert({ case_id: errand.caseId, number: errand.number });
        },
        'notify-supervisor': async () => undefined,
      },
      errands: new Proxy({}, { get: () => outside }),
    }),
  ],
});
await worker.run();
