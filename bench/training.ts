/**
 * `npm run bench:training -- [--lines 6000] [--seeds 1,2,3,4,5] [--only quality,desk]`: how well and how fast spellings are grouped, and a decision on
 * the largest group carried to its lines, and undone, while the desk is being read.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { findViewer, type Viewer } from '../db/access/viewer.ts';
import { batchSlug } from '../db/batches/batch.ts';
import { createDice } from '../db/seeds/generate/dice.ts';
import { planTraining } from '../db/seeds/generate/training.ts';
import { insertWrittenLines } from '../db/seeds/generate/training-rows.ts';
import { decide } from '../db/training-desk/decide.ts';
import { effectsAhead } from '../db/training-desk/effects-ahead.ts';
import { listGroupSpellings } from '../db/training-desk/group.ts';
import { listQueue } from '../db/training-desk/queue.ts';
import { rankGroups } from '../db/training-desk/rank.ts';
import { regroup } from '../db/training-desk/regroup.ts';
import { undoDecision } from '../db/training-desk/undo.ts';
import { dayOf } from '../domain/calendar.ts';
import { waitUntil } from '../local/processes.ts';
import { createBell } from '../workflows/bell.ts';
import { machine, namespace, openBenchHouse, taskQueue, type BenchHouse } from './house.ts';
import { costInWords, spentBy } from './training-cost.ts';
import { atRate, type Measured } from './measure.ts';
import { signIn } from './portal.ts';
import { measureGrouping } from './training-likeness.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '6000' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    only: { type: 'string', default: 'quality,desk' },
  },
});
const count = Number(values.lines);
const wanted = new Set(values.only.split(','));
const say = (line: string): void => {
  console.log(line);
};
const three = (value: number): string => value.toFixed(3);

say(`Machine: ${machine()}.\n`);
if (wanted.has('quality')) tellQuality();
if (wanted.has('desk')) {
  const house = await openBenchHouse({ cases: 1000, say });
  try {
    await benchDesk(house);
  } finally {
    await house.stop();
  }
}

/** Tuned on seed 1; the others are reported. */
function tellQuality(): void {
  say(
    '| seed | lines | spellings | groups | meant | precision, by line | recall, by line | s |\n|---:|---:|---:|---:|---:|---:|---:|---:|',
  );
  for (const seed of values.seeds.split(',').map(Number)) {
    const { lines, spellings, groups, truths, seconds, bySpelling: by, byLine } = measureGrouping(seed);
    say(
      `| ${String(seed)} | ${String(lines)} | ${String(spellings)} | ${String(groups)} | ${String(truths)} | ${three(by.precision)}, ${three(byLine.precision)} | ${three(by.recall)}, ${three(byLine.recall)} | ${seconds.toFixed(2)} |`,
    );
  }
}

async function benchDesk(house: BenchHouse): Promise<void> {
  const { db } = house;
  const now = Date.now();
  const plan = { lines: count, operators: 350, organisations: 220, today: dayOf(now), largest: 520 };
  await timed('lines written', () => insertWrittenLines(db, createDice(1), planTraining(createDice(1), plan), now));
  // Their clerks have seen them long ago: what is measured is the decision, not the arrival of all lines at once.
  await db('cases').update({ engine_seq: db.ref('bell_seq') });
  await timed('grouped, read and written', () => regroup(db, { whole: false }));
  await timed('grouped anew, whole', () => regroup(db, { whole: true }));
  await timed('put in order', () => rankGroups(db, now));
  await db.raw('analyze');

  const agent = await makeAgent(house);
  const groups = await listQueue(db, { limit: 50 });
  const [group] = [...groups].sort((one, other) => other.lines - one.lines);
  if (!group) throw new Error('no group');
  const spellings = (await listGroupSpellings(db, group.id)).filter(({ isIn }) => isIn).map(({ id }) => id);
  await timed(`effects of ${String(group.lines)} lines`, () =>
    effectsAhead(db, agent.ability, { kind: 'recognise', groupId: group.id, spellings }, now),
  );

  const connection = await Connection.connect({ address: house.temporalAddress });
  const bell = createBell({ client: new Client({ connection, namespace }), taskQueue });
  const other = groups.find(({ id }) => id !== group.id)!;
  const pages = (seconds: number): Promise<Measured> =>
    readDesk(house, agent, `/office/trainings/${other.id}`, seconds);
  await pages(3);
  tell('desk page, 5 req/s, nothing else', await pages(10));
  const asked = performance.now();
  const made = await decide(
    db,
    agent,
    {
      token: randomUUID(),
      kind: 'recognise',
      groupId: group.id,
      spellings,
      organisation: group.organisation,
      module: group.module,
      entitledBy: 'agreed',
      motive: null,
      text: null,
      restsOn: null,
    },
    Date.now(),
  );
  if ('refused' in made) throw new Error(made.refused);
  say(`Decision answered in ${(performance.now() - asked).toFixed(0)} ms.`);
  const ended = (status: string): Promise<void> =>
    waitUntil(
      'batch',
      async () =>
        ((await db('batches').where({ id: made.batchId }).first('status')) as { status: string }).status === status,
      {
        timeout: 600_000,
      },
    );
  const before = await spentBy(house);
  bell.ring(batchSlug, made.batchId);
  const [during] = await Promise.all([
    pages(15),
    timed(`decision carried to ${String(made.total)} lines`, () => ended('done')),
  ]);
  tell('desk page, 5 req/s, while it is carried out', during);
  await clerksAreDone(house);
  const carried = await spentBy(house);
  say(
    `Processor, ms for each line decided, with the pages that were read and the clerks: ${costInWords(before, carried, made.total)}.`,
  );
  await undoDecision(db, agent, made.decisionId, Date.now());
  bell.ring(batchSlug, made.batchId);
  const [undoing] = await Promise.all([
    pages(15),
    timed(`undone on ${String(made.total)} lines`, () => ended('undone')),
  ]);
  tell('desk page, 5 req/s, while it is undone', undoing);
  await clerksAreDone(house);
  say(`Processor, ms for each line taken back: ${costInWords(carried, await spentBy(house), made.total)}.`);
  await connection.close();
}

/** Who has been rung for has looked. */
function clerksAreDone({ db }: BenchHouse): Promise<void> {
  const isDone = async (): Promise<boolean> =>
    (await db('cases').whereRaw('engine_seq < bell_seq').first('id')) === undefined;
  return waitUntil('clerks', isDone, { timeout: 600_000 });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  say(`${what}: ${((performance.now() - from) / 1000).toFixed(2)} s`);
  return result;
}
function tell(what: string, { p50, p95, p99, failed }: Measured): void {
  say(
    `${what}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${String(failed)} failed`,
  );
}

async function makeAgent({ db }: BenchHouse): Promise<Viewer> {
  const id = randomUUID();
  await db('users').insert({
    id,
    first_name: 'Claire',
    family_name: 'Mertens',
    email: `${id}@exemple.be`,
    portal: 'office',
  });
  await db('grants').insert({ user_id: id, role: 'aes-referent', administration: null, valid_from: '2020-01-01' });
  const viewer = await findViewer(db, id, { acr: 450, authenticatedAt: Date.now(), now: Date.now() });
  if (!viewer) throw new Error('no agent');
  return viewer;
}

async function readDesk(house: BenchHouse, { userId }: Viewer, path: string, seconds: number): Promise<Measured> {
  const { cookie } = await signIn(house, userId);
  return atRate(5, seconds, async () => {
    const answer = await fetch(`${house.publicUrl}${path}`, { headers: { cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(String(answer.status));
  });
}
