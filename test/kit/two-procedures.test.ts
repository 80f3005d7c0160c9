import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { procedures } from '../../api/procedures.ts';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { describeActs } from '../support/describe-acts.ts';
import { describeTable } from '../support/describe-table.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { quarterAttendance } from '../support/second-procedure/pages.ts';
import { process } from '../support/second-procedure/process.ts';
import { insertParameters, openQuarter, toldActs } from '../support/second-procedure/told-acts.ts';
import { fieldIn } from '../support/html.ts';

const { slug } = process;

/** Another administrator of Nathalie's organising body. */
async function makeColleague({ db }: House): Promise<string> {
  const [body] = await db('facilities')
    .where({ id: stableId('facility chenes') })
    .select<{ id: string }[]>({ id: 'organising_body_id' });
  const [user] = await db('users')
    .insert({ first_name: 'Collègue', family_name: 'Essai', email: 'collegue@exemple.be', portal: 'pro' })
    .returning<{ id: string }[]>('id');
  await db('grants').insert({
    user_id: user!.id,
    role: 'administrator',
    organising_body_id: body!.id,
    valid_from: '2020-01-01',
  });
  return user!.id;
}

describe('the portal with a second procedure, from its own files and one line in the list', () => {
  let house: House;
  let nathalie: Visitor;
  let sophie: Visitor;
  let caseId: string;
  const facilityId = stableId('facility chenes');
  before(async () => {
    house = await openHouse({ procedures: [...procedures, quarterAttendance] });
    await insertParameters(house.db);
    caseId = await openQuarter({ db: house.db, at: house.clock.now }, facilityId);
    nathalie = await house.as('Nathalie Servais');
    sophie = await house.as('Sophie Lambert');
  });
  after(() => house.close());

  it('lists the requests of both, each in its own words', async () => {
    const { text } = await nathalie.get('/pro/cases').expect(200);
    expect(text)
      .to.include('Présences du trimestre')
      .and.include('Présences attendues')
      .and.include('Déménagement')
      .and.include(`/pro/${slug}/${caseId}`);
  });

  it('shows its tile, its task and its case on the first page of the operator', async () => {
    const { text } = await nathalie.get('/pro').expect(200);
    expect(text)
      .to.include('Déclarer les présences')
      .and.include('Adapter l&#x27;autorisation')
      .and.include(`/pro/${slug}/${caseId}/send-quarter`);
  });

  it('shows the case to its operator and to ONE, and to nobody else', async () => {
    const mine = await nathalie.get(`/pro/${slug}/${caseId}`).expect(200);
    expect(mine.text).to.include('Envoyer les présences').and.include('2027-1').and.not.include('Avis</h2>');
    expect((await sophie.get(`/office/${slug}/${caseId}`).expect(200)).text).to.include('Trimestre ouvert');
    await (await house.as('Benoît Lejeune')).get(`/pro/${slug}/${caseId}`).expect(404);
    // A case is found under its own procedure only.
    await nathalie.get(`/pro/authorisation-adaptation/${caseId}`).expect(404);
  });

  it('has no form for what the calendar opens, and takes no documents where it asks for none', async () => {
    await nathalie.get(`/pro/${slug}/${caseId}/open-quarter`).expect(404);
    await nathalie.post(`/pro/${slug}/${caseId}/documents`).expect(404);
  });

  it('tells both sides why it was sent back, on every page, without a line of its own', async () => {
    const at = house.clock.now;
    const sentBack = await openQuarter({ db: house.db, at }, facilityId, '2028-1');
    const act = (action: string, facts: object, content: object, key: string): Promise<unknown> =>
      recordAct(house.db, process, sentBack, {
        action,
        facts,
        content,
        token: randomUUID(),
        actor: { role: key.startsWith('admin') ? 'operator' : 'referent', userId: stableId(`user ${key}`) },
        at,
      });
    await act('send-quarter', { places: 12 }, {}, 'admin-petits-chenes');
    await act('send-back', {}, { reason: 'Un jour manque en mars.' }, 'referent-namur');
    for (const [who, address] of [
      [nathalie, `/pro/${slug}/${sentBack}`],
      [nathalie, `/pro/${slug}/${sentBack}/send-quarter`],
      [sophie, `/office/${slug}/${sentBack}`],
    ] as const) {
      const { text } = await who.get(address).expect(200);
      expect(/id="echange">([\s\S]*?)<\/section>/.exec(text)?.[1], address).to.include('Un jour manque en mars.');
    }
  });

  it('shows the letter of its own table before the act is done', async () => {
    const { text } = await nathalie.post(`/pro/${slug}/${caseId}/send-quarter/letter`, { places: '12' }).expect(200);
    expect(text).to.include('L&#x27;ONE a reçu vos présences : 12 jours').and.include('Accusé de réception');
    await nathalie.post(`/pro/${slug}/${caseId}/send-quarter/effects`, { places: '12' }).expect(404);
  });

  it('has its lines filled in by several people, each line once, and seals them in the act that sends them', async () => {
    const path = `/pro/${slug}/${caseId}/lines`;
    const [one, other] = [randomUUID(), randomUUID()];
    const colleague = await house.asUser(await makeColleague(house));
    expect((await nathalie.get(path).expect(200)).text)
      .to.include('Ajouter un groupe')
      .and.include('Aucune ligne');
    await nathalie.post(path, { key: one, version: '0', group: 'Les petits', places: '12' }).expect(303);
    // Sent twice, a line is added once.
    await nathalie.post(path, { key: one, version: '0', group: 'Les petits', places: '12' }).expect(303);
    const bad = await nathalie.post(path, { key: other, version: '0', group: '', places: 'douze' }).expect(422);
    expect(bad.text).to.include('Indiquez le groupe').and.include('pas un nombre entier').and.include('douze');
    await colleague.post(path, { key: one, version: '1', group: 'Les petits', places: '14' }).expect(303);
    const late = await nathalie.post(path, { key: one, version: '1', group: 'Les petits', places: '13' }).expect(409);
    expect(late.text)
      .to.include('Modifiée par Collègue Essai')
      .and.include('Les petits, 14 jours')
      .and.include('value="13"');
    await nathalie.post(path, { key: one, version: '2', group: 'Les petits', places: '13' }).expect(303);
    // A page that saves by itself is answered in its own way.
    const saved = await nathalie
      .post(path, { key: other, version: '0', group: 'Les grands', places: '9' })
      .set('Accept', 'application/json');
    expect([saved.status, saved.body.version]).to.deep.equal([200, 1]);
    const behind = await colleague
      .post(path, { key: other, version: '3', group: 'x', places: '1' })
      .set('Accept', 'application/json');
    expect([behind.status, behind.body.by]).to.deep.equal([409, 'Nathalie Servais']);
    expect((await sophie.get(`/office/${slug}/${caseId}/lines`).expect(200)).text)
      .to.include('Les grands, 9 jours')
      .and.not.include('Ajouter un groupe');
    await sophie
      .post(`/office/${slug}/${caseId}/lines`, { key: one, version: '3', group: 'x', places: '1' })
      .expect(403);
    await (await house.as('Benoît Lejeune')).post(path, { key: one, version: '3' }).expect(404);
    await nathalie.post(path, { key: other, version: '1', then: 'remove' }).expect(303);
    expect((await nathalie.get(path)).text).to.not.include('Les grands');
  });

  it('stands in the tasks, the search, the facility and the supervision of ONE', async () => {
    await nathalie.post(`/pro/${slug}/${caseId}/send-quarter`, {
      token: 'quarter-sent',
      version: '1',
      places: '12',
    });
    const { reference } = (await house.db('cases').where({ id: caseId }).first('reference')) as { reference: string };
    const sent = await house.db('acts').where({ case_id: caseId, action: 'send-quarter' }).first('facts');
    expect(sent.facts.lines).to.include({ count: 1 });
    // Sent, they stand as they were sent.
    const late = { key: randomUUID(), version: '0', group: 'Les moyens', places: '1' };
    expect((await nathalie.post(`/pro/${slug}/${caseId}/lines`, late).expect(409)).text).to.include(
      'ne se modifient plus',
    );
    expect((await sophie.get('/office/tasks?view=mine').expect(200)).text)
      .to.include('Contrôler les présences')
      .and.include(reference);
    expect((await sophie.get(`/office/search?q=${reference}`).expect(200)).text).to.include('En contrôle');
    expect((await sophie.get(`/office/facilities/${facilityId}`).expect(200)).text).to.include(reference);
    const supervisor = await house.asUser(stableId('user supervisor'));
    expect((await supervisor.get(`/supervision/cases/${caseId}`).expect(200)).text)
      .to.include('Présences envoyées')
      .and.include('Présences du trimestre');
    expect((await supervisor.get('/supervision/procedures').expect(200)).text).to.include('Présences du trimestre');
  });

  it('is prepared step by step, introduced, and receipted', async () => {
    const { text } = await nathalie.get(`/pro/${slug}/new?facility=${facilityId}`).expect(200);
    expect(text).to.include('Les présences du trimestre').and.not.include('Préavis');
    const { headers } = await nathalie.post(`/pro/${slug}/drafts`, { facilityId, kind: 'attendance' }).expect(303);
    const draft = headers.location!;
    expect((await nathalie.get('/pro/cases').expect(200)).text).to.include(draft);
    const bad = await nathalie.post(`${draft}/attendance`, { version: '1', quarter: '', places: 'douze' }).expect(422);
    expect(bad.text).to.include('Indiquez le trimestre').and.include('pas un nombre entier');
    await nathalie.post(`${draft}/attendance`, { version: '1', quarter: '2027-2', places: '15' }).expect(409);
    await nathalie.post(`${draft}/attendance`, { version: '2', quarter: '2027-2', places: '15' }).expect(303);
    const check = await nathalie.get(`${draft}/check`).expect(200);
    const token = fieldIn(check.text, 'token');
    const sent = await nathalie.post(`${draft}/submit`, { token, version: '3', declaration: 'oui' }).expect(303);
    const receipt = await nathalie.get(sent.headers.location!).expect(200);
    expect(receipt.text)
      .to.match(/TR-\d{4}-\d{5}/)
      .and.include('demande introduite');
    const caseOf = sent.headers.location!.replace('/receipt', '');
    expect((await nathalie.get(caseOf).expect(200)).text)
      .to.include('2027-2')
      .and.include('Présences à contrôler');
  });
});

describeTable(process, { prepare: insertParameters });
describeActs(quarterAttendance, toldActs);
