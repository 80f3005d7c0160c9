/** Three places in two sendings, controlled, contested and paid, by three people at their browsers; how many steps and seconds each took is printed. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { writeFile } from 'node:fs/promises';
import { createPdfPrinter } from '../../activities/pdf.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { findChromium } from '../../local/chromium.ts';
import { letters } from '../../views/aes-subsidy/letters.ts';
import { createEngine } from '../../views/engine.ts';
import { letterHtml, presentLetter } from '../../views/letters/letters.ts';
import { expectLetter } from '../support/letter.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { makeAccount } from '../subsidies/accounts.ts';
import { castors, envol } from './cases.ts';
import { nid, payFile, peopleOf, walkQuarter, type People, type Walk } from './walk.ts';

const views = createEngine({ cache: true, today: () => '2026-11-27', asset: (file) => file });
/** `PICTURES=var/aes npm test -- test/aes-subsidy/controlled.browser.ts` keeps what it sees. */
const kept = process.env.PICTURES;

describe('a quarter after school that is controlled, contested and paid, in the browser', function () {
  this.timeout(300_000);
  this.bail(true);
  let served: Awaited<ReturnType<typeof serveHouse>>;
  let browser: Browser;
  let people: People;
  let walk: Walk;
  let [samira, karine, monique] = [] as unknown as [Page, Page, Page];
  let steps = 0;
  const told: string[] = [];
  before(async () => {
    served = await serveHouse();
    browser = await openBrowser();
    people = await peopleOf(served.house);
    await makeAccount(served.house.db, {
      body: 'mercredis',
      number: 4_567,
      nissKey: served.house.config.nissKey,
      purposes: ['after-school'],
      at: served.house.clock.now,
    });
    walk = await walkQuarter(served.house, people, { quarter: '2050-01', places: [envol, castors, nid] });
    const enter = async (visitor: People[keyof People]): Promise<Page> => {
      const context = await browser.newContext();
      await carrySession(context, visitor, served.origin);
      return context.newPage();
    };
    [samira, karine, monique] = [await enter(people.samira), await enter(people.karine), await enter(people.monique)];
  });
  after(async () => {
    console.log(told.map((line) => `    ${line}`).join('\n'));
    await browser.close();
    await served.close();
  });

  const at = (side: 'pro' | 'office', act = ''): string =>
    `${served.origin}/${side}/aes-subsidy/${walk.caseId}${act === '' ? '' : `/${act}`}`;
  async function look(page: Page, name: string): Promise<void> {
    if (!kept) return;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${kept}/${name}-${String(width)}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  /** One click, one box, one field. */
  const step = async (doing: Promise<unknown>): Promise<void> => {
    steps += 1;
    await doing;
  };
  async function timed(what: string, doing: () => Promise<void>): Promise<void> {
    steps = 0;
    const from = Date.now();
    await doing();
    told.push(`${what} : ${String(steps)} gestes, ${((Date.now() - from) / 1000).toFixed(1)} s`);
  }
  const boxOf = (id: string) => samira.locator(`[data-places] input[value="${id}"]`);
  const send = (places: readonly string[]): Promise<void> =>
    timed(`Samira envoie ${String(places.length)} lieu(x)`, async () => {
      await step(samira.goto(at('pro')));
      for (const id of [envol, castors, nid])
        if ((await boxOf(id).count()) > 0 && (await boxOf(id).isChecked()) !== places.includes(id))
          await step(boxOf(id).setChecked(places.includes(id)));
      await step(samira.getByLabel('Je certifie que ces présences sont exactes.').check());
      await step(samira.locator('#lieux .button--go').click());
      await samira.waitForURL(/done=send/);
    });
  const propose = (lower?: { line: string; euros: string }): Promise<void> =>
    timed('Karine contrôle et propose', async () => {
      await step(karine.goto(at('office', 'propose')));
      if (lower) {
        await step(karine.locator(`[name="retained-${lower.line}"]`).fill(lower.euros));
        await step(karine.locator(`[name="reason-${lower.line}"]`).selectOption('no-register'));
      }
      for (const box of await karine.locator('input[name="checks"]').all()) await step(box.check());
      await look(karine, lower ? 'control' : 'control-again');
      await step(karine.getByRole('button', { name: 'Proposer le calcul à la signature' }).click());
      await karine.waitForURL(/done=propose/);
    });
  const sign = (): Promise<void> =>
    timed('Monique lit et signe', async () => {
      await step(monique.goto(at('office', 'sign')));
      await look(monique, 'sign');
      await step(monique.getByRole('button', { name: 'Signer le calcul' }).last().click());
      await monique.waitForURL(/done=sign/);
    });
  const line = `${castors}.2050-02`;
  /** The letter of the last signature, as it is printed. */
  async function seeLetter(): Promise<void> {
    const { db } = served.house;
    const { number } = (await db('acts')
      .where({ case_id: walk.caseId, action: 'sign' })
      .orderBy('number', 'desc')
      .first('number')) as { number: number };
    const context = await getLetterContext(db, walk.caseId, number);
    const html = await letterHtml(
      views.renderHtml,
      presentLetter(letters, 'letter-calculation', context, { publicUrl: 'https://pro.exemple.be' }),
    );
    const printer = createPdfPrinter({ chromium: findChromium });
    const pdf = await printer.renderPdf(html).finally(() => printer.close());
    expectLetter(pdf, context.case.reference);
    if (kept) await writeFile(`${kept}/calculation.pdf`, pdf);
    const page = await browser.newPage();
    await page.setContent(html);
    const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
    await page.close();
    if (kept) await writeFile(`${kept}/calculation.txt`, text);
    expect(text)
      .to.match(/Les Castors.*ensemble.*déjà versé : .* ; à verser : /)
      .and.include('rien à verser')
      .and.include('Annexe');
    expect(text).to.not.match(/undefined|NaN|\[object/);
  }

  it('is sent in part, controlled with a line that is lowered, and signed by another', async () => {
    await send([envol, castors]);
    await propose({ line, euros: '100,00' });
    await sign();
    await walk.prepare();
    expect((await walk.prepared()).map(([name]) => name)).to.deep.equal(["L'Envol", 'Les Castors']);
  });

  it('is contested by its operator from the line itself, the rest is sent, and the first two are paid', async () => {
    await timed('Samira conteste une ligne', async () => {
      await step(samira.goto(at('pro')));
      await step(samira.locator(`a[href$="/contest?line=${line}"]`).click());
      await step(samira.locator('[name="reason"]').fill('Le registre de février est complet : le voici.'));
      await step(samira.getByRole('button', { name: 'Contester une ligne' }).last().click());
      await samira.waitForURL(/done=contest/);
    });
    await send([nid]);
    await payFile(served.house, people);
    expect((await walk.caseOf()).status).to.equal('in-control');
  });

  it('has the contest answered while the rest is controlled, with what was won in the form; all three are paid', async () => {
    await timed('Karine accueille la contestation', async () => {
      await step(karine.goto(at('office', 'uphold-contest')));
      await step(karine.locator('[name="reason"]').fill('Le registre est complet.'));
      await step(karine.getByRole('button', { name: 'Accueillir la contestation' }).last().click());
      await karine.waitForURL(/done=uphold-contest/);
    });
    await propose();
    await sign();
    await walk.prepare();
    expect((await walk.prepared()).map(([name, kind]) => [name, kind])).to.deep.equal([
      ['Le Nid', 'balance'],
      ['Les Castors', 'balance'],
    ]);
    await seeLetter();
    await payFile(served.house, people);
    const due = (await walk.due(envol)) + (await walk.due(castors)) + (await walk.due(nid));
    expect((await walk.caseOf()).state.data.paid).to.equal(due);
    await samira.goto(at('pro'));
    await look(samira, 'paid');
    expect(await samira.locator('main').innerText()).to.include("contestée : l'ONE vous a suivi");
  });
});
