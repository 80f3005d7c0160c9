/** What webhooks are told of the quarter, and how; against a receiver of our own. */
import { createServer, request as plainRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWebhookRound, postTo, type Way } from '../../activities/webhooks.ts';
import { drawDeliveries } from '../../db/applications/deliveries.ts';
import { sweepCalls } from '../../db/applications/requests.ts';
import { instant } from '../../db/connect.ts';
import { WebhookMessage } from '../../api/external/schemas.ts';
import { isPublicAddress, webhookFault } from '../../domain/applications/addresses.ts';
import { signatureOf } from '../../domain/applications/signature.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeApplication } from './made-application.ts';

interface Heard {
  headers: Record<string, string>;
  body: string;
}
const day = 86_400_000;

describe('webhooks', () => {
  let house: House;
  let nathalie: Visitor;
  let receiver: Server;
  let heard: Heard[] = [];
  let answers = 204;
  let way: Way;
  let id: string;
  const path = () => `/pro/applications/${id}`;

  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    receiver = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        heard.push({ headers: req.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
        res.writeHead(answers, { location: 'http://127.0.0.1/' }).end();
      });
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    const { port } = receiver.address() as AddressInfo;
    way = {
      lookup: () => Promise.resolve([{ address: '127.0.0.1' }]),
      isAllowed: () => true,
      request: (options, answered) => plainRequest({ ...options, port }, answered),
    };
  });
  after(async () => {
    await new Promise((closed) => receiver.close(closed));
    await house.close();
  });
  beforeEach(async () => {
    [heard, answers] = [[], 204];
    for (const table of ['webhook_deliveries', 'webhooks', 'account_notices']) await house.db(table).delete();
    ({ id } = await makeApplication(house.db, { at: house.clock.now }));
  });

  const round = (later = 0) =>
    createWebhookRound({
      db: house.db,
      config: house.config,
      now: () => house.clock.now + later,
      way,
    }).deliverWebhooks();
  const add = async (events = ['attendance.sent'], address = 'https://logiciel.example/pro-one'): Promise<string> => {
    const answer = await nathalie.post(`${path()}/webhooks`, { token: randomUUID(), address, events });
    expect(answer.status, answer.text).to.equal(201);
    return /whsec_[A-Za-z0-9+/]{43}=/.exec(answer.text.replaceAll('&#x3D;', '='))![0];
  };
  /** As if it had been there when the demonstration was told. */
  const longAgo = () =>
    house
      .db('webhooks')
      .update({ created_at: instant(house.clock.now - 400 * day), drawn_at: instant(house.clock.now - 400 * day) });

  it('are told of acts once each, signed, without a name, and find where to read', async () => {
    const secret = await add();
    expect(await round()).to.deep.equal({ told: 0, failed: 0 });
    await longAgo();
    const { told } = await round();
    expect(told).to.be.greaterThan(0);
    expect(await round(60_000)).to.deep.equal({ told: 0, failed: 0 });
    expect(heard).to.have.lengthOf(told);
    for (const { headers, body } of heard) {
      const at = Number(headers['webhook-timestamp']);
      expect(headers['webhook-signature']).to.equal(signatureOf(secret, { id: headers['webhook-id']!, at, body }));
      expect(at).to.equal(Math.floor(house.clock.now / 1000));
      expect(headers.host).to.equal('logiciel.example');
      expect(WebhookMessage.safeParse(JSON.parse(body)).error?.issues).to.equal(undefined);
      expect(body).not.to.match(/Chênes|Servais|Nathalie/);
    }
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).to.equal(told);
    expect((await nathalie.get(path())).text)
      .to.include('reçue')
      .and.include('Rejouer');
    const kept = await Promise.all(['webhooks', 'audit', 'kept_forms'].map((table) => house.db(table)));
    expect(JSON.stringify(kept)).not.to.include(secret);
  });

  it('are forgotten with the calls; what still waits is not', async () => {
    await add();
    await longAgo();
    await round();
    const [waiting] = (await house.db('webhook_deliveries').select('id')) as { id: string }[];
    await house
      .db('webhook_deliveries')
      .where({ id: waiting!.id })
      .update({ next_at: instant(house.clock.now), delivered_at: null });
    await sweepCalls(house.db, house.clock.now + 29 * day, 30);
    expect((await house.db('webhook_deliveries').select('id')).length).to.be.greaterThan(1);
    await sweepCalls(house.db, house.clock.now + 31 * day, 30);
    expect(await house.db('webhook_deliveries').pluck('id')).to.deep.equal([waiting!.id]);
    // They are not told anew: acts so old are looked for no more.
    await house.db('webhooks').update({ drawn_at: instant(house.clock.now + 31 * day) });
    expect(await drawDeliveries(house.db, house.clock.now + 31 * day)).to.equal(0);
  });

  it('are told anew, later and later, of what they did not take; and not after they were removed', async () => {
    await add();
    await longAgo();
    answers = 500;
    const { failed } = await round();
    expect(failed).to.be.greaterThan(0);
    expect(await round(59_000)).to.deep.equal({ told: 0, failed: 0 });
    expect(await round(61_000)).to.deep.equal({ told: 0, failed });
    expect(await round(200_000)).to.deep.equal({ told: 0, failed: 0 });
    answers = 302;
    expect(await round(400_000)).to.deep.equal({ told: 0, failed });
    expect((await nathalie.get(path())).text)
      .to.include('réponse 302, essai 3')
      .and.include('échoue depuis');
    answers = 204;
    expect(await round(3_000_000)).to.deep.equal({ told: failed, failed: 0 });
    const { id: of } = (await house.db('webhooks').first('id')) as { id: string };
    await house.db('webhook_deliveries').update({ next_at: instant(house.clock.now) });
    for (let time = 0; time < 2; time += 1)
      expect((await nathalie.post(`${path()}/webhooks/remove`, { of })).status).to.equal(303);
    expect(await round(3_000_000)).to.deep.equal({ told: 0, failed: 0 });
  });

  it('are disabled after days of failing, which the administrators are told; then set going and told what they missed', async () => {
    await add();
    await longAgo();
    answers = 500;
    await round();
    await round(6 * day);
    const webhook = (await house.db('webhooks').first()) as { id: string; disabled_why: string };
    expect(webhook.disabled_why).to.equal('failing');
    expect(await house.db('account_notices').where({ kind: 'webhook-off' })).to.have.lengthOf(1);
    expect(await round(7 * day)).to.deep.equal({ told: 0, failed: 0 });
    const delivery = (await house.db('webhook_deliveries').first('id')) as { id: string };
    expect((await nathalie.post(`${path()}/webhooks/replay`, { of: delivery.id })).status).to.equal(404);
    expect((await nathalie.post(`${path()}/webhooks/enable`, { of: webhook.id })).status).to.equal(303);
    expect((await nathalie.post(`${path()}/webhooks/replay`, { of: delivery.id })).status).to.equal(303);
    answers = 204;
    expect(await round(7 * day)).to.deep.equal({ told: 1, failed: 0 });
  });

  it('are disabled at once where the address says that it is gone', async () => {
    await add();
    await longAgo();
    answers = 410;
    await round();
    expect(((await house.db('webhooks').first()) as { disabled_why: string }).disabled_why).to.equal('gone');
  });

  it('tell only of the places of the application', async () => {
    await add(['attendance.sent', 'attendance.reopened', 'quarter.status-changed']);
    await longAgo();
    await house.db('application_places').where({ application_id: id }).delete();
    expect(await drawDeliveries(house.db, house.clock.now)).to.equal(0);
  });

  it('lead to no address inside, however it is written or whatever its name leads to', async () => {
    const form = (address: string) =>
      nathalie.post(`${path()}/webhooks`, { token: randomUUID(), address, events: 'attendance.sent' });
    for (const address of [
      'http://exemple.be',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://localhost/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://a:b@exemple.be/',
      'https://[::ffff:10.0.0.1]/',
      'https://169.254.169.254/',
      'x',
    ])
      expect((await form(address)).status, address).to.equal(422);
    expect(webhookFault('https://exemple.be/pro-one')).to.equal(undefined);
    for (const ip of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      '::ffff:127.0.0.1',
      'fd00::1',
      'fe80::1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      'x',
    ])
      expect(isPublicAddress(ip), ip).to.equal(false);
    for (const ip of ['1.1.1.1', '193.190.198.1', '2a02:578::1']) expect(isPublicAddress(ip), ip).to.equal(true);
    const asked: string[] = [];
    const sending = { headers: {}, body: '{}' };
    const leads = (...found: string[]): Way => ({
      lookup: () => Promise.resolve(found.map((address) => ({ address }))),
      isAllowed: isPublicAddress,
      request: (options, answered) => {
        asked.push(String(options.host));
        return way.request(options, answered);
      },
    });
    expect(await postTo('https://logiciel.example/', sending, leads('10.0.0.1'))).to.deep.equal({
      failure: 'private-address',
    });
    expect(await postTo('https://logiciel.example/', sending, leads('1.1.1.1', '127.0.0.1'))).to.deep.equal({
      failure: 'private-address',
    });
    expect(asked).to.deep.equal([]);
    // What was looked at is what is called: a name that leads elsewhere a moment later leads nowhere.
    expect(
      await postTo('https://logiciel.example/', sending, { ...leads('127.0.0.1'), isAllowed: () => true }),
    ).to.deep.equal({ status: 204 });
    expect(asked).to.deep.equal(['127.0.0.1']);
  });

  it('are signed as Standard Webhooks has it', () => {
    // The example of the specification's own libraries.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signatureOf(secret, signed)).to.equal('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});
