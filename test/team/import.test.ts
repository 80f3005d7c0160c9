import { expect } from 'chai';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { readWorkbook } from '../../api/documents/read-workbook.ts';
import { sweepImports } from '../../db/sheet-imports/imports.ts';
import { formatNationalNumber, hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openNationalNumber } from '../../domain/sealed-number.ts';
import type { ReadWorkbook } from '../../domain/workbook.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeMember, petitsChenes } from './made-team.ts';
import { bookOf, fieldsOf, groupIn, headers, nissOf, rowOf, upload, type Row } from './workbooks.ts';

describe('the import of a team', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());

  /** @returns the address of the import */
  const send = async (rows: Row[], by = nathalie): Promise<string> => {
    const { status, headers: answer } = await upload(house, by, await bookOf(rows));
    expect(status).to.equal(303);
    return answer.location!;
  };
  const page = async (at: string, by = nathalie): Promise<string> => (await by.get(at)).text;
  const confirm = async (at: string) => nathalie.post(`${at}/confirm`, fieldsOf(await page(at)));
  const count = async (table: string): Promise<number> =>
    ((await house.db(table).count('* as n').first()) as { n: number }).n;

  it('shows what would be added and writes nothing before it is confirmed', async () => {
    const before = await count('people');
    const at = await send([rowOf(2), rowOf(4)]);
    const html = await page(at);
    expect(html).to.include("Rien n'est encore écrit").and.include('nouvelle personne');
    expect(await count('people')).to.equal(before);
    for (const form of [nissOf(2), formatNationalNumber(nissOf(2))]) expect(html).not.to.include(form);
    const { rows } = await house.db.raw<{ rows: { text: string }[] }>(
      "select encode(sealed, 'escape') as text from sheet_imports",
    );
    expect(rows.length).to.be.greaterThan(0);
    for (const { text } of rows) expect(text).not.to.include(nissOf(2)).and.not.include('Essai');
  });

  it('writes everything in one go, once, with the numbers sealed, and audited without them', async () => {
    const before = await count('people');
    const at = await send([rowOf(6), rowOf(8), rowOf(8, { 4: 'Directrice', 5: '20 %' })]);
    const form = fieldsOf(await page(at));
    const answers = await Promise.all([1, 2].map(() => nathalie.post(`${at}/confirm`, form)));
    for (const { status, headers: answer } of answers) {
      expect(status).to.equal(303);
      expect(answer.location).to.equal(at);
    }
    expect(await count('people')).to.equal(before + 2);
    expect(await page(at)).to.include('2 personnes ajoutées, 3 contrats ajoutés');
    const person = (await house
      .db('people')
      .where('niss_hash', hashNationalNumber(nissOf(6), house.config.nissPepper))
      .first()) as { id: string; niss_sealed: Buffer; born_on: string };
    expect(person.born_on).to.equal('1991-04-17');
    expect(openNationalNumber(person.niss_sealed, house.config.nissKey, person.id)).to.equal(nissOf(6));
    const audit = JSON.stringify(await house.db('audit').whereIn('event', ['import', 'create']));
    expect(audit).to.include('staff-contract').and.not.include(nissOf(6)).and.not.include('Essai');
    const { sealed } = (await house
      .db('sheet_imports')
      .where({ id: at.split('/').at(-1) })
      .first()) as { sealed: null };
    expect(sealed).to.equal(null);
  });

  it('is one mending for one fault, however many cells have it: accepted, undone, written, left out', async () => {
    const at = await send([
      rowOf(10, { 4: 'Puericultrise' }),
      rowOf(12, { 4: 'Puericultrise' }),
      rowOf(14, { 6: '31/04/2026' }),
      rowOf(16, { 0: '85073003329' }),
    ]);
    let html = await page(at);
    expect(html).to.include('À réparer : 4 cellules').and.include('2 cellules').and.include('aria-disabled="true"');
    expect(html).not.to.include('85073003329');
    const act = async (fields: Record<string, string>): Promise<string> => {
      const { status } = await nathalie.post(`${at}/mend`, { version: fieldsOf(html).version, ...fields });
      expect(status).to.equal(303);
      return page(at);
    };
    html = await act({ do: 'accept-all' });
    expect(html).to.include('À réparer : 1 cellule').and.include('Puériculteur·trice');
    html = await act({ do: groupIn(html, 'undo') });
    html = await act({ do: 'accept-all' });
    html = await act({ do: groupIn(html, 'write'), niss: nissOf(16) });
    expect(html).to.include('NISS encodé').and.not.include(nissOf(16));
    expect(html).to.include('button--go">Importer 4 lignes');
    html = await act({ do: 'leave-5' });
    expect(html).to.include('Importer 3 lignes');
    html = await act({ do: 'take-5' });
    const { status } = await confirm(at);
    expect(status).to.equal(303);
    expect(await page(at)).to.include('4 personnes ajoutées');
  });

  it('says a 409 with what has changed, where the team or the import moved meanwhile', async () => {
    const at = await send([rowOf(6, { 0: '', 5: '50 %' })]);
    const html = await page(at);
    expect(html).to.include('80 % → 50 %');
    const form = fieldsOf(html);
    await house
      .db('staff_contracts')
      .whereIn(
        'collaboration_id',
        house
          .db('collaborations as c')
          .join('people as p', 'p.id', 'c.person_id')
          .where('p.family_name', rowOf(6)[1])
          .select('c.id'),
      )
      .update({ percent: 60 });
    const stale = await nathalie.post(`${at}/confirm`, form);
    expect(stale.status).to.equal(409);
    expect(stale.text).to.include('60 % → 50 %').and.include('changé depuis');
    expect((await nathalie.post(`${at}/mend`, { version: '99', do: 'accept-all' })).status).to.equal(409);
    expect((await confirm(at)).status).to.equal(303);
    const again = await send([rowOf(6, { 0: '', 5: '50 %' })]);
    expect(await page(again)).to.include("rien n'est à importer");
  });

  it('gives back the file with the faults in their cells, in their own columns, and the numbers as they were typed', async () => {
    const titles = ['Matricule', ...headers];
    const { headers: answer } = await upload(
      house,
      nathalie,
      await bookOf(
        [
          ['=1+1', ...rowOf(18, { 5: '180 %' })],
          ['x', ...rowOf(20)],
        ],
        { titles },
      ),
    );
    const file = await nathalie.get(`${answer.location!}/file`).responseType('blob');
    expect(file.status).to.equal(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.body as never);
    const sheet = book.getWorksheet('Équipe')!;
    expect((sheet.getRow(1).values as string[]).slice(1)).to.deep.equal(titles);
    expect(sheet.getCell('A2').value).to.equal("'=1+1");
    expect(sheet.getCell('B2').value).to.equal(nissOf(18));
    expect(JSON.stringify(sheet.getCell('G2').note)).to.include('100 %');
    expect(sheet.getCell('G3').note).to.equal(undefined);
  });

  it('asks once which of their columns is which, and remembers it', async () => {
    const titles = headers.map((header) => (header === 'Fonction' ? 'Rôle exercé' : header));
    const first = await upload(house, nathalie, await bookOf([rowOf(22)], { titles }));
    const at = first.headers.location!;
    const html = await page(at);
    expect(html).to.include('Il nous manque 1 colonne').and.include('E : Rôle exercé (Puéricultrice)');
    expect((await nathalie.post(`${at}/columns`, { version: '1', function: '' })).status).to.equal(422);
    expect((await nathalie.post(`${at}/columns`, { version: '1', function: 'E' })).status).to.equal(303);
    expect(await page(at)).to.include('Importer 1 ligne');
    const second = await upload(house, nathalie, await bookOf([rowOf(22)], { titles }));
    expect(await page(second.headers.location!)).to.include('Importer 1 ligne');
  });

  it('refuses what is no sheet of a team, and keeps nothing of it', async () => {
    const before = await count('sheet_imports');
    const many = await bookOf(Array.from({ length: 5_100 }, () => ['a', 'b', 'c']));
    const cases: [Buffer, string, string][] = [
      [Buffer.from('NISS;Nom;Prénom\n1;a;b\n'), 'equipe.xlsx', 'un fichier CSV renommé'],
      [Buffer.from('NISS;Nom'), 'equipe.csv', 'n&#x27;est pas un classeur Excel'],
      [Buffer.alloc(0), 'equipe.xlsx', 'est vide'],
      [await bookOf([['x']], { titles: ['Truc'] }), 'equipe.xlsx', 'Aucune ligne de titres'],
      [await bookOf([]), 'equipe.xlsx', 'rien à importer'],
      [many, 'equipe.xlsx', 'partagez-le'],
    ];
    for (const [bytes, name, sentence] of cases) {
      const { status, text } = await upload(house, nathalie, bytes, name);
      expect(status, sentence).to.equal(422);
      expect(text).to.include(sentence);
    }
    expect((await nathalie.post('/pro/team/import')).status).to.equal(422);
    expect(await count('sheet_imports')).to.equal(before);
  });

  it('is its sender’s alone, where they may say who works, and for a day', async () => {
    const at = await send([rowOf(24)]);
    const isabelle = await house.as('Isabelle Poncelet');
    const other = await house.as('Émilie Delvaux');
    expect((await isabelle.get('/pro/team/import')).status).to.equal(403);
    expect((await house.stranger.get(at)).status).to.equal(302);
    expect((await other.get(at)).status).to.equal(404);
    expect((await nathalie.get(`/pro/team/import/${randomUUID()}`)).status).to.equal(404);
    house.clock.now += 25 * 3_600_000;
    try {
      const later = await house.as('Nathalie Servais');
      expect((await later.get(at)).status).to.equal(404);
      expect(await sweepImports(house.db, house.clock.now)).to.be.greaterThan(0);
      expect(await house.db('sheet_imports').where({ kind: 'team' }).whereNotNull('sealed')).to.have.length(0);
    } finally {
      house.clock.now -= 25 * 3_600_000;
    }
  });

  it('may be given up, and nothing of it stays', async () => {
    const at = await send([rowOf(26)]);
    expect((await nathalie.post(`${at}/abandon`)).status).to.equal(303);
    expect((await nathalie.get(at)).status).to.equal(404);
  });

  it('is given up before it is written, and not after', async () => {
    const at = await send([rowOf(28)]);
    expect((await confirm(at)).status).to.equal(303);
    const { headers: answer } = await nathalie.post(`${at}/abandon`);
    expect(answer.location).to.equal(at);
    expect(await page(at))
      .to.include('déjà écrit')
      .and.not.include('rien n&#x27;a été écrit');
  });

  it('is confirmed as its page has shown it, and not as it was mended meanwhile', async () => {
    const at = await send([rowOf(30), rowOf(32)]);
    const form = fieldsOf(await page(at));
    for (const doing of ['leave-3', 'take-3'])
      await nathalie.post(`${at}/mend`, { version: fieldsOf(await page(at)).version, do: doing });
    expect(fieldsOf(await page(at)).digest).to.equal(form.digest);
    expect((await nathalie.post(`${at}/confirm`, form)).status).to.equal(409);
    expect((await confirm(at)).status).to.equal(303);
  });

  it('says the same of a person whom nobody knows and of one whom ONE knows, until it is confirmed', async () => {
    const at = await send([rowOf(34)]);
    const shown = async (): Promise<string> =>
      (await page(at)).replaceAll(/(nonce|data-csrf|name="_csrf" value)="[^"]*"/g, '');
    await page(at);
    const before = await shown();
    await makeMember(house.db, house.config, {
      firstName: 'Camille',
      familyName: String(rowOf(34)[1]),
      niss: nissOf(34),
      body: (await house.db('organising_bodies').whereNot({ id: petitsChenes }).first<{ id: string }>('id')).id,
    });
    expect(await shown()).to.equal(before);
    expect((await confirm(at)).status).to.equal(303);
    expect(await house.db('people').where({ family_name: rowOf(34)[1] })).to.have.lengthOf(1);
  });

  it('takes a number from its own field alone', async () => {
    const at = await send([rowOf(36, { 0: '85073003329' })]);
    const html = await page(at);
    const write = { version: fieldsOf(html).version, do: groupIn(html, 'write') };
    expect((await nathalie.post(`${at}/mend`, { ...write, value: nissOf(36) })).status).to.equal(422);
    expect((await nathalie.post(`${at}/mend`, { ...write, niss: nissOf(36) })).status).to.equal(303);
  });

  it('looks up so many numbers of persons who are not in the team, by one person and for one body, and no more', async () => {
    const own = await send([rowOf(38)]);
    await confirm(own);
    for (const [counter, most] of [
      ['niss-import-user', 3_200],
      ['niss-import-body', 6_400],
    ] as const) {
      await house.db('sign_in_attempts').whereLike('key', 'niss-import%').delete();
      const at = await send([rowOf(40), rowOf(42, { 4: 'Puericultrise' }), rowOf(44, { 4: 'Puericultrise' })]);
      await house
        .db('sign_in_attempts')
        .whereLike('key', `${counter}:%`)
        .update({ points: most - 1 });
      // A row that could not be read was not looked up: it is counted once it is mended.
      const mended = await nathalie.post(`${at}/mend`, { version: '1', do: 'accept-all' });
      expect(mended.status, counter).to.equal(429);
      expect((await upload(house, nathalie, await bookOf([rowOf(46)]))).status, counter).to.equal(429);
      // Of who is in the team there is nothing to learn.
      expect((await upload(house, nathalie, await bookOf([rowOf(38)]))).status, counter).to.equal(303);
    }
    await house.db('sign_in_attempts').whereLike('key', 'niss-import%').delete();
  });

  it('has a model that one may fill in, with lists and explanations', async () => {
    const { status, body } = await nathalie.get('/pro/team/import/modele.xlsx').responseType('blob');
    expect(status).to.equal(200);
    const file = path.join(tmpdir(), `${randomUUID()}.xlsx`);
    await writeFile(file, body as Buffer);
    try {
      const read = (await readWorkbook(file, 'Équipe')) as ReadWorkbook;
      expect(Object.values(read.rows[0]!.cells).map(({ text }) => text)).to.include('Nom *');
      expect(read.others).to.deep.include({ name: 'Listes', isHidden: true });
      const example = (await readWorkbook(file, 'Exemple')) as ReadWorkbook;
      expect(example.rows).to.have.length(2);
      expect((await readFile(file)).length).to.be.lessThan(100_000);
    } finally {
      await rm(file);
    }
  });

  it('previews 800 rows in a few seconds, and holds up no other page meanwhile', async () => {
    const rows = Array.from({ length: 800 }, (_, index) =>
      rowOf(100 + (index % 400) * 2, {
        0: makeNationalNumber({
          birthOn: `19${String(20 + (index % 40))}-0${String(1 + Math.floor(index / 400))}-17`,
          sequence: 2 + 2 * (index % 400),
        }),
        1: `Long${'abcdefghijklmnopqrst'[index % 20]!}${'abcdefghijklmnopqrstuvwxyzabcdefghijklmnop'[Math.floor(index / 20)]!}`,
      }),
    );
    const bytes = await bookOf(rows);
    const from = performance.now();
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const { status, headers: answer } = await upload(house, nathalie, bytes);
    const uploaded = performance.now();
    const html = await page(answer.location!);
    const shown = performance.now();
    expect((await nathalie.post(`${answer.location!}/confirm`, fieldsOf(html))).status).to.equal(303);
    clearInterval(watch);
    const written = performance.now();
    expect(status).to.equal(303);
    console.log(
      `      800 rows: read ${(uploaded - from).toFixed(0)} ms, page ${(shown - uploaded).toFixed(0)} ms, written ${(written - shown).toFixed(0)} ms, longest hold ${longest.toFixed(0)} ms`,
    );
    expect(uploaded - from).to.be.lessThan(8_000);
    expect(longest).to.be.lessThan(1_000);
  });
});
