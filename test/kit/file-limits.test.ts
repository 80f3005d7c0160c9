import { expect } from 'chai';
import request from 'supertest';
import { sweepOrphans } from '../../db/blob-store.ts';
import { eraseTakenOff } from '../../db/keep-document.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { beginRequest } from '../support/begin-request.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { day } from '../support/times.ts';

describe('files are limited', () => {
  let house: House;
  let nathalie: Visitor;
  let base: string;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    base = await beginRequest(house, nathalie);
  });
  after(() => house.close());

  const limit = (code: string, value: number) =>
    house.db('parameters').where({ slug: 'files', code }).update({ value });
  const send = (files: readonly (string | Buffer)[], who: Visitor = nathalie) => {
    let sending = request(house.app)
      .post(`${base}/documents`)
      .set({ Cookie: who.cookie, Origin: 'http://127.0.0.1:3000' })
      .field('_csrf', who.csrfToken)
      .redirects(0);
    for (const [index, file] of files.entries())
      sending = sending.attach('plan', typeof file === 'string' ? makePdf(file, []) : file, `${String(index)}.pdf`);
    return sending;
  };
  const kept = async (): Promise<number> =>
    (
      await house
        .db('documents')
        .where({ draft_id: base.split('/').at(-1) })
        .whereNull('withdrawn_at')
    ).length;

  it('in number, for a draft, also when two sendings meet', async () => {
    await limit('documents', 3);
    const answers = await Promise.all([send(['a', 'b']), send(['c', 'd'])]);
    expect(await kept()).to.equal(3);
    expect(answers.map(({ status }) => status)).to.include(422);
    expect(answers.map(({ text }) => text).join()).to.include('3 documents attendent déjà');
    // What is there already is no further document.
    expect((await send(['a'])).status).to.be.oneOf([303, 422]);
    await limit('documents', 60);
  });

  it('in bytes, for a draft', async () => {
    await limit('megabytes', 1);
    const heavy = Buffer.concat([makePdf('x', []), Buffer.from(`%${'x'.repeat(1_000_000)}\n%%EOF\n`)]);
    const { status, text } = await send([heavy]);
    expect(status).to.equal(422);
    expect(text.replaceAll('\u00a0', ' ')).to.include('dépasseraient 1 Mo');
    await limit('megabytes', 150);
  });

  it('in an hour, for a person; another goes on, and nothing but files waits', async () => {
    const before = await kept();
    await limit('sent-per-hour', 8);
    let last = await send(['e']);
    for (let more = 0; more < 8 && last.status === 303; more += 1) last = await send([`f${String(more)}`]);
    expect(last.status).to.equal(422);
    expect(last.text).to.include('beaucoup de fichiers depuis une heure');
    expect(await kept()).to.be.lessThan(before + 8);
    expect((await nathalie.get(`${base}/check`)).status).to.equal(200);
    await limit('sent-per-hour', 200);
    expect((await send(['g'])).status).to.equal(303);
  });

  it('taken off before they are sent, they go after thirty days, with their bytes', async () => {
    const { db } = house;
    const [document] = (await db('documents')
      .where({ draft_id: base.split('/').at(-1) })
      .select('id', 'digest')) as {
      id: string;
      digest: Buffer;
    }[];
    await nathalie.post(`${base}/documents`, { remove: document!.id }).expect(303);
    const worker = house.dbOf('worker');
    const { blobs } = house.deps;
    const digest = document!.digest.toString('hex');
    const later = house.clock.now + 30 * day;
    expect(await eraseTakenOff(worker, later - 30 * day - 1)).to.equal(0);
    await sweepOrphans(worker, blobs, Date.now() + day);
    expect(await blobs.stat(digest)).to.not.equal(undefined);
    expect(await eraseTakenOff(worker, later - 30 * day + 1)).to.equal(1);
    await sweepOrphans(worker, blobs, Date.now() + day);
    expect(await blobs.stat(digest)).to.equal(undefined);
    // What an act has brought is never touched.
    const sent = await db('documents').whereNotNull('act_number').first();
    expect(sent).to.not.equal(undefined);
  });
});
