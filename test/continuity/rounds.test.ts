/** Each day: reviews are asked for, and rights that end are told of, once, whatever day was missed. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Mail } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { findContinuity } from '../../db/continuity/find-continuity.ts';
import { askReviews, tellOfUsers } from '../../db/continuity/rounds.ts';
import { dayOf } from '../../domain/calendar.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, type World } from '../kit/world.ts';
import { countQueries } from '../support/count-queries.ts';

const at = (day: string): number => Date.parse(`${day}T06:00:00Z`);
const oneDay = 86_400_000;

describe('what the calendar says of users', () => {
  let base: TestDatabase;
  let world: World;
  before(async () => {
    base = await freshDatabase();
    world = await createWorld(base.db);
    for (const [index, key] of Object.keys(world.people).entries())
      await base
        .db('users')
        .where({ id: world.people[key] })
        .update({ niss_hash: Buffer.from(`hash ${String(index)}`) });
    await base.db('memberships').update({ added_at: '2024-01-01' });
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db('account_notices').delete();
    await base.db('user_reviews').delete();
    await base.db('grants').whereNotNull('valid_to').where('valid_to', '>', '2022-01-01').delete();
  });
  const round = async (day: string): Promise<{ asked: number; told: number }> => {
    const now = at(day);
    const asked = await askReviews(base.db, now);
    return { asked, told: await tellOfUsers(base.db, now) };
  };
  const temporary = (validTo: string, more: object = {}) =>
    base.db('grants').insert({
      user_id: world.people.manager,
      role: 'data-manager',
      organising_body_id: world.bodyId,
      dossier: 'team',
      valid_from: '2026-01-01',
      valid_to: validTo,
      ...more,
    });
  const told = async (kind: string): Promise<string[]> => {
    const rows = (await base.db('account_notices').where({ kind }).select('user_id')) as { user_id: string }[];
    return rows.map(({ user_id }) => Object.entries(world.people).find(([, id]) => id === user_id)![0]).sort();
  };

  it('asks each body for its review on the first day of the month, once', async () => {
    expect((await round('2026-10-31')).asked).to.equal(0);
    expect((await round('2026-11-01')).asked, 'the body, and the other one').to.equal(2);
    expect((await round('2026-11-01')).asked).to.equal(0);
    expect((await round('2026-11-02')).asked).to.equal(0);
    expect(await told('review-asked')).to.deep.equal(['administrator', 'stranger']);
    const { points } = await findContinuity(base.db, { organisingBodyId: world.bodyId, today: '2026-11-02' });
    expect(points.find(({ code }) => code === 'review')).to.deep.include({ on: '2026-12-01', weight: 'advice' });
  });

  it('catches up the first of November that nobody saw, until the end of the year', async () => {
    expect((await round('2026-12-24')).asked).to.equal(2);
    await base.db('user_reviews').delete();
    expect((await round('2027-02-15')).asked, 'too late: the next year comes').to.equal(0);
  });

  it('reminds once when the day has passed, and is silent once it is done', async () => {
    await round('2026-11-01');
    expect((await round('2026-12-01')).told).to.equal(0);
    expect((await round('2026-12-02')).told).to.equal(2);
    expect((await round('2026-12-03')).told).to.equal(0);
    await base
      .db('user_reviews')
      .update({ done_at: '2026-12-03', done_by: world.people.administrator, list_hash: Buffer.from('x') });
    expect((await round('2026-12-04')).told).to.equal(0);
  });

  it('tells of rights that end a fortnight before and on the day, to the person and to who manages users', async () => {
    await temporary('2026-12-14');
    expect((await round('2026-09-29')).told).to.equal(0);
    await base.db('user_reviews').delete();
    expect(await tellOfUsers(base.db, at('2026-11-29'))).to.equal(0);
    expect(await tellOfUsers(base.db, at('2026-11-30'))).to.equal(2);
    expect(await told('rights-end')).to.deep.equal(['administrator', 'manager']);
    for (const day of ['2026-11-30', '2026-12-01', '2026-12-13'])
      expect(await tellOfUsers(base.db, at(day))).to.equal(0);
    expect(await tellOfUsers(base.db, at('2026-12-14'))).to.equal(2);
    expect(await tellOfUsers(base.db, at('2026-12-15'))).to.equal(0);
  });

  it('after an outage tells of the end once, late, and no more of what is to come', async () => {
    await temporary('2026-12-14');
    expect(await tellOfUsers(base.db, at('2026-12-20'))).to.equal(2);
    expect(await told('rights-end')).to.deep.equal([]);
    expect(await told('rights-ended')).to.deep.equal(['administrator', 'manager']);
    await base.db('account_notices').delete();
    expect(await tellOfUsers(base.db, at('2027-03-01')), 'long ago').to.equal(0);
  });

  it('says nothing where the right is held on, and tells anew of another last day', async () => {
    await temporary('2026-12-14');
    await temporary('2027-06-30', { valid_from: '2026-12-15' });
    expect(await tellOfUsers(base.db, at('2026-12-01'))).to.equal(0);
    await base.db('grants').where({ valid_to: '2027-06-30' }).delete();
    expect(await tellOfUsers(base.db, at('2026-12-01'))).to.equal(2);
    await base.db('grants').where({ valid_to: '2026-12-14' }).update({ valid_to: '2026-12-20' });
    expect(await tellOfUsers(base.db, at('2026-12-10'))).to.equal(2);
  });

  it('asked by two workers at once tells once', async () => {
    await temporary('2026-12-14');
    const counts = await Promise.all([1, 2, 3].map(() => tellOfUsers(base.db, at('2026-12-01'))));
    expect(counts.reduce((all, one) => all + one, 0)).to.equal(2);
  });

  it('mails each once, and names nobody', async () => {
    await temporary('2026-12-14');
    await tellOfUsers(base.db, at('2026-12-01'));
    const sent: Mail[] = [];
    const send = (now: number) =>
      createMailRounds({
        db: base.db,
        procedures: [],
        publicUrl: 'https://pro.exemple.be',
        now: () => now,
        mailer: {
          send: (mail) => {
            sent.push(mail);
            return Promise.resolve();
          },
          sendLink: () => Promise.resolve(),
          sendReply: () => Promise.resolve(),
          sendNewsletter: () => Promise.resolve(),
          close: () => undefined,
        },
      }).sendMails();
    await send(at('2026-12-01'));
    await send(at('2026-12-01') + oneDay);
    expect(sent.map(({ to }) => to).sort()).to.deep.equal(['administrator@exemple.be', 'manager@exemple.be']);
    for (const { subject, first, lines } of sent)
      expect([subject, first, ...lines].join()).not.to.match(/Nadia|El Amrani/);
    expect(sent.find(({ to }) => to.startsWith('manager'))!.first).to.equal(
      'Le lundi 14 décembre 2026 est le dernier jour pour vos accès temporaires.',
    );
  });

  it('sees in Mon Équipe who has left and who is away, by three queries', async () => {
    const { db } = base;
    const link = async (key: string, contract: object, absence?: object): Promise<void> => {
      const user = (await db('users').where({ id: world.people[key] }).first('niss_hash')) as { niss_hash: Buffer };
      const [person, collaboration] = [randomUUID(), randomUUID()];
      await db('people').insert({
        id: person,
        first_name: key,
        family_name: 'X',
        niss_hash: user.niss_hash,
        niss_sealed: Buffer.from('sealed'),
      });
      await db('collaborations').insert({ id: collaboration, person_id: person, organising_body_id: world.bodyId });
      await db('staff_contracts').insert({
        collaboration_id: collaboration,
        facility_id: world.facilityId,
        link: 'employment',
        from_on: '2020-01-01',
        ...contract,
      });
      if (absence) await db('staff_absences').insert({ collaboration_id: collaboration, ...absence });
    };
    await link('manager', { to_on: '2026-10-30' });
    await link('administrator', { to_on: null }, { from_on: '2026-11-02', to_on: null });
    const { asked, result } = await countQueries(() =>
      findContinuity(db, { organisingBodyId: world.bodyId, today: dayOf(at('2026-11-23')) }),
    );
    expect(asked.length).to.equal(3);
    const of = (key: string) =>
      result.points.filter(({ userId }) => userId === world.people[key]).map(({ code }) => code);
    expect(of('manager')).to.deep.equal(['left']);
    expect(of('administrator')).to.deep.equal(['administrator-away', 'single-administrator']);
    expect(of('former'), 'whose rights have ended').to.deep.equal(['without-rights']);
    expect(of('deactivated')).to.deep.equal([]);
  });
});
