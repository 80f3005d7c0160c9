/** Invitations as a mailbox receives them: one event for each case, which a calendar moves and takes away by itself. */
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { createMailer } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import { instant } from '../../db/connect.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf, hourOn, isoOf } from '../../domain/calendar.ts';
import { createEngine } from '../../views/engine.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { process as preparation } from '../../workflows/preparatory-process/process.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { doSteps, reviewIn, type Step } from '../functioning-review/cases.ts';
import { aProject } from '../preparatory-process/a-project.ts';
import { openHouse, type House } from '../support/house.ts';
import { minute } from '../support/times.ts';
import { submitted } from './world.ts';

const views = createEngine({ cache: true, today: () => '2026-11-22', asset: (file) => file });
const chenes = stableId('facility chenes');

interface Received {
  to: string;
  /** The text that is read. */
  text: string;
  messageId: string;
  /** Of the calendar part, its method as the mail's header says it; then its lines, unfolded. */
  method?: string;
  lines: string[];
  /** The same, as the attached file bears it. */
  file?: string;
}
/** One part of a mail, as its transfer encoding hides it. */
function decoded(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/Content-Transfer-Encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const octets = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1').toString('utf8');
}
function read(source: string, to: string): Received {
  const parts = source.split(/^--.*$/m).map((part) => part.replace(/^\r\n/, ''));
  const partOf = (type: RegExp): string | undefined => parts.find((part) => type.test(part.split('\r\n\r\n')[0]!));
  const calendar = partOf(/^Content-Type: text\/calendar/im);
  const file = partOf(/^Content-Type: application\/ics/im);
  const method = calendar && /method=(\w+)/.exec(calendar)?.[1];
  return {
    to,
    text: decoded(partOf(/^Content-Type: text\/plain/im) ?? ''),
    messageId: /^Message-ID:\s*(<[^>]*>)/im.exec(source)?.[1] ?? '',
    lines: calendar ? decoded(calendar).replaceAll('\r\n ', '').trim().split('\r\n') : [],
    ...(method ? { method } : {}),
    ...(file ? { file: decoded(file) } : {}),
  };
}
/** Of the event. */
const valueIn = ({ lines }: Received, name: string): string | undefined =>
  (name === 'METHOD' ? lines : lines.slice(lines.indexOf('BEGIN:VEVENT')))
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.replace(/^[^:]*:/, '');

/** The instant of a local hour by the rules of the time zone that the file itself brings, as a calendar reckons it. */
function instantIn({ lines }: Received, local: string): number {
  const [year, month, date, hours, minutes] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(local)!.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const wall = Date.UTC(year, month - 1, date, hours, minutes);
  const rules = ['DAYLIGHT', 'STANDARD'].map((name) => {
    const block = lines.slice(lines.indexOf(`BEGIN:${name}`), lines.indexOf(`END:${name}`));
    const of = (key: string): string => block.find((line) => line.startsWith(key))!.split(':')[1]!;
    const inMonth = Number(/BYMONTH=(\d+)/.exec(of('RRULE'))![1]);
    expect(of('RRULE')).to.include('BYDAY=-1SU');
    const last = new Date(Date.UTC(year, inMonth, 0));
    const sunday = last.getUTCDate() - last.getUTCDay();
    const from = Date.UTC(year, inMonth - 1, sunday, Number(of('DTSTART').slice(9, 11)));
    return { from, offset: Number(of('TZOFFSETTO').slice(1, 3)) };
  });
  const current = rules.filter(({ from }) => from <= wall).at(-1) ?? rules.at(-1)!;
  return wall - current.offset * 60 * minute;
}

