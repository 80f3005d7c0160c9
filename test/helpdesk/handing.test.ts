import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimLinkMails } from '../../db/link-mails.ts';
import { claimReplyMails } from '../../db/helpdesk/reply-mails.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const sophieId = stableId('user referent-namur');

describe('a ticket handed to a named agent', () => {
  let house: House;
  let samira: Visitor;
  let sophie: Visitor;
  let marc: Visitor;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    [samira, sophie, marc, nathalie] = await Promise.all([
      house.as('Samira Oulad'),
      house.as('Sophie Lambert'),
      house.as('Marc Dubois'),
      house.as('Nathalie Servais'),
    ]);
  });
  after(() => house.close());

  async function ask(): Promise<string> {
    const [row] = (await house
      .db('contact_messages')
      .insert({
        id: randomUUID(),
        at: new Date(house.clock.now),
        user_id: nathalie.userId,
        name: 'Nathalie Servais',
        email: 'n.servais@petits-chenes.example',
        subject: 'other',
        facility_id: stableId('facility chenes'),
        organising_body_id: stableId('body petits-chenes'),
        message: 'Une question de fond.',
      })
      .returning('id')) as { id: string }[];
    return row!.id;
  }
  const hand = (id: string, more: Record<string, string> = {}) =>
    samira.post(`/office/helpdesk/${id}/hand`, { to: sophieId, note: 'Vous suivez cette crèche.', ...more });
  const handed = async (): Promise<string> => {
    const id = await ask();
    expect((await hand(id)).status).to.equal(303);
    return id;
  };

  it('is read and answered by that agent alone, with its thread, and a mail tells them without a name', async () => {
    const id = await ask();
    expect((await sophie.get(`/office/tickets/${id}`)).status).to.equal(404);
    const page = (await samira.get(`/office/helpdesk/${id}/hand`)).text;
    expect(page).to.match(/optgroup label="Suivent ce milieu[^>]*>(?:(?!<\/optgroup>).)*Sophie Lambert/s);
    const twice = await Promise.all([hand(id), hand(id)]);
    expect(twice.map(({ status }) => status)).to.deep.equal([303, 303]);
    const mails = (await claimLinkMails(house.db, house.clock.now)).filter(({ kind }) => kind === 'ticket-handed');
    expect(mails, 'once').to.have.length(1);
    const inHand = textOf((await sophie.get(`/office/tickets/${id}`)).text);
    expect(inHand).to.include('Vous suivez cette crèche.').and.include('Une question de fond.');
    expect(textOf((await sophie.get('/office/tasks')).text)).to.include('Tickets confiés');
    expect((await marc.get(`/office/tickets/${id}`)).status).to.equal(404);
    expect(textOf((await samira.get('/office/helpdesk')).text)).to.include('chez Sophie Lambert');
    const answer = { token: randomUUID(), text: 'Oui, prévenez-nous.', then: 'close' };
    for (const sent of await Promise.all([1, 2].map(() => sophie.post(`/office/tickets/${id}/answer`, answer))))
      expect([303, 404]).to.include(sent.status);
    expect((await claimReplyMails(house.db, house.clock.now)).filter(({ ticketId }) => ticketId === id)).to.have.length(
      1,
    );
    const read = textOf((await nathalie.get(`/pro/questions/${id}`)).text);
    expect(read).to.include('Oui, prévenez-nous.').and.not.include('Vous suivez cette crèche.');
  });

  it('comes back to the helpdesk with a word, and its agent reads it no more', async () => {
    const id = await handed();
    const empty = await sophie.post(`/office/tickets/${id}/give-back`, { note: ' ' });
    expect(empty.status).to.equal(422);
    expect((await sophie.post(`/office/tickets/${id}/give-back`, { note: 'Pour les subsides.' })).status).to.equal(303);
    expect((await sophie.get(`/office/tickets/${id}`)).status).to.equal(404);
    expect((await sophie.post(`/office/tickets/${id}/give-back`, { note: 'Encore.' })).status).to.equal(404);
    expect(textOf((await samira.get(`/office/helpdesk/${id}`)).text)).to.include('Pour les subsides.');
  });

  it('is refused to nobody, without a reason, to whoever has left, with a national number, and when it is closed', async () => {
    const id = await ask();
    const without = await hand(id, { to: '', note: '' });
    expect(without.status).to.equal(422);
    expect(textOf(without.text)).to.include('Choisissez à qui').and.include('ce qui est attendu');
    for (const to of [nathalie.userId ?? '', randomUUID(), 'x']) expect((await hand(id, { to })).status).to.equal(422);
    const number = await hand(id, { note: 'Son numéro : 85.07.30-033.28' });
    expect(number.status).to.equal(422);
    expect(number.text).to.not.include('85.07.30-033.28');
    expect((await sophie.post(`/office/helpdesk/${id}/hand`, { to: sophieId, note: 'moi' })).status).to.equal(403);
    await samira.post(`/office/helpdesk/${id}/answer`, { token: randomUUID(), text: 'Voilà.', then: 'close' });
    expect((await hand(id)).status).to.equal(303);
    const row = (await house.db('contact_messages').where({ id }).first('handed_by')) as { handed_by: string | null };
    expect(row.handed_by).to.equal(null);
  });
});

