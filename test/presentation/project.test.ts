import { expect } from 'chai';
import request from 'supertest';
import { directoryBlobStore, sweepOrphans } from '../../db/blob-store.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { sheetPath } from '../../domain/premiers-pas/public-place.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const idOf = (key: string): string => stableId(`facility ${key}`);
const path = (key: string): string => `/pro/facilities/${idOf(key)}/presentation`;

describe('the pedagogical project', () => {
  let house: House;
  let nathalie: Visitor;
  let today: Day;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    today = dayOf(house.clock.now);
  });
  after(() => house.close());

  const send = (
    file: Buffer | undefined,
    name: string,
    validFrom = today,
    key = 'glands',
    seen = house.clock.now,
  ): request.Test => {
    const sending = request(house.app)
      .post(`${path(key)}/project`)
      .set('Cookie', nathalie.cookie)
      .set('Origin', house.config.publicUrl)
      .redirects(0)
      .field('_csrf', nathalie.csrfToken)
      .field('seen', seen)
      .field('validFrom', formatShortDate(validFrom));
    return file ? sending.attach('file', file, name) : sending;
  };
  /** As it is a minute later, when whatever was changed is public. */
  const parentsFetch = async (key = 'glands', headers: Record<string, string> = {}) => {
    house.clock.now += 60_000;
    const { number, name } = (await house
      .db('facilities')
      .where({ id: idOf(key) })
      .first('number', 'name')) as { number: string; name: string };
    return request(house.app)
      .get(`${sheetPath({ number, name })}/projet.pdf`)
      .set(headers)
      .buffer();
  };
  const withdraw = async (validFrom: Day, digest?: string) => {
    const row = (await house
      .db('pedagogical_projects')
      .where({ facility_id: idOf('glands'), valid_from: validFrom })
      .first('document_digest')) as { document_digest: Buffer };
    return nathalie.post(`${path('glands')}/project/${validFrom}/withdraw`, {
      digest: digest ?? row.document_digest.toString('hex'),
    });
  };
  const [first, second, next] = ['Un', 'Deux', 'Trois'].map((title) => makePdf(`Projet ${title}`, []));

  it('is a good PDF with its first day, and nothing is kept of what is none', async () => {
    const refused = async (sending: request.Test): Promise<string> => textOf((await sending.expect(422)).text);
    expect(await refused(send(undefined, ''))).to.include('Choisissez le document sur votre appareil');
    expect(await refused(send(Buffer.from('x'), 'projet.docx'))).to.include('est un fichier PDF');
    expect(await refused(send(Buffer.from('<html>'), 'projet.pdf'))).to.include('Erreur :');
    expect(await refused(send(first, 'projet.pdf', '2101-01-01'))).to.include("Vérifiez l'année");
    await nathalie.post(`${path('glands')}/project`, { validFrom: 'hier' }).expect(422);
    expect(await house.db('pedagogical_projects').where({ facility_id: idOf('glands') })).to.deep.equal([]);
    expect((await parentsFetch()).status).to.equal(404);
  });

  it('is read by parents without a session, as the version in force, and asked again only when it is another', async () => {
    await send(first, 'projet.pdf').expect(303);
    await send(first, 'projet.pdf').expect(303);
    await send(next, 'demain.pdf', addDays(today, 1)).expect(303);
    const { status, headers, body } = await parentsFetch();
    expect(status).to.equal(200);
    expect(body).to.deep.equal(first);
    expect(headers['set-cookie']).to.equal(undefined);
    expect(headers).to.include({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
    });
    expect((await parentsFetch('glands', { 'If-None-Match': headers.etag! })).status).to.equal(304);
    await send(second, 'projet-2.pdf').expect(303);
    const replaced = await parentsFetch('glands', { 'If-None-Match': headers.etag! });
    expect([replaced.status, replaced.body]).to.deep.equal([200, second]);
    const page = textOf((await nathalie.get(path('glands'))).text);
    expect(page)
      .to.include('projet-2.pdf')
      .and.include('demain.pdf')
      .and.include(`à partir du ${formatShortDate(addDays(today, 1))}`);
    // What was replaced no row names any more; what stands is not swept.
    const blobs = directoryBlobStore(house.config.storageDir);
    await sweepOrphans(house.db, blobs, house.clock.now + 1_000_000);
    expect((await parentsFetch()).status).to.equal(200);
    await nathalie.get(`${path('glands')}/project/${addDays(today, 1)}`).expect(200);
  });

  it('is one for each day: another replaces it in words, and none that the form has not seen', async () => {
    const told = async (): Promise<string> => textOf((await nathalie.get(path('glands'))).text);
    await send(first, 'projet-1.pdf').expect(303);
    expect(await told()).to.include(
      'Il remplace « projet-2.pdf », qui valait à partir du même jour. Les parents le lisent dans la minute.',
    );
    const late = await send(second, 'autre.pdf', today, 'glands', 0);
    expect(late.status).to.equal(409);
    expect(textOf(late.text)).to.include('Nathalie Servais a mis entre-temps « projet-1.pdf » pour ce même jour');
    await send(second, 'projet-2.pdf').expect(303);
    await told();
    // One that does not hold: what holds is said.
    await send(first, 'vieux.pdf', addDays(today, -60)).expect(303);
    expect(await told()).to.include('Les parents lisent « projet-2.pdf »');
    expect((await withdraw(addDays(today, -60))).status).to.equal(303);
    await told();
    const twice = house
      .db('pedagogical_projects')
      .insert(house.db('pedagogical_projects').where({ facility_id: idOf('glands'), valid_from: today }));
    const refused = await Promise.resolve(twice).catch((error: unknown) => error as { constraint?: string });
    expect(refused).to.include({ constraint: 'pedagogical_projects_pkey' });
  });

  it('is withdrawn as it was seen, at once for everybody; the one before holds again', async () => {
    expect((await withdraw(today, '0'.repeat(64))).status).to.equal(409);
    expect((await nathalie.post(`${path('glands')}/project/${today}/withdraw`, { digest: 'x' })).status).to.equal(422);
    expect((await nathalie.post(`${path('glands')}/project/2020-01-01/withdraw`, { digest: 'x' })).status).to.equal(
      404,
    );
    await send(first, 'ancien.pdf', addDays(today, -30)).expect(303);
    expect((await withdraw(today)).status).to.equal(303);
    expect((await withdraw(today)).status).to.equal(303);
    expect((await parentsFetch()).body).to.deep.equal(first);
    expect((await withdraw(addDays(today, -30))).status).to.equal(303);
    expect((await parentsFetch()).status).to.equal(404);
    expect(textOf((await nathalie.get(path('glands'))).text)).to.include('retiré le');
  });

  it('is nothing that parents fetch of a place that refuses to be published, has ended, or is not in the hands of who asks', async () => {
    expect((await parentsFetch('delvaux')).status).to.equal(200);
    await house
      .db('facilities')
      .where({ id: idOf('delvaux') })
      .update({ publication_refused: true });
    expect((await parentsFetch('delvaux')).status).to.equal(404);
    await house
      .db('facilities')
      .where({ id: idOf('delvaux') })
      .update({ publication_refused: false, closed_on: today });
    expect((await parentsFetch('delvaux')).status).to.equal(404);
    await house
      .db('facilities')
      .where({ id: idOf('delvaux') })
      .update({ closed_on: null });
    expect((await nathalie.get(`${path('delvaux')}/project/${addDays(today, -300)}`)).status).to.equal(404);
    expect((await house.stranger.get(`${path('chenes')}/project/${addDays(today, -84)}`)).status).to.equal(302);
    expect((await nathalie.get(`${path('chenes')}/project/${addDays(today, -84)}`)).status).to.equal(200);
  });
});
