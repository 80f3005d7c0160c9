import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { addTasks } from './tasks.ts';

const karimId = stableId('user referent-2-namur');

describe('who has a task', () => {
  let house: House;
  let sophie: Visitor, karim: Visitor, julie: Visitor;
  let count = 0;
  before(async () => {
    house = await openHouse();
    [sophie, karim, julie] = (await Promise.all(
      ['Sophie Lambert', 'Karim Haddad', 'Julie Moreau'].map((name) => house.as(name)),
    )) as [Visitor, Visitor, Visitor];
  });
  after(() => house.close());

  const task = async (seed: object = {}, administration?: string): Promise<string> =>
    (await addTasks(house.db, [{ key: `hand-over-${count++}`, ...seed }], administration))[0]!;
  const holder = async (id: string): Promise<string | null> =>
    ((await house.db('tasks').where({ id }).first('assignee_id')) as { assignee_id: string | null }).assignee_id;
  /** What the next page says. */
  const said = async (who: Visitor, answer: { status: number; headers: Record<string, string> }): Promise<string> => {
    expect(answer.status).to.equal(303);
    return (await who.get(answer.headers.location!)).text.replaceAll('&#x27;', "'").replaceAll(/\s+/g, ' ');
  };

  it('takes a task that nobody has; sent twice, it is taken once', async () => {
    const id = await task();
    for (let time = 0; time < 2; time++)
      expect(await said(sophie, await sophie.post('/office/tasks/claim?view=team', { tasks: id }))).to.include(
        '1 tâche prise.',
      );
    expect(await holder(id)).to.equal(sophie.userId);
    expect(await house.db('audit').where({ event: 'claim', subject_id: id })).to.have.lengthOf(1);
  });

  it('gives a task to one of two who reach for it at once, and tells the other who has it', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await task();
      const [hers, his] = await Promise.all([
        sophie.post('/office/tasks/claim', { tasks: id }),
        karim.post('/office/tasks/claim', { tasks: id }),
      ]);
      const winner = await holder(id);
      const [told, name] =
        winner === sophie.userId
          ? [await said(karim, his), 'Sophie Lambert']
          : [await said(sophie, hers), 'Karim Haddad'];
      expect(told).to.include(`1 tâche est déjà chez ${name} : rien n'a été changé.`);
      await (winner === sophie.userId ? said(sophie, hers) : said(karim, his));
    }
  });

  it('takes what is free of several, and loses nothing of the rest', async () => {
    const [free, taken, done] = [await task(), await task({ assignee_id: karimId }), await task()];
    await house
      .db('tasks')
      .where({ id: done })
      .update({ closed_at: new Date(house.clock.now).toISOString() });
    const text = await said(
      sophie,
      await sophie.post('/office/tasks/picked?view=team', { action: 'claim', tasks: [free, taken, done] }),
    );
    expect(text)
      .to.include('1 tâche prise.')
      .and.to.include('1 tâche est déjà chez Karim Haddad')
      .and.to.include('1 tâche a été traitée entre-temps.');
    expect(await holder(taken)).to.equal(karimId);
  });

  it("gives back one's own task, not a colleague's", async () => {
    const [mine, his] = [await task({ assignee_id: sophie.userId }), await task({ assignee_id: karimId })];
    expect(await said(sophie, await sophie.post('/office/tasks/release', { tasks: [mine, his] })))
      .to.include('1 tâche rendue.')
      .and.to.include('déjà chez Karim Haddad');
    expect([await holder(mine), await holder(his)]).to.deep.equal([null, karimId]);
  });

  it('lets who leads a team give tasks to a colleague, with a reason that is kept', async () => {
    const id = await task({ assignee_id: sophie.userId });
    const page = await julie.post('/office/tasks/picked?view=team', { action: 'assign', tasks: id });
    expect(page.status).to.equal(200);
    expect(page.text).to.include('Haddad Karim');
    const unfinished = await julie.post('/office/tasks/assign?view=team', {
      tasks: id,
      assignee: karimId,
      reason: ' ',
    });
    expect(unfinished.status).to.equal(422);
    expect(unfinished.text)
      .to.include('Encodez le motif')
      .and.to.match(new RegExp(`value="${karimId}" selected`));
    expect(
      await said(
        julie,
        await julie.post('/office/tasks/assign?view=team', {
          tasks: id,
          assignee: karimId,
          reason: 'Congé de maladie',
        }),
      ),
    ).to.include('1 tâche attribuée à Karim Haddad.');
    const line = (await house.db('audit').where({ event: 'assign', subject_id: id }).first()) as {
      actor_id: string;
      change: object;
    };
    expect(line.actor_id).to.equal(julie.userId);
    expect(line.change).to.deep.equal({
      assignee_id: { before: sophie.userId, after: karimId },
      reason: { before: null, after: 'Congé de maladie' },
    });
  });

  it('gives nothing to somebody who may not do it, nor against the four eyes', async () => {
    const id = await task({ action: 'sign-decision', role: 'asr-manager' });
    const refused = await julie.post('/office/tasks/assign', { tasks: id, assignee: karimId, reason: 'Absence' });
    expect(refused.status).to.equal(403);
    expect(await holder(id)).to.equal(null);
    await house.db('tasks').where({ id }).update({ excluded_user_id: julie.userId });
    const own = await julie.post('/office/tasks/claim', { tasks: id });
    expect(own.status).to.equal(403);
    expect(own.text).to.include('Deux personnes différentes');
  });

  it('knows nothing of tasks of another administration, and says whose a task of another function is', async () => {
    const elsewhere = await task({}, 'liege');
    expect((await sophie.post('/office/tasks/claim', { tasks: elsewhere })).status).to.equal(404);
    const near = await task();
    expect((await sophie.post('/office/tasks/claim', { tasks: [near, elsewhere] })).status).to.equal(404);
    expect(await holder(near)).to.equal(null);
    const marc = await house.as('Marc Dubois');
    const refused = await marc.post('/office/tasks/claim', { tasks: near });
    expect(refused.status).to.equal(403);
    expect(refused.text).to.include('Cette tâche revient à une autre fonction');
    expect(
      (await sophie.post('/office/tasks/assign', { tasks: near, assignee: karimId, reason: 'Absence' })).status,
    ).to.equal(403);
  });

  it('refuses forms that are not its own, and asks for a box to be ticked', async () => {
    expect((await sophie.post('/office/tasks/claim', { tasks: 'not-an-id' })).status).to.equal(422);
    expect((await sophie.post('/office/tasks/picked', { action: 'delete', tasks: await task() })).status).to.equal(422);
    expect((await sophie.post('/office/tasks/claim', { tasks: await task(), more: 'x' })).status).to.equal(422);
    expect(await said(sophie, await sophie.post('/office/tasks/picked?view=team', { action: 'claim' }))).to.include(
      "Cochez d'abord au moins une tâche.",
    );
    expect((await sophie.post('/office/tasks/claim', { tasks: await task(), _csrf: 'forged' })).status).to.equal(403);
  });
});