describe('the sentences of the helpdesk', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Oulad');
  });
  after(() => house.close());
  const path = '/office/helpdesk/sentences';
  const write = (more: Record<string, string> = {}) =>
    samira.post(`${path}/new`, {
      token: randomUUID(),
      title: 'Bienvenue',
      text: 'Bonjour {prénom}, {milieu}',
      ...more,
    });

  it('are written once, with variables that exist, under a title of their own', async () => {
    const token = randomUUID();
    for (const sent of [await write({ token }), await write({ token })]) expect(sent.status).to.equal(303);
    expect(await house.db('canned_sentences').where({ title: 'Bienvenue' })).to.have.length(1);
    const twin = await write({ title: 'bienvenue' });
    expect([twin.status, textOf(twin.text).includes('porte ce titre')]).to.deep.equal([422, true]);
    const unknown = await write({ title: 'Autre', text: 'Bonjour {prenom}' });
    expect([unknown.status, textOf(unknown.text).includes("{prenom} n'est pas une variable")]).to.deep.equal([
      422,
      true,
    ]);
    for (const [title, text] of [
      ['', 'x'],
      ['x', ' '],
      ['y', '85.07.30-033.28'],
    ] as const)
      expect((await write({ title, text })).status).to.equal(422);
  });

  it('are put into an answer with their variables, and nothing is sent with braces in it', async () => {
    const sentence = stableId('sentence Donnée consultable : comment la faire corriger');
    const ticket = stableId('ticket sign-in');
    const inserted = await samira.post(`/office/helpdesk/${ticket}/answer`, {
      token: randomUUID(),
      text: 'Déjà écrit.',
      sentence,
      then: 'insert',
    });
    expect(inserted.status).to.equal(200);
    expect(inserted.text)
      .to.include('Déjà écrit.')
      .and.include('Bonjour Olivia,')
      .and.include('{milieu}')
      .and.match(/ticket HD-\d{5}/);
    const raw = await samira.post(`/office/helpdesk/${ticket}/answer`, {
      token: randomUUID(),
      text: 'La fiche de {milieu}',
      then: 'answer',
    });
    expect(raw.status).to.equal(422);
    expect(textOf(raw.text)).to.include('Remplacez {milieu}');
    const none = await samira.post(`/office/helpdesk/${ticket}/answer`, {
      token: randomUUID(),
      text: 'Gardé',
      sentence: '',
      then: 'insert',
    });
    expect(none.status).to.equal(422);
    expect(none.text).to.include('Gardé');
    expect(await house.db('contact_replies').where({ message_id: ticket })).to.have.length(0);
  });

  it('are changed by one at a time, withdrawn from the list, and the helpdesk alone has them', async () => {
    const id = stableId('sentence Première connexion avec itsme ou eID');
    const change = (title: string) => samira.post(`${path}/${id}`, { title, text: 'Bonjour', version: '1' });
    const [first, second] = [await change('Connexion'), await change('Accès')];
    expect([first.status, second.status]).to.deep.equal([303, 409]);
    expect(textOf(second.text)).to.include('Accès');
    expect((await samira.post(`${path}/${id}/retire`, { version: '1' })).status).to.equal(409);
    expect((await samira.post(`${path}/${id}/retire`, {})).status).to.equal(422);
    expect((await samira.post(`${path}/${id}/retire`, { version: '2' })).status).to.equal(303);
    expect((await samira.get(`${path}/${id}`)).status).to.equal(404);
    expect((await samira.post(`${path}/${id}/retire`, { version: '2' })).status).to.equal(404);
    const sophie = await house.as('Sophie Lambert');
    for (const answer of [
      await sophie.get(path),
      await sophie.get(`${path}/new`),
      await sophie.post(`${path}/new`, {}),
    ])
      expect(answer.status).to.equal(403);
  });
});
