/** Sheets of days that somebody has spoilt, kind by kind: each is told in words, none stops the portal. */
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { bookOf, send, titles, toBody, toPlace } from './import-sheets.ts';

describe('spoilt sheets of days after school', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Benali');
  });
  after(() => house.close());

  const refused = async (bytes: Buffer, name: string, said: string): Promise<void> => {
    const { status, text } = await send(house, samira, toPlace(), [[bytes, name]]);
    expect(status, name).to.equal(422);
    expect(textOf(text), name).to.include(said);
  };
  const drawn = async (draw: (sheet: ExcelJS.Worksheet) => void): Promise<string> => {
    const book = new ExcelJS.Workbook();
    draw(book.addWorksheet('Présences'));
    const bytes = Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
    const { status, headers, text } = await send(house, samira, toPlace(), [[bytes, 'presences.xlsx']]);
    expect(status, textOf(text ?? '').slice(0, 500)).to.equal(303);
    return textOf((await samira.get(headers.location as string).expect(200)).text);
  };

  it('says what a file is that is no workbook, is empty, too long or another sheet', async () => {
    await refused(Buffer.from('date;maternelle'), 'presences.csv', "n'est pas un classeur Excel (.xlsx ou .xls)");
    await refused(Buffer.from('PK'), 'presences.ods', "n'est pas un classeur Excel (.xlsx ou .xls)");
    await refused(Buffer.from('date;maternelle'), 'presences.xlsx', "n'est pas un classeur Excel");
    await refused(await bookOf([]), 'vide.xlsx', "n'a aucune ligne sous les titres");
    await refused(await bookOf([['a', 'b']], ['Nom', 'Prénom']), 'autre.xlsx', 'Aucune ligne de titres');
    const day = ['16/11/2026', '', '31', '44', ''];
    await refused(await bookOf(Array.from({ length: 10_000 }, () => day)), 'long.xlsx', 'compte plus de 5');
    const { status, text } = await send(house, samira, toPlace(), []);
    expect(status).to.equal(422);
    expect(textOf(text)).to.include('Choisissez le fichier à importer');
    expect((await send(house, samira, toBody, [])).status).to.equal(422);
    expect(await house.db('sheet_imports').where({ kind: 'after-school' })).to.have.lengthOf(0);
  });

  it('reads dates and numbers as a program keeps them, and says of hidden rows that they are read', async () => {
    const text = await drawn((sheet) => {
      sheet.addRow(titles);
      sheet.addRow([new Date(Date.UTC(2026, 10, 16)), 'lundi', 31, 44, 5]);
      sheet.addRow([new Date(Date.UTC(2026, 10, 17)), 'mardi', 30, 45.5, null]).hidden = true;
    });
    expect(text).to.include('31 + 44, dont 5 en différenciation positive');
    expect(text).to.include("« 45,5 » n'est pas un nombre entier");
    expect(text).to.include('Des lignes ou des colonnes masquées de la feuille sont lues aussi');
  });

  it('finds titles under a merged heading, and asks for a value where a cell is merged, computed or wrong', async () => {
    const text = await drawn((sheet) => {
      sheet.addRow(['Présences de novembre']);
      sheet.mergeCells('A1:E1');
      sheet.addRow(titles);
      sheet.addRow(['16/11/2026', '', 31, 44, '']);
      sheet.addRow(['17/11/2026', '', { formula: 'C3+1', result: 32 }, 44, '']);
      sheet.addRow(['18/11/2026', '', { error: '#REF!' }, 44, '']);
      sheet.addRow(['19/11/2026', '', 12, null, '']);
      sheet.mergeCells('C6:D6');
    });
    expect(text).to.include('Cette cellule contient une formule, qui donne « 32 »');
    expect(text).to.include('Cette cellule contient une erreur du tableur (#REF!)');
    expect(text).to.include('Cette cellule est fusionnée avec une autre');
  });

  it('tells which month and which table of a report it does not find, and refuses one without any', async () => {
    const report = (sheet: ExcelJS.Worksheet, months: string[]): void => {
      sheet.getCell('D3').value = "Détail, pour un lieu d'accueil, des présences du 2e trimestre 2026";
      sheet.getCell('A6').value = "Lieu d'accueil";
      sheet.getCell('B6').value = 'Garderie du Bois';
      sheet.getCell('A12').value = 'Subvention de fonctionnement';
      months.forEach((month, at) => {
        sheet.getCell(`B${String(14 + 2 * at)}`).value = 20;
        sheet.getCell(`A${String(15 + 2 * at)}`).value = month;
        sheet.getCell(`B${String(15 + 2 * at)}`).value = 12;
      });
    };
    const text = await drawn((sheet) => {
      report(sheet, ['Avril', 'M.', 'Juin']);
    });
    expect(text).to.include("Tableau « Subvention de fonctionnement » : mai 2026 n'y est pas trouvé");
    expect(text).to.include("Le tableau « Différenciation positive » n'est pas trouvé dans ce fichier");
    const book = new ExcelJS.Workbook();
    report(book.addWorksheet('Présences'), ['T1', 'T2', 'T3']);
    const bytes = Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
    await refused(bytes, 'releve.xlsx', "aucun mois de son trimestre n'est trouvé dans le tableau");
  });

  it('keeps no national number that somebody left in it', async () => {
    const bytes = await bookOf([['16/11/2026', '', '31', '44', '', '94.05.17-314.21']], [...titles, 'NISS']);
    const { headers } = await send(house, samira, toPlace(), [[bytes, 'presences.xlsx']]);
    const { text } = await samira.get(headers.location as string);
    expect(text).to.not.include('314');
    expect(textOf(text)).to.include(
      "La colonne F contient des numéros nationaux : rien n'en est lu, rien n'en est gardé",
    );
  });
});
