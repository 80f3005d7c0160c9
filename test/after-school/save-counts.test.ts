import { expect } from 'chai';
import { findCalendars } from '../../db/after-school/calendars.ts';
import { loadCounts } from '../../db/after-school/counts.ts';
import { saveCounts, type Writer } from '../../db/after-school/save-counts.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { nothingCounted } from '../../domain/after-school/counts.ts';
import { standingOf } from '../../domain/after-school/month-standing.ts';
import { instantOf, startOfDay } from '../../domain/calendar.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const facilityId = stableId('place');
const bodyId = stableId('body');
const [samira, thomas] = [stableId('samira'), stableId('thomas')];
const at = startOfDay('2026-11-23');
const evening = [['15:30', '17:30']];
const writer: Writer = {
  ...{ facilityId, bodyId, userId: samira, acr: 450 },
  ...{ origin: 'typed', at },
};
const day = (on: string, nursery: number | null, primarySchool: number | null, seen = 0, openAnyway = false) => ({
  ...{ day: on, seen, openAnyway },
  counted: { ...nothingCounted, nursery, primarySchool },
});

describe('Saving what an after-school place counts', () => {
  let house: TestDatabase;
  let web: Database;
  before(async () => {
    house = await freshDatabase();
    web = house.dbOf('web');
    await house.db('organising_bodies').insert({
      ...{ id: bodyId, name: 'Les Mercredis ASBL', kind: 'asbl' },
      ...{ street: 'chemin du Bois', number: '4', postcode: '5100', locality: 'Jambes' },
    });
    await house.db('facilities').insert({
      ...{ id: facilityId, organising_body_id: bodyId, number: 'A1', name: "L'Envol" },
      ...{ kind: 'after-school-1', administration: 'namur' },
    });
    await house.db('users').insert(
      [samira, thomas].map((id, at_) => ({
        ...{ id, first_name: 'Samira', family_name: 'Benali', portal: 'pro' },
        email: `${String(at_)}@mercredis.example`,
      })),
    );
    // What was sent belongs to a case of its own procedure.
    await house.db.raw('alter table after_school_sendings drop constraint after_school_sendings_case_id_fkey');
    await house.db.raw('alter table after_school_reopened drop constraint after_school_reopened_case_id_fkey');
    await house.db('aes_agreements').insert({ facility_id: facilityId, from_on: '2024-01-01', to_on: '2028-12-31' });
    await house.db('opening_hours').insert({
      ...{ facility_id: facilityId, valid_from: '2024-01-01', changed_at: new Date(at) },
      week: JSON.stringify({ '1': evening, '2': evening, '3': evening, '4': evening, '5': evening }),
    });
  });
  after(() => house.drop());
  beforeEach(async () => {
    for (const table of ['after_school_days', 'after_school_months', 'after_school_sendings', 'after_school_reopened'])
      await house.db(table).delete();
  });

  it('saves each day where it stands as it was seen, tells who was there first, and takes twice for once', async () => {
    const first = await saveCounts(web, writer, {
      days: [day('2026-11-16', 31, 83)],
      months: [{ month: '2026-11', nursery: 46, primary: 71, seen: 0 }],
    });
    expect(first).to.deep.equal({
      days: [{ day: '2026-11-16', outcome: 'saved', version: 1 }],
      months: [{ month: '2026-11', outcome: 'saved', version: 1 }],
    });
    const late = await saveCounts(
      web,
      { ...writer, userId: thomas },
      { days: [day('2026-11-16', 31, 38), day('2026-11-17', 30, 45)] },
    );
    expect(late.days[0]).to.deep.include({ outcome: 'changed', version: 1 });
    expect((late.days[0] as { stands: object }).stands).to.deep.include({ nursery: 31, primarySchool: 83 });
    expect(late.days[1]).to.deep.include({ outcome: 'saved', version: 1 });
    expect((await saveCounts(web, writer, { days: [day('2026-11-16', 31, 83)] })).days).to.deep.equal([
      { day: '2026-11-16', outcome: 'saved', version: 1 },
    ]);
    expect((await saveCounts(web, writer, { days: [day('2026-11-16', 31, 38, 1)] })).days[0]).to.deep.include({
      version: 2,
    });
    expect(await house.db('audit').where({ subject: 'after-school-attendance' })).to.have.length(3);
  });

  it('asks whether the place was open on a red day, and keeps the number only then', async () => {
    const refused = await saveCounts(web, writer, { days: [day('2026-11-11', 4, 5)] });
    expect(refused.days[0]).to.deep.equal({
      ...{ day: '2026-11-11', outcome: 'not-required' },
      why: { reason: 'legal-holiday', name: 'Armistice' },
    });
    const kept = await saveCounts(web, writer, {
      days: [day('2026-11-11', 4, 5, 0, true), day('2026-11-10', 1, 2, 0, true)],
    });
    expect(kept.days.map(({ outcome }) => outcome)).to.deep.equal(['saved', 'saved']);
    const { days } = await loadCounts(web, facilityId, '2026-11-01', '2026-11-30');
    expect(days.get('2026-11-11')).to.deep.include({ openAnyway: true, nursery: 4 });
    // What is asked for anyway is not opened « anyway ».
    expect(days.get('2026-11-10')).to.deep.include({ openAnyway: false });
    const { change } = (await house.db('audit').orderBy('id', 'desc').first('change')) as { change: unknown };
    expect(change, 'who reads the audit sees which day was said to be open').to.deep.equal({
      '2026-11-10': { before: null, after: '1 + 2' },
      '2026-11-11': { before: null, after: '4 + 5, ouvert ce jour-là' },
    });
  });

  it('takes nothing for a day to come, nothing that cannot be, and takes a number away again', async () => {
    const { days } = await saveCounts(web, writer, {
      days: [
        day('2026-11-24', 1, 2),
        day('2026-11-18', -1, 2),
        { ...day('2026-11-19', 3, 4), counted: { ...nothingCounted, together: 7, nursery: 1 } },
        { ...day('2026-11-17', 3, 4), counted: { ...nothingCounted, nursery: 1, primarySchool: 0, positive: 2 } },
        day('2026-11-23', 0, 0),
      ],
    });
    expect(days.map((one) => (one.outcome === 'wrong' ? one.fault : one.outcome))).to.deep.equal([
      'to-come',
      'not-a-count',
      'both-ways',
      'positive-beyond',
      'saved',
    ]);
    await saveCounts(web, writer, { days: [day('2026-11-23', null, null, 1)] });
    const calendar = (await findCalendars(web, [facilityId], '2026-11-01', '2026-11-30')).get(facilityId)!;
    const counts = await loadCounts(web, facilityId, '2026-11-01', '2026-11-30');
    expect(standingOf('2026-11', counts, calendar, '2026-11-23').given).to.deep.equal([]);
    expect(counts.days.get('2026-11-23')).to.deep.include({ nursery: null, version: 2 });
  });

  it('writes nothing in a month that was sent, and again in one that ONE has opened', async () => {
    const caseId = stableId('case');
    await house.db('after_school_sendings').insert({
      ...{ case_id: caseId, facility_id: facilityId, revision: 1, quarter: '2026-10', snapshot: '{}' },
      ...{ digest: Buffer.alloc(32), sent_by: samira, sent_at: new Date(at) },
    });
    const outcome = async (on: string) => (await saveCounts(web, writer, { days: [day(on, 1, 2)] })).days[0]!.outcome;
    expect(await outcome('2026-11-16')).to.equal('locked');
    expect(
      (await saveCounts(web, writer, { months: [{ month: '2026-10', nursery: 1, primary: 1, seen: 0 }] })).months[0],
    ).to.deep.include({ outcome: 'locked' });
    expect(await outcome('2026-09-15')).to.equal('saved');
    await house.db('after_school_reopened').insert({
      ...{ case_id: caseId, facility_id: facilityId, month: '2026-11', revision: 1 },
      asked_at: new Date(instantOf('2026-11-20T10:00:00Z')),
    });
    expect(await outcome('2026-11-16')).to.equal('saved');
    expect(await outcome('2026-10-15')).to.equal('locked');
  });

  it('lets two people write at once: one is saved, the other is told', async () => {
    const outcomes = await Promise.all(
      [samira, thomas].map((userId, by) =>
        saveCounts(web, { ...writer, userId }, { days: [day('2026-11-16', 30 + by, 40)] }),
      ),
    );
    expect(outcomes.map(({ days }) => days[0]!.outcome).sort()).to.deep.equal(['changed', 'saved']);
  });

  it('takes nothing of before the portal counts, nor who is inscribed after the quarter that runs', async () => {
    const first = await saveCounts(web, writer, { days: [day('2025-09-30', 1, 2)] });
    expect(first.days[0]!.outcome).to.equal('no-such-month');
    const { months } = await saveCounts(web, writer, {
      months: ['2025-09', '2026-12', '2027-01', '2099-01'].map((month) => ({ month, nursery: 1, primary: 1, seen: 0 })),
    });
    expect(months.map(({ month, outcome }) => `${month} ${outcome}`)).to.deep.equal([
      ...['2025-09 no-such-month', '2026-12 saved', '2027-01 no-such-month', '2099-01 no-such-month'],
    ]);
  });
});
