import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { loadMonth } from '../../db/attendance/month.ts';
import { findMonthState } from '../../db/attendance/month-state.ts';
import { saveCells } from '../../db/attendance/save-cells.ts';
import { instant } from '../../db/connect.ts';
import { sweepImports } from '../../db/sheet-imports/imports.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayInMilliseconds } from '../../domain/calendar.ts';
import { fieldsOf, groupIn } from '../team/workbooks.ts';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import {
  base,
  bookOf,
  childRow,
  days,
  facilityId,
  month,
  oldBookOf,
  readBook,
  titles,
  upload,
  type Row,
} from './sheets.ts';

const of = { facilityId, month };

describe('importing a month of attendance', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  beforeEach(async () => {
    for (const table of ['attendance_rows', 'attendance_months'])
      await house.db(table).where({ facility_id: facilityId }).delete();
    await house.db('sheet_imports').where({ kind: 'attendance' }).delete();
    await house.db('sheet_layouts').delete();
  });

  const sendBytes = async (bytes: Buffer, name?: string): Promise<string> => {
    const { status, headers, text } = await upload(house, nathalie, bytes, name);
    expect(status, textOf(text ?? '').slice(0, 600)).to.equal(303);
    return headers.location as string;
  };
  const send = async (rows: Row[], options?: Parameters<typeof bookOf>[1]): Promise<string> =>
    sendBytes(await bookOf(rows, options));
  const page = async (at: string): Promise<string> => (await nathalie.get(at).expect(200)).text;
  const act = async (at: string, fields: Record<string, string>): Promise<string> => {
    const html = await page(at);
    await nathalie.post(`${at}/mend`, { version: fieldsOf(html).version, ...fields }).expect(303);
    return page(at);
  };
  const confirm = async (at: string) => nathalie.post(`${at}/confirm`, fieldsOf(await page(at)));
  const written = async () =>
    (await loadMonth(house.db, of)).rows.map(
      ({ familyName, firstName, cells }) => `${familyName} ${firstName}: ${cells.slice(0, 11).join(' ').trim()}`,
    );
  const refused = async (bytes: Buffer, name: string, ...said: string[]): Promise<void> => {
    const { status, text } = await upload(house, nathalie, bytes, name);
    expect(status, textOf(text)).to.equal(422);
    for (const each of said) expect(textOf(text)).to.include(each);
    expect(await house.db('sheet_imports').where({ kind: 'attendance' })).to.have.lengthOf(0);
  };

  it('gives a model with the children of the month, a list of codes for each day, and reads it again as the same', async () => {
    const at = await send([childRow('Lambert', 'Ada'), childRow('Nagy', 'Elio', ['½P', '', 'AJ'])]);
    await confirm(at);
    const { body, headers } = await nathalie.get(`${base}/template`).responseType('blob');
    expect(headers['content-disposition']).to.include('presences-2026-09.xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as never);
    const sheet = book.getWorksheet('Présences')!;
    expect(sheet.getCell('A1').value).to.equal("Présences de septembre 2026 : Crèche Les Glands d'Or");
    expect((sheet.getRow(3).values as string[]).slice(1, 11)).to.deep.equal([...titles, 'J1', 'J2', 'J3']);
    expect([sheet.getCell('B5').value, sheet.getCell('D5').value, sheet.getCell('H5').value]).to.deep.equal([
      'Nagy',
      '04/03/2025',
      '½P',
    ]);
    expect(sheet.getCell('H6').dataValidation.type).to.equal('list');
    expect(book.getWorksheet('À lire')).to.not.equal(undefined);
    const again = await page(await sendBytes(body as Buffer));
    expect(textOf(again)).to.include('Le fichier dit ce que le mois dit déjà');
  });

  it('writes nothing before the confirmation, then all of it, once; nothing of the file is kept', async () => {
    const at = await send([childRow('Lambert', 'Ada', ['P', '1/2', 'aj', '0,5']), childRow('Nagy', 'Elio')]);
    expect(await written()).to.deep.equal([]);
    const form = fieldsOf(await page(at));
    for (let twice = 0; twice < 2; twice += 1) await nathalie.post(`${at}/confirm`, form).expect(303);
    expect(await written()).to.deep.equal(['Lambert Ada: P ½P AJ ½P', 'Nagy Elio: P P P P']);
    expect(textOf(await page(at)))
      .to.include('2 enfants ajoutés')
      .and.include('8 cellules écrites');
    const row = (await house.db('sheet_imports').where({ kind: 'attendance' }).first()) as { sealed: unknown };
    expect(row.sealed).to.equal(null);
    const audit = JSON.stringify(await house.db('audit').where({ event: 'import', subject: 'attendance' }));
    expect(audit).to.include('added').and.not.include('Lambert');
  });

  it('tells each fault by its cell, mends all that are alike at once, and undoes it', async () => {
    const at = await send([
      childRow('Lambert', 'Ada', ['P', 'P', 'P', 'P', 'P']),
      childRow('Nagy', 'Elio', ['M', 'P', 'P', 'P', 'P']),
      childRow('Maes', 'Basile', ['M', 'P', 'P', 'P'], { 5: '02/09/2026' }),
    ]);
    let html = await page(at);
    const said = textOf(html);
    expect(said)
      .to.include('À réparer : 6 cellules')
      .and.include('Noté un jour de fermeture, samedi 5')
      .and.include('Cellules L2, L3');
    expect(said)
      .to.include("« M » n'est pas un code connu")
      .and.include('Noté après la sortie (Maes Basile, ligne 4), le 02/09/2026');
    expect(html).to.include('aria-disabled="true"');
    await nathalie.post(`${at}/confirm`, fieldsOf(html)).expect(422);
    expect(await written()).to.deep.equal([]);
    html = await act(at, { do: 'accept-all' });
    expect(textOf(html)).to.include('À réparer : 2 cellules');
    html = await act(at, { do: groupIn(html, 'write'), value: 'AJ' });
    expect(textOf(html)).to.include('tout est en ordre').and.include('« M » → remplacé par AJ');
    html = await act(at, { do: groupIn(html, 'undo') });
    expect(textOf(html)).to.not.include('tout est en ordre');
    html = await act(at, { do: 'leave-faulty' });
    await confirm(at);
    expect((await written()).every((line) => !line.includes('M'.concat(' ')))).to.equal(true);
  });

  it('leads to the closures of the quarter where a day that was closed may have been open', async () => {
    const { organising_body_id: organisingBodyId } = (await house
      .db('facilities')
      .where({ id: facilityId })
      .first('organising_body_id')) as { organising_body_id: string };
    const closure = { organising_body_id: organisingBodyId, from_on: '2026-09-02', to_on: '2026-09-02' };
    await house.db('quarter_closures').insert({ ...closure, motive: 'strike' });
    const { case: quarter } = await findMonthState(house.db, of);
    const html = await page(await send([childRow('Lambert', 'Ada'), childRow('Nagy', 'Elio')]));
    expect(textOf(html)).to.include('La crèche était ouverte : Noté un jour de fermeture, mercredi 2');
    expect(html).to.include(`href="/pro/quarterly-subsidy/${quarter!.id}/report/information"`);
    await house.db('quarter_closures').where({ from_on: '2026-09-02' }).delete();
  });

  it('changes the day of departure instead of erasing what comes after it', async () => {
    const at = await send([childRow('Maes', 'Basile', ['P', 'P', 'P', 'P'], { 5: '02/09/2026' })]);
    await act(at, { do: groupIn(await page(at), 'change'), value: '04/09/2026' });
    await confirm(at);
    const [row] = (await loadMonth(house.db, of)).rows;
    expect([row!.leftOn, row!.cells.slice(0, 4).join(' ')]).to.deep.equal(['2026-09-04', 'P P P P']);
  });

  it('asks once what the columns of a program are, and knows its next file without a question', async () => {
    const headers = ['Dossier', 'Bambin', 'Naiss.', 'Contrat du', 'Remarque', '01', '02', '03'];
    const rows = [['A-1', 'LAMBERT Ada', '04/03/2025', '01/09/2025', 'allergie', 'P', 'M', 'P']];
    const at = await send(rows, { headers, name: 'Export' });
    const asked = await page(at);
    expect(textOf(asked)).to.include('Que contient chaque colonne ?').and.include('LAMBERT Ada');
    const chosen = { 'c-A': 'ignored', 'c-B': 'fullName', 'c-C': 'birthOn', 'c-D': 'enteredOn', 'c-E': 'ignored' };
    const bad = await nathalie.post(`${at}/columns`, { version: '1', ...chosen, 'c-B': 'ignored' }).expect(422);
    expect(textOf(bad.text)).to.include('Dites quelle colonne contient le nom');
    await nathalie.post(`${at}/columns`, { version: '7', ...chosen }).expect(409);
    await nathalie.post(`${at}/columns`, { version: '1', ...chosen }).expect(303);
    let html = await page(at);
    html = await act(at, { do: groupIn(html, 'write'), value: 'AJ' });
    await confirm(at);
    expect(await written()).to.deep.equal(['LAMBERT Ada: P AJ P']);
    // The next month, a day more, « M » again.
    const next = await send([['A-1', 'LAMBERT Ada', '', '', '', 'M', 'P', 'P', 'm']], {
      headers: [...headers, '04'],
      name: 'Export',
    });
    html = await page(next);
    expect(textOf(html))
      .to.include('comme la dernière fois')
      .and.include("comme vous l'aviez choisi")
      .and.include('tout est en ordre');
    expect((await nathalie.get(`${next}/columns`).expect(200)).text).to.include('<option value="fullName" selected>');
  });

  it('completes the month or takes its place, and shows what differs from what is encoded', async () => {
    await confirm(await send([childRow('Lambert', 'Ada'), childRow('Nagy', 'Elio')]));
    const at = await send([childRow('LAMBERT', 'Ada', ['', 'AJ', 'P', 'P'])]);
    let said = textOf(await page(at));
    expect(said).to.include('1 jour diffère').and.include('encodé : P').and.include('Le fichier complète le mois');
    said = textOf(await act(at, { do: 'mode-replace' }));
    expect(said).to.include('2 jours diffèrent').and.include('Retirés du mois : Nagy Elio');
    await confirm(at);
    expect(await written()).to.deep.equal(['LAMBERT Ada: AJ P P']);
  });

  it('says a 409 with what has changed, where somebody encoded meanwhile', async () => {
    await confirm(await send([childRow('Lambert', 'Ada'), childRow('Nagy', 'Elio')]));
    const at = await send([childRow('Lambert', 'Ada', ['AJ', 'P', 'P', 'P']), childRow('Nagy', 'Elio')]);
    const form = fieldsOf(await page(at));
    const [ada] = (await loadMonth(house.db, of)).rows;
    const cell = { rowId: ada!.id, day: 2, typed: 'AI', seen: ada!.versions[1]! };
    await saveCells(house.db, of, [cell], { userId: stableId('user none-chenes'), at: house.clock.now });
    const { text } = await nathalie.post(`${at}/confirm`, form).expect(409);
    expect(textOf(text))
      .to.include('a changé depuis que vous avez ouvert la page')
      .and.include('Changé depuis : 1 enfant')
      .and.include('encodé : AI');
    expect((await written())[0]).to.equal('Lambert Ada: P AI P P');
    await confirm(at);
    expect((await written())[0]).to.equal('Lambert Ada: AJ P P P');
  });

  it('is refused in a month that was sent, also when it is sent after the page was opened', async () => {
    const at = await send([childRow('Lambert', 'Ada')]);
    const form = fieldsOf(await page(at));
    await house.db('attendance_months').insert({ facility_id: facilityId, month: `${month}-01`, sent: true });
    await nathalie.post(`${at}/confirm`, form).expect(409);
    expect(await written()).to.deep.equal([]);
  });

  it('is seen by its sender alone, for a week, and goes then', async () => {
    const at = await send([childRow('Lambert', 'Ada')]);
    const sealed = (await house.db('sheet_imports').where({ kind: 'attendance' }).first('sealed')) as {
      sealed: Buffer;
    };
    expect(sealed.sealed.includes('Lambert')).to.equal(false);
    const other = await house.as('Sophie Lambert');
    await other.get(at).expect(403);
    expect(textOf(await page(`${base}/import`))).to.include('Imports qui vous attendent');
    for (const where of ['/pro/attendance', base]) {
      const html = await page(where);
      expect(html, where).to.include(`href="${at}"`);
      expect(textOf(html), where).to.match(/Imports qui vous attendent .*[Ii]mport du \d\d\/\d\d/);
    }
    // More than are shown: it is said, as it is of a team.
    const row = await house.db('sheet_imports').where({ kind: 'attendance' }).first<object>();
    for (let more = 0; more < 20; more += 1)
      await house
        .db('sheet_imports')
        .insert({ ...row, ...{ id: randomUUID(), created_at: instant(house.clock.now), sealed_name: null } });
    for (const where of [`${base}/import`, '/pro/attendance', base])
      expect(textOf(await page(where)), where).to.include("D'autres, plus anciens");
    await house.db('sheet_imports').update({ created_at: instant(house.clock.now - 8 * dayInMilliseconds) });
    await nathalie.get(at).expect(404);
    expect(await sweepImports(house.db, house.clock.now)).to.be.greaterThan(0);
  });

  it('gives the file back with its own columns, what was mended and what is still wrong', async () => {
    const at = await send([childRow('Lambert', 'Ada', ['X', 'P', 'P', 'P', 'P'])], {
      headers: [...titles, ...days, 'Total'],
    });
    await act(at, { do: 'accept-all' });
    const { body } = await nathalie.get(`${at}/file`).responseType('blob');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as never);
    const sheet = book.getWorksheet('Présences')!;
    expect([sheet.getCell('H2').value, sheet.getCell('L2').value, sheet.getCell('S1').value]).to.deep.equal([
      'X',
      null,
      'Total',
    ]);
    expect(JSON.stringify(sheet.getCell('H2').note)).to.include("n'est pas un code connu");
  });

  it('reads an older workbook: numbers, days as numbers, half days, totals', async () => {
    const born = new Date(Date.UTC(2025, 2, 4));
    const old = oldBookOf([
      ['Crèche', '', '', '', '', 'septembre 2026'],
      ['Nom', 'Prénom', 'Né le', 'Entrée', 1, 2, 3],
      ['Lambert', 'Ada', born, new Date(Date.UTC(2025, 8, 1)), 'P', 0.5, 1],
      ['Total', '', '', '', 1, 0.5, 1],
    ]);
    expect(readBook(old).SheetNames).to.deep.equal(['Présences']);
    const at = await sendBytes(old, 'releve.xls');
    expect(textOf(await page(at))).to.include('1 ligne de totaux');
    await confirm(at);
    const [row] = (await loadMonth(house.db, of)).rows;
    expect([row!.birthOn, row!.enteredOn, row!.cells.slice(0, 3).join(' ')]).to.deep.equal([
      '2025-03-04',
      '2025-09-01',
      'P ½P P',
    ]);
  });

  it('says which month a sheet is about where it is another', async () => {
    const august = await bookOf([childRow('Lambert', 'Ada')], { above: ['Relevé mensuel : août 2026'] });
    await refused(august, 'a.xlsx', 'Cellule A1', 'ce relevé est celui de août 2026');
    const dated = await bookOf([['Lambert', 'Ada', 'P']], { headers: ['Nom', 'Prénom', '01/10/2026'] });
    await refused(dated, 'a.xlsx', 'Cellule C1', 'octobre 2026');
  });

  it('asks what is not usual and refuses nothing for it', async () => {
    const at = await send([
      childRow('Lambert', 'Ada', ['P'], { 3: '04/03/2020' }),
      ...Array.from({ length: 60 }, (_, at2) =>
        childRow(`Enfant${'abcdefghij'[at2 % 10]!}${'klmnop'[Math.floor(at2 / 10)]!}`, 'Essai'),
      ),
    ]);
    const said = textOf(await page(at));
    expect(said).to.include('Plus de 4 ans').and.include('enfants présents pour').and.include('tout est en ordre');
    await confirm(at);
    expect(await written()).to.have.lengthOf(61);
  });
});