describe('the appointment of a case, in the mails of its operators', () => {
  let house: House;
  let sink: SMTPServer;
  let smtpUrl: string;
  let received: Received[] = [];
  before(async () => {
    house = await openHouse();
    sink = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        void text(stream).then((source) => {
          received.push(...session.envelope.rcptTo.map(({ address }) => read(source, address)));
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
    await house.close();
  });
  let now = 0;
  const forget = (): Promise<unknown> => house.db('notices').update({ mail_at: null });
  /** What the mailer sends within the next minute. */
  async function mailed(): Promise<Received[]> {
    received = [];
    now += minute;
    const mailer = createMailer({ smtpUrl, from: 'Pro.ONE <ne-pas-repondre@exemple.be>', views });
    await createMailRounds({
      db: house.db,
      procedures,
      publicUrl: 'https://pro.exemple.be',
      now: () => now,
      mailer,
    }).sendMails();
    mailer.close();
    return received;
  }
  /** To one person. */
  async function mailTo(email: string): Promise<Received> {
    const mails = (await mailed()).filter(({ to }) => to === email);
    expect(mails.length, `mails to ${email}`).to.equal(1);
    return mails[0]!;
  }
  const address = async (key: string): Promise<string> =>
    (
      (await house
        .db('users')
        .where({ id: stableId(`user ${key}`) })
        .first('email')) as { email: string }
    ).email;

  async function inMeeting(
    more: readonly Step[] = [],
  ): Promise<{ caseId: string; step: (one: Step) => Promise<void> }> {
    now = house.clock.now;
    const caseId = await reviewIn(house.db, 'meeting', { facilityId: chenes, at: now, more });
    await forget();
    return {
      caseId,
      step: async (one) => {
        now += 10 * minute;
        await doSteps(house.db, caseId, [one], now);
      },
    };
  }
  const chosen = (on: string, from = '09:30'): Step => ({
    role: 'operator',
    action: 'choose-meeting',
    facts: { on, from },
  });
  const confirmed = (on: string, from = '09:30'): Step => ({
    role: 'coordinator',
    action: 'confirm-meeting',
    facts: { on, from },
    content: { place: 'Dans la crèche' },
  });
  const proposed: Step = {
    role: 'coordinator',
    action: 'propose-meeting',
    facts: { slots: [{ on: '2027-03-26', from: '09:30' }] },
    content: { place: 'Dans la crèche' },
  };

  it('is one event that is moved and taken away: the same UID, a SEQUENCE that rises, and the hour of Brussels on both sides of summer time', async () => {
    const { caseId, step } = await inMeeting();
    const to = await address('admin-petits-chenes');
    await step(proposed);
    const asked = await mailTo(to);
    expect([asked.method, asked.lines], 'nothing is fixed yet').to.deep.equal([undefined, []]);

    await step(confirmed('2027-03-26'));
    const fixed = await mailTo(to);
    await step(confirmed('2027-03-29'));
    const moved = await mailTo(to);
    await step({ role: 'coordinator', action: 'cancel-meeting', content: { reason: 'Une absence.' } });
    const off = await mailTo(to);

    expect([fixed, moved, off].map(({ method }) => method)).to.deep.equal(['REQUEST', 'REQUEST', 'CANCEL']);
    expect([fixed, moved, off].map((mail) => valueIn(mail, 'METHOD'))).to.deep.equal(['REQUEST', 'REQUEST', 'CANCEL']);
    expect([fixed, moved, off].map((mail) => valueIn(mail, 'STATUS'))).to.deep.equal([
      'CONFIRMED',
      'CONFIRMED',
      'CANCELLED',
    ]);
    expect(new Set([fixed, moved, off].map((mail) => valueIn(mail, 'UID')))).to.deep.equal(
      new Set([`appointment-${caseId}@pro-one`]),
    );
    const [first, second, third] = [fixed, moved, off].map((mail) => Number(valueIn(mail, 'SEQUENCE'))) as [
      number,
      number,
      number,
    ];
    expect(first < second && second < third, `${String(first)}, ${String(second)}, ${String(third)}`).to.equal(true);

    expect([fixed, moved].map((mail) => isoOf(instantIn(mail, valueIn(mail, 'DTSTART')!)))).to.deep.equal([
      isoOf(hourOn('2027-03-26', '09:30')),
      isoOf(hourOn('2027-03-29', '09:30')),
    ]);
    expect(isoOf(hourOn('2027-03-26', '09:30'))).to.include('T08:30');
    expect(isoOf(hourOn('2027-03-29', '09:30'))).to.include('T07:30');
    expect(valueIn(off, 'DTSTART'), 'what is taken away is what was there').to.equal('20270329T093000');
    expect(fixed.file, 'the attached file says the same').to.include('METHOD:REQUEST');
    expect(fixed.text).to.include('joint pour votre agenda');
    expect(off.text).to.include('retire le rendez-vous');
    expect(asked.text).not.to.include('agenda');
  });

  it('bears no personal value but the addresses of its own mail, and no place', async () => {
    const { step } = await inMeeting();
    const to = await address('admin-petits-chenes');
    await step(confirmed('2027-03-26'));
    const mail = await mailTo(to);
    expect(
      mail.lines.filter((line) => line.includes('@')).map((line) => line.replace(/^([A-Z]+);[^:]*/, '$1')),
    ).to.deep.equal([
      `UID:${valueIn(mail, 'UID')!}`,
      'ORGANIZER:mailto:ne-pas-repondre@exemple.be',
      `ATTENDEE:mailto:${to}`,
    ]);
    const all = mail.lines.join('\n');
    for (const word of ['Servais', 'Dubois', 'Chênes', 'crèche', 'Andenne']) expect(all).not.to.include(word);
  });

  it('sent twice is the same word of the same event', async () => {
    const { step } = await inMeeting();
    const to = await address('admin-petits-chenes');
    await step(confirmed('2027-03-26'));
    const once = await mailTo(to);
    await house
      .db('notices')
      .whereNotNull('mailed_at')
      .where({ user_id: stableId('user admin-petits-chenes') })
      .update({
        mail_at: instant(now),
        mailed_at: null,
      });
    const again = (await mailed()).find(({ messageId }) => messageId === once.messageId);
    expect(again?.lines).to.deep.equal(once.lines);
  });

  it('says what stands as the mail leaves: a date that was moved before it was mailed is never put in', async () => {
    const { step } = await inMeeting();
    const to = await address('admin-petits-chenes');
    await step(confirmed('2027-03-26'));
    await step(confirmed('2027-03-29', '14:00'));
    const mail = await mailTo(to);
    expect(valueIn(mail, 'DTSTART')).to.equal('20270329T140000');
  });

  it('holds while other dates are asked for, falls with a suspension, and is back with the resumption', async () => {
    const { step } = await inMeeting([confirmed(addDays(dayOf(house.clock.now), 60))]);
    const to = await address('admin-petits-chenes');
    await step({ role: 'coordinator', action: 'propose-meeting', facts: proposed.facts!, content: proposed.content! });
    expect((await mailTo(to)).method).to.equal(undefined);
    await step({ role: 'procedure', action: 'suspend' });
    const held = await mailTo(to);
    await step({ role: 'procedure', action: 'resume' });
    const back = await mailTo(to);
    expect([held.method, back.method]).to.deep.equal(['CANCEL', 'REQUEST']);
    expect(valueIn(back, 'DTSTART')).to.equal(valueIn(held, 'DTSTART'));
    expect(Number(valueIn(back, 'SEQUENCE'))).to.be.greaterThan(Number(valueIn(held, 'SEQUENCE')));
    await step({ role: 'procedure', action: 'lapse' });
    expect((await mailTo(to)).method).to.equal('CANCEL');
  });

  it('is left in the calendar once it is over: minutes take nothing away', async () => {
    const { step } = await inMeeting([confirmed(dayOf(house.clock.now), '08:00')]);
    const to = await address('admin-petits-chenes');
    now = Math.max(now, hourOn(dayOf(now), '15:00'));
    await step({
      role: 'coordinator',
      action: 'record-minutes',
      facts: { heldOn: dayOf(now) },
      content: { present: 'Tous', minutes: 'Dit.' },
    });
    expect((await mailTo(to)).method).to.equal(undefined);
  });

  it('reaches at once who wishes one mail a day, and who sent the date too', async () => {
    const { step } = await inMeeting([proposed]);
    const admin = stableId('user admin-petits-chenes');
    await house
      .db('mail_wishes')
      .insert({ user_id: admin, notices: 'daily', flash: 'mail', updated_at: instant(now) })
      .onConflict('user_id')
      .merge();
    const to = await address('admin-petits-chenes');
    await step(confirmed('2027-03-26'));
    expect((await mailTo(to)).method).to.equal('REQUEST');
    await step(proposed);
    await mailed();
    await step(chosen('2027-03-26'));
    const receipt = await mailTo(to);
    expect([receipt.method, receipt.text.includes('bien enregistré')]).to.deep.equal(['REQUEST', true]);
    await house.db('mail_wishes').where({ user_id: admin }).delete();
  });

  it('is sent of a project before there is a place, and taken away when other dates are asked for', async () => {
    now = house.clock.now;
    const caseId = await aProject(house, 'dates-proposed');
    await forget();
    const to = await address('admin-petits-chenes');
    const act = actIn(preparation, caseId);
    await act('operator', 'admin-petits-chenes', 'choose-date', { on: '2027-03-26', from: '10:00' });
    const fixed = await mailTo(to);
    expect([fixed.method, valueIn(fixed, 'DTEND')]).to.deep.equal(['REQUEST', '20270326T113000']);
    await act('operator', 'admin-petits-chenes', 'suggest-dates', { slots: [{ on: '2027-03-30', from: '10:00' }] });
    const off = await mailTo(to);
    expect([off.method, valueIn(off, 'UID')]).to.deep.equal(['CANCEL', valueIn(fixed, 'UID')]);
  });

  it('is sent of a visit for an authorisation, for the whole day where no hour was said', async () => {
    now = house.clock.now;
    await house
      .db('cases')
      .where({ slug: adaptation.slug, facility_id: chenes, closed_at: null })
      .update({ closed_at: instant(now) });
    const { caseId } = await openCase(house.db, adaptation, {
      subject: { kind: 'facility', id: chenes },
      kind: 'permanent-move',
      action: 'submit',
      facts: { kind: 'permanent-move', home: false, wishedOn: '2027-09-01', moreCapacity: false },
      content: submitted[4] ?? {},
      token: 'visit-by-mail',
      actor: { role: 'operator', userId: stableId('user admin-petits-chenes') },
      at: now,
    });
    const act = actIn(adaptation, caseId);
    await act('referent', 'referent-namur', 'declare-complete', {});
    await forget();
    const to = await address('admin-petits-chenes');
    await act('coordinator', 'coordinator-namur', 'plan-visit', { visitOn: '2027-03-26' });
    const fixed = await mailTo(to);
    expect([fixed.method, valueIn(fixed, 'DTSTART'), valueIn(fixed, 'DTEND')]).to.deep.equal([
      'REQUEST',
      '20270326',
      '20270327',
    ]);
    await act('operator', 'admin-petits-chenes', 'withdraw', {});
    expect((await mailTo(to)).method).to.equal('CANCEL');
  });

  const actIn =
    (process: AnyProcess, caseId: string) =>
    async (
      role: 'operator' | 'coordinator' | 'referent',
      who: string,
      action: string,
      facts: object,
    ): Promise<void> => {
      now += 10 * minute;
      await recordAct(house.db, process, caseId, {
        action,
        facts,
        content: {},
        token: `${action} ${String(now)}`,
        actor: { role, userId: stableId(`user ${who}`) },
        at: now,
      });
    };
});
