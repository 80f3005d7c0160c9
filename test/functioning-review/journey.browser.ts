/** A whole bilan by two browsers, from the plan of the year to the two signatures, with a refused round; and the next cycle. */
import { expect } from 'chai';
import { addDays, nextWorkingDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import type { CaseData } from '../../workflows/functioning-review/contract.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, written } from '../support/journeys.ts';
import { expectLetter } from '../support/letter.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { answerAll } from './assessment/answered.ts';

const slug = 'functioning-review';
const facilityId = stableId('facility coccinelle');
const remark = 'À revoir avec les grands.';
const minutes = 'Les deux évaluations ont été lues ensemble, point par point.';
const seenByOne = 'Chez les grands, la sieste reste collective.';
const evidence = 'Feuille de passage toutes les dix minutes.';

describe('the journey of a bilan', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, coordinator: Actor;
  let firstDayOn: Day, caseId: string;
  const plan = () => `/reviews/${caseId}/plan`;

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais', { slug });
    coordinator = await enter(house, 'Marc Dubois', { slug });
    firstDayOn = nextWorkingDay(addDays(house.today(), 70));
  });
  after(() => house.close());

  it('is planned by the coordinator in the plan of the year', async () => {
    await coordinator.open('/office/reviews');
    await coordinator.page.locator(`[name="day.${facilityId}"]`).fill(formatShortDate(firstDayOn));
    await coordinator.press('Inscrire au plan les bilans datés');
    await coordinator.reads('Un bilan est inscrit au plan.');
    ({ id: caseId } = await house
      .db('cases')
      .where({ slug, facility_id: facilityId, closed_at: null })
      .first<{ id: string }>('id'));
    await coordinator.open(`/office/${slug}/${caseId}`);
    await coordinator.reads('Bilan inscrit au plan');
  });

  it('gives its documentation to read before its first day, and nothing to fill in', async () => {
    await house.skipToDay(addDays(firstDayOn, -59));
    await operator.open('/pro');
    await operator.open('/pro/reviews');
    await operator.press(/La Coccinelle/);
    await operator.reads(`Votre bilan de fonctionnement s'ouvre le ${formatLongDate(firstDayOn)}.`);
    await operator.reads('Guide du bilan de fonctionnement');
    const answer = await operator.page.request.get(`${house.address}/pro/reviews/${caseId}/assessment/health`);
    expect(answer.status()).to.equal(403);
  });

  it('opens on its first day by the clock, and is assessed with what shows it', async () => {
    await house.skipToDay(firstDayOn);
    await operator.open(`/pro/reviews/${facilityId}`);
    await operator.press('Ouvrir le bilan');
    await operator.press('Commencer');
    await operator.press(/^Santé et hygiène/);
    const { page } = operator;
    const criterion = page.locator('[data-criterion="sleep"]');
    await page.locator('[name="score.sleep"][value="3"]').check();
    await page.locator('[name="evidence.sleep"]').fill(evidence);
    await criterion.locator('summary', { hasText: 'Ajouter un commentaire' }).click();
    await page.locator('[name="remark.sleep"]').fill(remark);
    await criterion.locator('summary', { hasText: 'Joindre une preuve' }).click();
    await criterion.locator('input[type=file]').setInputFiles({
      name: 'passages.pdf',
      mimeType: 'application/pdf',
      buffer: makePdf('Feuille de passage', ['Document de test.']),
    });
    await operator.press('Joindre et enregistrer');
    await operator.reads('passages.pdf');
    await page.locator('[name="score.meals"][value="2"]').check();
    await operator.press('Domaine suivant');
    await operator.reads('2 critères sur 63');
    const said = new Set(['sleep', 'meals']);
    await answerAll(house.db, caseId, 'operator', { at: house.now(), score: ({ id }) => (said.has(id) ? null : 3) });
    await operator.open(`/pro/reviews/${caseId}/assessment`);
    await operator.press("Envoyer l'auto-évaluation");
    await operator.press("Envoyer l'auto-évaluation", operator.page.locator('main .button-row').last());
    await operator.reads("C'est à l'ONE.");
  });

  it('is assessed by ONE too, which the operator does not read before the meeting', async () => {
    await coordinator.open('/office/tasks');
    await coordinator.open(`/office/reviews/${caseId}/ratings/health`);
    const { page } = coordinator;
    await page.locator('[name="score.sleep"][value="2"]').check();
    await page.locator('[name="evidence.sleep"]').fill(seenByOne);
    await coordinator.press('Domaine suivant');
    await answerAll(house.db, caseId, 'one', { at: house.now(), score: ({ id }) => (id === 'sleep' ? null : 3) });
    await coordinator.does(caseId, 'send-ratings');
    for (const path of [`${slug}/${caseId}`, `reviews/${caseId}/assessment/health`, `reviews/${caseId}/compare`]) {
      await operator.open(`/pro/${path}`);
      expect(await operator.text(), path).not.to.include(seenByOne);
    }
    await operator.reads(/rencontre/);
  });

  it('meets on a day that was proposed, moved and confirmed', async () => {
    const [first, second, third] = [10, 15, 20].map((days) => nextWorkingDay(addDays(house.today(), days)));
    await coordinator.does(caseId, 'propose-meeting', async () => {
      await coordinator.type({ 'Date 1': written(first!), 'Heure 1': '9:30' });
    });
    await operator.does(caseId, 'suggest-meeting', async () => {
      await operator.type({ 'Date 1': written(second!), 'Heure 1': '14:00' });
      await operator.type({ Message: 'La journée pédagogique tombe le premier jour.' });
    });
    await coordinator.does(caseId, 'confirm-meeting', () => coordinator.type({ Lieu: 'Dans la crèche' }));
    await coordinator.does(caseId, 'confirm-meeting', () =>
      coordinator.type({ 'Date de la rencontre': written(third!), 'Lieu': 'Dans la crèche' }),
    );
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads(formatLongDate(third!));
    await house.skipToDay(addDays(third!, 1));
    await coordinator.does(caseId, 'record-minutes', () =>
      coordinator.type({
        'Personnes présentes': 'La direction et la coordinatrice accueil.',
        'Procès-verbal': minutes,
      }),
    );
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads(minutes);
    await operator.does(caseId, 'agree-minutes');
  });

  it('is read side by side once it was met, and becomes an objective', async () => {
    await operator.press('Voir côte à côte');
    const { page } = operator;
    await page.getByRole('link', { name: 'Le sommeil de chaque enfant est respecté et surveillé' }).click();
    await page.getByText(seenByOne).waitFor();
    await operator.press(/^En faire un objectif/, page.locator('[id$=sleep]'));
    await coordinator.open(`/office/reviews/${caseId}/compare`);
    await coordinator.reads('−1');
  });

  it('has a plan that ONE refuses once, with its remark, and accepts when it was answered', async () => {
    const { page } = operator;
    await operator.type({
      'Indicateur': 'Feuille de passage individuelle, relue chaque mois',
      'À atteindre avant le': written(addDays(house.today(), 300)),
      'Qui en répond': 'Nathalie Servais',
    });
    await page.getByLabel('Priorité').selectOption({ label: 'priorité haute' });
    await operator.press('Ajouter une action');
    await operator.type(
      {
        'Action': 'Aménager le coin calme',
        'Qui': 'Olivier Wauters',
        'Début': written(addDays(house.today(), 30)),
        'Fin': written(addDays(house.today(), 280)),
      },
      page.locator('.plan-action').last(),
    );
    await operator.press('Enregistrer et fermer');
    await operator.press("Envoyer le plan d'action");
    await operator.press("Envoyer le plan d'action", page.locator('form .button-row').last());
    await operator.reads('Plan d');

    await coordinator.open(`/office${plan()}`);
    await coordinator.press('Demander de revoir le plan');
    await coordinator.page.locator('textarea[name=remark1]').fill('La fin peut-elle avancer ?');
    await coordinator.press('Demander de revoir le plan', coordinator.page.locator('form .button-row').last());

    await operator.open(`/pro${plan()}`);
    await operator.reads('La fin peut-elle avancer ?');
    await operator.press(/^Modifier/, page.locator('#plan'));
    await page.locator('[name="o.answer"]').fill('Oui, avancée de deux mois.');
    await operator.type({ Fin: written(addDays(house.today(), 200)) }, page.locator('.plan-action').last());
    await operator.press('Enregistrer et fermer');
    await operator.press("Envoyer le plan d'action");
    await operator.press("Envoyer le plan d'action", page.locator('form .button-row').last());

    await coordinator.open(`/office${plan()}`);
    await coordinator.reads('Oui, avancée de deux mois.');
    await coordinator.press('Accepter le plan');
    await coordinator.press('Accepter le plan', coordinator.page.locator('form .button-row').last());
  });

  it('is signed by both, each with a receipt, and its synthesis is kept', async () => {
    for (const [actor, portal] of [
      [operator, 'pro'],
      [coordinator, 'office'],
    ] as const) {
      await actor.open(`/${portal}${plan()}`);
      await actor.page.getByLabel(/^J'ai lu le plan/).check();
      await actor.press('Signer avec itsme ou eID');
      await house.settled();
    }
    await operator.open(`/pro${plan()}`);
    const { reference } = await house.db('cases').where({ id: caseId }).first<{ reference: string }>('reference');
    for (const letter of ['Accusé de signature (PDF)', 'Synthèse signée (PDF)']) {
      const pdf = await operator.download(letter);
      expectLetter(pdf, reference);
    }
    await operator.reads('signé');
  });

  it('is followed by the next cycle, planned by itself', async () => {
    const { state } = await house.db('cases').where({ id: caseId }).first<{ state: CaseState }>('state');
    const { cycleEndsOn } = state.data as CaseData;
    await house.skipToDay(addDays(cycleEndsOn, 1));
    const next = await house
      .db('cases')
      .where({ slug, facility_id: facilityId, closed_at: null })
      .first<{ id: string; state: CaseState }>('id', 'state');
    expect(next.id).not.to.equal(caseId);
    await operator.open(`/pro/reviews/${facilityId}`);
    await operator.reads(formatLongDate((next.state.data as CaseData).firstDayOn));
    await operator.reads('Bilans précédents');
  });

  it('was told on good pages, and nothing of it to logs, mails or the engine', async () => {
    expectGoodPages(house);
    await expectNothingTold(house, [evidence, remark, seenByOne, minutes, 'La fin peut-elle avancer']);
  });
});
