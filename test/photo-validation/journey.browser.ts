/** A photo is added, another one is asked for, sent and accepted; parents see it until it is withdrawn. And five at most, and no photo of a closed place. */
import { expect } from 'chai';
import sharp from 'sharp';
import { startPhotoDraft, listPublicPhotos } from '../../db/photo-validation/photos.ts';
import { recordAct } from '../../db/record-act.ts';
import { draw } from '../../db/seeds/demonstration/photo-validation/scenes.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'photo-validation';
const taken = {
  IFD0: { Artist: 'Nathalie Servais' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 27/1 5580/100', GPSLongitudeRef: 'E', GPSLongitude: '4/1 51/1 0/1' },
};
const agreed = "Aucun enfant ni adulte n'est reconnaissable, ou j'ai leur accord écrit.";
const explained = 'La table cache la moitié de la pièce : une vue depuis la porte conviendrait mieux.';

describe('the journey of a photo', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, agent: Actor;
  let facility: { id: string; organising_body_id: string; administration: string };
  let caseId: string, address: string;

  const choose = async (buffer: Buffer, name = 'IMG_2041.jpg'): Promise<void> =>
    operator.page.setInputFiles('input[type=file]', { name, mimeType: 'image/jpeg', buffer });
  const marksIn = async (bytes: Buffer): Promise<string[]> => {
    const { exif, icc, xmp, width } = await sharp(bytes).metadata();
    expect(width).to.be.at.most(1600);
    return [exif, icc, xmp, ...['Exif', 'GPS', 'Servais'].filter((mark) => bytes.includes(mark))].filter(
      (mark): mark is string => mark !== undefined,
    );
  };
  const picture = async (locator: string): Promise<Buffer> => {
    const src = await operator.page.locator(locator).first().getAttribute('src');
    return (await operator.page.context().request.get(house.address + (src ?? ''))).body();
  };

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais', { slug });
    agent = await enter(house, 'Marc Dubois', { slug });
    facility = (await house.db('facilities').where({ name: 'Crèche La Coccinelle' }).first()) as typeof facility;
  });
  after(() => house.close());

  it('begins at a place without photos, with a file that says where it was taken', async () => {
    const original = await sharp(await draw('kitchen'))
      .jpeg()
      .withExif(taken)
      .toBuffer();
    expect(original.includes('GPS') || (await sharp(original).metadata()).exif).to.be.ok;
    await operator.open('/pro');
    await operator.press(/^Places et présentation/);
    await operator.press('Crèche La Coccinelle');
    await operator.reads('Aucune photo : les parents voient un dessin.');
    await choose(original);
    await operator.type({ 'Légende': 'La cuisine' });
    await operator.press("Voir l'aperçu");
    await operator.reads('Votre photo, comme les parents la verront');
    expect(await marksIn(await picture('.photo img'))).to.deep.equal([]);
  });

  it('is sent once its description is given and the reminder about children is ticked', async () => {
    await operator.press('Envoyer à la validation');
    await operator.reads("Décrivez en une phrase ce que l'on voit sur la photo.");
    await operator.reads('Cochez la case');
    await operator.type({ "Ce que l'on voit sur la photo": 'Une longue table et trois tabourets.' });
    await operator.choose(agreed);
    await operator.press('Envoyer à la validation');
    await operator.reads(/Photo envoyée à la validation, référence PH-\d{4}-\d{5}/);
    await operator.reads("en attente de l'ONE");
    await operator.reads('Il en reste 4 sur 5.');
    ({ id: caseId } = (await house.db('cases').where({ slug, facility_id: facility.id }).first('id')) as {
      id: string;
    });
    expect(await listPublicPhotos(house.db, facility.id)).to.deep.equal([]);
  });

  it('does not suit: the coordinator asks for another, from the list of tasks', async () => {
    await agent.open('/office/tasks?view=mine');
    await agent.page
      .locator('tr', { hasText: 'Crèche La Coccinelle' })
      .getByRole('link', { name: 'Valider la photo' })
      .click();
    await agent.press('Demander une autre photo');
    await agent.choose('la qualité ne suffit pas (floue, sombre, mal cadrée)');
    await agent.type({ 'Explication': explained });
    await agent.press('Demander une autre photo');
    await agent.reads("C'est à l'opérateur.");
  });

  it('is replaced by its sender, who reads why and sees the new one first', async () => {
    await house.settled();
    await operator.open('/pro');
    await operator.press(/^Envoyer une autre photo/);
    await operator.reads(explained);
    await operator.choose(agreed);
    await operator.press('Envoyer cette photo à la validation');
    await operator.reads('Choisissez une photo sur votre appareil.');
    await choose(await draw('playroom'), 'salle.png');
    await operator.press("Voir l'aperçu");
    await operator.reads("n'est pas l'image que son nom annonce");
    await choose(await draw('playroom'), 'salle.jpg');
    await operator.type({ 'Légende': 'La salle de jeux', "Ce que l'on voit sur la photo": 'Un tapis et des blocs.' });
    await operator.press("Voir l'aperçu");
    await operator.reads('Ce que les parents verront');
    await operator.choose(agreed);
    await operator.press('Envoyer cette photo à la validation');
    await operator.reads("C'est à l'ONE.");
  });

  it('is accepted, and then anybody sees it, with nothing but the picture in it', async () => {
    await agent.does(caseId, 'accept');
    await house.settled();
    const [photo, ...others] = await listPublicPhotos(house.db, facility.id);
    expect([photo?.position, photo?.caption, photo?.alt_text, others]).to.deep.equal([
      1,
      'La salle de jeux',
      'Un tapis et des blocs.',
      [],
    ]);
    address = `${house.address}/premiers-pas/photos/${photo!.id}`;
    for (const size of ['large', 'small']) {
      const answer = await fetch(`${address}/${size}.jpg`);
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('set-cookie')).to.equal(null);
      expect(answer.headers.get('content-type')).to.equal('image/jpeg');
      expect(answer.headers.get('cache-control')).to.match(/^public, max-age=\d+/);
      expect(await marksIn(Buffer.from(await answer.arrayBuffer()))).to.deep.equal([]);
      const known = { 'If-None-Match': answer.headers.get('etag')! };
      const again = await agent.page.context().request.get(`${address}/${size}.jpg`, { headers: known });
      expect(again.status()).to.equal(304);
    }
    expect((await fetch(`${address}/original.jpg`)).status).to.equal(404);
    await operator.open(`/pro/facilities/${facility.id}/photos`);
    await operator.reads('visible');
    expect(await operator.page.locator('.as-parents img').count()).to.equal(1);
  });

  it('is gone for everybody as soon as its operator withdraws it', async () => {
    await operator.press(/^Retirer/);
    await operator.press('Retirer la photo');
    await operator.reads('La photo est retirée.');
    expect((await fetch(`${address}/large.jpg`)).status).to.equal(404);
    await house.settled();
    expect(await house.db('facility_photos').where({ case_id: caseId }).whereNull('withdrawn_at')).to.deep.equal([]);
  });

  it('never stands for a place whose activity has ended', async () => {
    const shown = (await house
      .db('cases')
      .where({ slug, status: 'published', facility_name: 'Émilie Delvaux' })
      .first('id', 'facility_id')) as { id: string; facility_id: string };
    await house.wakeEverybody();
    expect(await listPublicPhotos(house.db, shown.facility_id)).to.have.length(1);
    await recordAct(house.db, process, shown.id, {
      action: 'lapse',
      token: 'the end of the activity',
      facts: {},
      actor: { role: 'procedure', userId: null },
      at: house.now(),
    });
    await house.wakeEverybody();
    expect(await listPublicPhotos(house.db, shown.facility_id)).to.deep.equal([]);
    expect(await house.db('facility_photos').where({ case_id: shown.id }).whereNull('withdrawn_at')).to.deep.equal([]);
  });

  it('is one of five at most, however many tabs add one at once', async () => {
    const { id: by } = (await house.db('users').where({ family_name: 'Servais' }).first('id')) as { id: string };
    const started = await Promise.all(
      Array.from({ length: 9 }, () =>
        house.db.transaction((trx) => startPhotoDraft(trx, { facility, form: {}, by, at: house.now() })),
      ),
    );
    expect(new Set(started.filter(Boolean)).size).to.equal(5);
    await operator.open(`/pro/facilities/${facility.id}/photos`);
    await operator.reads('Les 5 places sont utilisées');
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, [explained, 'Une longue table', 'La salle de jeux']));
});
