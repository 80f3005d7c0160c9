import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { getLetterContext } from '../../db/letter-context.ts';
import { AlreadyOpen, openCase, recordAct, type CaseSubject } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { process as quarterly } from '../support/second-procedure/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';

const at = Date.parse('2027-01-04T09:00:00Z');

describe('what a case is about', () => {
  let database: TestDatabase;
  let facilityId: string;
  let bodyId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    facilityId = await makeFacility(database.db);
    await database.db('parameters').insert(
      ['target', 'sending', 'reminder', 'checking'].map((code) => ({
        slug: quarterly.slug,
        code,
        value: 15,
        unit: 'days',
        label: 'essai',
        valid_from: '2020-01-01',
        source: 'assumption',
        reference: 'hypothèse',
      })),
    );
    const row = (await database.db('facilities').where({ id: facilityId }).first('organising_body_id')) as {
      organising_body_id: string;
    };
    bodyId = row.organising_body_id;
  });
  afterEach(() => database.drop());

  /** The quarterly procedure, about other subjects, or with no period. */
  const about = (subject: AnyProcess['subject'], period?: 'quarter'): AnyProcess => ({
    ...(quarterly as AnyProcess),
    subject,
    period,
  });
  const open = (process: AnyProcess, subject: CaseSubject, period?: string, more: object = {}) =>
    openCase(database.dbOf('web'), process, {
      subject,
      ...(period ? { period } : {}),
      kind: 'quarter',
      action: 'open-quarter',
      facts: { quarter: '2027-1' },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at,
      ...more,
    });
  const caseRow = (id: string): Promise<Record<string, unknown>> =>
    database.db('cases').where({ id }).first() as Promise<Record<string, unknown>>;
  const close = async (caseId: string): Promise<void> => {
    await database.db.raw('update cases set closed_at = opened_at where id = ?', [caseId]);
  };
  const outcome = (opened: Promise<unknown>): Promise<string> =>
    opened.then(
      () => 'opened',
      (error: unknown) => (error instanceof AlreadyOpen ? 'already' : String(error)),
    );

  it('a facility: its name and place stand on the case', async () => {
    const { caseId } = await open(about('facility'), { kind: 'facility', id: facilityId });
    expect(await caseRow(caseId)).to.include({
      subject_kind: 'facility',
      subject_id: facilityId,
      facility_id: facilityId,
      organising_body_id: bodyId,
      period: null,
    });
  });

  it('a facility that is not authorised: it stands at the seat of its organising body', async () => {
    await database.db('authorisation_versions').where({ facility_id: facilityId }).delete();
    await database.db('organising_bodies').where({ id: bodyId }).update({ postcode: '4000', locality: 'Liège' });
    const { caseId } = await open(about('facility'), { kind: 'facility', id: facilityId });
    expect(await caseRow(caseId)).to.include({ facility_id: facilityId, postcode: '4000', locality: 'Liège' });
    expect((await getLetterContext(database.db, caseId)).facility).to.include({ postcode: '4000', capacity: null });
  });

  it('an organising body: no facility, and nobody of a facility’s portfolio has the task', async () => {
    const { caseId } = await open(about('organising-body'), { kind: 'organising-body', id: bodyId });
    const body = (await database.db('organising_bodies').where({ id: bodyId }).first()) as Record<string, string>;
    const facility = (await database.db('facilities').where({ id: facilityId }).first()) as Record<string, string>;
    expect(await caseRow(caseId)).to.include({
      subject_kind: 'organising-body',
      subject_id: bodyId,
      facility_id: null,
      facility_kind: null,
      facility_name: body.name,
      postcode: body.postcode,
      administration: facility.administration,
    });
    const tasks = (await database.db('tasks').where({ case_id: caseId })) as Record<string, unknown>[];
    expect(tasks.length).to.be.greaterThan(0);
    for (const task of tasks) expect(task).to.include({ facility_id: null, assignee_id: null });
    expect((await getLetterContext(database.db, caseId)).facility).to.include({
      name: body.name,
      postcode: body.postcode,
      facilityNumber: null,
      kind: null,
    });
    expect((await verifyActs(database.db, { among: [about('organising-body')] })).faults).to.deep.equal([]);
  });

  it('an organising body without facilities has the administration it is given', async () => {
    const [{ id }] = (await database
      .db('organising_bodies')
      .insert({ name: 'Nouvelle ASBL', kind: 'asbl', street: 'rue', number: '1', postcode: '6700', locality: 'Arlon' })
      .returning('id')) as [{ id: string }];
    expect(await outcome(open(about('organising-body'), { kind: 'organising-body', id }))).to.include('administration');
    const { caseId } = await open(about('organising-body'), {
      kind: 'organising-body',
      id,
      administration: 'luxembourg',
    });
    expect(await caseRow(caseId)).to.include({ administration: 'luxembourg', locality: 'Arlon' });
  });

  it('a person, at a facility or at none; never at a facility of another organising body', async () => {
    const person = (where: object = {}): CaseSubject => ({
      kind: 'person',
      id: randomUUID(),
      organisingBodyId: bodyId,
      name: 'Camille Exemple',
      ...where,
    });
    const here = await caseRow((await open(about('person'), person({ facilityId }))).caseId);
    expect(here).to.include({ facility_name: 'Camille Exemple', facility_id: facilityId, organising_body_id: bodyId });
    const none = await caseRow((await open(about('person'), person())).caseId);
    expect(none).to.include({ facility_name: 'Camille Exemple', facility_id: null });
    const elsewhere = await makeFacility(database.db);
    await database.db.raw(
      `with other as (insert into organising_bodies (name, kind, street, number, postcode, locality) values ('Autre', 'asbl', 'rue', '1', '5000', 'Namur') returning id)
       update facilities set organising_body_id = (select id from other) where id = ?`,
      [elsewhere],
    );
    expect(await outcome(open(about('person'), person({ facilityId: elsewhere })))).to.include('subject not found');
  });

  it('one stands open for a subject, and another may be opened once it is closed', async () => {
    const process = about('facility');
    const subject: CaseSubject = { kind: 'facility', id: facilityId };
    const { caseId } = await open(process, subject);
    expect(await outcome(open(process, subject))).to.equal('already');
    expect(await outcome(open(process, subject, undefined, { kind: 'other' }))).to.equal('opened');
    await close(caseId);
    expect(await outcome(open(process, subject))).to.equal('opened');
  });

  it('with a period, one for ever: closed ones count', async () => {
    const process = about('organising-body', 'quarter');
    const subject: CaseSubject = { kind: 'organising-body', id: bodyId };
    const token = randomUUID();
    const { caseId } = await open(process, subject, '2027-1', { token });
    expect(await caseRow(caseId)).to.include({ period: '2027-1' });
    await close(caseId);
    expect(await outcome(open(process, subject, '2027-1'))).to.equal('already');
    expect(await outcome(open(process, subject, '2027-2'))).to.equal('opened');
    expect((await open(process, subject, '2027-1', { token })).already).to.equal(true);
    expect(await outcome(open(process, subject, '2027-3', { token }))).to.include('token-used');
  });

  it('many at once open one', async () => {
    const process = about('organising-body', 'quarter');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => outcome(open(process, { kind: 'organising-body', id: bodyId }, '2027-1'))),
    );
    expect(all.filter((each) => each === 'opened')).to.have.length(1);
    expect(all.filter((each) => each === 'already')).to.have.length(19);
    expect(await database.db('cases').where({ subject_id: bodyId }).select('id')).to.have.length(1);
  });

  it('another subject or another period than the table says is a mistake that is heard', async () => {
    const subject: CaseSubject = { kind: 'facility', id: facilityId };
    expect(await outcome(open(about('organising-body'), subject))).to.include('not about a facility');
    expect(await outcome(open(about('facility', 'quarter'), subject))).to.include('for a quarter');
    expect(await outcome(open(about('facility', 'quarter'), subject, '2027'))).to.include('for a quarter');
    expect(await outcome(open(about('facility'), subject, '2027-1'))).to.include('for no period');
  });

  it('acts go on in a case without a facility', async () => {
    const process = about('organising-body', 'quarter');
    const { caseId } = await open(process, { kind: 'organising-body', id: bodyId }, '2027-1');
    await recordAct(database.dbOf('web'), process, caseId, {
      action: 'send-quarter',
      facts: { places: 14 },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at: at + 1,
    });
    expect(await caseRow(caseId)).to.include({ act_number: 2, facility_id: null });
  });
});
