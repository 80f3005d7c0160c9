/** « Applications externes », from letting a software in to showing it out; and the software itself meanwhile. */
import { expect } from 'chai';
import { enter } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('an external application, in a browser', function () {
  this.timeout(180_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(async () => {
    expect(house.pageFaults).to.deep.equal([]);
    await house.close();
  });
  const calls = async (token: string): Promise<number> =>
    (
      await fetch(`${house.address}/interface/v1/places`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;

  for (const javaScriptEnabled of [true, false])
    it(`is let in, kept to its network, given a new token, told by webhook, and shown out${javaScriptEnabled ? '' : ', without a script'}`, async () => {
      const nathalie = await enter(house, 'Nathalie Servais', { javaScriptEnabled });
      const { page } = nathalie;
      const name = javaScriptEnabled ? 'Kid Planning' : 'Kid Planning bis';
      await nathalie.open('/pro/applications');
      await nathalie.press('Ajouter une application');
      await nathalie.press("Ajouter l'application");
      await nathalie.reads("Encodez le nom de l'application");
      await nathalie.type({
        "Nom de l'application": name,
        'Éditeur du logiciel': 'Kid SRL',
        "Courriel de contact chez l'éditeur": 'aide@kid.example',
        'Réseaux autorisés': '192.0.2.0/24',
      });
      for (const field of ['scopes', 'places']) await page.locator(`input[name="${field}"]`).first().check();
      await nathalie.press("Ajouter l'application");
      await nathalie.reads('Copiez le jeton maintenant');
      const first = await page.locator('#token').inputValue();
      expect(first).to.match(/^pro1_[0-9a-f]{12}\.[\w-]{43}$/);
      // From elsewhere than its network.
      expect(await calls(first)).to.equal(403);
      await nathalie.press("Je l'ai copié");
      await nathalie.reads('192.0.2.0/24');
      expect(await page.content()).not.to.include(first.split('.')[1]!);
      await nathalie.open('/pro/applications');
      await page.getByRole('link', { name, exact: true }).click();
      await nathalie.press('Modifier');
      await nathalie.type({ 'Réseaux autorisés': '' });
      await nathalie.press('Enregistrer');
      await nathalie.reads('depuis partout');
      expect(await calls(first)).to.equal(200);

      await nathalie.press('Renouveler le jeton');
      await page.getByLabel(/cesse tout de suite/).check();
      await page.getByLabel('3 mois', { exact: true }).check();
      await nathalie.press('Créer le nouveau jeton');
      const second = await page.locator('#token').inputValue();
      expect(await Promise.all([calls(first), calls(second)])).to.deep.equal([401, 200]);
      await nathalie.press("Je l'ai copié");

      await nathalie.press('Ajouter un webhook');
      await nathalie.type({ Adresse: 'http://192.168.0.4/pro-one' });
      await page.locator('input[name="events"]').first().check();
      await nathalie.press('Ajouter le webhook');
      await page.locator('.error-summary, [aria-invalid="true"]').first().waitFor();
      await nathalie.type({ Adresse: 'https://kid.example/pro-one' });
      await nathalie.press('Ajouter le webhook');
      await nathalie.reads('Copiez le secret maintenant');
      const secret = await page.locator('#secret').inputValue();
      await nathalie.press("Je l'ai copié");
      await nathalie.reads('https://kid.example/pro-one');
      expect(await page.content()).not.to.include(secret);

      await nathalie.press('Révoquer');
      await nathalie.press('Révoquer');
      await nathalie.reads(/révoquée/i);
      expect(await calls(second)).to.equal(401);
      await page.context().close();
    });
});
