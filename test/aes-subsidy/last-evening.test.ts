/**
 * A quarter of many bodies: opened by the calendar, reminded, sent on its last evening; the batch is killed in the middle, and the engine is away
 * for a day twice. `QUARTERS=1500 TEST_FILE_MINUTES=60 TEST_MINUTES=60 npm test -- test/aes-subsidy/last-evening.test.ts` does it for as many as there are.
 */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import pg from 'pg';
import { loadPlaces } from '../../db/aes-subsidy/places.ts';
import { markOf } from '../../db/aes-subsidy/send.ts';
import { digest as digestOf } from '../../db/act-hash.ts';
import type { Batch } from '../../db/batches/batch.ts';
import { atOneMoment } from '../../db/one-moment.ts';
import { isRecorded, recordAct } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import { send } from '../../api/aes-subsidy/send-acts.ts';
import { waitUntil } from '../../local/processes.ts';
import type { CaseData } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { countAll, makeBodies } from '../after-school/many-bodies.ts';
import { inHands } from '../support/in-hands.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { many, secondsSince, type Many } from '../support/many.ts';

const asked = Number(globalThis.process.env.QUARTERS ?? 0);
const count = asked || 40;
const quarter = '2027-01';
/** The last day of the second month after it. */
const lastDay = '2027-05-31';
const hour = 3_600_000;
/** People who send at the same time. */
const hands = 8;

interface CaseRow {
  id: string;
  organising_body_id: string;
  status: string;
  state: { data: CaseData };
}
interface ActRow {
  case_id: string;
  action: string;
  at: number;
  deadline: string | null;
}

