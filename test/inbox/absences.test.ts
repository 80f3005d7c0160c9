/** Nobody who is away or has left is waited for: who replaces them has their tasks, or these are free, and nobody is sent to them. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { freeTasks } from '../../db/inbox/free-tasks.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const path = '/office/absences';
type Agent = Visitor & { userId: string };
const agent = async (house: House, name: string): Promise<Agent> => (await house.as(name)) as Agent;

describe('an agent who is away', () => {
  let house: House;
  let sophie: Agent;
  let karim: Agent;
  let claire: Agent;
  let today: string;
  before(async () => {
    house = await openHouse();
    today = dayOf(house.clock.now);
    [sophie, karim, claire] = [
      await agent(house, 'Sophie Lambert'),
      await agent(house, 'Karim Haddad'),
      await agent(house, 'Claire Fontaine'),
    ];
  });
  after(() => house.close());
  beforeEach(() => house.db('absences').delete());

  const form = (more: Record<string, string> = {}) => ({
    agent: karim.userId,
    fromOn: formatShortDate(today),
    toOn: formatShortDate(addDays(today, 10)),
    substitute: sophie.userId,
    ...more,
  });
  const away = (userId: string, substituteId: string | null, days = 10) =>
    house.db('absences').insert({
      user_id: userId,
      from_on: today,
      to_on: addDays(today, days),
      substitute_id: substituteId,
      declared_by: userId,
      declared_at: new Date(house.clock.now).toISOString(),
    });
  const held = async (userId: string): Promise<string[]> =>
    (await house
      .db('tasks')
      .where({ assignee_id: userId })
      .whereNull('closed_at')
      .orderBy('id')
      .pluck('id')) as string[];

  it('says so, once however often it is sent, and takes it back', async () => {
    expect((await karim.post(path, form())).status).to.equal(303);
    expect((await karim.post(path, form())).status).to.equal(303);
    const [row, ...others] = (await house.db('absences').where({ user_id: karim.userId })) as { id: string }[];
    expect(others).to.deep.equal([]);
    expect(textOf((await karim.get(path)).text)).to.include('Sophie Lambert remplace');
    expect((await karim.post(`${path}/${row!.id}/cancel`, {})).status).to.equal(303);
    expect((await karim.post(`${path}/${row!.id}/cancel`, {})).status).to.equal(303);
    expect(await house.db('absences').whereNull('cancelled_at')).to.deep.equal([]);
  });

  it('or who leads them says so; a colleague does not, and sees no absence of elsewhere', async () => {
    expect((await claire.post(path, form())).status).to.equal(303);
    const [{ id }] = (await house.db('absences')) as [{ id: string }];
    expect((await sophie.post(path, form())).status).to.equal(403);
    expect((await sophie.post(`${path}/${id}/cancel`, {})).status).to.equal(404);
    expect((await claire.get(`${path}?agent=${karim.userId}`)).text).to.include('Karim Haddad');
  });

  it('is refused with what was typed where it cannot be: an end before its beginning, another absence, who cannot replace', async () => {
    const doctor = stableId('user health-referent-namur');
    for (const [more, sentence] of [
      [{ fromOn: '31/02/2027' }, "Cette date n'existe pas"],
      [{ toOn: formatShortDate(addDays(today, -1)) }, 'Le dernier jour vient avant le premier'],
      [
        { fromOn: formatShortDate(addDays(today, -9)), toOn: formatShortDate(addDays(today, -2)) },
        'Cette absence est déjà finie',
      ],
      [{ substitute: doctor }, "n'a pas la même fonction"],
      [{ substitute: '' }, 'Choisissez qui remplace'],
    ] as const) {
      const answer = await karim.post(path, form(more));
      expect(answer.status, sentence).to.equal(422);
      expect(textOf(answer.text)).to.include(sentence);
      expect(answer.text).to.include(`value="${form(more).fromOn}"`);
    }
    await away(sophie.userId, null);
    expect(textOf((await karim.post(path, form())).text)).to.include('Cette personne est elle-même absente du');
    await away(karim.userId, null, 2);
    expect(textOf((await karim.post(path, form())).text)).to.include('Une absence est déjà encodée du');
  });

  it('has their tasks in the list of who replaces them, marked, and finds them again on their return', async () => {
    const [theirs, own] = [await held(karim.userId), await held(sophie.userId)];
    expect(theirs).not.to.be.empty;
    const count = (text: string): number => Number(/Les miennes <span class="count">(\d+)/.exec(text)![1]);
    expect(count((await sophie.get('/office/tasks?view=mine')).text)).to.equal(own.length);
    await away(karim.userId, sophie.userId);
    const { text } = await sophie.get('/office/tasks?view=mine');
    expect(count(text)).to.equal(own.length + theirs.length);
    expect(textOf(text))
      .to.include('pour K. Haddad')
      .and.include('Karim Haddad est absent·e du')
      .and.match(/Vous remplacez : \d+ tâches? ouvertes? (est|sont) dans votre liste/);
    const absences = await sophie.get(path);
    expect(textOf(absences.text), 'where the banner leads').to.include('Karim Haddad, du');
    expect(absences.text).not.to.include('/cancel');
    expect((await sophie.post('/office/tasks/claim', { tasks: theirs[0]! })).status).to.equal(303);
    expect(await held(sophie.userId)).to.include(theirs[0]);
    expect(textOf((await sophie.get('/office/tasks?view=mine')).text)).to.include('pour K. Haddad');
    expect((await sophie.post('/office/tasks/release', { tasks: theirs[0]! })).status).to.equal(303);
    expect(await held(karim.userId)).to.deep.equal(theirs);
    expect(await freeTasks(house.db, house.clock.now), 'nothing is taken from who is replaced').to.equal(0);
    await house.db('absences').delete();
    expect(count((await sophie.get('/office/tasks?view=mine')).text)).to.equal(own.length);
  });

  it('without anybody instead leaves free what falls due meanwhile, and keeps the rest for their return', async () => {
    const theirs = await held(karim.userId);
    const [soon, ...later] = theirs;
    await house
      .db('tasks')
      .whereIn('id', later)
      .update({ due_on: addDays(today, 60) });
    await house
      .db('tasks')
      .where({ id: soon! })
      .update({ due_on: addDays(today, 3) });
    await away(karim.userId, null);
    expect(await freeTasks(house.db, house.clock.now)).to.equal(1);
    const task = (await house.db('tasks').where({ id: soon! }).first()) as {
      former_id: string;
      former_why: string;
      assignee_id: string | null;
      case_id: string;
    };
    expect([task.former_id, task.former_why]).to.deep.equal([karim.userId, 'absent']);
    // The other referent of Namur is the only one who is there.
    expect(task.assignee_id).to.equal(sophie.userId);
    const told = await house.db('notices').where({ case_id: task.case_id }).whereNull('read_at').pluck('user_id');
    expect(told).to.include.members([sophie.userId, claire.userId]);
    expect(await freeTasks(house.db, house.clock.now), 'once').to.equal(0);
    expect(await held(karim.userId)).to.deep.equal(later);
    expect(await house.db('audit').where({ event: 'free', subject_id: soon! })).to.have.length(1);
  });
});

describe('an agent who has left, or lost the role', () => {
  let house: House;
  let nathalie: Visitor;
  let sophie: Agent;
  let karim: string;
  const facility = stableId('facility chenes');
  before(async () => {
    house = await openHouse();
    [nathalie, sophie] = [await house.as('Nathalie Servais'), await agent(house, 'Sophie Lambert')];
    karim = (await agent(house, 'Karim Haddad')).userId;
  });
  after(() => house.close());

  it('has no task any more: each is with who is in charge now, flagged, and the supervisor is told', async () => {
    const theirs = (await house
      .db('tasks')
      .where({ assignee_id: karim })
      .whereNull('closed_at')
      .pluck('id')) as string[];
    expect(theirs).not.to.be.empty;
    await house
      .db('users')
      .where({ id: karim })
      .update({ deactivated_at: new Date(house.clock.now).toISOString() });
    expect(await freeTasks(house.db, house.clock.now)).to.equal(theirs.length);
    const tasks = (await house.db('tasks').whereIn('id', theirs)) as {
      former_why: string;
      assignee_id: string | null;
    }[];
    for (const task of tasks)
      expect([task.former_why, task.assignee_id], 'the only referent who is left there').to.deep.equal([
        'left',
        sophie.userId,
      ]);
    expect(textOf((await sophie.get('/office/tasks?view=mine')).text)).to.include('laissée par K. Haddad');
    const supervisor = stableId('user supervisor-namur');
    expect(await house.db('notices').where({ user_id: supervisor }).whereNull('read_at')).not.to.be.empty;
  });

  const everywhere = async (): Promise<Record<string, string>> => {
    const { id: caseId } = (await house
      .db('cases')
      .where({ facility_id: facility, slug: 'authorisation-adaptation' })
      .orderBy('opened_at', 'desc')
      .first('id')) as { id: string };
    const main = async (visitor: Visitor, url: string): Promise<string> =>
      textOf(/<main[^]*<\/main>/.exec((await visitor.get(url)).text)![0]);
    return {
      'case': await main(nathalie, `/pro/authorisation-adaptation/${caseId}`),
      'my authorisation': await main(nathalie, `/pro/facilities/${facility}/authorisation`),
      'contacts': await main(nathalie, '/pro/contacts'),
      'letters': String((await getLetterContext(house.db, caseId)).referent),
    };
  };
  const cardOf = (text: string): string =>
    /(?:Votre contact|Interlocuteur de référence)(.{0,140})/.exec(text)?.[1] ?? text;

  it('is named nowhere: their substitute is, everywhere, while they are away', async () => {
    await house.db('users').where({ id: karim }).update({ deactivated_at: null });
    await house.db('absences').insert({
      user_id: sophie.userId,
      substitute_id: karim,
      from_on: dayOf(house.clock.now),
      to_on: addDays(dayOf(house.clock.now), 5),
      declared_by: karim,
      declared_at: new Date(house.clock.now).toISOString(),
    });
    const pages = await everywhere();
    for (const [where, text] of Object.entries(pages).filter(([where]) => where !== 'letters'))
      expect(text, where).to.include('Karim Haddad').and.include('remplace Sophie Lambert');
    // A letter is of the day of its act: nobody was away then.
    expect(pages.letters).to.be.a('string');
    await house.db('absences').delete();
  });

  it('and where nobody has the role, the administration answers', async () => {
    await house
      .db('grants')
      .where({ role: 'referent', administration: 'namur' })
      .update({ valid_to: '2026-01-01', valid_from: '2025-01-01' });
    const pages = await everywhere();
    expect(cardOf(pages.case!)).to.include('Administration subrégionale de Namur').and.include('02/542.14.45');
    expect(cardOf(pages['my authorisation']!)).to.include('Administration subrégionale de Namur');
    for (const [where, text] of Object.entries(pages))
      if (where !== 'case') expect(text, where).not.to.include('Sophie Lambert');
    expect(pages.letters).to.equal('null');
  });
});
