import { expect } from 'chai';
import { asSubject, type SubjectName } from '../../db/access/subjects.ts';
import { findViewer, type Viewer } from '../../db/access/viewer.ts';
import { instant } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { processes } from '../../workflows/registry.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn } from '../support/html.ts';

const operators = [
  'admin-delvaux',
  'admin-petits-chenes',
  'data-chenes',
  'users-chenes',
  'none-chenes',
  'admin-gembloux',
  'data-marelle',
  'admin-tournai',
];
const agents = [
  'referent-namur',
  'referent-2-namur',
  'coordinator-liege',
  'adviser-hainaut',
  'health-referent-bruxelles',
  'asr-manager-namur',
  'appeal-secretariat',
  'supervisor-namur',
  'supervisor',
  'helpdesk',
  'dpo',
];
const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const slugs = `(?:${processes.map(({ slug }) => slug).join('|')})`;

const several = processes.filter((process) => process.several).map(({ slug }) => slug);

describe('what a list shows', () => {
  let house: House;
  let pages = 0;
  before(async () => {
    house = await openHouse();
    // What agents write for one another, beside what operators may read.
    const some = await house
      .db('documents')
      .whereNotNull('case_id')
      .orderBy('id')
      .limit(6)
      .select<Record<string, unknown>[]>(
        'case_id',
        'organising_body_id',
        'facility_id',
        'administration',
        'act_number',
        'media_type',
        'size',
        'digest',
      );
    await house.db('documents').insert(
      some.map((row, at) => ({
        ...row,
        slot: `internal-note-${at}`,
        origin: 'one',
        name: 'note.pdf',
        uploaded_at: instant(house.clock.now),
      })),
    );
  });
  after(() => house.close());
  /** Of what there are several for each subject, a page of their own lists them: they would drown the requests. */
  let apart: Set<string>;
  before(async () => {
    apart = new Set((await house.db('cases').whereIn('slug', several).pluck('id')) as string[]);
  });

  const viewerOf = async (who: Visitor): Promise<Viewer> =>
    (await findViewer(house.db, who.userId!, { acr: 450, authenticatedAt: house.clock.now, now: house.clock.now }))!;
  /** Of all rows there are, those the rules allow: asked one by one, without the filter. */
  const allowed = async (
    who: Visitor,
    subject: SubjectName,
    table: string,
    where: object = {},
    action = 'read',
  ): Promise<string[]> => {
    const { ability } = await viewerOf(who);
    const rows = await house.db(table).where(where).select<{ id: string }[]>('*');
    return rows
      .filter((row) => ability.can(action, asSubject(subject, row)))
      .map((row) => row.id)
      .sort();
  };
  /** The ids on all the pages of a list, each once; 403 is an empty list. */
  async function shown(who: Visitor, url: string, pattern: RegExp): Promise<string[]> {
    const found: string[] = [];
    for (let next: string | undefined = url, page = 0; next && page < 50; page += 1) {
      const answer = await who.get(next);
      if (answer.status === 403) return [];
      if (answer.status === 302)
        return [...(answer.headers.location ?? '').matchAll(new RegExp(id, 'g'))].map(([match]) => match);
      expect(answer.status, next).to.equal(200);
      pages += 1;
      found.push(...new Set([...answer.text.matchAll(pattern)].map(([, match]) => match!)));
      next = linkIn(answer.text, 'next');
    }
    expect(new Set(found).size, `${url}: a row on two pages`).to.equal(found.length);
    return found.sort();
  }

  for (const key of operators) {
    it(`is what the rules allow to ${key}: requests, facilities`, async () => {
      const who = await house.asUser(stableId(`user ${key}`));
      expect(await shown(who, '/pro/cases?show=all', new RegExp(`href="/pro/${slugs}/(${id})"`, 'g'))).to.deep.equal(
        (await allowed(who, 'Case', 'cases')).filter((id) => !apart.has(id)),
      );
      expect(
        await shown(who, '/pro/authorisation', new RegExp(`href="/pro/facilities/(${id})/authorisation"`, 'g')),
      ).to.deep.equal(await allowed(who, 'Facility', 'facilities', {}, 'authorisation'));
    });
  }

  for (const key of agents) {
    it(`is what the rules allow to ${key}: tasks, facilities, search`, async () => {
      const who = await house.asUser(stableId(`user ${key}`));
      expect(await shown(who, '/office/tasks?view=all', new RegExp(`name="tasks" value="(${id})"`, 'g'))).to.deep.equal(
        await allowed(who, 'Task', 'tasks', { closed_at: null }),
      );
      expect(
        await shown(who, '/office/facilities', new RegExp(`href="/office/facilities/(${id})"`, 'g')),
      ).to.deep.equal(await allowed(who, 'Facility', 'facilities'));
      const visible = await allowed(who, 'Case', 'cases');
      for (const words of ['crèche', '2026', 'Namur', '1050']) {
        const found = await shown(
          who,
          `/office/search?q=${encodeURIComponent(words)}`,
          new RegExp(`href="/office/${slugs}/(${id})"`, 'g'),
        );
        expect(visible).to.include.members(found);
      }
    });
  }

  it('went over several pages somewhere', () => {
    expect(pages).to.be.greaterThan(operators.length + agents.length * 4);
  });

  for (const key of [
    'admin-petits-chenes',
    'data-chenes',
    'users-chenes',
    'referent-namur',
    'appeal-secretariat',
    'helpdesk',
    'dpo',
  ]) {
    it(`gives ${key} the documents that the rules allow, and links to no other`, async () => {
      const who = await house.asUser(stableId(`user ${key}`));
      const { portal } = await viewerOf(who);
      const readable = new Set(await allowed(who, 'Document', 'documents', { withdrawn_at: null }));
      const wrong: string[] = [];
      for (const { id: one } of await house.db('documents').select<{ id: string }[]>('id')) {
        const { status } = await who.get(`/documents/${one}`);
        if (status !== (readable.has(one) ? 200 : 404)) wrong.push(`${one}: ${String(status)}`);
      }
      expect(wrong).to.deep.equal([]);
      const links: string[] = [];
      const slugOf = new Map(
        (await house.db('cases').select<{ id: string; slug: string }[]>('id', 'slug')).map((row) => [row.id, row.slug]),
      );
      for (const one of await allowed(who, 'Case', 'cases')) {
        const { text } = await who.get(`/${portal}/${slugOf.get(one)!}/${one}`).expect(200);
        links.push(...[...text.matchAll(new RegExp(`href="/documents/(${id})"`, 'g'))].map(([, match]) => match!));
      }
      expect([...new Set(links)].filter((one) => !readable.has(one))).to.deep.equal([]);
    });
  }
});
