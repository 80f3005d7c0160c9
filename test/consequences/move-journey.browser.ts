/** A move that touches all that it should: shown to both before, done on the day, acknowledged by both; and a closure that gives back what it took. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addWorkingDays, type Day } from '../../domain/calendar.ts';
import { monthOf, quarterInWords, quarterOf } from '../../domain/quarter.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { findFaults } from '../support/check-page.ts';
import {
  expectGoodPages,
  expectNothingTold,
  instruct,
  introduce,
  prepare,
  reasons,
  send,
  written,
} from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const moved = 'Crèche Les Petits Chênes';
const ceasing = 'Crèche La Coccinelle';
const oldAddress = 'rue des Bateliers 12';
const newAddress = 'rue du Tilleul 5';
const phone = '010 00 00 05';
const tick = "J'ai lu ce qui est touché";

/** Beside the authorisation, in the order in which it is read: `left` is what she has to do herself. */
const touchedByTheMove: readonly (readonly [what: string, text: RegExp, left: boolean])[] = [
  ['Fiche publique (Premiers Pas)', /les parents lisent la nouvelle adresse/, false],
  ['Places disponibles', /[23] périodes annoncées sont à relire et à confirmer/, true],
  ['Adresse courrier', /elle est celle du lieu et le suit/, false],
  ['Photos', /à remplacer/, true],
  ['Mon Équipe', /contrats suivent le lieu à sa nouvelle adresse/, false],
  ['Déclaration trimestrielle', /compte la capacité au prorata des jours/, false],
  ['Contacts ONE', /ceux de la nouvelle administration/, false],
  ['Pré-demandes', /familles attendent une réponse : à avertir/, true],
  ['Demandes en cours', /suivent le lieu à la nouvelle administration/, false],
];

