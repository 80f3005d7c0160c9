import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimLinkMails } from '../../db/link-mails.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

describe('sessions and surveys', () => {
  let house: House;
  let samira: Visitor;
  let nathalie: Visitor;
  let emilie: Visitor;
  let olivier: Visitor;
  before(async () => {
    house = await openHouse();
    [samira, nathalie, emilie, olivier] = await Promise.all([
      house.as('Samira Oulad'),
      house.as('Nathalie Servais'),
      house.as('Émilie Delvaux'),
      house.as('Olivier Wauters'),
    ]);
    await house.db('inscriptions').delete();
    await house.db('invitations').delete();
  });
  after(() => house.close());

  const path = '/office/invitations';
  const fields = (more: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
    token: randomUUID(),
    kind: 'session',
    title: 'Le trimestre en une heure',
    text: 'Avec démonstration.',
    heldOn: '15/12/2026',
    fromHour: '9h30',
    toHour: '11:00',
    place: 'en ligne',
    registerUntil: '10/12/2026',
    seats: '2',
    sectors: ['early-childhood', 'after-school'],
    ...more,
  });
  async function invite(more: Record<string, string | string[]> = {}): Promise<string> {
    const form = fields(more);
    const sent = await samira.post(`${path}/new`, form);
    expect(sent.status, textOf(sent.text)).to.equal(303);
    return form.token as string;
  }
  const register = (who: Visitor, id: string) => who.post(`/pro/invitations/${id}/register`);
  const withdraw = (who: Visitor, id: string) => who.post(`/pro/invitations/${id}/withdraw`);
  const order = async (id: string): Promise<string[]> =>
    (
      (await house.db('inscriptions').where({ invitation_id: id }).orderBy('place').select('user_id')) as {
        user_id: string;
      }[]
    ).map(({ user_id: userId }) => userId);

  it('are read by those they concern, and nobody else can put their name down', async () => {
    const id = await invite({ title: 'Aux accueillant·es', kinds: 'childminder', sectors: 'early-childhood' });
    expect(textOf((await emilie.get('/pro/invitations')).text))
      .to.include('Aux accueillant·es')
      .and.include('mardi 15 décembre 2026, 09 h 30 – 11 h 00, en ligne')
      .and.include('2 places libres sur 2');
    expect(textOf((await nathalie.get('/pro/invitations')).text)).to.not.include('Aux accueillant·es');
    expect((await register(nathalie, id)).status).to.equal(404);
    expect((await register(samira, id)).status).to.equal(403);
    expect((await register(emilie, randomUUID())).status).to.equal(404);
  });

  it('take names in their order, once each; who comes when it is full waits', async () => {
    const id = await invite();
    for (const sent of await Promise.all([1, 2, 3].map(() => register(nathalie, id))))
      expect(sent.status).to.equal(303);
    await register(emilie, id);
    await register(olivier, id);
    expect(await order(id)).to.deep.equal([nathalie.userId, emilie.userId, olivier.userId]);
    expect(textOf((await olivier.get('/pro/invitations')).text)).to.include("liste d'attente, 1re");
    expect(textOf((await emilie.get('/pro/invitations')).text)).to.include('inscrit·e');
  });

  it('give the seat of whoever withdraws to the next, who is told once', async () => {
    const id = stableId('nothing');
    expect((await withdraw(nathalie, id)).status).to.equal(404);
    const full = await invite({ title: 'Encore une', seats: '1' });
    await register(nathalie, full);
    await register(emilie, full);
    await house.db('link_mails').delete();
    for (const sent of await Promise.all([1, 2].map(() => withdraw(nathalie, full)))) expect(sent.status).to.equal(303);
    const mails = await claimLinkMails(house.db, house.clock.now);
    expect(mails.map(({ kind }) => kind)).to.deep.equal(['seat-free']);
    expect(await order(full)).to.deep.equal([emilie.userId]);
    await register(nathalie, full);
    expect(await order(full), 'at the end').to.deep.equal([emilie.userId, nathalie.userId]);
  });

  it('give it to the next who is still a user and still invited; more seats are told too, and none is taken back', async () => {
    const id = await invite({
      title: 'Pour qui reste',
      seats: '1',
      kinds: ['subsidised-creche', 'childminder'],
      sectors: 'early-childhood',
    });
    const isabelle = await house.as('Isabelle Poncelet');
    const anne = await house.as('Anne-Sophie Lefèvre');
    const users = [nathalie.userId, olivier.userId, isabelle.userId, emilie.userId, anne.userId];
    for (const [index, userId] of users.entries())
      await house
        .db('inscriptions')
        .insert({ invitation_id: id, user_id: userId, at: new Date(house.clock.now), waits: index > 0 });
    await house
      .db('users')
      .where({ id: olivier.userId })
      .update({ deactivated_at: new Date(house.clock.now - 1000) });
    const grants = (await house.db('grants').where({ user_id: isabelle.userId }).select('id', 'valid_to')) as {
      id: string;
      valid_to: string | null;
    }[];
    await house
      .db('grants')
      .where({ user_id: isabelle.userId })
      .update({ valid_from: '2020-01-01', valid_to: '2026-11-01' });
    await house.db('link_mails').delete();
    await withdraw(nathalie, id);
    const emails = async (): Promise<string[]> => {
      const told = (await claimLinkMails(house.db, house.clock.now)).map(({ kind, email }) => `${kind} ${email}`);
      await house.db('link_mails').delete();
      return told;
    };
    const of = async ({ userId }: Visitor): Promise<string> =>
      ((await house.db('users').where({ id: userId }).first('email')) as { email: string }).email;
    expect(await emails()).to.deep.equal([`seat-free ${await of(emilie)}`]);
    expect(textOf((await samira.get(`${path}/${id}`)).text)).to.include('plus concerné·e');
    const change = (seats: string, version: string) =>
      samira.post(`${path}/${id}`, {
        ...fields({
          title: 'Pour qui reste',
          seats,
          kinds: ['subsidised-creche', 'childminder'],
          sectors: 'early-childhood',
          version,
        }),
        token: randomUUID(),
      });
    expect((await change('2', '1')).status).to.equal(303);
    const seated = await emails();
    expect(seated.length, 'the next one, where she is invited').to.be.at.most(1);
    const fewer = await register(nathalie, id).then(() => change('1', '2'));
    expect([fewer.status, textOf(fewer.text).includes('déjà une place')]).to.deep.equal([422, true]);
    await house.db('users').where({ id: olivier.userId }).update({ deactivated_at: null });
    for (const { id: grant, valid_to: until } of grants)
      await house.db('grants').where({ id: grant }).update({ valid_to: until });
  });

  it('tell whoever is inscribed that the day, the hours or the place are others', async () => {
    const id = await invite({ title: 'À déplacer' });
    await register(nathalie, id);
    await house.db('link_mails').delete();
    const change = (more: Record<string, string>) =>
      samira.post(`${path}/${id}`, { ...fields({ title: 'À déplacer', ...more }), token: randomUUID() });
    expect((await change({ version: '1', text: 'Avec une autre démonstration.' })).status).to.equal(303);
    expect(await claimLinkMails(house.db, house.clock.now)).to.deep.equal([]);
    expect((await change({ version: '2', place: 'Rue des Artisans 1, Namur' })).status).to.equal(303);
    expect((await claimLinkMails(house.db, house.clock.now)).map(({ kind }) => kind)).to.deep.equal([
      'invitation-changed',
    ]);
  });

  it('are all listed at ONE, thirty on a page', async () => {
    await house.db('invitations').insert(
      Array.from({ length: 61 }, (_, index) => ({
        id: randomUUID(),
        kind: 'survey',
        title: `Ancienne ${String(index)}.`,
        text: 'Lue.',
        register_until: '2025-03-01',
        written_by: samira.userId,
        written_at: new Date(house.clock.now),
      })),
    );
    const seen: string[] = [];
    let address: string | undefined = path;
    for (let turned = 0; address && turned < 9; turned += 1) {
      const { text }: { text: string } = await samira.get(address);
      seen.push(...[...text.matchAll(/Ancienne \d+\./g)].map(([title]) => title));
      address = /href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=');
    }
    expect(new Set(seen)).to.have.length(61);
    await house.db('invitations').where('title', 'like', 'Ancienne%').delete();
  });

  it('never give more seats than there are, however many come at once', async () => {
    const id = await invite({ title: 'Pour deux', seats: '2' });
    const visitors = [
      nathalie,
      emilie,
      olivier,
      await house.as('Isabelle Poncelet'),
      await house.as('Anne-Sophie Lefèvre'),
    ];
    await Promise.all(visitors.map((one) => register(one, id)));
    const pages = await Promise.all(visitors.map((one) => one.get('/pro/invitations')));
    const seated = pages.filter(({ text }) => {
      const article = /<article(?:(?!<\/article>)[\s\S])*Pour deux[\s\S]*?<\/article>/.exec(text)?.[0] ?? '';
      return /inscrit·e/.test(article) && !/attente/.test(article);
    });
    expect(seated.length).to.equal(2);
  });

  it('take names until the last day at midnight, by the hour at which the click arrives', async () => {
    const id = await invite({ title: 'Dernier jour', registerUntil: '30/11/2026' });
    const before = house.clock.now;
    house.clock.now = Date.parse('2026-11-30T22:59:00Z');
    const late = await house.as('Nathalie Servais');
    await register(late, id);
    house.clock.now = Date.parse('2026-11-30T23:01:00Z');
    const later = await house.as('Émilie Delvaux');
    await register(later, id);
    expect(textOf((await later.get('/pro/invitations')).text)).to.include('les inscriptions sont closes');
    expect(await order(id)).to.deep.equal([nathalie.userId]);
    await withdraw(late, id);
    expect(await order(id), 'nobody could take the place any more').to.deep.equal([nathalie.userId]);
    house.clock.now = before;
  });

  it('refuse days and hours that cannot be, with what was typed', async () => {
    for (const [more, sentence] of [
      [{ heldOn: '' }, 'Une séance a un jour'],
      [{ registerUntil: '16/12/2026' }, 'au plus tard le jour même'],
      [{ kind: 'survey', heldOn: '', toHour: '' }, 'Une heure sans jour'],
      [{ toHour: '9:00' }, 'La fin vient avant le début'],
      [{ seats: '0' }, 'Le nombre le plus petit est 1'],
      [{ seats: '99999999999' }, 'Le nombre le plus grand est'],
      [{ heldOn: '15/12/9999' }, 'est à plus de 5 ans'],
      [{ heldOn: '15/12/9999', registerUntil: '15/12/9999' }, 'est à plus de 5 ans'],
      [{ registerUntil: '10/11/2026' }, 'Ce jour est passé'],
      [{ fromHour: '25:00' }, 'heure'],
      [{ sectors: [] }, 'Choisissez qui est invité'],
      [{ sectors: 'early-childhood', kinds: 'after-school-1' }, 'cochez aussi'],
    ] as const) {
      const refused = await samira.post(`${path}/new`, fields(more as never));
      expect(refused.status).to.equal(422);
      expect(textOf(refused.text)).to.include(sentence).and.include('Avec démonstration.');
    }
    const token = randomUUID();
    for (const sent of [1, 2].map(() => samira.post(`${path}/new`, fields({ token, title: 'Une fois' }))))
      expect((await sent).status).to.equal(303);
    expect(await house.db('invitations').where({ title: 'Une fois' })).to.have.length(1);
  });

  it('are changed by one at a time, cancelled with a reason that those who come read, and told to them once', async () => {
    const id = await invite({ title: 'À changer' });
    await register(nathalie, id);
    const change = (title: string) =>
      samira.post(`${path}/${id}`, { ...fields({ title, version: '1' }), token: randomUUID() });
    const [first, second] = [await change('Changée'), await change('Autrement')];
    expect([first.status, second.status]).to.deep.equal([303, 409]);
    expect(textOf(second.text)).to.include('Autrement');
    await house.db('link_mails').delete();
    expect((await samira.post(`${path}/${id}/cancel`, { version: '2', reason: ' ' })).status).to.equal(422);
    expect((await samira.post(`${path}/${id}/cancel`, { version: '1', reason: 'Oratrice malade' })).status).to.equal(
      409,
    );
    for (const sent of await Promise.all(
      [1, 2].map(() => samira.post(`${path}/${id}/cancel`, { version: '2', reason: 'Oratrice malade' })),
    ))
      expect(sent.status).to.equal(303);
    expect((await claimLinkMails(house.db, house.clock.now)).map(({ kind }) => kind)).to.deep.equal([
      'invitation-cancelled',
    ]);
    expect(textOf((await nathalie.get('/pro/invitations')).text)).to.include('Oratrice malade');
    expect(textOf((await register(emilie, id)).text)).to.not.include('inscrit');
    expect(await order(id)).to.deep.equal([nathalie.userId]);
  });

  it('are listed and exported for the helpdesk and supervisors alone', async () => {
    const id = await invite({ title: 'À exporter' });
    await register(nathalie, id);
    expect(textOf((await samira.get(`${path}/${id}`)).text))
      .to.include('Nathalie Servais')
      .and.include('Petits Chênes');
    expect((await samira.get(`${path}/${id}/inscriptions.xlsx`)).status).to.equal(200);
    expect(await house.db('audit').where({ subject: 'invitation', subject_id: id, event: 'export' })).to.have.length(1);
    const sophie = await house.as('Sophie Lambert');
    for (const visitor of [sophie, nathalie])
      for (const page of [path, `${path}/new`, `${path}/${id}`, `${path}/${id}/inscriptions.xlsx`])
        expect((await visitor.get(page)).status).to.equal(403);
  });
});
