/** A team that is late is put in order line by line, read, validated and changed again; ONE sees how far it is, and both versions. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { slug } from '../../workflows/team-validation/contract.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNoNumberIn } from '../support/journeys.ts';
import { findPersonalData } from '../support/personal-data.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { openYear } from './cases.ts';
import { makeMember, makeTeam, type Made } from './teams.ts';

/** `PICTURES=var/validation npm test -- test/team-validation/journey.browser.ts` keeps what it sees. */
const kept = process.env.PICTURES;

describe('the journey of a team that is validated', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, coordinator: Actor;
  let facility: { id: string; name: string };
  let caseId: string;
  let lea: Made, tom: Made;

  async function look(page: Page, name: string): Promise<void> {
    if (!kept) return;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${kept}/${name}-${String(width)}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais', { slug });
    coordinator = await enter(house, 'Marc Dubois', { slug });
    facility = (await house.db('facilities').where({ name: 'Crèche La Coccinelle' }).first()) as typeof facility;
    await house.db('staff_contracts').where({ facility_id: facility.id }).delete();
    ({ tom } = await makeTeam(house.db, facility.id));
    lea = await makeMember(house.db, {
      facilityId: facility.id,
      familyName: 'Jacquet',
      firstName: 'Léa',
      function: null,
    });
    await makeMember(house.db, {
      facilityId: facility.id,
      familyName: 'Renier',
      firstName: 'Paul',
      record: null,
      diploma: false,
    });
    caseId =
      (
        (await house.db('cases').where({ slug, facility_id: facility.id }).whereNull('closed_at').first('id')) as
          | { id: string }
          | undefined
      )?.id ?? (await openYear(house.db, { facilityId: facility.id, at: house.now() }));
  });
  after(() => house.close());

  it('lists what blocks, what is to be checked and what is in order', async () => {
    await operator.open(`/pro/facilities/${facility.id}/team-validation`);
    await operator.reads('Empêche la validation (1)');
    await operator.reads('Jacquet Léa');
    await operator.reads('À vérifier');
    await operator.reads('En ordre');
    await operator.reads('Pas encore possible');
    await look(operator.page, 'list');
  });

  it('leads to the very field, and comes back to the list', async () => {
    await operator.press(/^Choisir la fonction/);
    expect(new URL(operator.page.url()).pathname).to.equal(`/pro/team/${lea.collaborationId}`);
    await look(operator.page, 'field');
    await operator.page.getByLabel('Fonction').selectOption('nursery-nurse');
    await operator.page.getByRole('button', { name: 'Valider', exact: true }).first().click();
    await operator.page.waitForURL(new RegExp(`/pro/team-validation/${caseId}#point-`));
    await operator.reads("Rien n'empêche la validation.");
    // It is said a moment after the page stands there.
    await operator.page.getByText('1 point est réglé.').waitFor();
  });

  it('says what has changed when one comes back to it, without reloading, and keeps the focus where one was', async () => {
    const { page } = operator;
    const region = page.locator('[data-checklist] [role="status"]');
    await page.reload();
    const back = () => page.evaluate(() => void window.dispatchEvent(new Event('focus')));
    const asked = () => page.waitForResponse((answer) => answer.url().endsWith('/points'));
    await page.locator('.checklist a').first().focus();
    await house.db('staff_contracts').where({ id: tom.contractId }).update({ function: null });
    await Promise.all([asked(), back()]);
    await page.getByText('Empêche la validation (1)').waitFor();
    expect(await region.textContent()).to.match(/^Nouveau : Maes Tom.*Il reste 1 point qui empêche/);
    expect(await page.getByRole('button', { name: /^Valider les données/ }).getAttribute('aria-disabled')).to.equal(
      'true',
    );
    await look(page, 'changed');
    // The line one stands on is seen to elsewhere: the next one has the focus.
    await page.locator(`a[href^="/pro/team/${tom.collaborationId}"]`).first().focus();
    await house.db('staff_contracts').where({ id: tom.contractId }).update({ function: 'nursery-nurse' });
    await Promise.all([asked(), back()]);
    await page.getByRole('link', { name: /^Valider les données/ }).waitFor();
    expect(await region.textContent()).to.match(/^Réglé : Maes Tom.*Rien n'empêche la validation/);
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).to.match(/^point-/);
    await Promise.all([asked(), back()]);
    expect(await region.textContent()).to.match(/^Réglé : Maes Tom/);
  });

  it('is read whole before it is signed, and says afterwards what was signed', async () => {
    await operator.press('Voir la liste complète qui sera signée');
    await operator.reads('Servais Nathalie');
    await operator.open(`/pro/${slug}/${caseId}/validate`);
    await operator.reads('Ce qui est signé : 4 personnes');
    await look(operator.page, 'sign');
    await operator.press('Valider les données');
    await operator.reads('Validée');
    await operator.reads('Empreinte des données');
    await look(operator.page, 'validated');
  });

  it('may be changed afterwards: the page says so, to the operator and to ONE, with both versions', async () => {
    await house.db('staff_contracts').where({ id: tom.contractId }).update({ percent: 60 });
    await house.db('staff_contracts').where({ id: lea.contractId }).delete();
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('modifiée après validation');
    await operator.press('Voir ce qui a changé');
    const places = await operator.page
      .locator('.compared tbody tr')
      .first()
      .locator('td')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
    expect(new Set(places).size).to.equal(1);
    await look(operator.page, 'compared');
    await coordinator.open('/office/team-validations');
    await coordinator.reads('Avancement par administration');
    await look(coordinator.page, 'progress');
    await coordinator.open(`/office/${slug}/${caseId}`);
    await coordinator.press('Voir ce qui a changé');
    await coordinator.reads('Ce qui a changé : 2 personnes');
    await look(coordinator.page, 'snapshot');
    await coordinator.page.setViewportSize({ width: 390, height: 900 });
    const cells = coordinator.page.locator('.compared tbody tr').first().locator('td');
    const [before, after] = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect()));
    expect(after!.top).to.be.at.least(before!.bottom - 1);
    await coordinator.page.setViewportSize({ width: 1280, height: 900 });
  });

  it('lets ONE speak to one that is late', async () => {
    const late = (await house
      .db('cases')
      .where({ slug, status: 'late', administration: 'namur' })
      .whereNot({ id: caseId })
      .whereRaw("state -> 'data' ->> 'followedUp' is null")
      .whereRaw("state -> 'data' ->> 'childminder' = 'false'")
      .first('id')) as { id: string } | undefined;
    if (!late) return;
    await coordinator.open(`/office/${slug}/${late.id}`);
    await look(coordinator.page, 'late');
    await coordinator.press("Relancer le milieu d'accueil");
    await coordinator.type({ "Votre message au milieu d'accueil": 'Pouvez-vous valider cette semaine ?' });
    await coordinator.press('Envoyer la relance');
    await coordinator.reads("Relance de l'ONE.");
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', async () => {
    await house.settled();
    await expectNoNumberIn(house, operator, '/pro/team/export');
    await expectNoNumberIn(house, coordinator, '/office/team-validations/export');
    const { found, searched } = await findPersonalData(house, ['Pouvez-vous valider cette semaine']);
    expect(found).to.deep.equal([]);
    expect(searched.history).to.be.above(0);
    expect(searched.log).to.be.above(3);
    expect(searched.address).to.be.above(3);
  });

  it('is made of pages without a fault', () => {
    expectGoodPages(house);
  });
});
