/** How often each route of Mon Équipe, of its import and of its export asks the database: as often for a large sheet as for a small one. */
import { expect } from 'chai';
import type { Response, Test } from 'supertest';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { routesOf } from '../support/routes.ts';
import { makeMany, makeMember, petitsChenes, type Made } from './made-team.ts';
import { bookOf, fieldsOf, headers, nissOf, rowOf, upload, type Row } from './workbooks.ts';

const niss = makeNationalNumber({ birthOn: '1990-02-03', sequence: 246 });
const isOfTeams = /^\/(?:pro|office)\/team(?:\/|$)/;

interface Asked {
  status: number;
  asked: string[];
  location: string;
  text: string;
}

describe('the questions of Mon Équipe', () => {
  let house: House;
  let nathalie: Visitor, sophie: Visitor;
  let made: Made;
  const warnings: string[] = [];
  const note = ({ message }: Error): unknown => warnings.push(message);
  /** Routes that a test has counted. */
  const counted = new Set<string>();
  before(async () => {
    house = await openHouse();
    process.on('warning', note);
    [nathalie, sophie] = [await house.as('Nathalie Servais'), await house.as('Sophie Lambert')];
    made = await makeMember(house.db, house.config, { firstName: 'Zoé', familyName: 'Compte' });
    // The first time, more is asked: what is read once for all.
    await nathalie.get('/pro/team');
    await sophie.get(`/office/team/${made.id}`);
  });
  after(async () => {
    process.off('warning', note);
    await house.close();
  });

  const ask = async (route: string, work: () => Test): Promise<Asked> => {
    counted.add(route);
    const { asked, result } = await countQueries<Response>(async () => work());
    const { location = '' } = result.headers as { location?: string };
    return { status: result.status, asked, location, text: result.text };
  };
  /** As many as are said, and no more; one who asks less lowers the number. */
  const expectAtMost = (route: string, { asked, status }: Asked, most: number, expected: number): void => {
    expect(status, route).to.equal(expected);
    expect(asked.length, `${route} asked:\n  ${asked.map((sql) => sql.slice(0, 140)).join('\n  ')}\n`).to.be.at.most(
      most,
    );
  };

  const pages: [route: string, path: () => string, most: number][] = [
    ['GET /pro/team', () => '/pro/team', 16],
    ['GET /pro/team/new', () => '/pro/team/new', 2],
    ['GET /pro/team/:id', () => `/pro/team/${made.id}`, 14],
    ['GET /office/team/:id', () => `/office/team/${made.id}`, 14],
    ['GET /pro/team/export', () => '/pro/team/export', 12],
    ['GET /pro/team/import', () => '/pro/team/import', 5],
    ['GET /pro/team/import/modele.xlsx', () => '/pro/team/import/modele.xlsx', 3],
  ];
  const of = (route: string, path: string): Promise<Asked> =>
    ask(route, () => (route.includes('/office') ? sophie : nathalie).get(path));
  const ofFew = new Map<string, number>();
  for (const [route, path, most] of pages)
    it(`are at most ${String(most)} for ${route}`, async () => {
      await of(route, path());
      const asked = await of(route, path());
      expectAtMost(route, asked, most, 200);
      ofFew.set(route, asked.asked.length);
    });

  it('are as many for a team of 400 more', async () => {
    await makeMany(house.db, 400);
    // What was written is compared once with what was validated.
    await nathalie.get('/pro/team');
    for (const [route, path] of pages) expect((await of(route, path())).asked.length, route).to.equal(ofFew.get(route));
  });

  it('are counted for each step of adding a person', async () => {
    const steps: [route: string, work: () => Test, most: number][] = [
      ['POST /pro/team/new', () => nathalie.post('/pro/team/new', { body: petitsChenes, niss }), 2],
      ['GET /pro/team/new/name', () => nathalie.get('/pro/team/new/name'), 2],
      ['POST /pro/team/new/name', () => nathalie.post('/pro/team/new/name', { familyName: 'Marlière' }), 2],
      ['GET /pro/team/new/person', () => nathalie.get('/pro/team/new/person'), 6],
    ];
    const made = { firstName: 'Zoé', familyName: 'Marlière', bornOn: '03/02/1990' };
    for (const [route, work, most] of steps) {
      const asked = await ask(route, work);
      expectAtMost(route, asked, most, route.startsWith('GET') ? 200 : 303);
    }
    expectAtMost(
      'create',
      await ask('POST /pro/team/new/person', () => nathalie.post('/pro/team/new/person', made)),
      11,
      303,
    );
    await house
      .db('collaborations')
      .whereIn('person_id', house.db('people').where('family_name', 'Marlière').select('id'))
      .delete();
    await nathalie.post('/pro/team/new', { body: petitsChenes, niss });
    await nathalie.post('/pro/team/new/name', { familyName: 'Marlière' });
    expectAtMost('use', await ask('POST /pro/team/new/use', () => nathalie.post('/pro/team/new/use')), 10, 303);
    for (const doing of ['restart', 'abandon'])
      expectAtMost(
        doing,
        await ask(`POST /pro/team/new/${doing}`, () => nathalie.post(`/pro/team/new/${doing}`)),
        1,
        303,
      );
  });

  it('are counted for a row of the sheet, also of a person with many rows', async () => {
    const row = { key: made.contractIds[0]!, version: '0', title: 'Puériculture', obtainedOn: '' };
    const route = 'POST /pro/team/:id/:section/:row';
    expectAtMost(route, await ask(route, () => nathalie.post(`/pro/team/${made.id}/diplomas/new`, row)), 20, 303);
  });

  /** All the way of an import of so many rows. */
  async function importOf(rows: Row[], titles: string[]): Promise<Record<string, Asked>> {
    const bytes = await bookOf(rows, { titles });
    const steps: Record<string, Asked> = {};
    const step = async (route: string, work: () => Test): Promise<Asked> => (steps[route] = await ask(route, work));
    const { location: at } = await step('POST /pro/team/import', () => upload(house, nathalie, bytes));
    const letters = String.fromCharCode(65 + titles.indexOf('Rôle'));
    await step('POST /pro/team/import/:id/columns', () =>
      nathalie.post(`${at}/columns`, { version: '1', function: letters }),
    );
    const { text } = await step('GET /pro/team/import/:id', () => nathalie.get(at));
    await step('POST /pro/team/import/:id/mend', () =>
      nathalie.post(`${at}/mend`, { version: fieldsOf(text).version, do: 'accept-all' }),
    );
    await step('GET /pro/team/import/:id/file', () => nathalie.get(`${at}/file`));
    const mended = await nathalie.get(at);
    await step('POST /pro/team/import/:id/confirm', () => nathalie.post(`${at}/confirm`, fieldsOf(mended.text)));
    await step('POST /pro/team/import/:id/abandon', () => nathalie.post(`${at}/abandon`));
    await house.db('team_sheet_headers').delete();
    return steps;
  }

  it('are as many for an import of 150 rows as for one of 2', async () => {
    const titles = headers.map((header) => (header === 'Fonction' ? 'Rôle' : header));
    const rowsFrom = (from: number, count: number): Row[] =>
      Array.from({ length: count }, (_, index) => rowOf(from + 2 * index, { 4: 'Puericultrise' }));
    const few = await importOf(rowsFrom(2, 2), titles);
    const many = await importOf(rowsFrom(10, 150), titles);
    const most: Record<string, [asked: number, status: number]> = {
      'POST /pro/team/import': [14, 303],
      'POST /pro/team/import/:id/columns': [14, 303],
      'GET /pro/team/import/:id': [15, 200],
      'POST /pro/team/import/:id/mend': [24, 303],
      'GET /pro/team/import/:id/file': [14, 200],
      'POST /pro/team/import/:id/confirm': [30, 303],
      'POST /pro/team/import/:id/abandon': [5, 303],
    };
    expect(Object.keys(few)).to.deep.equal(Object.keys(most));
    for (const [route, [asked, status]] of Object.entries(most)) {
      expectAtMost(route, few[route]!, asked, status);
      expectAtMost(route, many[route]!, asked, status);
    }
    expect(await house.db('people').where('family_name', rowOf(10)[1])).to.have.lengthOf(1);
    expect(nissOf(2)).to.have.lengthOf(11);
  });

  it('never wait for each other on one connection', () => {
    expect(warnings.filter((text) => text.includes('client.query()'))).to.deep.equal([]);
  });

  it('are counted for every route of Mon Équipe', () => {
    const routes = routesOf(house.app).filter(({ path }) => isOfTeams.test(path));
    expect(routes.map(({ method, path }) => `${method} ${path}`).filter((route) => !counted.has(route))).to.deep.equal(
      [],
    );
  });
});
