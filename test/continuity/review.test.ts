/** « À régler », and the yearly review of a list of users, as people meet them. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { minute } from '../support/times.ts';
import { unescaped } from '../support/html.ts';

const chenes = stableId('body petits-chenes');
const path = '/pro/users/review';

describe('the list of users of an operator', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('user_reviews').delete();
    await house.db('user_reviews').insert({
      organising_body_id: chenes,
      year: 2026,
      asked_on: '2026-11-01',
      due_on: '2026-12-01',
    });
  });
  const seenBy = async (visitor: Visitor): Promise<string> =>
    /name="seen" value="([0-9a-f]{64})"/.exec((await visitor.get(path).expect(200)).text)?.[1] ?? '';
  const cardOf = (text: string): string => /À régler \(\d+\)([^]*?)<\/section>/.exec(text)?.[1] ?? '';

  it('shows what is to be mended, each line with the button that mends it', async () => {
    const card = cardOf((await nathalie.get('/pro/users').expect(200)).text);
    expect(card).to.include('Kevin Thiry n&#x27;a encore aucun accès').and.include('Configurer ses accès');
    expect(card).to.include('Vérifier la liste des utilisateurs').and.include(`href="${path}"`);
    for (const [, href] of card.matchAll(/href="([^"]+)"/g))
      expect((await nathalie.get(unescaped(href!))).status, href).to.equal(200);
  });

  it('leads who manages users without administering nowhere that is refused, and tells them nothing of Mon Équipe', async () => {
    const isabelle = await house.as('Isabelle Poncelet');
    const card = cardOf((await isabelle.get('/pro/users').expect(200)).text);
    expect(card).not.to.include('Vérifier la liste').and.not.include('Son contrat');
    for (const [, href] of card.matchAll(/href="([^"]+)"/g))
      expect((await isabelle.get(unescaped(href!))).status, href).to.equal(200);
  });

  it('shows on the first page what does not wait, and the review', async () => {
    const { text } = await nathalie.get('/pro').expect(200);
    expect(text).to.include('Vérifier la liste des utilisateurs').and.not.include('Kevin Thiry');
    expect((await (await house.as('Olivier Wauters')).get('/pro')).text).not.to.include('Vérifier la liste');
  });

  it('is reviewed by signing what one has seen: the list stands in the audit by ids, its digest in the row', async () => {
    const seen = await seenBy(nathalie);
    const answer = await nathalie.post(path, { seen });
    expect(answer.status).to.equal(303);
    expect(answer.headers.location).to.equal('/pro/users');
    const page = (await nathalie.get('/pro/users')).text;
    expect(page).to.include('La liste est revue').and.not.include('Une fois par an');
    const row = (await house.db('user_reviews').where({ organising_body_id: chenes }).first()) as { list_hash: Buffer };
    expect(row.list_hash.toString('hex')).to.equal(seen);
    const line = (await house.db('audit').where({ event: 'review' }).first('change', 'on_behalf_of')) as {
      change: { list: { after: { hash: string; users: object[] } } };
      on_behalf_of: string;
    };
    expect(line.on_behalf_of).to.equal(chenes);
    expect(line.change.list.after.hash).to.equal(seen);
    expect(JSON.stringify(line)).not.to.match(/Servais|Wauters|Thiry/);
    expect((await nathalie.get('/pro/history?kind=review')).text).to.include('a revu la liste des utilisateurs');
  });

  it('sent twice is done once', async () => {
    const seen = await seenBy(nathalie);
    const before = Number((await house.db('audit').where({ event: 'review' }).count('id as n').first())?.n);
    const answers = await Promise.all([nathalie.post(path, { seen }), nathalie.post(path, { seen })]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    const after = Number((await house.db('audit').where({ event: 'review' }).count('id as n').first())?.n);
    expect(after - before).to.equal(1);
  });

  it('late, in the year after, and sent twice is done once, and not for that year too', async () => {
    const before = house.clock.now;
    house.clock.now = Date.parse('2027-01-11T09:00:00Z');
    const late = await house.as('Nathalie Servais');
    const seen = await seenBy(late);
    for (const _ of [1, 2]) expect((await late.post(path, { seen })).status).to.equal(303);
    expect(await house.db('user_reviews').select('year')).to.deep.equal([{ year: 2026 }]);
    house.clock.now = before;
    await house.db('sessions').whereRaw("sess ->> 'userId' = ?", [nathalie.userId]).delete();
    nathalie = await house.as('Nathalie Servais');
  });

  it('that has changed since it was shown is shown again, not signed', async () => {
    const seen = await seenBy(nathalie);
    await house.db('grants').insert({
      user_id: stableId('user none-chenes'),
      role: 'data-manager',
      organising_body_id: chenes,
      dossier: 'reviews',
      valid_from: '2026-11-01',
    });
    const { status, text } = await nathalie.post(path, { seen });
    expect(status).to.equal(409);
    expect(text).to.include('La liste a changé entre-temps');
    await house
      .db('grants')
      .where({ user_id: stableId('user none-chenes') })
      .delete();
  });

  it('asks for a sign-in that is not old, and for a page that is ours', async () => {
    const old = await house.as('Nathalie Servais', { authenticatedAt: house.clock.now - 16 * minute });
    const answer = await old.post(path, { seen: await seenBy(old) });
    expect(answer.headers.location).to.match(/^\/sign-in\/start\?.*max_age=0/);
    expect((await nathalie.post(path, { seen: 'x' })).status).to.equal(422);
    expect((await house.db('user_reviews').whereNotNull('done_at')).length).to.equal(0);
  });

  it('may be reviewed of one’s own accord, which counts for the year', async () => {
    await house.db('user_reviews').delete();
    expect((await nathalie.post(path, { seen: await seenBy(nathalie) })).status).to.equal(303);
    expect(await house.db('user_reviews').select('year')).to.deep.equal([{ year: 2026 }]);
    const again = await nathalie.post(path, { seen: await seenBy(nathalie) });
    expect(again.status).to.equal(303);
    expect((await nathalie.get('/pro/users')).text).to.include('déjà revue pour cette année');
  });

  it('is reviewed by nobody else', async () => {
    for (const name of ['Isabelle Poncelet', 'Olivier Wauters', 'Kevin Thiry'])
      expect((await (await house.as(name)).get(path)).status, name).to.equal(403);
    expect((await house.stranger.get(path)).status).to.equal(302);
  });

  it('tells on the page of notices, and is marked as read there', async () => {
    await house.db('account_notices').insert({
      user_id: nathalie.userId,
      organising_body_id: chenes,
      kind: 'rights-end',
      about_user_id: stableId('user data-chenes'),
      about_on: '2026-12-07',
      created_at: new Date(house.clock.now),
    });
    const { text } = await nathalie.get('/pro/notices').expect(200);
    expect(text).to.include('Les accès temporaires de Olivier Wauters se terminent le lundi 7 décembre 2026.');
    await nathalie.post('/pro/notices', { until: String(house.clock.now) }).expect(303);
    expect((await house.db('account_notices').whereNull('read_at')).length).to.equal(0);
  });
});
