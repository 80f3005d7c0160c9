import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimLinkMails } from '../../db/link-mails.ts';
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
    token: randomUUID(),
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
    await write({
      title: 'Pour l’extrascolaire',
      audience: ['pro-after-school', 'office'],
      administrations: ['namur'],
    });
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
      samira.post(
        `/office/communications/write/${row.id}`,
        fields({ title, version: String(row.version), fromOn: '01/12/2026', untilOn: '02/12/2026' }),
      );
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

  describe('said to all operators', () => {
    const all = { title: 'Le portail sera fermé dimanche', audience: ['pro-early-childhood', 'pro-after-school'] };
    const found = async (title = all.title): Promise<{ id: string; version: number; waits: boolean }> =>
      (await house.db('banners').where({ title }).first('id', 'version', 'waits')) as never;

    it('are read by nobody until a second person publishes them', async () => {
      await write(all);
      const { id, version } = await found();
      expect(textOf((await nathalie.get('/pro')).text)).to.not.include(all.title);
      expect(textOf((await nathalie.get('/pro/communications')).text)).to.not.include(all.title);
      const page = textOf((await samira.get(`/office/communications/write/${id}`)).text);
      expect(page).to.include('Attend une seconde personne').and.include('une autre personne');
      const own = await samira.post(`/office/communications/write/${id}/publish`, { version: String(version) });
      expect([own.status, textOf(own.text).includes('Vous avez écrit cette communication')]).to.deep.equal([403, true]);
      const pascal = await house.as('Pascal Rigaux');
      expect(textOf((await pascal.get(`/office/communications/write/${id}`)).text)).to.include('Publier');
      const twice = await Promise.all(
        [1, 2].map(() => pascal.post(`/office/communications/write/${id}/publish`, { version: String(version) })),
      );
      expect(twice.map(({ status }) => status)).to.deep.equal([303, 303]);
      expect(
        await house.db('audit').where({ subject: 'communication', subject_id: String(id), event: 'decide' }),
        'once',
      ).to.have.length(1);
      house.clock.now += halfAMinute;
      expect(textOf((await nathalie.get('/pro')).text)).to.include(all.title);
    });

    it('wait however everybody is said: all kinds, all administrations, every agent, all who have an open place', async () => {
      const kinds = [
        'subsidised-creche',
        'creche',
        'childminder',
        'co-childminder',
        'childminder-service',
        'after-school-1',
        'after-school-2',
      ];
      const administrations = ['bruxelles', 'brabant-wallon', 'liege', 'namur', 'hainaut', 'luxembourg'];
      const kept = (await house
        .db('facilities')
        .whereNull('closed_on')
        .distinct('administration')
        .pluck('administration')) as string[];
      const ways: [string, Record<string, string | string[]>][] = [
        ['Tous les types', { ...all, kinds }],
        ['Toutes les administrations', { ...all, administrations }],
        ['Tous les deux', { ...all, kinds, administrations }],
        ['Celles où il y a des milieux', { ...all, administrations: kept }],
        ['Tous les agents', { audience: ['office'] }],
        ['Tous les agents, cochés', { audience: ['office'], administrations }],
        ['Un secteur et tous les agents', { audience: ['pro-after-school', 'office'] }],
      ];
      for (const [title, said] of ways) {
        await write({ ...said, title });
        expect((await found(title)).waits, title).to.equal(true);
      }
      await write({ title: 'Tous les types d’un secteur', kinds: kinds.slice(0, 5) });
      expect((await found('Tous les types d’un secteur')).waits).to.equal(false);
      const narrowed = await house
        .db('banners')
        .where({ title: 'Tous les deux' })
        .first('sectors', 'kinds', 'administrations');
      expect(narrowed, 'whoever is added one day is meant').to.deep.equal({
        sectors: null,
        kinds: null,
        administrations: null,
      });
    });

    it('are counted in the menu of who may publish, who is told by mail once', async () => {
      await house.db('banners').where({ waits: true }).delete();
      await house.db('link_mails').delete();
      const claire = await house.as('Claire Fontaine');
      expect(textOf((await claire.get('/office/communications')).text)).to.not.include('à publier');
      await write({ ...all, title: 'À relire' });
      const told = await claimLinkMails(house.db, house.clock.now);
      expect(new Set(told.map(({ kind }) => kind))).to.deep.equal(new Set(['communication-waits']));
      const emails = told.map(({ email }) => email);
      expect(emails).to.have.length(new Set(emails).size);
      const emailOf = async ({ userId }: Visitor): Promise<string> =>
        ((await house.db('users').where({ id: userId }).first('email')) as { email: string }).email;
      expect(emails)
        .to.include(await emailOf(claire))
        .and.not.include(await emailOf(samira));
      expect(textOf((await claire.get('/office/communications')).text)).to.include(
        '1 à publier par une seconde personne',
      );
      expect(textOf((await samira.get('/office/communications')).text)).to.not.include('à publier');
      await house.db('link_mails').delete();
      const { id } = await found('À relire');
      await claire.post(`/office/communications/write/${id}`, fields({ ...all, title: 'Relue', version: '1' }));
      expect((await claimLinkMails(house.db, house.clock.now)).map(({ email }) => email)).to.deep.equal([
        await emailOf(samira),
      ]);
    });

    it('are not published once their last day is over, and the page says what to do', async () => {
      await write({ ...all, title: 'Trop tard' });
      const { id, version } = await found('Trop tard');
      await house
        .db('banners')
        .where({ id })
        .update({ shown_until: new Date(house.clock.now - 1000) });
      const late = await (await house.as('Pascal Rigaux')).post(`/office/communications/write/${id}/publish`, {
        version: String(version),
      });
      expect(late.status).to.equal(422);
      expect(textOf(late.text)).to.include('Le dernier jour est passé').and.include('Trop tard');
      expect((await found('Trop tard')).waits).to.equal(true);
      await house.db('banners').where({ id }).delete();
    });

    it('wait again when their words change, and are not published in words that nobody saw', async () => {
      const { id, version } = await found();
      const pascal = await house.as('Pascal Rigaux');
      const change = { ...fields(all), text: 'Il ouvre lundi à 8 h.', version: String(version) };
      expect((await pascal.post(`/office/communications/write/${id}`, change)).status).to.equal(303);
      expect((await found()).waits).to.equal(true);
      const stale = await samira.post(`/office/communications/write/${id}/publish`, { version: String(version) });
      expect(stale.status).to.equal(409);
      expect((await found()).waits).to.equal(true);
      for (const body of [{}, { version: 'x' }, { version: '1', more: '1' }] as Record<string, string>[])
        expect((await samira.post(`/office/communications/write/${id}/publish`, body)).status).to.equal(422);
      const sophieTries = await sophie.post(`/office/communications/write/${id}/publish`, { version: '2' });
      expect(sophieTries.status).to.equal(403);
    });
  });

  it('are for some kinds of places or some administrations, and a kind outside of the audience is refused', async () => {
    const emilie = await house.as('Émilie Delvaux');
    await write({ title: 'Aux accueillant·es', kinds: 'childminder' });
    await write({ title: 'À Liège', administrations: ['liege'] });
    for (const [visitor, seen, unseen] of [
      [emilie, ['Aux accueillant·es'], ['À Liège']],
      [nathalie, [], ['Aux accueillant·es', 'À Liège']],
    ] as const) {
      const [home, page] = await Promise.all([visitor.get('/pro'), visitor.get('/pro/communications')]);
      for (const title of seen) {
        expect(textOf(home.text)).to.include(title);
        expect(textOf(page.text)).to.include(title);
      }
      for (const title of unseen) {
        expect(textOf(home.text)).to.not.include(title);
        expect(textOf(page.text)).to.not.include(title);
      }
    }
    const refused = await samira.post('/office/communications/write/new', fields({ kinds: ['after-school-1'] }));
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.include('cochez aussi « Opérateurs de l');
  });

  it('are previewed with who reads them, and nothing is kept by it', async () => {
    const before = await house.db('banners').count();
    const preview = await samira.post('/office/communications/write/new', fields({ then: 'preview', title: 'Essai' }));
    expect(preview.status).to.equal(200);
    expect(textOf(preview.text))
      .to.include('Aperçu')
      .and.match(/\d+ pouvoirs organisateurs/)
      .and.include("Rien n'est encore enregistré");
    expect(await house.db('banners').count()).to.deep.equal(before);
  });

  it('are written once, however often their form is sent', async () => {
    const sending = fields({ title: 'Une seule fois' });
    for (const sent of await Promise.all([1, 2, 3].map(() => samira.post('/office/communications/write/new', sending))))
      expect(sent.status).to.equal(303);
    expect(await house.db('banners').where({ title: 'Une seule fois' })).to.have.length(1);
    expect((await samira.post('/office/communications/write/new', { ...sending, token: 'x' })).status).to.equal(422);
    expect((await samira.get('/office/communications/write/new')).text).to.match(/name="token" value="[0-9a-f-]{36}"/);
  });

  it('stand between days that can be: no year too many, no more than a year, not over already', async () => {
    for (const [more, sentence] of [
      [{ untilOn: '30/11/9999' }, 'vérifiez l’année'],
      [{ fromOn: '01/01/9999', untilOn: '02/01/9999' }, 'vérifiez l’année'],
      [{ untilOn: '30/11/2027' }, 'un an au plus'],
      [{ fromOn: '01/11/2026', untilOn: '02/11/2026' }, 'Ce jour est passé'],
    ] as const)
      for (const then of ['save', 'preview']) {
        const refused = await samira.post('/office/communications/write/new', fields({ ...more, then }));
        expect(refused.status, JSON.stringify(more)).to.equal(422);
        expect(textOf(refused.text).replaceAll("'", '’')).to.include(sentence);
        expect(refused.text).to.include('Un guide tout neuf');
      }
  });

  it('are kept half written, and shown again as they were left', async () => {
    const pascal = await house.as('Pascal Rigaux');
    const place = '/office/communications/write/new';
    const kept = await pascal.post('/form-drafts', {
      _place: place,
      _draft: '0',
      _page: `${randomUUID()}.1`,
      title: 'À moitié',
      untilOn: '31/',
    });
    expect(kept.status, textOf(kept.text)).to.be.lessThan(400);
    const again = await pascal.get(place);
    expect([again.status, again.text.includes('À moitié'), again.text.includes('31/')]).to.deep.equal([
      200,
      true,
      true,
    ]);
    expect((await pascal.post(place, { token: randomUUID(), title: 'À moitié' })).status).to.equal(422);
    expect(await house.db('banners').where({ title: 'À moitié' })).to.deep.equal([]);
  });

  it('are read twenty on a page', async () => {
    await house.db('banners').insert(
      Array.from({ length: 41 }, (_, index) => ({
        kind: 'news',
        title: `Ancienne ${String(index)}.`,
        text: 'Lue.',
        portals: ['pro'],
        shown_from: new Date(Date.parse('2025-01-01') + index * 86_400_000),
        shown_until: new Date(Date.parse('2025-06-01')),
      })),
    );
    const seen: string[] = [];
    let address: string | undefined = '/pro/communications';
    for (let turned = 0; address && turned < 9; turned += 1) {
      const { text }: { text: string } = await nathalie.get(address);
      const titles = [...text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title!);
      expect(titles.length).to.be.within(1, 20);
      seen.push(...titles);
      address = /href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=');
    }
    expect(seen.filter((title) => title.startsWith('Ancienne'))).to.have.length(41);
    expect(new Set(seen).size, 'none twice').to.equal(seen.length);
    expect((await nathalie.get('/pro/communications?after=zz&before=-1')).status).to.equal(200);
  });
});
