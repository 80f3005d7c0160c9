/** What a quarter warns of from its first day: what will be missing on its last one, and takes time to mend. */
import { expect } from 'chai';
import { readQuarter } from '../../db/quarterly-subsidy/sealed.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { startOfDay } from '../../domain/calendar.ts';
import type { ReadinessFacts } from '../../domain/subsidy/readiness.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { day } from '../support/times.ts';
import { openQuarter, stableOf } from './cases.ts';

describe('the warnings of a quarter from its first day', () => {
  let house: House;
  let caseId: string;
  const quarter = '2027-1';
  const facilityId = stableOf('chenes');
  const organisingBodyId = stableId('body petits-chenes');
  const now = startOfDay('2027-01-02') + 36_000_000;
  before(async () => {
    house = await openHouse();
    caseId = await openQuarter(house.db, { facilityId, at: now, quarter });
    await house
      .db('users')
      .where({ id: stableId('user admin-petits-chenes') })
      .update({ last_sign_in_at: new Date(now - day), last_sign_in_acr: 450 });
  });
  after(() => house.close());
  const facts = async (): Promise<ReadinessFacts> => {
    const { state } = (await house.db('cases').where({ id: caseId }).first('state')) as { state: { data: CaseData } };
    const of = { caseId, organisingBodyId, facilityId, quarter };
    return (await readQuarter(house.db, of, { data: state.data, today: '2027-01-02', now })).readiness;
  };
  const page = async (): Promise<string> => {
    house.clock.now = now;
    const visitor = await house.asUser(stableId('user admin-petits-chenes'));
    return textOf((await visitor.get(`/pro/quarterly-subsidy/${caseId}`).expect(200)).text);
  };

  it('an authorisation that is to end within it, decided already, however many are decided later', async () => {
    expect((await facts()).authorisedUntil).to.equal(null);
    const version = (status: string, from: string) =>
      house.db.raw(
        `insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
         select facility_id, :status, street, number, postcode, locality, capacity, :from, '2026-12-01'
         from authorisation_versions where facility_id = :facilityId order by valid_from desc limit 1`,
        { status, from, facilityId },
      );
    await version('ended-voluntarily', '2027-02-15');
    expect((await facts()).authorisedUntil).to.equal('2027-02-14');
    expect(await page())
      .to.include("elle ne permet plus d'accueillir après le 14/02/2027")
      .and.match(/À régler dès maintenant, car cela prend du temps.*Autorisation/);
    await version('authorised', '2027-03-01');
    expect((await facts()).authorisedUntil).to.equal(null);
    await house
      .db('authorisation_versions')
      .where({ facility_id: facilityId })
      .where('valid_from', '>', '2027-01-01')
      .delete();
  });

  it('the last doctor whose validity ends within it, and nothing of one that goes on', async () => {
    expect((await facts()).doctors.valid).not.to.have.length(0);
    const standing = (await house
      .db('doctor_collaborations')
      .where({ facility_id: facilityId, until_on: null })
      .where('from_on', '<', '2026-12-01')
      .select('id')) as { id: string }[];
    const end = (until: string | null) =>
      house
        .db('doctor_collaborations')
        .whereIn(
          'id',
          standing.map(({ id }) => id),
        )
        .update({ until_on: until });
    await end('2027-02-20');
    const ending = (await facts()).doctors.valid;
    expect(ending.map(({ until }) => until)).to.deep.equal(ending.map(() => '2027-02-20'));
    expect(await page()).to.include("jusqu'au 20/02/2027, plus aucun médecin validé ensuite");
    // One that ended before is none of this quarter.
    await end('2026-12-31');
    expect((await facts()).doctors.valid).to.deep.equal([]);
    await end(null);
  });

  it('rights to submit that end before the last day', async () => {
    const grants = () => house.db('grants').where({ organising_body_id: organisingBodyId });
    const kept = (await grants().select('id', 'valid_to')) as { id: string; valid_to: string | null }[];
    await grants().update({ valid_to: '2027-05-31' });
    expect(new Set((await facts()).submitters.map(({ until }) => until))).to.deep.equal(new Set(['2027-05-31']));
    expect(await page()).to.include('31/05/2027, avant le dernier jour');
    for (const { id, valid_to: until } of kept) await grants().where({ id }).update({ valid_to: until });
  });

  it('an account that is not validated, and at whose desk it is', async () => {
    const cases = () => house.db('cases').where({ slug: 'bank-account', organising_body_id: organisingBodyId });
    expect((await facts()).account.masked).to.match(/^BE/);
    await cases().where({ status: 'active' }).update({ status: 'second-validation' });
    expect((await facts()).account).to.deep.equal({ asked: 'at-one' });
    await cases().where({ status: 'second-validation' }).update({ status: 'closed' });
    await cases().whereIn('status', ['to-validate', 'cooling', 'complement-asked']).update({ status: 'closed' });
    expect((await facts()).account).to.deep.equal({});
    expect(await page()).to.match(/À régler dès maintenant.*Compte bancaire/);
  });

  it('nothing as to do that is not over: its months, their salaries, the children of 15 January', async () => {
    await house.db.raw(
      `insert into quarter_salaries (case_id, collaboration_id, subsidised)
       select ?, collaboration_id, true from staff_contracts where facility_id = ? group by collaboration_id`,
      [caseId, facilityId],
    );
    const text = await page();
    expect(text)
      .to.include('les salaires des mois à venir')
      .and.not.match(/à faire Salaires/);
    const visitor = await house.asUser(stableId('user admin-petits-chenes'));
    const staff = textOf((await visitor.get(`/pro/quarterly-subsidy/${caseId}/report/staff`).expect(200)).text);
    expect(staff).not.to.include('Salaire de janvier à encoder');
  });

  it('with the time of the quarter as a line, and the way to the quarters beside it', async () => {
    const other = await openQuarter(house.db, { facilityId, at: now, quarter: '2027-2' });
    house.clock.now = now;
    const visitor = await house.asUser(stableId('user admin-petits-chenes'));
    const { text } = await visitor.get(`/pro/quarterly-subsidy/${caseId}`).expect(200);
    expect(textOf(text)).to.include('2e trimestre 2027 ▶').and.include('mercredi 30 juin 2027');
    expect(text).to.include(`href="/pro/quarterly-subsidy/${other}"`).and.include('class="time-today"');
  });
});
