/**
 * `npm run bench -- [--cases 100000] [--seconds 10]`: acts, pages and lists against generated cases, everything on this machine.
 * An act of the walk is one of a pair that real files live through many times: the agent proposes visit dates (a mail leaves), the operator
 * asks for others (agents are told). Letters are measured apart: each costs a page of Chromium.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { findViewer } from '../db/access/viewer.ts';
import { connect, type Database } from '../db/connect.ts';
import { recordAct } from '../db/record-act.ts';
import { addDays, dayOf } from '../domain/calendar.ts';
import { signInAs } from '../test/support/sign-in.ts';
import { createBell } from '../workflows/bell.ts';
import { process as adaptation } from '../workflows/authorisation-adaptation/process.ts';
import { machine, namespace, openBenchHouse, residentMegabytes, taskQueue, type BenchHouse } from './house.ts';
import { atRate, inClosedLoop, type Measured } from './measure.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '10' } },
});
const cases = Number(values.cases);
const seconds = Number(values.seconds);
const say = (line: string): void => {
  console.log(line);
};

interface Walked {
  id: string;
  bodyId: string;
  agent: string;
  operator: string;
  turn: 'agent' | 'operator';
  number: number;
}

async function findCases(db: Database, agentId: string): Promise<Walked[]> {
  const rows = (await db('cases')
    .where({ status: 'instruction' })
    .whereRaw("state->'data'->>'visit' = 'to-plan'")
    .limit(400)
    .select('id', 'organising_body_id', 'act_number')) as {
    id: string;
    organising_body_id: string;
    act_number: number;
  }[];
  const operators = new Map<string, string>();
  for (const { organising_body_id: bodyId } of rows) {
    if (operators.has(bodyId)) continue;
    const [user] = (await db('users')
      .insert({
        first_name: 'Mesure',
        family_name: 'Opérateur',
        email: `mesure-${bodyId}@exemple.example`,
        portal: 'pro',
      })
      .returning('id')) as { id: string }[];
    await db('grants').insert({ user_id: user?.id, role: 'administrator', organising_body_id: bodyId });
    operators.set(bodyId, user?.id ?? '');
  }
  return rows.map((row) => ({
    id: row.id,
    bodyId: row.organising_body_id,
    agent: agentId,
    operator: operators.get(row.organising_body_id) ?? '',
    turn: 'agent',
    number: row.act_number,
  }));
}

async function insertAgent(db: Database): Promise<string> {
  const [user] = (await db('users')
    .insert({ first_name: 'Mesure', family_name: 'Agent', email: 'mesure@one.example', portal: 'office' })
    .returning('id')) as { id: string }[];
  await db('grants').insert([
    { user_id: user?.id, role: 'coordinator', administration: 'namur' },
    { user_id: user?.id, role: 'coordinator' },
  ]);
  return user?.id ?? '';
}

/** Straight through `recordAct`, in this process, with the bell: what other engines' decisions per second are compared with. */
async function measureActs(house: BenchHouse, walked: Walked[]): Promise<[number, Measured][]> {
  const db = connect(house.databaseUrl, { max: 16 });
  const connection = await Connection.connect({ address: house.temporalAddress });
  const bell = createBell({ client: new Client({ connection, namespace }), taskQueue });
  const results: [number, Measured][] = [];
  for (const callers of [1, 10, 50]) {
    results.push([
      callers,
      await inClosedLoop(callers, seconds, async (caller) => {
        const one = walked[caller] as Walked;
        const at = Date.now();
        const day = addDays(dayOf(at), 10);
        const byAgent = one.turn === 'agent';
        one.turn = byAgent ? 'operator' : 'agent';
        const recorded = await recordAct(db, adaptation, one.id, {
          token: randomUUID(),
          at,
          ...(byAgent
            ? {
                action: 'propose-visit',
                facts: { days: [day] },
                content: { days: [{ visitOn: day, from: '09:30' }] },
                actor: { role: 'coordinator' as const, userId: one.agent, acr: 450 },
              }
            : {
                action: 'refuse-visit-dates',
                facts: {},
                content: { text: 'Plutôt la semaine suivante.' },
                actor: { role: 'operator' as const, userId: one.operator, onBehalfOf: one.bodyId, acr: 450 },
              }),
        });
        if (recorded.ring) bell.ring(recorded.slug, recorded.caseId);
      }),
    ]);
  }
  await bell.quiet();
  await connection.close();
  await db.destroy();
  return results;
}

