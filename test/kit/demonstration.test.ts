import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { isRequestKind, requestForms } from '../../api/authorisation-adaptation/request-forms.ts';
import type { FormContext } from '../../api/authorisation-adaptation/request-forms/form.ts';
import { assess } from '../../api/drafts/reading.ts';
import { directoryBlobStore } from '../../db/blob-store.ts';
import {
  demonstrationIdentities,
  identityProviderIdentities,
  loadDemonstration,
} from '../../db/seeds/demonstration.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { dayOf, daysBetween, nextWorkingDay, type Day } from '../../domain/calendar.ts';
import { findLocality } from '../../domain/localities.ts';
import { hashNationalNumber, parseNationalNumber } from '../../domain/national-number.ts';
import { parseEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { administrationOf } from '../../domain/postcodes.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { CaseState, Parameters } from '../../workflows/procedure.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { hour } from '../support/times.ts';

const nissPepper = 'a pepper of the tests, long enough';
const nissKey = 'a key of the tests, long enough too';
// A Sunday, a Monday morning, just after midnight on New Year's Day, and a leap day.
const presents = ['2026-11-22T17:00Z', '2027-05-17T07:30Z', '2026-12-31T23:20Z', '2028-02-29T12:00Z'].map((text) =>
  Date.parse(text),
);

describe('the demonstration', function () {
  this.timeout(120_000);
  const now = presents[0] ?? 0;
  let directory: string;
  let database: TestDatabase;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'pro-one-demonstration-'));
    database = await freshDatabase();
    await loadDemonstration({ db: database.db, nissPepper, nissKey, now, blobs: directoryBlobStore(directory) });
  });
  after(async () => {
    await database.drop();
    await rm(directory, { recursive: true });
  });

  const rowsOf = async <T>(sql: string): Promise<T[]> => (await database.db.raw<{ rows: T[] }>(sql)).rows;

  it('has a case in every status of the process table', async () => {
    const statuses = await rowsOf<{ status: string }>(
      `select distinct status from cases where slug = '${process.slug}'`,
    );
    expect(statuses.map(({ status }) => status)).to.have.members(Object.keys(process.statuses));
  });

  it('verifies: every case is the fold of its acts', async () => {
    const { cases, acts, faults } = await verifyActs(database.db);
    expect(faults).to.deep.equal([]);
    expect(cases).to.be.greaterThan(55);
    expect(acts).to.be.greaterThan(300);
  });

  it('leaves no deadline behind that has passed, and no act in the future', async () => {
    const states = await rowsOf<{ state: CaseState }>('select state from cases where closed_at is null');
    expect(states.flatMap(({ state }) => state.deadlines).filter(({ at }) => at <= now)).to.deep.equal([]);
    expect(await rowsOf(`select 1 from acts where at > '${new Date(now).toISOString()}'`)).to.have.length(0);
  });

  it('holds requests that the forms would have accepted', async () => {
    interface Submitted {
      kind: string;
      content: Record<string, unknown>;
      at: number;
      home: boolean;
      facility_kind: FormContext['facility']['kind'];
      body_kind: string;
      parameters: Parameters;
      reference: string;
    }
    const submitted = await rowsOf<Submitted>(`
      select c.kind, t.content, a.at, f.home, c.facility_kind, b.kind as body_kind, c.parameters, c.reference
      from acts a join act_contents t using (case_id, number) join cases c on c.id = a.case_id join facilities f on f.id = c.facility_id
      join organising_bodies b on b.id = f.organising_body_id where a.action = 'submit'`);
    const wrong = submitted.flatMap(({ kind, content, at, home, facility_kind, body_kind, parameters, reference }) => {
      if (!isRequestKind(kind)) return [];
      const elsewhere = { street: 'rue Autre', number: '1', postcode: '5000', locality: 'Namur' };
      const facility = {
        id: '',
        name: '',
        kind: facility_kind,
        home,
        bodyKind: body_kind,
        administration: 'namur' as const,
        authorisation: { status: 'authorised', address: elsewhere, capacity: 1 },
      };
      // The period it puts an end to was running then; it is found again by its id.
      const periods =
        typeof content.linkedCaseId === 'string'
          ? [
              {
                caseId: content.linkedCaseId,
                kind: 'temporary-move' as const,
                reference: '',
                startedOn: '2020-01-01',
                plannedEndOn: null,
              },
            ]
          : [];
      const context: FormContext = { today: dayOf(at), facility, bodyName: '', parameters, periods };
      const { steps } = assess(requestForms[kind], content, context);
      return steps.flatMap(({ faults }) => faults).map(({ field, text }) => `${reference} ${kind} ${field}: ${text}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('motivates every decision at the length that is asked', async () => {
    const reasons = await rowsOf<{ reasons: string }>(
      `select coalesce(content ->> 'reasons', content ->> 'motives') as reasons from acts join act_contents using (case_id, number) where action in ('propose-decision', 'decide-appeal')`,
    );
    expect(reasons.filter((row) => row.reasons.length < 80)).to.deep.equal([]);
  });

  it('has something late, something for today and something for this week in Namur', async () => {
    const dues = await rowsOf<{ due_on: Day }>(
      `select due_on from tasks where administration = 'namur' and closed_at is null and due_on < '9999-01-01'`,
    );
    const left = dues.map(({ due_on }) => daysBetween(dayOf(now), due_on));
    expect(left.some((days) => days < 0)).to.be.true;
    expect(dues.map(({ due_on }) => due_on)).to.include(nextWorkingDay(dayOf(now)));
    expect(left.filter((days) => days > 0 && days < 7)).to.have.length.greaterThan(2);
  });

  it('leaves the newest letters to the engine, one mail to a supervisor, and rings for every open case', async () => {
    const effects = await rowsOf<{ status: string; count: number }>(`select status, count(*) from effects group by 1`);
    const counts = Object.fromEntries(effects.map(({ status, count }) => [status, count]));
    expect(counts).to.include({ pending: 3, failed: 1 });
    expect(await rowsOf(`select 1 from tasks where action = 'retry-effect' and closed_at is null`)).to.have.length(1);
    expect(
      await rowsOf(
        'select 1 from cases where closed_at is null and engine_seq > 0 or closed_at is not null and engine_seq < bell_seq',
      ),
    ).to.have.length(0);
  });

  it('keeps the authorisations in step with what was decided', async () => {
    const faults = await rowsOf(`
      select c.reference from acts a join cases c on c.id = a.case_id left join authorisation_versions v on v.case_id = a.case_id and v.act_number = a.number
      where a.effects && array['apply-decision', 'end-period', 'prolong-period'] and v.id is null`);
    expect(faults).to.deep.equal([]);
    const statuses = await rowsOf<{ status: string }>(`
      select distinct status from (select distinct on (facility_id) status from authorisation_versions where valid_from <= '${dayOf(now)}' order by facility_id, valid_from desc, created_at desc) v`);
    expect(statuses.map(({ status }) => status)).to.include.members([
      'authorised',
      'temporarily-moved',
      'suspended-voluntarily',
      'suspended',
      'ended-voluntarily',
    ]);
  });

  it('stands in real localities, each in its subregional administration', async () => {
    const places = await rowsOf<{ postcode: string; locality: string }>(
      'select postcode, locality from organising_bodies union select postcode, locality from authorisation_versions union select postcode, locality from cases',
    );
    expect(places.filter(({ postcode, locality }) => !findLocality(postcode, locality))).to.deep.equal([]);
    const facilities = await rowsOf<{ administration: string; postcode: string }>(
      'select f.administration, v.postcode from facilities f join authorisation_versions v on v.facility_id = f.id',
    );
    expect(
      facilities.filter(({ administration, postcode }) => administrationOf(postcode) !== administration),
    ).to.deep.equal([]);
  });

  it('knows valid numbers only, and no mailbox that could exist', async () => {
    const numbers = await rowsOf<{ enterprise_number: string | null }>(
      'select enterprise_number from organising_bodies',
    );
    expect(
      numbers.filter(
        ({ enterprise_number }) => enterprise_number !== null && !parseEnterpriseNumber(enterprise_number).ok,
      ),
    ).to.deep.equal([]);
    const mails = await rowsOf<{ email: string }>(
      'select email from users union select email from organising_bodies union select email from facilities',
    );
    expect(mails.filter(({ email }) => !/^[a-z.-]+@[a-z0-9.-]+\.example$/.test(email))).to.deep.equal([]);
  });

  it('keeps real files for its documents', async () => {
    const documents = await rowsOf<{ digest: string; size: number }>(
      `select encode(digest, 'hex') as digest, size from documents`,
    );
    expect(documents.length).to.be.greaterThan(80);
    const blobs = directoryBlobStore(directory);
    for (const { digest, size } of documents.slice(0, 20)) expect((await blobs.stat(digest))?.size).to.equal(size);
  });

  it('lets its persons be found by their national number, but for the one nobody knows', async () => {
    const users = await rowsOf<{ niss_hash: Buffer | null; first_name: string; family_name: string }>(
      'select niss_hash, first_name, family_name from users',
    );
    const unknown = demonstrationIdentities.filter(
      ({ niss }) => !users.some(({ niss_hash }) => niss_hash?.equals(hashNationalNumber(niss, nissPepper))),
    );
    expect(unknown.map(({ name }) => name)).to.deep.equal(['Béatrice Collard']);
  });

  it('does nothing to a database that holds an organising body', async () => {
    await loadDemonstration({ db: database.db, nissPepper, nissKey, now: now + hour });
    expect(await rowsOf('select 1 from organising_bodies')).to.have.length(41);
  });
});

describe('the persons of the demonstration', () => {
  it('have valid national numbers, each its own', () => {
    const numbers = demonstrationIdentities.map(({ niss }) => niss);
    expect(numbers.filter((niss) => !parseNationalNumber(niss, '2026-11-22').ok)).to.deep.equal([]);
    expect(new Set(numbers).size).to.equal(numbers.length);
  });
  it('are told to the identity provider with what they are', () => {
    expect(identityProviderIdentities().find(({ surname }) => surname === 'Lambert')?.label).to.equal(
      'Référente accueil – Administration subrégionale de Namur',
    );
  });
});

describe('the demonstration on another day', function () {
  this.timeout(120_000);
  for (const now of presents.slice(1)) {
    it(`has every status on ${dayOf(now)}, and verifies`, async () => {
      const { db, drop } = await freshDatabase();
      try {
        await loadDemonstration({ db, nissPepper, nissKey, now });
        const statuses = await db('cases').where({ slug: process.slug }).distinct<{ status: string }[]>('status');
        expect(statuses.map(({ status }) => status)).to.have.members(Object.keys(process.statuses));
        expect((await verifyActs(db)).faults).to.deep.equal([]);
        expect(await db('acts').where('at', '>', new Date(now).toISOString()).select('number')).to.deep.equal([]);
      } finally {
        await drop();
      }
    });
  }
});
