import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { findPublicPlace } from '../../db/premiers-pas/read-public-places.ts';
import { placesSentence } from '../../domain/presentation/places-sentence.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

const path = (key: string): string => `/pro/facilities/${stableId(`facility ${key}`)}/presentation`;

describe('places that an operator says to be free', () => {
  let house: House;
  let nathalie: Visitor;
  let today: Day;
  const chenes = stableId('facility chenes');
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    today = dayOf(house.clock.now);
  });
  after(() => house.close());

  const later = (days: number): string => formatShortDate(addDays(today, days));
  const line = (more: Record<string, string> = {}): Record<string, string> => ({
    key: randomUUID(),
    version: '0',
    then: 'save',
    from: later(1000),
    until: '',
    ageGroup: '0-18-months',
    count: '2',
    ...more,
  });
  const add = (form: Record<string, string>, key = 'glands') => nathalie.post(`${path(key)}/places/new`, form);
  const rows = (key = 'glands') =>
    house
      .db('available_places')
      .where({ facility_id: stableId(`facility ${key}`) })
      .orderBy('from_on') as Promise<
      { id: string; from_on: Day; until_on: Day | null; places: number; version: number }[]
    >;
  const wordOf = (key = 'glands') =>
    house
      .db('places_confirmed')
      .where({ facility_id: stableId(`facility ${key}`) })
      .first() as Promise<{
      confirmed_at: number;
      full_until: Day | null;
      version: number;
      confirmed_by: string;
      reminded_at: number | null;
    }>;
  const parentsRead = async (key = 'glands') => {
    const place = await findPublicPlace(house.db, today, stableId(`facility ${key}`));
    return placesSentence(place!, today, 90).title;
  };

  it('are of those who keep the file of the authorisation: asked for by others they are not there, or in other hands', async () => {
    expect((await house.stranger.get(path('chenes'))).status).to.equal(302);
    expect((await nathalie.get(path('galopins'))).status).to.equal(404);
    expect((await nathalie.get(path('missing'))).status).to.equal(404);
    expect((await (await house.as('Sophie Lambert')).get(path('chenes'))).status).to.equal(403);
    // Sandrine keeps the team of this crèche, and nothing else.
    const sandrine = await house.asUser(stableId('user sandrine-colard'));
    expect((await sandrine.get(path('chenes'))).status).to.equal(403);
    expect((await sandrine.post(`${path('chenes')}/confirm`, { version: '1' })).status).to.equal(403);
    expect((await nathalie.get(`/pro/facilities/${chenes}/photos`)).headers.location).to.equal(
      `${path('chenes')}#photos`,
    );
    expect((await nathalie.get('/pro/photos')).headers.location).to.equal('/pro/presentation');
  });

  it('are added once however often they are sent, and are a word that parents read', async () => {
    expect(textOf((await nathalie.get(path('glands'))).text)).to.include("Vous n'avez encore rien dit de vos places");
    expect(await parentsRead()).to.equal('Places non communiquées');
    const form = line({ from: later(-3) });
    const both = await Promise.all([add(form), add(form)]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await rows()).to.have.length(1);
    expect(await parentsRead()).to.equal('2 places disponibles');
    const page = textOf((await nathalie.get(path('glands'))).text);
    expect(page).to.include('Confirmée le').and.include('par Nathalie Servais').and.include('à jour encore 90 jours');
  });

  it('are refused with a sentence for each field, and what was typed stays', async () => {
    const said = async (more: Record<string, string>): Promise<string> => {
      const { status, text } = await add(line(more));
      expect(status).to.equal(422);
      return textOf(text);
    };
    expect(await said({ from: '' })).to.include('Encodez le jour à partir duquel les places sont libres');
    expect(await said({ from: '31/02/2027' })).to.include("Cette date n'existe pas");
    expect(await said({ count: 'deux' })).to.include('Erreur :');
    expect(await said({ count: '0' })).to.include('Le nombre le plus petit est 1');
    expect(await said({ ageGroup: 'old' })).to.include('Choisissez une des réponses proposées');
    expect(await said({ from: later(9), until: later(3) })).to.include('La fin est avant le début');
    expect(await said({ from: later(-9), until: later(-3) })).to.include('Cette période est déjà passée');
    expect(await said({ from: later(4000) })).to.include("Vérifiez l'année");
    expect(await said({ surprise: 'x' })).to.include("un champ que cette page n'a pas");
    const { text } = await add(line({ from: later(20), count: 'beaucoup' }));
    expect(fieldIn(text, 'from')).to.equal(later(20));
    expect((await add({ ...line(), key: 'x' })).status).to.equal(422);
    expect(await rows()).to.have.length(1);
  });

  it('do not contradict each other: both lines are quoted, for one age and for all that ONE allows', async () => {
    const overlapping = await add(line({ from: later(5), count: '1' }));
    expect(overlapping.status).to.equal(422);
    expect(textOf(overlapping.text))
      .to.include(`« à partir du ${later(5)}, de 0 à 18 mois, 1 place »`)
      .and.include(`« à partir du ${later(-3)}, de 0 à 18 mois, 2 places » annoncent les mêmes jours`);
    const tooMany = await add(line({ from: later(5), ageGroup: 'all', count: '27' }));
    expect(tooMany.status).to.equal(422);
    expect(textOf(tooMany.text))
      .to.include("l'autorisation compte 28 places")
      .and.include('de 0 à 18 mois, 2 places »')
      .and.include('tous les âges, 27 places » en annoncent 29 ensemble');
    expect((await add(line({ from: later(5), ageGroup: 'all', count: '26' }))).status).to.equal(303);
    const two = await Promise.all([
      add(line({ from: later(40), until: later(50), ageGroup: '18-36-months', count: '1' })),
      add(line({ from: later(45), until: later(60), ageGroup: '18-36-months', count: '1' })),
    ]);
    // All 28 are announced: neither of them finds room, and of two at once none slips by.
    expect(two.map(({ status }) => status)).to.deep.equal([422, 422]);
    const all = (await rows()).find(({ places }) => places === 26)!;
    await nathalie.post(`${path('glands')}/places/${all.id}`, { ...line(), version: '1', then: 'remove' }).expect(303);
    const again = await Promise.all([
      add(line({ from: later(40), until: later(50), ageGroup: '18-36-months', count: '1' })),
      add(line({ from: later(45), until: later(60), ageGroup: '18-36-months', count: '1' })),
    ]);
    expect(again.map(({ status }) => status).sort()).to.deep.equal([303, 422]);
  });

  it('are changed where they stand as they were seen: who was later reads who was quicker, and keeps what was typed', async () => {
    const [row] = await rows();
    const change = (version: number, places: string) =>
      nathalie.post(
        `${path('glands')}/places/${row!.id}`,
        line({ version: String(version), from: later(-3), count: places }),
      );
    await change(1, '3').expect(303);
    await change(1, '3').expect(303);
    const late = await change(1, '5').expect(409);
    expect(textOf(late.text))
      .to.include('Les places ont été modifiées par Nathalie Servais')
      .and.include('Ce que vous avez encodé');
    expect(fieldIn(late.text, 'count')).to.equal('5');
    await change(2, '5').expect(303);
    expect((await rows()).find(({ id: one }) => one === row!.id)?.places).to.equal(5);
    const gone = { ...line(), version: '3', then: 'remove' };
    await nathalie.post(`${path('glands')}/places/${row!.id}`, { ...gone, version: '2' }).expect(409);
    await nathalie.post(`${path('glands')}/places/${row!.id}`, gone).expect(303);
    await nathalie.post(`${path('glands')}/places/${row!.id}`, gone).expect(303);
    expect((await rows()).map(({ id: one }) => one)).to.not.include(row!.id);
    // A line of another place is not reached from here.
    const [foreign] = await rows('chenes');
    await nathalie.post(`${path('glands')}/places/${foreign!.id}`, line({ version: '1' })).expect(409);
    await add(line({ key: foreign!.id })).expect(409);
    expect((await rows('chenes')).find(({ id: one }) => one === foreign!.id)).to.deep.equal(foreign);
  });

  it('are confirmed by one button, of what was seen', async () => {
    const before = await wordOf('chenes');
    const page = (await nathalie.get(path('chenes'))).text;
    expect(textOf(page)).to.include('à jour encore 79 jours');
    const seen = fieldIn(page, 'version');
    await nathalie.post(`${path('chenes')}/confirm`, { version: seen }).expect(303);
    const audits = () => house.db('audit').where({ subject_id: chenes, event: 'update' }).select('change');
    const count = (await audits()).length;
    await nathalie.post(`${path('chenes')}/confirm`, { version: seen }).expect(303);
    expect(await audits()).to.have.length(count);
    const after = await wordOf('chenes');
    expect(after.confirmed_at).to.be.greaterThan(before.confirmed_at);
    expect(after.version).to.equal(before.version);
    expect(textOf((await nathalie.get(path('chenes'))).text)).to.include('à jour encore 90 jours');
    // Somebody else changes a line: what was seen is no longer what would be confirmed.
    await add(line({ from: later(20), until: later(30), ageGroup: '18-36-months', count: '1' }), 'chenes').expect(303);
    const late = await nathalie.post(`${path('chenes')}/confirm`, { version: seen }).expect(409);
    expect(textOf(late.text)).to.include('Relisez-les, puis confirmez');
    await nathalie.post(`${path('chenes')}/confirm`, { version: 'x' }).expect(422);
    await nathalie.post(`${path('chenes')}/confirm`, { version: '1', surprise: 'x' }).expect(422);
  });

  it('are none when the place is full: lines that say otherwise go or begin later, and parents read until when', async () => {
    const until = addDays(today, 24);
    const version = async (): Promise<string> => String((await wordOf('chenes')).version);
    const full = (fields: Record<string, string>) => nathalie.post(`${path('chenes')}/full`, fields);
    const said = await full({ version: await version(), until: later(-1) }).expect(422);
    expect(textOf(said.text)).to.include('Écrivez une date à venir');
    await full({ version: '0', until: formatShortDate(until) }).expect(409);
    const seen = await version();
    await full({ version: seen, until: formatShortDate(until) }).expect(303);
    await full({ version: seen, until: formatShortDate(until) }).expect(303);
    const moved = (await rows('chenes')).find(({ until_on: end }) => end === addDays(today, 30));
    expect(moved?.from_on).to.equal(addDays(until, 1));
    expect((await wordOf('chenes')).full_until).to.equal(until);
    // With an announcement before that day it is not full until then any more.
    await add(line({ from: later(2), until: later(3), ageGroup: 'all', count: '1' }), 'chenes').expect(303);
    expect((await wordOf('chenes')).full_until).to.equal(null);
    await full({ version: await version(), until: '' }).expect(303);
    expect(await rows('chenes')).to.deep.equal([]);
    expect(await parentsRead('chenes')).to.equal('Pas de place disponible pour le moment');
    const history = textOf((await nathalie.get('/pro/history')).text);
    expect(history).to.include('a modifié');
  });

  it('are not changed any more once the place has ended', async () => {
    await house
      .db('facilities')
      .where({ id: stableId('facility coccinelle') })
      .update({ closed_on: today });
    const page = textOf((await nathalie.get(path('coccinelle'))).text);
    expect(page).to.include("L'activité de ce milieu d'accueil a pris fin").and.not.include('Ajouter une période');
    await nathalie.post(`${path('coccinelle')}/confirm`, { version: '1' }).expect(403);
    await house
      .db('facilities')
      .where({ id: stableId('facility coccinelle') })
      .update({ closed_on: null });
  });

  it('are asked for on the first page when their word gets old, and no longer once it is renewed', async () => {
    const home = async (): Promise<string> => textOf((await nathalie.get('/pro')).text);
    expect(await home())
      .to.include('Confirmer les places libres : Crèche La Coccinelle')
      .and.include("à confirmer d'ici 10 jours");
    const { version } = await wordOf('coccinelle');
    await nathalie.post(`${path('coccinelle')}/confirm`, { version: String(version) }).expect(303);
    expect(await home()).to.not.include('Confirmer les places libres');
  });
});

