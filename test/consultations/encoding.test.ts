import { expect } from 'chai';
import { heldByDoctor } from '../../db/consultations/held.ts';
import { loadMonths } from '../../db/consultations/month.ts';
import { findQuarterCase } from '../../db/consultations/quarter-case.ts';
import { saveLines, type TypedLine } from '../../db/consultations/save.ts';
import { sentConsultations } from '../../db/consultations/sent.ts';
import { loadMonthsToSign, reopenMonth, signMonth, type Signing } from '../../db/consultations/sign.ts';
import { atOneMoment } from '../../db/one-moment.ts';
import { recordAct } from '../../db/record-act.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { openHouse, type House } from '../support/house.ts';
import { addDoctor, facilityId, hour, line, openQuarter } from './world.ts';

const september = '2025-09';
const today = '2026-11-23';

describe('a month of consultations that is being encoded', () => {
  let house: House;
  let claes: string;
  let simon: string;
  let caseId: string;
  let nathalie: { userId: string; acr: number };
  let thomas: { userId: string; acr: number };
  let organisingBodyId: string;

  before(async () => {
    house = await openHouse();
    const ids = (await house.db('users').where({ portal: 'pro' }).limit(2).pluck('id')) as string[];
    nathalie = { userId: ids[0]!, acr: 500 };
    thomas = { userId: ids[1]!, acr: 450 };
    const place = await house.db('facilities').where({ id: facilityId }).first<{ organising_body_id: string }>();
    organisingBodyId = place.organising_body_id;
    claes = await addDoctor(house.db, { familyName: 'Claes' });
    simon = await addDoctor(house.db, {
      familyName: 'Simon',
      status: 'to-validate',
      kilometres: 31,
      from: '2025-09-01',
    });
    caseId = await openQuarter(house.db, { at: house.clock.now });
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('consultations').delete();
  });

  const web = () => house.dbOf('web');
  const of = (month = september) => ({ facilityId, month, organisingBodyId });
  const save = (lines: TypedLine[], viewer = nathalie, month = september) =>
    saveLines(web(), of(month), lines, { viewer, at: house.clock.now });
  const load = async (month = september) => (await loadMonths(web(), facilityId, [month], { today }))[0]!;
  const outcomes = (saved: { outcome: string; version: number }[]) =>
    saved.map(({ outcome, version }) => [outcome, version]);

  it('saves each line by itself, and tells who was there first and what stands', async () => {
    const [a, b] = [line(claes), line(claes, { on: '2025-09-10' })];
    expect(outcomes(await save([a, b]))).to.deep.equal([
      ['saved', 1],
      ['saved', 1],
    ]);
    await save([{ ...a, seen: 1, to: hour(16) }], thomas);
    const [late, other] = await save([
      { ...a, seen: 1, to: hour(17) },
      { ...b, seen: 1, to: hour(14) },
    ]);
    expect(late).to.deep.include({
      outcome: 'changed',
      version: 2,
      stands: { on: a.on, from: a.from, to: hour(16), collaboration: claes },
    });
    expect(late!.by).to.be.a('string');
    expect(other).to.deep.include({ outcome: 'saved', version: 2 });
    expect((await load()).lines.map(({ to }) => to)).to.deep.equal([hour(16), hour(14)]);
  });

  it('adds a line once, however often it is sent, and takes it away and back', async () => {
    const a = line(claes);
    await Promise.all([save([a]), save([a]), save([a])]);
    expect((await load()).lines).to.have.lengthOf(1);
    expect(outcomes(await save([{ ...a, seen: 1, removes: true }]))).to.deep.equal([['saved', 2]]);
    expect(outcomes(await save([{ ...a, seen: 1, removes: true }]))).to.deep.equal([['saved', 2]]);
    expect((await load()).lines).to.deep.equal([]);
    expect(outcomes(await save([{ ...a, seen: 1, to: hour(17) }], thomas))).to.deep.equal([['gone', 2]]);
    expect(outcomes(await save([{ ...a, seen: 2 }]))).to.deep.equal([['saved', 3]]);
    expect((await load()).lines).to.have.lengthOf(1);
  });

  it('writes into no other month and no other place', async () => {
    const a = line(claes);
    await save([a]);
    expect(outcomes(await save([{ ...a, seen: 1, to: hour(17) }], nathalie, '2025-08'))).to.deep.equal([['gone', 1]]);
  });

  it('keeps what is not whole yet, and says what is missing', async () => {
    await save([line(null, { on: null, from: null, to: null })]);
    const { looked } = await load();
    expect(looked.lines[0]!.standing).to.equal('faulty');
    expect(looked.lines[0]!.points.map(({ field, code }) => [field, code])).to.deep.equal([
      ['on', 'missing'],
      ['from', 'missing'],
      ['to', 'missing'],
      ['collaboration', 'missing'],
    ]);
  });

  it('is audited without a word of what nobody changed', async () => {
    const a = line(claes);
    await save([a]);
    await save([{ ...a, seen: 1, to: hour(16) }]);
    await save([{ ...a, seen: 2, to: hour(16) }]);
    await save([{ ...a, seen: 2, removes: true }]);
    const lines = await house.db('audit').where({ subject: 'consultation', subject_id: a.id }).orderBy('id');
    expect((lines as { event: string }[]).map(({ event }) => event)).to.deep.equal(['create', 'update', 'delete']);
    expect((lines as { change: object }[])[1]!.change).to.deep.equal({
      to_minute: { before: hour(15, 30), after: hour(16) },
    });
  });

  it('counts the tariff of the day, also where it changes within the month', async () => {
    await house.db('parameters').insert([
      {
        slug: 'quarterly-subsidy',
        code: 'hourly-fee',
        value: 40,
        unit: 'euros',
        label: 'x',
        valid_from: '2025-09-15',
        source: 'assumption',
        reference: 'x',
      },
    ]);
    await save([line(claes), line(claes, { on: '2025-09-15' }), line(simon, { on: '2025-09-17' })]);
    const { looked, tariffs } = await load();
    const { valid_from: earliest } = await house
      .db('parameters')
      .where({ slug: 'quarterly-subsidy', code: 'hourly-fee', value: 38.4 })
      .first<{ valid_from: string }>('valid_from');
    expect(tariffs.map(({ from, hourly }) => [from, hourly])).to.deep.equal([
      [earliest, 38.4],
      ['2025-09-15', 40],
    ]);
    expect(looked.ready).to.deep.equal({ consultations: 2, hours: 4, fees: 7_680 + 8_000, travel: 2 * 952 });
    expect(looked.waiting).to.deep.equal({ consultations: 1, hours: 2, fees: 8_000, travel: 1_341 });
    expect(await heldByDoctor(web(), simon)).to.deep.equal([
      { month: september, consultations: 1, hours: 2, cents: 9_341, gone: undefined },
    ]);
    await house.db('parameters').where({ valid_from: '2025-09-15' }).delete();
  });

  describe('and is signed', () => {
    const found = async () => (await findQuarterCase(web(), facilityId, '2025-3'))!;
    const markOf = async (): Promise<string> =>
      (await loadMonthsToSign(web(), facilityId, [september], { today, found: await found() }))[0]!.mark;
    let turn = 0;
    const sign = (seen: string, token = `sign ${String((turn += 1))}`): Promise<Signing> =>
      atOneMoment(web(), async (trx) => {
        const of = (await findQuarterCase(trx, facilityId, '2025-3'))!;
        const signing = await signMonth(trx, of, { month: september, seen, today, at: house.clock.now });
        if (signing.outcome === 'signed')
          await recordAct(trx, process, caseId, {
            action: 'sign-consultations',
            facts: signing.facts,
            content: signing.content,
            token,
            at: house.clock.now,
            actor: { role: 'operator', ...nathalie, onBehalfOf: organisingBodyId },
          });
        return signing;
      });
    const reopen = () =>
      house.db.transaction(async (trx) => {
        await reopenMonth(trx, facilityId, september);
        await recordAct(trx, process, caseId, {
          action: 'reopen-consultations',
          facts: { month: september },
          content: { reason: 'Une erreur de jour.' },
          token: `reopen ${String((turn += 1))}`,
          at: house.clock.now,
          actor: { role: 'subsidy-manager', ...thomas },
        });
      });
    afterEach(async () => {
      if ((await found()).consultations[september]) await reopen();
    });

    it('signs what may be, leaves what waits, and locks what it signed', async () => {
      const [a, b, c] = [line(claes), line(simon, { on: '2025-09-17' }), line(claes, { on: '2025-09-24' })];
      await save([a, b, c]);
      expect((await sign(await markOf())).outcome).to.equal('signed');
      const sent = (await sentConsultations(web(), caseId)).get(september)!;
      expect(sent.lines.map(({ id, hours, cents, valid }) => [id, hours, cents, valid])).to.deep.equal([
        [a.id, 2, { fees: 7_680, travel: 952 }, true],
        [c.id, 2, { fees: 7_680, travel: 952 }, true],
      ]);
      expect((await found()).consultations[september]).to.deep.equal({ digest: sent.digest });
      expect(
        outcomes(
          await save([
            { ...a, seen: 1, to: hour(18) },
            { ...b, seen: 1, to: hour(16) },
            { ...c, seen: 1, removes: true },
            line(claes, { on: '2025-09-25' }),
          ]),
        ),
      ).to.deep.equal([
        ['locked', 1],
        ['saved', 2],
        ['locked', 1],
        ['locked', 0],
      ]);
    });

    it('signs later, beside the others, what had waited for its doctor', async () => {
      const [a, b] = [line(claes), line(simon, { on: '2025-09-17' })];
      await save([a, b]);
      await sign(await markOf());
      expect((await sign(await markOf())).outcome).to.equal('already');
      await house.db('doctor_validity').insert({ collaboration_id: simon, from_on: '2025-09-01' });
      await house.db('doctor_collaborations').where({ id: claes }).update({ kilometres: 40 });
      expect((await sign(await markOf())).outcome).to.equal('signed');
      const sent = (await sentConsultations(web(), caseId)).get(september)!;
      // What was signed first is worth what it was worth then.
      expect(sent.lines.map(({ id, kilometres }) => [id, kilometres])).to.deep.equal([
        [a.id, 22],
        [b.id, 31],
      ]);
      await house.db('doctor_validity').where({ collaboration_id: simon }).delete();
      await house.db('doctor_collaborations').where({ id: claes }).update({ kilometres: 22 });
    });

    it('refuses what is wrong, and what nobody may sign yet', async () => {
      await save([line(claes, { to: hour(13) })]);
      expect((await sign(await markOf())).outcome).to.equal('faulty');
      await house.db('consultations').delete();
      await save([line(simon, { on: '2025-09-17' })]);
      expect((await sign(await markOf())).outcome).to.equal('waiting');
      expect(await house.db('consultations').whereNotNull('signed_at')).to.deep.equal([]);
    });

    it('may say that there was none', async () => {
      const signing = await sign(await markOf());
      expect(signing).to.deep.include({ outcome: 'signed' });
      expect((await sentConsultations(web(), caseId)).get(september)!.lines).to.deep.equal([]);
    });

    it('signs nothing that moved while it was read, and says what', async () => {
      const [a, b] = [line(claes), line(claes, { on: '2025-09-10' })];
      await save([a, b]);
      const seen = await markOf();
      await save(
        [{ ...a, seen: 1, to: hour(16) }, { ...b, seen: 1, removes: true }, line(claes, { on: '2025-09-11' })],
        thomas,
      );
      const signing = await sign(seen);
      expect(signing.outcome).to.equal('moved');
      expect(signing.outcome === 'moved' && signing.changes.map(({ what }) => what)).to.deep.equal([
        'changed',
        'added',
        'removed',
      ]);
      await house.db('doctor_collaborations').where({ id: claes }).update({ kilometres: 30 });
      const amounts = await sign(
        await markOf().then((mark) => mark.replace(/\.[0-9a-f]{64}\./, `.${'0'.repeat(64)}.`)),
      );
      expect(amounts.outcome === 'moved' && amounts.changes).to.deep.equal([{ what: 'other' }]);
      await house.db('doctor_collaborations').where({ id: claes }).update({ kilometres: 22 });
    });

    it('never signs a line as it was not seen, though many write while it is signed', async () => {
      for (let round = 0; round < 8; round += 1) {
        await house.db('consultations').delete();
        const a = line(claes);
        await save([a]);
        const seen = await markOf();
        const [signing, [saved]] = await Promise.all([sign(seen), save([{ ...a, seen: 1, to: hour(16) }], thomas)]);
        const [row] = await house.db('consultations').where({ id: a.id });
        const { to_minute: to, signed_at: signedAt } = row as { to_minute: number; signed_at: number | null };
        if (signing.outcome === 'signed') {
          expect(saved!.outcome).to.equal('locked');
          expect([to, signedAt !== null]).to.deep.equal([hour(15, 30), true]);
          await reopen();
        } else {
          expect(signing.outcome).to.equal('moved');
          expect([to, signedAt]).to.deep.equal([hour(16), null]);
        }
      }
    });

    it('is written again once ONE has reopened it', async () => {
      const a = line(claes);
      await save([a]);
      await sign(await markOf());
      await reopen();
      expect(outcomes(await save([{ ...a, seen: 1, to: hour(18) }]))).to.deep.equal([['saved', 2]]);
      expect((await sentConsultations(web(), caseId)).get(september)).to.deep.include({ reopened: true });
      await sign(await markOf());
      const sent = (await sentConsultations(web(), caseId)).get(september)!;
      expect([sent.reopened, sent.lines[0]!.to]).to.deep.equal([false, hour(18)]);
    });
  });
});
