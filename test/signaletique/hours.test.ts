import { expect } from 'chai';
import { putInForce, writeDecidedHours } from '../../db/signaletique/hours.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { lockSection } from '../../db/sheet-sections.ts';
import { openHouse, type House } from '../support/house.ts';

const parc = stableId('facility parc');
const usual = 'du lundi au vendredi, 7 h 00 – 19 h 00';

describe('the sentence of the hours in force', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  const sentence = async (): Promise<string> =>
    ((await house.db('facilities').where({ id: parc }).first('opening_hours')) as { opening_hours: string })
      .opening_hours;
  const later = async (): Promise<string> =>
    (
      (await house.db('opening_hours').where({ facility_id: parc }).max({ day: 'valid_from' }).first()) as {
        day: string;
      }
    ).day;

  it('changes on the day that dated hours begin, once, and not the day before', async () => {
    const begins = await later();
    expect(await sentence()).to.equal(usual);
    expect(await putInForce(house.db, '2026-11-23')).to.equal(0);
    expect(await putInForce(house.db, begins)).to.be.greaterThan(0);
    expect(await sentence()).to.equal('lundi, mardi, jeudi, vendredi 7 h 00 – 19 h 00 ; mercredi 7 h 00 – 18 h 00');
    expect(await putInForce(house.db, begins)).to.equal(0);
  });

  it('is that of a decision from its day on: laid out by day where it can be read, else as it was said, and whoever had the form open is told', async () => {
    const decide = (text: string) =>
      house.db.transaction((trx) =>
        writeDecidedHours(trx, { facilityId: parc, on: '2026-11-23', text, at: house.clock.now }),
      );
    const version = async () =>
      (
        (await house.db('sheet_sections').where({ subject_id: parc, section: 'opening-hours' }).first('version')) as
          | { version: number }
          | undefined
      )?.version ?? 0;
    const before = await version();
    await decide('8 h 00 – 17 h 00, du lundi au vendredi');
    expect(await sentence()).to.equal('du lundi au vendredi, 8 h 00 – 17 h 00');
    await decide('selon les vacances scolaires');
    expect(await sentence()).to.equal('selon les vacances scolaires');
    expect(
      await house.db('opening_hours').where({ facility_id: parc, valid_from: '2026-11-23' }).first('week', 'words'),
    ).to.deep.equal({
      week: {},
      words: 'selon les vacances scolaires',
    });
    expect(await version()).to.equal(before + 2);
    // Carried out once more, it is done already.
    await decide('selon les vacances scolaires');
    expect(await version()).to.equal(before + 2);
  });

  it('waits for whoever is saving the same hours, and is told to who manages the subsidies of the crèche', async () => {
    const chenes = stableId('facility chenes');
    const mails = () => house.db('link_mails').where({ kind: 'hours-changed', source: chenes }).select('email');
    const before = (await mails()).length;
    let decided = false;
    let deciding: Promise<void> | undefined;
    await house.db.transaction(async (trx) => {
      await lockSection(trx, chenes, 'opening-hours');
      deciding = house.db.transaction(async (other) => {
        await writeDecidedHours(other, {
          facilityId: chenes,
          on: '2027-03-01',
          text: '8 h 00 – 17 h 00',
          at: house.clock.now,
        });
        decided = true;
      });
      await new Promise((done) => {
        setTimeout(done, 300);
      });
      expect(decided).to.equal(false);
    });
    await deciding;
    const told = await mails();
    expect(told.length).to.be.greaterThan(before);
    const agents = await house
      .db('users as u')
      .join('grants as g', 'g.user_id', 'u.id')
      .where('g.role', 'subsidy-manager')
      .select('u.email');
    expect(agents.map(({ email }) => email as string)).to.include.members(told.map(({ email }) => email as string));
  });
});
