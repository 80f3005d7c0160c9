/** Workbooks that nobody means well with, and those that programs make by themselves: each is told by a sentence, and nothing is half written. */
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { fromBufferPromise } from 'yauzl';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { sheetTypes, zip, type ZipEntry } from '../support/made-files.ts';
import { book, cell, escaped, lettersOf, rowXml, sheetXml, type Drawn } from '../support/made-workbooks.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeMember } from './made-team.ts';
import { fieldsOf, headers, nissOf, rowOf, upload } from './workbooks.ts';

/** One sheet: the titles, and these rows from the second on. */
const rowsOf = (rows: readonly (readonly Drawn[])[], titles: readonly Drawn[] = headers): string =>
  [titles, ...rows].map((cells, index) => rowXml(index + 1, cells)).join('');
const team = (rows: readonly (readonly Drawn[])[], titles?: readonly Drawn[], after = ''): Buffer =>
  book([{ name: 'Équipe', xml: sheetXml(rowsOf(rows, titles), after) }]);
/** A row of texts with some cells of its own, by the index of the column. */
const line = (sequence: number, over: Record<number, Drawn> = {}): Drawn[] =>
  rowOf(sequence).map((text, index) => (Object.hasOwn(over, index) ? over[index] : String(text ?? '')));
const number = (value: number | string, style = 0): Drawn => ({ xml: `s="${String(style)}"><v>${String(value)}</v>` });
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');

async function partOf(bytes: Buffer, name: string): Promise<string> {
  const opened = await fromBufferPromise(bytes);
  for await (const entry of opened.eachEntry())
    if (entry.fileName === name)
      return Buffer.concat(await (await opened.openReadStreamPromise(entry)).toArray()).toString('utf8');
  return '';
}