describe('the journey of a move that touches all that it should', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor, coordinator: Actor, doctor: Actor, manager: Actor, newReferent: Actor;
  let caseId: string, cessationId: string, movesOn: Day, ceasesOn: Day, plannedEndOn: Day;
  /** As the agent read it before the decision. */
  let foretold: string[], announced: string[];
  const facilityId = stableId('facility chenes');

  before(async () => {
    house = await openRunningHouse();
    movesOn = addWorkingDays(house.today(), 70);
    ceasesOn = addWorkingDays(movesOn, 25);
    plannedEndOn = addDays(ceasesOn, 40);
    operator = await enter(house, 'Nathalie Servais');
    referent = await enter(house, 'Sophie Lambert');
    coordinator = await enter(house, 'Marc Dubois');
    doctor = await enter(house, 'Anne Gilles');
    manager = await enter(house, 'Julie Moreau');
    newReferent = await enter(house, 'Amélie Goffin');
  });
  after(() => house.close());

  const ahead = async ({ page }: Actor): Promise<string[]> =>
    (await page.locator('.effects li').allInnerTexts()).map(inOneLine);
  /** Each thing is said once, with who does it. */
  function expectForetold(lines: readonly string[], words: string): void {
    for (const [what, text, left] of touchedByTheMove) {
      const said = lines.filter((line) => line.includes(` : ${what} : `));
      expect(said, what).to.have.length(1);
      expect(said[0], what).to.match(text);
      expect(said[0]!.endsWith(`(${words})`), said[0]).to.equal(left);
    }
  }
  const card = async ({ page }: Actor): Promise<string[]> =>
    (await page.locator('#consequences dl > div').allInnerTexts()).map(inOneLine);
  /** Whoever looks for a place, without an account. */
  async function parentReads(found: string, ...lines: (string | RegExp)[]): Promise<void> {
    const context = await house.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
    const page = await context.newPage();
    await page.goto(`${house.address}/premiers-pas?q=${encodeURIComponent(found)}`);
    await page.locator('main h2 a').first().click();
    await page.waitForLoadState();
    const said = inOneLine(await page.locator('main').innerText());
    for (const line of lines) expect(said).to.match(typeof line === 'string' ? new RegExp(line) : line);
    house.pageFaults.push(...(await findFaults(page, undefined)).map((fault) => `${page.url()}: ${fault}`));
    await context.close();
  }

  it('tells her what it touches before she asks for it', async () => {
    await prepare(
      operator,
      'Un déménagement définitif',
      [
        { type: { 'Rue': 'rue du Tilleul', 'Numéro': '5', 'Code postal': '1360', 'Localité': 'Perwez' } },
        {
          type: {
            "Premier jour d'accueil à la nouvelle adresse": written(movesOn),
            "Dernier jour d'accueil à l'adresse actuelle": written(addDays(movesOn, -3)),
          },
        },
        {
          type: {
            'Capacité demandée à la nouvelle adresse': '24',
            "Heures d'ouverture": '7 h 15 – 18 h 15, du lundi au vendredi',
            'Téléphone du lieu': phone,
          },
        },
        { type: { 'Pourquoi déménagez-vous ?': 'Le bâtiment communal est repris.' } },
      ],
      [/^Plan du lieu/, /^Titre d'occupation/, /^Rapport de prévention/, /^Attestation d'assurance/],
      moved,
    );
    expectForetold(await ahead(operator), 'à faire par vous');
    ({ caseId } = await send(operator));
  });

  it('shows the agent, before the decision is proposed and signed, all that it changes and touches', async () => {
    await instruct(house, caseId, { referent, visitor: coordinator, health: doctor });
    await referent.open(`/office/authorisation-adaptation/${caseId}/propose-decision`);
    await referent.choose('Accorder');
    await referent.type({ Motifs: reasons });
    await referent.press('Voir ce que cela change');
    foretold = await ahead(referent);
    expectForetold(foretold, "à faire par l'opérateur");
    const all = foretold.join('\n');
    for (const line of [
      `nouvelle version de l'autorisation : ${newAddress}, 1360 Perwez, 24 places au lieu de 35`,
      "heures d'ouverture : 7 h 15 – 18 h 15, du lundi au vendredi",
      `téléphone du lieu : ${phone}`,
      "le dossier passe à l'administration subrégionale du Brabant wallon",
      `Déclaration trimestrielle : le ${quarterInWords(quarterOf(monthOf(movesOn)))} compte`,
    ])
      expect(all.includes(`le ${formatLongDate(movesOn)} : ${line}`), `${line}\nin\n${all}`).to.equal(true);
    await referent.press('Proposer à la signature');
    await manager.does(caseId, 'sign-decision', async () => {
      await manager.reads('Fiche publique (Premiers Pas)');
    });
    await house.settled();
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    await operator.reads('Acceptée.');
    expectForetold(await ahead(operator), 'à faire par vous');
    expect(await operator.page.locator('#consequences').count(), 'nothing is done yet').to.equal(0);
  });

  it('is on the public sheet, in her authorisation and among her contacts on its day, and not before', async () => {
    await house.skipToDay(addDays(movesOn, -1), 18);
    await operator.open(`/pro/facilities/${facilityId}/authorisation`);
    await operator.reads(/Lieu\s+rue des Bateliers 12, 5000 Namur/);
    await parentReads(moved, oldAddress, /35 places/);
    await house.skipToDay(movesOn);
    await operator.open(`/pro/facilities/${facilityId}/authorisation`);
    await operator.reads(/Lieu\s+rue du Tilleul 5, 1360 Perwez/);
    await operator.reads(/24 places/);
    await operator.open('/pro/contacts');
    expect(inOneLine(await operator.text())).to.match(new RegExp(`${moved}.*?Brabant wallon.*?Amélie Goffin`));
    await parentReads(moved, newAddress, '1360 Perwez', /24 places/, '7 h 15', phone);
  });

  it('is read and acknowledged by both sides: what was done, and what is left to her', async () => {
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    // What was shown before is what is done, figure for figure.
    expect(await card(operator)).to.deep.equal(foretold.slice(4).map((line) => onceDone(line, 'à faire par vous')));
    // What it changed is said as it was before, beside what it touched.
    expect(await ahead(operator)).to.deep.equal(foretold.slice(0, 4));
    await operator.press(tick);
    await newReferent.open(`/office/authorisation-adaptation/${caseId}`);
    expect(await card(newReferent)).to.deep.equal(
      foretold.slice(4).map((line) => onceDone(line, "à faire par l'opérateur")),
    );
    await newReferent.press(tick);
    await newReferent.reads(/Lu par Nathalie Servais pour l'opérateur[\s\S]*Lu par Amélie Goffin pour l'ONE/);
  });

  /** The periods that she announces, as they stand on the page of her place. */
  async function freePlaces(): Promise<string[]> {
    await operator.open(`/pro/facilities/${stableId('facility coccinelle')}/presentation`);
    return (await operator.page.locator('#places table tbody tr').allInnerTexts()).map(inOneLine);
  }

  it('is followed by a closure of another place, which takes its free places away for a time', async () => {
    announced = await freePlaces();
    ({ caseId: cessationId } = await introduce(
      operator,
      'Une cessation temporaire',
      [
        { choose: ['Travaux'] },
        {
          type: {
            'Premier jour sans accueil': written(ceasesOn),
            'Dernier jour prévu sans accueil': written(plannedEndOn),
          },
        },
        {
          type: {
            'Que prévoyez-vous pour les enfants pendant la période ?': 'Les familles gardent leurs enfants.',
            'Parents informés le': written(house.today()),
          },
        },
      ],
      [/^Copie de l'information/],
      ceasing,
    ));
    await referent.does(cessationId, 'acknowledge', async () => {
      expect((await ahead(referent)).join('\n')).to.match(/Places disponibles : 1 période annoncée est retirée/);
    });
    await house.skipToDay(ceasesOn);
    await operator.open(`/pro/authorisation-adaptation/${cessationId}`);
    expect((await card(operator)).join('\n')).to.match(/Places disponibles fait 1 période annoncée est retirée/);
    await operator.press(tick);
    expect(await freePlaces()).to.not.deep.equal(announced);
    await parentReads(ceasing, `Fermé jusqu'au ${formatPlainDate(plannedEndOn)}`);
  });

  it('gives back, at the return, what the closure took, and says so to both', async () => {
    await house.skipToDay(addDays(plannedEndOn, 2));
    await referent.does(cessationId, 'confirm-return', async () => {
      expect((await ahead(referent)).join('\n')).to.match(/^l'autorisation reprend.*Places disponibles : 1 période/s);
      await referent.type({
        'Date du retour': written(house.today()),
        'Comment le retour a été constaté': 'Vu sur place.',
      });
    });
    await house.settled();
    for (const actor of [operator, referent]) {
      await actor.open(`/${actor === operator ? 'pro' : 'office'}/authorisation-adaptation/${cessationId}`);
      await actor.reads(`Rétabli le ${formatLongDate(house.today())}, comme avant.`);
      expect((await card(actor)).join('\n')).to.match(/Places disponibles fait 1 période revient comme avant/);
      await actor.press(tick);
    }
    await referent.reads(/Lu par Nathalie Servais pour l'opérateur[\s\S]*Lu par Sophie Lambert pour l'ONE/);
    expect(await freePlaces()).to.deep.equal(announced);
    await parentReads(ceasing, /^(?!.*Fermé jusqu).*avenue du Petit Gué 47/);
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['Le bâtiment communal est repris', 'Les familles gardent leurs enfants']));
});

/** « le 10 mars : Photos : à remplacer (à faire par l'opérateur) », as the card says it afterwards. */
function onceDone(line: string, words: string): string {
  const [, what, said, left] = /^le .+? : (.+?) : (.+?)( \(à faire .+\))?$/.exec(line) ?? [];
  return `${what} ${left ? words : 'fait'} ${said}`;
}
const inOneLine = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim();
