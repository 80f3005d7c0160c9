import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeMember, type Made } from './made-team.ts';

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/\s+/g, ' ');

describe('who a person of Mon Équipe is, for every body where they work', () => {
  let house: House;
  let nathalie: Visitor, emilie: Visitor;
  let otherBody: string;
  let sequence = 100;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    emilie = await house.as('Émilie Delvaux');
    otherBody = (
      (await house.db('grants').where({ user_id: emilie.userId }).first('organising_body_id')) as {
        organising_body_id: string;
      }
    ).organising_body_id;
  });
  after(() => house.close());

  /** One person at two bodies: Nathalie's, and Émilie's. */
  async function makeShared(familyName: string): Promise<{ here: Made; there: string; niss: string }> {
    const niss = makeNationalNumber({ birthOn: '1990-02-03', sequence: (sequence += 2) });
    const here = await makeMember(house.db, house.config, { firstName: 'Zoé', familyName, bornOn: '1990-02-03', niss });
    const [there] = (await house
      .db('collaborations')
      .insert({ person_id: here.personId, organising_body_id: otherBody })
      .returning('id')) as { id: string }[];
    return { here, there: there!.id, niss };
  }
  const identity = { firstName: 'Zoé', familyName: 'Marlière', bornOn: '03/02/1990' };
  async function change(by: Visitor, sheet: string, over: Partial<typeof identity>) {
    const { text } = await by.get(`/pro/team/${sheet}?edit=identification.person`);
    const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
    return by.post(`/pro/team/${sheet}/identification/person`, {
      key: hidden('key'),
      version: hidden('version'),
      ...identity,
      ...over,
    });
  }
  const sheetOf = async (by: Visitor, id: string): Promise<string> => textOf((await by.get(`/pro/team/${id}`)).text);
  const elsewhere = 'ont été corrigés le 23/11/2026 hors de votre pouvoir organisateur';

  it('is told on the sheet, in the history and among what is to be checked, without who or where', async () => {
    const { here, there } = await makeShared('Marlière');
    const sent = await change(nathalie, here.id, { familyName: 'Marlier' });
    expect(sent.status, textOf(sent.text)).to.equal(303);

    const sheet = await sheetOf(emilie, there);
    expect(sheet).to.include('Zoé Marlier').and.include(elsewhere);
    const list = textOf((await emilie.get('/pro/team?status=none&shown=1')).text);
    expect(list).to.include(elsewhere);
    const history = textOf((await emilie.get('/pro/history')).text);
    expect(history).to.include("a repris une correction d'identité faite hors de votre pouvoir organisateur");
    for (const page of [sheet, list, history]) expect(page).to.not.include('Servais').and.not.include('Petits Chênes');

    // The body that has changed it knows who did it, and is asked nothing.
    expect(await sheetOf(nathalie, here.id)).to.not.include(elsewhere);
    expect(textOf((await nathalie.get('/pro/history')).text))
      .to.include('Nathalie Servais')
      .and.not.include('a repris une correction');
  });

  it('is asked no more once it was looked at, changed or not', async () => {
    const { here, there } = await makeShared('Delcourt');
    await change(nathalie, here.id, { familyName: 'Delcour' });
    expect(await sheetOf(emilie, there)).to.include(elsewhere);
    expect((await change(emilie, there, { familyName: 'Delcour' })).status).to.equal(303);
    expect(await sheetOf(emilie, there)).to.not.include(elsewhere);
    expect(await sheetOf(nathalie, here.id)).to.not.include(elsewhere);
    await change(emilie, there, { familyName: 'Delcourt' });
    expect(await sheetOf(nathalie, here.id))
      .to.include(elsewhere)
      .and.include('Zoé Delcourt');
  });

  it('is changed by two bodies at once without a fault: one of them is told that it has changed', async () => {
    const { here, there } = await makeShared('Simonis');
    const answers = await Promise.all([
      change(nathalie, here.id, { familyName: 'Simon' }),
      change(emilie, there, { familyName: 'Simons' }),
    ]);
    for (const { status } of answers) expect(status).to.be.oneOf([303, 409]);
    expect(answers.some(({ status }) => status === 303)).to.equal(true);
  });

  it('is not changed by a body where the names are those of a strong sign-in; the birth date is', async () => {
    const { here, niss } = await makeShared('Courtois');
    const hash = hashNationalNumber(niss, house.config.nissPepper);
    const account = {
      first_name: 'Zoé',
      family_name: 'Courtois',
      email: 'zoe@exemple.example',
      portal: 'pro',
      niss_hash: hash,
    };
    const [user] = (await house
      .db('users')
      .insert({ ...account, last_sign_in_acr: 200 })
      .returning('id')) as { id: string }[];
    const hinted = "Confirmé auprès de l'ONE";
    expect(await sheetOf(nathalie, here.id)).to.not.include("confirmés auprès de l'ONE");
    await house.db('users').where({ id: user!.id }).update({ last_sign_in_acr: 450 });
    expect(await sheetOf(nathalie, here.id)).to.include('Demander une correction du nom');
    const { text } = await nathalie.get(`/pro/team/${here.id}?edit=identification.person`);
    expect(textOf(text)).to.include(hinted);
    expect(text).to.match(/name="familyName" value="Courtois"[^>]* readonly/);
    const refused = await change(nathalie, here.id, { familyName: 'Courtoy' });
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.include(hinted);
    expect((await change(nathalie, here.id, { familyName: 'Courtois', bornOn: '04/02/1990' })).status).to.equal(303);
    expect(await house.db('people').where({ id: here.personId }).first('family_name', 'born_on')).to.deep.equal({
      family_name: 'Courtois',
      born_on: '1990-02-04',
    });
  });

  it('is corrected to the names of a strong sign-in, and not away from them', async () => {
    const { here, niss } = await makeShared('Lefebure');
    const hash = hashNationalNumber(niss, house.config.nissPepper);
    const account = {
      first_name: 'Zoé',
      family_name: 'Lefebvre',
      email: 'z@exemple.example',
      portal: 'pro',
      niss_hash: hash,
    };
    await house.db('users').insert({ ...account, last_sign_in_acr: 500 });
    expect((await change(nathalie, here.id, { familyName: 'Lefebvre' })).status).to.equal(303);
    expect((await change(nathalie, here.id, { familyName: 'Lefebure' })).status).to.equal(422);
  });

  it('is not changed by a body where ONE has corrected the number', async () => {
    const { here } = await makeShared('Pirard');
    const [ticketId, at] = [randomUUID(), new Date(house.clock.now)];
    await house.db('contact_messages').insert({
      id: ticketId,
      at,
      user_id: nathalie.userId,
      name: 'Nathalie',
      email: 'n@exemple.example',
      subject: 'correction',
      message: 'Un chiffre de trop',
    });
    const [one, two] = (await house.db('users').where({ portal: 'office' }).limit(2).select('id')) as { id: string }[];
    await house.db('niss_corrections').insert({
      id: randomUUID(),
      person_id: here.personId,
      ticket_id: ticketId,
      reason: 'typing',
      proof: 'identity-card',
      proposed_by: one!.id,
      proposed_at: at,
      decided_by: two!.id,
      decided_at: at,
      status: 'confirmed',
    });
    expect((await change(nathalie, here.id, { familyName: 'Pirart' })).status).to.equal(422);
  });
});
