/** What follows at ONE: a correction asked for one line, the table published, the calculation signed by a second person, a line contested, the payment. */
import { formatShortDate } from '../../domain/french-dates.ts';
import { waitUntil } from '../../local/processes.ts';
import { enter } from '../support/actor.ts';
import type { RunningHouse } from '../support/running-house.ts';
import { byMouse, type Walker } from '../support/walker.ts';
import type { Leg } from './guide-counted.ts';
import type { Walked } from './walked.ts';

const slug = 'quarterly-subsidy';

export function describeAtOne(walked: () => Walked, leg: Leg): void {
  let hassan: Walker, monique: Walker;
  const at = (portal: 'pro' | 'office'): string => `${walked().house.address}/${portal}/${slug}/${walked().caseId}`;
  const becomes = async (status: string): Promise<void> => {
    const { house, caseId } = walked();
    await waitUntil(
      status,
      async () =>
        ((await house.db('cases').where({ id: caseId }).first('status')) as { status: string }).status === status,
      { timeout: 60_000 },
    );
  };
  const comes = async (house: RunningHouse, name: string): Promise<Walker> =>
    byMouse(await enter(house, name, { slug }));

  leg("À l'ONE : demander une correction", async () => {
    const { house } = walked();
    [hassan, monique] = [await comes(house, 'Hassan Tahiri'), await comes(house, 'Monique Verlaine')];
    await hassan.arrive(at('office'));
    await hassan.follow('Demander une correction');
    await hassan.turn('Frais divers');
    await hassan.write({ Explication: 'La facture des gants est de 45,20 €.' });
    await hassan.follow('Demander une correction');
    return [hassan];
  });

  leg('La ligne est corrigée, la demande soumise à nouveau', async () => {
    const { hand } = walked();
    await hand.arrive(at('pro'));
    await hand.follow('Frais divers');
    const supplies = hand.actor.page.locator('#supplies');
    await hand.follow(/^Retirer/, supplies);
    await hand.unfold(/^Ajouter une dépense/, supplies);
    const [month] = walked().months;
    await hand.write(
      { Date: `12/${month.slice(5)}/${month.slice(0, 4)}`, Dépense: 'Gants et désinfectant', Montant: '45,20' },
      supplies,
    );
    await hand.follow('Ajouter une dépense', supplies);
    await hand.follow(/Retour à la demande de subside/);
    await hand.follow('Soumettre la demande corrigée');
    await hand.follow('Soumettre la demande corrigée');
    await hand.actor.reads('Accusé de réception');
  });

  leg('Le tableau des forfaits est encodé par une personne, publié par une autre', async () => {
    const { house, quarter } = walked();
    await hassan.arrive(`${house.address}/office/lump-sums/new`);
    const { page } = hassan.actor;
    await page.getByLabel('Trimestre', { exact: true }).selectOption(quarter);
    const { subsidy_regime: regime } = (await house
      .db('organising_bodies as b')
      .join('cases as c', 'c.organising_body_id', 'b.id')
      .where('c.id', walked().caseId)
      .first('b.subsidy_regime')) as { subsidy_regime: string };
    await page.getByLabel('Régime du pouvoir organisateur').selectOption(regime);
    hassan.cost.fields += 2;
    await hassan.write({
      'Direction, par': '14 850,00',
      'Psycho-médico-social, par': '13 920,00',
      'Accueil, par': '11 640,00',
    });
    await hassan.follow('Encoder');
    await monique.arrive(page.url());
    await monique.follow('Publier le tableau');
    return [hassan, monique];
  });

  leg('Contrôle : la liste cochée, le calcul proposé', async () => {
    await hassan.arrive(at('office'));
    await hassan.follow('Contrôler la demande');
    for (const box of await hassan.actor.page.locator('main').getByRole('checkbox').all()) {
      await box.check();
      hassan.cost.clicks += 1;
    }
    await hassan.follow('Proposer le calcul à la signature');
    await becomes('to-sign');
    return [hassan];
  });

  leg('Le calcul est signé par une deuxième personne', async () => {
    await monique.arrive(at('office'));
    await monique.follow('Signer le calcul');
    await monique.follow('Signer le calcul');
    await walked().house.settled();
    await becomes('to-pay');
    return [monique];
  });

  leg('Une ligne est contestée, et reçoit sa réponse', async () => {
    const { hand } = walked();
    await hand.arrive(at('pro'));
    // The line beside which one presses is chosen.
    await hand.follow(/^Contester\W+Personnel d.accueil/);
    await hand.write({ Pourquoi: 'Une puéricultrice remplaçait une collègue malade.' });
    await hand.follow('Contester une ligne');
    await hassan.arrive(at('office'));
    await hassan.follow('Ne pas suivre la contestation');
    await hassan.write({ Réponse: 'La norme vaut aussi pendant un remplacement.' });
    await hassan.follow('Ne pas suivre la contestation');
    return [hand, hassan];
  });

  leg('Le fichier de paiement : fait, libéré, exécuté', async () => {
    const { house } = walked();
    await hassan.arrive(`${house.address}/office/payments`);
    await hassan.follow('Faire un fichier');
    await monique.arrive(hassan.actor.page.url());
    await monique.follow('Libérer le fichier');
    await monique.download('Télécharger pour la banque (pain.001)');
    await monique.write({ 'Jour où la banque': formatShortDate(house.today()) });
    await monique.follow('Noter comme exécuté');
    await becomes('paid');
    return [hassan, monique];
  });
}
