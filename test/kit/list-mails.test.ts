/** The lists that agents get by mail: who wishes one, on which days, once each, and what they say. */
import { expect } from 'chai';
import { createMailer } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import { keepRhythm, queueLists } from '../../db/list-mails.ts';
import { createEngine } from '../../views/engine.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { createWorld, submitted, walk, type World } from './world.ts';

// 7 h 30 in Brussels, in winter.
const at = (day: string): number => Date.parse(`${day}T06:30:00Z`);
const [monday, tuesday] = [at('2026-11-09'), at('2026-11-10')];

describe('the list of an agent by mail', () => {
  let house: TestDatabase;
  let world: World;
  let mailbox: Mailbox;
  let now = monday;
  before(async () => {
    house = await freshDatabase({ max: 2 });
    world = await createWorld(house.db);
    await walk(house.db, world, [submitted]);
    await house.db('notices').delete();
    mailbox = await openMailbox();
  });
  after(async () => {
    await mailbox.close();
    await house.drop();
  });
  beforeEach(async () => {
    mailbox.mails.length = 0;
    await house.db('list_mails').delete();
    await house.db('list_wishes').delete();
    await house.db('absences').delete();
  });

  const send = async (smtpUrl = mailbox.url) => {
    const mailer = createMailer({
      smtpUrl,
      from: 'Office.ONE <ne-pas-repondre@exemple.be>',
      views: createEngine({ cache: true, today: () => '2026-11-09', asset: (file) => file }),
    });
    const rounds = createMailRounds({
      db: house.db,
      procedures,
      publicUrl: 'https://pro.exemple.be',
      now: () => now,
      mailer,
    });
    await rounds.sendMails();
    mailer.close();
  };
  const round = async (instant: number) => {
    now = instant;
    await queueLists(house.db, now);
    await send();
    return mailbox.mails.map(({ to }) => to.join()).sort();
  };

  it('comes once a week unless they wish otherwise, on working days only, to who has something', async () => {
    expect(await round(monday)).to.deep.equal(['referent@exemple.be']);
    mailbox.mails.length = 0;
    expect(await round(tuesday)).to.deep.equal([]);
    await keepRhythm(house.db, world.people.referent!, 'daily');
    expect(await round(tuesday)).to.deep.equal(['referent@exemple.be']);
    mailbox.mails.length = 0;
    expect(await round(at('2026-11-11')), 'Armistice').to.deep.equal([]);
    expect(await round(at('2026-11-15')), 'a Sunday').to.deep.equal([]);
    await keepRhythm(house.db, world.people.referent!, 'never');
    expect(await round(at('2026-11-16'))).to.deep.equal([]);
  });

  it('comes on Tuesday where Monday is a day off', async () => {
    // Easter Monday.
    expect(await round(at('2027-03-29'))).to.deep.equal([]);
    expect(await round(Date.parse('2027-03-30T05:30:00Z'))).to.deep.equal(['referent@exemple.be']);
  });

  it('says what is to be done and until when by references, and nothing of anybody', async () => {
    await round(monday);
    const [{ subject, body }] = mailbox.mails as [Mailbox['mails'][number]];
    expect(subject).to.match(/^Office\.ONE : 1 tâche pour vous/);
    expect(body)
      .to.match(/Vérifier si la demande est complète · AD-2026-\d{5} · (au plus tard|dépassé depuis) le/)
      .and.include('https://pro.exemple.be/office/tasks')
      .and.include('https://pro.exemple.be/office/tasks/mail');
    for (const secret of ['Claire', 'Sophie', 'Petits Pas', 'Clair Matin', 'Andenne'])
      expect(body).not.to.include(secret);
  });

  it('comes once, however often the round or the mailer is run, and again where no mailbox took it', async () => {
    now = monday;
    for (let time = 0; time < 3; time += 1) await queueLists(house.db, now);
    await send('smtp://127.0.0.1:1');
    expect(mailbox.mails).to.have.length(0);
    now += 60_000;
    await send();
    await send();
    now += 3_600_000;
    await queueLists(house.db, now);
    await send();
    expect(mailbox.mails).to.have.length(1);
    expect(await house.db('list_mails').whereNotNull('mail_at')).to.deep.equal([]);
    expect((await house.db('list_mails').whereNotNull('mailed_at')).length).to.equal(1);
  });

  it('taken in hand by a mailer that was killed, comes at the next try', async () => {
    now = monday;
    await queueLists(house.db, now);
    const killed = createMailRounds({
      db: house.db,
      procedures,
      publicUrl: '',
      now: () => now,
      mailer: {
        send: () => Promise.reject(new Error('killed')),
        sendLink: () => Promise.resolve(),
        sendReply: () => Promise.resolve(),
        sendNewsletter: () => Promise.resolve(),
        close: () => undefined,
      },
    });
    await killed.sendMails().catch(() => undefined);
    await send();
    expect(mailbox.mails, 'not before its hour').to.have.length(0);
    now += 31_000;
    await send();
    expect(mailbox.mails).to.have.length(1);
  });

  it('goes to who replaces somebody, and not to who is away', async () => {
    await house.db('absences').insert({
      user_id: world.people.referent,
      substitute_id: world.people.coordinator,
      from_on: '2026-11-09',
      to_on: '2026-11-13',
      declared_by: world.people.referent,
      declared_at: new Date(monday).toISOString(),
    });
    await house.db('grants').insert({
      user_id: world.people.coordinator,
      role: 'referent',
      administration: 'namur',
      valid_from: '2020-01-01',
    });
    expect(await round(monday)).to.deep.equal(['coordinator@exemple.be']);
    await house.db('grants').where({ user_id: world.people.coordinator, role: 'referent' }).delete();
  });

  it('does not come any more when there is nothing left at the hour of its sending, nor on another day', async () => {
    now = monday;
    await queueLists(house.db, now);
    await house.db('tasks').update({ closed_at: new Date(monday).toISOString() });
    await send();
    expect(mailbox.mails).to.have.length(0);
    await house.db('tasks').update({ closed_at: null });
    await house.db('list_mails').update({ mail_at: new Date(monday).toISOString() });
    now = tuesday;
    await send();
    expect(mailbox.mails).to.have.length(0);
  });
});
