/** One group from end to end: an operator encodes, the desk decides, the operator reads it; the desk takes it back, and the operator reads that. */
import { expect } from 'chai';
import { rankGroups } from '../../db/training-desk/rank.ts';
import { regroup } from '../../db/training-desk/regroup.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { waitUntil } from '../../local/processes.ts';
import { enter, type Actor } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'training-recognition';
const people = ['Piron Nora', 'Colin Hugo', 'Hanssens Mia'];
const songs = { organisme: 'Salle communale de Bouge', module: 'Rondes et comptines du monde' };
const knitting = { organisme: 'Atelier Laine et Compagnie', module: 'Tricot pour adultes' };

describe('a group of training, from the operator to the desk and back', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  let operator: Actor;
  let claire: Actor;
  before(async () => {
    house = await openRunningHouse();
    [operator, claire] = [
      await enter(house, 'Jean-Marc Henrion', { slug }),
      await enter(house, 'Claire Mertens', { slug }),
    ];
  });
  after(async () => {
    expect([house.pageFaults, house.complaints]).to.deep.equal([[], []]);
    await house.close();
  });

  const groupOf = async (module: string): Promise<string> =>
    ((await house.db('training_spellings').where({ module }).first('group_id')) as { group_id: string }).group_id;
  const standing = async (module: string): Promise<string[]> =>
    (await house.db('training_lines').where({ module_typed: module }).pluck('status')) as string[];
  const carried = (module: string, status: string): Promise<void> =>
    waitUntil('lines', async () => (await standing(module)).every((one) => one === status), { timeout: 90_000 });
  /** « 12 h reconnues, 6 h en attente, 0 h non reconnues », as the bar of somebody says it. */
  const hoursOf = async (name: string): Promise<string> => {
    await operator.open('/pro/trainings');
    const row = operator.page.locator('details.trainee', { hasText: name });
    return (await row.locator('svg[role="img"]').getAttribute('aria-label')) ?? '';
  };
  const numbers = (label: string): number[] =>
    [...label.matchAll(/([\d,]+) h/g)].map(([, hours = '']) => Number(hours.replace(',', '.')));

  async function encode({ organisme, module }: typeof songs, hint?: RegExp): Promise<void> {
    await operator.open('/pro/trainings/new');
    await operator.choose(...people);
    await operator.type({
      'Organisme': organisme,
      'Module': module,
      'Premier jour': formatShortDate(addDays(house.today(), -6)),
      'Heures suivies par chaque personne': '6',
    });
    await operator.press("Envoyer à l'ONE");
    await operator.reads(/Joignez l'attestation/);
    await operator.attach(/^Attestation/, { name: 'attestation.pdf', title: `Attestation : ${module}` });
    await operator.press("Envoyer à l'ONE");
    if (hint) {
      await operator.reads(hint);
      await operator.choose("J'ai lu ce qui précède : envoyer ainsi");
      await operator.press("Envoyer à l'ONE");
    }
    await operator.reads(/3 lignes sont encodées, une par personne/);
  }

  let atFirst: number[] = [];
  it('begins with an operator: three persons, « Autre », a certificate that is asked for, a hint on a place', async () => {
    atFirst = numbers(await hoursOf(people[0]!));
    await encode(songs, /ressemble à un lieu/);
    await encode(knitting);
    const [recognised = 0, waiting = 0, refused = 0] = atFirst;
    expect(numbers(await hoursOf(people[0]!))).to.deep.equal([recognised, waiting + 12, refused]);
  });

  it('comes to the desk as two groups, each decided for its three lines, with its certificate beside', async () => {
    await regroup(house.db, { whole: false });
    await rankGroups(house.db, house.now());
    await claire.open(`/office/trainings/${await groupOf(songs.module)}`);
    await claire.reads('Attestation 1 sur 3');
    await claire.page.check('#kind-recognise');
    await claire.page.selectOption('#entitledBy', 'agreed');
    await claire.type({ 'Nom dans la liste': 'Comptines ASBL' });
    await claire.press(/Décider et passer au suivant/);
    await claire.reads('« Rondes et comptines du monde », Comptines ASBL : validé.');
    await claire.open(`/office/trainings/${await groupOf(knitting.module)}`);
    await claire.page.check('#kind-refuse-module');
    await claire.page.selectOption('#entitledBy', 'habilitated');
    await claire.page.selectOption('#motive', 'outside-programme');
    await claire.press(/Décider et passer au suivant/);
    await carried(songs.module, 'recognised');
    await carried(knitting.module, 'refused');
  });

  it('is read by the operator: hours that count towards 50, and why the others do not', async () => {
    const [recognised = 0, waiting = 0, refused = 0] = atFirst;
    for (const name of people) expect(numbers(await hoursOf(name)).slice(1), name).to.not.deep.equal([0, 0]);
    expect(numbers(await hoursOf(people[0]!))).to.deep.equal([recognised + 6, waiting, refused + 6]);
    await operator.page.locator('summary', { hasText: people[0]! }).click();
    await operator.reads(/Motif : .*programme.*Les heures restent visibles, comptées comme non reconnues/);
    const { case_id: line } = await house
      .db('training_lines')
      .where({
        collaboration_id: stableId('collaboration trainee piron'),
        module_typed: knitting.module,
      })
      .first<{ case_id: string }>();
    await operator.open(`/pro/${slug}/${line}`);
    await operator.reads("Ce n'est pas reconnu.");
    await operator.reads(/Module non reconnu :/);
  });

  it('is taken back at the desk, and the operator reads that it waits again', async () => {
    for (const { module } of [knitting, songs]) {
      const { id } = await house.db('training_decisions').where({ module }).first<{ id: string }>();
      await claire.open(`/office/trainings/decisions/${id}`);
      await claire.press(/Annuler cette décision/);
      await claire.reads('La décision est annulée.');
      await carried(module, 'waiting');
    }
    const [recognised = 0, waiting = 0, refused = 0] = atFirst;
    expect(numbers(await hoursOf(people[0]!))).to.deep.equal([recognised, waiting + 12, refused]);
    await operator.page.locator('summary', { hasText: people[0]! }).click();
    const row = operator.page.locator('tr', { hasText: songs.module }).first();
    expect(await row.innerText()).to.include('à valider');
  });
});
