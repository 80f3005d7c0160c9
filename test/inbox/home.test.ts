import { expect } from 'chai';
import { openHouse, type House } from '../support/house.ts';

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/\s+/g, ' ');
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
      'Étienne Jadot': '/supervision/audit',
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

  it('keeps what one was told until it is read, one by one or all at once', async () => {
    const sophie = await house.as('Sophie Lambert');
    const unread = async () =>
      (await house.db('notices').where({ user_id: sophie.userId }).whereNull('read_at')) as {
        case_id: string;
        act_number: number;
        created_at: number;
      }[];
    const [one, ...others] = await unread();
    expect(others).not.to.be.empty;
    expect((await sophie.post('/office/notices', { notice: `${one!.case_id}.${one!.act_number}` })).status).to.equal(
      303,
    );
    expect(await unread()).to.have.lengthOf(others.length);
    expect((await sophie.post('/office/notices', {})).status).to.equal(422);
    expect((await sophie.post('/office/notices', { until: '99999999999999' })).status).to.equal(303);
    expect(await unread()).to.deep.equal([]);
    expect(textOf((await sophie.get('/office/notices')).text)).not.to.include('Tout marquer');
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
