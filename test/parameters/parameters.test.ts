import { expect } from 'chai';
import fc from 'fast-check';
import { Parameter } from '../../db/models/parameter.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { scaleOn } from '../../db/parameters/scales.ts';
import { addDays, subtractDays } from '../../domain/calendar.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const source = { source: 'assumption', reference: 'essai', label: 'essai' };
const dayOfYears = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2020-01-01', n));
const codes = ['one', 'two'] as const;
const dated = fc.uniqueArray(
  fc.record({ code: fc.constantFrom(...codes), valid_from: dayOfYears, value: fc.integer({ min: 0, max: 1_000 }) }),
  { minLength: 1, maxLength: 12, selector: ({ code, valid_from: from }) => `${code} ${from}` },
);

describe('parameters', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase({ max: 2 });
  });
  after(() => house.drop());
  const refill = async (slug: string, rows: { code: string; valid_from: string; value: number }[]) => {
    await house.db('parameters').where({ slug }).delete();
    await house.db('parameters').insert(rows.map((row) => ({ slug, unit: 'days', ...source, ...row })));
  };

  it('hold exactly one value for each code and day, from its first day on, whatever the dates', async () => {
    await fc.assert(
      fc.asyncProperty(dated, dayOfYears, async (rows, day) => {
        await refill('trial', rows);
        const found = await Parameter.query(house.db).modify('inForce', day).where({ slug: 'trial' });
        for (const code of codes) {
          const begun = rows.filter((row) => row.code === code && row.valid_from <= day);
          const last = begun.toSorted((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0];
          expect(found.filter((row) => row.code === code).map(({ value }) => value)).to.deep.equal(
            last ? [last.value] : [],
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never change on an earlier day by a value that begins later', async () => {
    await fc.assert(
      fc.asyncProperty(dated, dayOfYears, fc.nat(1_000), fc.nat(1_000), async (rows, from, earlier, value) => {
        fc.pre(!rows.some((row) => row.code === 'one' && row.valid_from === from));
        await refill('trial', rows);
        const day = subtractDays(from, earlier + 1);
        const before = await parametersOn(house.db, 'trial', day);
        await house
          .db('parameters')
          .insert({ slug: 'trial', code: 'one', value, unit: 'days', valid_from: from, ...source });
        expect(await parametersOn(house.db, 'trial', day)).to.deep.equal(before);
        expect((await parametersOn(house.db, 'trial', from)).one).to.deep.equal({ value, unit: 'days' });
      }),
      { numRuns: 60 },
    );
  });

  it('of a procedure are its own and the shared ones; its own come first', async () => {
    await refill('trial', [{ code: 'one', valid_from: '2020-01-01', value: 1 }]);
    await house.db('parameters').insert([
      { slug: 'shared', code: 'one', value: 2, unit: 'days', valid_from: '2021-01-01', ...source },
      { slug: 'shared', code: 'daily-cap', value: 4_500, unit: 'cents', valid_from: '2025-01-01', ...source },
      { slug: 'shared', code: 'daily-cap', value: 4_590, unit: 'cents', valid_from: '2027-01-01', ...source },
    ]);
    const shared = { reception: { value: 3, unit: 'working-days' } };
    expect(await parametersOn(house.db, 'trial', '2026-12-31')).to.deep.equal({
      'one': { value: 1, unit: 'days' },
      'daily-cap': { value: 4_500, unit: 'cents' },
      ...shared,
    });
    expect(await parametersOn(house.db, 'other', '2027-01-01')).to.deep.equal({
      'one': { value: 2, unit: 'days' },
      'daily-cap': { value: 4_590, unit: 'cents' },
      ...shared,
    });
    expect(await parametersOn(house.db, 'authorisation-adaptation', '2026-11-23')).to.deep.include(shared);
  });

  it('keep their unit, are whole unless they are rates, and begin once a day', async () => {
    await refill('trial', [{ code: 'one', valid_from: '2020-01-01', value: 1 }]);
    const another = { slug: 'trial', code: 'one', value: 1, unit: 'days', valid_from: '2021-01-01', ...source };
    for (const wrong of [
      { unit: 'months' },
      { valid_from: '2020-01-01' },
      { value: 1.5 },
      { value: -1 },
      { unit: 'hours' },
    ]) {
      let refused = false;
      await house
        .db('parameters')
        .insert({ ...another, ...wrong })
        .catch(() => (refused = true));
      expect(refused, JSON.stringify(wrong)).to.equal(true);
    }
    await house.db('parameters').insert({ ...another, code: 'levy', unit: 'rate', value: 0.0062 });
    expect((await parametersOn(house.db, 'trial', '2026-01-01')).levy).to.deep.equal({ value: 0.0062, unit: 'rate' });
  });
});

describe('scales', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase({ max: 2 });
  });
  after(() => house.drop());
  const insert = async (validFrom: string, bands: [from: number, value: number][]) => {
    const [scale] = await house
      .db('scales')
      .insert({ slug: 'shared', code: 'fee', unit: 'cents', value_unit: 'rate', valid_from: validFrom, ...source })
      .returning<{ id: number }[]>('id');
    await house
      .db('scale_bands')
      .insert(bands.map(([from, value]) => ({ scale_id: scale!.id, from_value: from, value })));
  };

  it('are read as of a day, each band reaching to the next one', async () => {
    await insert('2025-01-01', [
      [300_000, 0.0069],
      [0, 0.003],
      [150_000, 0.0062],
    ]);
    await insert('2027-01-01', [[0, 0.0035]]);
    expect((await scaleOn(house.db, 'fee', '2026-12-31')).bands).to.deep.equal([
      { from: 0, to: 150_000, value: 0.003 },
      { from: 150_000, to: 300_000, value: 0.0062 },
      { from: 300_000, to: null, value: 0.0069 },
    ]);
    expect(await scaleOn(house.db, 'fee', '2027-01-01')).to.include({ unit: 'cents', valueUnit: 'rate' });
    expect((await scaleOn(house.db, 'fee', '2027-01-01')).bands).to.have.lengthOf(1);
    let missing = false;
    await scaleOn(house.db, 'fee', '2024-12-31').catch(() => (missing = true));
    expect(missing).to.equal(true);
  });
});
