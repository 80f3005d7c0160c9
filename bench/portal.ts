/** The same acts, and the pages, through the portal: session, rights, form, act, 303. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { signInAs } from '../test/support/sign-in.ts';
import type { BenchHouse } from './house.ts';
import { atRate, inClosedLoop, type Measured } from './measure.ts';
import type { Walked } from './walk.ts';

export type SignedIn = Awaited<ReturnType<typeof signInAs>>;
export const signIn = (house: BenchHouse, userId: string): Promise<SignedIn> =>
  signInAs(house.db, { publicUrl: house.publicUrl, sessionSecret: house.secrets.sessionSecret }, userId, {
    now: Date.now(),
  });

/** Each caller on a case of its own; everybody is signed in before. */
export async function measurePosts(
  house: BenchHouse,
  walked: Walked[],
  callers: number,
  seconds: number,
): Promise<Measured> {
  const sessions = new Map<string, SignedIn>();
  for (const { agent, operator } of walked.slice(0, callers))
    for (const userId of [agent, operator])
      if (!sessions.has(userId)) sessions.set(userId, await signIn(house, userId));
  return inClosedLoop(callers, seconds, (caller) => post(house, walked[caller] as Walked, sessions));
}

async function post(house: BenchHouse, one: Walked, sessions: ReadonlyMap<string, SignedIn>): Promise<void> {
  const byAgent = one.turn === 'agent';
  one.turn = byAgent ? 'operator' : 'agent';
  const signedIn = sessions.get(byAgent ? one.agent : one.operator);
  const typed: Record<string, string> = byAgent
    ? { day1: '15/03/2027', from1: '9:30', text: 'Bonjour' }
    : { text: 'Plutôt la semaine suivante.' };
  const body = new URLSearchParams({
    _csrf: signedIn?.csrfToken ?? '',
    token: randomUUID(),
    version: String(one.number),
    ...typed,
  });
  const page = `/${byAgent ? 'office' : 'pro'}/authorisation-adaptation/${one.id}`;
  const status = await send(
    `${house.publicUrl}${page}/${byAgent ? 'propose-visit' : 'refuse-visit-dates'}`,
    signedIn?.cookie ?? '',
    body.toString(),
  );
  if (status !== 303) throw new Error(String(status));
  one.number += 1;
}

/** Case pages and inbox pages by turns, each at half the rate. */
export async function measurePages(
  house: BenchHouse,
  walked: Walked[],
  rate: number,
  seconds: number,
): Promise<{ casePages: Measured; inboxPages: Measured }> {
  const { cookie } = await signIn(house, walked[0]?.agent ?? '');
  const get = async (path: string): Promise<void> => {
    const status = await send(house.publicUrl + path, cookie);
    if (status !== 200) throw new Error(String(status));
  };
  // Not the cases that the callers have just given hundreds of acts.
  const usual = walked.slice(60);
  const casePages = await atRate(rate, seconds, (index) =>
    get(`/office/authorisation-adaptation/${usual[index % usual.length]?.id ?? ''}`),
  );
  const inboxPages = await atRate(rate, seconds, (index) =>
    get(`/office/tasks?view=${['team', 'unassigned', 'all', 'mine'][index % 4] ?? 'mine'}`),
  );
  return { casePages, inboxPages };
}

const sockets = new Agent({ keepAlive: true, maxSockets: 100 });
function send(url: string, cookie: string, body?: string): Promise<number> {
  const form = body === undefined ? {} : formHeaders(url, body);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: body === undefined ? 'GET' : 'POST', agent: sockets, headers: { cookie, ...form } },
      (answer) => {
        answer.resume().on('end', () => {
          resolve(answer.statusCode ?? 0);
        });
      },
    );
    sent.on('error', reject).setTimeout(10_000, () => {
      sent.destroy(new Error('timeout'));
    });
    sent.end(body);
  });
}
const formHeaders = (url: string, body: string): Record<string, string | number> => ({
  'content-type': 'application/x-www-form-urlencoded',
  'content-length': Buffer.byteLength(body),
  'origin': new URL(url).origin,
});
