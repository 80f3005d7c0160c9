import { expect } from 'chai';
import { type Browser, type Page } from 'playwright-core';
import { hashPassword } from '../../api/sign-in/passwords.ts';
import { findHtmlFaults, findViolations } from '../support/check-page.ts';
import { openPortal, received, type Portal } from './portal.ts';
import { openBrowser } from '../support/browser.ts';

describe('signing in, in a browser', function () {
  this.timeout(120_000);
  let portal: Portal;
  let browser: Browser;
  before(async () => {
    portal = await openPortal();
    await portal.person('anne');
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  const open = async (options: { javaScriptEnabled?: boolean; width?: number } = {}) => {
    const { width = 1280, ...context } = options;
    const page = await (await browser.newContext({ viewport: { width, height: 900 }, ...context })).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => {
      complaints.push(error.message);
    });
    return { page, complaints };
  };
  const check = async (page: Page) => {
    expect(await findViolations(page)).to.deep.equal([]);
    // The browser writes attributes out in its own way.
    const said = (await findHtmlFaults(await page.content())).filter(
      (fault) => !/^html attribute-(empty|boolean)-style/.test(fault),
    );
    expect(said).to.deep.equal([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, 'wider than the window').to.be.at.most(0);
  };
  const identify = async (page: Page) => {
    await page.waitForURL('**/fas/identification/*');
    await page.getByRole('button', { name: /Anne Exemple/ }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/fas/'));
  };

  it('goes to the provider and back, signs again after a quarter of an hour, and leaves', async () => {
    const { page, complaints } = await open();
    await page.goto(`${portal.address}/pro/cases/7`);
    expect(page.url()).to.include('/sign-in?returnTo=');
    await check(page);
    await page.getByRole('link', { name: 'Connexion avec itsme' }).click();
    await identify(page);
    expect(page.url()).to.match(/\/pro\/cases\/7$/);

    portal.clock.now += 16 * 60_000;
    received.length = 0;
    await page.evaluate(() => {
      const form = document.body.appendChild(document.createElement('form'));
      Object.assign(form, { method: 'post', action: '/pro/sign' });
      const fields = { _csrf: document.querySelector<HTMLInputElement>('[name=_csrf]')!.value, motive: 'été' };
      for (const [name, value] of Object.entries(fields))
        form.append(Object.assign(document.createElement('input'), { name, value }));
      form.submit();
    });
    await identify(page);
    expect(page.url()).to.match(/\/sign-in\/resume$/);
    await check(page);
    expect(received).to.deep.equal([]);
    await page.getByRole('button', { name: 'Confirmer et envoyer' }).click();
    await page.waitForURL('**/pro');
    expect(received).to.deep.equal([{ motive: 'été' }]);

    await page.locator('.user-menu summary').click();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.waitForURL('**/sign-in/signed-out');
    await check(page);
    await page.goto(`${portal.address}/pro`);
    expect(page.url()).to.include('/sign-in');
    expect(complaints).to.deep.equal([]);
  });

  it('shows pages that everybody can read, on a telephone too', async () => {
    const hash = await hashPassword('vieille phrase');
    await portal.db('users').insert({
      first_name: 'Utilisateur',
      family_name: 'par défaut',
      email: 'po@exemple.be',
      portal: 'pro',
      legacy_login: 'po',
      legacy_password_hash: hash,
    });
    for (const width of [1280, 390]) {
      const { page, complaints } = await open({ width });
      for (const path of ['/sign-in/forgotten', '/sign-in/return', '/contact']) {
        await page.goto(portal.address + path);
        await check(page);
      }
      await page.goto(`${portal.address}/sign-in`);
      await check(page);
      await page.getByRole('button', { name: 'Connexion', exact: true }).click();
      await page.getByRole('heading', { name: 'Il y a un problème' }).waitFor();
      await check(page);
      await page.getByLabel("Nom d'utilisateur ou courriel").fill('po');
      await page.getByLabel('Mot de passe', { exact: true }).fill('vieille phrase');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/convert-user');
      await check(page);
      // The Enter key goes on, it does not cancel.
      await page.getByRole('checkbox').press('Enter');
      await page.getByRole('heading', { name: 'Il y a un problème' }).waitFor();
      await check(page);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Continuer avec itsme' }).click();
      await identify(page);
      await page.waitForURL('**/convert-user');
      await check(page);
      await page.getByLabel('Email').fill('pas une adresse');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Il y a un problème' }).waitFor();
      await check(page);
      await page.getByLabel('Email').fill('anne@exemple.be');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Suivez les deux liens' }).waitFor();
      await check(page);
      const links = await portal.db('link_mails').orderBy('kind').select<{ token: string }[]>('token');
      // The last link is opened in another browser, by the same person; the narrow window goes all the way.
      for (const [index, { token }] of links.entries()) {
        if (width === 1280) continue;
        const there = index ? (await open({ width })).page : page;
        await there.goto(`${portal.address}/convert-user/link?token=${token}`);
        if (index) {
          await check(there);
          await there.getByRole('link', { name: 'Connexion avec eID' }).click();
          await there.getByLabel(/eID/).check();
          await identify(there);
        }
        await check(there);
        await there.getByRole('button', { name: "Convertir l'utilisateur" }).click();
        await check(there);
        expect(await there.locator('main').innerText()).to.include(index ? 'est converti' : 'Il reste');
      }
      if (width === 1280) {
        await portal.db('link_mails').delete();
        await page.getByRole('button', { name: 'Annuler' }).click();
        await page.waitForURL('**/sign-in/signed-out');
      }
      expect(complaints).to.deep.equal([]);
    }
  });

  it('needs no script', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(`${portal.address}/pro`);
    await page.getByRole('link', { name: 'Connexion avec eID' }).click();
    await page.getByLabel(/eID/).check();
    await identify(page);
    expect(page.url()).to.match(/\/pro$/);
  });
});
