/** Sheets of attendance that nobody means well with, and those that programs make by themselves: told by file or by cell, never a fault of ours. */
import { expect } from 'chai';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { unseal } from '../../domain/sealed.ts';
import { zip, sheetTypes, type ZipEntry } from '../support/made-files.ts';
import { book, rowXml, sheetXml, type Drawn } from '../support/made-workbooks.ts';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { container, formula, label, oldWorkbook, record } from './old-workbooks.ts';
import { base, bookOf, childRow, oldBookOf, titles, upload } from './sheets.ts';

const headers: Drawn[] = ['Nom', 'Prénom', 'Né le', 'Entrée', 'J1', 'J2', 'J3'];
const ada: Drawn[] = ['Lambert', 'Ada', '04/03/2025', '01/09/2025', 'P', 'P', 'P'];
const sheet = (rows: Drawn[][], after = ''): Buffer =>
  book([
    { name: 'Présences', xml: sheetXml([headers, ...rows].map((cells, at) => rowXml(at + 1, cells)).join(''), after) },
  ]);

describe('a hostile sheet of attendance', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  beforeEach(() => house.db('sheet_imports').where({ kind: 'attendance' }).delete());
  const waiting = async (): Promise<{ id: string; sealed: Buffer }[]> =>
    house.db('sheet_imports').where({ kind: 'attendance' });

  async function refused(bytes: Buffer, name: string, said: string): Promise<void> {
    const began = Date.now();
    const { status, text } = await upload(house, nathalie, bytes, name);
    expect(status, `${name}: ${textOf(text).slice(0, 300)}`).to.equal(422);
    expect(textOf(/<div class="error-summary[\s\S]*?<\/div>/.exec(text)?.[0] ?? '')).to.include(said);
    expect(await waiting()).to.have.lengthOf(0);
    // Hung is not refused: beyond the budget of a file and its turn.
    expect(Date.now() - began).to.be.lessThan(60_000);
  }
  async function taken(bytes: Buffer, name = 'presences.xlsx'): Promise<{ at: string; said: string; html: string }> {
    const { status, headers: sent, text } = await upload(house, nathalie, bytes, name);
    expect(status, textOf(text ?? '').slice(0, 400)).to.equal(303);
    const { text: html } = await nathalie.get(sent.location as string).expect(200);
    return { at: sent.location as string, said: textOf(html), html };
  }

  it('made to cost is refused: a bomb, a million rows, more columns than a month has', async () => {
    const bomb: ZipEntry = { name: 'xl/worksheets/sheet0.xml', body: sheetXml('<row/>'), unpacked: 900_000_000 };
    await refused(book([], { more: [bomb] }), 'a.xlsx', 'prendrait trop de place');
    const rows = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${String(at + 2)}"><c><v>1</v></c></row>`);
    await refused(
      book([{ name: 'Présences', xml: sheetXml(rowXml(1, headers) + rows.join('')) }]),
      'a.xlsx',
      'compte plus de',
    );
    await refused(
      book([{ name: 'Présences', xml: sheetXml('<row r="1"><c r="XFD1"><v>1</v></c></row>') }]),
      'a.xlsx',
      'colonnes',
    );
    const validations =
      '<dataValidations><dataValidation sqref="A1:XFD1048576" type="list"><formula1>"P"</formula1></dataValidation></dataValidations><mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>';
    expect((await taken(sheet([ada], validations))).said).to.include('Importer 1 enfant');
  });

  it('that is no workbook, or a broken one, is refused whatever its name says', async () => {
    const page = Buffer.from('<html><table><tr><td>Nom</td><td>1</td></tr></table></html>');
    const text = Buffer.from('Nom;Prénom;1;2\nLambert;Ada;P;P\n');
    for (const name of ['a.xls', 'a.xlsx']) {
      await refused(page, name, name.endsWith('xls') ? "n'est pas un classeur Excel" : 'est abîmé');
      await refused(text, name, name.endsWith('xls') ? "n'est pas un classeur Excel" : 'est abîmé');
    }
    await refused(text, 'a.csv', "n'est pas un classeur Excel (.xlsx ou .xls)");
    const good = await bookOf([childRow('Lambert', 'Ada')]);
    await refused(good, 'a.xls', "n'est pas un classeur Excel, même si son nom se termine par .xls");
    await refused(good.subarray(0, good.length - 200), 'a.xlsx', 'est abîmé');
    await refused(Buffer.alloc(0), 'a.xlsx', 'est vide');
    await refused(
      zip([
        { name: '../../../etc/passwd', body: 'x' },
        { name: '[Content_Types].xml', body: sheetTypes },
      ]),
      'a.xlsx',
      'est abîmé',
    );
  });

  it('with macros or links to other files is refused, of today and of before', async () => {
    const of = (more: ZipEntry): Buffer =>
      book([{ name: 'Présences', xml: sheetXml(rowXml(1, headers)) }], { more: [more] });
    await refused(of({ name: 'xl/vbaProject.bin', body: 'x' }), 'a.xlsx', 'contient des macros');
    await refused(
      of({ name: 'xl/externalLinks/externalLink1.xml', body: '<externalLink/>' }),
      'a.xlsx',
      'dans un autre fichier ou sur internet',
    );
    const cells = [label(0, 0, 'Nom'), label(0, 1, 'Prenom')];
    await refused(oldWorkbook(cells, { more: [record(0x00d3)] }), 'a.xls', 'contient des macros');
    await refused(oldWorkbook(cells, { kind: 1 }), 'a.xls', 'contient des macros');
    await refused(
      oldWorkbook(cells, { streams: { '/_VBA_PROJECT_CUR/VBA/dir': Buffer.from('x') } }),
      'a.xls',
      'contient des macros',
    );
    const outside = Buffer.concat([Buffer.from([1, 0]), Buffer.from([9, 0, 0]), Buffer.from('other.xls')]);
    await refused(
      oldWorkbook(cells, { more: [record(0x01ae, outside)] }),
      'a.xls',
      'dans un autre fichier ou sur internet',
    );
    await refused(oldWorkbook(cells, { more: [record(0x002f, [0, 0])] }), 'a.xls', 'mot de passe');
    await refused(container({ EncryptedPackage: Buffer.alloc(100) }), 'a.xls', 'mot de passe');
    await refused(container({ WordDocument: Buffer.alloc(100) }), 'a.xls', "n'est pas un classeur Excel");
  });

  it('of before 2007 and spoilt in whatever place is refused or read, and holds nobody up', async () => {
    const whole = oldBookOf([
      ['Nom', 'Prénom', 'Né le', 'Entrée', 1, 2],
      ['Lambert', 'Ada', '04/03/2025', '01/09/2025', 'P', 0.5],
    ]);
    // The same every time: each place of the file in turn.
    for (let turn = 0; turn < 24; turn += 1) {
      const spoilt = Buffer.from(whole);
      for (let at = 8 + turn * 37; at < spoilt.length; at += 997) spoilt[at] = (spoilt[at]! + 101 + turn) % 256;
      const { status } = await upload(
        house,
        nathalie,
        turn % 3 === 0 ? spoilt.subarray(0, spoilt.length - turn * 50) : spoilt,
        'a.xls',
      );
      expect([303, 422], String(turn)).to.include(status);
    }
  });

  it('has a formula of an older workbook told by its cell, where a datum stands', async () => {
    const cells = [
      ...['Nom', 'Prenom', 'Ne le', 'Entree', 'J1', 'J2'].map((text, at) => label(0, at, text)),
      ...['Lambert', 'Ada', '04/03/2025', '01/09/2025'].map((text, at) => label(1, at, text)),
      formula(1, 4, 1),
      label(1, 5, 'P'),
    ];
    const { said } = await taken(oldWorkbook(cells), 'a.xls');
    expect(said).to.include('Cette cellule contient une formule').and.include('Cellule E2');
  });

  it('has formulas that would open something told and given back as texts', async () => {
    const { at, said } = await taken(
      sheet([
        [
          "=cmd|'/c calc'!A1",
          'Ada',
          '04/03/2025',
          '01/09/2025',
          '+1',
          { xml: 't="str"><f>1+1</f><v>P</v>' },
          '@SUM(A1)',
        ],
      ]),
    );
    expect(said).to.include('Cellule F2').and.include("n'est pas un code connu");
    const { body } = await nathalie.get(`${at}/file`).responseType('blob');
    const { said: again } = await taken(body as Buffer);
    expect(again).to.include("n'est pas un code connu");
  });

  it('keeps no national number: neither its column, nor one in a name, nor in the file that is given back', async () => {
    const niss = makeNationalNumber({ birthOn: '2025-03-04', sequence: 2 });
    const rows = [
      [niss, ...childRow(`Lambert ${niss}`, 'Ada')],
      [niss.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5'), ...childRow('Nagy', 'Elio')],
    ];
    const { at, said, html } = await taken(
      await bookOf(rows, { headers: ['Registre national', ...titles, 'J1', 'J2', 'J3', 'J4'] }),
    );
    expect(said).to.include('numéros nationaux : rien n').and.include('Un numéro a été retiré de cette cellule');
    const [row] = await waiting();
    const kept = unseal(row!.sealed, { secret: house.config.nissKey, purpose: 'attendance import', boundTo: row!.id })!;
    const { body } = await nathalie.get(`${at}/file`).responseType('blob');
    for (const held of [html, kept, (body as Buffer).toString('latin1'), house.log.join('\n')]) {
      expect(held).to.not.include(niss);
      expect(held).to.not.include(niss.slice(6));
    }
    expect(kept).to.include('Nagy');
  });

  it('with titles and texts that are more than texts elsewhere is read as texts', async () => {
    const { said } = await taken(
      await bookOf([[...childRow('<img src=x>', '{{this}}'), '__proto__']], {
        headers: [...titles, 'J1', 'J2', 'J3', 'J4', 'constructor'],
      }),
    );
    expect(said).to.include('constructor → ignorée').and.include('Importer 1 enfant');
    await house.db('sheet_imports').where({ kind: 'attendance' }).delete();
    await refused(await bookOf([['x']], { headers: ['__proto__'] }), 'a.xlsx', "Aucune ligne de titres n'est reconnue");
    await refused(await bookOf([]), 'a.xlsx', "n'a aucune ligne sous les titres");
  });

  it('of more children than a month holds is told, and not written', async () => {
    const many = Array.from({ length: 520 }, (_, at) =>
      childRow(`Essai${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`, 'Enfant'),
    );
    const { at, said, html } = await taken(await bookOf(many));
    expect(said).to.include('Un mois compte 500 lignes au plus');
    const version = /name="version" value="(\d+)"/.exec(html)![1]!;
    await nathalie.post(`${at}/confirm`, { version, digest: 'x' }).expect(422);
    expect((await nathalie.get(`${base}/import`).expect(200)).text).to.include(at);
  });
});
