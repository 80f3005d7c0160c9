/** What a person wishes to be told by mail, and what they are told whatever they wish. */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import type { Mail } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import { recordAct } from '../../db/record-act.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, forget, start, submitted, walk, type Step, type World } from '../kit/world.ts';
import { minute } from '../support/times.ts';

const hour = 60 * minute;
const asked: Step = ['ask-complement', 'referent', 'referent', { items: ['fire-report'] }, { text: 'Le plan.' }];

describe('the wishes for mails', () => {
  let base: TestDatabase;
  let world: World;
  let sent: Mail[] = [];
  let refuse = (): void => undefined;
  let now = start;
  before(async () => {
    base = await freshDatabase();
    world = await createWorld(base.db);
  });
  after(() => base.drop());
  beforeEach(async () => {
    sent = [];
    refuse = () => undefined;
    await base.db('mail_wishes').delete();
    await base.db('joined_mails').delete();
    await base.db('notices').delete();
  });

  const wishes = (name: string, notices: string): Promise<unknown> =>
    base.db('mail_wishes').insert({ user_id: world.people[name], notices, flash: 'mail', updated_at: new Date(now) });
  const send = () =>
    createMailRounds({
      db: base.db,
      procedures,
      publicUrl: 'https://pro.exemple.be',
      now: () => now,
      mailer: {
        send: async (mail) => {
          await Promise.resolve();
          refuse();
          sent.push(mail);
        },
        sendLink: () => Promise.resolve(),
        sendReply: () => Promise.resolve(),
        sendNewsletter: () => Promise.resolve(),
        close: () => undefined,
      },
    }).sendMails();
  const to = (name: string): Mail[] => sent.filter((mail) => mail.to === `${name}@exemple.be`);
  const message = (caseId: string) =>
    recordAct(base.db, process, caseId, {
      action: 'write-message',
      token: randomUUID(),
      facts: {},
      content: { text: 'Bonjour.' },
      actor: { role: 'referent', userId: world.people.referent! },
      at: now,
    });
  /** A case with a message of the agent, when nothing else waits. */
  const written = async (): Promise<string> => {
    const { caseId } = await walk(base.db, world, [submitted]);
    await base.db('notices').delete();
    await message(caseId);
    now += minute;
    return caseId;
  };

  it('without any, are one mail for each piece of news', async () => {
    const caseId = await written();
    await send();
    expect(to('administrator')).to.have.length(1);
    await forget(base.db, caseId);
  });

  it('join a day in one mail at half past seven, and say which cases have news', async () => {
    now = Date.parse('2026-11-10T14:00:00Z');
    await wishes('administrator', 'daily');
    const caseId = await written();
    await message(caseId);
    now += minute;
    await send();
    expect(to('administrator'), 'not now').to.deep.equal([]);
    expect(to('manager'), 'the others as ever').to.have.length(1);
    now = Date.parse('2026-11-11T06:29:00Z');
    await send();
    expect(to('administrator')).to.deep.equal([]);
    now = Date.parse('2026-11-11T06:30:00Z');
    await send();
    await send();
    const [mail, ...more] = to('administrator');
    expect(more).to.deep.equal([]);
    expect(mail!.view).to.equal('joined');
    expect(mail!.subject).to.equal('Pro.ONE : du nouveau dans une demande');
    expect(mail!.lines[0]).to.match(/^AD-.* : Un message vous attend/);
    expect(mail!.lines).to.have.length(1);
    await forget(base.db, caseId);
  });

  it('never hold back a receipt, nor what has a day by which it must be done', async () => {
    for (const wish of ['daily', 'binding']) {
      await base.db('mail_wishes').delete();
      await wishes('administrator', wish);
      sent = [];
      const { caseId } = await walk(base.db, world, [submitted]);
      now += minute;
      await send();
      expect(
        to('administrator')
          .map(({ first }) => first)
          .join(),
        wish,
      ).to.match(/^Votre envoi du .* est bien enregistré/);
      sent = [];
      await recordAct(base.db, process, caseId, {
        action: asked[0] as never,
        token: randomUUID(),
        facts: asked[3] as never,
        content: asked[4] as never,
        actor: { role: 'referent', userId: world.people.referent! },
        at: now,
      });
      now += minute;
      await send();
      expect(
        to('administrator')
          .map(({ first }) => first)
          .join(),
        wish,
      ).to.match(/^Il vous est demandé/);
      await forget(base.db, caseId);
    }
  });

  it('for what binds alone keep the rest for the page of notices', async () => {
    await wishes('administrator', 'binding');
    const caseId = await written();
    await send();
    now += 48 * hour;
    await send();
    expect(to('administrator')).to.deep.equal([]);
    const row = await base
      .db('notices')
      .where({ case_id: caseId, user_id: world.people.administrator })
      .whereNull('read_at')
      .first('act_number');
    expect(row, 'it waits there, to be read').not.to.equal(undefined);
    await forget(base.db, caseId);
  });

  it('come again after a mailbox that was away, once', async () => {
    now = Date.parse('2026-11-12T14:00:00Z');
    await wishes('administrator', 'daily');
    const caseId = await written();
    await send();
    sent = [];
    now = Date.parse('2026-11-13T06:31:00Z');
    refuse = () => {
      throw ApplicationFailure.create({ message: 'away', type: 'mailbox-away' });
    };
    await send();
    refuse = () => undefined;
    now += 5 * minute;
    await send();
    now += 5 * minute;
    await send();
    expect(to('administrator')).to.have.length(1);
    await forget(base.db, caseId);
  });

  it('do not bring what was waiting to who has no right at the body any more', async () => {
    now = Date.parse('2026-11-16T14:00:00Z');
    await wishes('administrator', 'daily');
    const caseId = await written();
    const [administrator, manager] = [world.people.administrator!, world.people.manager!];
    const rights = base.db('grants').whereIn('user_id', [administrator, manager]);
    await rights.clone().where({ user_id: manager }).update({ valid_to: '2026-11-15' });
    await send();
    expect(to('manager'), 'at once').to.deep.equal([]);
    await rights.clone().where({ user_id: administrator }).update({ valid_to: '2026-11-16' });
    now = Date.parse('2026-11-17T06:31:00Z');
    await send();
    expect(to('administrator'), 'of the day').to.deep.equal([]);
    await rights.clone().update({ valid_to: null });
    await forget(base.db, caseId);
  });

  it('for what binds alone still bring, once a day, what has a day in procedures of many small cases', async () => {
    now = Date.parse('2026-11-18T14:00:00Z');
    await wishes('administrator', 'binding');
    const { caseId } = await walk(base.db, world, [submitted, asked]);
    await message(caseId);
    await base.db('cases').where({ id: caseId }).update({ slug: 'training-recognition' });
    const mine = base.db('notices').where({ case_id: caseId, user_id: world.people.administrator });
    await send();
    expect(to('administrator'), 'not now').to.deep.equal([]);
    const joined = await mine.clone().whereNotNull('joined_on').select<{ act_number: number }[]>('act_number');
    expect(
      joined.map((notice) => notice.act_number),
      'neither their own act nor the message',
    ).to.deep.equal([2]);
    now = Date.parse('2026-11-19T06:31:00Z');
    await send();
    expect(to('administrator')).to.have.length(1);
    await forget(base.db, caseId);
  });

  it('tell the same news by one mail where two days are due at once', async () => {
    now = Date.parse('2026-11-23T14:00:00Z');
    await wishes('administrator', 'daily');
    const caseId = await written();
    await send();
    now = Date.parse('2026-11-24T14:00:00Z');
    await message(caseId);
    now += minute;
    await base.db('joined_mails').update({ mail_at: '2026-11-25T06:30:00Z' });
    await send();
    sent = [];
    now = Date.parse('2026-11-25T06:31:00Z');
    await send();
    await send();
    expect(to('administrator').map(({ lines }) => lines)).to.have.length(1);
    expect(await base.db('joined_mails').whereNotNull('mail_at')).to.deep.equal([]);
    await forget(base.db, caseId);
  });
});
