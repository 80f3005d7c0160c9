import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import type { House } from '../support/house.ts';

const envol = stableId('facility mercredis-envol');
const base = `/pro/after-school/${envol}/attendance`;

describe('A month of attendance after school, in the browser', function () {
  this.timeout(120_000);
  let house: House;
  let origin: string;
  let close: () => Promise<void>;
  let browser: Browser;
  const complaints: string[] = [];
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
  });
  after(async () => {
    expect(complaints).to.deep.equal([]);
    await browser.close();
    await close();
  });

  async function enter(name: string, path = base, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    await carrySession(context, await house.as(name), origin);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(origin + path);
    if (options.javaScriptEnabled !== false && (await page.locator('form[data-counts]').count()) > 0)
      await page.waitForSelector('form[data-ready]');
    return page;
  }
  const field = (page: Page, name: string) => page.locator(`[id="${name}"]`);
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
  const saved = (page: Page) =>
    page.waitForFunction(() => document.querySelector('[data-status]')?.textContent.startsWith('enregistré à'));
  const on = async (day: string) =>
    (await house
      .db('after_school_days')
      .where({ facility_id: envol, day })
      .first('nursery', 'primary_school', 'open_anyway')) as
      | { nursery: number | null; primary_school: number | null; open_anyway: boolean }
      | undefined;
  const paste = (page: Page, name: string, text: string): Promise<void> =>
    page.evaluate(
      ([id, pasted]) => {
        const input = document.getElementById(id!)!;
        input.focus();
        const data = new DataTransfer();
        data.setData('text/plain', pasted!);
        input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      },
      [name, text],
    );
  async function until(check: () => Promise<boolean>): Promise<void> {
    for (let left = 60; left > 0 && !(await check()); left -= 1) await new Promise((later) => setTimeout(later, 100));
    expect(await check()).to.equal(true);
  }

  it('is filled by the keyboard as a sheet: Tab to the next cell, arrows, Enter down a week, saved by itself', async () => {
    const page = await enter('Samira Benali');
    expect(await page.locator('h1').textContent()).to.equal("Présences : L'Envol, école du Bois");
    await field(page, 'n.18').focus();
    await page.keyboard.type('24');
    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('p.18');
    await page.keyboard.type('29');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).to.equal('n.19');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    // The 11th is red: the week above it.
    expect(await focused(page)).to.equal('p.4');
    await page.keyboard.press('Enter');
    expect(await focused(page)).to.equal('p.18');
    await page.keyboard.press('Enter');
    expect(await focused(page)).to.equal('p.5');
    await saved(page);
    await until(async () => (await on('2026-11-18'))?.primary_school === 29);
    expect(await on('2026-11-18')).to.deep.include({ nursery: 24, primary_school: 29 });
    expect(await page.locator('[data-progress]').textContent()).to.equal('13 jours encodés sur 13 passés');
    expect(await page.locator('[data-badge]').textContent()).not.to.include('à encoder');
    await page.context().close();
  });

  it('tells at once what looks odd and what cannot be, on the cell, and stops nobody', async () => {
    const page = await enter('Samira Benali');
    expect(await page.locator('.month-warning').textContent()).to.include(
      '83 enfants en primaire, mais 71 inscrits. Est-ce 38 ?',
    );
    await page.getByRole('button', { name: 'Mettre 38' }).click();
    await until(async () => (await on('2026-11-16'))?.primary_school === 38);
    expect(await page.locator('.month-warning').count()).to.equal(0);
    await field(page, 'n.17').fill('-2');
    expect(await page.locator('[id="day.17"] [data-errors]').textContent()).to.include('est négatif');
    expect(await field(page, 'n.17').getAttribute('aria-invalid')).to.equal('true');
    await field(page, 'n.17').fill('50');
    await until(async () => (await on('2026-11-17'))?.nursery === 50);
    await page.getByRole('button', { name: /Mettre à jour les inscrits \(50\)/ }).click();
    await until(
      async () =>
        (
          (await house.db('after_school_months').where({ facility_id: envol, month: '2026-11' }).first()) as {
            enrolled_nursery: number;
          }
        ).enrolled_nursery === 50,
    );
    await page.context().close();
  });

  it('asks of a number on a red day whether the place was open', async () => {
    const page = await enter('Samira Benali');
    await page.locator('[id="o.11"] summary').focus();
    await page.keyboard.type('4');
    expect(await focused(page)).to.equal('n.11');
    expect(await page.locator('[id="day.11"] [data-errors]').textContent()).to.include('Ouvert ce jour-là ?');
    await page.locator('[id="o.11"] input[value="no"]').click();
    expect(await page.locator('[id="day.11"] [data-errors]').textContent()).to.include('4 enfants non enregistrés');
    expect(await on('2026-11-11')).to.equal(undefined);
    await field(page, 'n.11').fill('4');
    await field(page, 'p.11').fill('5');
    await page.locator('[id="o.11"] input[value="yes"]').check();
    await until(async () => (await on('2026-11-11'))?.open_anyway === true);
    await page.context().close();
  });

  it('shows where two pasted columns go, red days stepped over, before anything is written; and takes them back', async () => {
    const page = await enter('Samira Benali', `${base}/2026-10`);
    await paste(page, 'n.12', '30\t46\n31\t45\n20\tabsent\n');
    const panel = page.locator('[data-paste]');
    expect(await panel.textContent()).to.include('lundi 12');
    expect(await panel.textContent()).to.include('« absent » : laissé');
    expect(await field(page, 'n.12').inputValue()).to.equal('32');
    await page.keyboard.press('Enter');
    expect(await field(page, 'n.12').inputValue()).to.equal('30');
    await until(async () => (await on('2026-10-12'))?.nursery === 30);
    expect(await on('2026-10-14')).to.deep.include({ nursery: 20 });
    await page.getByRole('button', { name: 'Défaire' }).click();
    await until(async () => (await on('2026-10-12'))?.nursery === 32);
    await page.context().close();
  });

  it('lets two people write at once: the second is shown both numbers of the day, and chooses', async () => {
    const [one, other] = [await enter('Samira Benali'), await enter('Thomas Marchal')];
    await field(one, 'n.10').fill('12');
    await until(async () => (await on('2026-11-10'))?.nursery === 12);
    await field(other, 'n.10').fill('14');
    await other.waitForSelector('.day-conflict');
    expect(await other.locator('.day-conflict').textContent()).to.match(
      /Samira Benali a mis 12 en maternelle et \d+ en primaire à 10 h 0\d\. Vous avez écrit 14 en maternelle et \d+ en primaire\./,
    );
    expect(await on('2026-11-10')).to.deep.include({ nursery: 12 });
    await other.getByRole('button', { name: 'Garder le mien' }).click();
    await until(async () => (await on('2026-11-10'))?.nursery === 14);
    await one.context().close();
    await other.context().close();
  });

  it("gives back the whole of the other's day, also what the page had no cell for", async () => {
    const there = { facility_id: envol, day: '2026-11-09' };
    const row = async () =>
      house.db('after_school_days').where(there).first('nursery', 'primary_school', 'together', 'positive', 'version');
    const page = await enter('Samira Benali');
    const start = (await row()) as { version: number; nursery: number; primary_school: number };
    for (const [theirs, shown] of [
      [
        { nursery: 20, primary_school: 40, together: null, positive: 5 },
        { 'n.9': '20', 'p.9': '40', 'd.9': '5' },
      ],
      [
        { nursery: null, primary_school: null, together: 61, positive: 5 },
        { 't.9': '61', 'd.9': '5' },
      ],
    ] as const) {
      const version = ((await row()) as { version: number }).version + 1;
      await house
        .db('after_school_days')
        .where(there)
        .update({ ...theirs, version });
      await field(page, 'n.9').fill('14');
      await page.getByRole('button', { name: "Reprendre l'autre" }).click();
      for (const [name, value] of Object.entries(shown))
        expect(await field(page, name).inputValue(), name).to.equal(value);
      await new Promise((later) => setTimeout(later, 1_500));
      expect(await row()).to.deep.equal({ ...theirs, version });
    }
    // Written in the new cell, it is kept as any other.
    await field(page, 't.9').fill('62');
    await until(async () => ((await row()) as { together: number }).together === 62);
    expect(await row()).to.deep.include({ nursery: null, positive: 5 });
    await house
      .db('after_school_days')
      .where(there)
      .update({ nursery: start.nursery, primary_school: start.primary_school, together: null, positive: null });
    await page.context().close();
  });

  it('keeps what the page had no cell for, where mine is kept', async () => {
    const there = { facility_id: envol, day: '2026-11-10' };
    const page = await enter('Samira Benali');
    const { version } = (await house.db('after_school_days').where(there).first()) as { version: number };
    await house
      .db('after_school_days')
      .where(there)
      .update({ nursery: 9, positive: 4, version: version + 1 });
    await field(page, 'n.10').fill('15');
    await page.getByRole('button', { name: 'Garder le mien' }).click();
    await until(async () => (await on('2026-11-10'))?.nursery === 15);
    expect(await house.db('after_school_days').where(there).first()).to.deep.include({ positive: 4 });
    await house.db('after_school_days').where(there).update({ positive: null });
    await page.context().close();
  });

  it('shows both numbers of those inscribed too, and warns who leaves before choosing', async () => {
    const month = () => house.db('after_school_months').where({ facility_id: envol, month: '2026-11' });
    const [one, other] = [await enter('Samira Benali'), await enter('Thomas Marchal')];
    await field(one, 'e.p').fill('72');
    await until(async () => ((await month().first()) as { enrolled_primary: number }).enrolled_primary === 72);
    await field(other, 'e.p').fill('73');
    const both = other.locator('[data-enrolled-conflict]');
    await both.getByRole('button', { name: 'Garder le mien' }).waitFor();
    expect(await both.textContent()).to.match(
      /Samira Benali a mis .* 72 en primaire.*Vous avez écrit .* 73 en primaire/,
    );
    expect(await field(other, 'e.p').inputValue(), 'what was typed stands').to.equal('73');
    const asked = new Promise<string>((answer) => {
      other.once('dialog', (dialog) => {
        answer(dialog.type());
        void dialog.dismiss();
      });
    });
    await other.close({ runBeforeUnload: true });
    expect(await asked).to.equal('beforeunload');
    await both.getByRole('button', { name: 'Garder le mien' }).click();
    await until(async () => ((await month().first()) as { enrolled_primary: number }).enrolled_primary === 73);
    await field(other, 'e.p').fill('71');
    await until(async () => ((await month().first()) as { enrolled_primary: number }).enrolled_primary === 71);
    await one.context().close();
    await other.context().close();
  });

  it('sends what was refused once, until it is something else', async () => {
    const page = await enter('Samira Benali');
    let sent = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/cells')) sent += 1;
    });
    // The place has closed that day meanwhile, in its hours.
    const closed = { facility_id: envol, from_on: '2026-11-13', until_on: '2026-11-13' };
    await house.db('exceptional_days').insert({
      ...{ ...closed, id: stableId('closed meanwhile'), reason: 'Panne', periods: '[]' },
      changed_at: new Date(house.clock.now),
    });
    await field(page, 'n.13').fill('17');
    await page.locator('[id="day.13"] [data-errors]', { hasText: 'Non requis entre-temps' }).waitFor();
    await new Promise((later) => setTimeout(later, 2_500));
    expect(sent).to.equal(1);
    await field(page, 'n.13').fill('18');
    await until(async () => Promise.resolve(sent === 2));
    await house
      .db('exceptional_days')
      .where({ id: stableId('closed meanwhile') })
      .delete();
    await field(page, 'n.13').fill('17');
    await until(async () => (await on('2026-11-13'))?.nursery === 17);
    await page.context().close();
  });

  it('takes away what stood on a day that is red meanwhile, and says what, where the place was closed', async () => {
    const row = { facility_id: envol, day: '2026-11-11' };
    await house.db('after_school_days').where(row).delete();
    await house
      .db('after_school_days')
      .insert({ ...row, nursery: 4, primary_school: 5, origin: 'typed', changed_at: new Date(house.clock.now) });
    const page = await enter('Samira Benali');
    await page.locator('[id="o.11"] input[value="no"]').click();
    expect(await page.locator('[id="day.11"] [data-errors]').textContent()).to.include(
      'ce qui y était encodé (4 en maternelle et 5 en primaire) est retiré',
    );
    await until(async () => (await on('2026-11-11'))?.nursery === null);
    await page.context().close();
  });

  it('keeps what is typed without a connection, and sends it when it is back', async () => {
    const page = await enter('Samira Benali');
    await page.context().setOffline(true);
    await field(page, 'n.12').fill('21');
    await page.waitForFunction(() => document.querySelector('[data-status]')?.textContent.includes('pas de connexion'));
    await page.context().setOffline(false);
    await until(async () => (await on('2026-11-12'))?.nursery === 21);
    await page.context().close();
  });

  it('is a list on a phone, without the weeks that are complete until one asks for them', async () => {
    const page = await enter('Samira Benali', base, { viewport: { width: 390, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(390);
    expect(await field(page, 'n.2').isVisible()).to.equal(false);
    expect(await field(page, 'n.23').isVisible()).to.equal(true);
    await page.getByRole('link', { name: /Voir les? semaines?/ }).click();
    expect(await field(page, 'n.2').isVisible()).to.equal(true);
    await page.context().close();
  });

  /**
   * The tutorial's own six steps for September: years, quarters and months are chosen there before anything is shown. Each of its traps is tried on the
   * way; what is counted is what a person does.
   */
  for (const javaScriptEnabled of [true, false])
    it(`takes the tutorial's six steps for September in two, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      await house
        .db('after_school_days')
        .where({ facility_id: envol })
        .whereBetween('day', ['2026-09-01', '2026-09-30'])
        .delete();
      const begun = Date.now();
      let steps = 0;
      // 1. Accueil extrascolaire › Lieux › the place › Présences: one entry of the menu, and one place: his.
      const page = await enter('Thomas Marchal', '/pro', { javaScriptEnabled });
      const choose = async (name: RegExp) => {
        await page.getByRole('link', { name }).first().click();
        steps += 1;
      };
      await choose(/^Présences$/);
      // 2–4. Budget year, quarter, month: today's stand there; September, of another budget year, is one click away.
      expect(await page.locator('.budget-september').textContent()).to.include(
        "septembre 2026 ? Il est dans l'année budgétaire 2026",
      );
      await choose(/l'année budgétaire 2026, trimestre juillet/);
      expect(new URL(page.url()).pathname).to.equal(`${base}/2026-09`);
      expect(await page.locator('#budget-year').textContent()).to.include(
        'Année budgétaire 2026du 1er octobre 2025 au 30 septembre 2026',
      );
      // Trap: October 2026 is not in this year; its year is named beside the arrow.
      expect(await page.locator('.budget-year-head').textContent()).to.include('2027');
      // 5. Those inscribed stand there from the month before on, and are asked for.
      expect(await field(page, 'e.n').inputValue()).to.equal('46');
      // 6. Each day. Trap: a weekend has no field; trap: nothing is not zero.
      expect(await field(page, 'n.5').count()).to.equal(0);
      const asked = await page.locator('[data-kind="asked"]').count();
      expect(asked).to.be.greaterThan(19);
      const lines = Array.from({ length: asked }, (_, at) => [String(20 + (at % 9)), String(30 + (at % 7))]);
      if (javaScriptEnabled) {
        await page.waitForSelector('form[data-ready]');
        await paste(page, 'n.1', lines.map((line) => line.join('\t')).join('\n'));
        await page.keyboard.press('Enter');
        steps += 2;
      } else {
        const inputs = await page.locator('[data-kind="asked"] input[data-field]').all();
        for (const [at, input] of inputs.entries()) await input.fill(lines[Math.floor(at / 2)]![at % 2]!);
        await page.getByRole('button', { name: 'Enregistrer' }).click();
        steps += 1;
      }
      await until(
        async () =>
          Number(
            (
              (await house
                .db('after_school_days')
                .where({ facility_id: envol })
                .whereBetween('day', ['2026-09-01', '2026-09-30'])
                .count({ count: '*' })
                .first()) as { count: string }
            ).count,
          ) === asked,
      );
      await page.goto(`${origin}${base}/2026-09`);
      expect(await page.locator('.month-head').textContent()).to.include('complet');
      console.log(
        `      September: ${String(steps)} actions, ${String(Math.round((Date.now() - begun) / 1000))} s (tutorial: 6 steps, 3 choices before a field)`,
      );
      await page.context().close();
    });
});
