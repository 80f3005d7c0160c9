import { expect } from 'chai';
import { askForBatch } from '../../db/batches/batch.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import type { BatchProgress } from '../../workflows/batch.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addTasks } from '../inbox/tasks.ts';
import { noteNumbers } from '../batches/note-numbers.ts';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn, textOf } from '../support/html.ts';

describe('long work, in supervision', () => {
  let house: House;
  let claire: Visitor, alain: Visitor, sophie: Visitor;
  const [karim, marc] = [stableId('user referent-2-namur'), stableId('user coordinator-namur')];
  before(async () => {
    house = await openHouse();
    [claire, alain, sophie] = [
      await house.as('Claire Fontaine'),
      await house.as('Alain Verstraete'),
      await house.as('Sophie Lambert'),
    ];
  });
  after(() => house.close());

  const work = (id: string, limit = 1_000): Promise<BatchProgress | undefined> =>
    workOffItems(house.db, batchKinds, id, {
      limit,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
  const give = async (who: Visitor, id: string, order: string) => who.post(`/supervision/batches/${id}/${order}`);
  const holders = async (ids: string[]): Promise<(string | null)[]> =>
    ((await house.db('tasks').whereIn('id', ids)) as { assignee_id: string | null }[]).map((row) => row.assignee_id);

  /** A hundred and fifty tasks of Sophie's, to be shared out by Claire. */
  async function handOver(mark: string): Promise<{ id: string; tasks: string[] }> {
    await house.db('tasks').where({ assignee_id: sophie.userId }).update({ assignee_id: null });
    const tasks = await addTasks(
      house.db,
      Array.from({ length: 150 }, (_, index) => ({ key: `${mark}-${String(index)}`, assignee_id: sophie.userId })),
    );
    const answer = await claire.post('/supervision/reassign', {
      from: sophie.userId!,
      to: [karim, marc],
      reason: 'Départ de Sophie',
    });
    expect(answer.status).to.equal(303);
    const [, id] = /^\/supervision\/batches\/([0-9a-f-]{36})$/.exec(answer.headers.location!)!;
    return { id: id!, tasks };
  }

  it('shares out more than a hundred tasks with a progress that the page shows, and rings for it', async () => {
    house.bells.length = 0;
    const { id, tasks } = await handOver('progress');
    expect(house.bells).to.deep.equal([{ slug: 'batch', caseId: id }]);
    await work(id, 60);
    const page = await claire.get(`/supervision/batches/${id}`);
    expect(textOf(page.text))
      .to.include('Répartir les tâches de Sophie Lambert')
      .and.to.include('Tâches traitées : 60 sur 150')
      .and.to.include('Motif : Départ de Sophie')
      .and.to.include('par Claire Fontaine');
    expect(page.text)
      .to.include('<progress max="150" value="60"')
      .and.to.include(`data-refresh="/supervision/batches/${id}"`)
      .and.not.to.match(/ style=|<script>/);
    await work(id);
    const done = textOf((await claire.get(`/supervision/batches/${id}`)).text);
    expect(done).to.include('Terminé').and.to.include('Fait 150').and.not.to.include('Actualiser');
    expect(textOf((await claire.get('/supervision/batches')).text)).to.include('150 sur 150');
    expect(new Set(await holders(tasks))).to.deep.equal(new Set([karim]));
    expect(await house.db('audit').where({ event: 'assign', actor_id: claire.userId })).to.have.lengthOf(150);
  });

  it('is undone once that is confirmed: each task goes back, but for those that have moved on', async () => {
    const { id, tasks } = await handOver('undo');
    await work(id);
    await house.db('tasks').where({ id: tasks[3]! }).update({ assignee_id: marc });
    await house
      .db('tasks')
      .where({ id: tasks[4]! })
      .update({ closed_at: new Date(house.clock.now).toISOString() });
    const asked = await claire.get(`/supervision/batches/${id}/undo`);
    expect(textOf(asked.text)).to.include('Défaire ce travail ?').and.to.include('sans rien changer');
    expect((await give(claire, id, 'undo')).status).to.equal(303);
    expect(textOf((await claire.get(`/supervision/batches/${id}`)).text)).to.include("En train d'être défait");
    expect(await work(id)).to.include({ status: 'undone', undone: 148, kept: 2 });
    const page = textOf((await claire.get(`/supervision/batches/${id}`)).text);
    expect(page)
      .to.include('pas défait : la tâche a été attribuée à quelqu’un d’autre entre-temps')
      .and.to.include('pas défait : la tâche a été traitée entre-temps');
    expect((await holders(tasks)).filter((who) => who === sophie.userId)).to.have.lengthOf(148);
  });

  it('is put on hold, taken up again and stopped by a button; what two press at once is done once', async () => {
    const { id } = await handOver('hold');
    const answers = await Promise.all([give(claire, id, 'pause'), give(alain, id, 'pause'), give(claire, id, 'pause')]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect(await house.db('audit').where({ subject: 'batch', subject_id: id, event: 'pause' })).to.have.lengthOf(1);
    expect(await work(id)).to.include({ status: 'paused', done: 0 });
    const page = textOf((await alain.get(`/supervision/batches/${id}`)).text);
    expect(page).to.include('En pause').and.to.include('Reprendre').and.to.include('Arrêter');
    await give(claire, id, 'pause');
    expect(textOf((await claire.get(`/supervision/batches/${id}`)).text)).to.include(
      "Rien n'a été changé : quelqu'un a été plus rapide",
    );
    await give(claire, id, 'resume');
    expect(await work(id, 10)).to.include({ status: 'running', done: 10 });
    await give(alain, id, 'cancel');
    expect(await work(id)).to.include({ status: 'cancelled', done: 10 });
    expect(textOf((await claire.get(`/supervision/batches/${id}`)).text)).to.include('Non fait 140');
  });

  it('puts itself on hold when who asked for it has no right to it any more, and says so', async () => {
    const { id } = await handOver('rights');
    const grants = (await house.db('grants').where({ user_id: claire.userId })) as object[];
    await house.db('grants').where({ user_id: claire.userId }).delete();
    expect(await work(id)).to.include({ status: 'paused', done: 0 });
    expect(textOf((await alain.get(`/supervision/batches/${id}`)).text)).to.include(
      'la personne qui l’a demandé n’a plus ce droit',
    );
    await house.db('grants').insert(grants);
    await give(alain, id, 'resume');
    expect(await work(id)).to.include({ status: 'done', done: 150 });
  });

  it('lists what failed with its reason, and tries it again', async () => {
    await house.db('tasks').where({ assignee_id: sophie.userId }).update({ assignee_id: null });
    await addTasks(
      house.db,
      Array.from({ length: 101 }, (_, index) => ({
        key: `fails-${String(index)}`,
        assignee_id: sophie.userId,
        role: index < 2 ? 'coordinator' : 'referent',
      })),
    );
    const { headers } = await claire.post('/supervision/reassign', {
      from: sophie.userId!,
      to: karim,
      reason: 'Départ',
    });
    const id = headers.location!.split('/').at(-1)!;
    expect(await work(id)).to.include({ status: 'done', done: 99, failed: 2 });
    expect(textOf((await claire.get(`/supervision/batches/${id}`)).text)).to.include(
      'aucune des personnes choisies n’a la fonction qu’il faut',
    );
    await house.db('tasks').where({ assignee_id: sophie.userId, role: 'coordinator' }).update({ role: 'referent' });
    await give(claire, id, 'retry');
    expect(await work(id)).to.include({ status: 'done', done: 101, failed: 0 });
  });

  it('is seen where one supervises; what is for everywhere is seen by all supervisors and ordered by the general one', async () => {
    const { id } = await handOver('where');
    expect((await sophie.get(`/supervision/batches/${id}`)).status).to.equal(403);
    expect((await alain.get(`/supervision/batches/${id}`)).status).to.equal(200);
    await house.db('batches').where({ id }).update({ administration: 'liege', asked_by: alain.userId });
    expect((await claire.get(`/supervision/batches/${id}`)).status).to.equal(404);
    expect((await give(claire, id, 'cancel')).status).to.equal(404);
    await house.db('batches').where({ id }).update({ administration: null });
    expect(textOf((await claire.get(`/supervision/batches/${id}`)).text)).to.include('la supervision générale');
    expect((await give(claire, id, 'cancel')).status).to.equal(403);
    expect((await give(alain, id, 'explode')).status).to.equal(404);
    expect((await alain.get(`/supervision/batches/${id}/pause`)).status, 'nothing to confirm').to.equal(404);
    expect((await alain.post(`/supervision/batches/${id}/cancel`, { more: '1' })).status).to.equal(422);
    expect((await give(alain, id, 'cancel')).status).to.equal(303);
  });

  it('asks the database no more often for many than for one', async () => {
    const { rows } = await house.db.raw<{ rows: { id: string }[] }>(
      'select id from batches where failed + kept > 0 limit 1',
    );
    for (const [path, most] of [
      ['', 4],
      [`/${rows[0]!.id}`, 6],
    ] as const) {
      await claire.get(`/supervision/batches${path}`);
      const { asked } = await countQueries(async () => claire.get(`/supervision/batches${path}`));
      expect(asked.length, asked.join('\n')).to.be.at.most(most);
    }
  });

  it('turns the pages of the list', async () => {
    for (let count = 0; count < 35; count += 1)
      await askForBatch(house.db, noteNumbers, {
        parameters: { count: 1 },
        administration: 'namur',
        asker: null,
        at: house.clock.now + count,
      });
    const first = await claire.get('/supervision/batches');
    const next = linkIn(first.text, 'next')!;
    const ids = (html: string): string[] =>
      [...html.matchAll(/href="\/supervision\/batches\/([0-9a-f-]{36})"/g)].map(([, id]) => id!);
    const [one, two] = [ids(first.text), ids((await claire.get(next)).text)];
    expect(one).to.have.lengthOf(30);
    expect(two.filter((id) => one.includes(id))).to.deep.equal([]);
    expect(two.length).to.be.greaterThan(8);
  });
});
