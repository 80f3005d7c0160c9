import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { listCounts } from '../../db/after-school/counts.ts';
import { instant } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { fieldsOf } from '../team/workbooks.ts';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { bookOf, castors, envol, expectedOf, sample, samples, send, titles, toBody, toPlace } from './import-sheets.ts';

describe('importing days after school', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Benali');
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('after_school_reopened').delete();
    await house.db('after_school_sendings').delete();
    await house.db('after_school_days').delete();
    await house.db('after_school_months').delete();
    await house.db('sheet_imports').where({ kind: 'after-school' }).delete();
    await house.db('sheet_layouts').where({ kind: 'after-school' }).delete();
    await house.db('after_school_report_names').delete();
  });

  const sendBytes = async (bytes: Buffer, to = toPlace(), name = 'presences.xlsx'): Promise<string> => {
    const { status, headers, text } = await send(house, samira, to, [[bytes, name]]);
    expect(status, textOf(text ?? '').slice(0, 800)).to.equal(303);
    return headers.location as string;
  };
  const page = async (at: string): Promise<string> => (await samira.get(at).expect(200)).text;
  const act = async (at: string, fields: Record<string, string>): Promise<string> => {
    const html = await page(at);
    const { status, text } = await samira.post(`${at}/mend`, { version: fieldsOf(html).version, ...fields });
    expect(status, textOf(text).slice(0, 400)).to.equal(303);
    return page(at);
  };
  const confirm = async (at: string) => {
    const html = await page(at);
    const digest = /name="digest" value="(\w*)"/.exec(html)?.[1] ?? 'ab'.repeat(32);
    return samira.post(`${at}/confirm`, { version: fieldsOf(html).version ?? '1', digest });
  };
  const written = async (id = envol, from = '2025-01-01', to = '2027-12-31') => {
    const { days } = (await listCounts(house.db, [id], from, to)).get(id)!;
    return Object.fromEntries(
      [...days]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([day, { nursery, primarySchool, together, positive, origin }]) => [
          day,
          `${together === null ? `${String(nursery)}+${String(primarySchool)}` : String(together)}/${String(positive)} ${origin}`,
        ]),
    );
  };

  it('writes nothing before the confirmation, then each day by the one way in, once; the same file again changes nothing', async () => {
    const bytes = await bookOf([
      ['Inscrits en novembre 2026', '', '46', '71', ''],
      ['16/11/2026', 'lundi', '31', '44', '5'],
      ['17/11/2026', 'mardi', '30', '45', ''],
      ['18/11/2026', 'mercredi', '', '', ''],
    ]);
    const at = await sendBytes(bytes);
    const text = textOf(await page(at));
    expect(text).to.include('lundi 16 novembre 2026 rien 31 + 44, dont 5 en différenciation positive nouveau');
    expect(text).to.include('Laissés vides : 1 jour');
    expect(await written()).to.deep.equal({});
    expect((await confirm(at)).status).to.equal(303);
    expect(await written()).to.deep.equal({ '2026-11-16': '31+44/5 import', '2026-11-17': '30+45/null import' });
    const { months } = (await listCounts(house.db, [envol], '2026-11-01', '2026-11-30')).get(envol)!;
    expect(months.get('2026-11')).to.include({ nursery: 46, primary: 71 });
    expect(textOf(await page(at))).to.include('2 jours ajoutés, 0 modifié, 0 inchangé');
    const again = await sendBytes(bytes);
    expect(textOf(await page(again))).to.include('Le fichier dit ce qui est déjà encodé : rien ne change');
    const audits = await house.db('audit').where({ subject: 'after-school-attendance', subject_id: envol });
    expect(audits.length).to.be.above(0);
  });

  it('asks of each red day whether the place was open, and refuses nothing silently', async () => {
    const at = await sendBytes(
      await bookOf([
        ['10/11/2026', 'mardi', '30', '40', ''],
        ['11/11/2026', 'mercredi', '12', '9', ''],
        ['01/11/2026', 'dimanche', '0', '0', ''],
      ]),
    );
    let text = textOf(await page(at));
    expect(text).to.match(/Ouvert ce jour-là \? 1 jour/);
    expect(text).to.include('jour férié légal');
    expect((await confirm(at)).status).to.equal(422);
    text = textOf(await act(at, { do: 'open-3' }));
    expect(text).to.include('Ouvert malgré le calendrier');
    text = textOf(await act(at, { do: 'close-3' }));
    expect(text).to.match(/Ouvert ce jour-là \? 1 jour/);
    await act(at, { do: 'open-3' });
    expect((await confirm(at)).status).to.equal(303);
    expect(await written()).to.deep.equal({ '2026-11-10': '30+40/null import', '2026-11-11': '12+9/null import' });
    expect(await house.db('after_school_days').where({ day: '2026-11-11' }).first('open_anyway')).to.deep.equal({
      open_anyway: true,
    });
  });

  it('says of each spoilt cell where, what and how to mend it', async () => {
    const at = await sendBytes(
      await bookOf([
        ['09/11/2026', '', '30 enfants', '40', ''],
        ['10/11/2026', '', '30,5', '40', ''],
        ['12/11/2026', '', '-3', '40', ''],
        ['13/11/2026', '', 'douze', '40', ''],
        ['16/11/2026', '', '5', '4', '12'],
        ['17', '', '5', '4', ''],
        ['17/11/2026', '', '6', '4', ''],
        ['17/11/2026', '', '6', '4', ''],
        ['31/11/2026', '', '6', '4', ''],
        ['', '', '6', '4', ''],
        ['30/11/2026', '', '6', '4', ''],
        ['Total', '', '106', '84', '12'],
      ]),
    );
    let text = textOf(await page(at));
    for (const said of [
      'sans autre signe → proposé : 30',
      "« 30,5 » n'est pas un nombre entier",
      'est négatif',
      'Cellule C5 · Maternelle',
      '12 enfants en différenciation positive, mais 9 présents',
      'proposé : 17/11/2026',
      'Le 17/11/2026 est déjà à la ligne 8',
      'écrivez la date à laquelle il se rapporte',
      "n'est pas encore passé",
      '1 ligne de totaux ou de remarques (13)',
    ])
      expect(text).to.include(said);
    expect((await confirm(at)).status).to.equal(422);
    text = textOf(await act(at, { do: 'accept-all' }));
    expect(text).to.include('Réparé');
    text = textOf(await act(at, { do: 'leave-faulty' }));
    expect(text).to.include('laissée de côté');
    expect((await confirm(at)).status).to.equal(303);
    expect(Object.keys(await written())).to.deep.equal(['2026-11-09', '2026-11-16', '2026-11-17']);
  });

  it('gives a model of a month or of three, red days in grey with their reason, and reads it again as the same', async () => {
    const first = await sendBytes(await bookOf([['16/11/2026', '', '31', '44', '5']]));
    await confirm(first);
    const model = async (query: string) =>
      (await samira.get(`/pro/after-school/${envol}/template?${query}`).responseType('blob').expect(200))
        .body as Buffer;
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await model('quarter=2026-10')) as never);
    const sheet = book.getWorksheet('Présences')!;
    const rows = Array.from(sheet.getSheetValues(), (row) => (row as string[] | undefined)?.slice(1) ?? []);
    expect(rows[3]!.slice(0, 5)).to.deep.equal(titles);
    const of = (day: string) => rows.findIndex(([date]) => date === day);
    expect(rows[of('16/11/2026')]!.slice(1, 5)).to.deep.equal(['lundi', '31', '44', '5']);
    expect(rows[of('11/11/2026')]!.join(' ')).to.include("Rien n'est attendu : Armistice, jour férié légal");
    expect(sheet.getCell(`A${String(of('11/11/2026'))}`).fill).to.have.property('pattern', 'solid');
    expect(rows.map(([date]) => date)).to.include('Inscrits en décembre 2026');
    const again = await sendBytes(await model('month=2026-11'));
    expect(textOf(await page(again))).to.include('Le fichier dit ce qui est déjà encodé');
  });

  it('takes cells that were pasted, with or without their titles, and columns called otherwise', async () => {
    const paste = async (pasted: string): Promise<string> => {
      const { headers, status, text } = await send(house, samira, toPlace(), [], { pasted });
      expect(status, textOf(text ?? '').slice(0, 300)).to.equal(303);
      return headers.location as string;
    };
    const at = await paste('16/11/2026\t31\t44\n17/11/2026\t30\t45');
    expect(textOf(await page(at))).to.include('31 + 44');
    const asked = textOf(await page(await paste('16/11/2026\t31\t\t5')));
    expect(asked).to.include('Que contient chaque colonne ?').and.include('Sans titres, rien ne dit à coup sûr');
    const other = await paste('Le\tMat\tPrim\r\n16/11/2026\t31\t44');
    expect(textOf(await page(other))).to.include('31 + 44');
    const { text, status } = await send(house, samira, toPlace(), [], { pasted: 'bonjour' });
    expect(status).to.equal(422);
    expect(textOf(text)).to.include('Aucune ligne de titres');
    expect(textOf(text)).to.include('bonjour');
  });

  it('says that the file is about another month than the page', async () => {
    const at = await sendBytes(await bookOf([['15/10/2026', '', '31', '44', '']]));
    expect(textOf(await page(at))).to.include("Ce fichier parle d'une autre période : octobre 2026");
  });

  it('leaves out the days of a month that was sent, and says so; the others come in', async () => {
    const at = await sendBytes(
      await bookOf([
        ['28/09/2026', '', '31', '44', ''],
        ['15/10/2026', '', '31', '44', ''],
      ]),
    );
    const { id: caseId } = await house.db('cases').orderBy('id').first<{ id: string }>('id');
    await house.db('after_school_sendings').insert({
      ...{
        case_id: caseId,
        facility_id: envol,
        revision: 1,
        quarter: '2026-07',
        digest: Buffer.alloc(32),
        snapshot: '{}',
      },
      ...{ sent_by: stableId('user admin-mercredis'), sent_at: instant(house.clock.now) },
    });
    const text = textOf(await page(at));
    expect(text).to.include("Ce mois a été envoyé à l'ONE et ne change plus : septembre 2026");
    expect(text).to.include("1 jour du fichier qui diffère n'est pas importé");
    expect((await confirm(at)).status).to.equal(303);
    expect(Object.keys(await written())).to.deep.equal(['2026-10-15']);
    const only = await sendBytes(await bookOf([['28/09/2026', '', '31', '44', '']]));
    expect(textOf(await page(only))).to.include('Rien de ce fichier ne peut être importé');
    expect((await confirm(only)).status).to.equal(422);
  });

  it('writes nothing where the day was changed since it was shown, and says which', async () => {
    const at = await sendBytes(await bookOf([['16/11/2026', '', '31', '44', '']]));
    const html = await page(at);
    const other = await sendBytes(await bookOf([['16/11/2026', '', '5', '4', '']]));
    await confirm(other);
    const digest = /name="digest" value="(\w*)"/.exec(html)![1]!;
    const late = await samira.post(`${at}/confirm`, { version: fieldsOf(html).version, digest });
    expect(late.status).to.equal(409);
    expect(textOf(late.text)).to.include('Changé depuis : 1 ligne').and.to.include('5 + 4');
    expect(await written()).to.deep.equal({ '2026-11-16': '5+4/null import' });
    expect((await confirm(at)).status).to.equal(303);
    expect(await written()).to.deep.equal({ '2026-11-16': '31+44/null import' });
  });

  it('tells the report of a communes’ software by its months, asks once of which place it is, and keeps its sums together', async () => {
    for (const name of samples) {
      const at = await sendBytes(sample(name), toBody, `${name}.xls`);
      const html = await page(at);
      expect(textOf(html)).to.include('De quel lieu est ce fichier ?');
      expect(textOf(html)).to.include('année budgétaire 2026');
      expect((await confirm(at)).status, 'no place yet').to.equal(409);
      const { status } = await samira.post(`${at}/place`, { version: fieldsOf(html).version, place: castors });
      expect(status).to.equal(303);
      const desk = textOf(await page(at));
      expect(desk).to.include('Les Castors');
      // More in positive differentiation than there were: as many as there were is proposed.
      if (desk.includes('proposé :')) await act(at, { do: 'accept-all' });
      if (/Ouvert ce jour-là \? \d/.test(desk)) await act(at, { do: 'open-all' });
      expect((await confirm(at)).status, textOf(await page(at)).slice(0, 1500)).to.equal(303);
      const counts = (await listCounts(house.db, [castors], '2025-01-01', '2027-12-31')).get(castors)!;
      for (const { day, present, positive } of expectedOf(name)) {
        const there = counts.days.get(day);
        expect([there?.together ?? 0, there?.positive ?? 0], `${name} ${day}`).to.deep.equal([
          present,
          Math.min(present, positive),
        ]);
      }
      const again = await sendBytes(sample(name), toBody, `${name}.xls`);
      const known = textOf(await page(again));
      expect(known, name).to.include('Les Castors').and.not.include('De quel lieu');
      if (!known.includes('proposé :')) expect(known, name).to.include('rien ne change');
    }
  });

  it('refuses the sum of several places in words, and takes the others of the same sending', async () => {
    const summary = await bookOf(
      [['Lieu d’accueil', 'SYNTHESE']],
      ['Détail, pour un lieu d’accueil, des présences du 2e trimestre 2026'],
    );
    const { status, text } = await send(house, samira, toBody, [
      [summary, 'synthese.xlsx'],
      [sample(samples[1]), 'un.xls'],
    ]);
    expect(status).to.equal(422);
    expect(textOf(text)).to.include('« synthese.xlsx » est une synthèse de plusieurs lieux');
    expect(await house.db('sheet_imports').where({ kind: 'after-school' })).to.have.lengthOf(1);
  });

  it('is of who counts the children of the place alone', async () => {
    const at = await sendBytes(await bookOf([['16/11/2026', '', '31', '44', '']]), toPlace(castors));
    const thomas = await house.as('Thomas Marchal');
    expect((await thomas.get(at)).status).to.equal(404);
    expect((await thomas.get(toPlace(castors))).status).to.equal(404);
    expect((await thomas.get(toPlace())).status).to.equal(200);
    for (const [name, status] of [
      ['Nathalie Servais', 404],
      ['Émilie Delvaux', 403],
    ] as const)
      expect((await (await house.as(name)).get(toPlace())).status, name).to.equal(status);
  });
});
