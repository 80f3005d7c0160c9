/** Sends whatever one likes to a portal of its own, and notes what no sender may ever cause. */
import { expect } from 'chai';
import { mailOf, nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { serve, type Answer, type Served } from '../support/serve.ts';
import { signInAs, type SignedIn } from '../support/sign-in.ts';
import { texts } from './bad-input-corpus.ts';
import { findTargets, type Target } from './bad-input-targets.ts';

const origin = 'http://127.0.0.1:3000';
export const urlencoded = 'application/x-www-form-urlencoded';
export const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

const tables = [
  'acts',
  'act_contents',
  'cases',
  'tasks',
  'effects',
  'documents',
  'drafts',
  'users',
  'grants',
  'facilities',
  'organising_bodies',
  'authorisation_versions',
  'facility_agents',
  'notices',
  'parameters',
  'saved_views',
  'contact_messages',
  'banners',
];

interface Sending {
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}
export interface Sender {
  house: House;
  /** Every form there is, and who may send it. */
  targets: Target[];
  countSent(): number;
  send(method: string, path: string, by: string, sending?: Sending): Promise<Answer>;
  raw: Served['raw'];
  /** How many rows each table has. */
  rows(): Promise<Record<string, number>>;
  /** The columns that a form might be used to reach. */
  columns(): Promise<string[]>;
  takeNoticed(): string[];
  nothingNoticed(): void;
  close(): Promise<void>;
}

async function openSender(): Promise<Sender> {
  let sent = 0;
  const lost: unknown[] = [];
  const noteLost = (reason: unknown): void => {
    lost.push(reason);
  };
  process.on('unhandledRejection', noteLost);
  const house = await openHouse();
  const served = await serve(house.app);
  const targets = await findTargets(house.db);
  const sessions = new Map<string, SignedIn>();
  async function sessionOf(by: string): Promise<SignedIn | undefined> {
    if (!by) return undefined;
    const known = sessions.get(by);
    if (known) return known;
    const signedIn = await signInAs(house.db, house.config, stableId(`user ${by === 'weak' ? 'legacy-petit' : by}`), {
      now: house.clock.now,
      acr: by === 'weak' ? 200 : 450,
    });
    sessions.set(by, signedIn);
    return signedIn;
  }
  const noticed: string[] = [];
  /** Sends, and notes what no sender may ever cause. */
  async function send(
    method: string,
    path: string,
    by: string,
    { type, body, headers = {} }: Sending = {},
  ): Promise<Answer> {
    const signedIn = await sessionOf(by);
    const withToken =
      type === urlencoded && signedIn && body !== undefined ? `_csrf=${signedIn.csrfToken}&${body}` : body;
    const answer = await served.send({
      method,
      path,
      ...(withToken === undefined ? {} : { body: withToken }),
      headers: {
        origin,
        ...(signedIn
          ? { 'cookie': signedIn.cookie, ...(type === urlencoded ? {} : { 'x-csrf-token': signedIn.csrfToken }) }
          : {}),
        ...(type ? { 'content-type': type } : {}),
        ...headers,
      },
    });
    sent += 1;
    if (answer.status >= 500)
      noticed.push(`${String(answer.status)} ${method} ${path.slice(0, 120)} ${(body ?? '').slice(0, 80)}`);
    if (!/^default-src 'none'|^sandbox/.test(String(answer.headers['content-security-policy'])))
      noticed.push(`no policy: ${method} ${path.slice(0, 120)}`);
    if (
      answer.headers['set-cookie'] &&
      [answer.headers['set-cookie']].flat().some((cookie) => !/^pro-one(-(login|form|word))?=/.test(cookie))
    )
      noticed.push(`a cookie of theirs: ${path.slice(0, 120)}`);
    if (answer.headers.location && !/^\/(?!\/)/.test(String(answer.headers.location)))
      noticed.push(`led away: ${String(answer.headers.location)} ${path.slice(0, 120)}`);
    return answer;
  }
  const nothingNoticed = (): void => {
    expect(noticed.splice(0)).to.deep.equal([]);
    expect(lost).to.deep.equal([]);
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  };
  const sender: Sender = {
    house,
    targets,
    countSent: () => sent,
    send,
    raw: (bytes) => served.raw(bytes),
    nothingNoticed,
    takeNoticed: () => noticed.splice(0),
    async rows() {
      const counts = await Promise.all(
        tables.map(
          async (table) => [table, Number(((await house.db(table).count('* as n')) as { n: number }[])[0]!.n)] as const,
        ),
      );
      return Object.fromEntries(counts);
    },
    columns: async () =>
      (
        await house
          .db('information_schema.columns')
          .where({ table_schema: 'public' })
          .whereIn('table_name', tables)
          .distinct('column_name')
          .orderBy('column_name')
      ).map(({ column_name: name }: { column_name: string }) => name),
    async close() {
      process.off('unhandledRejection', noteLost);
      await served.close();
      await house.close();
    },
  };
  return sender;
}

/**
 * A part of the tests of bad input, on a portal of its own, which must stand at the end and have told nobody's secrets.
 * @param atLeast how many requests the part sends
 */
export function describeBadInput(title: string, atLeast: number, part: (sender: Sender) => void): void {
  describe(title, function () {
    this.timeout(600_000);
    const sender = {} as Sender;
    before(async () => {
      Object.assign(sender, await openSender());
    });
    after(() => sender.close());

    part(sender);

    it('leaves the portal standing, and no personal value in its log', async () => {
      expect((await sender.send('GET', '/pro', 'admin-petits-chenes')).status).to.equal(200);
      expect(sender.countSent()).to.be.greaterThan(atLeast);
      const log = sender.house.log.join('\n');
      expect(log.length).to.be.greaterThan(10_000);
      const { rows: places } = await sender.house.db.raw<{ rows: { words: string }[] }>(
        'select distinct street as words from authorisation_versions union select name from facilities union select name from organising_bodies union select email from facilities',
      );
      const personal = [
        ...people.flatMap((person) => [`${person.givenName} ${person.surname}`, mailOf(person), nissOf(person)]),
        ...places.map(({ words }) => words),
      ].filter(Boolean);
      expect(personal.filter((value) => log.includes(value))).to.deep.equal([]);
      expect(
        texts.filter((text) => text.length > 12 && !/^[\d-]+$/.test(text) && log.includes(text)),
        'what was typed',
      ).to.deep.equal([]);
      expect(
        /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a/.exec(
          sender.house.log.filter((line) => !line.includes('requestId')).join('\n'),
        ),
        'an id outside of a request',
      ).to.equal(null);
      sender.nothingNoticed();
    });
  });
}

/** The forms of the acts, of whatever procedure, are read by the same hands: a third of a corpus for each, another third for the next. */
export const forTarget = <T>({ route }: Target, number: number, corpus: readonly T[]): readonly T[] =>
  route.endsWith('/:id/:action') ? corpus.filter((_, at) => at % 3 === number % 3) : corpus;

/** A few at a time: many are quicker than one, and nobody is flooded. */
export async function inBatches<T>(
  all: readonly T[],
  work: (one: T, at: number) => Promise<void>,
  size = 8,
): Promise<void> {
  for (let from = 0; from < all.length; from += size)
    await Promise.all(all.slice(from, from + size).map((one, at) => work(one, from + at)));
}
