/** ONE's road with a quarter: the table is published, the request controlled and signed, paid by a file, and revised when the table is corrected. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { monthOf, quarterOf, quartersFurther, quarterInShort } from '../../domain/quarter.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { waitUntil } from '../../local/processes.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { makeAccount } from './accounts.ts';
import { declared, makeQuarter } from './quarters.ts';

/** `PICTURES=var/subsidies npm test -- test/subsidies/journey.browser.ts` keeps what it sees. */
const kept = process.env.PICTURES;

describe('the journey of a quarter at ONE', function () {
  this.timeout(300_000);
  this.bail(true);
  let house: RunningHouse;
  let hassan: Actor, monique: Actor, nathalie: Actor;
  let quarter: string;
  let caseId: string;
  let iban: string;

  async function look(page: Page, name: string): Promise<void> {
    if (!kept) return;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${kept}/${name}-${String(width)}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  const statusOf = async (): Promise<string> =>
    ((await house.db('cases').where({ id: caseId }).first('status')) as { status: string }).status;
  const becomes = (status: string): Promise<unknown> =>
    waitUntil(status, async () => (await statusOf()) === status, { timeout: 60_000 });

  before(async () => {
    house = await openRunningHouse();
    [hassan, monique, nathalie] = [
      await enter(house, 'Hassan Tahiri', { slug }),
      await enter(house, 'Monique Verlaine', { slug }),
      await enter(house, 'Nathalie Servais', { slug }),
    ];
    quarter = quartersFurther(quarterOf(monthOf(house.today())), -5);
    await house
      .db('organising_bodies')
      .where({ id: stableId('body petits-chenes') })
      .update({ subsidy_regime: 'private' });
    caseId = await makeQuarter(house.db, {
      facility: 'chenes',
      quarter,
      upTo: 'submit',
      what: {
        ...declared,
        consultations: [
          {
            id: 'a',
            on: `${monthOf(`${quarter.slice(0, 4)}-01-01`)}-12`,
            hours: 2,
            kilometres: 24,
            valid: true,
            sent: true,
          },
          {
            id: 'b',
            on: `${monthOf(`${quarter.slice(0, 4)}-01-01`)}-19`,
            hours: 1.75,
            kilometres: 24,
            valid: false,
            sent: true,
          },
        ],
        clerkSessions: 2,
        premisesSessions: 2,
      },
    });
    iban = await makeAccount(house.db, {
      body: 'petits-chenes',
      number: 987_654,
      nissKey: house.config.nissKey,
      at: house.now(),
    });
  });
  after(async () => {
    await house.close();
  });

  async function encode(childcare: string, motive?: string): Promise<void> {
    await hassan.open('/office/lump-sums/new');
    await hassan.page.getByLabel('Trimestre', { exact: true }).selectOption(quarter);
    await hassan.page.getByLabel('Régime du pouvoir organisateur').selectOption('private');
    await hassan.type({
      'Direction, par ETP et par trimestre': '14 850,00',
      'Psycho-médico-social, par ETP et par trimestre': '13 920,00',
      'Accueil, par ETP et par trimestre': childcare,
      ...(motive ? { 'Pourquoi une correction (facultatif)': motive } : {}),
    });
    await look(hassan.page, 'lump-sums-new');
    await hassan.press('Encoder');
    await hassan.reads('Une autre personne doit le relire et le publier');
  }

  it('finishes the control before the table is published: the request waits', async () => {
    await hassan.open(`/office/${slug}/${caseId}/propose`);
    await hassan.reads('au tableau des forfaits');
    await look(hassan.page, 'control-waiting');
    await hassan.page.getByLabel('Retenu : Matériel et fournitures').fill('50,00');
    // The total follows while one types.
    expect(await hassan.page.locator('[data-told]').innerText()).to.include('1 ligne changée');
    await hassan.page.getByLabel('Pourquoi : Matériel et fournitures').selectOption('no-supporting-document');
    for (const box of await hassan.page.getByRole('checkbox').all()) await box.check();
    await hassan.press('Proposer le calcul à la signature');
    expect(await statusOf()).to.equal('awaiting-scale');
  });

  it('publishes the table with four eyes, and calculates what waited', async () => {
    await encode('11 640,00');
    const path = new URL(hassan.page.url()).pathname;
    await hassan.reads('Quatre yeux');
    await monique.open(path);
    await look(monique.page, 'lump-sums-publish');
    await monique.press('Publier le tableau');
    await becomes('to-sign');
    await monique.open(path);
    await monique.reads('demande traitée');
    await look(monique.page, 'lump-sums-published');
    await hassan.open('/office/lump-sums');
    await look(hassan.page, 'lump-sums');
  });

  it('is signed by another person, who reads first what was changed by hand', async () => {
    await monique.open(`/office/${slug}/${caseId}/sign`);
    await monique.reads('Changé à la main');
    await look(monique.page, 'sign');
    await monique.press('Signer le calcul');
    await house.settled();
    expect(await statusOf()).to.equal('to-pay');
    await nathalie.open(`/pro/subsidies?years=all&open=${caseId}`);
    await nathalie.reads('Pas de pièce justificative');
    await look(nathalie.page, 'recap');
    await nathalie.open(`/pro/${slug}/${caseId}`);
    await look(nathalie.page, 'case');
    await nathalie.open(`/pro/${slug}/${caseId}/contest`);
    await look(nathalie.page, 'contest');
  });

  it('is paid by a file that one makes and another releases, and noted when the bank has executed it', async () => {
    await hassan.open('/office/payments');
    await look(hassan.page, 'payments');
    await hassan.press('Faire un fichier');
    const path = new URL(hassan.page.url()).pathname;
    await look(hassan.page, 'payment-file');
    await monique.open(path);
    await monique.press('Libérer le fichier');
    const xml = (await monique.download('Télécharger pour la banque (pain.001)')).toString();
    expect(xml).to.include(`<IBAN>${iban}</IBAN>`);
    await monique.type({ 'Jour où la banque a exécuté le fichier': formatShortDate(house.today()) });
    await look(monique.page, 'payment-file-released');
    await monique.press('Noter comme exécuté');
    await becomes('paid');
    await monique.open(path);
    await monique.reads('payé le');
    expect(await house.db('acts').where({ case_id: caseId, action: 'pay' })).to.have.length(1);
    await nathalie.open('/pro/subsidies?years=all');
    await nathalie.reads(formatShortDate(house.today()));
  });

  it('has one line contested from the line itself, decided, calculated anew with what follows it, and the rest paid', async () => {
    await nathalie.open(`/pro/subsidies?years=all&open=${caseId}`);
    await nathalie.press(/^Contester : Honoraires/);
    expect(new URL(nathalie.page.url()).search).to.equal('?line=fees');
    expect(await nathalie.page.getByRole('radio', { name: /Honoraires/ }).isChecked()).to.equal(true);
    await nathalie.type({ 'Pourquoi contestez-vous cette ligne ?': 'Sa convention courait ce jour-là.' });
    await nathalie.press('Contester une ligne');
    await nathalie.reads("à l'ONE");
    await hassan.open(`/office/${slug}/${caseId}/uphold-contest`);
    await hassan.reads('Sa convention courait ce jour-là.');
    await hassan.type({ "Réponse au milieu d'accueil": 'La convention le confirme.' });
    await hassan.press('Accueillir la contestation');
    expect(await statusOf()).to.equal('in-control');
    await hassan.open(`/office/${slug}/${caseId}/propose`);
    // What was won stands there, and what moves with it; nothing is typed.
    expect(await hassan.page.getByLabel('Pourquoi : Honoraires').inputValue()).to.equal('contest-upheld');
    expect(await hassan.page.getByLabel('Pourquoi : Locaux des séances').inputValue()).to.equal('contest-upheld');
    await look(hassan.page, 'control-upheld');
    for (const box of await hassan.page.getByRole('checkbox').all()) await box.check();
    await hassan.press('Proposer le calcul à la signature');
    expect(await statusOf()).to.equal('to-sign');
    await monique.open(`/office/${slug}/${caseId}/sign`);
    await monique.reads('Contestation accueillie');
    await monique.reads('Calcul révisé');
    await monique.press('Signer le calcul');
    await house.settled();
    await nathalie.open(`/pro/${slug}/${caseId}`);
    await nathalie.reads('La convention le confirme.');
    await look(nathalie.page, 'case-upheld');
    await hassan.open('/office/payments');
    await hassan.press('Faire un fichier');
    const path = new URL(hassan.page.url()).pathname;
    await monique.open(path);
    await monique.press('Libérer le fichier');
    await monique.type({ 'Jour où la banque a exécuté le fichier': formatShortDate(house.today()) });
    await monique.press('Noter comme exécuté');
    await becomes('paid');
    const { state } = (await house.db('cases').where({ id: caseId }).first('state')) as {
      state: { data: { paid: number; calculation: { retained: number }; contests: object } };
    };
    expect(state.data.paid).to.equal(state.data.calculation.retained);
    expect(state.data.contests).to.deep.equal({ fees: 'upheld' });
  });

  it('is revised when the table is corrected: both calculations side by side, and the rest paid after it is signed again', async () => {
    await encode('11 700,00', "Indexation d'octobre oubliée");
    const path = new URL(hassan.page.url()).pathname;
    await monique.open(path);
    await monique.press('Publier le tableau');
    await becomes('to-sign');
    await monique.open(`/office/${slug}/${caseId}/sign`);
    await monique.reads('Calcul révisé');
    await look(monique.page, 'revision');
    await monique.press('Signer le calcul');
    await house.settled();
    expect(await statusOf()).to.equal('to-pay');
    await hassan.open('/office/payments');
    await hassan.reads(quarterInShort(quarter));
  });

  it('leaves no number of an account in the logs, and no page with a fault', () => {
    expect(house.log.join('\n')).to.not.include(iban);
    expectGoodPages(house);
  });
});