const agent = new Agent({ keepAlive: true, maxSockets: 100 });
function send(
  url: string,
  cookie: string,
  body?: string,
): Promise<{ status: number; location?: string; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        agent,
        headers: {
          cookie,
          ...(body === undefined
            ? {}
            : {
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': Buffer.byteLength(body),
                origin: new URL(url).origin,
              }),
        },
      },
      (answer) => {
        let text = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => {
            text += part;
          })
          .on('end', () => {
            resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text });
          });
      },
    );
    sent.on('error', reject).setTimeout(10_000, () => {
      sent.destroy(new Error('timeout'));
    });
    sent.end(body);
  });
}

/** The same acts through the portal: session, rights, form, act, 303. */
async function measurePosts(house: BenchHouse, walked: Walked[]): Promise<[number, Measured][]> {
  const config = { publicUrl: house.publicUrl, sessionSecret: house.secrets.sessionSecret };
  const sessions = new Map<string, Awaited<ReturnType<typeof signInAs>>>();
  const session = async (userId: string) => {
    const known = sessions.get(userId) ?? (await signInAs(house.db, config, userId, { now: Date.now() }));
    sessions.set(userId, known);
    return known;
  };
  for (const one of walked.slice(0, 60)) {
    await session(one.agent);
    await session(one.operator);
  }
  const results: [number, Measured][] = [];
  for (const callers of [1, 10, 50]) {
    results.push([
      callers,
      await inClosedLoop(callers, seconds, async (caller) => {
        const one = walked[caller] as Walked;
        const byAgent = one.turn === 'agent';
        one.turn = byAgent ? 'operator' : 'agent';
        const { cookie, csrfToken } = await session(byAgent ? one.agent : one.operator);
        const fields: Record<string, string> = byAgent
          ? { day1: '15/03/2027', from1: '9:30', text: 'Bonjour' }
          : { text: 'Plutôt la semaine suivante.' };
        const body = new URLSearchParams({
          _csrf: csrfToken,
          token: randomUUID(),
          version: String(one.number),
          ...fields,
        }).toString();
        const answer = await send(
          `${house.publicUrl}/${byAgent ? 'office' : 'pro'}/authorisation-adaptation/${one.id}/${byAgent ? 'propose-visit' : 'refuse-visit-dates'}`,
          cookie,
          body,
        );
        if (answer.status !== 303) throw new Error(String(answer.status));
        one.number += 1;
      }),
    ]);
  }
  return results;
}

/** How long the engine takes to catch up with what people did, and how far behind it fell. */
async function measureFollowing(house: BenchHouse): Promise<{ perSecond: number; seconds: number; lagging: number }> {
  const behind = async (): Promise<{ cases: number; acts: number }> => {
    const {
      rows: [row],
    } = await house.db.raw<{ rows: { cases: number; acts: number }[] }>(
      'select count(*) as cases, coalesce(sum(bell_seq - engine_seq), 0) as acts from cases where engine_seq < bell_seq',
    );
    return { cases: Number(row?.cases), acts: Number(row?.acts) };
  };
  const start = await behind();
  const from = performance.now();
  let now = start;
  while (now.acts > 0 && performance.now() - from < 60_000) {
    await new Promise((done) => setTimeout(done, 250));
    now = await behind();
  }
  const taken = (performance.now() - from) / 1000;
  return { perSecond: (start.acts - now.acts) / taken, seconds: taken, lagging: start.acts };
}

