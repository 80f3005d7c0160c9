/** A whole quarter at the crèche by the steps of the guide (Guide Pro.ONE 2023, 10.1), walked by whatever hand one gives it, each step counted. */
import { expect } from 'chai';
import { monthInWords, quarterInWords } from '../../domain/quarter.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { fieldOf, type Walker } from '../support/walker.ts';
import { encodeMonth, importMonth, sendMonth } from './guide-attendance.ts';
import { beginQuarter, dayAfter, place, type Walked } from './walked.ts';
import { measured, tableOf, type Leg } from './guide-counted.ts';

interface Way {
  enter: (house: RunningHouse) => Promise<Walker>;
  scripts?: boolean;
  children?: number;
  /** What follows at ONE, and back. */
  then?: (walked: () => Walked, leg: Leg) => void;
}

export function describeQuarter(title: string, { enter, then, ...way }: Way): void {
  describe(title, function () {
    this.timeout(300_000);
    this.bail(true);
    let house: RunningHouse;
    let walked: Walked;
    let hand: Walker;
    const reads = (text: string | RegExp): Promise<void> => hand.actor.reads(text);
    const page = () => hand.actor.page;

    before(async () => {
      house = await openRunningHouse();
      hand = await enter(house);
      walked = await beginQuarter(house, hand, way);
    });
    after(async () => {
      if (process.env.COUNT) console.log(tableOf(title));
      await house.close();
    });
    const leg: Leg = (sentence, walk) => {
      it(sentence, () => measured(title, sentence, () => hand, walk));
    };
    /** A visit begins at the portal; from the menu to the board of the quarter. */
    async function openBoard(): Promise<void> {
      await hand.arrive(`${house.address}/pro`);
      const menu = page().getByRole('link', { name: 'Trimestre', exact: true });
      // Folded in a narrow window.
      if (!(await menu.isVisible())) await hand.goTo(page().locator('#menu-switch'));
      await hand.follow('Trimestre');
      const on = page().getByRole('link', { name: `${quarterInWords(walked.quarter)} ▶`, exact: true });
      if ((await on.count()) > 0) await hand.follow(`${quarterInWords(walked.quarter)} ▶`);
      await hand.follow(place);
      await reads('Prêt à soumettre ?');
    }

    const backToBoard = (): Promise<void> => hand.follow(/Retour à la demande de subside/);

    leg('Sélection du trimestre : le tableau du premier jour', async () => {
      await openBoard();
      await reads('Possible dès la fin du trimestre');
    });

    leg('Présences, 1er mois : importer le modèle rempli, envoyer', async () => {
      const [month] = walked.months;
      await house.skipToDay(dayAfter(month));
      await openBoard();
      await hand.follow(/^Encoder\W+Présences/);
      await importMonth(walked, month);
      await sendMonth(walked, month);
    });

    leg('Présences, 2e mois : reprendre le mois précédent, encoder, envoyer', async () => {
      const [, month] = walked.months;
      await house.skipToDay(dayAfter(month));
      await openBoard();
      await hand.follow(/^Encoder\W+Présences/);
      await encodeMonth(walked, month);
      await sendMonth(walked, month);
    });

    leg('Présences, 3e mois : reprendre le mois précédent, encoder, envoyer', async () => {
      const [, , month] = walked.months;
      await house.skipToDay(dayAfter(month));
      await openBoard();
      await hand.follow(/^Encoder\W+Présences/);
      await encodeMonth(walked, month);
      await sendMonth(walked, month);
    });

    leg('Consultations du 1er mois : deux séances, signer et soumettre', async () => {
      const [month] = walked.months;
      await backToBoard();
      await hand.follow(/^Signer\W+Consultations/);
      for (const [day, from, to] of [
        ['12', '13:30', '15:30'],
        ['19', '9:00', '11:00'],
      ] as const) {
        await hand.follow('+ Ajouter une consultation');
        const line = page().locator('[data-line]').last();
        await hand.write(
          { 'Date séance': `${day}/${month.slice(5)}/${month.slice(0, 4)}`, 'Arrivée': from, 'Départ': to },
          line,
        );
        const doctor = await fieldOf(page(), 'Médecin', line).locator('option').nth(1).innerText();
        await hand.pick('Médecin', doctor, line);
      }
      await hand.follow('Enregistrer les modifications');
      await reads('Vous signez 2 consultations');
      await hand.turn('Je certifie');
      await hand.follow('Signer et soumettre');
      await reads(`sont envoyées à l'ONE`);
    });

    leg('Mon Équipe : corriger ce qui empêche de soumettre', async () => {
      await backToBoard();
      await hand.follow(/^Corriger\W+Mon Équipe/);
      // 120 % at two places: as much as is left of a full-time.
      await hand.write({ 'Temps de travail': '50' });
      await hand.follow('Valider');
      await reads('Prêt à soumettre ?');
    });

    leg('Liste du personnel rétribué : subsidier, salaires bruts', async () => {
      await hand.follow(/^Encoder\W+Salaires/);
      await hand.follow(/^Reprendre les personnes et les salaires du /);
      await reads('Enregistré le');
      // Somebody who had no salary then: the first month, and the others like it.
      const missing = page().locator('.salary--fault').filter({ visible: true });
      if ((await missing.count()) > 0) {
        await hand.type(missing.first(), '1 660,47');
        await hand.follow('Reprendre le mois précédent dans les cases vides');
      }
      // One of them was paid otherwise in the last month.
      const last = page().locator('.salary[name^="m2."]').filter({ visible: true }).first();
      await hand.type(last, (await last.inputValue()).replace(/,\d\d$/, ',99'));
      await hand.follow('Enregistrer et continuer');
      await reads('étape 3 sur 8');
    });

    leg('Renseignements : fermetures, heures, enfants au 15 janvier', async () => {
      const [month] = walked.months;
      const on = `15/${month.slice(5)}/${month.slice(0, 4)}`;
      await hand.follow('Ajouter ces jours fériés');
      await hand.unfold(/^Ajouter une fermeture$/);
      const form = page().locator('details[open] form').first();
      await hand.write({ 'Date de début': on, 'Date de fin': on }, form);
      await hand.pick('Motif', 'Autres', form);
      await hand.follow('Ajouter cette fermeture', form);
      await hand.write({ De: '7:00', À: '18:30' });
      if (walked.quarter.endsWith('-1')) await hand.write({ "Nombre d'enfants": String(walked.children) });
      await hand.follow('Enregistrer et continuer');
      await reads('étape 4 sur 8');
    });

    leg('Frais divers : deux indemnités, une dépense', async () => {
      const [month] = walked.months;
      const supplies = page().locator('#supplies');
      await hand.unfold(/^Ajouter une dépense/, supplies);
      await hand.write(
        { Date: `12/${month.slice(5)}/${month.slice(0, 4)}`, Dépense: 'Gants et désinfectant', Montant: '54,20' },
        supplies,
      );
      await hand.follow('Ajouter une dépense', supplies);
      await reads('Gants et désinfectant');
      for (const nth of [0, 1]) await hand.write({ Quantité: '2' }, page().locator('.indemnity').nth(nth));
      await hand.follow('Enregistrer et continuer');
      await reads('étape 5 sur 8');
    });

    leg('Résumés des présences et des consultations', async () => {
      for (const month of walked.months) await reads(monthInWords(month).replace(/^./, (first) => first.toUpperCase()));
      await hand.follow(/^Résumé des consultations →/);
      await hand.follow(/^Pièces jointes →/);
    });

    leg('Pièces jointes', async () => {
      const buffer = makePdf('Fermeture sanitaire', ['Document de test.']);
      await hand.choose('Documents à joindre', { name: 'fermeture-sanitaire.pdf', buffer });
      await hand.follow('Enregistrer et continuer');
      await reads('étape 8 sur 8');
    });

    leg('Soumettre la demande, connexion forte', async () => {
      await reads('Tout est prêt.');
      await hand.follow('Soumettre la demande');
      await reads('Ce que vous soumettez');
      await hand.follow('Soumettre la demande');
      await reads('Accusé de réception');
      await house.settled();
      expect(
        await house.db('effects').where({ case_id: walked.caseId, effect: 'validate-team' }).select('status'),
      ).to.deep.equal([{ status: 'done' }]);
    });

    then?.(() => walked, leg);

    it('is made of pages without a fault, and tells nothing of a person outside them', async () => {
      expectGoodPages(house);
      await expectNothingTold(house, ['Gants et désinfectant', 'fermeture-sanitaire']);
    });
  });
}
