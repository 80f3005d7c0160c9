/**
 * The days for which a place counts its children, from what stands in the database: agreements with their prolongations, places that left them,
 * schedules, closing days, school and legal calendars. Against an enumeration that shares nothing with the product but the rows.
 */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { findCalendars } from '../../db/after-school/calendars.ts';
import type { Database } from '../../db/connect.ts';
import { openAgreement } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { notRequired } from '../../domain/after-school/required-days.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';

type Day = string;
/** Without the product's arithmetic. */
const further = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const first = '2026-08-01';
const length = 420;
const days = Array.from({ length }, (_, index) => further(first, index));
const weekdayOf = (day: Day): string => String(new Date(`${day}T12:00:00Z`).getUTCDay() || 7);

interface Span {
  from: Day;
  to: Day;
}
const at = fc.nat({ max: length - 1 }).map((index) => days[index]!);
const span = (longest: number): fc.Arbitrary<Span> =>
  fc.tuple(at, fc.nat({ max: longest })).map(([from, more]) => ({ from, to: further(from, more) }));

interface World {
  /** One after the other, each ends before the next; of one body. */
  agreements: readonly (Span & {
    /** In days after its end; null: until further notice; absent: not prolonged. */
    prolonged?: number | null;
    /** The last day of the first place, where it left before the end. */
    left?: Day;
  })[];
  hours: readonly { validFrom: Day; open: readonly string[] }[];
  closed: readonly (Span & { open: boolean })[];
}
const world: fc.Arbitrary<World> = fc.record({
  agreements: fc
    .array(
      fc.record({
        long: fc.integer({ min: 5, max: 160 }),
        gap: fc.integer({ min: 1, max: 40 }),
        prolonged: fc.option(fc.option(fc.integer({ min: 1, max: 60 }), { freq: 3 }), { nil: undefined, freq: 2 }),
        left: fc.option(fc.nat({ max: 100 }), { nil: undefined, freq: 2 }),
      }),
      { maxLength: 3 },
    )
    .map((some) => {
      let from = further(first, -30);
      return some.map(({ long, gap, prolonged, left }) => {
        const to = further(from, long);
        const one = {
          ...{ from, to },
          ...(prolonged === undefined ? {} : { prolonged }),
          ...(left === undefined || left >= long ? {} : { left: further(from, left) }),
        };
        from = further(to, gap);
        return one;
      });
    }),
  hours: fc.uniqueArray(
    fc.record({ validFrom: at, open: fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5', '6', '7')) }),
    { maxLength: 3, selector: ({ validFrom }) => validFrom },
  ),
  closed: fc
    .array(fc.tuple(span(10), fc.boolean()), { maxLength: 3 })
    .map((some) => some.map(([one, open]) => ({ ...one, open })))
    // Two that cover one day would contradict each other.
    .filter((some) =>
      some.every((one, index) => some.slice(index + 1).every(({ from, to }) => to < one.from || from > one.to)),
    ),
});

describe('red days, from the rows', function () {
  this.timeout(240_000);
  let test: TestDatabase;
  let legal: ReadonlySet<Day>;
  let school: readonly Span[];
  let caseId: string;
  before(async () => {
    test = await freshDatabase();
    legal = new Set(
      ((await test.db('holidays').whereNull('counts_until').select('day')) as { day: Day }[]).map(({ day }) => day),
    );
    school = ((await test.db('school_holidays').select('from_on', 'to_on')) as { from_on: Day; to_on: Day }[]).map(
      ({ from_on: from, to_on: to }) => ({ from, to }),
    );
    const { id: bodyId } = (await test
      .db('facilities')
      .where({ id: await makeFacility(test.db) })
      .first('organising_body_id as id')) as { id: string };
    const agreement = { agreementId: randomUUID(), endsOn: '2026-12-31' };
    caseId = await openAgreement(test.db, { bodyId, kind: 'renewal', agreement, at: Date.parse('2026-08-01') });
  });
  after(() => test.drop());

  it('are what an enumeration day by day finds, whatever the mix of agreements, prolongations, schedules and calendars', async () => {
    expect(legal.size, 'legal holidays').to.be.greaterThan(5);
    expect(school.length, 'school holidays').to.be.greaterThan(3);
    let [required, red, prolonged] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(world, async (one) => {
        const [leaving, staying] = await write(test.db, caseId, one);
        const calendars = await findCalendars(test.db, [leaving, staying], days[0]!, days.at(-1)!);
        for (const [id, leaves] of [
          [leaving, true],
          [staying, false],
        ] as const)
          for (const day of days) {
            const found = notRequired(day, calendars.get(id)!) === undefined;
            expect(found, `${day}, ${leaves ? 'of the place that leaves' : 'of the place that stays'}`).to.equal(
              isAwaited(day, one, leaves),
            );
            if (found) required += 1;
            else red += 1;
            if (found && !one.agreements.some(({ from, to }) => from <= day && day <= to)) prolonged += 1;
          }
      }),
      { numRuns: 60 },
    );
    // The mixes were mixes: days of each kind, some of them for a prolongation alone.
    for (const [what, count] of Object.entries({ required, red, prolonged })) expect(count, what).to.be.greaterThan(0);
  });

  /** Asked of one day, in words: is somebody awaited there? */
  function isAwaited(day: Day, { agreements, hours, closed }: World, leaves: boolean): boolean {
    const agreed = agreements.some(({ from, to, left, prolonged: more }) => {
      const last = leaves && left !== undefined ? left : to;
      if (from <= day && day <= last) return true;
      // Who has left is not there when it goes on.
      if (last !== to || more === undefined || day <= to) return false;
      return more === null || day <= further(to, more);
    });
    if (!agreed || legal.has(day)) return false;
    if (school.some(({ from, to }) => from <= day && day <= to)) return false;
    const otherwise = closed.find(({ from, to }) => from <= day && day <= to);
    if (otherwise) return otherwise.open;
    let open: readonly string[] = [];
    let since = '';
    for (const one of hours)
      if (one.validFrom <= day && one.validFrom > since) {
        since = one.validFrom;
        open = one.open;
      }
    return open.includes(weekdayOf(day));
  }
});

/** Two places of one body with the same hours; the first leaves. @returns their ids */
async function write(
  db: Database,
  /** That is prolonged for: which one says nothing about the days. */
  caseId: string,
  { agreements, hours, closed }: World,
): Promise<[leaving: string, staying: string]> {
  const [leaving, staying] = [await makeFacility(db), await makeFacility(db)];
  const { organising_body_id: body } = (await db('facilities').where({ id: leaving }).first('organising_body_id')) as {
    organising_body_id: string;
  };
  await db('facilities').where({ id: staying }).update({ organising_body_id: body });
  const changed = { changed_at: '2026-01-01' };
  for (const id of [leaving, staying]) {
    for (const { validFrom, open } of hours)
      await db('opening_hours').insert({
        ...{ facility_id: id, valid_from: validFrom, ...changed },
        week: JSON.stringify(Object.fromEntries(open.map((day) => [day, [['15:30', '17:30']]]))),
      });
    for (const { from, to, open } of closed)
      await db('exceptional_days').insert({
        ...{ id: randomUUID(), facility_id: id, from_on: from, until_on: to, reason: 'Autrement', ...changed },
        periods: JSON.stringify(open ? [['12:00', '17:00']] : []),
      });
  }
  for (const { from, to, left, prolonged } of agreements) {
    const agreementId = randomUUID();
    await db('agreements').insert({ id: agreementId, organising_body_id: body, from_on: from, to_on: to });
    for (const id of [leaving, staying])
      await db('aes_agreements').insert({
        ...{ facility_id: id, from_on: from, agreement_id: agreementId },
        to_on: id === leaving ? (left ?? to) : to,
      });
    if (prolonged !== undefined)
      await db('agreement_prolongations').insert({
        ...{ agreement_id: agreementId, case_id: caseId, from_on: further(to, 1) },
        until_on: prolonged === null ? null : further(to, prolonged),
      });
  }
  return [leaving, staying];
}
