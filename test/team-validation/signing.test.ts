import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { findValidationOf } from '../../db/team-validation/find-validations.ts';
import { markOf } from '../../db/team-validation/marks.ts';
import { digestOf, readTeam } from '../../db/team-validation/read-team.ts';
import { findSigned } from '../../db/team-validation/signed.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { dayOf, endOfDay, startOfDay } from '../../domain/calendar.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { openYear, stableOf } from './cases.ts';
import { makeMember, makeTeam, type Made } from './teams.ts';

const facilityId = stableOf('chenes');

describe('signing the team of a year', () => {
  let house: House;
  let nathalie: Visitor;
  let team: { direction: Made; tom: Made };
  let caseId: string;
  let year = 2031;
  before(async () => {
    house = await openHouse();
    await house.db('staff_contracts').where({ facility_id: facilityId }).delete();
    nathalie = await house.asUser(stableId('user admin-petits-chenes'));
    team = await makeTeam(house.db, facilityId);
  });
  after(() => house.close());
  beforeEach(async () => {
    year += 1;
    caseId = await openYear(house.db, { facilityId, at: house.clock.now, year: String(year) });
  });

  const url = (end = ''): string => `/pro/team-validation/${caseId}${end}`;
  /** The form as its page shows it. */
  async function form(who = nathalie): Promise<Record<string, string>> {
    const { text } = await who.get(url('/validate')).expect(200);
    const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
    return { token: field('token'), version: field('version'), seal: field('seal') };
  }
  const statusOf = async (): Promise<string> =>
    ((await house.db('cases').where({ id: caseId }).first('status')) as { status: string }).status;

  it('shows what is signed before it is signed, and keeps just that, without a national number', async () => {
    const { text } = await nathalie.get(url('/validate')).expect(200);
    expect(text)
      .to.include('Maes Tom')
      .and.include('Servais Nathalie')
      .and.include('Puériculteur·trice, contrat de travail, 80');
    await nathalie.post(url('/validate'), await form()).expect(303);
    const signed = (await findSigned(house.db, facilityId, String(year)))!;
    expect(signed.team!.members.map(({ familyName }) => familyName)).to.have.members(['Maes', 'Servais']);
    expect(JSON.stringify(signed.team)).to.not.match(/niss_|nationalNumber/);
    const { state } = (await house.db('cases').where({ id: caseId }).first('state')) as {
      state: { data: { digest: string; people: number } };
    };
    expect([state.data.digest, state.data.people]).to.deep.equal([digestOf(signed.team!), 2]);
    const page = (await nathalie.get(url()).expect(200)).text;
    expect(page).to.include(state.data.digest).and.include('EQ-').and.not.include('modifiée après validation</span>');
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);
  });

  it('says afterwards that the team has changed since, side by side, to the operator and to ONE', async () => {
    await nathalie.post(url('/validate'), await form()).expect(303);
    await house.db('staff_contracts').where({ id: team.tom.contractId }).update({ percent: 60 });
    const added = await makeMember(house.db, { facilityId, familyName: 'Renier', firstName: 'Paul' });
    expect((await nathalie.get(url()).expect(200)).text).to.include('modifiée après validation');
    const adviser = await house.asUser(stableId('user coordinator-namur'));
    const { text } = await adviser.get(`/office/team-validation/${caseId}/snapshot`).expect(200);
    const row = (name: string): string =>
      new RegExp(`<th scope="row">(<a [^>]*>)?(${name}).*?</tr>`, 's').exec(text)?.[0] ?? '';
    const [signedSide = '', today = ''] = row('Maes Tom').split('<td').slice(1);
    expect(signedSide)
      .to.match(/Signé.*avant.*80/s)
      .and.not.include('60');
    expect(today)
      .to.match(/Aujourd.*modifié.*60/s)
      .and.not.include('80');
    expect(row('Renier Paul')).to.match(/nouvelle personne.*N&#x27;y était pas\./s);
    expect(text).to.include('Ce qui a changé : 2 personnes').and.include('Sans changement : 1 personne');
    // Each opens the sheet of whoever is there today, which tells of who has looked.
    const sheet = `/office/team/${team.tom.collaborationId}`;
    expect(row('Maes Tom')).to.include(`href="${sheet}"`);
    await adviser.get(sheet).expect(200);
    expect(
      await house
        .db('audit')
        .where({ subject: 'collaboration', subject_id: team.tom.collaborationId, actor_id: adviser.userId }),
    ).to.have.lengthOf(1);
    // Who signed reads the same, and who has left since is named.
    await house.db('staff_contracts').where({ id: added.contractId }).delete();
    await house.db('staff_contracts').where({ id: team.tom.contractId }).update({ to_on: '2022-01-01' });
    const gone = (await nathalie.get(url('/snapshot')).expect(200)).text;
    expect(gone).to.match(/<th scope="row">Maes Tom<br>.*?n&#x27;est plus là.*?N&#x27;y est plus\./s);
    await house.db('staff_contracts').where({ id: team.tom.contractId }).update({ to_on: null });
    const back = { percent: 80 };
    await house.db('staff_contracts').where({ id: team.tom.contractId }).update(back);
    expect((await nathalie.get(url('/team')).expect(200)).text).to.include(
      `href="/pro/team/${team.tom.collaborationId}"`,
    );
    expect((await nathalie.get(url()).expect(200)).text)
      .to.include('Validée')
      .and.not.include('Les données ont changé');
  });

  it('tells the helpdesk where it stands, and not who works there; who has looked is written down on both sides', async () => {
    const lea = await makeMember(house.db, { facilityId, familyName: 'Jacquet', firstName: 'Léa', function: null });
    const helpdesk = await house.asUser(stableId('user helpdesk'));
    const office = `/office/team-validation/${caseId}`;
    const { text } = await helpdesk.get(office).expect(200);
    expect((await nathalie.get(url()).expect(200)).text).to.include('Jacquet Léa');
    expect(text).to.not.match(/Jacquet|Maes/);
    expect(text).to.not.include(`${office}/team`);
    for (const view of ['team', 'snapshot', 'previous']) await helpdesk.get(`${office}/${view}`).expect(403);
    await house.db('staff_contracts').where({ id: lea.contractId }).delete();
    const { organising_body_id: body } = await house.db('cases').where({ id: caseId }).first();
    const readings = () =>
      house.db('audit').where({ subject_id: caseId, event: 'read', actor_id: nathalie.userId, on_behalf_of: body });
    const before = await readings();
    await nathalie.get(url('/team')).expect(200);
    expect(await readings()).to.have.lengthOf(before.length + 1);
  });

  it('names who has no contract to whoever sees the whole body, and not to who sees one place', async () => {
    const nowhere = await makeMember(house.db, {
      facilityId,
      familyName: 'Sanslieu',
      firstName: 'Zoé',
      contract: false,
    });
    expect((await nathalie.get(url()).expect(200)).text).to.include('Sanslieu Zoé');
    // What Olivier has at the body, narrowed to the team of this place.
    const user_id = stableId('user data-chenes');
    const before = (await house.db('grants').where({ user_id })) as { id: string }[];
    const [grant] = before;
    await house.db('grants').where({ user_id }).delete();
    await house.db('grants').insert({ ...grant, dossier: 'team', facility_id: facilityId });
    const { text } = await (await house.asUser(user_id)).get(url()).expect(200);
    expect(text).to.include('Ce que vous signez').and.not.include('Sanslieu');
    await house.db('grants').where({ user_id }).delete();
    await house.db('grants').insert(before);
    await house.db('staff_documents').where({ collaboration_id: nowhere.collaborationId }).delete();
    await house.db('staff_diplomas').where({ collaboration_id: nowhere.collaborationId }).delete();
    await house.db('collaborations').where({ id: nowhere.collaborationId }).delete();
  });

  it('refuses with 409 what has changed between the reading and the signing, and says who and where', async () => {
    const read = await form();
    await house.db('staff_contracts').where({ id: team.tom.contractId }).update({ percent: 70 });
    const added = await makeMember(house.db, { facilityId, familyName: 'Renier', firstName: 'Paul' });
    const { text } = await nathalie.post(url('/validate'), read).expect(409);
    expect(text).to.include('Maes Tom (contrats)').and.include('Renier Paul (nouvelle personne)').and.include('signé');
    expect(await statusOf()).to.equal('open');
    // The page that says so is signed at once.
    await nathalie.post(url('/validate'), await form()).expect(303);
    await house.db('staff_contracts').where({ id: added.contractId }).delete();
    await house.db('staff_contracts').where({ id: team.tom.contractId }).update({ percent: 80 });
  });

  it('lets nothing blocking slip in: no form while something blocks, and a form that is sent all the same is refused', async () => {
    const read = await form();
    const lea = await makeMember(house.db, { facilityId, familyName: 'Jacquet', firstName: 'Léa', function: null });
    const page = (await nathalie.get(url('/validate')).expect(200)).text;
    expect(page).to.include('Empêche la validation (1)').and.include('Jacquet Léa').and.not.include('name="seal"');
    await nathalie.post(url('/validate'), read).expect(409);
    // As it stands now, with what blocks: what was read is right, and it is refused for that.
    const { organising_body_id: organisingBodyId } = (await house.db('cases').where({ id: caseId }).first()) as {
      organising_body_id: string;
    };
    const place = { organisingBodyId, facilityId, childminder: false };
    const { snapshot } = await readTeam(house.db, place, { year: String(year), today: dayOf(house.clock.now) });
    await nathalie.post(url('/validate'), { ...read, seal: markOf(snapshot) }).expect(422);
    const seal = read.seal!;
    await nathalie.post(url('/validate'), { ...read, seal: `${'0'.repeat(64)}.${seal}` }).expect(409);
    const list = (await nathalie.get(url()).expect(200)).text;
    expect(list).to.include('Il reste 1 point qui empêche').and.include(`/pro/team/${lea.collaborationId}`);
    expect(list).to.include('Pas encore possible');
    expect(await statusOf()).to.equal('open');
    await house.db('staff_contracts').where({ id: lea.contractId }).delete();
  });

  it('is done by one of two people at once; the other learns who it was', async () => {
    const [first, second] = [await form(), await form()];
    const answers = await Promise.all([
      nathalie.post(url('/validate'), first),
      nathalie.post(url('/validate'), { ...second, token: randomUUID() }),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect((await house.db('acts').where({ case_id: caseId, action: 'validate' })).length).to.equal(1);
  });

  it('signs one moment of the team, though somebody writes in it all the while', async () => {
    let writing = true;
    const writer = (async (): Promise<void> => {
      // Both percents move in one transaction: a snapshot that holds one of them alone was never true.
      for (let at = 1; writing; at = (at % 40) + 1)
        await house.db.transaction(async (trx) => {
          await trx('staff_contracts')
            .where({ id: team.tom.contractId })
            .update({ percent: 40 + at });
          await trx('staff_contracts')
            .where({ id: team.direction.contractId })
            .update({ percent: 40 + at });
        });
    })();
    let answered = 409;
    for (let tries = 0; answered === 409 && tries < 25; tries += 1)
      answered = (await nathalie.post(url('/validate'), await form())).status;
    writing = false;
    await writer;
    if (answered === 303) {
      const signed = (await findSigned(house.db, facilityId, String(year)))!;
      const percents = signed.team!.members.map(({ contracts }) => contracts[0]!.percent);
      expect(new Set(percents).size, String(percents)).to.equal(1);
    } else expect(answered).to.equal(409);
    await house.db('staff_contracts').where({ facility_id: facilityId }).update({ percent: 50 });
  });

  it('is told of each place by its newest year, in one query', async () => {
    await nathalie.post(url('/validate'), await form()).expect(303);
    const found = (await findValidationOf(house.db, [facilityId, stableOf('coccinelle')])).get(facilityId);
    expect([found?.year, found?.status, found?.data.people]).to.deep.equal([String(year), 'validated', 2]);
  });

  it('signs nothing for a year that is over, though no clock has closed it, and leads to the year that it is', async () => {
    const read = await form();
    const now = house.clock.now;
    house.clock.now = startOfDay(`${String(year + 1)}-01-03`) + 10 * 3_600_000;
    const later = await house.asUser(nathalie.userId!);
    expect((await later.get(url()).expect(200)).text)
      .to.include(`L&#x27;année ${String(year)} est terminée`)
      .and.include(`/pro/facilities/${facilityId}/team-validation`)
      .and.not.include(`href="${url('/validate')}"`);
    const { text: gone } = await later.get(url('/validate')).expect(409);
    expect(gone)
      .to.include(`L&#x27;année ${String(year)} est terminée`)
      .and.not.include('name="seal"');
    const { text } = await later.post(url('/validate'), read).expect(409);
    expect(text).to.include(`L&#x27;année ${String(year)} est terminée`);
    expect(await statusOf()).to.equal('open');
    house.clock.now = now;
  });

  it('opens by its operator only a year that the calendar would: from the first one on, of a place that is authorised', async () => {
    const { facility_id: place } = (await house.db
      .raw(
        `with more as (insert into facilities (number, organising_body_id, name, kind, home, administration)
           select 'N1', organising_body_id, 'Crèche Nouvelle', 'creche', home, administration from facilities where id = :like returning id)
         insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
         select more.id, status, street, number, postcode, locality, capacity, valid_from, decided_on
         from more, authorisation_versions where facility_id = :like returning facility_id`,
        { like: facilityId },
      )
      .then(({ rows }: { rows: object[] }) => rows[0])) as { facility_id: string };
    const way = `/pro/facilities/${place}/team-validation`;
    const cases = () => house.db('cases').where({ slug: process.slug, facility_id: place }).count('*').first();
    const before = await cases();
    const send = async (who: Visitor) => who.post(way, { token: randomUUID() }).expect(303);
    expect((await nathalie.get(way).expect(200)).text)
      .to.include('La première année à valider ici est 2027')
      .and.not.include('Ouvrir la validation');
    await send(nathalie);
    expect(await cases()).to.deep.equal(before);
    const now = house.clock.now;
    house.clock.now = startOfDay('2027-09-15') + 10 * 3_600_000;
    const later = await house.asUser(nathalie.userId!);
    await house.db('authorisation_versions').where({ facility_id: place }).update({ status: 'withdrawn' });
    expect((await later.get(way).expect(200)).text)
      .to.include('n&#x27;est pas autorisé')
      .and.not.include('Ouvrir la validation');
    await send(later);
    expect(await cases()).to.deep.equal(before);
    await house.db('authorisation_versions').where({ facility_id: place }).update({ status: 'authorised' });
    expect((await later.get(way).expect(200)).text).to.include('Ouvrir la validation');
    await send(later);
    expect(await cases()).to.not.deep.equal(before);
    house.clock.now = now;
  });

  it('is late from midnight, whoever was awake', async () => {
    const now = house.clock.now;
    const late = await openYear(house.db, { facilityId, at: startOfDay('2045-01-01'), year: '2045' });
    for (const [at, expected] of [
      [endOfDay('2045-05-31') - 1, 'validated'] as const,
      [endOfDay('2045-05-31'), 'validated-late'] as const,
    ]) {
      await house.db
        .transaction(async (trx) => {
          const { status } = await recordAct(trx, process, late, {
            action: 'validate',
            facts: { digest: 'ab'.repeat(32), people: 1, links: 1, warnings: 0 },
            token: randomUUID(),
            actor: { role: 'operator', userId: randomUUID() },
            at,
          });
          expect(status).to.equal(expected);
          throw new Error('undone');
        })
        .catch((error: unknown) => {
          if ((error as Error).message !== 'undone') throw error;
        });
    }
    expect(house.clock.now).to.equal(now);
  });
});
