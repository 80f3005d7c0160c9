/**
 * `npm run bench -- [--cases 100000] [--seconds 10] [--only floor,acts,portal,engine,pages]`: everything on this machine, over generated cases.
 * Absolute figures drift from hour to hour: the floor, measured in the same run, is what they are told against.
 */
import { parseArgs } from 'node:util';
import { findViewer } from '../db/access/viewer.ts';
import { inView } from '../db/inbox/scopes.ts';
import { measureFloor } from './floor.ts';
import { catchUp, findBehind, longestWait, perAct, readSpent } from './following.ts';
import { machine, openBenchHouse, residentMegabytes } from './house.ts';
import { inClosedLoop, type Measured } from './measure.ts';
import { measurePages, measurePosts } from './portal.ts';
import { measureActs, measureSustained, openStraight } from './straight.ts';
import { findCases, findWhereTheyStand, insertAgent, type Walked } from './walk.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '10' },
    only: { type: 'string', default: 'floor,acts,portal,engine,pages' },
  },
});
const [cases, seconds] = [Number(values.cases), Number(values.seconds)];
const wanted = new Set(values.only.split(','));
const say = (line: string): void => {
  console.log(line);
};
const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const tell = (label: string, { perSecond, p50, p95, p99, failed }: Measured): void => {
  say(`| ${label} | ${perSecond.toFixed(0)} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${String(failed)} |`);
};
const ratios: string[] = [];

const house = await openBenchHouse({ cases, say });
try {
  const agentId = await insertAgent(house.db);
  const walked = await findCases(house.db, agentId);
  say(`\nMachine: ${machine()}; everything on it. ${String(cases)} cases.\n`);
  say('| what | per second | p50 ms | p95 ms | p99 ms | failed |\n|---|---:|---:|---:|---:|---:|');
  // Of no use to the others afterwards.
  const sacrificed = walked.splice(-10).map(({ id }) => id);
  const floor = await floorOf(sacrificed);
  if (wanted.has('acts')) await benchActs(walked, floor);
  if (wanted.has('portal')) await benchPortal(walked, floor);
  if (wanted.has('engine')) await benchEngine(walked);
  if (wanted.has('pages')) await benchPages(walked, agentId);
  say(`\n${ratios.join('\n')}`);
  say(
    `Resident: web ${String(residentMegabytes(house.web.pid))} MB, worker ${String(residentMegabytes(house.worker.pid))} MB. ${String(house.mails())} mails.`,
  );
} finally {
  await house.stop();
}
process.exit(0);

/** The barest transaction of an act, 10 callers. */
interface Floor {
  house: Measured;
  bare: Measured;
}
async function floorOf(sacrificed: string[]): Promise<Floor> {
  const measure = async (on: Parameters<typeof measureFloor>[1]['on']): Promise<Measured> => {
    const measured = await measureFloor(house.adminUrl, { on, cases: sacrificed, seconds: Math.min(seconds, 5) });
    tell(`floor on ${on}, 10 callers`, measured);
    return measured;
  };
  return { house: await measure('the tables of the house'), bare: await measure('bare tables') };
}

async function benchActs(walked: Walked[], floor: Floor): Promise<void> {
  const straight = await openStraight(house);
  for (const callers of [1, 10, 50].filter((many) => many <= walked.length)) {
    const measured = await measureActs(straight, walked, callers, seconds);
    tell(`act + bell, ${String(callers)} callers`, measured);
    if (callers === 10) noteRatio('straight', measured, floor);
  }
  await straight.close();
  await noteCatchUp('after the acts');
  await findWhereTheyStand(house.db, walked);
}

async function benchPortal(walked: Walked[], floor: Floor): Promise<void> {
  for (const callers of [1, 10, 50].filter((many) => many <= walked.length)) {
    const measured = await measurePosts(house, walked, callers, seconds);
    tell(`act through the portal, ${String(callers)} callers`, measured);
    if (callers === 10) noteRatio('through the portal', measured, floor);
  }
  await noteCatchUp('after those of the portal');
  await findWhereTheyStand(house.db, walked);
}

function noteRatio(what: string, { perSecond, p50 }: Measured, floor: Floor): void {
  const share = ({ perSecond: most }: Measured): string => (perSecond / most).toFixed(2);
  ratios.push(
    `Acts ${what}, 10 callers: ${share(floor.house)} of the floor (${share(floor.bare)} of the floor on bare tables), p50 ${ms(p50)} ms.`,
  );
}

async function noteCatchUp(when: string): Promise<void> {
  const { acts, perSecond, seconds: taken, left } = await catchUp(house);
  ratios.push(
    `Engine, ${when}: ${perSecond.toFixed(0)} acts/s (${String(acts)} behind, ${taken.toFixed(0)} s, ${String(left)} left).`,
  );
}

/** Cost and pace of following: one act on each of many cases while nobody else acts, then a hundred a second for a minute. */
async function benchEngine(walked: Walked[]): Promise<void> {
  const straight = await openStraight(house);
  const few = walked.slice(100, 400);
  for (const [what, some, choosing] of [
    ['with a mail', few, false],
    ['with notices alone', few, false],
    ['with a mail again', few, false],
    ['with a letter', few.slice(0, 40), true],
  ] as const) {
    const before = await readSpent(house);
    for (const one of some) await straight.act(one, choosing);
    await straight.bell.quiet();
    const { perSecond } = await catchUp(house);
    const each = perAct(before, await readSpent(house), some.length);
    ratios.push(
      `Following an act ${what}: ${each.all.toFixed(1)} ms of processor (server ${each.server.toFixed(1)}, worker ${each.worker.toFixed(1)}, PostgreSQL ${each.database.toFixed(1)}), ${perSecond.toFixed(0)} acts/s.`,
    );
  }
  await findWhereTheyStand(house.db, walked);
  const usual = walked.slice(140).filter(({ turn }) => turn === 'agent');
  const { result, longestSeconds } = await longestWait(house, measureSustained(straight, usual, 100, 60));
  tell('acts at 100 a second for a minute', result);
  ratios.push(
    `At 100 acts/s the longest wait for the engine was ${longestSeconds.toFixed(1)} s; ${String((await findBehind(house)).acts)} acts behind at the end.`,
  );
  await straight.close();
  await noteCatchUp('after a minute at 100 acts/s');
}

async function benchPages(walked: Walked[], agentId: string): Promise<void> {
  for (const rate of [10, 50]) await tellPages(walked, rate, '');
  await findWhereTheyStand(house.db, walked);
  const straight = await openStraight(house);
  await measureActs(straight, walked, 50, 5);
  await tellPages(walked, 50, ', engine catching up');
  await straight.close();
  await catchUp(house);
  const viewer = await findViewer(house.db, agentId, { acr: 450, authenticatedAt: Date.now(), now: Date.now() });
  if (!viewer) throw new Error('no agent');
  const inbox = await inClosedLoop(1, 5, async () => {
    await inView(house.db('tasks'), viewer, 'team')
      .orderBy([{ column: 'due_on' }, { column: 'id' }])
      .limit(51);
  });
  tell('inbox query in SQL', inbox);
}

async function tellPages(walked: Walked[], rate: number, when: string): Promise<void> {
  const { casePages, inboxPages } = await measurePages(house, walked, rate, seconds);
  tell(`case page, ${String(rate)} req/s${when}`, casePages);
  tell(`inbox page, ${String(rate)} req/s${when}`, inboxPages);
}
