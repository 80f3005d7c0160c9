/** The interface for the software of operators, as that software meets it. */
import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { answersFollowed } from '../../api/after-answer.ts';
import { instant } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { chenes, glands, makeApplication, withNothingSent } from './made-application.ts';

const month = '2026-09';
const url = `/interface/v1/places/${chenes}/attendance/${month}`;
interface ProblemBody {
  code: string;
  requestId: string;
  errors?: { pointer: string; code: string; detail: string; stands?: object }[];
}
const ada = (cells: object[], more: object = {}): object => ({
  ...{ reference: 'enf-1', familyName: 'Lambert', firstName: 'Ada', birthOn: '2025-03-04', enteredOn: '2025-09-01' },
  ...more,
  cells,
});

describe('the interface for software', () => {
  let house: House;
  let app: Awaited<ReturnType<typeof makeApplication>>;
  before(async () => {
    house = await openHouse();
    await withNothingSent(house.db);
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('application_children').delete();
    await house.db('attendance_rows').delete();
    await house.db('attendance_months').delete();
    app = await makeApplication(house.db, { at: house.clock.now });
  });

  const get = (path: string, token = app.token) => request(house.app).get(path).set('Authorization', `Bearer ${token}`);
  const put = (
    children: object[],
    { key = randomUUID() as string, path = url, token = app.token, headers = {} } = {},
  ) =>
    request(house.app)
      .put(path)
      .set({ 'Authorization': `Bearer ${token}`, 'Idempotency-Key': key, ...headers })
      .send({ children });
  const problemOf = ({ body, headers }: request.Response): ProblemBody => {
    expect(headers['content-type']).to.match(/^application\/problem\+json/);
    return body as ProblemBody;
  };
  const codesOf = (answer: request.Response): string[] =>
    problemOf(answer).errors?.map(({ pointer, code }) => `${pointer} ${code}`) ?? [];

  describe('lets in', () => {
    const refused = async (answer: PromiseLike<request.Response>, status: number, code: string): Promise<void> => {
      const given = await answer;
      expect([given.status, problemOf(given).code]).to.deep.equal([status, code]);
    };
    it('nobody without a token, with a wrong one, or with one that is over or revoked', async () => {
      await refused(request(house.app).get('/interface/v1/places'), 401, 'token-missing');
      await refused(get('/interface/v1/places', 'x'), 401, 'token-missing');
      await refused(get('/interface/v1/places', `${app.prefix}.${'a'.repeat(43)}`), 401, 'token-unknown');
      await refused(get('/interface/v1/places', `pro1_000000000000.${'a'.repeat(43)}`), 401, 'token-unknown');
      const old = await makeApplication(house.db, { at: house.clock.now - 200 * 86_400_000, days: 100 });
      await refused(get('/interface/v1/places', old.token), 401, 'token-expired');
      await house
        .db('application_tokens')
        .where({ id: app.tokenId })
        .update({ revoked_at: instant(house.clock.now) });
      await refused(get('/interface/v1/places'), 401, 'token-unknown');
    });
    it('nobody whose application was revoked, who calls from elsewhere, or beyond its scopes and places', async () => {
      const { db } = house;
      const at = house.clock.now;
      const far = await makeApplication(db, { at, networks: ['192.0.2.0/24', '2001:db8::/32'] });
      await refused(get(url, far.token), 403, 'network-refused');
      const near = await makeApplication(db, { at, networks: ['127.0.0.0/8'] });
      expect((await get(url, near.token)).status).to.equal(200);
      const reader = await makeApplication(db, { at, scopes: ['attendance:read'] });
      await refused(put([ada([])], { token: reader.token }), 403, 'scope-missing');
      await refused(get(url.replace(chenes, glands)), 404, 'no-such-place');
      await refused(get(url.replace(chenes, stableId('facility poussins'))), 404, 'no-such-place');
      await refused(get(url.replace(chenes, 'x')), 404, 'no-such-place');
      for (const wrong of ['2026-13', '2019-12', '2027-01', 'septembre'])
        await refused(get(url.replace(month, wrong)), 404, 'no-such-month');
      await db('applications')
        .where({ id: app.id })
        .update({ revoked_at: instant(at), revoked_by: stableId('user admin-petits-chenes') });
      await refused(get(url), 401, 'token-unknown');
    });
    it('no test that believes it is in the sandbox', async () => {
      await refused(get(url).set('Pro-ONE-Sandbox', 'true'), 403, 'not-sandbox');
      await refused(get(url).set('Pro-ONE-Sandbox', 'ture'), 400, 'sandbox-unreadable');
      const body = stableId('body petits-chenes');
      await house.db('organising_bodies').where({ id: body }).update({ sandbox: true });
      const answer = await get(url).set('Pro-ONE-Sandbox', 'true');
      await house.db('organising_bodies').where({ id: body }).update({ sandbox: false });
      expect([answer.status, answer.headers['pro-one-sandbox']]).to.deep.equal([200, 'true']);
    });
    it('no more often than a minute allows, and says when again', async () => {
      const busy = await makeApplication(house.db, { at: house.clock.now });
      const answers = [];
      for (let call = 0; call < 31; call += 1) answers.push(await put([], { token: busy.token }));
      const [first, last] = [answers[0]!, answers.at(-1)!];
      expect([first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']]).to.deep.equal(['30', '29']);
      expect([last.status, problemOf(last).code]).to.deep.equal([429, 'too-many-calls']);
      expect(Number(last.headers['retry-after'])).to.be.within(1, 60);
      // Reading has its own pace.
      expect((await get(url, busy.token)).status).to.equal(200);
    }).timeout(30_000);
    it('no cookie, no page, and nothing that it does not know', async () => {
      const answer = await get(url);
      expect(answer.headers['set-cookie']).to.equal(undefined);
      await refused(get('/interface/v1/nothing'), 404, 'no-such-address');
      await refused(request(house.app).post(url), 405, 'wrong-method');
      await refused(get(`${url}?surprise=1`), 400, 'query-invalid');
      await refused(get(`${url}%00`), 404, 'no-such-address');
      const options = await request(house.app).options(url);
      expect([options.status, options.headers.allow]).to.deep.equal([204, 'GET, PUT, HEAD, OPTIONS']);
    });
  });

  it('has a sandbox of invented children, whose token reaches nothing else', async () => {
    const token = `pro1_test_5ab1e0000001.${createHash('sha256').update('bac à sable').digest('base64url')}`;
    const { body, headers } = await get('/interface/v1/places', token).set('Pro-ONE-Sandbox', 'true').expect(200);
    const { sandbox, places } = body as { sandbox: boolean; places: { id: string; name: string }[] };
    expect([sandbox, headers['pro-one-sandbox'], places.map(({ name }) => name)]).to.deep.equal([
      true,
      'true',
      ['Crèche du Bac à sable'],
    ]);
    const path = `/interface/v1/places/${places[0]!.id}/attendance/2026-11`;
    await put([ada([{ day: 2, code: 'P' }])], { path, token }).expect(200);
    expect((await put([ada([])], { token })).status).to.equal(404);
    // No case is opened there, and no agent is told of anything.
    expect(await house.db('cases').where({ facility_id: places[0]!.id })).to.deep.equal([]);
  });

  it('lists the places that were opened to it', async () => {
    const { body } = await get('/interface/v1/places').expect(200);
    expect(body).to.deep.equal({
      sandbox: false,
      places: [
        {
          id: chenes,
          number: (body as { places: { number: string }[] }).places[0]!.number,
          name: 'Crèche Les Petits Chênes',
          kind: 'subsidised-creche',
        },
      ],
    });
  });

  describe('takes attendance', () => {
    it('of children that it finds again by its reference, or by name and day of birth', async () => {
      const first = await put([
        ada([
          { day: 1, code: 'P' },
          { day: 2, code: '1/2 P' },
        ]),
      ]).expect(200);
      const written = (first.body as { children: { id: string; created: boolean; cells: object[] }[] }).children[0]!;
      expect(written.created).to.equal(true);
      expect(written.cells).to.deep.equal([
        { day: 1, version: 2 },
        { day: 2, version: 2 },
      ]);
      // By reference alone; then by name alone, written otherwise.
      await put([{ reference: 'enf-1', cells: [{ day: 3, code: 'AJ' }] }]).expect(200);
      await put([
        { familyName: 'LAMBERT', firstName: 'ada', birthOn: '2025-03-04', cells: [{ day: 4, code: 'AI' }] },
      ]).expect(409);
      const { reference: _, ...unnamed } = ada([{ day: 4, code: 'AI' }]) as { reference: string };
      await put([unnamed]).expect(200);
      const { body } = await get(url).expect(200);
      const { children } = body as { children: { id: string; reference: string; cells: { code: string }[] }[] };
      expect(children).to.have.lengthOf(1);
      expect([children[0]!.id, children[0]!.reference]).to.deep.equal([written.id, 'enf-1']);
      expect(children[0]!.cells.map(({ code }) => code)).to.deep.equal(['P', '½P', 'AJ', 'AI']);
      // The next month knows them.
      const october = url.replace(month, '2026-10');
      await put([{ reference: 'enf-1', cells: [{ day: 1, code: 'P' }] }], { path: october }).expect(200);
      const next = (await get(october).expect(200)).body as { children: { id: string; familyName: string }[] };
      expect(next.children.map(({ id, familyName }) => [id, familyName])).to.deep.equal([[written.id, 'Lambert']]);
    });

    it('all or nothing, and says of each cell what is wrong; or what is right in it', async () => {
      const cells = [
        { day: 1, code: 'P' },
        { day: 2, code: 'X' },
        { day: 5, code: 'P' }, // a Saturday
        { day: 31, code: 'P' },
        { day: 1, code: 'AJ' },
      ];
      const answer = await put([
        ada(cells),
        ada([], { reference: 'enf-2', firstName: 'Basile', birthOn: '2027-01-01' }),
      ]);
      expect(answer.status).to.equal(422);
      expect(codesOf(answer)).to.have.members([
        '/children/0/cells/4 same-day',
        '/children/0/cells/1 unknown-code',
        '/children/0/cells/2 closed-day',
        '/children/0/cells/3 beyond-month',
        '/children/1/birthOn born-in-future',
      ]);
      expect((await get(url)).body).to.deep.include({ children: [] });
      const partly = await put(
        [ada(cells.slice(0, 4)), ada([], { reference: 'enf-2', firstName: 'Basile', birthOn: '2027-01-01' })],
        {
          path: `${url}?mode=valid-cells`,
        },
      ).expect(200);
      expect((partly.body as { written: object }).written).to.deep.equal({ children: 1, cells: 1 });
      expect((partly.body as { refused: object[] }).refused).to.have.lengthOf(4);
    });

    it('with a question where more are there on a day than there are places, of the days it speaks of', async () => {
      await house.db('authorisation_versions').where({ facility_id: chenes }).update({ capacity: 1 });
      await put([ada([{ day: 1, code: 'P' }])]).expect(200);
      const other = { reference: 'enf-2', firstName: 'Basile' };
      const { body } = await put([
        ada(
          [
            { day: 1, code: 'P' },
            { day: 2, code: 'P' },
          ],
          other,
        ),
      ]).expect(200);
      const { doubts } = body as { doubts: object[] };
      expect(doubts).to.deep.equal([
        {
          pointer: '/children',
          code: 'over-capacity',
          detail: 'Plus d’enfants présents que de places autorisées',
          day: '2026-09-01',
        },
      ]);
      const { body: next } = await put([ada([{ day: 3, code: 'P' }], other)]).expect(200);
      expect((next as { doubts: object[] }).doubts).to.deep.equal([]);
      await house.db('authorisation_versions').where({ facility_id: chenes }).update({ capacity: 28 });
    });

    it('over what stands there only from whoever has read it', async () => {
      await put([ada([{ day: 1, code: 'P' }])]).expect(200);
      const late = await put([ada([{ day: 1, code: 'AJ' }], { firstName: 'Adèle' })]);
      expect([late.status, problemOf(late).code]).to.deep.equal([409, 'attendance-changed']);
      expect(problemOf(late).errors).to.deep.include({
        pointer: '/children/0/cells/0',
        code: 'changed',
        detail: 'Autre chose s’y trouve déjà : relisez, puis renvoyez avec la version lue pour remplacer',
        day: '2026-09-01',
        stands: { code: 'P', version: 2 },
      });
      expect(JSON.stringify(late.body)).not.to.match(/Lambert|Ada/);
      await put([ada([{ day: 1, code: 'AJ', version: 2 }], { firstName: 'Adèle', version: 1 })]).expect(200);
      const read = await get(url).expect(200);
      const etag = read.headers.etag!;
      await put([ada([{ day: 1, code: '' }], { firstName: 'Adèle' })], { headers: { 'If-Match': etag } }).expect(200);
      const stale = await put([ada([{ day: 1, code: 'P' }])], { headers: { 'If-Match': etag.replaceAll('"', '') } });
      expect([stale.status, problemOf(stale).code]).to.deep.equal([412, 'month-changed']);
      expect((await put([ada([])], { headers: { 'If-Match': '*' } })).status).to.equal(400);
      const now = await get(url).expect(200);
      // The version alone does not tell whether the month was sent meanwhile.
      expect((await get(url).set('If-None-Match', stale.headers.etag!)).status).to.equal(200);
      expect((await get(url).set('If-None-Match', now.headers.etag!)).status).to.equal(304);
    });

    it('once for a key: the same answer for the same message, none for another', async () => {
      const key = randomUUID();
      const cells = [{ day: 1, code: 'P' }];
      const answers = await Promise.all([put([ada(cells)], { key }), put([ada(cells)], { key })]);
      expect(answers.map(({ status }) => status).sort()).to.satisfy(
        ([one, other]: number[]) => one === 200 && (other === 200 || other === 409),
      );
      const again = await put([ada(cells)], { key }).expect(200);
      expect(again.headers['idempotent-replayed']).to.equal('true');
      expect(again.body).to.deep.equal(answers.find(({ status }) => status === 200)!.body);
      expect(await house.db('attendance_rows').where({ facility_id: chenes })).to.have.lengthOf(1);
      const other = await put([ada([{ day: 2, code: 'P' }])], { key });
      expect([other.status, problemOf(other).code]).to.deep.equal([422, 'key-of-other-request']);
      // A refusal is an answer too; a key of another software is another key.
      const wrong = await put([ada([{ day: 2, code: 'X' }])], { key: 'k2' });
      expect((await put([ada([{ day: 2, code: 'X' }])], { key: 'k2' })).body).to.deep.equal(wrong.body);
      const second = await makeApplication(house.db, { at: house.clock.now });
      expect((await put([ada([{ day: 2, code: 'P' }])], { key, token: second.token })).status).to.equal(200);
      expect((await put([ada([])], { key: 'avec espace' })).status).to.equal(400);
      // After a day the key is free again.
      house.clock.now += 25 * 3_600_000;
      await put([ada([{ day: 7, code: 'P' }])], { key }).expect(200);
      house.clock.now -= 25 * 3_600_000;
    });

    it('not twice while the first one is under way, and again where that one was cut off', async () => {
      const [key, cells] = ['under-way', [{ day: 1, code: 'P' }]];
      await put([ada(cells)], { key }).expect(200);
      await house.db('application_requests').where({ key }).update({ status: null, answer: null });
      const waiting = await put([ada(cells)], { key });
      expect([waiting.status, problemOf(waiting).code]).to.deep.equal([409, 'key-under-way']);
      house.clock.now += 61_000;
      await put([ada(cells)], { key }).expect(200);
      house.clock.now -= 61_000;
    });

    it('of no month that was sent', async () => {
      await house.db('attendance_months').insert({ facility_id: chenes, month: '2026-09-01', sent: true });
      const answer = await put([ada([{ day: 1, code: 'P' }])]);
      expect([answer.status, problemOf(answer).code]).to.deep.equal([409, 'month-sent']);
    });

    it('in a message that can be read, and no other', async () => {
      const of = (children: unknown) =>
        request(house.app)
          .put(url)
          .set({ 'Authorization': `Bearer ${app.token}`, 'Idempotency-Key': randomUUID() })
          .send({ children } as object);
      expect(codesOf(await of([{ cells: [{ day: 'lundi', code: 3 }], prenom: 'x' }]))).to.have.members([
        '/children/0/cells/0/day invalid-type',
        '/children/0/cells/0/code invalid-type',
        '/children/0 unrecognized-keys',
      ]);
      expect(
        codesOf(await of([{ reference: '85.07.30-033.28', familyName: 'A', firstName: 'B', birthOn: '2026-02-30' }])),
      ).to.have.members(['/children/0/reference invalid-value', '/children/0/birthOn invalid-value']);
      expect(codesOf(await of([{ familyName: 'A', cells: [] }]))).to.deep.equal(['/children/0 invalid-value']);
      expect(codesOf(await of('x'))).to.deep.equal(['/children invalid-type']);
      const raw = (type: string, body: string) =>
        request(house.app)
          .put(url)
          .set({ 'Authorization': `Bearer ${app.token}`, 'Idempotency-Key': randomUUID(), 'Content-Type': type })
          .send(body);
      expect(problemOf(await raw('text/plain', '{}')).code).to.equal('not-json');
      expect(problemOf(await raw('application/json', '{"children":')).code).to.equal('body-unreadable');
      expect(problemOf(await raw('application/json', `{"a":"${'x'.repeat(1_100_000)}"}`)).code).to.equal(
        'body-too-large',
      );
    });
  });

  it('tells what changed since a reading, by whomever', async () => {
    await put([ada([{ day: 1, code: 'P' }]), ada([], { reference: 'enf-2', firstName: 'Basile' })]).expect(200);
    const { cursor } = (await get(url)).body as { cursor: string };
    const none = await get(`${url}/changes?since=${cursor}`).expect(200);
    expect(none.body).to.deep.equal({ cursor, children: [], removed: [] });
    await put([{ reference: 'enf-2', cells: [{ day: 1, code: 'AI' }] }]).expect(200);
    const changed = (await get(`${url}/changes?since=${cursor}`)).body as {
      cursor: string;
      children: { reference: string }[];
    };
    expect(changed.children.map(({ reference }) => reference)).to.deep.equal(['enf-2']);
    expect(Number(changed.cursor)).to.be.greaterThan(Number(cursor));
    expect((await get(`${url}/changes`)).status).to.equal(400);
  });

  it('is named in the grid of those who encode beside it', async () => {
    await put([ada([{ day: 1, code: 'P' }])]).expect(200);
    const nathalie = await house.as('Nathalie Servais');
    const { body } = await nathalie.get(`/pro/facilities/${chenes}/attendance/${month}/changes?since=0`).expect(200);
    expect((body as { rows: { by: string }[] }).rows.map(({ by }) => by)).to.deep.equal([
      "l'application « Logiciel d’essai »",
    ]);
  });

  it('tells where the month stands', async () => {
    const { body } = await get(`${url}/state`).expect(200);
    expect(body).to.deep.include({ month, quarter: '2026-3', mayWrite: true, sentAt: null });
  });

  it('leaves a line in the history of the operator and in the list of calls, and no name in either, nor in the log', async () => {
    await put([ada([{ day: 1, code: 'P' }])]).expect(200);
    await get(url).expect(200);
    await put([ada([{ day: 1, code: 'X' }])]).expect(422);
    await answersFollowed();
    const calls = (await house.db('application_calls').where({ application_id: app.id }).orderBy('id')) as {
      method: string;
      status: number;
      code: string;
    }[];
    expect(calls.map(({ method, status, code }) => [method, status, code])).to.have.deep.members([
      ['PUT', 200, null],
      ['GET', 200, null],
      ['PUT', 422, 'attendance-refused'],
    ]);
    const lines = await house.db('audit').where({ subject: 'application-attendance', subject_id: app.id });
    expect(lines.map(({ event }: { event: string }) => event)).to.have.members(['update', 'read']);
    const requests = await house.db('application_requests').where({ application_id: app.id });
    expect(JSON.stringify([calls, lines, requests]) + house.log.join('')).not.to.match(/Lambert|2025-03-04|enf-1"/);
    expect(house.log.join('')).not.to.include(app.token.split('.')[1]!);
    const row = (await house.db('application_tokens').where({ id: app.tokenId }).first('last_used_on')) as {
      last_used_on: string;
    };
    expect(row.last_used_on).to.equal('2026-11-23');
  });
});
