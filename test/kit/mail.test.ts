import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { createMailer } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import { instant } from '../../db/connect.ts';
import { tellAgain } from '../../db/notices.ts';
import { recordAct } from '../../db/record-act.ts';
import { retryEffect } from '../../db/supervision/retry-effect.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { createEngine } from '../../views/engine.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, forget, start, submitted, walk, type Step, type World } from './world.ts';
import { minute } from '../support/times.ts';

const views = createEngine({ cache: true, today: () => '2026-11-22', asset: (file) => file });
const publicUrl = 'https://pro.exemple.be';
const readableOf = (source: string): string =>
  Buffer.from(
    source.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )
    .toString('utf8')
    .replaceAll('\u00a0', ' ');
const subjectOf = (source: string): string =>
  (/^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(source)?.[1] ?? '')
    .replaceAll(/\?=\r\n[ \t]+=\?/g, '?==?')
    .replaceAll(/\r\n[ \t]/g, ' ')
    .replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, words: string) => readableOf(words.replaceAll('_', ' ')))
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, words: string) => Buffer.from(words, 'base64').toString('utf8'));
interface Received {
  to: string[];
  source: string;
}

describe('notices', () => {
  let base: TestDatabase;
  let world: World;
  let sink: SMTPServer;
  let smtpUrl: string;
  let received: Received[] = [];
  let refuse: (address: string) => number | undefined = () => undefined;

  before(async () => {
    base = await freshDatabase();
    world = await createWorld(base.db);
    sink = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const code = refuse(address);
        done(code ? Object.assign(new Error(`${address} refused`), { responseCode: code }) : null);
      },
      onData: (stream, session, done) => {
        void text(stream).then((source) => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
          done();
        });
      },
    });
    const server = sink.listen(0, '127.0.0.1') as Server;
    await once(server, 'listening');
    smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await new Promise<void>((resolve) => {
      sink.close(resolve);
    });
    await base.drop();
  });
  beforeEach(() => {
    received = [];
    refuse = () => undefined;
  });

  let now = start;
  /** One round of the mailer, some minutes after the acts. */
  const send = async (url = smtpUrl): Promise<{ sent: number; postponed: number; refused: number }> => {
    const mailer = createMailer({ smtpUrl: url, from: 'Pro.ONE <ne-pas-repondre@exemple.be>', views });
    const round = await createMailRounds({ db: base.db, procedures, publicUrl, now: () => now, mailer }).sendMails();
    mailer.close();
    return round;
  };
  /** The notices of an act; those of the acts before it are left aside. */
  const tell = async (caseId: string, number: number, effect = 'notify-operator'): Promise<void> => {
    await base.db('notices').delete();
    await tellAgain(base.db, process, { caseId, number, effect }, now);
  };
  beforeEach(() => {
    now += 100 * minute;
  });
  const declared = async () => {
    const walked = await walk(base.db, world, [submitted, ['declare-complete', 'referent', 'referent']]);
    await forget(base.db, walked.caseId);
    await tell(walked.caseId, walked.number);
    now += minute;
    return walked;
  };
  const told = async (caseId: string, number: number): Promise<string[]> => {
    const rows = (await base.db('notices').where({ case_id: caseId, act_number: number }).select('user_id')) as {
      user_id: string;
    }[];
    return rows.map(({ user_id }) => Object.entries(world.people).find(([, id]) => id === user_id)![0]).sort();
  };
  const mailed = (): string[] => received.map(({ to }) => to.join()).sort();

  it('reach by mail those of the organising body who work on authorisations there, once', async () => {
    const { caseId, number } = await declared();
    await tellAgain(base.db, process, { caseId, number, effect: 'notify-operator' }, now);
    now += minute;
    expect(await send()).to.deep.equal({ sent: 2, postponed: 0, refused: 0 });
    now += 100 * minute;
    expect(await send()).to.deep.equal({ sent: 0, postponed: 0, refused: 0 });
    expect(await told(caseId, number)).to.deep.equal(['administrator', 'manager']);
    expect(mailed()).to.deep.equal(['administrator@exemple.be', 'manager@exemple.be']);
    const unmailed = await base.db('notices').where({ case_id: caseId }).whereNull('mailed_at');
    expect(unmailed).to.deep.equal([]);
  });

  it('do not reach the person who did the act', async () => {
    const { caseId, number } = await walk(base.db, world, [submitted]);
    await forget(base.db, caseId);
    await tell(caseId, number);
    now += minute;
    await send();
    expect(await told(caseId, number)).to.deep.equal(['manager']);
    expect(mailed()).to.deep.equal(['manager@exemple.be']);
  });

  it('wait some seconds for each other: acts that follow at once are told by one mail for each person and case', async () => {
    const { caseId, number } = await declared();
    await base
      .db('notices')
      .where({ case_id: caseId })
      .update({ mail_at: instant(now) });
    now += 4_000;
    await tellAgain(base.db, process, { caseId, number: 1, effect: 'notify-operator' }, now);
    expect(await send(), 'too early').to.deep.equal({ sent: 0, postponed: 0, refused: 0 });
    now += 7_000;
    expect(await send()).to.deep.equal({ sent: 2, postponed: 0, refused: 0 });
    expect(mailed()).to.deep.equal(['administrator@exemple.be', 'manager@exemple.be']);
    expect(received[0]!.source).to.include(`<${caseId}.${String(number)}.`);
    expect(await base.db('notices').where({ case_id: caseId }).whereNull('mailed_at')).to.deep.equal([]);
  });

  it('say what happened and where, and nothing of anybody', async () => {
    const { caseId, number } = await declared();
    await send();
    const { source } = received.find(({ to }) => to.includes('administrator@exemple.be'))!;
    const plain = source
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    const reference = ((await base.db('cases').where({ id: caseId }).first('reference')) as { reference: string })
      .reference;
    expect(plain)
      .to.include(reference)
      .and.include(`${publicUrl}/pro/authorisation-adaptation/${caseId}`)
      .and.match(/Auto-Submitted: auto-generated/);
    expect(source).to.match(
      new RegExp(`^Message-ID:\\s+<${caseId}\\.${number}\\.${world.people.administrator!}@pro-one>`, 'mi'),
    );
    const readable = Buffer.from(plain, 'latin1').toString('utf8');
    for (const secret of [
      'Claire',
      'Šimůnková',
      'Petits Pas',
      'Clair Matin',
      'Andenne',
      'Pont',
      'Déménagement',
      '92/1234',
    ])
      expect(readable).not.to.include(secret);
    expect(subjectOf(source)).to.equal(`Pro.ONE : Votre demande est complète – ${reference}`);
    expect(readable).to.match(/^Bonjour,\s+Votre demande est complète\.\s+Rien ne vous est demandé pour le moment\./m);
    expect(readable.match(/https?:\/\/[^\s"<]+/g)!.every((url) => url.startsWith(publicUrl))).to.equal(true);
  });

  it('say first what is expected and until when, and go on saying it while it stands', async () => {
    const ask: Step = ['ask-complement', 'referent', 'referent', { items: ['fire-report'] }, { text: 'Le plan.' }];
    const { caseId } = await walk(base.db, world, [submitted, ask]);
    now += minute;
    await send();
    const dueOn = (
      (await base.db('tasks').where({ case_id: caseId, action: 'give-complement' }).first('due_on')) as {
        due_on: string;
      }
    ).due_on;
    const asked = `Compléter la demande, au plus tard le ${formatLongDate(dueOn)}`;
    const subjects = () => received.map(({ source }) => subjectOf(source));
    expect(subjects()).to.have.length(2);
    for (const subject of subjects()) expect(subject).to.match(new RegExp(`^Pro\\.ONE : ${asked} – AD-`));
    received = [];
    await recordAct(base.db, process, caseId, {
      action: 'write-message',
      token: randomUUID(),
      facts: {},
      content: { text: 'Un secret de Claire.' },
      actor: { role: 'referent', userId: world.people.referent! },
      at: now,
    });
    now += minute;
    await send();
    for (const { source } of received) {
      expect(subjectOf(source)).to.match(/^Pro\.ONE : Un message vous attend – AD-/);
      expect(readableOf(source))
        .to.include(`Il vous est toujours demandé : c${asked.slice(1)}.`)
        .and.not.include('secret');
    }
    await forget(base.db, caseId);
  });

  it('are a receipt for who sends a request, and news for their colleagues', async () => {
    const { caseId } = await walk(base.db, world, [submitted]);
    now += minute;
    expect(await send()).to.deep.equal({ sent: 2, postponed: 0, refused: 0 });
    const mailTo = (name: string): string => received.find(({ to }) => to.includes(`${name}@exemple.be`))!.source;
    expect(subjectOf(mailTo('administrator'))).to.match(/^Pro\.ONE : bien reçu, demande introduite – AD-/);
    expect(readableOf(mailTo('administrator'))).to.match(
      /Bonjour,\s+Votre envoi du lundi 2 novembre 2026 à 23 h 58 est bien enregistré : demande introduite\./,
    );
    expect(subjectOf(mailTo('manager'))).to.match(/^Pro\.ONE : Une demande a été introduite – AD-/);
    const own = await base
      .db('notices')
      .where({ case_id: caseId, user_id: world.people.administrator })
      .first('read_at');
    expect((own as { read_at: number | null }).read_at, 'nothing to read for who did it').to.be.a('number');
    await forget(base.db, caseId);
  });

  it('are harmless when an address or a name holds a line break', async () => {
    await declared();
    await base
      .db('users')
      .where({ id: world.people.manager })
      .update({ first_name: 'A\r\nBcc: x@evil.be', email: 'manager@exemple.be\r\nBcc: victime@evil.be' });
    await send();
    await base
      .db('users')
      .where({ id: world.people.manager })
      .update({ first_name: 'Nadia', email: 'manager@exemple.be' });
    for (const { to, source } of received) {
      expect(to.join()).not.to.match(/victime@evil\.be|x@evil\.be/);
      expect(source).not.to.match(/^Bcc:/im);
    }
  });

  it('go on where they stopped when the mailbox comes back', async () => {
    await declared();
    refuse = (address) => (address.startsWith('manager') ? 451 : undefined);
    expect(await send()).to.deep.equal({ sent: 1, postponed: 1, refused: 0 });
    refuse = () => undefined;
    expect(await send(), 'not at once').to.deep.equal({ sent: 0, postponed: 0, refused: 0 });
    now += minute;
    expect(await send()).to.deep.equal({ sent: 1, postponed: 0, refused: 0 });
    expect(mailed()).to.deep.equal(['administrator@exemple.be', 'manager@exemple.be']);
  });

  it('reach the others when one address is refused, and make of that one a task for a supervisor, without naming it', async () => {
    const { caseId, number } = await declared();
    refuse = (address) => (address.startsWith('administrator') ? 550 : undefined);
    expect(await send()).to.deep.equal({ sent: 1, postponed: 0, refused: 1 });
    expect(mailed()).to.deep.equal(['manager@exemple.be']);
    const effect = { case_id: caseId, act_number: number, effect: 'notify-operator' };
    expect(await base.db('effects').where(effect).first('status', 'failure')).to.deep.equal({
      status: 'failed',
      failure: 'address-refused',
    });
    const tasks = base.db('tasks').where({ case_id: caseId, action: 'retry-effect', role: 'supervisor' });
    expect(await tasks.clone().whereNull('closed_at')).to.have.length(1);
    now += 1_000 * minute;
    expect(await send(), 'it is not tried again by itself').to.deep.equal({ sent: 0, postponed: 0, refused: 0 });

    refuse = () => undefined;
    expect(await retryEffect(base.db, { caseId, number, effect: 'notify-operator' }, now)).to.equal(true);
    await tellAgain(base.db, process, { caseId, number, effect: 'notify-operator' }, now);
    now += minute;
    expect(await send()).to.deep.equal({ sent: 1, postponed: 0, refused: 0 });
    expect(await tasks.clone().whereNull('closed_at')).to.deep.equal([]);
  });

  it('wait for another try when there is no mailbox, or one that hangs up', async () => {
    const { caseId, number } = await declared();
    const rude = createServer((socket) => {
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const { port } = rude.address() as AddressInfo;
    expect(await send(`smtp://127.0.0.1:${port}`)).to.deep.equal({ sent: 0, postponed: 2, refused: 0 });
    rude.close();
    await once(rude, 'close');
    now += minute;
    expect(await send(`smtp://127.0.0.1:${port}`)).to.deep.equal({ sent: 0, postponed: 2, refused: 0 });
    expect(await told(caseId, number)).to.deep.equal(['administrator', 'manager']);
    expect(received).to.deep.equal([]);
  });

  it('are tried for some twenty hours, and then wait for a person', async () => {
    const { caseId } = await declared();
    const from = now;
    let rounds = 0;
    for (; rounds < 100; rounds += 1) {
      const { refused } = await send('smtp://127.0.0.1:1');
      if (refused > 0) break;
      const next = (await base.db('notices').where({ case_id: caseId }).min('mail_at as at').first()) as { at: number };
      now = next.at + 10_000;
    }
    expect((now - from) / (60 * minute)).to.be.within(20, 26);
    expect(await base.db('effects').where({ case_id: caseId, status: 'failed' }).first('failure')).to.deep.equal({
      failure: 'mailbox-away',
    });
  }).timeout(20_000);

  it('are not sent to who has left', async () => {
    await declared();
    await base
      .db('users')
      .where({ id: world.people.manager })
      .update({ deactivated_at: instant(now) });
    expect(await send()).to.deep.equal({ sent: 1, postponed: 0, refused: 0 });
    expect(await base.db('notices').whereNotNull('mail_at')).to.deep.equal([]);
    await base.db('users').where({ id: world.people.manager }).update({ deactivated_at: null });
  });

  it('reach the agents whose turn it is, not the one who acted', async () => {
    const { caseId, number } = await declared();
    await tell(caseId, number, 'notify-agents');
    await tellAgain(base.db, process, { caseId, number, effect: 'notify-agents' }, now);
    expect(await told(caseId, number)).to.deep.equal(['coordinator']);
    const opened = await walk(base.db, world, [submitted]);
    await forget(base.db, opened.caseId);
    await tell(opened.caseId, opened.number, 'notify-agents');
    expect(await told(opened.caseId, opened.number)).to.deep.equal(['referent']);
    now += minute;
    await send();
    expect(received).to.deep.equal([]);
  });

  it('reach the supervisors of the administration, and those of all', async () => {
    const { caseId, number } = await declared();
    await tell(caseId, number, 'notify-supervisor');
    await tellAgain(base.db, process, { caseId, number, effect: 'notify-supervisor' }, now);
    expect(await told(caseId, number)).to.deep.equal(['supervisor', 'supervisor-all']);
  });
});
