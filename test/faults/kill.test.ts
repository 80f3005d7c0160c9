import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect } from 'chai';
import { openCase } from '../../db/record-act.ts';
import { ringLagging } from '../../db/ring-lagging.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import { slug, workflowId, type RequestKind } from '../../workflows/authorisation-adaptation/contract.ts';
import { process as procedure } from '../../workflows/authorisation-adaptation/process.ts';
import { createBell } from '../../workflows/bell.ts';
import { createWorld, type World } from '../kit/world.ts';
import { firstFacts } from '../support/adaptation-acts.ts';
import { startKillableHouse, type KillableHouse, type Part } from '../support/killable.ts';
import { signInAs, type SignedIn } from '../support/sign-in.ts';
import { textOf } from '../support/html.ts';

const kinds: RequestKind[] = ['permanent-move', 'temporary-move', 'capacity-change', 'temporary-cessation'];
const kills: Part[] = ['worker', 'web', 'temporal', 'postgres', 'worker'];
/** Where chance decides when; said when the test fails. */
const seed = Number(process.env.FAULT_SEED ?? Date.now() % 100_000);
let dice = seed;
const chance = (below: number): number => {
  dice = (dice * 1_103_515_245 + 12_345) % 2 ** 31;
  return dice % below;
};

interface Sent {
  caseId: string;
  token: string;
  action: string;
}

