/**
 * Renewals of many bodies whose agreements end on one day: invited, submitted on the last evening, prolonged by themselves while the engine is away
 * for a day, decided. `RENEWALS=300 TEST_FILE_MINUTES=30 TEST_MINUTES=30 npm test -- test/agreement-renewal/at-once.test.ts` does it for as many as may be.
 */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { findAgreed } from '../../db/after-school/agreed.ts';
import { atOneMoment } from '../../db/one-moment.ts';
import { isRecorded, recordAct } from '../../db/record-act.ts';
import { fillDossier } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import { dossierForms } from '../../api/agreement-renewal/dossier-acts.ts';
import { dossierOf } from '../../api/agreement-renewal/own.ts';
import type { Action, CaseData, Decision } from '../../workflows/agreement-renewal/contract.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import type { Role } from '../../workflows/roles.ts';
import { makeBodies } from '../after-school/many-bodies.ts';
import { inHands } from '../support/in-hands.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { many, secondsSince, type Many } from '../support/many.ts';

const asked = Number(globalThis.process.env.RENEWALS ?? 0);
const count = asked || 20;
const hour = 3_600_000;
/** The agreement of each: its last day, and what is counted back from it. */
const endsOn = '2028-03-31';
const [invitedOn, remindedOn, lastRemindedOn, submitBy] = ['2027-03-31', '2027-09-30', '2027-11-16', '2027-11-30'];
/** What is decided begins then: a month of prolongation. */
const [effectiveOn, untilOn] = ['2028-05-01', '2033-04-30'];
const hands = 8;

/** Of ten bodies one submits too late, one never, and one is refused. */
const fates = ['late', 'silent', 'refused'] as const;
type Fate = (typeof fates)[number] | 'renewed';

interface CaseRow {
  id: string;
  organising_body_id: string;
  status: string;
  state: { data: CaseData };
}

