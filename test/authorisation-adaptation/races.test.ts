import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { openCase, recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { measureKinds } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const cases = 100;
const drafter = stableId('user referent-namur');
const heads = [
  ['Julie Moreau', stableId('user asr-manager-namur')],
  ['Brigitte Leclercq', stableId('user asr-manager-bruxelles')],
] as const;

describe('two persons on one case', () => {
  let house: House;
  let close: () => Promise<void>;
  let address: string;
  before(async () => {
    house = await openHouse();
    // Both answer for the whole country, as where one stands in for the other.
    await house
      .db('grants')
      .whereIn(
        'user_id',
        heads.map(([, id]) => id),
      )
      .update({ administration: null });
    const server = createServer(house.app);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    };
  });
  after(async () => {
    await close();
    await house.close();
  });

  /** Over a socket that stands, so that both are there at the same moment. */
  const post = async (
    who: Visitor,
    url: string,
    fields: Record<string, string>,
  ): Promise<{ status: number; text: string }> => {
    const answer = await fetch(address + url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'cookie': who.cookie,
        'origin': 'http://127.0.0.1:3000',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ _csrf: who.csrfToken, ...fields }).toString(),
    });
    return { status: answer.status, text: await answer.text() };
  };

  /** Cases that wait for a signature, one after another. */
  async function* proposed(): AsyncGenerator<string> {
    // Nothing is authorised at the place that vendors of software try their tests on.
    const facilities = await house
      .db('facilities')
      .whereIn('id', house.db('authorisation_versions').select('facility_id'))
      .orderBy('id')
      .select<{ id: string; home: boolean }[]>('id', 'home');
    for (const kind of measureKinds) {
      for (const { id: facilityId, home } of facilities) {
        const caseId = randomUUID();
        const at = house.clock.now;
        const actor = { role: 'referent' as const, userId: drafter };
        try {
          await openCase(house.db, process, {
            caseId,
            token: caseId,
            subject: { kind: 'facility', id: facilityId },
            kind,
            action: 'open-measure',
            facts: { kind, home, effectiveOn: '2027-03-01' },
            actor,
            at,
          });
        } catch {
          continue;
        } // one is open there already
        await recordAct(house.db, process, caseId, {
          action: 'answer-notice',
          token: 'answer',
          facts: {},
          actor: { role: 'operator', userId: stableId('user admin-parc') },
          at,
        });
        await recordAct(house.db, process, caseId, {
          action: 'propose-decision',
          token: 'propose',
          facts: { outcome: 'take-measure', effectiveOn: '2027-03-01' },
          actor,
          at,
        });
        yield caseId;
      }
    }
  }

  it(`decide ${String(cases)} times: one decision each, and the other reads who it was and when`, async () => {
    const [[firstName], [secondName]] = heads;
    const [julie, brigitte] = await Promise.all(heads.map(([, id]) => house.asUser(id)));
    const won: Record<string, number> = { [firstName]: 0, [secondName]: 0 };
    let n = 0;
    for await (const caseId of proposed()) {
      n += 1;
      const base = `/office/authorisation-adaptation/${caseId}`;
      const form = (more: object = {}): Record<string, string> => ({ token: randomUUID(), version: '3', ...more });
      const sign = () => post(julie!, `${base}/sign-decision`, form());
      const giveBack = () =>
        post(brigitte!, `${base}/return-to-drafter`, form({ reason: 'Les motifs sont à compléter.' }));
      const [signed, returned] =
        n % 2 ? await Promise.all([sign(), giveBack()]) : (await Promise.all([giveBack(), sign()])).reverse();
      expect([signed!.status, returned!.status].sort(), caseId).to.deep.equal([303, 409]);
      const winner = signed!.status === 303 ? firstName : secondName;
      const { text } = signed!.status === 303 ? returned! : signed!;
      expect(text)
        .to.include(`par ${winner}`)
        .and.include(formatDateTime(house.clock.now))
        .and.include("n'a donc pas été enregistrée");
      const acts = await house
        .db('acts')
        .where({ case_id: caseId })
        .where('number', '>', 3)
        .select<{ action: string; actor_id: string }[]>('action', 'actor_id');
      expect(acts).to.deep.equal([
        signed!.status === 303
          ? { action: 'sign-decision', actor_id: heads[0][1] }
          : { action: 'return-to-drafter', actor_id: heads[1][1] },
      ]);
      won[winner]! += 1;
      if (n === cases) break;
    }
    expect(n).to.equal(cases);
    expect(Object.values(won).reduce((a, b) => a + b)).to.equal(cases);
    const { faults } = await verifyActs(house.db);
    expect(faults).to.deep.equal([]);
  });

  it('sign both at once: one signature, and one reads 409', async () => {
    for await (const caseId of proposed()) {
      const both = await Promise.all(heads.map(([, id]) => house.asUser(id)));
      const answers = await Promise.all(
        both.map((who) =>
          post(who, `/office/authorisation-adaptation/${caseId}/sign-decision`, { token: randomUUID(), version: '3' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
      expect(await house.db('acts').where({ case_id: caseId, action: 'sign-decision' })).to.have.length(1);
      return;
    }
  });

  it('are four eyes: who proposed does not sign, even as head of administration, and finds no button', async () => {
    await house
      .db('grants')
      .insert({ user_id: drafter, role: 'asr-manager', administration: null, valid_from: '2026-01-01' });
    const both = await house.asUser(drafter);
    for await (const caseId of proposed()) {
      const base = `/office/authorisation-adaptation/${caseId}`;
      expect(await post(both, `${base}/sign-decision`, { token: randomUUID(), version: '3' }))
        .to.include({ status: 403 })
        .and.have.property('text')
        .that.includes('Deux personnes différentes');
      expect((await both.get(base)).text).to.not.include(`${base}/sign-decision`);
      expect((await both.get(`${base}/sign-decision`)).status).to.equal(403);
      expect(await house.db('acts').where({ case_id: caseId })).to.have.length(3);
      await house
        .db('tasks')
        .where({ case_id: caseId, action: 'sign-decision' })
        .first<{ id: string }>('id')
        .then(async ({ id }) => {
          expect((await post(both, '/office/tasks/claim', { tasks: id })).status).to.equal(403);
        });
      return;
    }
  });
});