describe('a quarter after school, for as many bodies as there are', function () {
  this.timeout(asked ? 3_600_000 : 240_000);
  let engine: Engine;
  let all: Many;
  /** Letters of every engine that there was. */
  const letters: string[] = [];
  const hire = (started: Engine): void => {
    engine = started;
    all = many(engine);
  };
  before(async () => {
    hire(await startEngine({ opened: [process], pace: 25 }));
    await makeBodies(engine.db, count, { from: '2024-01-01', to: '2028-12-31' });
    await countAll(engine.db, quarter);
    await all.sleepUntil(startOfDay('2027-01-01') + hour);
  });
  after(() => engine.close());

  const tell = (what: string): void => {
    if (asked) console.log(`      ${what}`);
  };
  const cases = (): Promise<CaseRow[]> =>
    engine.db('cases').where({ slug: process.slug, period: quarter }).orderBy('id') as never;
  const acts = (action: string): Promise<ActRow[]> =>
    engine.db('acts').where({ action }).select('case_id', 'action', 'at', 'deadline') as never;
  const statuses = async (): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const { status } of await cases()) found[status] = (found[status] ?? 0) + 1;
    return found;
  };
  /** Once for each case, and on no other day. */
  const onceEach = async (action: string, days: readonly string[]): Promise<void> => {
    const seen: Record<string, number> = {};
    const done = await acts(action);
    for (const { at } of done) seen[dayOf(at)] = (seen[dayOf(at)] ?? 0) + 1;
    expect(seen, action).to.deep.equal(Object.fromEntries(days.map((day) => [day, count])));
    expect(new Set(done.map(({ case_id, deadline }) => `${case_id} ${String(deadline)}`)).size, action).to.equal(
      count * days.length,
    );
  };
  /** The engine goes with all it knew, and another is there from an instant on: the rows are all that is left. */
  async function engineIsAwayUntil(
    at: Instant,
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { calls } = engine;
    await engine.stop();
    letters.push(...calls.map(({ caseId, effect }) => `${effect} ${caseId}`));
    await meanwhile();
    hire(await startEngine({ database: engine, opened: [process], pace: 25 }));
    await engine.env.sleep(Math.max(1, at - (await engine.now())));
    const from = performance.now();
    await all.sweep();
    tell(`caught up with the day without an engine in ${secondsSince(from)}`);
  }
  /** Whatever its sessions were doing is undone. */
  async function cutWorker(): Promise<void> {
    const admin = new pg.Client({ connectionString: engine.adminUrl });
    await admin.connect();
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'pro_one_worker'`,
    );
    await admin.end();
    expect(rowCount).to.be.greaterThan(0);
  }
  const done = async (): Promise<number> =>
    ((await engine.db('batches').first('done')) as Pick<Batch, 'done'> | undefined)?.done ?? 0;

  it(`opens ${String(count)} of them once each, though its round is run twice, its sessions are cut and its engine goes`, async () => {
    const from = performance.now();
    await Promise.all([all.askForOpenings(process.slug), all.askForOpenings(process.slug)]);
    await waitUntil('a third', async () => (await done()) >= count / 3, { timeout: 600_000 });
    await cutWorker();
    await waitUntil('two thirds', async () => (await done()) >= (count * 2) / 3, { timeout: 600_000 });
    await engineIsAwayUntil((await engine.now()) + hour);
    await all.round(process.slug);
    await all.settle();
    tell(`opened and followed in ${secondsSince(from)}`);
    const opened = await cases();
    expect(opened).to.have.length(count);
    expect(new Set(opened.map(({ organising_body_id: body }) => body)).size).to.equal(count);
    expect(await acts('open-quarter')).to.have.length(count);
    const [batch, ...others] = (await engine.db('batches')) as Batch[];
    expect(others).to.deep.equal([]);
    expect(batch).to.include({ status: 'done', total: count, done: count, failed: 0 });
  });

  it('reminds each body of each month, and 21, 7 and 1 days before the last one, once; late by as long as the engine was away', async () => {
    const from = performance.now();
    for (const day of ['2027-02-05', '2027-03-05', '2027-04-01', '2027-05-10'])
      await all.sleepUntil(startOfDay(addDays(day, 1)) + hour);
    expect(await statuses()).to.deep.equal({ 'to-send': count });
    await onceEach('remind-month', ['2027-02-06', '2027-03-06']);
    await onceEach('quarter-ends', ['2027-04-01']);
    await onceEach('remind', ['2027-05-10']);
    // The day on which the second one is due passes without an engine.
    await all.sleepUntil(startOfDay('2027-05-23') + 12 * hour);
    await engineIsAwayUntil(startOfDay('2027-05-24') + 12 * hour);
    await all.sleepUntil(startOfDay('2027-05-30') + hour);
    await onceEach('remind', ['2027-05-10', '2027-05-24', '2027-05-30']);
    tell(`reminded in ${secondsSince(from)}`);
  });

  it('keeps each sending of the last evening once, with its snapshot and its receipt, though the engine is away that night', async () => {
    const evening = startOfDay(lastDay) + 23.5 * hour;
    await all.sleepUntil(startOfDay(lastDay) + 12 * hour);
    let sendings = 0;
    const took: number[] = [];
    const sendAll = async (): Promise<void> => {
      const from = performance.now();
      await inHands(hands, await cases(), async (row) => {
        const places = await loadPlaces(engine.db, { organisingBodyId: row.organising_body_id, quarter }, lastDay);
        const ids = places.map(({ id }) => id);
        // Some send one place, then the others; some click twice.
        const parts = ids.length === 3 ? [ids.slice(0, 1), ids.slice(1)] : [ids];
        for (const part of parts) {
          const token = randomUUID();
          const at = evening + Math.round(29 * 60_000 * Math.random());
          const one = (): Promise<unknown> => sendPart(row, part, { token, at, seen: markOf(places) });
          const clicked = performance.now();
          await (sendings % 5 === 0 ? Promise.all([one(), one()]) : one());
          took.push(performance.now() - clicked);
          sendings += 1;
        }
      });
      tell(`${String(sendings)} sendings in ${secondsSince(from)}, ${told(took)}`);
    };
    await engineIsAwayUntil(startOfDay(addDays(lastDay, 1)) + 12 * hour, sendAll);
    await all.sleepUntil(startOfDay(addDays(lastDay, 2)));
    const sent = await cases();
    expect(await statuses()).to.deep.equal({ 'in-control': count });
    const kept = (await engine
      .db('after_school_sendings')
      .select('case_id', 'facility_id', 'revision', 'digest', 'snapshot')) as {
      case_id: string;
      facility_id: string;
      revision: number;
      digest: Buffer;
      snapshot: object;
    }[];
    const places = (await engine.db('facilities').where('number', 'like', 'S%-%').pluck('id')) as string[];
    expect(kept.map(({ facility_id }) => facility_id).sort()).to.deep.equal([...places].sort());
    expect(kept.every(({ revision }) => revision === 1)).to.equal(true);
    const dataOf = new Map(sent.map(({ id, state }) => [id, state.data]));
    for (const { case_id, facility_id, digest, snapshot } of kept) {
      expect(dataOf.get(case_id)?.sent[facility_id]).to.deep.equal({ digest: digest.toString('hex') });
      expect(digestOf(snapshot).equals(digest)).to.equal(true);
    }
    expect(sent.filter(({ state: { data } }) => data.overdue !== undefined || data.left !== 0)).to.deep.equal([]);
    expect(await acts('send')).to.have.length(sendings);
    expect(await acts('last-day-ends')).to.have.length(0);
    await onceEach('remind', ['2027-05-10', '2027-05-24', '2027-05-30']);
    letters.push(...engine.calls.map(({ caseId, effect }) => `${effect} ${caseId}`));
    expect(letters).to.have.length(sendings);
    expect(new Set(letters)).to.deep.equal(new Set(sent.map(({ id }) => `letter-receipt ${id}`)));
  });

  it('opens nothing twice when its round is run again, and leaves every chain of acts whole', async () => {
    const before = await cases();
    await all.round(process.slug);
    expect((await cases()).map(({ id }) => id)).to.deep.equal(before.map(({ id }) => id));
    expect((await verifyActs(engine.db)).faults).to.deep.equal([]);
  });

  /** As `api/cases/send-act.ts` records what is sealed. */
  function sendPart(
    row: CaseRow,
    chosen: readonly string[],
    { token, at, seen }: { token: string; at: Instant; seen: string },
  ): Promise<unknown> {
    const by = userOf(row);
    const act = { action: 'send', token, at, actor: { role: 'operator', userId: by } } as const;
    return atOneMoment(engine.db, async (trx) => {
      if (await isRecorded(trx, row.id, { action: 'send', token, userId: by }))
        return recordAct(trx, process, row.id, { ...act, facts: {} });
      const context = { row, today: dayOf(at), content: { chosen }, facts: {}, by, at };
      const sealed = await send.seal!.read(trx, context as never, seen);
      if (!sealed.ok) throw new Error(sealed.fault);
      return recordAct(trx, process, row.id, { ...act, facts: sealed.facts, content: sealed.content });
    });
  }
  const users = new Map<string, string>();
  const userOf = ({ organising_body_id: body }: CaseRow): string => users.get(body)!;
  before(async () => {
    const grants = (await engine.db('grants').select('user_id', 'organising_body_id')) as {
      user_id: string;
      organising_body_id: string;
    }[];
    for (const grant of grants) users.set(grant.organising_body_id, grant.user_id);
  });
});

function told(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (part: number): string => String(Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0));
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}
