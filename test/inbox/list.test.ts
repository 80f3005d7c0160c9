import { expect } from 'chai';
import fc from 'fast-check';
import { findViewer, type Viewer } from '../../db/access/viewer.ts';
import { countTasks, findNeighbours, listTasks, sorts, type TaskFilter } from '../../db/inbox/list-tasks.ts';
import { inView, views } from '../../db/inbox/scopes.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { addTasks } from './tasks.ts';

const rowLink = /name="tasks" value="([0-9a-f-]{36})"/g;
const idsOf = (html: string): string[] => [...html.matchAll(rowLink)].map(([, id]) => id!);
const linkOf = (html: string, rel: 'next' | 'prev'): string | undefined =>
  new RegExp(`href="([^"]+)" rel="${rel}">(?:Suivants|Précédents)`)
    .exec(html)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=');

describe('the inbox', () => {
  let house: House;
  let sophie: Visitor;
  let viewer: Viewer;
  before(async () => {
    house = await openHouse();
    sophie = await house.as('Sophie Lambert');
    viewer = (await findViewer(house.db, sophie.userId!, {
      acr: 450,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    }))!;
    // Many that are equal in what they are sorted by: the id must tell them apart.
    const names = ['Crèche École', 'crèche ecole', 'Zoé', 'Émile', 'abri', 'Abri'];
    await addTasks(
      house.db,
      Array.from({ length: 173 }, (_, index) => ({
        key: `many-${index}`,
        due_on: `2026-12-0${1 + (index % 3)}`,
        facility_name: names[index % names.length]!,
        locality: index % 2 ? 'Éghezée' : 'Namur',
        opened_at: Date.parse('2026-11-10T09:00:00Z') + (index % 5) * 86_400_000,
        assignee_id: index % 3 ? sophie.userId : null,
      })),
    );
  });
  after(() => house.close());

  const filter = (change: Partial<TaskFilter> = {}): TaskFilter => ({
    view: 'all',
    sort: 'due',
    descending: false,
    ...change,
  });
  const list = (wanted: TaskFilter, cursor = {}) => listTasks(house.db, viewer, wanted, cursor, house.clock.now);

  it('shows each task once, whichever way one turns the pages, in every view and order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...views),
        fc.constantFrom(...sorts),
        fc.boolean(),
        async (view, sort, descending) => {
          const wanted = filter({ view, sort, descending });
          const expected = ((await inView(house.db('tasks'), viewer, view).select('id')) as { id: string }[])
            .map(({ id }) => id)
            .sort();
          const pages = [await list(wanted)];
          while (pages.at(-1)!.next) pages.push(await list(wanted, { after: pages.at(-1)!.next }));
          const forwards = pages.flatMap(({ rows }) => rows.map(({ id }) => id));
          expect([...forwards].sort()).to.deep.equal(expected);
          expect(forwards).to.have.lengthOf(expected.length);
          expect(await countTasks(house.db, viewer, wanted, house.clock.now, 10_000)).to.equal(expected.length);

          let page = pages.at(-1)!;
          let backwards = page.rows.map(({ id }) => id);
          while (page.previous) {
            page = await list(wanted, { before: page.previous });
            backwards = [...page.rows.map(({ id }) => id), ...backwards];
          }
          expect(backwards).to.deep.equal(forwards);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('sorts names as French does, accents beside their letters', async () => {
    const { rows } = await list(filter({ sort: 'facility', text: 'e', view: 'team' }));
    const names = rows.map(({ facility_name: name }) => name);
    expect(names).to.deep.equal([...names].sort(new Intl.Collator('fr').compare));
  });

  it('turns its pages through links that hold no name', async () => {
    const first = await sophie.get('/office/tasks?view=all&sort=facility');
    const next = linkOf(first.text, 'next')!;
    expect(decodeURIComponent(next)).to.match(/^\/office\/tasks\?view=all&sort=facility&after=[0-9a-f-]{36}$/);
    const second = await sophie.get(next);
    expect(idsOf(second.text).filter((id) => idsOf(first.text).includes(id))).to.deep.equal([]);
    expect(idsOf((await sophie.get(linkOf(second.text, 'prev')!)).text)).to.deep.equal(idsOf(first.text));
  });

  it('leads from a task to the one before and after, in the order of the list', async () => {
    const wanted = filter({ view: 'mine', sort: 'locality' });
    const first = await list(wanted);
    const order = [...first.rows, ...(await list(wanted, { after: first.next })).rows].map(({ id }) => id);
    for (const at of [0, 1, 49, 50, 51]) {
      const { previous, next } = await findNeighbours(house.db, viewer, wanted, order[at]!, house.clock.now);
      expect([previous?.id, next?.id]).to.deep.equal([order[at - 1], order[at + 1]]);
    }
  });

  it('goes on from the page of a case, by links that know the list', async () => {
    const { text } = await sophie.get('/office/tasks?view=mine&sort=locality');
    const task = idsOf(text)[1]!;
    const plain = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    const href = plain(
      new RegExp(`href="(/office/authorisation-adaptation/[^"]*task&#x3D;${task}[^"]*)"`).exec(text)![1]!,
    );
    for (const address of [href, href.replace(/\/[a-z-]+\?/, '?')]) {
      const page = await sophie.get(address);
      expect(page.status, address).to.equal(200);
      expect(plain(page.text))
        .to.include('href="/office/tasks?view=mine&sort=locality"')
        .and.to.match(/rel="prev" data-key="k"/)
        .and.to.match(/rel="next" data-key="j"/);
      expect((await sophie.get(plain(/href="([^"]+)" rel="next"/.exec(page.text)![1]!))).status).to.equal(200);
    }
    expect((await sophie.get(`${href.split('?')[0]!}?task=x&list=%25%25&list=y`)).status).to.equal(200);
  });

  it('finds by what is late, due today or this week, by a name without its accents, by locality and by who has it', async () => {
    const today = '2026-11-23';
    await addTasks(house.db, [
      { key: 'late', due_on: '2026-11-20' },
      { key: 'today', due_on: today },
      { key: 'sunday', due_on: '2026-11-29' },
      { key: 'monday', due_on: '2026-11-30' },
    ]);
    const days = async (change: Partial<TaskFilter>) => [
      ...new Set((await list(filter(change))).rows.map(({ due_on: day }) => day)),
    ];
    expect((await days({ due: 'late' })).every((day) => day < today)).to.equal(true);
    expect(await days({ due: 'today' })).to.deep.equal([today]);
    const week = await days({ due: 'week' });
    expect(week).to.include('2026-11-29').and.not.to.include('2026-11-30').and.not.to.include('2026-11-20');
    expect(
      new Set((await list(filter({ text: 'CRECHE eco' }))).rows.map(({ facility_name: name }) => name)),
    ).to.deep.equal(new Set(['Crèche École', 'crèche ecole']));
    expect(
      (await list(filter({ locality: 'eghez' }))).rows.every(({ locality }) => /^[ÉE]ghezée$/.test(locality)),
    ).to.equal(true);
    expect(
      (await list(filter({ assignee: sophie.userId! }))).rows.every(({ assignee_id: who }) => who === sophie.userId),
    ).to.equal(true);
    expect((await list(filter({ text: '%' }))).rows).to.deep.equal([]);
  });

  it('never breaks on what stands in an address', async () => {
    const names = [
      'view',
      'sort',
      'procedure',
      'kind',
      'task',
      'due',
      'administration',
      'who',
      'locality',
      'q',
      'after',
      'before',
    ];
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'mine',
        '-due',
        '-',
        'late',
        "'; drop table tasks",
        '%',
        '\\',
        '00000000-0000-0000-0000-000000000000',
        '99999999999999999999',
        '[object Object]',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 }), async (pairs) => {
        const query = pairs.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&');
        expect((await sophie.get(`/office/tasks?${query}`)).status).to.be.oneOf([200, 422]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a view under a name, in the menu, and forgets it', async () => {
    expect((await sophie.post('/office/tasks/views?view=team&due=week&sort=-facility', { name: '' })).status).to.equal(
      422,
    );
    expect(
      (await sophie.post('/office/tasks/views?view=team&due=week&sort=-facility', { name: 'Échéance cette semaine' }))
        .status,
    ).to.equal(303);
    expect((await sophie.get('/office/tasks')).text).to.match(
      /<a href="\/office\/tasks\?view&#x3D;team&amp;due&#x3D;week&amp;sort&#x3D;-facility">Échéance cette semaine/,
    );
    const karim = await house.as('Karim Haddad');
    const { id } = (await house.db('saved_views').where({ user_id: sophie.userId }).first('id')) as { id: string };
    expect((await karim.post(`/office/tasks/views/${id}/remove`)).status).to.equal(404);
    expect((await karim.get('/office/tasks')).text).not.to.include('Échéance cette semaine');
    expect((await sophie.post(`/office/tasks/views/${id}/remove`)).status).to.equal(303);
    expect((await sophie.get('/office/tasks')).text).not.to.include('Échéance cette semaine');
  });

  it('shows the columns one has chosen', async () => {
    expect((await sophie.post('/office/tasks/columns', { columns: ['opened', 'nonsense', 'who'] })).status).to.equal(
      303,
    );
    const { text } = await sophie.get('/office/tasks');
    expect(text)
      .to.match(/Ouverte le/)
      .and.not.to.match(/<th scope="col"[^>]*>(<a[^>]*>)?Localité/);
    expect(await house.db('inbox_columns').where({ user_id: sophie.userId }).first('columns')).to.deep.equal({
      columns: ['who', 'opened'],
    });
  });

  it('says why a list is empty, and what to do', async () => {
    const frederic = await house.as('Frédéric Nihoul');
    await house.db('tasks').where({ role: 'appeal-secretariat' }).update({ assignee_id: null });
    const waiting = await frederic.get('/office/tasks');
    expect(waiting.text)
      .to.include('Aucune tâche ne vous est attribuée, mais il y en a à prendre')
      .and.to.match(/tâches? de votre équipe n(&#x27;|')(a|ont) encore personne/)
      .and.to.include('Voir les tâches non attribuées');
    await house
      .db('tasks')
      .where({ role: 'appeal-secretariat' })
      .update({ closed_at: new Date(house.clock.now).toISOString() });
    expect((await frederic.get('/office/tasks')).text).to.include('Aucune tâche pour vous');
    expect((await frederic.get('/office/tasks?q=introuvable')).text).to.include('Enlever les filtres');
  });
});
