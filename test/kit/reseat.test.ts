import { expect } from 'chai';
import { reseat } from '../../activities/reseat.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import type { Action, Kind } from '../../workflows/authorisation-adaptation/contract.ts';
import { decide, instruct, startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';

/** Ten stages a case may be at when the engine is lost. */
const stages: ((engine: Engine, index: number) => Promise<string>)[] = [
  (engine) => engine.open('permanent-move'),
  (engine) => engine.open('permanent-move', { bell: 'lost' }),
  async (engine) => begun(engine, 'permanent-move', ['ask-complement']),
  async (engine) => begun(engine, 'permanent-move', ['declare-complete', 'propose-visit']),
  async (engine) => begun(engine, 'temporary-cessation', ['acknowledge']),
  async (engine) => instructed(engine, 'capacity-change'),
  async (engine) => {
    const id = await instructed(engine, 'permanent-move');
    await decide(engine, id, 'grant', await engine.today());
    return id;
  },
  async (engine) => {
    const id = await instructed(engine, 'permanent-move');
    await decide(engine, id, 'refuse', await engine.today());
    return id;
  },
  async (engine) => begun(engine, 'suspension', []),
  async (engine) => {
    const id = await engine.open('permanent-move', { bell: 'lost' });
    await engine.act(id, 'withdraw', { bell: 'lost' });
    return id;
  },
];
async function begun(engine: Engine, kind: Kind, actions: Action[]): Promise<string> {
  const caseId = await engine.open(kind);
  for (const action of actions) await engine.act(caseId, action);
  return caseId;
}
async function instructed(engine: Engine, kind: Kind): Promise<string> {
  const caseId = await engine.open(kind);
  await instruct(engine, caseId);
  return caseId;
}

describe("the loss of the engine's database", () => {
  it('leaves fifty open cases that go on to their ends once they are reseated', async () => {
    const lost = await startEngine();
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, index) => stages[index % stages.length]!(lost, index)),
    );
    const doneBefore = lost.calls;
    // The server keeps everything in memory: stopped, it has forgotten.
    await lost.stop();
    const engine = await startEngine({ database: lost });
    try {
      expect(await reseat({ db: engine.db, client: engine.env.client, taskQueue: 'procedures' })).to.deep.include({
        seated: 50 - (await closedAndDone(engine, ids)),
        failed: [],
      });
      await engine.settle();
      const again = await reseat({ db: engine.db, client: engine.env.client, taskQueue: 'procedures' });
      expect(again.failed, 'twice does no harm').to.deep.equal([]);
      await toTheirEnds(engine, ids);
      const statuses = (await engine.db('cases').whereNotNull('closed_at').select('status')) as { status: string }[];
      expect(statuses).to.have.length(50);
      const carried = [...doneBefore, ...engine.calls].map(
        ({ caseId, number, effect }) => `${caseId} ${String(number)} ${effect}`,
      );
      expect(carried.length, 'no errand carried out twice').to.equal(new Set(carried).size);
      expect(await engine.db('effects').whereNot({ status: 'done' })).to.deep.equal([]);
      expect((await verifyActs(engine.db)).faults).to.deep.equal([]);
    } finally {
      await engine.close();
    }
  }).timeout(120_000);
});

/** Those whose withdrawal the first engine had fully carried out. */
const closedAndDone = async (engine: Engine, ids: string[]): Promise<number> => {
  const all = (await engine
    .db('cases')
    .whereIn('id', ids)
    .whereNotNull('closed_at')
    .whereRaw('engine_seq >= bell_seq')
    .select('id')) as object[];
  return all.length;
};

/** Everybody does what is expected of them; when nobody has anything to do, time passes. */
async function toTheirEnds(engine: Engine, ids: string[]): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    let acted = 0;
    let open = 0;
    await Promise.all(
      ids.map(async (id) => {
        const { state, closed_at } = await engine.row(id);
        if (closed_at !== null) return;
        open += 1;
        const task = state.tasks.find(({ action }) => action !== 'lodge-appeal');
        if (!task) return;
        acted += 1;
        await engine.act(id, task.action as Action, { role: task.role });
      }),
    );
    if (open === 0) return engine.settle();
    await (acted > 0 ? engine.settle() : engine.sleep(30 * day));
  }
}
