/** The last evening: each crèche reads what it is about to sign, submits it over HTTP, and is shown the receipt; a sending without an answer is sent again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/connect.ts';
import { signInAs } from '../support/sign-in.ts';
import { fieldIn, textOf } from '../support/html.ts';

export interface Portal {
  db: Database;
  publicUrl: string;
  sessionSecret: string;
}
export interface Submission {
  caseId: string;
  token: string;
  /** From the click to the receipt. */
  ms: number;
  /** Of the page that was read before. */
  readMs: number;
  /** More than one: nobody answered the first. */
  sendings: number;
  /** Of all that was asked for: how often nobody answered. */
  retries: number;
}
/** Whoever administers the body of the case. */
async function submitterOf(db: Database, caseId: string): Promise<string> {
  const row = (await db('grants as g')
    .join('cases as c', 'c.organising_body_id', 'g.organising_body_id')
    .where({ 'c.id': caseId, 'g.role': 'administrator' })
    .first('g.user_id as id')) as { id: string };
  return row.id;
}

/**
 * @param onClick the sending is on its way
 * @throws what a person would be told that is no receipt
 */
export async function submitQuarter(
  portal: Portal,
  caseId: string,
  onClick: () => void = () => undefined,
): Promise<Submission> {
  const { cookie } = await signInAs(portal.db, portal, await submitterOf(portal.db, caseId), { now: Date.now() });
  const path = `/pro/quarterly-subsidy/${caseId}/submit`;
  let asked = 0;
  const began = performance.now();
  const { text: html } = await untilAnswered(() => get(path));
  if (!html.includes('name="seal"')) throw new Error(`nothing to sign: ${textOf(html).slice(0, 900)}`);
  const readMs = performance.now() - began;
  const token = fieldIn(html, 'token');
  const body = new URLSearchParams({
    _csrf: fieldIn(html, '_csrf'),
    token,
    version: fieldIn(html, 'version'),
    seal: fieldIn(html, 'seal'),
  }).toString();
  let sendings = 0;
  const clicked = performance.now();
  const sent = await untilAnswered(() => {
    sendings += 1;
    const answer = post(path, body);
    if (sendings === 1) onClick();
    return answer;
  });
  if (sent.status !== 303) throw new Error(`${String(sent.status)} ${textOf(sent.text).slice(0, 600)}`);
  const receipt = await untilAnswered(() => get(sent.location));
  if (!receipt.text.includes('Accusé de réception'))
    throw new Error(`no receipt: ${textOf(receipt.text).slice(0, 600)}`);
  return { caseId, token, ms: performance.now() - clicked, readMs, sendings, retries: asked - 3 };

  function get(address: string): Promise<Answer> {
    return ask(address, { headers: { cookie } });
  }
  function post(address: string, form: string): Promise<Answer> {
    const headers = { cookie, 'origin': portal.publicUrl, 'content-type': 'application/x-www-form-urlencoded' };
    return ask(address, { method: 'POST', headers, body: form });
  }
  async function ask(address: string, how: RequestInit): Promise<Answer> {
    asked += 1;
    const given = await fetch(`${portal.publicUrl}${address}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...how,
    });
    return { status: given.status, location: given.headers.get('location') ?? '', text: await given.text() };
  }
}
interface Answer {
  status: number;
  location: string;
  text: string;
}

/** The same again, as a person does whose page does not come. */
async function untilAnswered(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await send().catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    await sleep(200);
  }
  throw new Error('nobody answers');
}

export interface Reckoning {
  /** Answered with a receipt, and no act by that sending. */
  lost: string[];
  /** Submitted more than once. */
  twice: string[];
  /** Not submitted at all. */
  missing: string[];
}
/** What stands in the database, against what the crèches were told. */
export async function reckon(
  db: Database,
  caseIds: readonly string[],
  submissions: readonly Submission[],
): Promise<Reckoning> {
  const acts = (await db('acts')
    .where({ action: 'submit' })
    .whereIn('case_id', [...caseIds])
    .select('case_id', 'token')) as {
    case_id: string;
    token: string;
  }[];
  const tokens = new Map<string, string[]>(caseIds.map((id) => [id, []]));
  for (const { case_id, token } of acts) tokens.get(case_id)?.push(token);
  return {
    lost: submissions.filter(({ caseId, token }) => !tokens.get(caseId)?.includes(token)).map(({ caseId }) => caseId),
    twice: caseIds.filter((id) => (tokens.get(id)?.length ?? 0) > 1),
    missing: caseIds.filter((id) => tokens.get(id)?.length === 0),
  };
}
