/** « Modifiée après validation »: kept beside each validation, the same as what the two teams say when they are compared. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { compareChangedTeams } from '../../db/team-validation/changed-teams.ts';
import { findValidationOf } from '../../db/team-validation/find-validations.ts';
import { readTeam } from '../../db/team-validation/read-team.ts';
import { dayOf } from '../../domain/calendar.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { openYear, stableOf } from './cases.ts';
import { makeMember, makeTeam, type Made } from './teams.ts';

const facilityId = stableOf('chenes');
const list = '/office/team-validations?year=2031';

describe('a team that was changed after its validation', () => {
  let house: House;
  let coordinator: Visitor;
  let caseId: string;
  let tom: Made;
  before(async () => {
    house = await openHouse();
    await house.db('staff_contracts').where({ facility_id: facilityId }).delete();
    ({ tom } = await makeTeam(house.db, facilityId));
    coordinator = await house.asUser(stableId('user coordinator-namur'));
    caseId = await openYear(house.db, { facilityId, at: house.clock.now, year: '2031' });
    await validate(caseId, facilityId);
  });
  after(() => house.close());

  async function validate(id: string, place: string): Promise<void> {
    const { organising_body_id: organisingBodyId } = (await house.db('facilities').where({ id: place }).first()) as {
      organising_body_id: string;
    };
    const today = dayOf(house.clock.now);
    const team = await readTeam(house.db, { organisingBodyId, facilityId: place }, { year: '2031', today });
    await recordAct(house.db, process, id, {
      action: 'validate',
      facts: { digest: team.digest, people: team.figures.people, links: 2, warnings: 0 },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at: house.clock.now,
    });
  }
  const isModified = async (id = caseId): Promise<boolean> => {
    await compareChangedTeams(house.db);
    return ((await house.db('validated_teams').where({ case_id: id }).first()) as { modified: boolean }).modified;
  };

  it('is as it was validated, of each validation of the demonstration just where its digest says so', async () => {
    expect(await compareChangedTeams(house.db)).to.equal(true);
    const rows = (await house.db('validated_teams as v').join('facilities as f', 'f.id', 'v.facility_id')) as {
      facility_id: string;
      organising_body_id: string;
      year: string;
      digest: string;
      modified: boolean;
    }[];
    expect(rows.length).to.be.above(8);
    for (const { facility_id: place, organising_body_id: organisingBodyId, year, digest, modified } of rows) {
      const now = await readTeam(
        house.db,
        { organisingBodyId, facilityId: place },
        { year, today: dayOf(house.clock.now) },
      );
      expect(modified, `${place} ${year}`).to.equal(now.digest !== digest);
    }
    expect(new Set(rows.map(({ modified }) => modified)).size).to.equal(2);
    expect(await isModified()).to.equal(false);
  });

  it('is said to be changed by each thing that was signed, and not any more once that is as it was', async () => {
    const { collaborationId: collaboration_id, contractId, personId } = tom;
    const writes: [string, () => PromiseLike<unknown>, () => PromiseLike<unknown>][] = [
      [
        'time of work',
        () => house.db('staff_contracts').where({ id: contractId }).update({ percent: 60 }),
        () => house.db('staff_contracts').where({ id: contractId }).update({ percent: 80 }),
      ],
      [
        'name',
        () => house.db('people').where({ id: personId }).update({ family_name: 'Maas' }),
        () => house.db('people').where({ id: personId }).update({ family_name: 'Maes' }),
      ],
      [
        'absence',
        () => house.db('staff_absences').insert({ collaboration_id, from_on: '2031-02-01' }),
        () => house.db('staff_absences').where({ collaboration_id }).delete(),
      ],
      [
        'diploma',
        () => house.db('staff_diplomas').where({ collaboration_id }).update({ title: 'Autre' }),
        () => house.db('staff_diplomas').where({ collaboration_id }).update({ title: 'Puériculture' }),
      ],
      [
        'document',
        () => house.db('staff_documents').where({ collaboration_id }).update({ dated_on: '2026-02-05' }),
        () => house.db('staff_documents').where({ collaboration_id }).update({ dated_on: '2026-01-05' }),
      ],
      [
        'another place',
        () =>
          house
            .db('staff_contracts')
            .where({ id: contractId })
            .update({ facility_id: stableOf('glands') }),
        () => house.db('staff_contracts').where({ id: contractId }).update({ facility_id: facilityId }),
      ],
    ];
    for (const [what, change, back] of writes) {
      await change();
      expect(await isModified(), what).to.equal(true);
      await back();
      expect(await isModified(), `${what}, as it was`).to.equal(false);
    }
    expect(await house.db('team_changes').count('* as n').first()).to.deep.equal({ n: 0 });
  });

  it('is not missed where somebody still writes while it is validated or compared, and holds nobody up', async () => {
    const writing = await house.db.transaction();
    await writing('staff_contracts').where({ id: tom.contractId }).update({ percent: 55 });
    expect(await isModified()).to.equal(false);
    const place = stableOf('lutins');
    const other = await openYear(house.db, { facilityId: place, at: house.clock.now, year: '2031' });
    const there = await makeMember(house.db, { facilityId: place });
    await writing('staff_contracts').where({ id: there.contractId }).update({ percent: 55 });
    await validate(other, place);
    expect(await isModified(other)).to.equal(false);
    await writing.commit();
    expect([await isModified(), await isModified(other)]).to.deep.equal([true, true]);
  });

  it('is shown to ONE in the list, counted by administration, filtered, and in the sheet', async () => {
    const { text } = await coordinator.get(list).expect(200);
    expect(text)
      .to.match(/Crèche Les Petits Chênes.*?modifiée/s)
      .and.include('Oui (');
    const changed = (await coordinator.get(`${list}&modified=1`).expect(200)).text;
    expect(changed).to.include('Crèche Les Petits Chênes');
    await house.db('staff_contracts').where({ id: tom.contractId }).update({ percent: 80 });
    expect((await coordinator.get(`${list}&modified=1`).expect(200)).text).to.not.include('Crèche Les Petits Chênes');
    const { body } = await coordinator
      .get('/office/team-validations/export?year=2031')
      .responseType('blob')
      .expect(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as never);
    const rows: string[][] = [];
    book.getWorksheet('Équipes 2031')!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
    expect(rows[0]).to.include('Modifiée après validation');
    expect(rows.find(([, name]) => name === 'Crèche Les Petits Chênes')).to.include('non');
  });

  it('is said on the cards of Mon Équipe whoever looks, on each page', async () => {
    await house.db('staff_contracts').where({ id: tom.contractId }).update({ percent: 65 });
    expect((await findValidationOf(house.db, [facilityId])).get(facilityId)?.modified).to.equal(true);
    const nathalie = await house.asUser(stableId('user admin-petits-chenes'));
    const body = stableId('body petits-chenes');
    const first = (await nathalie.get(`/pro/team?body=${body}`).expect(200)).text;
    expect(first).to.include('modifiée après validation');
    const after = (await house.db('collaborations').where({ organising_body_id: body }).orderBy('id').first('id')) as {
      id: string;
    };
    const next = (await nathalie.get(`/pro/team?body=${body}&after=${after.id}`).expect(200)).text;
    expect(next).to.include('modifiée après validation');
  });
});