describe('agreements of many bodies that end on one day', function () {
  this.timeout(asked ? 1_800_000 : 240_000);
  let engine: Engine;
  let all: Many;
  const letters: string[] = [];
  const hire = (started: Engine): void => {
    engine = started;
    all = many(engine);
  };
  const fateOf = new Map<string, Fate>();
  const bodiesOf = (...wanted: Fate[]): string[] =>
    [...fateOf].filter(([, fate]) => wanted.includes(fate)).map(([id]) => id);
  before(async () => {
    hire(await startEngine({ opened: [process], pace: 25 }));
    await makeBodies(engine.db, count, { from: '2023-04-01', to: endsOn });
    const bodies = (await engine.db('organising_bodies').orderBy('id').pluck('id')) as string[];
    bodies.forEach((id, index) => fateOf.set(id, fates[index % 10] ?? 'renewed'));
  });
  after(() => engine.close());

  const tell = (what: string): void => {
    if (asked) console.log(`      ${what}`);
  };
  const cases = (): Promise<CaseRow[]> => engine.db('cases').where({ slug: process.slug }).orderBy('id') as never;
  const statuses = async (): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const { status } of await cases()) found[status] = (found[status] ?? 0) + 1;
    return found;
  };
  /** Of each act, on which days and how often: no case has one twice on a day. */
  const acts = async (action: Action): Promise<Record<string, number>> => {
    const rows = (await engine.db('acts').where({ action }).select('case_id', 'at')) as {
      case_id: string;
      at: number;
    }[];
    const seen: Record<string, number> = {};
    for (const { at } of rows) seen[dayOf(at)] = (seen[dayOf(at)] ?? 0) + 1;
    expect(new Set(rows.map(({ case_id, at }) => `${case_id} ${dayOf(at)}`)).size, action).to.equal(rows.length);
    return seen;
  };
  /** The engine goes with all it knew, and another is there from an instant on: the rows are all that is left. */
  async function engineIsAwayUntil(at: Instant): Promise<void> {
    const { calls } = engine;
    await engine.stop();
    letters.push(...calls.map(({ caseId, effect }) => `${effect} ${caseId}`));
    hire(await startEngine({ database: engine, opened: [process], pace: 25 }));
    await engine.env.sleep(Math.max(1, at - (await engine.now())));
    const from = performance.now();
    await all.sweep();
    tell(`caught up with the day without an engine in ${secondsSince(from)}`);
  }

  it(`opens ${String(count)} of them once, in the month before they are invited, and invites each on its day`, async () => {
    const from = performance.now();
    await all.sleepUntil(startOfDay('2027-02-01') + hour);
    await all.round(process.slug);
    expect(await cases()).to.deep.equal([]);
    await all.sleepUntil(startOfDay('2027-03-01') + hour);
    await Promise.all([all.round(process.slug), all.round(process.slug)]);
    await all.settle();
    expect(await statuses()).to.deep.equal({ scheduled: count });
    await all.sleepUntil(startOfDay('2027-04-01') + hour);
    await all.round(process.slug);
    expect(await statuses()).to.deep.equal({ invited: count });
    expect(await acts('open-renewal')).to.deep.equal({ '2027-03-01': count });
    expect(await acts('invite')).to.deep.equal({ [invitedOn]: count });
    await all.sleepUntil(startOfDay('2027-11-17') + hour);
    expect(await acts('remind')).to.deep.equal({ [remindedOn]: count, [lastRemindedOn]: count });
    tell(`opened, invited and reminded in ${secondsSince(from)}`);
  });

  it('takes those of the last evening in time and each once, and those that come later as late', async () => {
    await all.sleepUntil(startOfDay(submitBy) + 12 * hour);
    const evening = startOfDay(submitBy) + 23.5 * hour;
    const from = performance.now();
    await inHands(hands, await cases(), async (row) => {
      await fillDossier(engine.db, undefined, {
        caseId: row.id,
        bodyId: row.organising_body_id,
        by: userOf(row),
        at: evening,
      });
      if (bodiesOf('renewed', 'refused').includes(row.organising_body_id))
        await submit(row, evening + Math.round(29 * 60_000 * Math.random()));
    });
    tell(`submitted in ${secondsSince(from)}`);
    await all.sleepUntil(startOfDay('2027-12-10') + hour);
    const [late, silent] = [bodiesOf('late'), bodiesOf('silent')];
    expect(await statuses()).to.deep.equal({
      examination: count - late.length - silent.length,
      late: late.length + silent.length,
    });
    await inHands(hands, (await cases()).filter(isOf('late')), async (row) => submit(row, await engine.now()));
    await all.settle();
    expect(await acts('last-day-ends')).to.deep.equal({ '2027-12-01': late.length + silent.length });
    expect(await acts('submit')).to.deep.equal({
      [submitBy]: count - late.length - silent.length,
      '2027-12-10': late.length,
    });
    expect((await cases()).filter(({ state: { data } }) => data.late).length).to.equal(late.length);
  });

  it('prolongs by itself what was submitted in time, once, and nothing else, though the engine is away on the last day', async () => {
    await all.sleepUntil(startOfDay(endsOn) + 12 * hour);
    await engineIsAwayUntil(startOfDay('2028-04-01') + 13 * hour);
    const prolonged = (await engine
      .db('agreement_prolongations as p')
      .join('agreements as a', 'a.id', 'p.agreement_id')
      .orderBy('a.organising_body_id')
      .select('a.organising_body_id as body', 'p.from_on', 'p.until_on')) as {
      body: string;
      from_on: string;
      until_on: string | null;
    }[];
    expect(prolonged).to.deep.equal(
      bodiesOf('renewed', 'refused').map((body) => ({ body, from_on: '2028-04-01', until_on: null })),
    );
    expect(await acts('agreement-ends')).to.deep.equal({ '2028-04-01': count });
    expect(await statuses()).to.deep.equal({
      'examination': count - bodiesOf('silent').length,
      'expired': bodiesOf('silent').length,
    });
  });

  it('decides them at once: an agreement for each, written once, and no day between the old one and the new', async () => {
    const from = performance.now();
    await inHands(
      hands,
      (await cases()).filter(({ status }) => status === 'examination'),
      decide,
    );
    tell(`decided in ${secondsSince(from)}`);
    await all.sleepUntil(startOfDay(effectiveOn) + hour);
    await all.sleepUntil(startOfDay(effectiveOn) + 13 * hour);
    tell(`in force after ${secondsSince(from)}`);
    const [renewed, refused, silent] = [bodiesOf('renewed', 'late'), bodiesOf('refused'), bodiesOf('silent')];
    expect(await statuses()).to.deep.equal({
      'in-force': renewed.length,
      'refused': refused.length,
      'expired': silent.length,
    });
    expect(await acts('take-effect')).to.deep.equal({ [effectiveOn]: renewed.length });
    const made = (await engine.db('agreements').whereNotNull('case_id')) as {
      organising_body_id: string;
      from_on: string;
      to_on: string;
    }[];
    expect(made.map(({ organising_body_id: body }) => body).sort()).to.deep.equal([...renewed].sort());
    expect(made.every((one) => one.from_on === effectiveOn && one.to_on === untilOn)).to.equal(true);
    const places = (await engine.db('facilities').select('id', 'organising_body_id')) as {
      id: string;
      organising_body_id: string;
    }[];
    const agreed = await findAgreed(
      engine.db,
      places.map(({ id }) => id),
      endsOn,
      '2028-06-01',
    );
    const [first, then, next] = [
      ['2023-04-01', endsOn],
      ['2028-04-01', '2028-04-30'],
      [effectiveOn, untilOn],
    ];
    const expected: Readonly<Record<Fate, readonly unknown[]>> = {
      renewed: [first, then, next],
      refused: [first, then],
      late: [first, next],
      silent: [first],
    };
    for (const { id, organising_body_id: body } of places)
      expect(agreed.get(id)?.map(({ from: begins, to }) => [begins, to])).to.deep.equal(expected[fateOf.get(body)!]);
  });

  it('writes each letter once, and leaves every chain of acts whole', async () => {
    letters.push(...engine.calls.map(({ caseId, effect }) => `${effect} ${caseId}`));
    const expected = (await cases()).flatMap((row) => {
      const fate = fateOf.get(row.organising_body_id)!;
      const wanted = ['letter-invitation', ...(fate === 'silent' ? [] : ['receipt', 'letter-decision'])];
      return wanted.map((letter) => `${letter} ${row.id}`);
    });
    expect([...letters].sort()).to.deep.equal(expected.sort());
    expect((await verifyActs(engine.db)).faults).to.deep.equal([]);
  });

  const isOf =
    (fate: Fate) =>
    ({ organising_body_id: body }: CaseRow): boolean =>
      fateOf.get(body) === fate;

  /** As `api/cases/send-act.ts` records what is sealed; one in five clicks twice. */
  async function submit(row: CaseRow, at: Instant): Promise<void> {
    const [token, by] = [randomUUID(), userOf(row)];
    const { seal } = dossierForms.submit;
    const dossier = await dossierOf(engine.db, row as never, dayOf(at));
    const seen = seal!.mark({ file: { own: { dossier } } } as never);
    const act = { action: 'submit', token, at, actor: { role: 'operator', userId: by } } as const;
    const one = (): Promise<unknown> =>
      atOneMoment(engine.db, async (trx) => {
        if (await isRecorded(trx, row.id, { action: 'submit', token, userId: by }))
          return recordAct(trx, process, row.id, { ...act, facts: {} });
        const sealed = await seal!.read(trx, { row, content: {}, today: dayOf(at) } as never, seen);
        if (!sealed.ok) throw new Error(sealed.fault);
        return recordAct(trx, process, row.id, { ...act, facts: sealed.facts, content: sealed.content });
      });
    await (at % 5 === 0 ? Promise.all([one(), one()]) : one());
    engine.bell.ring(process.slug, row.id);
  }

  async function decide(row: CaseRow): Promise<void> {
    const refused = isOf('refused')(row);
    const proposal: Decision = refused
      ? { outcome: 'refuse', effectiveOn, grounds: ['project'] }
      : { outcome: 'renew', effectiveOn, untilOn };
    const at = await engine.now();
    const steps: readonly [Role, Action, object][] = [
      ['aes-referent', 'examine', { met: 11, unmet: 0 }],
      ['aes-referent', 'give-report', { outcome: proposal.outcome }],
      ['aes-referent', 'note-commission-opinion', { opinion: proposal.outcome, sessionOn: dayOf(at) }],
      ['aes-referent', 'propose-decision', proposal],
      ['atl-director', 'sign-decision', {}],
    ];
    for (const [index, [role, action, facts]] of steps.entries()) {
      const token = randomUUID();
      const one = (): Promise<unknown> =>
        recordAct(engine.db, process, row.id, {
          ...{ action, facts, token, content: { motives: 'Vu.' }, at: at + index },
          actor: { role, userId: people[role === 'aes-referent' ? 0 : 1]! },
        });
      // The signature is sent twice: it is one.
      await (action === 'sign-decision' ? Promise.all([one(), one()]) : one());
    }
    engine.bell.ring(process.slug, row.id);
  }
  const people = [randomUUID(), randomUUID()];
  const users = new Map<string, string>();
  const userOf = ({ organising_body_id: body }: CaseRow): string => users.get(body)!;
  before(async () => {
    const grants = (await engine.db('grants').select('user_id', 'organising_body_id')) as {
      user_id: string;
      organising_body_id: string;
    }[];
    for (const grant of grants) users.set(grant.organising_body_id, grant.user_id);
  });
});
