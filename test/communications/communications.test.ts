import { expect } from 'chai';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const halfAMinute = 31_000;

describe('communications', () => {
  let house: House;
  let samira: Visitor;
  let nathalie: Visitor;
  let sophie: Visitor;
  before(async () => {
    house = await openHouse();
    [samira, nathalie, sophie] = await Promise.all([
      house.as('Samira Oulad'),
      house.as('Nathalie Servais'),
      house.as('Sophie Lambert'),
    ]);
  });
  after(() => house.close());

  const fields = (more: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
    kind: 'information',
    title: 'Un guide tout neuf',
    text: 'Il se lit dans « Aide ».',
    audience: ['pro-early-childhood'],
    fromOn: '23/11/2026',
    untilOn: '30/11/2026',
    ...more,
  });
  const write = async (more: Record<string, string | string[]> = {}): Promise<void> => {
    const sent = await samira.post('/office/communications/write/new', fields(more));
    expect(sent.status, textOf(sent.text)).to.equal(303);
    house.clock.now += halfAMinute;
  };

  it('are read by those they are for, on top of their first page and on a page of their own', async () => {
    await write();
    expect(textOf((await nathalie.get('/pro')).text)).to.include('Un guide tout neuf');
    expect(textOf((await nathalie.get('/pro/communications')).text)).to.include('Il se lit dans « Aide ».');
    expect(textOf((await sophie.get('/office/tasks')).text)).to.not.include('Un guide tout neuf');
    expect(textOf((await sophie.get('/office/communications')).text)).to.not.include('Un guide tout neuf');
  });

  it('are for one sector or for all', async () => {
    await write({ title: 'Pour l’extrascolaire', audience: ['pro-after-school', 'office'] });
    expect(textOf((await nathalie.get('/pro')).text)).to.not.include('Pour l’extrascolaire');
    expect(textOf((await sophie.get('/office/tasks')).text)).to.include('Pour l’extrascolaire');
  });

  it('are put away by one reader for that reader alone, and stay on their page', async () => {
    const [row] = (await house.db('banners').where({ title: 'Un guide tout neuf' }).select('id')) as { id: string }[];
    expect((await nathalie.get('/pro')).text, 'with its button').to.include(`/pro/communications/${row!.id}/put-away`);
    const away = await nathalie.post(`/pro/communications/${row!.id}/put-away`, { back: '/pro/cases' });
    expect([away.status, away.headers.location]).to.deep.equal([303, '/pro/cases']);
    expect(
      (await nathalie.post(`/pro/communications/${row!.id}/put-away`, { back: '//evil.example' })).headers.location,
    ).to.equal('/');
    expect(textOf((await nathalie.get('/pro')).text)).to.not.include('Un guide tout neuf');
    expect(textOf((await nathalie.get('/pro/communications')).text)).to.include('Un guide tout neuf');
    expect(textOf((await (await house.as('Émilie Delvaux')).get('/pro')).text)).to.include('Un guide tout neuf');
  });

  it('are shown from their first day to their last', async () => {
    await write({ title: 'Pour plus tard', fromOn: '01/12/2026', untilOn: '02/12/2026' });
    expect(textOf((await nathalie.get('/pro/communications')).text)).to.not.include('Pour plus tard');
    expect(textOf((await samira.get('/office/communications/write')).text))
      .to.include('Pour plus tard')
      .and.include('à venir');
    const before = house.clock.now;
    house.clock.now = Date.parse('2026-12-02T22:30:00Z');
    const late = await house.as('Nathalie Servais');
    expect(textOf((await late.get('/pro')).text)).to.include('Pour plus tard');
    house.clock.now = Date.parse('2026-12-02T23:30:00Z');
    expect(textOf((await late.get('/pro')).text)).to.not.include('Pour plus tard');
    house.clock.now = before;
  });

  it('refuse what is missing or upside down, with what was typed', async () => {
    const refused = await samira.post(
      '/office/communications/write/new',
      fields({ title: '', untilOn: '01/11/2026', audience: [] }),
    );
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text))
      .to.include('Écrivez le titre')
      .and.include('Choisissez à qui')
      .and.include('Il se lit dans « Aide ».');
    const upsideDown = await samira.post('/office/communications/write/new', fields({ untilOn: '01/11/2026' }));
    expect(textOf(upsideDown.text)).to.include('Le dernier jour vient avant le premier');
  });

  it('are changed by one at a time: who comes late keeps what was typed', async () => {
    const row = (await house.db('banners').where({ title: 'Pour plus tard' }).first('id', 'version')) as {
      id: string;
      version: number;
    };
    const change = (title: string) =>
      samira.post(`/office/communications/write/${row.id}`, fields({ title, version: String(row.version) }));
    await nathalie.post(`/pro/communications/${row.id}/put-away`, { back: '/pro' });
    const [first, second] = await Promise.all([change('Bientôt'), change('Tout de suite')]);
    expect([first.status, second.status].sort()).to.deep.equal([303, 409]);
    const late = first.status === 409 ? first : second;
    expect(await house.db('banners_put_away').where({ banner_id: row.id }), 'it comes back').to.deep.equal([]);
    expect(textOf(late.text))
      .to.include('a enregistré cette communication')
      .and.match(/Bientôt|Tout de suite/);
  });

  it('are written by the helpdesk and supervisors alone', async () => {
    for (const visitor of [sophie, nathalie])
      expect((await visitor.get('/office/communications/write')).status).to.equal(403);
    expect((await sophie.post('/office/communications/write/new', fields())).status).to.equal(403);
    expect((await (await house.as('Claire Fontaine')).get('/office/communications/write/new')).status).to.equal(200);
    expect((await samira.get('/office/communications/write/999999')).status).to.equal(404);
  });
});
