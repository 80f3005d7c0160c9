import { expect } from 'chai';
import { measureDrift, watchClock, type Verdict } from '../../db/clock.ts';
import { standGuard } from '../../db/guard.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { openHouse, type House } from '../support/house.ts';

const silent = { warn: () => undefined, error: () => undefined, fatal: () => undefined };

describe('clocks compared', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  it('measures by how much this process is ahead of the database, or behind', async () => {
    const db = database.dbOf('web');
    expect(await measureDrift(db, Date.now)).to.be.within(-500, 500);
    expect(await measureDrift(db, () => Date.now() + 90_000)).to.be.within(89_500, 90_500);
    expect(await measureDrift(db, () => Date.now() - 26 * 3_600_000)).to.be.within(-93_600_500, -93_599_500);
  });

  it('warns beyond two seconds, trusts it no more beyond a minute, and again once it is right', async () => {
    let ahead = 0;
    const verdicts: Verdict[] = [];
    const clock = watchClock({
      db: database.dbOf('worker'),
      now: () => Date.now() + ahead,
      onVerdict: (verdict) => verdicts.push(verdict),
    });
    await clock.trusted();
    ahead = 5_000;
    await clock.compare();
    expect(clock.isTrusted()).to.equal(true);
    ahead = -90_000;
    await clock.compare();
    expect(clock.isTrusted()).to.equal(false);
    let went = false;
    const waiting = clock.trusted().then(() => {
      went = true;
    });
    await clock.compare();
    expect(went).to.equal(false);
    ahead = 0;
    await clock.compare();
    await waiting;
    clock.stop();
    expect(clock.isTrusted()).to.equal(true);
    expect(verdicts).to.deep.equal(['noticeable', 'intolerable', 'intolerable', 'right']);
  });

  it('a database that is away changes no verdict', async () => {
    const away = await freshDatabase();
    const clock = watchClock({ db: away.dbOf('web'), now: () => Date.now() + 90_000, onVerdict: () => undefined });
    await clock.compare();
    await away.drop();
    await clock.compare();
    clock.stop();
    expect(clock.isTrusted()).to.equal(false);
  });

  it('a worker whose clock goes astray is told to stop, and the log says so', async () => {
    const said: string[] = [];
    let told = 0;
    const clock = standGuard({
      mode: 'production',
      db: database.dbOf('worker'),
      now: () => Date.now() + 120_000,
      log: { ...silent, error: (_what, message) => said.push(message) },
      onAstray: () => {
        told += 1;
      },
    });
    await clock?.compare();
    clock?.stop();
    expect(said).to.include('clock astray: no act is accepted');
    expect(told).to.be.greaterThan(0);
  });

  it('is off where the clock is moved on purpose', () => {
    for (const mode of ['test', 'demonstration'] as const)
      expect(standGuard({ mode, db: database.db, now: () => 0, log: silent })).to.equal(undefined);
  });
});

describe('a web whose clock is wrong', () => {
  let house: House;
  let trusted = false;
  before(async () => {
    house = await openHouse({ clock: { isTrusted: () => trusted } });
  });
  after(() => house.close());

  it('shows its pages and accepts nothing, and says why', async () => {
    const operator = await house.as('Émilie Delvaux');
    expect((await operator.get('/pro')).status).to.equal(200);
    const before = await house.db('acts').count();
    const answer = await operator.post('/pro/authorisation-adaptation/10000000-0000-4000-8000-000000000001/withdraw');
    expect(answer.status).to.equal(503);
    expect(answer.text).to.include('heure de ce serveur n');
    expect(await house.db('acts').count()).to.deep.equal(before);
    trusted = true;
    expect(
      (await operator.post('/pro/authorisation-adaptation/10000000-0000-4000-8000-000000000001/withdraw')).status,
    ).to.equal(404);
  });
});
