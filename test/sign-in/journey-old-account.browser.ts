import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { legacyPassword } from '../../db/seeds/demonstration/insert-people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { enter } from '../support/actor.ts';
import { findFaults } from '../support/check-page.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const known = 'galopins@accueil.example';

describe('an old account, and the connections of its person', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(() => house?.close());

  const open = async (width: number, javaScriptEnabled = true): Promise<Page> =>
    (
      await house.browser.newContext({ viewport: { width, height: 900 }, locale: 'fr-BE', javaScriptEnabled })
    ).newPage();
  const check = async (page: Page): Promise<void> => {
    expect(await findFaults(page, undefined)).to.deep.equal([]);
  };
  const identify = async (page: Page, who = /^Béatrice Collard/): Promise<void> => {
    await page.waitForLoadState();
    if (!page.url().includes('/fas/identification/')) return;
    await page.getByRole('button', { name: who }).click();
    await page.waitForURL(`${house.address}/**`);
  };
  const mailTo = async (address: string): Promise<string> => {
    for (let turn = 0; turn < 200; turn++) {
      const mail = house.mailbox.mails.find(
        ({ to, body }) => to.includes(address) && body.includes('/convert-user/link'),
      );
      if (mail) return /https?:\/\/\S+\/convert-user\/link\?token=[\w-]+/.exec(mail.body)![0];
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no link came to ${address}`);
  };

  it('goes over to the person who signs in strongly, by the link that comes by mail, without a script', async () => {
    const page = await open(390, false);
    await page.goto(`${house.address}/sign-in`);
    await page.getByLabel("Nom d'utilisateur ou courriel").fill('galopins');
    await page.getByLabel('Mot de passe', { exact: true }).fill(legacyPassword);
    await page.getByRole('button', { name: 'Connexion', exact: true }).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Continuer avec itsme' }).click();
    await identify(page);
    expect(await page.locator('main').innerText())
      .to.include('Béatrice')
      .and.include('Collard');
    await page.getByLabel('Email').fill(known);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Suivez le lien' }).waitFor();
    expect(await page.locator('main').innerText()).to.include(known);

    // On another device.
    const there = await open(1280);
    await there.goto(await mailTo(known));
    await check(there);
    await there.getByRole('link', { name: 'Connexion avec itsme' }).click();
    await identify(there);
    await check(there);
    await there.getByRole('button', { name: "Convertir l'utilisateur" }).click();
    expect(await there.locator('body').innerText()).to.include('Votre utilisateur est converti');
    await check(there);
    await there.getByRole('link', { name: 'Connexion avec itsme' }).click();
    await identify(there);
    await there.waitForURL('**/pro');
    expect(await there.locator('.user-menu').innerText()).to.include('Béatrice Collard');
    const id = stableId('user legacy-galopins');
    expect(await house.db('users').where({ id }).first()).to.include({
      first_name: 'Béatrice',
      legacy_password_hash: null,
    });
    // The browser in which it began is out.
    await page.goto(`${house.address}/convert-user`);
    expect(page.url()).to.include('/sign-in');
    const logged = house.log.join('');
    for (const secret of [known, legacyPassword, 'token=']) expect(logged).to.not.include(secret);
  });

  it('shows where one is signed in, and ends another connection and all of them', async () => {
    const [here, there, third] = await Promise.all([
      enter(house, 'Sophie Lambert'),
      enter(house, 'Sophie Lambert', { means: 'eID' }),
      enter(house, 'Sophie Lambert'),
    ]);
    for (const actor of [here, there, third]) await actor.open('/office/notices');
    for (const width of [1280, 390]) {
      await here.page.setViewportSize({ width, height: 900 });
      await here.page.locator('.user-menu summary').click();
      await here.press('Mes connexions');
      await check(here.page);
      expect(await here.text())
        .to.include('cette connexion-ci')
        .and.include('eID')
        .and.include('Chrome, Linux');
    }
    const row = here.page.getByRole('row', { name: /eID/ });
    await here.press('Mettre fin', row);
    await here.reads('La connexion est terminée.');
    await there.page.reload();
    expect(there.page.url()).to.include('/sign-in');
    await here.press('Mettre fin à toutes les autres connexions');
    await third.page.reload();
    expect(third.page.url()).to.include('/sign-in');
    await here.page.reload();
    expect(await here.text()).to.not.include('Mettre fin à toutes');
    await check(here.page);
  });

  it('tells the data protection officer the whole history of a case, on a telephone too', async () => {
    const sophie = await enter(house, 'Sophie Lambert');
    const { id } = (await house
      .db('cases')
      .where({ facility_id: stableId('facility chenes'), status: 'complement-asked' })
      .first('id')) as { id: string };
    await sophie.open(`/office/authorisation-adaptation/${id}`);
    const etienne = await enter(house, 'Étienne Jadot');
    for (const width of [1280, 390]) {
      await etienne.page.setViewportSize({ width, height: 900 });
      await etienne.open(`/supervision/audit?subject=case&id=${id}`);
      await etienne.reads('Consultation d’un dossier');
      await check(etienne.page);
      await etienne.open('/supervision/audit');
      await check(etienne.page);
    }
    expect(house.complaints).to.deep.equal([]);
  });
});
