/** How often the import of a month asks the database: as often for many children as for two. */
import { expect } from 'chai';
import type { Response, Test } from 'supertest';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldsOf } from '../team/workbooks.ts';
import { base, bookOf, childRow, facilityId, upload, type Row } from './sheets.ts';

describe('the questions of an import of attendance', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    await nathalie.get(`${base}/import`);
  });
  after(() => house.close());

  async function importOf(rows: Row[]): Promise<Record<string, number>> {
    await house.db('attendance_rows').where({ facility_id: facilityId }).delete();
    await house.db('sheet_layouts').delete();
    const asked: Record<string, number> = {};
    const step = async (name: string, status: number, work: () => Test): Promise<Response> => {
      const counted = await countQueries<Response>(async () => work());
      expect(counted.result.status, name).to.equal(status);
      asked[name] = counted.asked.length;
      return counted.result;
    };
    const bytes = await bookOf(rows);
    await step('upload page', 200, () => nathalie.get(`${base}/import`));
    await step('template', 200, () => nathalie.get(`${base}/template`));
    const { location: at } = (await step('upload', 303, () => upload(house, nathalie, bytes))).headers as {
      location: string;
    };
    const { text } = await step('desk', 200, () => nathalie.get(at));
    await step('columns', 200, () => nathalie.get(`${at}/columns`));
    const { version } = fieldsOf(text);
    await step('mend', 303, () => nathalie.post(`${at}/mend`, { version, do: 'mode-replace' }));
    await step('file', 200, () => nathalie.get(`${at}/file`));
    const mended = await nathalie.get(at);
    await step('confirm', 303, () => nathalie.post(`${at}/confirm`, fieldsOf(mended.text)));
    await step('done', 200, () => nathalie.get(at));
    return asked;
  }
  const rowsOf = (count: number): Row[] =>
    Array.from({ length: count }, (_, at) =>
      childRow(`Famille${String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26))}`, 'Essai'),
    );

  it('are as many for 150 children as for 2', async () => {
    const few = await importOf(rowsOf(2));
    const many = await importOf(rowsOf(150));
    expect(many).to.deep.equal(few);
    const most: Record<string, number> = {
      'upload page': 8,
      template: 9,
      upload: 15,
      desk: 13,
      columns: 8,
      mend: 19,
      file: 12,
      confirm: 25,
      done: 7,
    };
    for (const [name, count] of Object.entries(many)) expect(count, name).to.be.at.most(most[name]!);
  });
});
