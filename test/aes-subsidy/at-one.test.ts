/** The requests of a quarter of after-school care, body by body, as ONE reads them. */
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { openQuarter } from './cases.ts';

describe('the requests of a quarter of after-school care at ONE', () => {
  let house: House;
  let manager: Visitor;
  const path = '/office/aes-subsidies';
  const quarter = '2041-01';
  before(async () => {
    house = await openHouse();
    manager = await house.as('Karine Lejeune');
    await openQuarter(house.db, { at: house.clock.now, quarter, status: 'in-control in part' });
    await openQuarter(house.db, {
      at: house.clock.now,
      quarter,
      status: 'paid',
      bodyId: stableId('body petits-chenes'),
    });
  });
  after(() => house.close());
  const read = async (query = ''): Promise<string> => textOf((await manager.get(`${path}${query}`).expect(200)).text);

  it('opens on the last quarter that is over, called by its months, and leads to each other one', async () => {
    const page = await read();
    expect(page).to.match(/juillet – septembre 2026, année budgétaire 2026 : \d+ demande/);
    expect((await manager.get(path)).text).to.include('<option value="2041-01"');
  });

  it('says of each body how far it is, how many places are sent, and what is retained and paid once it is signed', async () => {
    const page = await read(`?quarter=${quarter}`);
    expect(page).to.include('2 demandes, retenu 6 000,00 €, liquidé 6 000,00 €');
    expect(page).to.include('Les Mercredis').and.include('En contrôle').and.include('1 sur 5');
    expect(page).to.include('Liquidée').and.include('2 sur 2');
  });

  it('is filtered by status and by words, counts what each filter would show, and says when nothing answers', async () => {
    expect(await read(`?quarter=${quarter}`))
      .to.include('En contrôle (1)')
      .and.include('Tous (2)');
    const controlled = await read(`?quarter=${quarter}&status=in-control`);
    expect(controlled).to.include('Les Mercredis').and.not.include('2 sur 2');
    expect(await read(`?quarter=${quarter}&q=mercredis`))
      .to.include('1 sur 5')
      .and.not.include('2 sur 2');
    expect(await read(`?quarter=${quarter}&q=introuvable`)).to.include('Aucune demande ne répond à ces filtres');
    // What is no filter is none.
    expect(await read(`?quarter=x&status=y&after=z&before[]=w&q[]=`)).to.include('année budgétaire 2026');
  });

  it('is taken away as a sheet with the same lines, and the taking is told', async () => {
    const { body } = await manager.get(`${path}/export?quarter=${quarter}`).responseType('blob').expect(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as never);
    const sheet: string[][] = [];
    book.worksheets[0]!.eachRow((row) => sheet.push((row.values as unknown[]).slice(1).map(String)));
    expect(sheet).to.have.length(3);
    expect(sheet[0]).to.include('Pouvoir organisateur').and.include('Liquidé (€)');
    expect(sheet.flat()).to.include('6000,00');
    const told = (await house.db('audit').where({ event: 'export', subject_id: 'aes-subsidy' })) as object[];
    expect(told).to.have.length(1);
  });

  it('shows to each agent only what they may see', async () => {
    const other = await house.as('Noémie Deprez');
    expect(textOf((await other.get(`${path}?quarter=${quarter}`).expect(200)).text)).to.not.include('1 sur 5');
    await (await house.as('Samira Benali')).get(path).expect(403);
    await house.stranger.get(path).expect(302);
  });
});
