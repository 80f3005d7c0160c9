import { expect } from 'chai';
import { people, nissOf, mailOf } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { routesOf } from '../support/routes.ts';
import { serve, type Answer, type Served } from '../support/serve.ts';
import { signInAs, type SignedIn } from '../support/sign-in.ts';
import { bodies, pathParts, queries, strangers, texts } from './bad-input-corpus.ts';
import { findTargets, type Target } from './bad-input-targets.ts';

const origin = 'http://127.0.0.1:3000';
const urlencoded = 'application/x-www-form-urlencoded';
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
    .replaceAll('`', '&#x60;')
    .replaceAll('=', '&#x3D;');

describe('bad input', () => {
  let house: House;
  let served: Served;
  let targets: Target[];
  let sent = 0;
  const lost: unknown[] = [];
  const noteLost = (reason: unknown): void => {
    lost.push(reason);
  };
  before(async () => {
    process.on('unhandledRejection', noteLost);
    house = await openHouse();
    served = await serve(house.app);
    targets = await findTargets(house.db);
  });
  after(async () => {
    process.off('unhandledRejection', noteLost);
    await served.close();
    await house.close();
  });

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
    { type, body, headers = {} }: { type?: string; body?: string; headers?: Record<string, string> } = {},
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
      [answer.headers['set-cookie']].flat().some((cookie) => !/^pro-one(-login)?=/.test(cookie))
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
  const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

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
  const rows = async (): Promise<Record<string, number>> => {
    const counts = await Promise.all(
      tables.map(
        async (table) => [table, Number(((await house.db(table).count('* as n')) as { n: number }[])[0]!.n)] as const,
      ),
    );
    return Object.fromEntries(counts);
  };
  /** The columns that a form might be used to reach. */
  const columnsOf = async (): Promise<string[]> =>
    (
      await house
        .db('information_schema.columns')
        .where({ table_schema: 'public' })
        .whereIn('table_name', tables)
        .distinct('column_name')
        .orderBy('column_name')
    ).map(({ column_name: name }: { column_name: string }) => name);

  it('is aimed at every address that takes a form', () => {
    const known = new Set(targets.map(({ route }) => route));
    expect(
      routesOf(house.app)
        .filter(({ method, path }) => method === 'POST' && !known.has(path))
        .map(({ path }) => path),
    ).to.deep.equal([]);
    expect(targets.length).to.be.greaterThan(40);
  });

  it('in any field of any form: never a fault of ours, what was typed is kept, nothing is written', async () => {
    const before = await rows();
    const forgotten: string[] = [];
    let kept = 0;
    for (const [number, { route, url, by, fields, keeps = [] }] of targets.entries()) {
      if (route === '/sign-out' || Object.keys(fields).length === 0) continue;
      const typed = Object.keys(fields).filter((name) => !['token', 'version', 'surprise'].includes(name));
      // The forms of the acts are read by the same hands: a third of the texts for each, another third for the next.
      const some = /-adaptation\/:id\/:action$/.test(route) ? texts.filter((_, at) => at % 3 === number % 3) : texts;
      await inBatches(some, async (text, at) => {
        const name = typed[at % typed.length]!;
        const answer = await send('POST', url, by, { type: urlencoded, body: form({ ...fields, [name]: text }) });
        if (answer.status !== 422 || !keeps.includes(name) || !answer.text.includes('error-summary')) return;
        kept += 1;
        if (![text, text.trim()].some((one) => answer.text.includes(escaped(one))))
          forgotten.push(`${url} ${name}: ${text.slice(0, 40)}`);
        if (/^<.*>$/.test(text) && answer.text.includes(text)) forgotten.push(`not escaped: ${url} ${name}: ${text}`);
      });
    }
    expect(forgotten).to.deep.equal([]);
    expect(kept).to.be.greaterThan(500);
    expect(await rows()).to.deep.equal(before);
    nothingNoticed();
  }).timeout(240_000);

  it('in the shape of a form: arrays, brackets, prototypes, doubles, broken percent signs, too much', async () => {
    const before = await rows();
    for (const [number, { route, url, by, fields }] of targets.entries()) {
      if (route === '/sign-out' || url.endsWith('/columns')) continue;
      const name = Object.keys(fields)[0] ?? 'x';
      const rest = form(Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name)));
      await inBatches(
        /-adaptation\/:id\/:action$/.test(route) ? bodies.filter((_, at) => at % 3 === number % 3) : bodies,
        async (body) => {
          await send('POST', url, by, { type: urlencoded, body: `${body.replace(/\bF\b/g, name)}&${rest}` });
        },
      );
    }
    expect(await rows()).to.deep.equal(before);
    nothingNoticed();
  }).timeout(240_000);

  it('of another kind than a form', async () => {
    const before = await rows();
    for (const { route, url, by } of targets) {
      if (route === '/sign-out' || url.endsWith('/columns')) continue;
      await inBatches(strangers, async ([type, body]) => {
        await send('POST', url, by, { type, body });
      });
    }
    expect(await rows()).to.deep.equal(before);
    nothingNoticed();
  }).timeout(120_000);

  it('with the name of every column added to every form changes no column', async () => {
    const columns = await columnsOf();
    expect(columns.length).to.be.greaterThan(80);
    const before = await rows();
    const digest = (): Promise<unknown[]> =>
      Promise.all(
        ['cases', 'tasks', 'drafts', 'users', 'grants', 'documents', 'facilities'].map((table) =>
          house.db(table).orderBy('id').select('*'),
        ),
      );
    const content = await digest();
    const accepted: string[] = [];
    for (const { route, url, by, fields, takesAnything } of targets) {
      if (route === '/sign-out') continue;
      const extra = Object.fromEntries(columns.filter((name) => !(name in fields)).map((name) => [name, '1']));
      const { status } = await send('POST', url, by, { type: urlencoded, body: form({ ...fields, ...extra }) });
      if (!takesAnything && status < 400) accepted.push(`${String(status)} ${url}`);
    }
    expect(accepted).to.deep.equal([]);
    expect(await rows()).to.deep.equal(before);
    expect(await digest()).to.deep.equal(content);
    nothingNoticed();
  }).timeout(60_000);

  it('behind the question mark of any page, and in any part of its path', async () => {
    const before = await rows();
    const caseId = (
      await house
        .db('cases')
        .where({ facility_id: stableId('facility chenes'), status: 'complement-asked' })
        .first<{ id: string }>('id')
    ).id;
    for (const [number, { method, path }] of routesOf(house.app).entries()) {
      if (method !== 'GET') continue;
      // Pages that do not read their query get a third of it.
      const some = /\/(tasks|search|facilities|cases|audit|reassign|new|start|return|sign-in)$|:id|:step/.test(path)
        ? queries
        : queries.filter((_, at) => at % 3 === number % 3);
      const by = path.startsWith('/supervision')
        ? 'supervisor'
        : path.startsWith('/office')
          ? 'referent-namur'
          : path === '/convert-user'
            ? 'weak'
            : 'admin-petits-chenes';
      const id = path.includes('/drafts/')
        ? stableId('draft glands capacity-change')
        : path.includes('/facilities/')
          ? stableId('facility chenes')
          : caseId;
      const values: Record<string, string> = {
        ':id': id,
        ':action': path.startsWith('/pro') ? 'withdraw' : 'ask-complement',
        ':step': 'capacity',
        ':version': 'x',
        '*file': 'styles/portal.css',
      };
      const url = path.replaceAll(/:[a-zA-Z]+|\*file/g, (name) => values[name]!);
      await inBatches(some, async (query) => {
        await send('GET', url + query, by);
      });
      for (const [name] of path.matchAll(/:[a-zA-Z]+|\*file/g)) {
        const around = path.replaceAll(/:[a-zA-Z]+|\*file/g, (one) => (one === name ? one : values[one]!));
        await inBatches(pathParts, async (part) => {
          await send(
            'GET',
            around.replace(name, () => part),
            by,
          );
        });
      }
    }
    expect(await rows()).to.deep.equal(before);
    // A provider that is away is told, and is no fault of ours.
    expect(noticed.splice(0).filter((one) => !one.startsWith('503 GET /sign-in/start'))).to.deep.equal([]);
    nothingNoticed();
  }).timeout(240_000);

  it('in the address of any form', async () => {
    const before = await rows();
    for (const [number, { route, url, by, fields }] of targets.entries()) {
      if (route === '/sign-out' || url.endsWith('/columns') || !/:/.test(route)) continue;
      const [id] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(url) ?? [];
      if (!id) continue;
      await inBatches(
        pathParts.filter((_, at) => at % 2 === number % 2),
        async (part) => {
          await send(
            'POST',
            url.replace(id, () => part),
            by,
            { type: urlencoded, body: form(fields) },
          );
        },
      );
      if (/:(action|step|slot|view)/.test(route))
        await inBatches(pathParts, async (part) => {
          await send(
            'POST',
            url.replace(/[^/]+$/, () => part),
            by,
            { type: urlencoded, body: form(fields) },
          );
        });
    }
    expect(await rows()).to.deep.equal(before);
    nothingNoticed();
  }).timeout(120_000);

  it('in the words of HTTP itself', async () => {
    for (const path of new Set(routesOf(house.app).map(({ path }) => path.replaceAll(/:[a-zA-Z]+|\*file/g, 'x')))) {
      for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'OPTIONS']) {
        const { status } = await send(method, path, '');
        if (method !== 'OPTIONS') expect(status, `${method} ${path}`).to.be.oneOf([403, 404, 405, 501, 303]);
      }
    }
    for (const headers of [
      { host: 'evil.example' },
      { 'host': 'evil.example', 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-proto': 'https' },
      { 'x-forwarded-for': "1' or 1=1" },
      { 'x-http-method-override': 'DELETE' },
      { 'x-original-url': '/office' },
      { 'x-rewrite-url': '/office' },
      { cookie: 'pro-one=s%3Aabc.def' },
      { cookie: 'pro-one=' },
      { cookie: 'pro-one=%' },
      { cookie: `pro-one=${'x'.repeat(3000)}` },
      { 'accept': '\u00e9' },
      { 'accept-language': 'x'.repeat(2000) },
      { 'user-agent': '<script>' },
      { range: 'bytes=0-1' },
      { 'if-none-match': '*' },
      { 'x-autosave': '1' },
      { 'content-encoding': 'gzip' },
    ] as Record<string, string>[]) {
      for (const path of ['/pro', '/office/tasks', '/sign-in', '/aide', '/', '/nowhere']) {
        const { text, headers: answered } = await send('GET', path, '', { headers });
        expect(text).to.not.include('evil.example');
        expect(String(answered.location ?? '')).to.not.include('evil.example');
      }
    }
    for (const path of [
      '//evil.example',
      '///',
      '/\\evil.example',
      '/pro//',
      '/PRO',
      '/pro/../office',
      '/pro/%2e%2e/office',
      '/assets/x/../../package.json',
      '/assets/x/%2e%2e%2f%2e%2e%2fpackage.json',
      '/.git/config',
      '/.env',
      '/package.json',
      '/metrics',
      '/server-status',
    ]) {
      expect((await send('GET', path, '')).status, path).to.be.below(500);
    }
    expect((await send('GET', '/package.json', 'admin-petits-chenes')).status).to.equal(404);
    for (const bytes of [
      'GET / HTTP/1.1\r\n\r\n',
      'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
      'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n',
      '\0\0\0\r\n\r\n',
      'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n',
    ])
      expect(await served.raw(bytes), JSON.stringify(bytes.slice(0, 60))).to.not.match(/^HTTP\/1\.1 5/);
    nothingNoticed();
  }).timeout(120_000);

  it('leaves the portal standing, and no personal value in its log', async () => {
    expect((await send('GET', '/pro', 'admin-petits-chenes')).status).to.equal(200);
    expect(sent).to.be.greaterThan(5_000);
    const log = house.log.join('\n');
    expect(log.length).to.be.greaterThan(10_000);
    const { rows: places } = await house.db.raw<{ rows: { words: string }[] }>(
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
      /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a/.exec(house.log.filter((line) => !line.includes('requestId')).join('\n')),
      'an id outside of a request',
    ).to.equal(null);
    nothingNoticed();
  });
});

/** A few at a time: many are quicker than one, and nobody is flooded. */
async function inBatches<T>(all: readonly T[], work: (one: T, at: number) => Promise<void>, size = 8): Promise<void> {
  for (let from = 0; from < all.length; from += size)
    await Promise.all(all.slice(from, from + size).map((one, at) => work(one, from + at)));
}
