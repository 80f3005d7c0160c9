import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { waitUntil } from '../../local/processes.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const menuOf = (html: string): string => textOf(/<nav class="menu"[^]*?<\/nav>/.exec(html)?.[0] ?? '');

describe('the first page', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it("is each person's own", async () => {
    const first = {
      'Nathalie Servais': '/pro',
      'Sophie Lambert': '/office/tasks',
      'Claire Fontaine': '/supervision',
      'Étienne Jadot': '/office/tasks',
      'Samira Oulad': '/office/search',
      'Frédéric Nihoul': '/office/tasks',
    };
    for (const [name, home] of Object.entries(first)) {
      const visitor = await house.as(name);
      expect((await visitor.get('/')).headers.location, name).to.equal(home);
      expect((await visitor.get(home)).status, name).to.equal(200);
    }
    expect((await house.stranger.get('/')).headers.location).to.equal('/sign-in');
  });

  it('tells an operator what is to be done, where and until when, each with one button that works', async () => {
    const nathalie = await house.as('Nathalie Servais');
    const { text } = await nathalie.get('/pro');
    expect(textOf(text))
      .to.include('Bonjour Nathalie')
      .and.to.include('lundi 23 novembre 2026')
      .and.to.match(
        /Compléter la demande.: déménagement temporaire .*Crèche Les Petits Chênes, Namur.* dans 3 jours · jeudi 26 novembre/,
      );
    for (const [, href] of text.matchAll(/class="button button--small[^"]*" href="(\/pro\/[^"]+)"/g))
      expect((await nathalie.get(href!)).status, href).to.equal(200);
  });

  it('names the period of what comes back each quarter or year: at home, in the list, in notifications, in inboxes and at ONE', async () => {
    const { period, id } = await house
      .db('cases')
      .where({ slug: 'quarterly-subsidy', facility_id: stableId('facility chenes'), status: 'to-submit' })
      .first<{ period: string; id: string }>('period', 'id');
    const name = `emande de subside trimestrielle, ${quarterInWords(period)}`;
    const nathalie = await house.as('Nathalie Servais');
    for (const page of ['/pro', '/pro/cases']) expect(textOf((await nathalie.get(page)).text), page).to.include(name);
    await house.db('notices').insert({ user_id: nathalie.userId, case_id: id, act_number: 1, created_at: new Date() });
    expect(textOf((await nathalie.get('/pro/notices')).text)).to.include(name);
    const sheet = await (await house.as('Sophie Lambert')).get(`/office/facilities/${stableId('facility chenes')}`);
    expect(textOf(sheet.text)).to.include(name);
    const inbox = textOf((await (await house.as('Sophie Lambert')).get('/office/tasks?view=all')).text);
    expect(inbox).to.match(/Demande de subside trimestrielle 20\d\d T[1-4]/);
    expect(inbox).to.match(/Validation annuelle de Mon Équipe 20\d\d/);
  });

  it('says what to do to somebody without rights, and offers nothing that would be refused', async () => {
    const kevin = await house.as('Kevin Thiry');
    const { text } = await kevin.get('/pro');
    expect(textOf(text)).to.include("Aucun droit n'est encore configuré pour vous");
    expect(menuOf(text)).not.to.include('Mes demandes');
  });

  it('leads nowhere that is refused or missing, for any person and any entry of the menu', async () => {
    for (const name of [
      'Nathalie Servais',
      'Olivier Wauters',
      'Isabelle Poncelet',
      'Émilie Delvaux',
      'Sophie Lambert',
      'Julie Moreau',
      'Frédéric Nihoul',
      'Claire Fontaine',
      'Alain Verstraete',
      'Samira Oulad',
      'Étienne Jadot',
    ]) {
      const visitor = await house.as(name);
      const start = (await visitor.get('/')).headers.location!;
      const menu = /<nav class="menu"[^]*?<\/nav>/.exec((await visitor.get(start)).text)![0];
      for (const [, href] of menu.matchAll(/href="([^"]+)"/g))
        expect((await visitor.get(href!.replaceAll('&#x3D;', '='))).status, `${name}: ${href}`).to.be.oneOf([200, 302]);
    }
  });

  it('keeps what one was told until it is read, case by case or all at once', async () => {
    const sophie = await house.as('Sophie Lambert');
    const unread = async () => [
      ...new Set(
        (
          (await house.db('notices').where({ user_id: sophie.userId }).whereNull('read_at').orderBy('case_id')) as {
            case_id: string;
          }[]
        ).map(({ case_id }) => case_id),
      ),
    ];
    const [one, ...others] = await unread();
    const now = String(house.clock.now);
    expect(others).not.to.be.empty;
    expect((await sophie.post('/office/notices', { case: one!, until: now })).status).to.equal(303);
    expect(await unread()).to.deep.equal(others);
    expect((await sophie.post('/office/notices', {})).status).to.equal(422);
    expect((await sophie.post('/office/notices', { until: '99999999999999' })).status).to.equal(303);
    expect(await unread()).to.deep.equal([]);
    expect(textOf((await sophie.get('/office/notices')).text)).not.to.include('Tout marquer');
  });

  it('says of each case what is expected of its reader and until when, and counts the cases', async () => {
    const julie = await house.as('Julie Moreau');
    const task = (await house
      .db('tasks')
      .where({ action: 'sign-decision', assignee_id: julie.userId })
      .whereNull('closed_at')
      .orderBy('due_on')
      .first()) as { case_id: string; due_on: string; facility_name: string };
    await house.db('notices').where({ user_id: julie.userId }).update({ read_at: null });
    const page = await julie.get('/office/notices');
    const text = textOf(page.text);
    expect(text)
      .to.include('Signer la décision')
      .and.include(`au plus tard le ${formatLongDate(task.due_on)}`);
    expect(page.text).to.include(`/office/authorisation-adaptation/${task.case_id}/sign-decision`);
    const cases = await house.db('notices').where({ user_id: julie.userId }).countDistinct('case_id as count').first();
    expect(text).to.include(`${String((cases as { count: number }).count)} dossiers à lire`);
    expect(page.text).to.match(
      new RegExp(`Notifications <span class="count">${String((cases as { count: number }).count)}</span>`),
    );
  });

  it('has read what a case tells once its page was opened', async () => {
    const julie = await house.as('Julie Moreau');
    const [{ case_id: caseId }] = (await house.db('notices').where({ user_id: julie.userId }).limit(1)) as [
      { case_id: string },
    ];
    const unread = () =>
      house.db('notices').where({ user_id: julie.userId, case_id: caseId }).whereNull('read_at').select('act_number');
    await house.db('notices').where({ user_id: julie.userId }).update({ read_at: null });
    expect(await unread()).not.to.be.empty;
    expect((await julie.get(`/office/authorisation-adaptation/${caseId}`)).status).to.equal(200);
    await waitUntil('reading', async () => (await unread()).length === 0);
  });

  it('costs two queries around the page, and the banners none for half a minute', async () => {
    const queries: string[] = [];
    const sophie = await house.as('Sophie Lambert');
    await sophie.get('/office/notices');
    const listen = ({ sql }: { sql: string }) => {
      queries.push(sql);
    };
    house.db.on('query', listen);
    await sophie.get('/office/notices');
    house.db.removeListener('query', listen);
    expect(queries.filter((sql) => sql.includes('"banners"'))).to.deep.equal([]);
    expect(queries, 'the person, the counts, the list').to.have.lengthOf.at.most(4);
  });
});
