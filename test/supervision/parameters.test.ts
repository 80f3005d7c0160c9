import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { loadHolidays } from '../../db/parameters/holidays.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { firstDayOfChange } from '../../db/parameters/propose-change.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { isWorkingDay, layOutHolidays } from '../../domain/calendar.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const slug = 'authorisation-adaptation';
const address = `/supervision/parameters/${slug}/signature`;
const calendar = '/supervision/parameters/calendar';

describe('changing a parameter from a day on', () => {
  let house: House;
  let claire: Visitor;
  let alain: Visitor;
  let sophie: Visitor;
  before(async () => {
    house = await openHouse();
    [claire, alain, sophie] = await Promise.all([
      house.as('Claire Fontaine'),
      house.as('Alain Verstraete'),
      house.as('Sophie Lambert'),
    ]);
    await house.db('rule_changes').delete();
    await house.db('parameters').where('valid_from', '>', '2026-11-23').delete();
  });
  after(() => house.close());
  afterEach(async () => {
    await house.db('rule_changes').delete();
    await house.db('parameters').where('valid_from', '>', '2026-11-23').delete();
  });

  const form = (more: Record<string, string> = {}): Record<string, string> => ({
    token: randomUUID(),
    version: '0',
    value: '3',
    fromOn: '01/03/2027',
    source: 'document',
    reference: 'Décision du conseil du 12 novembre 2026',
    reason: 'Engagement de service 2027.',
    ...more,
  });
  const propose = async (who: Visitor, more: Record<string, string> = {}): Promise<string> => {
    const answer = await who.post(address, form(more));
    expect(answer.status, textOf(answer.text)).to.equal(303);
    return String(answer.headers.location);
  };
  const signatureOn = async (day: string): Promise<number> =>
    (await parametersOn(house.db, slug, day)).signature!.value;

  it('shows the value, since when, its source, and what another one would touch', async () => {
    const page = textOf((await claire.get(address)).text);
    expect(page)
      .to.include('Signature de la décision')
      .and.to.include(process.title)
      .and.to.match(/depuis le mercredi 1er janvier 2020 5 jours ouvrables/)
      .and.to.include("Hypothèse, à confirmer par l'ONE")
      .and.to.match(/\d+ dossiers ouverts gardent 5 jours ouvrables ; leurs échéances ne bougent pas/)
      .and.to.include('Au plus tôt le mardi 24 novembre 2026');
    const open = await house
      .db('cases')
      .where({ slug })
      .whereNull('closed_at')
      .count({ count: '*' })
      .first<{ count: number }>();
    expect(page).to.include(`${String(open.count)} dossiers ouverts gardent`);
  });

  it('counts nothing before another person has confirmed it, and touches no case and no earlier day afterwards', async () => {
    const before = await house.db('cases').orderBy('id').select('id', 'parameters', 'state', 'due_on');
    const change = await propose(claire);
    expect(await signatureOn('2027-03-01')).to.equal(5);
    expect(textOf((await claire.get(change)).text)).to.include('Quatre yeux');
    expect(textOf((await alain.get('/supervision/parameters')).text)).to.include(
      '1 changement attend une confirmation',
    );
    expect((await alain.get('/supervision/parameters')).text).to.match(/Paramètres[\s\S]{0,200}>1</);
    expect((await alain.post(`${change}/approve`, { reason: '' })).status).to.equal(303);
    expect([await signatureOn('2026-11-23'), await signatureOn('2027-02-28')]).to.deep.equal([5, 5]);
    expect(await signatureOn('2027-03-01')).to.equal(3);
    expect(await house.db('cases').orderBy('id').select('id', 'parameters', 'state', 'due_on')).to.deep.equal(before);
    expect(textOf((await claire.get('/supervision/parameters')).text)).to.match(
      /Signature de la décision [^0-9]*5 jours ouvrables 01\/01\/2020 3 jours ouvrables dès le 01\/03\/2027, confirmé/,
    );
    expect(textOf((await claire.get('/supervision/parameters?on=01/03/2027')).text)).to.match(
      /Signature de la décision Décision du conseil du 12 novembre 2026 3 jours ouvrables 01\/03\/2027 –/,
    );
    const told = (await house.db('audit').where({ subject: 'rule-change' }).orderBy('id')) as {
      event: string;
      change: object;
    }[];
    expect(told.map(({ event }) => event).slice(-2)).to.deep.equal(['propose', 'approve']);
    expect(told.at(-1)!.change).to.deep.include({
      'Signature de la décision': { before: '5 jours ouvrables', after: '3 jours ouvrables' },
    });
    expect(textOf((await claire.get('/supervision/audit?subject=rule-change')).text)).to.include(
      'Signature de la décision : 5 jours ouvrables → 3 jours ouvrables ',
    );
  });

  it('is never confirmed or refused by who asked for it, only taken back', async () => {
    const change = await propose(claire);
    for (const decision of ['approve', 'refuse']) {
      const answer = await claire.post(`${change}/${decision}`, { reason: 'Moi-même.' });
      expect(answer.status).to.equal(403);
      expect(textOf(answer.text)).to.include('Quatre yeux');
    }
    const other = await alain.post(`${change}/withdraw`, { reason: '' });
    expect(other.status).to.equal(403);
    expect(textOf(other.text)).to.include('Seule la personne qui a demandé');
    expect((await claire.get(change)).text).to.match(/withdraw"[^]*?name="reason" value=""[^]*?Retirer ma demande/);
    expect((await claire.post(`${change}/withdraw`, { reason: '' })).status).to.equal(303);
    expect(textOf((await claire.get(change)).text)).to.include('retiré');
    let refused = false;
    await house
      .db('rule_changes')
      .update({ status: 'approved', decided_by: claire.userId, decided_at: new Date().toISOString() })
      .catch(() => (refused = true));
    expect(refused, 'nor by the database').to.equal(true);
  });

  it('is refused with a reason that the author reads', async () => {
    const change = await propose(claire);
    expect((await alain.post(`${change}/approve`, {})).status, 'no answer').to.equal(422);
    const without = await alain.post(`${change}/refuse`, { reason: ' ' });
    expect(without.status).to.equal(422);
    expect(textOf(without.text)).to.include('Encodez le motif');
    expect((await alain.post(`${change}/refuse`, { reason: 'Pas avant le nouvel arrêté.' })).status).to.equal(303);
    expect(textOf((await claire.get(change)).text)).to.include('Pas avant le nouvel arrêté.');
    expect(await signatureOn('2027-03-01')).to.equal(5);
  });

  it('is decided once: the same answer sent twice is the same, another is a conflict that says who was first', async () => {
    const change = await propose(claire);
    expect((await alain.post(`${change}/approve`, { reason: '' })).status).to.equal(303);
    expect((await alain.post(`${change}/approve`, { reason: '' })).status).to.equal(303);
    const late = await claire.post(`${change}/withdraw`, { reason: '' });
    expect(late.status).to.equal(409);
    expect(textOf(late.text)).to.include('Quelqu’un a déjà répondu par Alain Verstraete');
    expect(await house.db('parameters').where({ slug, code: 'signature' })).to.have.lengthOf(2);
  });

  it('is asked for once, however often the form is sent, and waits alone', async () => {
    const fields = form();
    const answers = await Promise.all(Array.from({ length: 8 }, () => claire.post(address, fields)));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([303]));
    expect(new Set(answers.map(({ headers }) => String(headers.location))).size).to.equal(1);
    expect(await house.db('rule_changes')).to.have.lengthOf(1);
    const other = await alain.post(address, form({ version: '1', value: '4' }));
    expect(other.status).to.equal(409);
    expect(textOf(other.text))
      .to.include('Un autre changement attend déjà une confirmation')
      .and.to.include('Nouvelle valeur 4');
  });

  it('refuses a form from a page that has been overtaken, and keeps what was typed', async () => {
    const change = await propose(claire);
    expect((await alain.post(`${change}/approve`, { reason: '' })).status).to.equal(303);
    const stale = await alain.post(address, form({ value: '4', reason: 'Un motif tout neuf.' }));
    expect(stale.status).to.equal(409);
    expect(textOf(stale.text)).to.include('La règle a été changée entre-temps').and.to.include('Un motif tout neuf.');
    expect((await alain.post(address, form({ value: '4', version: '2', fromOn: '01/04/2027' }))).status).to.equal(303);
  });

  it('tells each fault beside its field and keeps the rest', async () => {
    const faulty = async (more: Record<string, string>, sentence: string | RegExp) => {
      const answer = await claire.post(address, form({ reason: 'Gardé ?', ...more }));
      expect(answer.status, sentence.toString()).to.equal(422);
      const page = textOf(answer.text);
      if (typeof sentence === 'string') expect(page).to.include(sentence);
      else expect(page).to.match(sentence);
      expect(answer.text).to.include('Gardé ?');
    };
    await faulty({ value: 'trois' }, 'pas un nombre entier');
    await faulty({ value: '9999' }, 'La valeur va de 0 jour ouvrable à 500 jours ouvrables');
    await faulty({ value: '5' }, "C'est déjà la valeur de ce jour-là (5 jours ouvrables)");
    await faulty({ fromOn: '23/11/2026' }, 'Au plus tôt le mardi 24 novembre 2026');
    await faulty({ fromOn: '31/02/2027' }, "Cette date n'existe pas");
    await faulty({ fromOn: '01/03/2097' }, "vérifiez l'année");
    await faulty({ source: 'x' }, 'Choisissez la source');
    await faulty({ reference: '' }, 'Indiquez le texte');
    await faulty(
      { value: 'trois', fromOn: '23/11/2026', source: '' },
      /pas un nombre entier : écrivez-le en chiffres, par exemple 28 Au plus tôt le mardi 24 novembre 2026[^.]* Choisissez la source/,
    );
    await faulty({ surprise: 'x' }, "un champ que cette page n'a pas");
    await faulty({ token: 'x' }, 'incomplet');
    expect(await house.db('rule_changes')).to.have.lengthOf(0);
  });

  it('counts what it would do before it is asked for', async () => {
    const target = `/supervision/parameters/${slug}/target`;
    const answer = await claire.post(target, form({ value: '1', preview: '1' }));
    expect(answer.status).to.equal(200);
    expect(textOf(answer.text))
      .to.include('Les demandes introduites dès le 01/03/2027 auront 1 jour')
      .and.to.match(/Sur les 12 derniers mois, \d+ dossiers? clôturés? sur \d+ auraient dépassé 1 jour à l'ONE/);
    expect(await house.db('rule_changes')).to.have.lengthOf(0);
  });

  it('lapses when nobody has answered by the eve', async () => {
    const change = await propose(claire, { fromOn: '24/11/2026' });
    house.clock.now += 24 * 3_600_000;
    const later = await house.as('Alain Verstraete');
    try {
      expect(textOf((await later.get(change)).text)).to.include('caduc : pas confirmé à temps');
      const answer = await later.post(`${change}/approve`, { reason: '' });
      expect(answer.status).to.equal(409);
      expect(textOf(answer.text)).to.include('il est caduc');
      expect(await signatureOn('2026-11-24')).to.equal(5);
      expect((await later.post(address, form())).status, 'it is in nobody’s way').to.equal(409);
      expect((await later.post(address, form({ version: '2' }))).status).to.equal(303);
    } finally {
      house.clock.now -= 24 * 3_600_000;
    }
  });

  it('is taken back before it begins, by two persons again', async () => {
    const change = await propose(claire);
    await alain.post(`${change}/approve`, { reason: '' });
    expect(textOf((await alain.get(address)).text)).to.include('annuler ce changement');
    const page = await alain.get(`${address}?remove=2027-03-01`);
    expect(textOf(page.text)).to.include('Annuler : 3 jours ouvrables dès le 01/03/2027');
    const asked = await alain.post(address, {
      token: randomUUID(),
      version: '2',
      remove: '2027-03-01',
      reference: 'Note du 20 novembre',
      reason: 'Reporté.',
    });
    expect(asked.status).to.equal(303);
    expect(await signatureOn('2027-03-01')).to.equal(3);
    expect((await claire.post(`${String(asked.headers.location)}/approve`, { reason: '' })).status).to.equal(303);
    expect(await signatureOn('2027-03-01')).to.equal(5);
  });

  it('is for supervisors, of rules and changes that exist', async () => {
    const change = await propose(claire);
    for (const path of [
      address,
      change,
      calendar,
      '/supervision/parameters/changes',
      '/supervision/parameters/export',
    ]) {
      expect((await sophie.get(path)).status, path).to.equal(403);
      expect((await house.stranger.get(path)).status, path).to.equal(302);
    }
    expect((await sophie.post(`${change}/approve`, { reason: '' })).status).to.equal(403);
    expect((await claire.get(`/supervision/parameters/${slug}/nothing`)).status).to.equal(404);
    expect((await claire.post('/supervision/parameters/nothing/signature', form())).status).to.equal(404);
    expect((await claire.get(`/supervision/parameters/changes/${randomUUID()}`)).status).to.equal(404);
    expect(
      (await alain.post(`/supervision/parameters/changes/${randomUUID()}/approve`, { reason: '' })).status,
    ).to.equal(404);
  });

  it('leaves all values with their dates in a table for a spreadsheet', async () => {
    const answer = await claire
      .get('/supervision/parameters/export')
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => {
            done(null, Buffer.concat(parts));
          });
      });
    expect(answer.headers['content-disposition']).to.match(/parametres-\d{4}-\d\d-\d\d\.xlsx/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.body);
    const rows = book.worksheets[0]!.getSheetValues() as unknown[][];
    expect(rows.find((row) => row?.[2] === 'Signature de la décision')?.slice(1)).to.deep.equal([
      process.title,
      'Signature de la décision',
      5,
      'jours ouvrables',
      new Date('2020-01-01T00:00:00Z'),
      undefined,
      "Hypothèse, à confirmer par l'ONE",
      "hypothèse, à confirmer par l'ONE",
    ]);
  });
});

