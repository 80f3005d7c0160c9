import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { startOfDay } from '../../domain/calendar.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { openYear } from './cases.ts';
import { secondsSince } from '../support/many.ts';
import { asked, count, manyYears, mostMs } from './thousands.ts';

/** So many cases are opened at once, as by as many people. */
const atOnce = 10;

describe('the end of a year of validations', function () {
  this.timeout(mostMs);
  let engine: Engine;
  let many: ReturnType<typeof manyYears>;
  let year: string, nextYear: string;
  const cases: string[] = [];
  before(async () => {
    engine = await startEngine({ opened: [process] });
    many = manyYears(engine);
    year = String(Number((await engine.today()).slice(0, 4)) + 1);
    nextYear = String(Number(year) + 1);
  });
  after(() => engine.close());

  it(`finds ${String(count)} of them waiting in December, each with its clerk`, async () => {
    const places = await many.makePlaces();
    await engine.env.sleep(startOfDay(`${year}-12-10`) - (await engine.now()));
    const from = performance.now();
    const at = await engine.now();
    for (let first = 0; first < places.length; first += atOnce)
      cases.push(
        ...(await Promise.all(
          places.slice(first, first + atOnce).map((facilityId) => openYear(engine.db, { facilityId, at, year })),
        )),
      );
    for (const id of cases) engine.bell.ring(process.slug, id);
    await many.settle();
    if (asked) console.log(`      ${String(count)} waiting after ${secondsSince(from)}`);
    expect(await many.statuses(year)).to.deep.equal({ open: count });
  });

  it('closes those that nobody has validated, once each, and the next year is opened beside them', async () => {
    const team = { digest: 'ab'.repeat(32), people: 13, links: 15, warnings: 0 };
    await recordAct(engine.db, process, cases[0]!, {
      action: 'validate',
      facts: team,
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at: await engine.now(),
    });
    engine.bell.ring(process.slug, cases[0]!);
    const from = performance.now();
    await many.sleepUntil(`${nextYear}-01-02`);
    if (asked) console.log(`      closed in ${secondsSince(from)}`);
    expect(await many.statuses(year)).to.deep.equal({ 'validated': 1, 'not-validated': count - 1 });
    const opening = performance.now();
    await many.round();
    await many.settle();
    if (asked) console.log(`      the next year opened in ${secondsSince(opening)}`);
    expect(await many.statuses(nextYear)).to.deep.equal({ open: count });
  });

  it('leaves a chain of acts without a fault', async () => {
    const from = performance.now();
    expect((await verifyActs(engine.db)).faults).to.deep.equal([]);
    if (asked) console.log(`      verified in ${secondsSince(from)}`);
  });
});
