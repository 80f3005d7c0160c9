/**
 * The cases that the callers walk, and the act of each: one of a pair that real files live through many times. The agent proposes visit dates
 * (a mail leaves), the operator asks for others (agents are told); or chooses one, and a letter is drawn.
 */
import { randomUUID } from 'node:crypto';
import { connect, type Database } from '../db/connect.ts';
import type { ActRequest } from '../db/record-act.ts';
import { addDays, dayOf } from '../domain/calendar.ts';

export interface Walked {
  id: string;
  bodyId: string;
  agent: string;
  operator: string;
  turn: 'agent' | 'operator';
  /** Of its last act. */
  number: number;
}

export async function insertAgent(db: Database): Promise<string> {
  const [user] = await db('users')
    .insert({ first_name: 'Mesure', family_name: 'Agent', email: 'mesure@one.example', portal: 'office' })
    .returning<{ id: string }[]>('id');
  await db('grants').insert([
    { user_id: user?.id, role: 'coordinator', administration: 'namur' },
    { user_id: user?.id, role: 'coordinator' },
  ]);
  return user?.id ?? '';
}

/** At most 600 cases whose visit is to be planned, each with a person of its organising body. */
export async function findCases(db: Database, agentId: string): Promise<Walked[]> {
  const rows = await db('cases')
    .where({ slug: 'authorisation-adaptation', status: 'instruction' })
    .whereRaw("state->'data'->>'visit' = 'to-plan'")
    // The agent is a coordinator: who visits a childminder is an adviser.
    .whereRaw("state->'data'->>'home' = 'false'")
    .limit(600)
    .select<{ id: string; body: string; number: number }[]>('id', {
      body: 'organising_body_id',
      number: 'act_number',
    });
  const bodies = [...new Set(rows.map(({ body }) => body))];
  const users = await db('users')
    .insert(
      bodies.map((body) => ({
        first_name: 'Mesure',
        family_name: 'Opérateur',
        email: `mesure-${body}@exemple.example`,
        portal: 'pro',
      })),
    )
    .returning<{ id: string }[]>('id');
  await db('grants').insert(
    bodies.map((body, at) => ({ user_id: users[at]?.id, role: 'administrator', organising_body_id: body })),
  );
  const operators = new Map(bodies.map((body, at) => [body, users[at]?.id ?? '']));
  return rows.map(({ id, body, number }) => ({
    id,
    bodyId: body,
    agent: agentId,
    operator: operators.get(body) ?? '',
    turn: 'agent',
    number,
  }));
}

/** Whose turn it is now, and after which act: between two measures. */
export async function findWhereTheyStand(db: Database, walked: Walked[]): Promise<void> {
  const rows = await db('cases')
    .whereIn(
      'id',
      walked.map(({ id }) => id),
    )
    .select<{ id: string; number: number; visit: string }[]>(
      'id',
      { number: 'act_number' },
      db.raw("state->'data'->>'visit' as visit"),
    );
  const standing = new Map(rows.map((row) => [row.id, row]));
  for (const one of walked) {
    one.turn = standing.get(one.id)?.visit === 'proposed' ? 'operator' : 'agent';
    one.number = standing.get(one.id)?.number ?? 0;
  }
}

/** The next act of a walked case. @param choosing the operator chooses the day instead of refusing it: a letter follows */
export function nextAct(one: Walked, choosing = false): ActRequest {
  const at = Date.now();
  const day = addDays(dayOf(at), 10);
  const byAgent = one.turn === 'agent';
  one.turn = byAgent ? 'operator' : 'agent';
  const actor = byAgent
    ? { role: 'coordinator' as const, userId: one.agent, acr: 450 }
    : { role: 'operator' as const, userId: one.operator, onBehalfOf: one.bodyId, acr: 450 };
  const common = { token: randomUUID(), at, actor };
  if (byAgent)
    return {
      ...common,
      action: 'propose-visit',
      facts: { days: [day] },
      content: { days: [{ visitOn: day, from: '09:30' }] },
    };
  return choosing
    ? { ...common, action: 'choose-visit-date', facts: { visitOn: day }, content: { from: '09:30' } }
    : { ...common, action: 'refuse-visit-dates', facts: {}, content: { text: 'Plutôt la semaine suivante.' } };
}

/** As many connections as the callers need. */
export const openPool = (url: string): Database => connect(url, { max: 16 });