describe(`a house whose parts are killed while people work (FAULT_SEED=${String(seed)})`, function () {
  this.timeout(180_000);
  let house: KillableHouse;
  let world: World;
  const people: Record<'operator' | 'referent', SignedIn> = {} as never;
  const caseIds = kinds.map(() => randomUUID());
  const acknowledged: Sent[] = [];
  const readyAgain: Record<string, number[]> = {};
  let stopping = false;

  before(async () => {
    house = await startKillableHouse();
    world = await createWorld(house.db);
    const now = Date.now();
    people.operator = await signInAs(house.db, house.config, world.people.administrator!, { now, acr: 500 });
    people.referent = await signInAs(house.db, house.config, world.people.referent!, { now, acr: 500 });
    for (const [index, kind] of kinds.entries()) {
      await openCase(house.db, procedure, {
        ...firstFacts(kind, dayOf(now)),
        caseId: caseIds[index]!,
        subject: { kind: 'facility', id: world.facilityId },
        kind,
        token: randomUUID(),
        actor: { role: 'operator', userId: world.people.administrator! },
        at: now,
      });
    }
  });
  after(async () => {
    await (house as KillableHouse | undefined)?.stop();
  });

  /** The same sending again and again until somebody answers, as a person does whose page does not come. */
  async function post(who: SignedIn, path: string, fields: Record<string, string>): Promise<void> {
    const body = new URLSearchParams({ _csrf: who.csrfToken, ...fields }).toString();
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await fetch(`${house.config.publicUrl}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body,
        signal: AbortSignal.timeout(10_000),
        headers: {
          cookie: who.cookie,
          origin: house.config.publicUrl,
          'content-type': 'application/x-www-form-urlencoded',
        },
      }).catch(() => undefined);
      if (answer?.status === 303) {
        expect(answer.headers.get('location')).to.include(path.split('/')[3]!);
        return;
      }
      if (answer && answer.status < 500)
        throw new Error(`${path}: ${String(answer.status)} ${textOf(await answer.text()).slice(0, 400)}`);
      await sleep(150);
    }
    throw new Error(`${path} is not answered`);
  }

  async function work(caseId: string): Promise<void> {
    for (let version = 1; !stopping || version % 2 === 0; version += 1) {
      const asks = version % 2 === 1;
      const [action, token] = [asks ? 'ask-complement' : 'give-complement', randomUUID()];
      await post(asks ? people.referent : people.operator, `/${asks ? 'office' : 'pro'}/${slug}/${caseId}/${action}`, {
        token,
        version: String(version),
        text: 'Le plan du rez-de-chaussée.',
        ...(asks ? { about1: 'other', why1: 'Il manque le plan.' } : { text1: 'Le voici.' }),
      });
      acknowledged.push({ caseId, token, action });
      await sleep(400 + chance(400));
    }
  }

  it('goes on: every act that was answered is there, and work resumes after each kill', async () => {
    const workers = Promise.all(caseIds.map(work));
    const chaos = (async () => {
      for (const part of kills) {
        await sleep(300 + chance(1_200));
        (readyAgain[part] ??= []).push(await house.killAndRestart(part));
        const count = acknowledged.length;
        await waitUntil('somebody', async () => acknowledged.length > count, { timeout: 20_000 });
      }
    })().finally(() => {
      stopping = true;
    });
    await Promise.all([workers, chaos]);
    expect(acknowledged.length).to.be.greaterThan(kills.length * 2);
  });

  it('has the clerk catch up with everything once the sweeper has been round', async () => {
    const connection = await Connection.connect({ address: house.config.temporalAddress });
    const client = new Client({ connection, namespace: house.config.temporalNamespace });
    const bell = createBell({ client, taskQueue: house.config.temporalTaskQueue });
    await waitUntil(
      'clerk',
      async () => {
        await ringLagging(house.db, bell);
        await sleep(500);
        const { rows } = await house.db.raw<{ rows: object[] }>(
          `select id from cases where engine_seq < bell_seq union select case_id from effects where status = 'pending'
           union select case_id from notices where mail_at is not null`,
        );
        return rows.length === 0;
      },
      { timeout: 90_000 },
    );
    for (const caseId of caseIds) {
      const handle = client.workflow.getHandle(workflowId(caseId));
      expect((await handle.describe()).status.name).to.equal('RUNNING');
      const { act_number } = (await house.db('cases').where({ id: caseId }).first('act_number')) as {
        act_number: number;
      };
      expect((await handle.query<{ number: number }>('view')).number).to.equal(act_number);
    }
    await connection.close();
  });

  it('has lost no act that was answered and doubled none', async () => {
    const acts = (await house
      .db('acts')
      .where('number', '>', 1)
      .select({ caseId: 'case_id', token: 'token', action: 'action' })) as Sent[];
    const byToken = (a: Sent, b: Sent): number => (a.token < b.token ? -1 : 1);
    expect(acts.sort(byToken)).to.deep.equal([...acknowledged].sort(byToken));
  });

  it('has done every effect once, or tried it again after a kill, and left none hidden', async () => {
    const effects = (await house.db('effects').select('case_id', 'act_number', 'effect', 'status', 'attempts')) as {
      case_id: string;
      act_number: number;
      effect: string;
      status: string;
      attempts: number;
    }[];
    expect(effects.filter(({ status }) => status !== 'done')).to.deep.equal([]);
    const outside = new Map(
      ((await house.db('test_outside')) as { case_id: string; number: number; effect: string; times: number }[]).map(
        ({ case_id, number, effect, times }) => [`${case_id} ${String(number)} ${effect}`, times],
      ),
    );
    for (const { case_id, act_number, effect, attempts } of effects.filter(
      (one) => !one.effect.startsWith('notify-'),
    )) {
      const times = outside.get(`${case_id} ${String(act_number)} ${effect}`) ?? 0;
      expect(times, effect).to.be.within(1, attempts);
      // Between an errand and its mark lies only the instant of a kill.
      expect(times, effect).to.be.at.most(1 + kills.length);
    }
  });

  it('has told each act to those whom it concerns, and mailed the operators among them at least once', async () => {
    const acts = (await house.db('acts').select({ caseId: 'case_id' }, 'number', 'action')) as {
      caseId: string;
      number: number;
      action: string;
    }[];
    const { manager, administrator, referent } = world.people as Record<string, string>;
    const told = acts.flatMap(({ caseId, number, action }) =>
      // Who sends a request or a complement gets a receipt.
      [manager, administrator, ...(action === 'ask-complement' ? [] : [referent])].map(
        (userId) => `${userId!} ${caseId} ${String(number)}`,
      ),
    );
    const notices = (await house.db('notices').select('user_id', 'case_id', 'act_number', 'mailed_at')) as {
      user_id: string;
      case_id: string;
      act_number: number;
      mailed_at: number | null;
    }[];
    expect(
      notices.map(({ user_id, case_id, act_number }) => `${user_id} ${case_id} ${String(act_number)}`).sort(),
    ).to.deep.equal(told.sort());
    expect(
      notices.filter(({ user_id, mailed_at }) => (user_id === referent) !== (mailed_at === null)),
      'operators are mailed, agents are not',
    ).to.deep.equal([]);
    const mails = (await house.db('test_mails')) as { message_id: string; times: number }[];
    for (const { user_id, case_id, act_number } of notices.filter((notice) => notice.user_id !== referent)) {
      const mine = mails.map(({ message_id }) => message_id.slice(1).split(/[.@]/)).filter((id) => id[2] === user_id);
      expect(mine.some(([caseId, number]) => caseId === case_id && Number(number) >= act_number)).to.equal(true);
    }
    for (const { times } of mails) expect(times).to.be.at.most(1 + kills.length);
  });

  it('leaves chains that verify', async () => {
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);
    console.log(
      `      ready again after ms: ${JSON.stringify(readyAgain)}; ${String(acknowledged.length)} acts answered`,
    );
  });
});
