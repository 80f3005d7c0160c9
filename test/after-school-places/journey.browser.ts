/** A schedule after school in a browser: changed with a comment by keyboard, read by who pays its subsidies; and without a script in a narrow window. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { enter } from '../support/actor.ts';
import { expectFits } from '../support/hand.ts';
import { enterOn, tabTo } from '../support/keyboard.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { withoutScript } from '../support/walker.ts';

const place = (key: string): string => `/pro/after-school/${stableId(`facility mercredis-${key}`)}`;

describe('the schedule of a place after school in a browser', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(async () => {
    expect(house.pageFaults).to.deep.equal([]);
    await house.close();
  });

  it('is changed by keyboard, told as one types what it changes, and read with its comment by the gestionnaire', async () => {
    const samira = await enter(house, 'Samira Benali');
    const { page } = samira;
    await samira.open('/pro');
    await samira.press('Lieux');
    await samira.press("L'Envol, école du Bois");
    await samira.press('Nouvel horaire');
    await tabTo(page, page.getByLabel('Valable à partir du'));
    await page.keyboard.type('11/01/2027');
    const until = page.getByLabel('mercredi, après-midi, à');
    await tabTo(page, page.getByLabel('mardi, après-midi, à'));
    // As in a sheet: down is the next day.
    await page.keyboard.press('ArrowDown');
    expect(await until.evaluate((element) => element === document.activeElement)).to.equal(true);
    await page.keyboard.type('18');
    await tabTo(page, page.getByLabel('samedi, matinée, de'));
    await page.keyboard.type('9');
    await page.keyboard.press('Tab');
    await page.keyboard.type('12h30');
    await page.keyboard.press('Tab');
    expect(await until.inputValue()).to.equal('18:00');
    await page.getByText('avant : 12 h 00 – 17 h 00').waitFor();
    await page.getByText('25 h 15').waitFor();
    await page.getByText(/le samedi devient requis dans les présences : \d+ jours/).waitFor();
    await tabTo(page, page.getByLabel('Commentaire à votre agent traitant'));
    await page.keyboard.type('Les parents demandent une heure de plus le mercredi.');
    // What it changes stands there: one click is enough.
    await enterOn(page, 'Valider');
    await samira.reads("L'horaire est enregistré. Il vaut à partir du lundi 11 janvier 2027.");
    await samira.reads('Horaire à venir');

    const karine = await enter(house, 'Karine Lejeune');
    await karine.open('/office/notices');
    await karine.reads('Les parents demandent une heure de plus le mercredi.');
    await karine.press(/^L'Envol, école du Bois/);
    await karine.reads('Horaire à venir');
    await samira.press('Historique', page.locator('.place-tabs'));
    await samira.reads('Les parents demandent une heure de plus le mercredi.');
  });

  it('works without a script at 390 px: a fault on its cell, another place copied, what it changes read before it is validated', async () => {
    const bare = await enter(house, 'Samira Benali', withoutScript);
    const { page } = bare;
    await bare.open('/pro');
    await bare.open(`${place('nid')}?edit=new`);
    await expectFits(page);
    await page.getByLabel('Valable à partir du').fill('18/01/2027');
    await page.getByLabel('mardi, matinée, à').fill('6');
    await bare.press('Valider');
    await bare.reads('mardi, matinée : la fin (06:00) est avant le début (07:00)');
    await expectFits(page);
    await page.getByLabel('Un autre lieu').selectOption('Les Castors, école communale de Lustin');
    await bare.press("Copier l'horaire de ce lieu");
    await page.getByLabel('vendredi, après-midi, à').fill('18');
    await bare.press('Valider');
    await bare.reads("Rien n'est encore enregistré.");
    await bare.reads("d'autres heures le vendredi");
    await expectFits(page);
    await bare.press('Valider');
    await bare.reads("L'horaire est enregistré. Il vaut à partir du lundi 18 janvier 2027.");
    await expectFits(page);
    await bare.press('Modifier ou retirer');
    await bare.press('Retirer cet horaire à venir');
    await bare.reads("L'horaire à venir est retiré.");
  });
});
