import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const envol = stableId('facility mercredis-envol');
const castors = stableId('facility mercredis-castors');
const base = `/pro/after-school/${envol}/attendance`;

describe('Attendance after school, as one asks for it', function () {
  this.timeout(120_000);
  let house: House;
  let samira: Visitor;
  let thomas: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Benali');
    thomas = await house.as('Thomas Marchal');
  });
  after(() => house.close());

  const on = async (day: string) =>
    (await house.db('after_school_days').where({ facility_id: envol, day }).first()) as
      | { nursery: number | null; primary_school: number | null; version: number; open_anyway: boolean }
      | undefined;
  const seen = async (day: string): Promise<string> => {
    const row = await on(day);
    return row
      ? `${String(row.version)}:${String(row.nursery ?? '')}:${String(row.primary_school ?? '')}::::${row.open_anyway ? '1' : ''}`
      : '0::::::';
  };
  const text = (answer: { text: string }): string =>
    answer.text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .replaceAll('&#x27;', "'");

  it('opens on the month of today, with its budget year, its quarters by their months, and the way to September', async () => {
    const page = text(await samira.get(base).expect(200));
    expect(page).to.include('Année budgétaire 2027');
    expect(page).to.include('du 1er octobre 2026 au 30 septembre 2027');
    expect(page).to.match(/octobre – décembre 2026 en cours/);
    expect(page).to.include('janvier – mars 2027 ouvre le 01/01/2027');
    expect(page).to.match(
      /Vous cherchez septembre 2026 \? Il est dans l'année budgétaire 2026, trimestre juillet – septembre/,
    );
    expect(page).to.match(/octobre 2026 complet/);
    expect(page).to.include('12 jours encodés sur 13 passés');
    expect(page).to.match(/Armistice, jour férié légal/);
    expect(page).to.include('Journée pédagogique, lieu fermé (votre horaire)');
    expect(page).to.include('83 enfants en primaire, mais 71 inscrits. Est-ce 38 ?');
    expect(page).not.to.match(/\bT[1-4]\b/);
    expect(text(await samira.get(`${base}?month=2026-10`).expect(200))).to.include('12 jours encodés sur 12 passés');
  });

  it('says until when each quarter is to be sent, as its own case has it', async () => {
    const said = async () => text(await samira.get(base).expect(200));
    const cases = () =>
      house
        .db('cases')
        .where({ slug: 'aes-subsidy', period: '2026-10' })
        .whereIn('subject_id', house.db('facilities').where({ id: envol }).select('organising_body_id'));
    const { state } = (await cases().first('state')) as { state: { data: { lastDay: string } } };
    expect(state.data.lastDay).to.match(/^2027-/);
    const moved = { ...state, data: { ...state.data, lastDay: '2027-02-13' } };
    await cases().update({ state: JSON.stringify(moved) });
    expect(await said()).to.include('en cours · à envoyer jusqu’au 13/02/2027');
    await cases().update({ state: JSON.stringify(state) });
  });

  it('says in each of twelve months which year September is in', async () => {
    const at = house.clock.now;
    for (let month = 1; month <= 12; month += 1) {
      house.clock.now = Date.parse(`2027-${String(month).padStart(2, '0')}-12T09:00:00Z`);
      const visitor = await house.asUser(samira.userId!);
      const page = text(await visitor.get(base).expect(200));
      if (month === 9)
        expect(page).to.include("Vous êtes en septembre 2027, le dernier mois de l'année budgétaire 2027");
      else
        expect(page).to.include(
          month <= 3
            ? "Vous cherchez septembre 2026 ? Il est dans l'année budgétaire 2026, trimestre juillet – septembre"
            : "Vous cherchez septembre 2027 ? Il est dans l'année budgétaire 2027, trimestre juillet – septembre",
        );
    }
    house.clock.now = at;
  });

  it('is for who holds the file of the place: others find nothing, or are told what they lack', async () => {
    await house.stranger.get(base).expect(302);
    await samira.get(`/pro/after-school/${castors}/attendance`).expect(200);
    await thomas.get(base).expect(200);
    await thomas.get(`/pro/after-school/${castors}/attendance`).expect(404);
    await (await house.as('Olivier Wauters')).get(base).expect(403);
    await samira.get(`/pro/after-school/${stableId('nowhere')}/attendance`).expect(404);
    for (const month of ['2025-09', '2027-01', '2026-13', 'novembre']) await samira.get(`${base}/${month}`).expect(404);
    await (await house.as('Olivier Wauters')).post(`${base}/2026-11`, {}).expect(403);
    await thomas.post(`/pro/after-school/${castors}/attendance/2026-11`, {}).expect(404);
    for (const name of ['Karine Lejeune', 'Claire Mertens'])
      expect(
        text(await (await house.as(name)).get(`/office/after-school/${envol}/attendance/2026-11`).expect(200)),
      ).to.include('83');
    await (await house.as('Sophie Lambert')).get(`/office/after-school/${envol}/attendance/2026-11`).expect(403);
    await samira.get(`/office/after-school/${envol}/attendance/2026-11`).expect(403);
  });

  it('chooses a place, or goes straight to the only one', async () => {
    expect(text(await samira.get('/pro/after-school/attendance').expect(200))).to.include('Le Préau');
    await thomas.get('/pro/after-school/attendance').expect(302).expect('Location', base);
  });

  it('saves the form without a script, twice as once, and keeps what stands in days that were left alone', async () => {
    const form = {
      'v.18': '0::::::',
      'n.18': '24',
      'p.18': '0',
      'v.2': await seen('2026-11-02'),
      'n.2': '31',
      'p.2': '44',
    };
    const before = await on('2026-11-02');
    await samira.post(`${base}/2026-11`, form).expect(303).expect('Location', `${base}/2026-11`);
    await samira.post(`${base}/2026-11`, form).expect(303);
    expect(await on('2026-11-18')).to.deep.include({ nursery: 24, primary_school: 0, version: 1 });
    expect((await on('2026-11-02'))?.version).to.equal(before?.version);
  });

  it('says on the cell what is no number of children, keeps what was typed, and saves the rest', async () => {
    const answer = await samira
      .post(`${base}/2026-11`, {
        'v.3': await seen('2026-11-03'),
        'n.3': 'douze',
        'p.3': '40',
        'v.4': await seen('2026-11-04'),
        'n.4': '20',
        'p.4': '30',
        'v.5': await seen('2026-11-05'),
        'n.5': '-3',
        'p.5': '1',
      })
      .set('Accept', 'text/html');
    expect(answer.status).to.be.oneOf([303, 422]);
    const page = answer.status === 303 ? await samira.get(answer.headers.location!) : answer;
    expect(text(page)).to.include("mardi 3 : « douze » n'est pas un nombre d'enfants");
    expect(text(page)).to.include("est négatif : écrivez un nombre d'enfants");
    expect(page.text).to.match(/id="n\.3"[^>]*value="douze"[^>]*aria-invalid="true"/);
    expect(page.text).to.match(/id="p\.3"[^>]*value="40"/);
    expect(await on('2026-11-04')).to.deep.include({ nursery: 20, primary_school: 30 });
  });

  it('asks of a red day whether the place was open: yes keeps the number, no puts it aside in words', async () => {
    const form = { 'v.11': '0::::::', 'n.11': '4', 'p.11': '5' };
    const shown = async (answer: { status: number; headers: Record<string, string>; text: string }) =>
      text(answer.status === 303 ? await samira.get(answer.headers.location!) : answer);
    expect(await shown(await samira.post(`${base}/2026-11`, form))).to.include(
      "mercredi 11 : rien n'est requis (Armistice, jour férié légal). Le lieu était-il ouvert ce jour-là ?",
    );
    expect(await on('2026-11-11')).to.equal(undefined);
    await samira.post(`${base}/2026-11`, { ...form, 'o.11': 'no' }).expect(303);
    expect(text(await samira.get(`${base}/2026-11`))).to.include(
      'mercredi 11 : Lieu fermé ce jour-là (Armistice, jour férié légal) : 9 enfants non enregistrés.',
    );
    expect(await on('2026-11-11')).to.equal(undefined);
    await samira.post(`${base}/2026-11`, { ...form, 'o.11': 'yes' }).expect(303);
    expect(await on('2026-11-11')).to.deep.include({ nursery: 4, primary_school: 5, open_anyway: true });
    expect(text(await samira.get(`${base}/2026-11`))).to.include('Ouvert ce jour-là (Armistice, jour férié légal)');
  });

  it('takes away what stood on a day that is red meanwhile, where the place says that it was closed, and says what', async () => {
    const red = { facility_id: envol, day: '2026-11-01', origin: 'typed', changed_at: new Date(house.clock.now) };
    await house.db('after_school_days').insert({ ...red, nursery: 1, primary_school: null });
    const form = { 'v.1': await seen('2026-11-01'), 'n.1': '1', 'p.1': '', 'o.1': 'no' };
    await samira.post(`${base}/2026-11`, form).expect(303);
    expect(text(await samira.get(`${base}/2026-11`))).to.match(
      /dimanche 1er : Lieu fermé ce jour-là \(.*\) : ce qui y était encodé \(1 en maternelle\) est retiré\./,
    );
    expect(await on('2026-11-01')).to.deep.include({ nursery: null, primary_school: null });
    // Sent twice, it is done once, and nothing else is taken for it.
    await samira.post(`${base}/2026-11`, form).expect(303);
    await samira.get(`${base}/2026-11`).expect(200);
    const there = { facility_id: envol, day: '2026-11-01' };
    await house.db('after_school_days').where(there).update({ nursery: 1, primary_school: 3, version: 3 });
    const late = await samira.post(`${base}/2026-11`, { ...form, 'n.1': '2' });
    expect(late.status, 'somebody else has counted it meanwhile').to.equal(409);
    expect(text(late)).to.not.include('est retiré');
    await house.db('after_school_days').where(there).delete();
  });

  it('keeps what was typed by section where a sum has come meanwhile, and the other way round', async () => {
    const old = await seen('2026-11-12');
    const there = { facility_id: envol, day: '2026-11-12' };
    await house
      .db('after_school_days')
      .where(there)
      .update({ nursery: null, primary_school: null, together: 77, positive: 3, version: 7 });
    const late = await samira.post(`${base}/2026-11`, { 'v.12': old, 'n.12': '30', 'p.12': '46' });
    expect(late.status).to.equal(409);
    expect(late.text).to.match(/id="n\.12"[^>]*value="30"/);
    expect(text(late)).to.include('a mis 77 enfants en tout, dont 3 en différenciation positive');
    const field = (name: string) =>
      new RegExp(`name="${name.replace('.', '\\.')}"[^>]*value="([^"]*)"`).exec(late.text)?.[1];
    const mine = Object.fromEntries(['v.12', 'n.12', 'p.12', 'd.12'].map((name) => [name, field(name) ?? '']));
    await samira.post(`${base}/2026-11`, mine).expect(303);
    expect(await on('2026-11-12')).to.deep.include({ nursery: 30, primary_school: 46, together: null, positive: 3 });
    await house.db('after_school_days').where(there).update({ positive: null });
  });

  it('tells who was quicker, with both numbers, and overwrites nothing', async () => {
    const old = await seen('2026-11-09');
    await thomas.post(`${base}/2026-11`, { 'v.9': old, 'n.9': '33', 'p.9': '45' }).expect(303);
    const answer = await samira.post(`${base}/2026-11`, { 'v.9': old, 'n.9': '30', 'p.9': '46' });
    const page = answer.status === 303 ? await samira.get(answer.headers.location!) : answer;
    expect(page.status).to.equal(409);
    expect(text(page)).to.include('lundi 9 : Thomas Marchal a mis 33 en maternelle et 45 en primaire à 10 h 00');
    expect(page.text).to.match(/id="n\.9"[^>]*value="30"/);
    expect(await on('2026-11-09')).to.deep.include({ nursery: 33 });
    const cells = await samira.post(`${base}/2026-11/cells`, {
      days: JSON.stringify([
        {
          day: '2026-11-09',
          nursery: 30,
          primarySchool: 46,
          together: null,
          positive: null,
          morning: null,
          openAnyway: false,
          seen: 1,
        },
      ]),
      enrolled: 'null',
    });
    expect(cells.status).to.equal(200);
    expect((cells.body as { days: object[] }).days[0]).to.deep.include({
      outcome: 'changed',
      by: 'Thomas Marchal',
      words: 'Thomas Marchal a mis 33 en maternelle et 45 en primaire',
    });
  });

  it('mends what looks odd by its button, once, from what was seen', async () => {
    const row = await on('2026-11-16');
    const form = { what: 'p', day: '2026-11-16', value: '38', seen: String(row?.version) };
    await samira.post(`${base}/2026-11/mend`, form).expect(303);
    await samira.post(`${base}/2026-11/mend`, form).expect(303);
    expect(await on('2026-11-16')).to.deep.include({ primary_school: 38 });
    await samira.post(`${base}/2026-11/mend`, { ...form, value: '39' }).expect(409);
    await samira.post(`${base}/2026-11/mend`, { ...form, day: '2026-10-16' }).expect(422);
    await samira.post(`${base}/2026-11/mend`, { ...form, what: 'x' }).expect(422);
    await samira.post(`${base}/2026-11/cells`, { days: '[{}]', enrolled: 'null' }).expect(422);
  });

  it('counts positive differentiation where the place says so, and never more than are present', async () => {
    await samira.post(`${base}/2026-11/options`, { positive: 'on' }).expect(303);
    expect(text(await samira.get(`${base}/2026-11`))).to.include('dont diff. positive');
    const answer = await samira.post(`${base}/2026-11`, {
      'v.6': await seen('2026-11-06'),
      'n.6': '2',
      'p.6': '3',
      'd.6': '6',
    });
    const page = answer.status === 303 ? await samira.get(answer.headers.location!) : answer;
    expect(text(page)).to.include('6 enfants en différenciation positive, mais 5 présents');
    await samira.post(`${base}/2026-11/options`, { positive: 'perhaps' }).expect(422);
    await samira.post(`${base}/2026-11/options`, {}).expect(303);
  });

  it('shows a month that was sent as text, with who sent it, and takes nothing more', async () => {
    const { id } = (await house.db('cases').first('id')) as { id: string };
    const sentDay = (day: string, nursery: number) => ({
      ...{ day, nursery, primarySchool: 1, together: null, positive: null, morning: null },
      ...{ openAnyway: false, notRequired: null },
    });
    const sentMonth = (month: string, days: object[]) => ({ month, enrolledNursery: 46, enrolledPrimary: 71, days });
    const snapshot = {
      place: "L'Envol",
      months: [
        sentMonth('2026-10', []),
        sentMonth('2026-11', [sentDay('2026-11-02', 31), sentDay('2026-11-11', 7)]),
        sentMonth('2026-12', []),
      ],
    };
    await house.db('after_school_sendings').insert({
      ...{ case_id: id, facility_id: envol, revision: 1, quarter: '2026-10', snapshot: JSON.stringify(snapshot) },
      ...{ digest: Buffer.alloc(32), sent_by: samira.userId, sent_at: new Date(house.clock.now) },
    });
    const page = await samira.get(`${base}/2026-11`).expect(200);
    expect(text(page)).to.include('Samira Benali a envoyé le trimestre octobre – décembre 2026 le 23/11/2026');
    expect(page.text).not.to.include('name="n.2"');
    // As it was sent: what the calendar or the hours say since is not of it.
    const dayOn = (nth: number): string =>
      text({ text: new RegExp(`id="day\\.${String(nth)}".*?(?=id="day\\.|<section)`, 's').exec(page.text)?.[0] ?? '' });
    expect(dayOn(11), 'asked for then, red by the calendar of today').to.match(/7/).and.not.to.include('Armistice');
    expect(dayOn(3), 'not asked for then, and asked for by the hours of today').to.include(
      'non requis quand le mois a été envoyé',
    );
    await samira.post(`${base}/2026-11`, { 'v.2': '1:31:44::::', 'n.2': '1', 'p.2': '1' }).expect(409);
    await samira.post(`${base}/2026-11/mend`, { what: 'n', day: '2026-11-02', value: '3', seen: '1' }).expect(409);
    const cells = await samira.post(`${base}/2026-11/cells`, {
      days: '[]',
      enrolled: JSON.stringify({ nursery: 1, primary: 1, seen: 1 }),
    });
    expect([cells.status, cells.body]).to.deep.equal([409, { error: 'sent' }]);
    await house.db('after_school_sendings').where({ facility_id: envol }).delete();
  });
});