async function measurePages(house: BenchHouse, walked: Walked[]): Promise<[string, Measured][]> {
  const { cookie } = await signInAs(
    house.db,
    { publicUrl: house.publicUrl, sessionSecret: house.secrets.sessionSecret },
    walked[0]?.agent ?? '',
    { now: Date.now() },
  );
  const get = async (path: string): Promise<void> => {
    const { status } = await send(house.publicUrl + path, cookie);
    if (status !== 200) throw new Error(String(status));
  };
  // Not the cases that the callers have just given hundreds of acts.
  const usual = walked.slice(60);
  const results: [string, Measured][] = [];
  for (const rate of [10, 50]) {
    results.push([
      `case page, ${String(rate)} req/s`,
      await atRate(rate, seconds, (index) =>
        get(`/office/authorisation-adaptation/${usual[index % usual.length]?.id ?? ''}`),
      ),
    ]);
    results.push([
      `inbox page, ${String(rate)} req/s`,
      await atRate(rate, seconds, (index) =>
        get(`/office/tasks?view=${['team', 'unassigned', 'all', 'mine'][index % 4] ?? 'mine'}`),
      ),
    ]);
  }
  return results;
}

/** The inbox's own query, 200 times, in SQL. */
async function measureInbox(house: BenchHouse, agentId: string): Promise<Measured> {
  const viewer = await findViewer(house.db, agentId, { acr: 450, authenticatedAt: Date.now(), now: Date.now() });
  const { inView } = await import('../db/inbox/scopes.ts');
  if (!viewer) throw new Error('no agent');
  return inClosedLoop(1, 5, async () => {
    await inView(house.db('tasks'), viewer, 'team')
      .orderBy([{ column: 'due_on' }, { column: 'id' }])
      .limit(51);
  });
}

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const row = (label: string, { perSecond, p50, p95, p99, failed }: Measured): string =>
  `| ${label} | ${perSecond.toFixed(0)} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${String(failed)} |`;

const house = await openBenchHouse({ cases, say });
try {
  const agentId = await insertAgent(house.db);
  const walked = await findCases(house.db, agentId);
  const lines = [
    `Machine: ${machine()}; everything on it. ${String(cases)} cases.`,
    '',
    '| what | per second | p50 ms | p95 ms | p99 ms | failed |',
    '|---|---:|---:|---:|---:|---:|',
  ];
  const add = (label: string, measured: Measured): void => {
    lines.push(row(label, measured));
    say(row(label, measured));
  };
  for (const [callers, measured] of await measureActs(house, walked))
    add(`act + bell, ${String(callers)} callers`, measured);
  const following = await measureFollowing(house);
  const reset = (await house
    .db('cases')
    .whereIn(
      'id',
      walked.map(({ id }) => id),
    )
    .select('id', 'act_number', house.db.raw("state->'data'->>'visit' as visit"))) as {
    id: string;
    act_number: number;
    visit: string;
  }[];
  const standing = new Map(reset.map((one) => [one.id, one]));
  for (const one of walked) {
    one.turn = standing.get(one.id)?.visit === 'proposed' ? 'operator' : 'agent';
    one.number = standing.get(one.id)?.act_number ?? 0;
  }
  for (const [callers, measured] of await measurePosts(house, walked))
    add(`act through the portal, ${String(callers)} callers`, measured);
  const followingPosts = await measureFollowing(house);
  for (const [label, measured] of await measurePages(house, walked)) add(label, measured);
  add('inbox query in SQL', await measureInbox(house, agentId));
  lines.push(
    '',
    `Engine, catching up after acts: ${following.perSecond.toFixed(0)} acts/s (${String(following.lagging)} acts behind, ${following.seconds.toFixed(0)} s); after the portal's: ${followingPosts.perSecond.toFixed(0)} acts/s (${String(followingPosts.lagging)} behind, ${followingPosts.seconds.toFixed(0)} s). ${String(house.mails())} mails.`,
    `Resident: web ${String(residentMegabytes(house.web.pid))} MB, worker ${String(residentMegabytes(house.worker.pid))} MB.`,
  );
  say(`\n${lines.join('\n')}`);
} finally {
  await house.stop();
}
process.exit(0);
