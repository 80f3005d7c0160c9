import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const body = stableId('body petits-chenes');

describe('the list of users as a sheet', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());

  const exported = async (by: Visitor, query = ''): Promise<{ users: string[][]; rights: string[][] }> => {
    const { status, body: bytes } = await by.get(`/pro/users/export${query}`).responseType('blob');
    expect(status).to.equal(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    const rowsOf = (name: string): string[][] => {
      const rows: string[][] = [];
      book
        .getWorksheet(name)!
        .eachRow((row) =>
          rows.push((row.values as unknown[]).slice(1).map((one) => (typeof one === 'string' ? one : ''))),
        );
      return rows;
    };
    return { users: rowsOf('Utilisateurs'), rights: rowsOf('Accès') };
  };

  it('holds who the page shows, with the filters of its address, and each of their accesses; no number', async () => {
    const { users, rights } = await exported(nathalie);
    expect(users[0]).to.include.members(['Nom', 'Prénom', 'Rôles', 'Statut', 'Dernière connexion']);
    const page = (await nathalie.get('/pro/users')).text;
    const names = users.slice(1).map(([family]) => family!);
    expect(names).to.include.members(['Servais', 'Poncelet', 'Thiry', 'Moreau', 'Colard']);
    for (const name of names) expect(page).to.include(name);
    expect(rights.some((row) => row[0] === 'Poncelet' && row[3] === 'Gestion des utilisateurs')).to.equal(true);
    const few = await exported(nathalie, '?q=lefevre+JULIE');
    expect(few.users.slice(1).map(([family]) => family)).to.deep.equal(['Lefèvre']);
    expect(few.rights.slice(1).every(([family]) => family === 'Lefèvre')).to.equal(true);
    const all = [...users, ...rights].flat().join(' ').replaceAll(/\D/g, '');
    for (const person of people.filter(({ portal }) => portal === 'pro')) expect(all).to.not.include(nissOf(person));
  });

  it('computes nothing of what a body typed, and is told in its history', async () => {
    await house
      .db('memberships')
      .where({ user_id: stableId('user none-chenes'), organising_body_id: body })
      .update({ first_name: '=HYPERLINK("http://example.invalid")', family_name: '+32', email: '@import' });
    const { users } = await exported(nathalie);
    expect(users.flat().filter((text) => /^[=+\-@]/.test(text))).to.deep.equal([]);
    expect(users.flat()).to.include('\'=HYPERLINK("http://example.invalid")');
    const lines = await house.db('audit').where({ event: 'export', subject: 'users', on_behalf_of: body });
    expect(lines).to.have.lengthOf.above(0);
    expect((await nathalie.get('/pro/history')).text).to.include('a exporté la liste des utilisateurs');
  });

  it('is for those who manage the users of the body, and of no other body', async () => {
    const statusOf = async (name: string, query = ''): Promise<number> =>
      (await (await house.as(name)).get(`/pro/users/export${query}`)).status;
    expect(await statusOf('Isabelle Poncelet')).to.equal(200);
    expect(await statusOf('Olivier Wauters')).to.equal(403);
    expect(await statusOf('Sophie Lambert')).to.equal(403);
    expect(await statusOf('Nathalie Servais', `?body=${stableId('body clair-matin')}`)).to.equal(404);
  });
});
