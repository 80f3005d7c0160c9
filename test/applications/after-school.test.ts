/** The days of a place after school, as a software reads and writes them. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { instant } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { chenes, makeApplication } from './made-application.ts';

const envol = stableId('facility mercredis-envol');
const url = `/interface/v1/places/${envol}/after-school/2026-11`;
interface Answer {
  code?: string;
  errors?: { pointer: string; code: string; detail: string; stands?: { version: number } }[];
  days?: { day: string; version: number; required?: boolean; reason?: string | null; together?: number | null }[];
  enrolled?: { version: number };
}

describe('the interface for software, after school', () => {
  let house: House;
  let app: Awaited<ReturnType<typeof makeApplication>>;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('after_school_days').delete();
    await house.db('after_school_months').delete();
    app = await makeApplication(house.db, {
      ...{ at: house.clock.now, body: stableId('body mercredis'), by: stableId('user admin-mercredis') },
      places: [envol],
    });
  });
  const get = (path = url) => request(house.app).get(path).set('Authorization', `Bearer ${app.token}`);
  const put = (body: object, { key = randomUUID() as string, headers = {}, path = url } = {}) =>
    request(house.app)
      .put(path)
      .set({ 'Authorization': `Bearer ${app.token}`, 'Idempotency-Key': key, ...headers })
      .send(body);
  const codesOf = ({ body }: request.Response): string[] =>
    (body as Answer).errors?.map(({ pointer, code }) => `${pointer} ${code}`) ?? [];

  it('tells which days are asked for and why the others are not, and takes counts by the one way in', async () => {
    const before = await get();
    expect(before.status).to.equal(200);
    const { days = [] } = before.body as Answer;
    expect(days).to.have.length(30);
    expect(days.find(({ day }) => day === '2026-11-11')).to.include({ required: false, reason: 'legal-holiday' });
    expect(days.find(({ day }) => day === '2026-11-10')).to.include({ required: true, reason: null, version: 0 });
    const sent = {
      enrolled: { nursery: 46, primary: 71 },
      days: [
        { day: '2026-11-10', nursery: 31, primarySchool: 44, positive: 5 },
        { day: '2026-11-12', together: 76 },
      ],
    };
    const key = randomUUID();
    const first = await put(sent, { key });
    expect(first.status, JSON.stringify(first.body)).to.equal(200);
    const again = await put(sent, { key });
    expect(again.headers['idempotent-replayed']).to.equal('true');
    expect((await put(sent)).status, 'the same once more').to.equal(200);
    const rows = await house.db('after_school_days').orderBy('day').select('day', 'together', 'origin', 'version');
    expect(rows).to.deep.equal([
      { day: '2026-11-10', together: null, origin: 'api', version: 1 },
      { day: '2026-11-12', together: 76, origin: 'api', version: 1 },
    ]);
    const audited = await house.db('audit').where({ subject: 'application-attendance', subject_id: app.id });
    expect(audited.length).to.be.above(0);
  });

  it('overwrites nothing that was not read: by the version of a day, or that of the month', async () => {
    await put({ days: [{ day: '2026-11-10', together: 70 }] }).expect(200);
    const other = { days: [{ day: '2026-11-10', together: 71 }] };
    const refused = await put(other);
    expect([refused.status, (refused.body as Answer).code, codesOf(refused)]).to.deep.equal([
      409,
      'counts-changed',
      ['/days/0 changed'],
    ]);
    expect((refused.body as Answer).errors![0]!.stands).to.deep.equal({ version: 1 });
    await put({ days: [{ ...other.days[0], version: 1 }] }).expect(200);
    const { etag } = (await get()).headers as { etag: string };
    await put({ days: [{ day: '2026-11-10', together: 72 }] }, { headers: { 'If-Match': etag } }).expect(200);
    const late = await put({ days: [{ day: '2026-11-10', together: 73 }] }, { headers: { 'If-Match': etag } });
    expect([late.status, (late.body as Answer).code]).to.deep.equal([412, 'month-changed']);
  });

  it('says what it refuses and where, and then writes nothing of the message', async () => {
    const refused = await put({
      days: [
        { day: '2026-11-09', together: 70 },
        { day: '2026-11-11', together: 12 },
        { day: '2026-11-30', together: 12 },
        { day: '2026-11-12', together: 12, nursery: 3 },
        { day: '2026-11-13', together: 12, positive: 13 },
      ],
    });
    expect(refused.status).to.equal(422);
    expect(codesOf(refused)).to.deep.equal([
      '/days/1 not-required',
      '/days/2 to-come',
      '/days/3 both-ways',
      '/days/4 positive-beyond',
    ]);
    expect((refused.body as Answer).errors![0]!.detail).to.include('jour férié légal');
    const twice = await put({
      days: [
        { day: '2026-11-09', together: 1 },
        { day: '2026-11-09', together: 2 },
        { day: '2026-10-09', together: 2 },
      ],
    });
    expect(codesOf(twice)).to.deep.equal(['/days/1 same-day', '/days/2 beyond-month']);
    expect((await put({ days: [{ day: '2026-11-09', together: -1 }] })).status).to.equal(422);
    expect((await put({ days: [{ day: '2026-11-09', together: 1.5 }] })).status).to.equal(422);
    expect(await house.db('after_school_days')).to.have.lengthOf(0);
    await put({ days: [{ day: '2026-11-11', together: 12, openAnyway: true }] }).expect(200);
  });

  it('reads a month anew where which days are asked for has changed, or it was sent, though no count has', async () => {
    const first = (await get()).headers.etag!;
    expect((await get().set('If-None-Match', first)).status).to.equal(304);
    await house.db('exceptional_days').insert({
      ...{ id: randomUUID(), facility_id: envol, from_on: '2026-11-17', until_on: '2026-11-17' },
      ...{ periods: '[]', reason: 'fancy-fair', changed_at: instant(house.clock.now) },
    });
    const second = await get().set('If-None-Match', first);
    expect([second.status, second.headers.etag === first]).to.deep.equal([200, false]);
    await house.db('exceptional_days').where({ facility_id: envol, reason: 'fancy-fair' }).delete();
    const { id: caseId } = await house.db('cases').orderBy('id').first<{ id: string }>('id');
    const sending = { facility_id: envol, quarter: '2026-10' };
    await house.db('after_school_sendings').insert({
      ...{ ...sending, case_id: caseId, revision: 1, digest: Buffer.alloc(32), snapshot: '{}' },
      ...{ sent_by: stableId('user admin-mercredis'), sent_at: instant(house.clock.now) },
    });
    const third = await get().set('If-None-Match', first);
    expect([third.status, (third.body as { state: string }).state]).to.deep.equal([200, 'sent']);
    await house.db('after_school_sendings').where(sending).delete();
    // What « If-Match » looks at is the version alone.
    const tag = third.headers.etag!.replaceAll('"', '');
    await put({ days: [{ day: '2026-11-10', together: 72 }] }, { headers: { 'If-Match': tag } }).expect(200);
  });

  it('has the months that the page has, no other', async () => {
    const of = async (month: string): Promise<number> =>
      (await get(`/interface/v1/places/${envol}/after-school/${month}`)).status;
    expect([await of('2025-09'), await of('2025-10'), await of('2026-12'), await of('2027-01')]).to.deep.equal([
      ...[404, 200, 200, 404],
    ]);
  });

  it('is of the places of the application, each by its own address', async () => {
    expect((await get(`/interface/v1/places/${envol}/attendance/2026-11`)).status).to.equal(404);
    expect((await get(`/interface/v1/places/${chenes}/after-school/2026-11`)).status).to.equal(404);
    const { body } = await get('/interface/v1/places');
    expect((body as { places: object[] }).places).to.have.length(1);
    expect((body as { places: { kind: string }[] }).places[0]).to.include({ kind: 'after-school-1' });
  });
});