describe('changing the calendar', () => {
  let house: House;
  let claire: Visitor;
  let alain: Visitor;
  before(async () => {
    house = await openHouse();
    [claire, alain] = await Promise.all([house.as('Claire Fontaine'), house.as('Alain Verstraete')]);
  });
  after(async () => {
    layOutHolidays([]);
    await house.close();
  });
  const form = (more: Record<string, string> = {}): Record<string, string> => ({
    token: randomUUID(),
    rule: 'holiday',
    effect: 'add',
    fromOn: '24/12/2026',
    name: 'Jour de deuil national',
    source: 'document',
    reference: 'Arrêté royal du 20 novembre 2026',
    reason: 'Publié au Moniteur.',
    ...more,
  });

  it('shows a year: what moves deadlines, what only frees schools, and what is assumed', async () => {
    const page = textOf((await claire.get(`${calendar}?year=2026`)).text);
    expect(page)
      .to.include('jeudi 14 mai 2026 Ascension reporte les échéances')
      .and.to.include('dimanche 27 septembre 2026 Fête de la Communauté française pour les écoles seulement')
      .and.to.include("Vacances d'automne 19/10/2026 01/11/2026")
      .and.to.include("à confirmer par l'ONE");
    expect(textOf((await claire.get(`${calendar}?year=2031`)).text)).to.include("n'est pas encore encodé");
  });

  it('adds a holiday for the delays that start afterwards, and every act still agrees with its deadlines', async () => {
    const asked = await claire.post(calendar, form());
    expect(asked.status).to.equal(303);
    await loadHolidays(house.db);
    expect(isWorkingDay('2026-12-24')).to.equal(true);
    expect((await alain.post(`${String(asked.headers.location)}/approve`, { reason: '' })).status).to.equal(303);
    await loadHolidays(house.db);
    expect(isWorkingDay('2026-12-24')).to.equal(false);
    expect(isWorkingDay('2026-12-24', '2026-11-23'), 'for a delay that runs already').to.equal(true);
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);

    const removed = await alain.post(calendar, {
      token: randomUUID(),
      rule: 'holiday',
      effect: 'remove',
      fromOn: '2026-12-25',
      reference: 'Essai',
      reason: 'Essai.',
    });
    expect(removed.status).to.equal(303);
    expect((await claire.post(`${String(removed.headers.location)}/approve`, { reason: '' })).status).to.equal(303);
    expect((await verifyActs(house.db)).faults, 'though Christmas is gone').to.deep.equal([]);
    expect(isWorkingDay('2026-12-25')).to.equal(true);
    expect(isWorkingDay('2026-12-25', '2026-11-23')).to.equal(false);
  });

  it('refuses days that are past, taken or badly written', async () => {
    const faulty = async (more: Record<string, string>, sentence: string) => {
      const answer = await claire.post(calendar, form(more));
      expect(answer.status, sentence).to.equal(422);
      expect(textOf(answer.text)).to.include(sentence);
      expect(answer.text).to.include('Publié au Moniteur.');
    };
    await faulty({ fromOn: '11/11/2026' }, 'Au plus tôt le mardi 24 novembre 2026');
    await faulty({ fromOn: '21/07/2027' }, 'Ce jour est déjà un jour férié');
    await faulty({ fromOn: 'demain' }, 'ne peut pas être lue');
    await faulty({ name: '' }, 'Encodez le nom');
    const school = { rule: 'school-holiday', name: 'Vacances' };
    await faulty(
      { ...school, fromOn: '20/02/2027', toOn: '28/02/2027' },
      "D'autres vacances scolaires tombent ces jours-là",
    );
    await faulty({ ...school, fromOn: '20/05/2028', toOn: '19/05/2028' }, 'Le dernier jour précède le premier');
    const gone = await claire.post(calendar, {
      token: randomUUID(),
      rule: 'holiday',
      effect: 'remove',
      fromOn: '03/03/2027',
      reference: 'x',
      reason: 'x',
    });
    expect(gone.status).to.equal(409);
  });

  it('adds and takes out school holidays', async () => {
    const asked = await claire.post(
      calendar,
      form({ rule: 'school-holiday', fromOn: '18/10/2027', toOn: '31/10/2027', name: "Vacances d'automne" }),
    );
    expect(asked.status).to.equal(303);
    expect((await alain.post(`${String(asked.headers.location)}/approve`, { reason: '' })).status).to.equal(303);
    expect(textOf((await claire.get(`${calendar}?year=2027`)).text)).to.include(
      "Vacances d'automne 18/10/2027 31/10/2027",
    );
    const removed = await alain.post(calendar, {
      token: randomUUID(),
      rule: 'school-holiday',
      effect: 'remove',
      fromOn: '2027-10-18',
      reference: 'x',
      reason: 'x',
    });
    expect((await claire.post(`${String(removed.headers.location)}/approve`, { reason: '' })).status).to.equal(303);
    expect(textOf((await claire.get(`${calendar}?year=2027`)).text)).not.to.include('18/10/2027 31/10/2027');
  });

  it('lets a change count only once every process has read it', () => {
    expect(firstDayOfChange(Date.parse('2026-11-23T22:49:00Z'))).to.equal('2026-11-24');
    expect(firstDayOfChange(Date.parse('2026-11-23T22:50:00Z'))).to.equal('2026-11-25');
  });
});
