import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { createWorker } from '../../activities/create-worker.ts';
import { procedures } from '../../activities/procedures.ts';
import { createRounds } from '../../activities/rounds.ts';
import { directoryBlobStore } from '../../db/blob-store.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { findFreePort, waitUntil } from '../../local/processes.ts';
import { findTemporalCli, startTemporal, type Temporal } from '../../local/temporal.ts';
import { workflowId } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import { firstFacts } from '../support/adaptation-acts.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { theBundle } from '../support/bundle.ts';
import { makeFacility } from '../support/places.ts';
import { day } from '../support/times.ts';

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });

const taskQueue = 'procedures';

describe('the sweep of each minute, on a real server', function () {
  this.timeout(60_000);
  let base: TestDatabase;
  let temporal: Temporal;
  let connection: Connection;
  let native: NativeConnection;
  let client: Client;
  let bell: Bell;
  let worker: Worker;
  let working: Promise<void>;

  before(async () => {
    [base, temporal] = await Promise.all([
      freshDatabase(),
      startTemporal({ cli: await findTemporalCli(), port: await findFreePort(0), namespace: 'procedures' }),
    ]);
    connection = await Connection.connect({ address: temporal.address });
    native = await NativeConnection.connect({ address: temporal.address });
    client = new Client({ connection, namespace: 'procedures' });
    bell = createBell({ client, taskQueue });
    const db = base.dbOf('worker');
    worker = await createWorker({
      db,
      bell,
      patience: 0,
      procedures,
      writeLetter: async () => undefined,
      rounds: {
        ...createRounds({ db, bell, client, blobs: directoryBlobStore('/nowhere'), now: () => Date.now() }),
        leaveHeads: async () => 0,
      },
      connection: native,
      namespace: 'procedures',
      taskQueue,
      bundle: await theBundle(),
    });
    working = worker.run();
  });
  after(async () => {
    worker.shutdown();
    await working;
    await connection.close();
    await native.close();
    await temporal.stop();
    await base.drop();
  });

  it('has a round beside it that frees the tasks of who has left, and one that queues the lists of agents', async () => {
    const caseId = await openLongAgo(1);
    const [gone, there] = (await base
      .db('users')
      .insert(
        ['gone', 'there'].map((name) => ({
          first_name: name,
          family_name: 'Essai',
          email: `${name}@exemple.be`,
          portal: 'office',
        })),
      )
      .returning('id')) as { id: string }[];
    await base
      .db('grants')
      .insert({ user_id: there!.id, role: 'referent', administration: 'namur', valid_from: '2020-01-01' });
    const task = { case_id: caseId, role: 'operator' };
    await base.db('tasks').where(task).update({ role: 'referent', assignee_id: gone!.id });
    const run = (workflow: string): Promise<unknown> =>
      client.workflow.execute(workflow, { workflowId: `${workflow}-${randomUUID()}`, taskQueue, args: [] });
    expect(await run('givingOn')).to.equal(1);
    const freed = await base
      .db('tasks')
      .where({ case_id: caseId, former_id: gone!.id })
      .first('assignee_id', 'former_why');
    expect(freed).to.deep.equal({ assignee_id: there!.id, former_why: 'left' });
    expect(await run('dailyLists')).to.be.a('number');
    expect(await run('users')).to.have.keys('asked', 'told');
    expect(await run('midnight')).to.equal(0);
    await base.db('tasks').where({ case_id: caseId }).update({ role: 'operator', assignee_id: null });
  });

  /** A request for which a complement was asked so long ago. */
  async function openLongAgo(days: number): Promise<string> {
    const at = Date.now() - days * day;
    const { caseId } = await openCase(base.db, process, {
      ...firstFacts('capacity-change', dayOf(at)),
      subject: { kind: 'facility', id: await makeFacility(base.db) },
      kind: 'capacity-change',
      token: randomUUID(),
      actor: { role: 'operator', userId: null },
      at,
    });
    await recordAct(base.db, process, caseId, {
      action: 'ask-complement',
      facts: { items: [] },
      token: randomUUID(),
      actor: { role: 'referent', userId: null },
      at,
    });
    return caseId;
  }
  const sweep = (): Promise<unknown> =>
    client.workflow.execute('sweep', { taskQueue, workflowId: `sweep-${randomUUID()}` });
  const statusOf = async (caseId: string): Promise<string> =>
    (await client.workflow.getHandle(workflowId(caseId)).describe()).status.name;
  const caughtUp = (caseId: string): Promise<void> =>
    waitUntil('clerk', async () => {
      const row = (await base.db('cases').where({ id: caseId }).first('engine_seq', 'bell_seq')) as {
        engine_seq: number;
        bell_seq: number;
      };
      return row.engine_seq >= row.bell_seq;
    });

  it('gives a case its clerk again when somebody has ended the workflow by hand', async () => {
    const caseId = await openLongAgo(1);
    bell.ring(process.slug, caseId);
    await caughtUp(caseId);
    await client.workflow.getHandle(workflowId(caseId)).terminate('by hand');
    await waitUntil(
      'clerk',
      async () => {
        await sweep();
        return (await statusOf(caseId)) === 'RUNNING';
      },
      { timeout: 20_000 },
    );
    // It runs a moment before it has read its case.
    await waitUntil(
      'view',
      async () => (await client.workflow.getHandle(workflowId(caseId)).query<{ number: number }>('view')).number === 2,
    );
  });

  it('finds a case whose hour has passed without anybody seeing it, although no bell is missing', async () => {
    const caseId = await openLongAgo(60);
    await base.db('cases').where({ id: caseId }).update({ engine_seq: 2 });
    await sweep();
    await waitUntil('clerk', async () => {
      const { status } = (await base.db('cases').where({ id: caseId }).first('status')) as { status: string };
      return status === 'closing-proposed';
    });
  });

  it('tells in the pages of the engine what the portal tells: reference, status, whose turn, and what it waits for', async () => {
    const caseId = await openLongAgo(1);
    await sweep();
    await caughtUp(caseId);
    const { reference, wake_at } = (await base.db('cases').where({ id: caseId }).first('reference', 'wake_at')) as {
      reference: string;
      wake_at: number;
    };
    const handle = client.workflow.getHandle(workflowId(caseId));
    const described = await handle.describe();
    expect([described.type, await described.staticSummary()]).to.deep.equal([process.slug, reference]);
    const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(currentDetails)
      .to.include(reference)
      .and.include('complement-asked')
      .and.include("Le tour est à l'opérateur")
      .and.include(`remind-complement le ${new Date(wake_at).toISOString()}`);
  });
});
