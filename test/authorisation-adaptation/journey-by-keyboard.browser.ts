/** A refusal, its two reasons, their remedy and an appeal upheld in part: nobody on the way has a mouse, and each page tells what was said last. */
import { expect } from 'chai';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { enter, type Actor } from '../support/actor.ts';
import { enterOn, tabTo, typeInto } from '../support/keyboard.ts';
import { expectLetter } from '../support/letter.ts';
import { expectGoodPages, expectNothingTold, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const place = 'Crèche Clair Matin';
const said = {
  refusal: 'Les locaux ne conviennent pas au nombre de places demandé et la cour reste ouverte sur la rue.',
  tooMany: 'La salle de sieste ne suffit pas pour 42 places : revoyez ce nombre à la baisse.',
  openYard: "La cour donne sur la rue sans clôture : montrez qu'elle est fermée.",
  fence: 'Une clôture de 120 cm a été posée mardi par la ville.',
  confirmed: 'La cour est fermée, mais la salle de sieste reste trop petite pour 38 places, mesures à l’appui.',
  grounds: 'La seconde salle de sieste, ouverte depuis, n’a pas été mesurée.',
  inPart: 'La seconde salle de sieste est prise en compte, sauf le couloir qui y mène.',
  fewer: 'Sans le couloir, la surface suffit pour 35 places.',
};

describe('the journey of a refusal, by keyboard', function () {
  this.timeout(300_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor, manager: Actor, secretary: Actor;
  let caseId: string, reference: string;

  before(async () => {
    house = await openRunningHouse();
    ({ id: caseId, reference } = (await house
      .db('cases')
      .where({ facility_name: place, status: 'decision' })
      .first('id', 'reference')) as { id: string; reference: string });
    operator = await enter(house, 'Benoît Lejeune');
    referent = await enter(house, 'Sophie Lambert');
    manager = await enter(house, 'Julie Moreau');
    secretary = await enter(house, 'Frédéric Nihoul');
  });
  after(() => house.close());

  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');
  /** What the card of the last exchange shows without opening anything. */
  const lastExchange = async ({ page }: Actor): Promise<string> => plain(await page.locator('#echange').innerText());
  const readsLast = async (actor: Actor, ...words: string[]): Promise<void> => {
    const shown = await lastExchange(actor);
    for (const each of words) expect(shown, `${actor.name} on ${actor.page.url()}`).to.include(plain(each));
  };
  /** The list of an agent, by its keys: down past the row and back up to it, then Enter. */
  async function takesTask(actor: Actor, list: string, task: string): Promise<void> {
    const { page } = actor;
    await actor.open(`/office/tasks?view=${list}`);
    const pointed = page.locator('[data-row].pointed');
    const rows = await page.locator('[data-row]').count();
    let found = false;
    for (let n = 0; n < rows && !found; n += 1) {
      await page.keyboard.press('j');
      const row = plain(await pointed.innerText());
      found = row.includes(place) && row.includes(task);
    }
    expect(found, `« ${task} » in the list of ${actor.name}:\n${await actor.text()}`).to.equal(true);
    const row = await pointed.innerText();
    if (rows > 1) {
      await page.keyboard.press('j');
      if ((await pointed.innerText()) !== row) await page.keyboard.press('k');
    }
    expect(await pointed.innerText()).to.equal(row);
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    expect(page.url()).to.include(caseId);
    if (!new URL(page.url()).pathname.endsWith(caseId)) return;
    await enterOn(page, task);
  }
  async function ticks({ page }: Actor, group: string, choice: string): Promise<void> {
    const radios = page.getByRole('group', { name: group }).getByRole('radio');
    await tabTo(page, radios.first());
    for (let n = await radios.count(); n > 0; n -= 1) {
      if (await page.getByRole('radio', { name: choice, exact: true }).isChecked()) return;
      await page.keyboard.press('Space');
      if (await page.getByRole('radio', { name: choice, exact: true }).isChecked()) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`« ${choice} » is not chosen on ${page.url()}`);
  }
  /** A select is chosen by the first letters of its option. */
  async function selects({ page }: Actor, label: string, option: string): Promise<void> {
    const select = page.getByLabel(label);
    await tabTo(page, select);
    await page.keyboard.type(/^[ -~]+/.exec(option)?.[0] ?? '');
    expect(await select.locator('option:checked').innerText()).to.include(option);
  }
  async function unfolds({ page }: Actor, summary: string): Promise<void> {
    const target = page.locator('summary', { hasText: summary });
    if (await target.evaluate((element) => (element.parentElement as HTMLDetailsElement).open)) return;
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  }
  async function peeksAtLetter({ page }: Actor): Promise<string> {
    await tabTo(page, page.getByRole('button', { name: 'Voir la lettre', exact: true }));
    const [beside] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await beside.waitForLoadState();
    const text = plain(await beside.locator('body').innerText());
    await beside.close();
    await page.bringToFront();
    return text;
  }
  /** Its form goes off, and one stands on the case. */
  const sends = async (actor: Actor, button: string): Promise<void> => {
    const { page } = actor;
    await tabTo(page, page.locator('form[data-warn-leave]').getByRole('button', { name: button, exact: true }));
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    expect(new URL(actor.page.url()).pathname, await actor.text()).to.match(new RegExp(`/${caseId}$`));
  };

  it('an agent finds the task with j, k and Enter, and proposes a refusal with two reasons', async () => {
    const { page } = referent;
    await takesTask(referent, 'mine', 'Proposer une décision');
    await ticks(referent, 'Décision', 'Refuser');
    await typeInto(page, { Motifs: said.refusal });
    await unfolds(referent, 'Motifs du refus, un par un');
    await selects(referent, 'Point 1 : ce qui est attendu', 'Capacité demandée');
    await typeInto(page, { 'Point 1 : pourquoi': said.tooMany });
    await enterOn(page, 'Ajouter une ligne');
    await selects(referent, 'Point 2 : ce qui est attendu', 'Une explication');
    await typeInto(page, {
      'Point 2 : pourquoi': said.openYard,
      'Entrée en vigueur': written(addDays(house.today(), 90)),
    });
    expect(await peeksAtLetter(referent))
      .to.include(said.refusal)
      .and.include(said.openYard);
    await sends(referent, 'Proposer à la signature');
    await readsLast(referent, said.refusal, said.tooMany, said.openYard);
  });

  it('the signatory reads the proposal and its letter, and signs', async () => {
    await takesTask(manager, 'mine', 'Signer la décision');
    await readsLast(manager, `${said.refusal} Point 1`, said.tooMany, said.openYard);
    expect(await peeksAtLetter(manager)).to.include(said.tooMany);
    await sends(manager, 'Signer la décision');
    await house.settled();
  });

  it('the letter is posted with its number, and its reception noted', async () => {
    const { page } = referent;
    await takesTask(referent, 'mine', "Poster l'envoi recommandé");
    await readsLast(referent, said.refusal);
    await typeInto(page, { "Numéro de l'envoi recommandé": 'RW 0123 4567 8 BE' });
    await sends(referent, "Noter l'envoi recommandé");
    await readsLast(referent, 'RW 0123 4567 8 BE');
    await house.skipToDay(addWorkingDays(house.today(), 2), 10);
    await takesTask(referent, 'mine', "Noter la réception de l'envoi recommandé");
    await readsLast(referent, 'RW 0123 4567 8 BE', said.refusal);
    await ticks(referent, 'Le recommandé', 'a été reçu');
    await typeInto(page, { 'Reçu le': written(house.today()) });
    await sends(referent, 'Noter la réception');
    await readsLast(referent, 'Reçu le');
  });

  it('the operator reads the reasons and remedies both on one page', async () => {
    const { page } = operator;
    await operator.open('/pro');
    await enterOn(page, new RegExp(`Remédier aux motifs du refus|${reference}`));
    if (!page.url().endsWith('/give-remedy')) {
      await readsLast(operator, said.refusal, said.tooMany, said.openYard);
      await enterOn(page, /Remédier aux motifs du refus/);
    }
    await readsLast(operator, said.refusal, said.tooMany, said.openYard);
    const form = plain(await page.locator('form[data-warn-leave]').innerText());
    expect(form).to.include(said.tooMany).and.include(said.openYard);
    await typeInto(page, { 'Capacité demandée à la nouvelle adresse': '38' });
    const proof = page.getByLabel(/^Document joint au point 2/);
    await tabTo(page, proof);
    // The window in which a file is chosen belongs to the system.
    await proof.setInputFiles({
      name: 'clôture.pdf',
      mimeType: 'application/pdf',
      buffer: makePdf('Clôture', ['Document de test.']),
    });
    await typeInto(page, { 'Votre réponse au point 2': said.fence });
    await enterOn(page, 'Envoyer la remédiation');
    await operator.reads("d'habitude un multiple de 7");
    await operator.reads('clôture.pdf');
    await readsLast(operator, said.tooMany, said.openYard);
    await tabTo(page, page.getByLabel(/^J'ai lu ce qui précède/));
    await page.keyboard.press('Space');
    await sends(operator, 'Envoyer la remédiation');
    await readsLast(operator, '38', said.fence);
  });

  it('the agent reads the remedy beside the first reasons, and confirms the refusal', async () => {
    await takesTask(referent, 'mine', 'Proposer une décision');
    await readsLast(referent, '38', said.fence, said.refusal);
    // What was signed is read above; what comes now is written anew.
    expect(await referent.page.getByLabel('Motifs').first().inputValue()).to.equal('');
    expect(await referent.page.getByLabel('En fait').inputValue()).to.match(
      /le refus du .*\n.*la remédiation envoyée le/,
    );
    await ticks(referent, 'Décision', 'Confirmer le refus');
    await typeInto(referent.page, { Motifs: said.confirmed });
    await sends(referent, 'Proposer à la signature');
    await manager.posts(caseId, 'sign-decision');
    await referent.posts(caseId, 'send-registered', { number: 'RW 9', sentOn: written(house.today()) });
    await house.settled();
  });

  it('the operator reads why, and lodges an appeal', async () => {
    const { page } = operator;
    await operator.open('/pro');
    await enterOn(page, new RegExp(`Introduire un recours|${reference}`));
    if (!page.url().endsWith('/lodge-appeal')) {
      await readsLast(operator, said.confirmed);
      await enterOn(page, /Introduire un recours/);
    }
    await readsLast(operator, said.confirmed);
    await typeInto(page, { 'Motifs du recours': said.grounds });
    await sends(operator, 'Introduire un recours');
    await readsLast(operator, said.grounds);
    await house.settled();
  });

  it('the secretariat reads both sides, and upholds the appeal in part', async () => {
    const { page } = secretary;
    await takesTask(secretary, 'mine', 'Consigner la décision sur recours');
    await readsLast(secretary, said.grounds, said.confirmed);
    await ticks(secretary, 'Recours', 'Accueilli en partie');
    await typeInto(page, { Motifs: said.inPart });
    await unfolds(secretary, 'Si le recours est accueilli en partie');
    expect(await secretary.text()).to.include('Demandées : 38 places');
    await typeInto(page, { 'Places accordées': '35', 'Pourquoi moins que demandé': said.fewer });
    await sends(secretary, 'Consigner la décision sur recours');
    await readsLast(secretary, 'Recours accueilli en partie', said.inPart, '35 places');
    await house.settled();
  });

  it('the operator reads what was decided, and the letter says the same', async () => {
    const { page } = operator;
    await operator.open('/pro/cases');
    await tabTo(page, page.locator(`main a[href*="${caseId}"]`).first());
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    await readsLast(operator, 'Recours accueilli en partie', said.inPart, said.fewer, '35 places');
    const letter = page.getByRole('link', { name: /Recours accueilli en partie du/ }).first();
    await tabTo(page, letter);
    expectLetter(await operator.download(/Recours accueilli en partie du/), reference);
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of it to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, Object.values(said)));
});
