/** « Mes activités »: who reads which page, and that no link of it is refused. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { activityDossiers } from '../../db/access/dossiers.ts';
import { activities } from '../../api/activities/activities.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const pathOf = (slug: string): string => `/pro/activities/${slug}`;
const aes2 = pathOf('accueil-extrascolaire-type-2');

describe('activities that no procedure covers', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  const withRight = async (dossier: string, facility: string | null = null) => {
    const userId = stableId('user none-chenes');
    await house.db('grants').where({ user_id: userId }).delete();
    await house.db('grants').insert({
      user_id: userId,
      role: 'data-manager',
      organising_body_id: stableId('body petits-chenes'),
      dossier,
      facility_id: facility && stableId(`facility ${facility}`),
      valid_from: '2026-01-01',
    });
    return house.as('Kevin Thiry');
  };

  it('have a page for each file of the guide that opens no procedure', () => {
    expect(activities.flatMap(({ dossiers }) => dossiers)).to.have.members([...activityDossiers]);
  });

  it('are in the menu of who has such a right, and only their own', async () => {
    for (const [dossier, name, other] of [
      ['school-health', "Promotion de la santé à l'école (PSE)", 'Centres de vacances'],
      ['holiday-centres', 'Centres de vacances', 'Écoles de devoirs'],
    ] as const) {
      const kevin = await withRight(dossier);
      expect(textOf((await kevin.get('/pro')).text)).to.include('Mes activités');
      const list = textOf((await kevin.get('/pro/activities')).text);
      expect(list).to.include(name);
      expect(list).not.to.include(other);
    }
    const kevin = await withRight('holiday-centres');
    expect((await kevin.get(pathOf('ecoles-de-devoirs'))).status).to.equal(404);
    expect((await kevin.get(pathOf('what'))).status).to.equal(404);
    const childminder = await house.as('Émilie Delvaux');
    expect(textOf((await childminder.get('/pro')).text)).not.to.include('Mes activités');
    expect((await childminder.get('/pro/activities')).status).to.equal(403);
  });

  it('say in words that the portal knows nothing of that kind, and whom to ask', async () => {
    const nathalie = await house.as('Nathalie Servais');
    for (const { slug, none, law } of activities) {
      const text = textOf((await nathalie.get(pathOf(slug))).text);
      expect(text).to.include(none);
      expect(text).to.include(law[0]!.title);
      expect(text).to.include('02/542.14.45');
    }
  });

  it('show the places of that kind with their teams and who follows them', async () => {
    const text = textOf((await (await house.as('Cécile Warnant')).get(aes2)).text);
    expect(text).to.include('Accueil extrascolaire de Leuze');
    expect(text).to.match(/\d+ personnes?/);
    expect(text).not.to.include('Crèche communale Les Bleuets');
    expect(text).to.include('accueil-extrascolaire@one.be');
  });

  it('show who coordinates the after-school care of the body, of both types, and no crèche', async () => {
    for (const [name, place, creche] of [
      ['Cécile Warnant', 'Accueil extrascolaire de Leuze', 'Crèche communale Les Bleuets'],
      ['Jean-Marc Henrion', 'Accueil extrascolaire de Grand-Manil', 'Crèche communale de Gembloux'],
    ] as const) {
      const text = textOf((await (await house.as(name)).get(pathOf('coordination-atl'))).text);
      expect(text).to.include(place);
      expect(text).not.to.include(creche);
    }
  });

  it('say what is known of the team, and to which account the sector is paid', async () => {
    const nathalie = await house.as('Nathalie Servais');
    const text = textOf((await nathalie.get(pathOf('promotion-de-la-sante-a-l-ecole'))).text);
    expect(text).to.match(/\d+ personnes sous contrat dans vos milieux/);
    expect(text).to.match(/Promotion de la santé à l'école : (aucun compte|[A-Z]{2}\d{2} ••••)/);
    const kevin = await withRight('holiday-centres');
    const page = textOf((await kevin.get(pathOf('centres-de-vacances'))).text);
    expect(page).not.to.include('Comptes bancaires');
    expect(page).not.to.include('personnes sous contrat');
  });

  it('lead nowhere where the reader is refused', async () => {
    const readers = [await house.as('Cécile Warnant'), await house.as('Jean-Marc Henrion'), await withRight('aes-2')];
    for (const reader of readers)
      for (const { slug } of activities) {
        const page = await reader.get(pathOf(slug));
        if (page.status === 404) continue;
        const main = page.text.slice(page.text.indexOf('<main'));
        const links = new Set(
          [...main.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&')),
        );
        for (const href of links) expect((await reader.get(href)).status, href).to.be.oneOf([200, 302]);
      }
  });
});
