/**
 * Fills a migrated database with many cases, for measurements: `npm run seed -- --cases 100000` (DATABASE_URL; NISS_PEPPER so that the
 * persons can sign in, with NISS_KEY also a team for each place). Spread over five years, one in five still open; each is folded by the process table, so acts can be recorded on it
 * and `npm run verify-acts` passes. The engine is held to have done its part: `npm run reseat` starts the open ones.
 */
import { parseArgs } from 'node:util';
import { addDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { readOwnerUrl } from '../../domain/config/database-url.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { connect, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { insertMany, tables } from './generate/bulk.ts';
import { createDice, type Dice } from './generate/dice.ts';
import { live, noRows, type Life, type Rows } from './generate/lives.ts';
import { longestOf, makePlan, stepsOf } from './generate/plans.ts';
import { generatePlaces } from './generate/places.ts';
import { generateTeams } from './generate/teams.ts';
import { createWorld, type World } from './generate/world.ts';

interface Generation {
  cases: number;
  now: Instant;
  seed?: number;
  nissPepper?: string;
  onProgress?: (cases: number) => void;
}

const chunk = 1000;
const fiveYears = 5 * 365 - 330;

/** @returns how many cases were made */
export async function generate(
  db: Database,
  { cases, now, seed = 1, nissPepper, onProgress }: Generation,
): Promise<number> {
  const dice = createDice(seed);
  const today = dayOf(now);
  const parameters = await parametersOn(db, adaptation.slug, today);
  const world = await createWorld(db, dice, { facilities: Math.max(40, Math.ceil(cases / 8)), now, nissPepper });
  await generatePlaces(db, createDice(seed + 1), world.facilities, now);
  const lives = planLives(dice, world, cases, today);
  const first = await reserveReferences(db, lives.length);
  const isSuperuser = await mayLeaveChecksOut(db);
  const taken = new Set<string>();
  let made = 0;
  let writing = Promise.resolve();
  for (let start = 0; start < lives.length; start += chunk) {
    const rows = noRows();
    for (const [index, life] of lives.slice(start, start + chunk).entries()) {
      const reference = `${adaptation.prefix}-${life.opened.slice(0, 4)}-${String(first + start + index).padStart(5, '0')}`;
      if (live(dice, world, { ...life, reference }, { now, parameters, taken }, rows)) made += 1;
    }
    // The next thousand are folded while these are written.
    await writing;
    writing = write(db, rows, isSuperuser).then(() => {
      onProgress?.(Math.min(start + chunk, lives.length));
    });
  }
  await writing;
  await db.raw('analyze');
  return made;
}

/** Oldest first, so that references follow the years. */
function planLives(dice: Dice, world: World, count: number, today: Day): Omit<Life, 'reference'>[] {
  const taken = new Set<string>();
  const lives: Omit<Life, 'reference'>[] = [];
  while (lives.length < count) {
    const facility = dice.pick(world.facilities);
    const plan = makePlan(dice, dice.chance(0.24));
    const key = `${facility.id} ${plan.kind}`;
    // One open request of a kind for a facility: a quarter are tried, so that a fifth are open.
    if (plan.isOpen && taken.has(key)) continue;
    if (plan.isOpen) taken.add(key);
    // The dates of the acts depend on the day it opened, and that day on how long they take: for an open case it is tried once.
    const ago = plan.isOpen
      ? stepsOf(dice, plan, facility, addDays(today, -100)).length + dice.between(1, 8)
      : longestOf(plan) + dice.between(1, fiveYears);
    const opened = addDays(today, -ago);
    lives.push({ facility, kind: plan.kind, steps: stepsOf(dice, plan, facility, opened).steps, opened });
  }
  return lives.sort((a, b) => (a.opened < b.opened ? -1 : 1));
}

async function reserveReferences(db: Database, count: number): Promise<number> {
  const {
    rows: [next],
  } = await db.raw<{ rows: { first: number }[] }>(`select nextval('case_references') as first`);
  const first = next?.first ?? 1;
  await db.raw(`select setval('case_references', ?)`, [first + count]);
  return first;
}

/** Checks of foreign keys are half the time of writing, and these rows are made together. */
async function mayLeaveChecksOut(db: Database): Promise<boolean> {
  const {
    rows: [role],
  } = await db.raw<{ rows: { rolsuper: boolean }[] }>('select rolsuper from pg_roles where rolname = current_user');
  return role?.rolsuper === true;
}

function write(db: Database, rows: Rows, isSuperuser: boolean): Promise<void> {
  return db.transaction(async (trx) => {
    if (isSuperuser) await trx.raw('set local session_replication_role = replica');
    for (const name of ['cases', 'acts', 'contents', 'effects', 'tasks', 'notices', 'versions'] as const)
      await insertMany(trx, tables[name], rows[name]);
  });
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
  });
  const db = connect(readOwnerUrl(process.env), { max: 2 });
  const from = performance.now();
  try {
    const made = await generate(db, {
      cases: Number(values.cases),
      seed: Number(values.seed),
      now: Date.now(),
      nissPepper: process.env.NISS_PEPPER,
      onProgress: (cases) => {
        if (cases % 10_000 === 0) console.log(`${String(cases)} dossiers…`);
      },
    });
    const { NISS_PEPPER: nissPepper, NISS_KEY: nissKey } = process.env;
    if (nissPepper && nissKey)
      console.log(`${String(await generateTeams(db, { now: Date.now(), nissPepper, nissKey }))} membres d’équipes.`);
    console.log(`${String(made)} dossiers en ${String(Math.round((performance.now() - from) / 1000))} s.`);
  } finally {
    await db.destroy();
  }
}
