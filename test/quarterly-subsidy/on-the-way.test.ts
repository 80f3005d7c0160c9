/** A request that is on its way when its last evening ends. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import { procedures } from '../../activities/procedures.ts';
import { createDesk } from '../../activities/desk.ts';
import { patience } from '../../db/desk.ts';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { endOfDay, type Instant } from '../../domain/calendar.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { openHouse, type House } from '../support/house.ts';
import { serve, type Served } from '../support/serve.ts';
import { signInAs } from '../support/sign-in.ts';
import { minute } from '../support/times.ts';
import { openQuarter, stableOf } from './cases.ts';
import { makeReady, sealOf } from './ready.ts';

describe('a quarter that is on its way when its last evening ends', () => {
  let house: House;
  let served: Served;
  const morning = Date.parse('2026-11-23T09:00:00Z');
  before(async () => {
    house = await openHouse();
    served = await serve(house.app);
  });
  beforeEach(() => {
    house.clock.now = morning;
  });
  after(async () => {
    await served.close();
    await house.close();
  });
  const open = async (quarter: string): Promise<{ caseId: string; midnight: Instant }> => {
    const facilityId = stableOf('clair-matin');
    const caseId = await openQuarter(house.db, { facilityId, at: house.clock.now, quarter, status: 'to-submit' });
    const midnight = endOfDay((await stateOf(caseId)).data.lastDay);
    await makeReady(house.db, caseId, midnight - 2 * minute);
    return { caseId, midnight };
  };
  const stateOf = async (caseId: string): Promise<{ status: string; data: CaseData; number: number }> =>
    ((await house.db('cases').where({ id: caseId }).first('state')) as { state: never }).state;

  it('counts from the moment its first line reached the portal, however long its body takes', async () => {
    const { caseId, midnight } = await open('2061-2');
    house.clock.now = midnight - minute;
    const { cookie, csrfToken } = await signInAs(house.db, house.config, stableId('user admin-clair-matin'), {
      now: house.clock.now,
    });
    const body = new URLSearchParams({
      _csrf: csrfToken,
      token: randomUUID(),
      version: String((await stateOf(caseId)).number),
      seal: await sealOf(house.db, caseId, house.clock.now),
    }).toString();
    const sent = request({
      host: '127.0.0.1',
      port: served.port,
      method: 'POST',
      path: `/pro/quarterly-subsidy/${caseId}/submit`,
      headers: {
        cookie,
        'origin': 'http://127.0.0.1:3000',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'expect': '100-continue',
      },
    });
    sent.flushHeaders();
    await once(sent, 'continue');
    house.clock.now = midnight + 2 * minute;
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).to.equal(303);
    const { status, data } = await stateOf(caseId);
    expect([status, data.late]).to.deep.equal(['in-control', undefined]);
    const act = await house.db('acts').where({ case_id: caseId, action: 'submit' }).first<{ at: Instant }>('at');
    expect(act.at).to.equal(midnight - minute);
  });

  it('is waited for by the clock, which passes by a few minutes after midnight', async () => {
    const { caseId, midnight } = await open('2062-2');
    const desk = createDesk({
      db: house.db,
      bell: { ring: () => undefined, waiting: () => 0, quiet: () => Promise.resolve() },
      procedures,
      writeLetter: () => Promise.resolve(),
      patience,
    });
    await desk.workOff({ caseId, now: midnight - 60 * minute });
    const soon = await desk.workOff({ caseId, now: midnight + minute });
    expect([(await stateOf(caseId)).status, soon.waitsFor, soon.wakeAt]).to.deep.equal([
      'to-submit',
      'last-day-ends',
      midnight + patience,
    ]);
    const late = await open('2063-2');
    await desk.workOff({ caseId: late.caseId, now: late.midnight + patience });
    expect((await stateOf(late.caseId)).status).to.equal('late');
    await recordAct(house.db, process, caseId, {
      action: 'submit',
      facts: { digest: 'x', declared: 0 },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at: midnight - 1,
    });
    expect((await stateOf(caseId)).data.late).to.equal(undefined);
  });
});
