import { expect } from 'chai';
import { enter } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const fresh = 'n.servais@exemple.be';

describe('one’s own user, the history and the list of users, at a browser', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(() => house?.close());

  const linkTo = async (address: string): Promise<string> => {
    for (let turn = 0; turn < 200; turn++) {
      const mail = house.mailbox.mails.find(({ to, body }) => to.includes(address) && body.includes('/account/email/'));
      if (mail) return /\/account\/email\/confirm\?token=[\w-]+/.exec(mail.body)![0];
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no link came to ${address}`);
  };

  it('changes the address by the link of the mail, without a script, then signs the list, and finds both in the history', async () => {
    const nathalie = await enter(house, 'Nathalie Servais', {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 900 },
    });
    await nathalie.open('/account/email');
    await nathalie.type({ 'Nouvelle adresse de courriel': fresh });
    await nathalie.press('Recevoir le lien de confirmation');
    await nathalie.reads(`En attente de confirmation : ${fresh}`);
    await nathalie.open(await linkTo(fresh));
    await nathalie.press('Confirmer mon adresse');
    await nathalie.reads('Votre adresse est confirmée');

    await nathalie.open('/pro/users');
    await nathalie.reads('À régler');
    await nathalie.press(/^Vérifier/);
    await nathalie.press("J'ai revu la liste");
    await nathalie.reads('La liste est revue');

    await nathalie.open('/pro/history');
    await nathalie.reads('a revu la liste des utilisateurs');
    await nathalie.reads('a changé son adresse de courriel');
    await nathalie.reads('a vu Pro.ONE comme le voit');
  });
  it('meets no fault of its pages', async () => {
    const nathalie = await enter(house, 'Nathalie Servais');
    for (const path of ['/account', '/account/email', '/account/preferences', '/pro/history', '/pro/users/review'])
      await nathalie.open(path);
    expect(house.pageFaults).to.deep.equal([]);
  });
});