describe('a hostile workbook', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  const count = async (table: string): Promise<number> =>
    ((await house.db(table).count('* as n').first()) as { n: number }).n;

  async function refused(bytes: Buffer, ...said: string[]): Promise<void> {
    const before = await count('sheet_imports');
    const { status, text } = await upload(house, nathalie, bytes);
    expect(status, textOf(text).slice(0, 400)).to.equal(422);
    const told = textOf(/<div class="error-summary[\s\S]*?<\/div>/.exec(text)?.[0] ?? '');
    for (const each of said) expect(told, told).to.include(each);
    expect(await count('sheet_imports')).to.equal(before);
  }
  async function taken(bytes: Buffer): Promise<{ at: string; html: string; said: string }> {
    const { status, headers: answer, text } = await upload(house, nathalie, bytes);
    expect(status, textOf(text ?? '')).to.equal(303);
    const at = answer.location as string;
    const { status: shown, text: html } = await nathalie.get(at);
    expect(shown).to.equal(200);
    return { at, html, said: textOf(html) };
  }
  /** @returns the names of those who were written */
  async function written(bytes: Buffer): Promise<string> {
    const { at, html, said } = await taken(bytes);
    expect(said).to.include('tout est en ordre');
    const { status, text } = await nathalie.post(`${at}/confirm`, fieldsOf(html));
    expect(status, textOf(text ?? '')).to.equal(303);
    return said;
  }
  async function returned(at: string): Promise<ExcelJS.Worksheet> {
    const { status, body } = await nathalie.get(`${at}/file`).responseType('blob');
    expect(status).to.equal(200);
    const read = new ExcelJS.Workbook();
    await read.xlsx.load(body as never);
    return read.getWorksheet('Équipe')!;
  }

  describe('made to cost', () => {
    it('that unpacks to far more than it weighs is refused, whatever it says of itself', async () => {
      const bomb: ZipEntry = { name: 'xl/worksheets/sheet0.xml', body: sheetXml('<row/>'), unpacked: 900_000_000 };
      await refused(book([], { more: [bomb] }), 'prendrait trop de place');
      const lying = { name: 'xl/media/a.bin', body: '0'.repeat(5_000_000), unpacked: 10 };
      await refused(book([{ name: 'Équipe', xml: sheetXml(rowsOf([line(2)])) }], { more: [lying] }), 'est abîmé');
      const much = `<sst>${`<si><t>${'a'.repeat(1_900)}</t></si>`.repeat(11_000)}</sst>`;
      await refused(
        book([{ name: 'Équipe', xml: sheetXml(rowsOf([line(2)])) }], { strings: much }),
        'contient trop de texte',
      );
    });

    it('with a million rows is read where they are empty, and refused where they are not', async () => {
      const dimension = '<dimension ref="A1:XFD1048576"/>';
      const empty = Array.from({ length: 300_000 }, (_, index) => `<row r="${String(index + 3)}" s="1"/>`).join('');
      const last = '<row r="1048576"><c r="A1048576" s="1"/></row>';
      const { said } = await taken(
        book([
          {
            name: 'Équipe',
            xml: `<worksheet>${dimension}<sheetData>${rowsOf([line(4)])}${empty}${last}</sheetData></worksheet>`,
          },
        ]),
      );
      expect(said).to.include('Importer 1 ligne');
      const full = Array.from(
        { length: 1_000_000 },
        (_, index) => `<row r="${String(index + 2)}"><c><v>1</v></c></row>`,
      );
      await refused(book([{ name: 'Équipe', xml: sheetXml(rowsOf([]) + full.join('')) }]), 'compte plus de', 'lignes');
    });

    it('whose rows are far apart, out of order, twice or without a number is read or refused, and given back whole', async () => {
      const far = rowXml(1_048_576, line(6, { 4: 'Puericultrise' }));
      const { at, said } = await taken(book([{ name: 'Équipe', xml: sheetXml(rowsOf([line(8)]) + far) }]));
      expect(said).to.include('E1048576');
      const { body } = await nathalie.get(`${at}/file`).responseType('blob');
      const xml = await partOf(body as Buffer, 'xl/worksheets/sheet1.xml');
      expect(xml).to.include('r="B1048576"');
      const ranges = [...xml.matchAll(/sqref="[A-Z]+\d+:[A-Z]+(\d+)"/g)].map(([, last]) => Number(last));
      expect(new Set(ranges)).to.deep.equal(new Set([1_048_576]));
      for (const r of ['2', '0', '-4', 'x', '1.5', '99999999'])
        await refused(
          book([{ name: 'Équipe', xml: sheetXml(rowsOf([line(10)]) + `<row r="${r}"><c><v>1</v></c></row>`) }]),
          'ne peut pas être lu',
        );
    });

    it('with more columns than a team has is refused', async () => {
      const wide = `<row r="1">${headers.map((header, index) => cell(`${lettersOf(index)}1`, header)).join('')}<c r="XFD1"><v>1</v></c></row>`;
      await refused(book([{ name: 'Équipe', xml: sheetXml(wide) }]), 'compte plus de 60 colonnes');
    });
  });

  describe('with what only a program understands', () => {
    it('has each merged cell told, also where everything is merged', async () => {
      const merged = (refs: string): string => `<mergeCells>${refs}</mergeCells>`;
      const { said } = await taken(
        team([line(12), line(14, { 3: undefined })], headers, merged('<mergeCell ref="D2:D3"/>')),
      );
      expect(said).to.include('Cette cellule est fusionnée avec une autre').and.include('Cellule D3');
      const all = merged(`<mergeCell ref="A1:XFD1048576"/>${'<mergeCell ref="B2:C3"/>'.repeat(500)}`);
      expect((await taken(team([line(16), line(18)], headers, all))).said).to.include('Importer 2 lignes');
    });

    it('has each formula told with what it gives; nothing is computed, and no other file is opened', async () => {
      const formula = (text: string, value: string): Drawn => ({
        xml: `t="str"><f>${escaped(text)}</f><v>${escaped(value)}</v>`,
      });
      const { said, html } = await taken(
        team([
          line(20, { 5: formula('40*2', '80 %'), 0: formula('A9', nissOf(20)) }),
          line(22, { 2: formula("cmd|'/c calc'!A1", 'Nora'), 4: { xml: 't="e"><f>#REF!</f><v>#REF!</v>' } }),
        ]),
      );
      for (const each of [
        'Cette cellule contient une formule, qui donne « 80 % » : écrivez sa valeur',
        'Cellule F2',
        'Cellule A2 · NISS',
        'Cellule C3 · Prénom',
        'Cette cellule contient une erreur du tableur (#REF!)',
        'Cellule E3',
      ])
        expect(said).to.include(each);
      expect(html).to.not.include(nissOf(20));
      const sheets = [{ name: 'Équipe', xml: sheetXml(rowsOf([line(20)])) }];
      const outside = { name: 'xl/externalLinks/externalLink1.xml', body: '<externalLink/>' };
      await refused(book(sheets, { more: [outside] }), 'dans un autre fichier ou sur internet');
      const relation =
        '<Relationships><Relationship Id="r1" Type="x/externalLinkPath" Target="http://example.invalid/a.xlsx" TargetMode="External"/></Relationships>';
      await refused(
        book(sheets, { more: [{ name: 'xl/worksheets/_rels/sheet0.xml.rels', body: relation }] }),
        'dans un autre fichier ou sur internet',
      );
    });

    it('with macros is refused, also where its name says that it has none', async () => {
      const sheets = [{ name: 'Équipe', xml: sheetXml(rowsOf([line(24)])) }];
      await refused(book(sheets, { more: [{ name: 'xl/vbaProject.bin', body: 'x' }] }), 'contient des macros');
      const types = sheetTypes.replace(
        'openxmlformats-officedocument.spreadsheetml.sheet.main',
        'ms-excel.sheet.macroEnabled.main',
      );
      const renamed = zip([
        { name: '[Content_Types].xml', body: types },
        { name: 'xl/workbook.xml', body: '<workbook/>' },
      ]);
      await refused(renamed, 'contient des macros');
      const { status, text } = await upload(house, nathalie, book(sheets), 'equipe.xlsm');
      expect([status, textOf(text).includes("n'est pas un classeur Excel (.xlsx)")]).to.deep.equal([422, true]);
    });
  });

  describe('whose team stands elsewhere', () => {
    it('reads no hidden sheet, and says which were not read', async () => {
      const hidden = { name: 'Équipe', state: 'hidden', xml: sheetXml(rowsOf([line(26), line(28)])) };
      const { said } = await taken(book([hidden, { name: 'Feuil1', xml: sheetXml(rowsOf([line(30)])) }]));
      expect(said).to.include('Importer 1 ligne').and.include('« Équipe » (masquée)');
      await refused(book([{ ...hidden, state: 'veryHidden' }]), "n'a aucune feuille visible");
    });

    it('finds the sheet however its name is written, and says which one it looked at where nothing is there', async () => {
      const first = { name: 'Mode d’emploi', xml: sheetXml(rowXml(1, ['Bonjour'])) };
      const { said } = await taken(book([first, { name: ' EQUIPE', xml: sheetXml(rowsOf([line(32)])) }]));
      expect(said).to.include('Importer 1 ligne');
      await refused(
        book([first, { name: 'Personnel', xml: sheetXml(rowsOf([line(32)])) }]),
        'la feuille « Mode d’emploi »',
        'appelez celle-ci « Équipe »',
      );
    });

    it('tells rows and columns that are hidden, and reads them', async () => {
      const rows = rowXml(1, headers) + rowXml(2, line(34), ' hidden="1"');
      const { said } = await taken(book([{ name: 'Équipe', xml: sheetXml(rows) }]));
      expect(said).to.include('Des lignes ou des colonnes masquées').and.include('Importer 1 ligne');
    });
  });

  describe('whose columns are others', () => {
    it('reads them in any order; of two of one title it says which counts', async () => {
      const order = [...headers.keys()].reverse();
      const turned = (cells: readonly Drawn[]): Drawn[] => order.map((index) => cells[index]);
      const titles = [...turned(headers), 'Nom'];
      const { said } = await taken(team([[...turned(line(36)), 'Quelqu’un']], titles));
      expect(said)
        .to.include(`${rowOf(36)[1] as string} Camille`)
        .and.include('I : Nom → ignorée, la colonne G porte le même titre');
    });

    it('takes no title for more than a text', async () => {
      const titles = [...headers, 'constructor', '__proto__', 'toString'];
      const { said } = await taken(team([[...line(38), 'a', 'b', 'c']], titles));
      expect(said).to.include('Importer 1 ligne').and.include('constructor → ignorée');
    });

    it('reads titles and texts with blanks that are none, accents of two signs and marks that turn a line around', async () => {
      const titles = headers.map((title) => `\u200f${title.normalize('NFD').replaceAll(' ', '\u00a0')}\u200b`);
      const said = await written(
        team(
          [
            line(40, {
              0: `\u202a${nissOf(40).replace(/^(..)/, '$1\u00a0')}\u202c`,
              1: '\u202eDe\u0301sire\u0301\u00a0\u00a0Lambert\u202c',
              2: 'Zoe\u0308\ufeff',
              3: 'Crèche\u00a0La\u2009Coccinelle'.normalize('NFD'),
              5: '80\u00a0%',
              6: '1er\u00a0septembre\u202f2026',
            }),
          ],
          titles,
        ),
      );
      expect(said).to.include('Désiré Lambert Zoë');
      expect(await house.db('people').where({ family_name: 'Désiré Lambert', first_name: 'Zoë' })).to.have.lengthOf(1);
    });
  });

  describe('whose cells are of another kind', () => {
    it('reads a number written as a text, and a percentage or hours written as a number', async () => {
      const said = await written(
        team([
          line(42, { 5: '19,50 h' }),
          line(44, { 5: number(0.8, 3) }),
          // Half past seven in the evening, to a program: nineteen hours and a half.
          line(46, { 5: number(0.8125, 2) }),
          line(48, { 5: number(1.5, 2) }),
        ]),
      );
      for (const each of ['19,5 h par semaine', '80 %', '36 h par semaine']) expect(said).to.include(each);
      expect(said.split('19,5 h par semaine').length - 1).to.equal(2);
    });

    it('gives a national number that was taken for a number its zero back, also in the file that is returned', async () => {
      await house.db('people').where({ family_name: 'Zéro' }).delete();
      const zero = makeNationalNumber({ birthOn: '2005-01-01', sequence: 124 });
      const { at, html, said } = await taken(team([line(50, { 0: number(Number(zero)), 4: 'Puericultrise' })]));
      expect(html)
        .to.not.include(zero)
        .and.not.include(String(Number(zero)));
      expect(said).to.include('À réparer : 1 cellule');
      expect((await returned(at)).getCell('A2').text).to.equal(zero);
      const short = await taken(team([line(52, { 0: String(Number(zero)) })]));
      expect(short.said).to.include("Ce numéro n'est pas un NISS valable").and.include('Cellule A2');
    });

    it('reads days of both calendars, in any format and as texts; a bare number is told, with the day that it may be', async () => {
      const said = await written(
        team([
          line(54, { 6: number(46_266, 1), 7: number(46_295.75, 4) }),
          line(56, { 6: '2026-09-01', 7: '30.9.2026' }),
          line(58, { 6: { xml: 't="d"><v>2026-09-01T00:00:00</v>' }, 7: '30 septembre 2026' }),
        ]),
      );
      expect(said.split('01/09/2026 – 30/09/2026').length - 1).to.equal(3);
      const sheets = [{ name: 'Équipe', xml: sheetXml(rowsOf([line(60, { 6: number(46_266 - 1_462, 1) })])) }];
      const other = await taken(book(sheets, { properties: '<workbookPr date1904="1"/>' }));
      expect(other.said).to.include('01/09/2026 – sans fin');
      const bare = await taken(team([line(62, { 6: number(46_266) }), line(64, { 6: '46266' })]));
      expect(bare.said)
        .to.include('Cette cellule contient le nombre 46266 au lieu d’une date')
        .and.include('proposé : 01/09/2026')
        .and.include('Cellules G2, G3');
    });
  });

  describe('whose texts are meant for a program', () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '|cmd', '%0A', '\u200b=1', '＝1+1'];

    it('gives every text back as a text', async () => {
      const titles = ['=Titre', ...headers];
      const { at } = await taken(
        team(
          formulas.map((each, index) => [each, ...line(66 + 2 * index)]),
          titles,
        ),
      );
      const sheet = await returned(at);
      const texts: string[] = [];
      sheet.eachRow((row) => {
        row.eachCell((each) => {
          expect(each.type, each.address).to.equal(ExcelJS.ValueType.String);
          texts.push(each.text);
        });
      });
      expect(texts.filter((text) => /^[\s\u200b]*[=+\-@|%＝]/u.test(text))).to.deep.equal([]);
      for (const each of ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'=Titre"]) expect(texts).to.include(each);
    });

    it('exports and lists show them as texts too', async () => {
      for (const [index, each] of formulas.entries())
        await makeMember(house.db, house.config, {
          firstName: 'Ada',
          familyName: each,
          contracts: [{ employer: each }],
          by: undefined,
          at: index,
        });
      for (const path of ['/pro/team/export', '/pro/history/export']) {
        const { status, body } = await nathalie.get(path).responseType('blob');
        expect([path, status]).to.deep.equal([path, 200]);
        const read = new ExcelJS.Workbook();
        await read.xlsx.load(body as never);
        for (const sheet of read.worksheets)
          sheet.eachRow((row) => {
            row.eachCell((each) => {
              if (each.type === ExcelJS.ValueType.String)
                expect(each.text, `${path} ${each.address}`).to.not.match(/^[\s\u200b]*[=+\-@|%＝]/u);
              else expect(each.type, `${path} ${each.address}`).to.not.equal(ExcelJS.ValueType.Formula);
            });
          });
      }
    });

    it('has no half characters, and signs of control end no writing', async () => {
      const half = { xml: 't="inlineStr"><is><t>Lam&#xD800;bert</t></is>' };
      await refused(team([line(90, { 1: half })]), 'est abîmé');
      await written(team([line(92, { 1: 'Lam\ufffdbert\u0085', 2: 'Zoé\u2028' })]));
    });
  });

  it('is written whole or not at all', async () => {
    const before = await count('people');
    const { at, html } = await taken(team([line(94), line(96)]));
    // Somebody else brings one of the two at the last moment.
    await makeMember(house.db, house.config, { firstName: 'Ada', familyName: 'Autre', niss: nissOf(96) });
    const { status } = await nathalie.post(`${at}/confirm`, fieldsOf(html));
    expect(status).to.equal(422);
    expect(await count('people')).to.equal(before + 1);
  });
});
