/** An administrator creates a user with three rights; she signs in, and reaches just those. */
import { expect } from 'chai';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { enter } from '../support/actor.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('a new user of a body, in a browser', function () {
  this.timeout(180_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(() => house.close());

  const niss = nissOf(people.find(({ key }) => key === 'stranger')!);

  it('is added, given three rights, signs in, and reaches just those', async () => {
    const nathalie = await enter(house, 'Nathalie Servais');
    await nathalie.open('/pro');
    await nathalie.page.getByRole('link', { name: /Gérer mes utilisateurs/ }).click();
    await nathalie.press('Ajouter un utilisateur');
    await nathalie.press("Ajouter l'utilisateur");
    await nathalie.reads('Ce champ est requis');
    await nathalie.page.locator('#firstName').fill('Béatrice');
    await nathalie.page.locator('#familyName').fill('Collard');
    await nathalie.page.locator('#email').fill('beatrice.collard@exemple.be');
    await nathalie.page.locator('#niss').fill(niss);
    await nathalie.page.locator('#consent').check();
    await nathalie.press("Ajouter l'utilisateur");
    await nathalie.reads('Béatrice Collard est ajouté·e.');

    await nathalie.choose('Prepacc / Autorisation, Crèche La Coccinelle', "Mon équipe, Crèche Les Glands d'Or");
    await nathalie.page.getByRole('switch', { name: 'Gestion des utilisateurs' }).check();
    await nathalie.page.getByText('3 modifications, pas encore enregistrées').waitFor();
    expect(await nathalie.page.locator('#sees').innerText()).to.include('Mon autorisation – nouveau');
    // Arrows move in the matrix, Space ticks.
    await nathalie.page.getByLabel('Bilans, Crèche La Coccinelle', { exact: true }).focus();
    await nathalie.page.keyboard.press('ArrowUp');
    await nathalie.page.keyboard.press('Space');
    await nathalie.page.getByText('4 modifications, pas encore enregistrées').waitFor();
    await nathalie.page.keyboard.press('Space');
    await nathalie.page.getByText('3 modifications, pas encore enregistrées').waitFor();
    await nathalie.press('Enregistrer');
    await nathalie.reads('sont enregistrés');

    const beatrice = await enter(house, 'Béatrice Collard');
    await beatrice.open('/pro');
    const menu = await beatrice.page.locator('.side').innerText();
    expect(menu).to.include('Mon autorisation').and.include('Utilisateurs');
    const status = async (path: string): Promise<number> =>
      (await beatrice.page.context().request.get(house.address + path)).status();
    const authorisation = (key: string): string => `/pro/facilities/${stableId(`facility ${key}`)}/authorisation`;
    expect(await status(authorisation('coccinelle'))).to.equal(200);
    expect(await status(authorisation('glands'))).to.equal(404);
    expect(await status(authorisation('chenes'))).to.equal(404);
    expect(await status('/pro/users')).to.equal(200);
    expect(await status('/pro/team')).to.equal(200);
    expectGoodPages(house);
  });
});