describe('the summary and the qualities of a place', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  const save = (fields: Record<string, string | string[]>) => nathalie.post(`${path('glands')}/qualities`, fields);
  const saved = async () =>
    (await house
      .db('sheet_sections')
      .where({ subject_id: stableId('facility glands'), section: 'characteristics' })
      .first()) as { data: object; version: number } | undefined;

  it('are saved with their version, and stand beside as parents read them', async () => {
    const form = {
      version: '0',
      summary: 'Un grand jardin,\r\net du temps.',
      garden: 'garden',
      gardenLine: '300 m²',
      meals: ['on-site', 'diets'],
      languages: 'fr',
      languagesLine: 'lingala',
    };
    await save(form).expect(303);
    await save(form).expect(303);
    expect(await saved()).to.deep.include({
      version: 1,
      data: {
        summary: 'Un grand jardin,\net du temps.',
        garden: 'garden',
        gardenLine: '300 m²',
        meals: ['on-site', 'diets'],
        languages: ['fr'],
        languagesLine: 'lingala',
      },
    });
    const page = textOf((await nathalie.get(path('glands'))).text);
    expect(page)
      .to.include('jardin clôturé : 300 m²')
      .and.include('français, lingala')
      .and.include('régimes médicaux possibles');
    expect(page).to.include('Modifier le résumé (29 caractères sur 600)');
    expect((await save({ ...form, summary: 'Autre.' }).expect(409)).text)
      .to.include('Nathalie Servais')
      .and.include('Autre.');
  });

  it('are refused where they are too long or no answers of ours, and what was typed stays', async () => {
    const refused = async (fields: Record<string, string | string[]>): Promise<string> =>
      (await save({ version: '1', ...fields }).expect(422)).text;
    expect(textOf(await refused({ summary: 'x'.repeat(601) }))).to.include('601 caractères, 600 au maximum');
    expect(textOf(await refused({ garden: 'jungle' }))).to.include('Choisissez une des réponses proposées');
    expect(textOf(await refused({ meals: ['on-site', 'stars'] }))).to.include('Choisissez une des réponses proposées');
    expect(textOf(await refused({ surprise: 'x' }))).to.include("un champ que cette page n'a pas");
    expect(await refused({ garden: 'jungle', summary: 'Nos journées.' })).to.include('Nos journées.');
    expect(await saved()).to.have.property('version', 1);
  });
});
