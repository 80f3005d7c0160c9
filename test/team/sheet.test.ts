import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeMember, makeTeam, petitsChenes, place, type Made } from './made-team.ts';
import { textOf, unescaped } from '../support/html.ts';

const today = '2026-11-23';

describe('the sheet of a person', () => {
  let house: House;
  let nathalie: Visitor;
  let made: Record<string, Made>;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    made = await makeTeam(house.db, house.config, today);
  });
  after(() => house.close());

  const fields = (more: Record<string, string> = {}): Record<string, string> => ({
    key: randomUUID(),
    version: '0',
    facilityId: place('chenes'),
    link: 'employment',
    function: 'childcare',
    regime: 'percent',
    time: '50',
    employer: '',
    fromOn: '01/01/2026',
    toOn: '',
    ...more,
  });
  const versionOf = async (contractId: string): Promise<string> =>
    String((await house.db('staff_contracts').where({ id: contractId }).first('version')).version);

  it('shows what the person does, the sums, the overlap and its greatest value, and is written down as looked at', async () => {
    const sheet = await nathalie.get(`/pro/team/${made.ines!.id}`);
    expect(sheet.status).to.equal(200);
    const text = textOf(sheet.text);
    for (const said of [
      'Inès Delvaux',
      'NISS valide (déjà) présent',
      '1 à corriger',
      '120 % du 01/11/2026 au 31/12/2026 : plus de 100 %',
      '50 % à partir du 01/01/2027',
    ])
      expect(text).to.include(said);
    const told = await house.db('audit').where({ event: 'consult', subject_id: made.ines!.id });
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.include({ actor_id: nathalie.userId, on_behalf_of: petitsChenes });
  });

  it('opens the very row of a point, with what stands in it', async () => {
    const [, second] = made.ines!.contractIds;
    const { text } = await nathalie.get(`/pro/team/${made.ines!.id}?edit=contracts.${second!}`);
    expect(text)
      .to.include(`/contracts/${second!}`)
      .and.to.match(/name="time" value="70"/);
    expect(text.match(/class="form editing"/g)).to.have.lengthOf(1);
  });

  it('takes a contract once, however often it is sent, and says who changed the sheet last', async () => {
    const sent = fields({ function: 'logistics', time: '37,5' });
    for (let time = 0; time < 2; time++) {
      const answer = await nathalie.post(`/pro/team/${made.emma!.id}/contracts/new`, sent);
      expect([answer.status, answer.headers.location]).to.deep.equal([303, `/pro/team/${made.emma!.id}#contracts`]);
    }
    const rows = await house.db('staff_contracts').where({ collaboration_id: made.emma!.id });
    expect(rows).to.have.lengthOf(1);
    expect(rows[0]).to.include({ percent: 37.5, function: 'logistics', from_on: '2026-01-01' });
    const text = textOf((await nathalie.get(`/pro/team/${made.emma!.id}`)).text);
    expect(text).to.include('37,5 %').and.to.include('par Nathalie Servais');
    const told = await house.db('audit').where({ subject: 'staff-contract', subject_id: sent.key });
    expect(told.map(({ event }) => event as string)).to.deep.equal(['create']);
  });

  it('refuses more than 100 % at the field, with the greatest value and with whom, places unseen included', async () => {
    const refused = await nathalie.post(
      `/pro/team/${made.fatima!.id}/contracts/new`,
      fields({ time: '20', facilityId: place('glands') }),
    );
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.include('Aucun temps de travail ne reste').and.to.include('120 % à partir du');
    const half = await nathalie.post(
      `/pro/team/${made.celine!.id}/contracts/new`,
      fields({ time: '60', facilityId: place('glands'), fromOn: '01/01/2027' }),
    );
    expect(textOf(half.text)).to.include('Erreur : 50 % au maximum').and.to.include('Crèche Les Petits Chênes (50 %)');
    const hours = await nathalie.post(
      `/pro/team/${made.celine!.id}/contracts/new`,
      fields({ regime: 'hours', time: '20', fromOn: '01/01/2027' }),
    );
    expect(textOf(hours.text)).to.include('19 h par semaine au maximum');
  });

  it('says of each field what is wrong with it, and keeps what was typed', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ facilityId: '' }, "Choisissez le milieu d'accueil"],
      [{ facilityId: place('delvaux') }, "Choisissez le milieu d'accueil"],
      [{ link: 'friend' }, 'Choisissez une des réponses proposées'],
      [{ function: '' }, 'Choisissez la fonction'],
      [{ time: '' }, 'Encodez le temps de travail'],
      [{ time: 'beaucoup' }, "n'est pas un nombre"],
      [{ time: '120' }, 'Le nombre le plus grand est 100 %'],
      [{ time: '-5' }, 'Le nombre le plus petit est'],
      [{ regime: 'hours', time: '80' }, 'Le nombre le plus grand est 60 h'],
      [{ link: 'other-employer' }, "Écrivez le nom de l'employeur"],
      [{ fromOn: 'hier' }, 'ne peut pas être lue'],
      [{ fromOn: '01/01/1026' }, "Vérifiez l'année"],
      [{ toOn: '31/12/2025' }, 'Le dernier jour vient avant le premier'],
      [{ surprise: 'x' }, "un champ que cette page n'a pas"],
    ];
    for (const [more, said] of wrong) {
      const answer = await nathalie.post(`/pro/team/${made.marie!.id}/contracts/new`, fields(more));
      expect(answer.status, said).to.equal(422);
      expect(textOf(answer.text), said).to.include(said);
    }
    const kept = await nathalie.post(`/pro/team/${made.marie!.id}/contracts/new`, fields({ time: 'beaucoup' }));
    expect(kept.text).to.include('value="beaucoup"').and.to.include('value="01/01/2026"');
  });

  it('does not write over what somebody else has just written, and shows both', async () => {
    const contract = made.benoit!.contractIds[0]!;
    const seen = await versionOf(contract);
    const url = `/pro/team/${made.benoit!.id}/contracts/${contract}`;
    const change = {
      ...fields({ facilityId: place('glands'), function: 'direction', fromOn: '16/08/2021' }),
      version: seen,
    };
    expect((await nathalie.post(url, { ...change, time: '90' })).status).to.equal(303);
    const late = await nathalie.post(url, { ...change, time: '80' });
    expect(late.status).to.equal(409);
    expect(textOf(late.text)).to.include('Modifié par Nathalie Servais');
    expect(late.text).to.include('name="time" value="80"');
    const again = { ...change, time: '80', version: await versionOf(contract) };
    expect((await nathalie.post(url, again)).status).to.equal(303);
  });

  it('takes a row away, once', async () => {
    const gone = await makeMember(house.db, house.config, { firstName: 'Gisèle', familyName: 'Partie' });
    const url = `/pro/team/${gone.id}/contracts/${gone.contractIds[0]!}`;
    for (let time = 0; time < 2; time++)
      expect((await nathalie.post(url, { key: randomUUID(), version: '1', then: 'remove' })).status).to.equal(303);
    expect(await house.db('staff_contracts').where({ collaboration_id: gone.id })).to.deep.equal([]);
    expect((await nathalie.post(url, { ...fields(), version: '1' })).status).to.equal(409);
  });

  it('lets no two people make more than 100 % by writing at once', async () => {
    const one = await makeMember(house.db, house.config, { firstName: 'Aline', familyName: 'Course', contracts: [] });
    const answers = await Promise.all(
      ['chenes', 'glands', 'coccinelle'].map(async (key) =>
        nathalie.post(`/pro/team/${one.id}/contracts/new`, fields({ facilityId: place(key), time: '60' })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 422, 422]);
  });

  it('corrects a name and a birth date, masked in the history; the number is corrected through the helpdesk', async () => {
    const url = `/pro/team/${made.linh!.id}/identification/person`;
    const seen = { key: randomUUID(), version: '1' };
    const wrong = await nathalie.post(url, { ...seen, firstName: 'Linh 2', familyName: '', bornOn: '01/01/2090' });
    expect(wrong.status).to.equal(422);
    const done = await nathalie.post(url, { ...seen, firstName: 'Linh', familyName: 'Nguyên', bornOn: '15/06/1989' });
    expect([done.status, done.headers.location]).to.deep.equal([303, `/pro/team/${made.linh!.id}#identification`]);
    const told = await house.db('audit').where({ event: 'update', subject_id: made.linh!.id }).first();
    expect(JSON.stringify(told.change)).to.not.include('Nguyên').and.to.not.include('1989');
    const { text } = await nathalie.get(`/pro/team/${made.linh!.id}`);
    const [, link = ''] = /href="(\/pro\/correction\?[^"]+)"/.exec(text) ?? [];
    const asked = await nathalie.get(unescaped(link));
    expect(asked.status).to.equal(200);
    expect(asked.text).to.match(/<option value="Numéro de registre national[^"]*" selected/);
  });

  it('never shows what another body has of the same person', async () => {
    const delvaux = await house.as('Émilie Delvaux');
    const { organising_body_id: body } = (await house
      .db('grants')
      .where({ user_id: delvaux.userId })
      .first('organising_body_id')) as { organising_body_id: string };
    const [row] = (await house
      .db('collaborations')
      .insert({ person_id: made.fatima!.personId, organising_body_id: body })
      .returning('id')) as { id: string }[];
    expect((await delvaux.get(`/pro/team/${made.fatima!.id}`)).status).to.equal(404);
    const own = textOf((await delvaux.get(`/pro/team/${row!.id}`)).text);
    expect(own).to.include('Fatima Adam').and.to.not.include('Petits Chênes');
    // Nor does a full-time elsewhere stop a contract here.
    const contract = await delvaux.post(
      `/pro/team/${row!.id}/contracts/new`,
      fields({ facilityId: place('delvaux'), time: '100' }),
    );
    expect(contract.status, textOf(contract.text)).to.equal(303);
    expect((await delvaux.post(`/pro/team/${made.fatima!.id}/contracts/new`, fields())).status).to.equal(404);
    // A row of another sheet is not reached through one's own.
    const foreign = await delvaux.post(`/pro/team/${row!.id}/contracts/${made.fatima!.contractIds[0]!}`, {
      ...fields({ facilityId: place('delvaux'), time: '10' }),
      version: '1',
    });
    expect(foreign.status).to.not.equal(303);
    expect((await house.db('staff_contracts').where({ id: made.fatima!.contractIds[0] }).first()).percent).to.equal(
      100,
    );
  });

  it('shows a person of two places only the part that may be seen, and counts the rest towards 100 %', async () => {
    const { userId } = await house.as('Olivier Wauters');
    await house.db('grants').where({ user_id: userId }).update({ dossier: 'team' });
    const olivier = await house.as('Olivier Wauters');
    const text = textOf((await olivier.get(`/pro/team/${made.paul!.id}`)).text);
    expect(text).to.include('La Coccinelle').and.to.not.include('Crèche Les Petits Chênes');
    expect(text).to.include("ne montre que ce qui concerne les milieux d'accueil auxquels vous avez accès");
    expect((await olivier.get(`/pro/team/${made.fatima!.id}`)).status).to.equal(404);
    const refused = await olivier.post(
      `/pro/team/${made.paul!.id}/contracts/new`,
      fields({ facilityId: place('coccinelle'), time: '10' }),
    );
    expect(textOf(refused.text)).to.include("un autre milieu d'accueil");
    const elsewhere = await olivier.post(`/pro/team/${made.paul!.id}/contracts/new`, fields());
    expect(textOf(elsewhere.text)).to.include("Choisissez le milieu d'accueil");
    const list = textOf((await olivier.get('/pro/team')).text);
    expect(list).to.include('Marchal Paul').and.to.not.include('Adam Fatima').and.to.not.include('Services ou équipes');
  });

  it('lets nobody change, move or take away a contract at a place whose team is not theirs', async () => {
    const { userId } = await house.as('Olivier Wauters');
    await house.db('grants').where({ user_id: userId }).update({ dossier: 'team' });
    const olivier = await house.as('Olivier Wauters');
    const two = await makeMember(house.db, house.config, {
      firstName: 'Rosa',
      familyName: 'Partagée',
      contracts: [{ percent: 20 }, { facilityId: place('coccinelle'), percent: 20 }],
    });
    const [unseen, own] = two.contractIds as [string, string];
    const post = async (row: string, more: Record<string, string>) =>
      (await olivier.post(`/pro/team/${two.id}/contracts/${row}`, more)).status;
    const moved = fields({ facilityId: place('coccinelle'), time: '10', version: '1' });
    expect(await post(unseen, moved)).to.equal(409);
    expect(await post(unseen, { key: randomUUID(), version: '1', then: 'remove' })).to.equal(409);
    const { facility_id, percent } = await house.db('staff_contracts').where({ id: unseen }).first();
    expect([facility_id, percent]).to.deep.equal([place('chenes'), 20]);
    expect(await post(own, moved)).to.equal(303);
    // Nor is a row added under the id of one that stands elsewhere.
    for (const key of [unseen, made.fatima!.contractIds[0]!])
      expect(await post('new', { ...moved, key, version: '0' })).to.equal(409);
  });

  it('is read, and not changed, by the agents who follow the place', async () => {
    const sophie = await house.as('Sophie Lambert');
    const { text, status } = await sophie.get(`/office/team/${made.ines!.id}`);
    expect(status).to.equal(200);
    expect(textOf(text)).to.include('Inès Delvaux').and.to.not.include('Modifier').and.to.not.include('Ajouter');
    expect(
      (await house.as('Pascale Evrard').then(async (who) => who.get(`/office/team/${made.ines!.id}`))).status,
    ).to.be.oneOf([200, 404]);
  });
});
