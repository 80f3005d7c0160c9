import { expect } from 'chai';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { drawWorkbook } from '../../api/documents/draw-workbook.ts';
import { formatNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openNationalNumber } from '../../domain/sealed-number.ts';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';

describe('what leaves a team', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());

  const exported = async (by: Visitor, query = ''): Promise<{ bytes: Buffer; rows: string[][] }> => {
    const { status, body } = await by.get(`/pro/team/export${query}`).responseType('blob');
    expect(status).to.equal(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as never);
    const rows: string[][] = [];
    book.getWorksheet('Équipe')!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
    return { bytes: body as Buffer, rows };
  };
  const upload = async (bytes: Buffer): Promise<string> => {
    const { headers } = await request(house.app)
      .post('/pro/team/import')
      .set('Cookie', nathalie.cookie)
      .set('Origin', house.config.publicUrl)
      .redirects(0)
      .field('_csrf', nathalie.csrfToken)
      .attach('file', bytes, 'equipe.xlsx');
    return headers.location!;
  };

  describe('the export', () => {
    it('is the list with the filters of its address, and never a national number', async () => {
      const all = await exported(nathalie);
      expect(all.rows[0]).to.include('Nom').and.not.include('NISS');
      expect(all.rows.length).to.be.greaterThan(60);
      const few = await exported(nathalie, '?q=delvaux');
      expect(few.rows.slice(1).every(([name]) => name === 'Delvaux')).to.equal(true);
      const here = await exported(nathalie, `?facility=${stableId('facility coccinelle')}`);
      expect(new Set(here.rows.slice(1).map((row) => row[3]))).to.deep.equal(new Set(['Crèche La Coccinelle']));
    });

    it('writes nothing that a program would compute, and is told in the history', async () => {
      await house
        .db('people')
        .where({ family_name: 'Adam', first_name: 'Fatima' })
        .update({ family_name: '=HYPERLINK("http://example.invalid")' });
      const { rows } = await exported(nathalie);
      expect(rows.flat().filter((text) => /^[=+\-@]/.test(text))).to.deep.equal([]);
      expect(rows.flat()).to.include('\'=HYPERLINK("http://example.invalid")');
      await house.db('people').whereLike('family_name', '=HYPER%').update({ family_name: 'Adam' });
      expect(await house.db('audit').where({ event: 'export', subject: 'team' })).to.have.length.greaterThan(0);
    });

    it('may be changed and imported again: nothing but what differs is proposed', async () => {
      const { bytes } = await exported(nathalie, '?q=adam');
      const at = await upload(bytes);
      expect((await nathalie.get(at)).text).to.include("rien n'est à importer");
    });
  });

  it('holds a national number nowhere but sealed: no table, no log, no page, no file', async () => {
    const newcomer = makeNationalNumber({ birthOn: '1933-03-03', sequence: 7 });
    const bytes = await drawWorkbook({
      sheets: [
        {
          name: 'Équipe',
          headerRow: 1,
          lastRow: 9,
          columns: ['NISS', 'Nom', 'Prénom', 'Milieu', 'Fonction', 'Temps', 'Du'].map((header) => ({
            header,
            width: 9,
          })),
          rows: [
            [newcomer, 'Venue', 'Rose', 'Crèche La Coccinelle', 'Puéricultrice', '80 %', '01/09/2026'],
            // Where it does not belong.
            [newcomer, newcomer, 'Rose', 'Crèche La Coccinelle', formatNationalNumber(newcomer), '80 %', newcomer],
          ].map((cells, index) => ({ number: index + 2, cells: cells.map((text) => ({ text })) })),
        },
      ],
    });
    const at = await upload(Buffer.from(bytes));
    const pages = [(await nathalie.get(at)).text];
    const version = fieldIn(pages[0]!, 'version');
    await nathalie.post(`${at}/mend`, { version, do: 'leave-3' });
    const mended = (await nathalie.get(at)).text;
    const digest = fieldIn(mended, 'digest');
    const mendedVersion = fieldIn(mended, 'version');
    expect((await nathalie.post(`${at}/confirm`, { version: mendedVersion, digest })).status).to.equal(303);
    pages.push(mended, (await nathalie.get(at)).text);
    const sheets = (await house
      .db('collaborations')
      .where({ organising_body_id: stableId('body petits-chenes') })
      .limit(5)
      .select('id')) as { id: string }[];
    const dpo = await house.as('Étienne Jadot');
    for (const { id } of sheets) pages.push((await nathalie.get(`/pro/team/${id}`)).text);
    for (const address of ['/pro/team', '/pro/team?q=venue', '/pro/history', '/pro/team/import'])
      pages.push((await nathalie.get(address)).text);
    pages.push((await dpo.get('/supervision/audit')).text);
    const { rows: exportedRows } = await exported(nathalie);

    const sealed = (await house.db('people').whereNotNull('niss_sealed').select('id', 'niss_sealed')) as {
      id: string;
      niss_sealed: Buffer;
    }[];
    const numbers = [
      ...new Set([
        newcomer,
        ...sealed.map((row) => openNationalNumber(row.niss_sealed, house.config.nissKey, row.id)!),
        ...people.map((person) => nissOf(person)),
      ]),
    ];
    expect(numbers.length).to.be.greaterThan(900);
    const places: Record<string, string> = {
      ...(await dump(house)),
      log: house.log.join('\n'),
      pages: pages.join('\n'),
      export: exportedRows.flat().join('\n'),
    };
    expect(Object.keys(places).length).to.be.greaterThan(40);
    const found = Object.entries(places).flatMap(([place, text]) =>
      // Eleven figures in a row, or as they are officially written.
      [...text.matchAll(/(?<!\d)(?:\d{11}|\d\d\.\d\d\.\d\d-\d{3}\.\d\d)(?!\d)/g)]
        .map(([number]) => number.replace(/\D/g, ''))
        .filter((number) => numbers.includes(number))
        .map(() => place),
    );
    expect([...new Set(found)]).to.deep.equal([]);
  });
});

/** Every table as text, but what is bytes: seals, hashes, digests. */
async function dump({ db }: House): Promise<Record<string, string>> {
  const { rows: tables } = await db.raw<{ rows: { name: string; bytes: string[] }[] }>(
    `select c.relname as name, coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'bytea'::regtype), '{}') as bytes
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname`,
  );
  const texts: Record<string, string> = {};
  for (const { name, bytes } of tables) {
    const { rows } = await db.raw<{ rows: { text: string | null }[] }>(
      "select string_agg(cast(to_jsonb(t) - cast(? as text[]) as text), ' ') as text from ?? t",
      [bytes, name],
    );
    texts[name] = rows[0]?.text ?? '';
  }
  return texts;
}
