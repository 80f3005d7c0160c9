/** Of which place a file of days after school is: known from what it says itself, or asked; never guessed. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldsOf } from '../team/workbooks.ts';
import { bookOf, castors, envol, sample, samples, send, titles, toBody, toPlace } from './import-sheets.ts';

describe('the place of a file of days after school', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Benali');
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('after_school_days').delete();
    await house.db('after_school_months').delete();
    await house.db('sheet_imports').where({ kind: 'after-school' }).delete();
    await house.db('after_school_report_names').delete();
  });

  const sent = async (bytes: Buffer, { to = toBody, by = samira, name = 'fichier.xlsx' } = {}): Promise<string> => {
    const { status, headers, text } = await send(house, by, to, [[bytes, name]]);
    expect(status, textOf(text ?? '').slice(0, 800)).to.equal(303);
    return headers.location as string;
  };
  const page = async (at: string, by = samira): Promise<string> => (await by.get(at).expect(200)).text;
  const placeOf = async (at: string): Promise<string | null> =>
    (
      await house
        .db('sheet_imports')
        .where({ id: at.split('/').pop() })
        .first<{ facility_id: string | null }>()
    ).facility_id;
  const choose = async (at: string, place: string): Promise<void> => {
    const { status, text } = await samira.post(`${at}/place`, { version: fieldsOf(await page(at)).version, place });
    expect(status, textOf(text ?? '').slice(0, 500)).to.equal(303);
  };
  const model = async (place: string) => {
    const { body, headers } = await samira
      .get(`/pro/after-school/${place}/template?month=2026-11`)
      .responseType('blob')
      .expect(200);
    return { bytes: body as Buffer, name: headers['content-disposition'] as string };
  };

  it('is the one whose number our model bears, whose name is in the name of its file too', async () => {
    const [of, others] = [await model(castors), await model(envol)];
    expect(of.name).to.include('castors').and.not.equal(others.name);
    const at = await sent(of.bytes);
    expect(await placeOf(at)).to.equal(castors);
    expect(await page(at)).to.not.include('De quel lieu est ce fichier');
  });

  it('is imported among the presences, as the menu says', async () => {
    for (const at of [toBody, toPlace()])
      expect(await page(at)).to.match(/<a href="\/pro\/after-school\/attendance" aria-current="(page|true)">Présences/);
  });

  it('is asked where our model of one place is sent from the page of another', async () => {
    const at = await sent((await model(castors)).bytes, { to: toPlace(envol) });
    expect(await placeOf(at)).to.equal(null);
    const text = textOf(await page(at));
    expect(text)
      .to.include('De quel lieu est ce fichier ?')
      .and.to.match(/Ce modèle porte le n° \S+ : Les Castors/);
    await choose(at, castors);
    expect(await placeOf(at)).to.equal(castors);
    expect(await placeOf(await sent((await model(envol)).bytes, { to: toPlace(envol) }))).to.equal(envol);
    // Titles of their own say nothing.
    const own = await bookOf([['16/11/2026', '', '31', '44', '']], titles, ['Groupe des petits (n° 3)']);
    expect(await placeOf(await sent(own, { to: toPlace(envol) }))).to.equal(envol);
  });

  it('is asked of a report whose name nobody has told, also of who counts one place of several', async () => {
    const thomas = await house.as('Thomas Marchal');
    const at = await sent(sample(samples[1]), { by: thomas, name: 'releve.xls' });
    expect(await placeOf(at)).to.equal(null);
    expect(textOf(await page(at, thomas))).to.include('De quel lieu est ce fichier ?');
    const own = await sent(await bookOf([['16/11/2026', '', '31', '44', '']]), { by: thomas });
    expect(await placeOf(own), 'a table that names none').to.equal(null);
  });

  it('of a report that is known as another place’s is asked on any page, and the other one’s name stays as it was told', async () => {
    const first = await sent(sample(samples[1]), { name: 'releve.xls' });
    await choose(first, castors);
    const at = await sent(sample(samples[1]), { to: toPlace(envol), name: 'releve.xls' });
    expect(await placeOf(at)).to.equal(null);
    expect(textOf(await page(at))).to.match(/a dit que « .+ » est Les Castors/);
    const thomas = await house.as('Thomas Marchal');
    const theirs = await sent(sample(samples[1]), { by: thomas, name: 'releve.xls' });
    expect(await placeOf(theirs)).to.equal(null);
    const text = textOf(await page(theirs, thomas));
    expect(text).to.include("un autre lieu de votre pouvoir organisateur, dont vous n'encodez pas les présences");
    expect(text).to.not.include('Les Castors');
    // Nor is a place that looks like it proposed.
    expect(await page(theirs, thomas)).to.not.match(new RegExp(`value="${envol}"[^>]*(?:checked|selected)`));
    const known = await house.db('after_school_report_names').select<{ facility_id: string }[]>('facility_id');
    expect(known).to.deep.equal([{ facility_id: castors }]);
  });

  it('asks also of whose place it is, of a person of several bodies: the files are kept, and the columns known from then on', async () => {
    const chenes = stableId('body petits-chenes');
    const theirs = { id: randomUUID(), organising_body_id: chenes, name: 'Les Glands', number: 'AES-77' };
    await house.db('facilities').insert({ ...theirs, kind: 'after-school-1', administration: 'namur' });
    await house.db('grants').insert({
      ...(await house
        .db('grants')
        .where({ user_id: stableId('user admin-mercredis') })
        .first<object>()),
      ...{ id: randomUUID(), organising_body_id: chenes },
    });
    const both = await house.as('Samira Benali');
    const { status, headers } = await send(house, both, toBody, [
      [sample(samples[1]), 'releve.xls'],
      [await bookOf([['16/11/2026', 'lundi', '31', '44']], ['Date', 'Jour', 'Petits', 'Grands']), 'tableau.xlsx'],
      [(await model(castors)).bytes, 'modele.xlsx'],
    ]);
    expect([status, headers.location]).to.deep.equal([303, `${toBody}#waiting`]);
    const rows = await house
      .db('sheet_imports')
      .where({ kind: 'after-school' })
      .select('facility_id', 'organising_body_id');
    expect(rows).to.have.deep.members([
      { facility_id: null, organising_body_id: null },
      { facility_id: null, organising_body_id: null },
      { facility_id: castors, organising_body_id: stableId('body mercredis') },
    ]);
    const list = textOf(await page(toBody, both));
    for (const name of ['« releve.xls »', '« tableau.xlsx »', '« modele.xlsx »']) expect(list).to.include(name);
    const [, href] =
      [
        ...(await page(toBody, both)).matchAll(/href="(\/pro\/after-school\/imports\/[^"]+)">Lieu à préciser(?!, )/g),
      ][0] ?? [];
    const desk = await page(href!, both);
    expect(textOf(desk)).to.include('De quel lieu est ce fichier ?').and.include('Les Petits Chênes');
    expect((await both.post(`${href!}/place`, { version: fieldsOf(desk).version, place: theirs.id })).status).to.equal(
      303,
    );
    expect(await placeOf(href!)).to.equal(theirs.id);
    expect(textOf(await page(href!, both)))
      .to.include('Colonnes de votre fichier')
      .and.include('Petits');
    await house.db('facilities').where({ id: theirs.id }).update({ kind: 'after-school-2' });
  });

  it('tells files that wait apart, and shows all of them, some at a time', async () => {
    const bytes = await bookOf([['16/11/2026', '', '31', '44', '']]);
    const files = Array.from({ length: 12 }, (_, at): [Buffer, string] => [bytes, `f${String(at)}.xlsx`]);
    for (const half of [files, files.map(([each, name]): [Buffer, string] => [each, `g${name}`])])
      expect((await send(house, samira, toBody, half)).status).to.equal(303);
    const first = await page(toBody);
    const names = (html: string): string[] =>
      [...textOf(html).matchAll(/« (g?f\d+\.xlsx) »/g)].map(([, name]) => name!);
    const next = /href="([^"]+)" rel="next"/
      .exec(first)![1]!
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=')
      .split('#')[0]!;
    const all = [...names(first), ...names(await page(next))];
    expect(names(first)).to.have.length(20);
    expect([...new Set(all)].sort()).to.deep.equal(files.flatMap(([, name]) => [name, `g${name}`]).sort());
  });
});
