import { expect } from 'chai';
import { type Browser } from 'playwright-core';
import { createPdfPrinter } from '../../activities/pdf.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { findChromium } from '../../local/chromium.ts';
import { createEngine } from '../../views/engine.ts';
import { letters } from '../../views/authorisation-adaptation/letters.ts';
import { letterHtml, presentLetter } from '../../views/letters/letters.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { letterWalks } from './letter-walks.ts';
import { createWorld, forget, submitted, walk, type Step, type World } from './world.ts';
import { openBrowser } from '../support/browser.ts';

const views = createEngine({ cache: true, today: () => '2026-11-22', asset: (file) => file });
const plain = (html: string): string =>
  html
    .slice(html.indexOf('<body>'))
    .replaceAll(/<br>|<\/th>/g, ' ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#x27;', "'")
    .replaceAll(/\s+/g, ' ');

describe('a letter on its sheets', function () {
  this.timeout(120_000);
  let base: TestDatabase;
  let world: World;
  let browser: Browser;
  const printer = createPdfPrinter({ chromium: findChromium });
  before(async () => {
    base = await freshDatabase();
    world = await createWorld(base.db);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await printer.close();
    await base.drop();
  });

  async function drawn(effect: keyof typeof letters, steps: readonly Step[]): Promise<string> {
    const { caseId, number } = await walk(base.db, world, steps);
    const context = await getLetterContext(base.db, caseId, number);
    await forget(base.db, caseId);
    return letterHtml(
      views.renderHtml,
      presentLetter(letters, effect, context, { publicUrl: 'https://pro.exemple.be' }),
    );
  }
  /** The same steps, of a request that says something else. */
  const asking = (content: object, steps: readonly Step[] = [submitted]): Step[] => [
    ['submit', 'operator', 'administrator', submitted[3]!, content],
    ...steps.slice(1),
  ];
  const grant = letterWalks['decision-grant']!;
  const address = { street: 'Rue du Pont', number: '41', postcode: '5300', locality: 'Andenne' };

  it('decides by name where care is authorised, for how many places and from when', async () => {
    expect(plain(await drawn('letter-decision', asking({ address, capacity: 42 }, grant.steps)))).to.include(
      "L'accueil est autorisé à l'adresse Rue du Pont 41, 5300 Andenne, pour 42 places, à partir du lundi 4 janvier 2027.",
    );
  });

  it('never calls authorised what is only asked, even once its own decision is in force', async () => {
    const { caseId, number } = await walk(base.db, world, asking({ address, capacity: 42 }, grant.steps));
    await base.db('authorisation_versions').insert({
      facility_id: world.facilityId,
      case_id: caseId,
      status: 'authorised',
      ...address,
      capacity: 42,
      valid_from: '2026-11-01',
      decided_on: '2026-11-01',
    });
    const context = await getLetterContext(base.db, caseId, number);
    await base.db('authorisation_versions').where({ case_id: caseId }).delete();
    await forget(base.db, caseId);
    expect(context.facility).to.include({ street: 'Rue Brun', capacity: 35 });
  });

  it('repeats in the receipt all that was answered, and is dated where its administration sits', async () => {
    const answers = [
      { label: 'Motif', value: 'Travaux' },
      { label: 'Précisions', values: ['La toiture est refaite.', 'Deux mois au plus.'] },
      { label: 'Capacité pendant la période', value: '42 places' },
    ];
    const said = plain(await drawn('receipt', asking({ address, capacity: 42, answers })));
    expect(said)
      .to.include('Motif Travaux')
      .and.include('La toiture est refaite. Deux mois au plus.')
      .and.include('Capacité pendant la période 42 places')
      .and.include('Capacité autorisée 35 places')
      .and.include('Namur, le');
  });

  it('wraps what does not fit: long links, words and names', async () => {
    const long = 'a'.repeat(180);
    const html = await drawn(
      'receipt',
      asking({
        address: { ...address, street: long },
        answers: [
          { label: `Lien${long}`, value: `https://exemple.be/${long}?q=${long}` },
          { label: 'Texte', values: [long] },
        ],
      }),
    );
    // As wide as the text of an A4 sheet.
    const page = await browser.newPage({ viewport: { width: 643, height: 900 } });
    await page.emulateMedia({ media: 'print' });
    await page.setContent(
      html.replaceAll('Crèche Clair Matin', `Crèche${long}`).replaceAll('« Les Petits Pas »', long),
    );
    const out = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(out).to.deep.equal([]);
    await page.close();
  });

  it('has each letter and sign in a font of its own, none drawn as a picture, and is light', async () => {
    const signs = '½ № ≥ ≤ œ Œ € → ← ✓ ☐ • « » … – š ő ğ Ж Ω';
    const html = await drawn('receipt', asking({ address, answers: [{ label: 'Signes', value: signs }] }));
    const page = await browser.newPage();
    await page.setContent(html);
    await page.evaluate(() => document.fonts.ready);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('DOM.enable');
    await devtools.send('CSS.enable');
    const { root } = await devtools.send('DOM.getDocument');
    const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'body' });
    const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts.filter(({ isCustomFont }) => !isCustomFont).map(({ familyName }) => familyName)).to.deep.equal([]);
    await page.close();
    const pdf = await printer.renderPdf(html);
    expect(pdf.toString('latin1')).not.to.match(/\/Subtype\s*\/Type3/);
    expect(pdf.length).to.be.below(120_000);
  });

  it('keeps the signature with the words above it', async () => {
    const page = await browser.newPage();
    await page.setContent(await drawn('letter-decision', grant.steps));
    expect(
      await page.evaluate(() => ({
        signature: getComputedStyle(document.querySelector('.signature')!).breakBefore,
        before: getComputedStyle(document.querySelector('.signature')!.previousElementSibling!).breakAfter,
        widows: getComputedStyle(document.querySelector('p')!).widows,
      })),
    ).to.deep.equal({ signature: 'avoid', before: 'avoid', widows: '3' });
    await page.close();
  });
});
