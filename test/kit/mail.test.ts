import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { createMailer } from '../../activities/mail.ts';
import { createOperatorNotice, notifyAgents, notifySupervisor } from '../../activities/notices.ts';
import type { DeskWork } from '../../activities/effects.ts';
import { createEngine } from '../../views/engine.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { contextOf, createWorld, forget, start, submitted, walk, type World } from './world.ts';

const views = createEngine({ cache: true, today: () => '2026-11-22', asset: (file) => file });
const publicUrl = 'https://pro.exemple.be';
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

  const errand = (url = smtpUrl) =>
    createOperatorNotice({
      db: base.db,
      publicUrl,
      now: () => start,
      mailer: createMailer({ smtpUrl: url, from: 'Pro.ONE <ne-pas-repondre@exemple.be>', views }),
    });
  const declared = async () => {
    const walked = await walk(base.db, world, [submitted, ['declare-complete', 'referent', 'referent']]);
    await forget(base.db, walked.caseId);
    return walked;
  };
  const told = async (caseId: string, number: number): Promise<string[]> => {
    const rows = (await base.db('notices').where({ case_id: caseId, act_number: number }).select('user_id')) as {
      user_id: string;
    }[];
    return rows.map(({ user_id }) => Object.entries(world.people).find(([, id]) => id === user_id)![0]).sort();
  };
  const failureOf = (work: Promise<void>): Promise<ApplicationFailure> =>
    work.then(
      () => {
        throw new Error('it should have failed');
      },
      (error: unknown) => error as ApplicationFailure,
    );
  const desk = async (work: DeskWork, caseId: string, number: number): Promise<void> => {
    const context = await contextOf(base.db, caseId, number, 'notify-agents', start);
    await base.db.transaction((trx) => work(trx, { ...context, ring: () => undefined }));
  };

  it('reach by mail those of the organising body who work on authorisations there, once', async () => {
    const { caseId, number } = await declared();
    const context = await contextOf(base.db, caseId, number, 'notify-operator');
    await errand()(context);
    await errand()(context);
    expect(await told(caseId, number)).to.deep.equal(['administrator', 'manager']);
    expect(received.map(({ to }) => to.join()).sort()).to.deep.equal([
      'administrator@exemple.be',
      'manager@exemple.be',
    ]);
    const unmailed = await base.db('notices').where({ case_id: caseId }).whereNull('mailed_at');
    expect(unmailed).to.deep.equal([]);
  });

  it('do not reach the person who did the act', async () => {
    const { caseId, number } = await walk(base.db, world, [submitted]);
    await forget(base.db, caseId);
    await errand()(await contextOf(base.db, caseId, number, 'notify-operator'));
    expect(await told(caseId, number)).to.deep.equal(['manager']);
    expect(received.map(({ to }) => to.join())).to.deep.equal(['manager@exemple.be']);
  });

  it('say that there is something new and where, and nothing of anybody', async () => {
    const { caseId, number } = await declared();
    await errand()(await contextOf(base.db, caseId, number, 'notify-operator'));
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
    expect(readable.match(/https?:\/\/[^\s"<]+/g)!.every((url) => url.startsWith(publicUrl))).to.equal(true);
  });

  it('are harmless when an address or a name holds a line break', async () => {
    const { caseId, number } = await declared();
    await base
      .db('users')
      .where({ id: world.people.manager })
      .update({ first_name: 'A\r\nBcc: x@evil.be', email: 'manager@exemple.be\r\nBcc: victime@evil.be' });
    await errand()(await contextOf(base.db, caseId, number, 'notify-operator')).catch(() => undefined);
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
    const { caseId, number } = await declared();
    const context = await contextOf(base.db, caseId, number, 'notify-operator');
    refuse = (address) => (address.startsWith('manager') ? 451 : undefined);
    const failure = await failureOf(errand()(context));
    expect(failure).to.be.instanceOf(ApplicationFailure);
    expect(failure).to.include({ type: 'mailbox-unavailable', nonRetryable: false });
    refuse = () => undefined;
    await errand()(context);
    expect(received.map(({ to }) => to.join()).sort()).to.deep.equal([
      'administrator@exemple.be',
      'manager@exemple.be',
    ]);
  });

  it('reach the others when one address is refused, and give that one up without naming it', async () => {
    const { caseId, number } = await declared();
    refuse = (address) => (address.startsWith('administrator') ? 550 : undefined);
    const failure = await failureOf(errand()(await contextOf(base.db, caseId, number, 'notify-operator')));
    expect(failure).to.include({ type: 'address-refused', nonRetryable: true });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.to.include('@exemple.be');
    expect(received.map(({ to }) => to.join())).to.deep.equal(['manager@exemple.be']);
  });

  it('wait for another try when there is no mailbox, or one that hangs up', async () => {
    const { caseId, number } = await declared();
    const context = await contextOf(base.db, caseId, number, 'notify-operator');
    const rude = createServer((socket) => {
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const { port } = rude.address() as AddressInfo;
    expect(await failureOf(errand(`smtp://127.0.0.1:${port}`)(context))).to.include({ type: 'mailbox-unavailable' });
    rude.close();
    await once(rude, 'close');
    expect(await failureOf(errand(`smtp://127.0.0.1:${port}`)(context))).to.include({ type: 'mailbox-unavailable' });
    expect(await told(caseId, number)).to.deep.equal(['administrator', 'manager']);
    expect(received).to.deep.equal([]);
  });

  it('reach the agents whose turn it is, not the one who acted', async () => {
    const { caseId, number } = await declared();
    await desk(notifyAgents, caseId, number);
    await desk(notifyAgents, caseId, number);
    expect(await told(caseId, number)).to.deep.equal(['coordinator']);
    const opened = await walk(base.db, world, [submitted]);
    await forget(base.db, opened.caseId);
    await desk(notifyAgents, opened.caseId, opened.number);
    expect(await told(opened.caseId, opened.number)).to.deep.equal(['referent']);
    expect(received).to.deep.equal([]);
  });

  it('reach the supervisors of the administration, and those of all', async () => {
    const { caseId, number } = await declared();
    await desk(notifySupervisor, caseId, number);
    await desk(notifySupervisor, caseId, number);
    expect(await told(caseId, number)).to.deep.equal(['supervisor', 'supervisor-all']);
  });
});
