/** A quarter from what is missing to its receipt, by the steps of the guide: with a mouse, by keyboard, and without a script. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { quarterOf, quartersFurther, monthOf, quarterInWords } from '../../domain/quarter.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'quarterly-subsidy';

describe('the journey of a quarter at the operator', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor;
  let caseId: string;
  let quarter: string;
  const report = (step: string): string => `/pro/${slug}/${caseId}/report/${step}`;

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais', { slug });
    quarter = quartersFurther(quarterOf(monthOf(house.today())), -1);
    caseId = stableId(`quarter chenes ${quarter}`);
  });
  after(() => house.close());

  it('shows each crèche and its quarter, with arrows to the others', async () => {
    await operator.open('/pro');
    await operator.press('Trimestre');
    await operator.reads(quarterInWords(quarter));
    await operator.press(/ ▶$/);
    await operator.reads('en cours');
    await operator.press(/^◀ /);
    await operator.press('Crèche Les Petits Chênes');
    await operator.reads('Prêt à soumettre ?');
    await operator.reads("n'a pas de motif");
    expect(
      await operator.page.getByRole('button', { name: 'Soumettre la demande' }).getAttribute('aria-disabled'),
    ).to.equal('true');
  });

  it('opens the very field of what is missing, saves it when it is left, and mends a slip of the comma', async () => {
    const { page } = operator;
    await operator.press(/^Encoder.*Salaires bruts/);
    const missing = page.locator('.salary--fault').first();
    const person = page.locator('[data-person]').filter({ has: missing });
    await missing.fill('1660,47');
    await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/report/staff') && answer.status() === 200),
      missing.press('Tab'),
    ]);
    await person.locator('.salary-notes').waitFor({ state: 'detached' });
    await page.getByText(/^Enregistré le .* par Nathalie Servais/).waitFor();
    await operator.reads('Dix fois le montant');
    await operator.press(/^Mettre /);
    expect(await page.locator('.salary--doubt, .salary--fault').count()).to.equal(0);
  });

  it('moves from cell to cell by arrows, and pastes a block after it has said what it replaces', async () => {
    const { page } = operator;
    const [first, second] = [
      page.locator('#childcare .salary[name^="m0."]').nth(0),
      page.locator('#childcare .salary[name^="m0."]').nth(1),
    ];
    await first.focus();
    await first.press('ArrowDown');
    expect(await second.evaluate((cell) => cell === document.activeElement)).to.equal(true);
    await first.focus();
    await first.evaluate((cell) => {
      const data = new DataTransfer();
      data.setData('text/plain', '3 400,00\t3 400,00\t3 400,00\n1 700,00\t1 700,00\t1 700,00\n');
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await operator.reads('6 montants vont dans 2 lignes');
    await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/report/staff') && answer.status() === 200),
      page.getByRole('button', { name: 'Remplacer' }).click(),
    ]);
    await page.reload();
    expect((await first.inputValue()).replace(/\s/g, ' ')).to.equal('3 400,00');
  });

  it('goes back to what stood when the page was opened, though each cell was saved when it was left', async () => {
    const { page } = operator;
    await page.reload();
    const cell = page.locator('#childcare .salary[name^="m0."]').nth(2);
    const before = await cell.inputValue();
    await cell.fill('1234,56');
    await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/report/staff') && answer.status() === 200),
      cell.press('Tab'),
    ]);
    await operator.press('Annuler les modifications');
    await operator.reads('Vos modifications sont annulées');
    expect(await cell.inputValue()).to.equal(before);
  });

  it('goes on through the steps in the order of the guide', async () => {
    const { page } = operator;
    await operator.press('Enregistrer et continuer');
    await operator.reads('étape 3 sur 8');
    await page.goto(`${house.address}/pro/${slug}/${caseId}`);
    await operator.press(/^Compléter.*Renseignements/);
    await page.locator('details[open] select[name="motive"]').selectOption('other');
    await operator.press('Enregistrer la fermeture');
    await operator.reads('La fermeture est enregistrée.');
    await operator.press('Enregistrer et continuer');
    await operator.reads('étape 4 sur 8');
    await operator.reads('× 12,40');
    await page.getByText('Ajouter une dépense').first().click();
    const supplies = page.locator('#supplies');
    await supplies
      .getByLabel('Date')
      .fill(`${quarter.slice(0, 4)}-${String(Number(quarter.slice(5)) * 3 - 2).padStart(2, '0')}-15`);
    await supplies.getByLabel('Dépense').fill('Gants et désinfectant');
    await supplies.getByLabel('Montant').fill('54,20');
    await supplies.getByRole('button', { name: 'Ajouter une dépense' }).click();
    await operator.reads('Gants et désinfectant');
    await operator.press('Enregistrer et continuer');
    await operator.reads('étape 5 sur 8');
    await operator.press(/^Résumé des consultations →/);
    await operator.reads('étape 6 sur 8');
    await operator.press(/^Pièces jointes →/);
    await operator.attach('Documents à joindre', { name: 'fermeture-sanitaire.pdf', title: 'Fermeture sanitaire' });
    await operator.press('Joindre');
    await operator.reads('fermeture-sanitaire.pdf');
  });

  it('works without a script', async () => {
    const plain = await enter(house, 'Nathalie Servais', { slug, javaScriptEnabled: false });
    await plain.open(report('staff'));
    const cell = plain.page.locator('#direction tr:has(input:checked) .salary').first();
    await cell.fill('4 700,00');
    await plain.press('Enregistrer le brouillon');
    await plain.reads('Le brouillon est enregistré.');
    expect((await cell.inputValue()).replace(/\s/g, ' ')).to.equal('4 700,00');
    await plain.page.context().close();
  });

  it('is submitted once Mon Équipe is in order too, with a hash, and validates Mon Équipe of the year', async () => {
    await operator.open(`/pro/${slug}/${caseId}`);
    if ((await operator.page.getByRole('link', { name: /^Corriger.*Mon Équipe/ }).count()) > 0) {
      await operator.press(/^Corriger.*Mon Équipe/);
      // 120 % at two places: as much as is left of a full-time.
      await operator.page.getByLabel('Temps de travail').fill('50');
      await operator.page.getByRole('button', { name: 'Valider', exact: true }).first().click();
      await operator.page.waitForURL(new RegExp(`/pro/${slug}/${caseId}`));
    }
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('Tout est prêt.');
    await operator.press('Soumettre la demande');
    await operator.reads('Ce que vous soumettez');
    await operator.press('Soumettre la demande');
    await operator.reads('Votre gestionnaire subsides contrôle la demande');
    const { digest } = (
      (await house.db('cases').where({ id: caseId }).first('state')) as { state: { data: { digest: string } } }
    ).state.data;
    await operator.reads(digest);
    await house.settled();
    // Of this crèche the year was validated by a quarter before: nothing is left to do, and nothing was given up.
    expect(
      await house.db('effects').where({ case_id: caseId, effect: 'validate-team' }).select('status'),
    ).to.deep.equal([{ status: 'done' }]);
  });

  it('is made of pages without a fault, and tells nothing of a person outside them', async () => {
    expectGoodPages(house);
    await expectNothingTold(house, ['Gants et désinfectant', 'fermeture-sanitaire']);
  });
});
