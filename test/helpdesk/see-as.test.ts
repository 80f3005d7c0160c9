import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimLinkMails } from '../../db/link-mails.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { matrix } from '../access/matrix.ts';
import { openWorld, type World } from '../access/matrix-world.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { routesOf } from '../support/routes.ts';
import { minute } from '../support/times.ts';

const nathalie = stableId('user admin-petits-chenes');
const sheet = `/office/helpdesk/users/${nathalie}`;

describe('seeing as a user sees', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
  });
  beforeEach(async () => {
    samira = await house.as('Samira Oulad');
  });
  after(() => house.close());

  const see = (agent: Visitor, fields: Record<string, string> = {}, path = sheet) =>
    agent.post(`${path}/see`, {
      token: randomUUID(),
      reason: 'Elle ne trouve pas sa demande.',
      agreed: 'oui',
      ...fields,
    });
  const events = async (
    where: object,
  ): Promise<{ event: string; change: Record<string, { after: string }> | null; actor_id: string }[]> =>
    house
      .db('audit')
      .where({ subject: 'user', subject_id: nathalie, ...where })
      .orderBy('id');

  it('asks for a reason and the agreement of the person, and for a ticket that exists where one is given', async () => {
    for (const fields of [{ reason: ' ' }, { agreed: '' }, { ticket: 'HD-99999' }] as Record<string, string>[]) {
      const refused = await see(samira, fields);
      expect(refused.status, JSON.stringify(fields)).to.equal(422);
      expect((await samira.get('/pro')).status).to.equal(403);
    }
    const typed = await see(samira, { reason: 'Nathalie, 85.07.30-033.28, ne trouve pas sa demande.' });
    expect(typed.status).to.equal(422);
    expect(typed.text)
      .to.include('de numéro de registre national ici')
      .and.include('ne trouve pas sa demande')
      .and.not.include('033');
  });

  it('shows the pages of the user with a banner and a way out; the user reads of it, by mail and on their own pages', async () => {
    expect((await see(samira)).headers.location).to.equal('/pro');
    const page = await samira.get('/pro');
    expect(page.status).to.equal(200);
    expect(page.text).to.include('vous voyez ce que voit Nathalie Servais').and.include('Les Petits Chênes');
    expect(page.text.match(/name="_csrf" value="[0-9a-f]/g), 'only leaving can be sent').to.have.lengthOf(1);
    expect((await samira.get('/office/helpdesk')).status, 'the user is no agent').to.equal(403);
    const user = await house.asUser(nathalie);
    expect((await user.get('/pro')).text).to.include('Le helpdesk a vu vos pages');
    expect((await user.get('/pro/history')).text).to.include('a vu Pro.ONE comme le voit');
    expect((await user.get('/account/connections')).text)
      .to.include('Elle ne trouve pas sa demande.')
      .and.include('en cours');
    const mails = await claimLinkMails(house.db, house.clock.now);
    expect(mails.map(({ kind }) => kind)).to.include('seen-by-helpdesk');
    const left = await samira.post('/view-as/leave');
    expect(left.headers.location).to.equal(sheet);
    expect((await samira.get(sheet)).text).to.include('Vous avez quitté');
    expect((await samira.get('/pro')).status).to.equal(403);
    expect((await user.post('/account/connections/views-read')).status).to.equal(303);
    expect((await user.get('/pro')).text).to.not.include('Le helpdesk a vu vos pages');
    const told = await events({ event: 'view-as' });
    expect(told.map(({ change }) => change!.view?.after ?? change!.page?.after)).to.include.members([
      'started',
      '/pro',
      'ended',
    ]);
    expect(new Set(told.map(({ actor_id: actor }) => actor)), 'never in the name of the user').to.deep.equal(
      new Set([samira.userId]),
    );
  });

  it('leaves the families out: no pre-request is seen, in a list, on a page or in a count', async () => {
    const { id } = await house
      .db('cases')
      .where({ slug: 'pre-request', organising_body_id: stableId('body petits-chenes') })
      .first<{ id: string }>('id');
    const user = await house.asUser(nathalie);
    const pages = ['/pro/pre-requests', `/pro/pre-request/${id}`];
    for (const page of pages) expect((await user.get(page)).status, page).to.equal(200);
    await see(samira);
    for (const page of pages) expect((await samira.get(page)).status, page).to.be.oneOf([403, 404]);
    for (const page of ['/pro', '/pro/cases', '/pro/notices'])
      expect((await samira.get(page)).text, page).to.not.include('/pro/pre-request');
    await samira.post('/view-as/leave');
  });

  it('names no child: in a month, on a page of a child, in what waits to be imported, nor in a form begun and left', async () => {
    const place = `/pro/facilities/${stableId('facility glands')}/attendance`;
    const rows = (await house
      .db('attendance_rows')
      .where({ facility_id: stableId('facility glands') })
      .whereNull('removed_at')
      .whereNot('family_name', '')
      .orderBy('month', 'desc')
      .select('id', 'family_name', 'first_name', house.db.raw("to_char(month, 'YYYY-MM') as month"))) as {
      id: string;
      family_name: string;
      first_name: string;
      month: string;
    }[];
    const [{ id, month }] = rows as [(typeof rows)[number]];
    const ofMonth = rows.filter((row) => row.month === month);
    expect(ofMonth.length).to.be.greaterThan(5);
    const user = await house.asUser(nathalie);
    const imported = /href="(\/pro\/attendance\/imports\/[^"]+)"/.exec((await user.get(place)).text)?.[1];
    const begun = '/pro/correction';
    await user.post('/form-drafts', {
      _place: begun,
      _draft: '0',
      _page: `${randomUUID()}.1`,
      text: 'Zélie Tout-Petit est partie.',
    });
    expect((await user.get(`${place}/${month}`)).text, 'she reads them').to.include(ofMonth[0]!.family_name);
    const pages = [
      `${place}/${month}`,
      `${place}/${month}/children/${id}`,
      begun,
      `${place}/${month}/propose`,
      '/pro/attendance',
    ];
    const own = new Map<string, number>();
    for (const page of pages) own.set(page, (await user.get(page)).status);
    await see(samira);
    for (const page of pages) {
      const { status, text }: { status: number; text: string } = await samira.get(page);
      expect(status, page).to.equal(own.get(page));
      for (const { family_name: family, first_name: first } of ofMonth)
        expect(text, page).to.not.include(family).and.not.include(`>${first}<`).and.not.include(`"${first}"`);
      expect(text, page).to.not.include('Tout-Petit').and.not.include('Zélie');
    }
    const seen = (await samira.get(`${place}/${month}`)).text;
    expect(new Set(seen.match(/Enfant [0-9A-F]{4}/g)).size, 'told apart').to.be.greaterThan(5);
    expect(seen, 'weeks, and no grid that asks for rows').to.not.include('data-attendance-grid');
    expect((await samira.get(`${place}/${month}/rows`)).status).to.equal(403);
    expect((await samira.get(imported ?? `/pro/attendance/imports/${randomUUID()}`)).status).to.equal(403);
    await samira.post('/view-as/leave');
    expect((await user.get(begun)).text, 'it is there for her').to.include('Tout-Petit');
  });

  it('ends by itself after fifteen minutes, with the sign-out, and when the user is deactivated; leaving twice is leaving', async () => {
    await see(samira);
    house.clock.now += 16 * minute;
    // She has clicked meanwhile: it is not her own session that ends.
    await house.db.raw(`update sessions set sess = jsonb_set(sess, '{lastSeenAt}', to_jsonb(cast(? as bigint)))`, [
      house.clock.now - minute,
    ]);
    const late = await samira.post('/pro/notices', { until: '1' });
    expect([late.status, late.headers.location]).to.deep.equal([303, sheet]);
    expect((await samira.get('/pro')).status).to.equal(403);
    expect((await samira.post('/view-as/leave')).headers.location).to.equal('/');

    const other = await house.as('Samira Oulad');
    await see(other);
    expect((await other.post('/sign-out')).status).to.equal(303);
    expect(await house.db('user_views').whereNull('ended_at')).to.have.lengthOf(0);

    const third = await house.as('Samira Oulad');
    const kevin = stableId('user none-chenes');
    await see(third, {}, `/office/helpdesk/users/${kevin}`);
    expect((await third.get('/pro')).status).to.equal(200);
    await house
      .db('users')
      .where({ id: kevin })
      .update({ deactivated_at: new Date(house.clock.now) });
    expect((await third.get('/pro')).headers.location).to.equal(`/office/helpdesk/users/${kevin}`);
    expect((await third.get('/pro')).status).to.equal(403);
    expect((await see(third, {}, `/office/helpdesk/users/${kevin}`)).status, 'not of who is deactivated').to.equal(303);
    expect((await third.get('/pro')).status).to.equal(403);
  });

  it('begins once however often it is sent, and not again with the form of one that has ended', async () => {
    const token = randomUUID();
    const first = await see(samira, { token });
    expect(first.headers.location).to.equal('/pro');
    expect(await house.db('user_views').where({ id: token })).to.have.lengthOf(1);
    await samira.post('/view-as/leave');
    expect((await see(samira, { token })).headers.location).to.equal(sheet);
    expect((await samira.get('/pro')).status).to.equal(403);
  });

  it('is not for agents, nor for oneself, nor of agents', async () => {
    const sophie = await house.as('Sophie Lambert');
    expect((await see(sophie)).status).to.equal(403);
    for (const key of ['helpdesk', 'referent-namur', 'dpo'])
      expect((await see(samira, {}, `/office/helpdesk/users/${stableId(`user ${key}`)}`)).status, key).to.equal(403);
    expect((await see(samira, {}, `/office/helpdesk/users/${randomUUID()}`)).status).to.equal(404);
  });

  describe('over every route of the portal', () => {
    let world: World;
    before(async () => {
      world = await openWorld(house);
    });
    after(() => world.close());

    /** Everything but what says that the agent was there. */
    const unseen = new Set([
      'audit',
      'body_history',
      'sessions',
      'knex_migrations',
      'knex_migrations_lock',
      'user_views',
    ]);
    async function contentOf(): Promise<Record<string, string>> {
      const { rows } = await house.db.raw<{ rows: { name: string }[] }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
      );
      const content: Record<string, string> = {};
      for (const { name } of rows.filter((table) => !unseen.has(table.name))) {
        const { rows: sums } = await house.db.raw<{ rows: { sum: string }[] }>(
          `select count(*) || ' ' || coalesce(md5(string_agg(md5(cast(t as text)), '' order by cast(t as text))), '') as sum from ?? t`,
          [name],
        );
        content[name] = sums[0]!.sum;
      }
      return content;
    }

    it('nothing is written, and nothing is reached that the user does not reach', async function () {
      this.timeout(600_000);
      const paths = new Set(routesOf(house.app).map(({ method, path }) => `${method} ${path}`));
      const asked: { method: string; path: string; url: string; body: Record<string, string> }[] = [];
      for (const { method, path, relation } of matrix.filter(
        ({ path: one }) => one !== '/view-as/leave' && one !== '/sign-out',
      ))
        for (const who of ['administrator', 'helpdesk'] as const)
          asked.push({ method, path, ...(await world.ask(who, path, relation)) });
      expect(asked.length).to.be.above(300);
      expect(
        [...paths]
          .filter((route) => route.startsWith('POST'))
          .every(
            (route) =>
              route === 'POST /view-as/leave' ||
              route === 'POST /sign-out' ||
              asked.some(({ method, path }) => `${method} ${path}` === route),
          ),
      ).to.equal(true);

      await see(samira);
      const before = await contentOf();
      const statuses = new Map<string, number>();
      for (const { method, path, url, body } of asked) {
        const answer = method === 'POST' ? await samira.post(url, body) : await samira.get(url);
        statuses.set(`${method} ${url}`, answer.status);
        const isOpen =
          /^\/(assets|favicon|health|ready|csp-report|premiers-pas|vie-privee|interface|robots|sitemap)/.test(path);
        if (method === 'POST' && !isOpen) expect(answer.status, `POST ${path}`).to.equal(403);
        expect(answer.status, `${method} ${path}`).to.be.below(500);
        if (!isOpen && answer.status === 200) {
          expect(String(answer.headers['content-type']), path).to.match(/^text\/html/);
          expect(answer.text, path).to.include('vous voyez ce que voit');
        }
      }
      expect(await contentOf()).to.deep.equal(before);
      const lines = await house
        .db('audit')
        .where('actor_id', nathalie)
        .whereNot('event', 'sign-in')
        .count('id as count')
        .first<{ count: number }>();
      await samira.post('/view-as/leave');

      const user = await house.asUser(nathalie);
      for (const { method, path, url } of asked.filter(
        (one) => one.method === 'GET' && !/^\/(sign-in|convert-user)/.test(one.path),
      )) {
        if (statuses.get(`${method} ${url}`) !== 200) continue;
        expect((await user.get(url)).status, path).to.equal(200);
      }
      expect(lines!.count).to.be.a('number');
      const { rows } = await house.db.raw<{ rows: { setting: string }[] }>(
        "select current_setting('transaction_read_only') as setting",
      );
      expect(rows[0]!.setting, 'connections go back as they came').to.equal('off');
      expect((await samira.post('/office/helpdesk/users', { q: 'wauters' })).status).to.equal(200);
    });

    it('refuses what is uploaded, and what has no token at all', async () => {
      await see(samira);
      const count = (): Promise<unknown> => house.db('documents').count('id as count').first();
      const before = await count();
      for (const type of ['multipart/form-data; boundary=x', 'application/json', 'application/x-www-form-urlencoded']) {
        const { status } = await samira.post('/pro/correction').set('Content-Type', type).send('--x--');
        expect(status, type).to.equal(403);
      }
      expect(await count()).to.deep.equal(before);
    });
  });
});
