/** What is worked out once a day: places and delays; and the one mail of a day. */
import { expect } from 'chai';
import { createMailRounds } from '../../activities/mailer.ts';
import type { Mail } from '../../activities/mail.ts';
import { procedures } from '../../activities/procedures.ts';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { findDelays, workOutWaits } from '../../db/training/waits.ts';
import { addMonths, dayOf } from '../../domain/calendar.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { openHouse, type House } from '../support/house.ts';
import { openLine } from './open-line.ts';
import { day } from '../support/times.ts';

interface Place {
  case_id: string;
  place: number;
  total: number;
}

describe('what waits at the ONE', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  const placeOf = async (key: string): Promise<{ organisingBodyId: string; facilityId: string }> => {
    const facilityId = stableId(`facility ${key}`);
    const { organising_body_id: organisingBodyId } = await house
      .db('facilities')
      .where({ id: facilityId })
      .first<{ organising_body_id: string }>();
    return { organisingBodyId, facilityId };
  };

  it('has one place each, whose agreement ends within six months before whoever waits longer', async () => {
    const { now } = house.clock;
    const [soon, late] = [await placeOf('gembloux-aes'), await placeOf('tournai-aes')];
    await house
      .db('aes_agreements')
      .where({ facility_id: soon.facilityId })
      .update({ to_on: addMonths(dayOf(now), 5) });
    const young = await openLine(house.db, soon, { at: now - day });
    const old = await openLine(house.db, late, { at: now - 60 * day });
    const total = await workOutWaits(house.db, now);
    const rows = (await house.db('training_places').orderBy('place')) as Place[];
    expect(rows.map(({ place }) => place)).to.deep.equal(rows.map((_, index) => index + 1));
    expect(new Set(rows.map((row) => row.total))).to.deep.equal(new Set([total]));
    const at = (caseId: string): number => rows.findIndex((row) => row.case_id === caseId);
    expect(at(young)).to.be.at.least(0);
    expect(at(young)).to.be.lessThan(at(old));
    // By the parameters that order the desk too: no agreement within a month, and age alone counts.
    await house.db('parameters').whereIn('code', ['score-near-months', 'score-later-months']).update({ value: 1 });
    await workOutWaits(house.db, now);
    const then = (await house.db('training_places').orderBy('place').pluck('case_id')) as string[];
    expect(then.indexOf(young)).to.be.greaterThan(then.indexOf(old));
  });

  it('is told a delay from what was decided in ninety days, and not from what the lists recognise at once', async () => {
    const { now } = house.clock;
    await workOutWaits(house.db, now);
    const delays = await findDelays(house.db);
    expect(delays.get('other')!.decided).to.be.at.least(20);
    expect(delays.get('other')!.median).to.be.within(1, 40);
    expect(delays.has('listed')).to.equal(false);
  });

  it('is told to its operators by one mail a day, however many decisions, without a name or an outcome', async () => {
    const { now } = house.clock;
    await house.db('notices').update({ mail_at: null });
    const place = await placeOf('gembloux-aes');
    for (let count = 0; count < 7; count += 1) {
      const caseId = await openLine(house.db, place, { at: now - 5 * day });
      await recordAct(house.db, process, caseId, {
        action: count % 2 ? 'refuse' : 'recognise',
        facts: count % 2 ? { motive: 'outside-programme' } : {},
        token: `decision ${String(count)}`,
        actor: { role: 'procedure', userId: null },
        at: now,
      });
    }
    const mails: Mail[] = [];
    let at = now + day / 24;
    const rounds = createMailRounds({
      db: house.db,
      procedures,
      publicUrl: 'https://pro.exemple.be',
      now: () => at,
      mailer: {
        send: (mail) => {
          mails.push(mail);
          return Promise.resolve();
        },
      } as Parameters<typeof createMailRounds>[0]['mailer'],
    });
    await rounds.sendMails();
    expect(mails).to.deep.equal([]);
    at += day;
    await rounds.sendMails();
    await rounds.sendMails();
    expect(mails.map(({ view }) => view)).to.deep.equal(['joined']);
    expect(mails[0]!.lines).to.deep.equal(["7 demandes : L'ONE a décidé pour une formation"]);
  });
});
