/** « Pré-demandes » of an operator: what is listed, filtered, turned, and by which way the database comes to it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import pg from 'pg';
import { findViewer } from '../../db/access/viewer.ts';
import { listPreRequests } from '../../db/pre-request/list.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn, textOf } from '../support/html.ts';
import { familyAsks } from './asks.ts';

const path = '/pro/pre-requests';

describe('the list of pre-requests', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  const toAnswer = async (): Promise<{ caseId: string; version: string }> => {
    const { id, act_number: version } = await house
      .db('cases')
      .where({ slug: 'pre-request', facility_id: stableId('facility chenes'), status: 'to-answer' })
      .orderBy('id')
      .first<{ id: string; act_number: number }>('id', 'act_number');
    return { caseId: id, version: String(version) };
  };
  const told = async (query = '', who = nathalie): Promise<string> =>
    textOf((await who.get(`${path}${query}`).expect(200)).text);

  it('tells who waits for an answer, of the places of the operator alone', async () => {
    const text = await told();
    expect(text).to.include('4 familles attendent votre réponse.').and.include('Lina Hamdaoui');
    expect(text).not.to.include('Olivia Gérard');
    const emilie = await told('', await house.as('Émilie Delvaux'));
    expect(emilie).to.include('Une famille attend votre réponse.').and.include('Awa Diallo');
    expect(emilie).not.to.include('Lina Hamdaoui');
  });

  it('is filtered by state, place and month; what an address asks that is not there is not asked', async () => {
    const offered = await told('?state=offered');
    expect(offered).to.include('Karim Belkacem').and.not.to.include('Lina Hamdaoui');
    expect(await told(`?place=${stableId('facility glands')}`)).to.include('Aucune pré-demande ne correspond');
    // Months are counted from the day of the demonstration.
    const { month } = await house
      .db('pre_requests as p')
      .join('pre_request_families as f', 'f.id', 'p.family_id')
      .where('f.name', 'Awa Diallo')
      .first<{ month: string }>('month');
    const inMonth = await told(`?month=${month}`);
    expect(inMonth).to.include('Awa Diallo').and.not.to.include('Karim Belkacem');
    expect(await told(`?state=x&month=1&place=${stableId('facility parc')}`)).to.include('Lina Hamdaoui');
  });

  it('turns its pages both ways, each family once', async () => {
    for (let index = 0; index < 60; index += 1)
      await familyAsks(house.db, [stableId('facility coccinelle')], house.clock.now - index * 60_000, {
        name: `Famille ${String(index).padStart(3, '0')}`,
      });
    const seen: string[] = [];
    let url: string | undefined = `${path}?place=${stableId('facility coccinelle')}`;
    let back: string | undefined;
    while (url) {
      const { text } = await nathalie.get(url).expect(200);
      seen.push(...(text.match(/Famille \d{3}/g) ?? []));
      back = linkIn(text, 'prev');
      url = linkIn(text, 'next');
    }
    expect(new Set(seen).size).to.equal(60);
    expect(seen).to.have.lengthOf(60);
    expect((await nathalie.get(back!).expect(200)).text).to.include('Famille 000');
  });

  it('refuses in a sentence an offer in a year that nobody meant, and keeps what was typed', async () => {
    const { caseId, version } = await toAnswer();
    for (const [field, year] of [
      ['from', '9999'],
      ['replyBy', '9999'],
      ['from', '0001'],
      ['replyBy', '0001'],
      ['from', '2100'],
    ] as const) {
      const url = `/pro/pre-request/${caseId}/offer-place`;
      const { status, text } = await nathalie.post(url, {
        ...{ token: randomUUID(), version, from: '01/09/2027', replyBy: '15/12/2026', text: '' },
        [field]: `31/12/${year}`,
      });
      expect(status, `${field} ${year}`).to.equal(422);
      expect(text).to.include(`31/12/${year}`);
      if (year > '2027') expect(textOf(text)).to.include(`31 décembre ${year} est à plus de 5 ans : vérifiez l'année.`);
    }
  });

  it('is not for who has no such file, and no entry leads to a refusal', async () => {
    const agent = await house.as('Marc Dubois');
    await agent.get(path).expect(403);
    for (const name of ['Jean-Marc Henrion', 'Anne-Sophie Lefèvre', 'Émilie Delvaux']) {
      const who = await house.as(name);
      if ((await who.get('/pro').expect(200)).text.includes(`href="${path}"`)) await who.get(path).expect(200);
    }
    expect(textOf((await nathalie.get('/pro').expect(200)).text)).to.match(/Pré-demandes \d+/);
  });

  it('reads the pre-requests of the body, not its other cases', async () => {
    const { now } = house.clock;
    const viewer = await findViewer(house.db, stableId('user admin-petits-chenes'), {
      acr: 450,
      authenticatedAt: now,
      now,
    });
    const asked: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: { sql: string; bindings: unknown[] }): void => {
      asked.push(query);
    };
    house.db.on('query', note);
    await listPreRequests(house.db, viewer!.ability, { size: 50, state: 'to-answer' });
    await listPreRequests(house.db, viewer!.ability, {
      size: 50,
      month: '2031-01',
      facilityId: stableId('facility chenes'),
    });
    house.db.removeListener('query', note);
    expect(asked).to.have.lengthOf(2);
    const client = new pg.Client({ connectionString: house.url });
    await client.connect();
    await client.query('set enable_seqscan = off');
    const plans: string[] = [];
    for (const { sql, bindings } of asked) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, bindings);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    await client.end();
    expect(plans[0]).to.match(/cases_of_pre_requests/);
    expect(plans[1]).to.match(/pre_requests_by_month|cases_of_pre_requests/);
  });
});
