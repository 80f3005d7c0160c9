import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimReplyMails } from '../../db/helpdesk/reply-mails.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

describe('the desk of the helpdesk', () => {
  let house: House;
  let nathalie: Visitor;
  let samira: Visitor;
  let sophie: Visitor;
  before(async () => {
    house = await openHouse();
    [nathalie, samira, sophie] = await Promise.all([
      house.as('Nathalie Servais'),
      house.as('Samira Oulad'),
      house.as('Sophie Lambert'),
    ]);
  });
  after(() => house.close());

  const correction = (more: Record<string, string> = {}): Record<string, string> => ({
    token: randomUUID(),
    about: 'Vos nom et prénom',
    text: 'Le dernier chiffre est un 7.',
    ...more,
  });
  const ask = async (): Promise<string> => {
    const sent = await nathalie.post('/pro/correction', correction({ text: `Question ${randomUUID()}` }));
    expect(sent.status, textOf(sent.text)).to.equal(303);
    return String(sent.headers.location).split('/').at(-1)!;
  };

  it('receives a request for a correction of a person with its data, asked once however often it is sent', async () => {
    const fields = correction();
    const sent = await Promise.all([1, 2, 3].map(() => nathalie.post('/pro/correction', fields)));
    expect(new Set(sent.map(({ status, headers }) => `${String(status)} ${String(headers.location)}`)).size).to.equal(
      1,
    );
    const list = textOf((await samira.get('/office/helpdesk')).text);
    expect(list).to.include('Donnée à corriger').and.include('Vos nom et prénom').and.include('à prendre');
    const id = String(sent[0]!.headers.location).split('/').at(-1)!;
    expect(textOf((await samira.get(`/office/helpdesk/${id}`)).text)).to.include('Le dernier chiffre est un 7.');
  });

  it('keeps what was typed when something is missing, and leads each fault to its field', async () => {
    const refused = await nathalie.post('/pro/correction', correction({ about: '', text: ' \u200b ' }));
    expect(refused.status).to.equal(422);
    for (const [, target] of refused.text.matchAll(/href="#([a-z]+)"/g))
      if (target !== 'contenu') expect(refused.text).to.match(new RegExp(`id="${target!}"`));
    const half = await nathalie.post(
      '/pro/correction',
      correction({ about: '', text: 'Le dernier chiffre est un 8.' }),
    );
    expect(half.text).to.include('Le dernier chiffre est un 8.').and.include('Choisissez la donnée');
  });

  it('answers: the one who asked reads it, gets one mail that leads there, and may write again, which opens it again', async () => {
    const id = await ask();
    const token = randomUUID();
    const answer = { token, text: 'C’est corrigé.', then: 'close' };
    expect((await samira.post(`/office/helpdesk/${id}/answer`, { ...answer, text: '' })).status).to.equal(422);
    const sent = await Promise.all([1, 2, 3].map(() => samira.post(`/office/helpdesk/${id}/answer`, answer)));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect(await house.db('contact_replies').where({ message_id: id })).to.have.lengthOf(1);
    const page = textOf((await nathalie.get(`/pro/questions/${id}`)).text);
    expect(page).to.include('C’est corrigé.').and.include('clos').and.include('Helpdesk');
    expect(page, 'the helpdesk is one voice').to.not.include('Samira');
    const mails = await claimReplyMails(house.db, house.clock.now);
    const [mail] = mails.filter(({ ticketId }) => ticketId === id);
    expect(mail).to.include({ portal: 'pro', text: null });
    await house.db('contact_replies').update({ mail_at: null });
    const more = await nathalie.post(`/pro/questions/${id}/reply`, { token: randomUUID(), text: 'Pas tout à fait.' });
    expect(more.status).to.equal(303);
    const list = textOf((await samira.get('/office/helpdesk?view=mine')).text);
    expect(list, 'it stays with who answered').to.include('en cours');
    expect(textOf((await samira.get(`/office/helpdesk/${id}`)).text)).to.include('Pas tout à fait.');
  });

  it('sends the answer itself to who has no account', async () => {
    const [row] = (await house
      .db('contact_messages')
      .insert({
        id: randomUUID(),
        at: new Date(house.clock.now).toISOString(),
        name: 'Une maman',
        email: 'maman@exemple.be',
        subject: 'other',
        message: 'Bonjour ?',
      })
      .returning('id')) as { id: string }[];
    await samira.post(`/office/helpdesk/${row!.id}/answer`, { token: randomUUID(), text: 'Bonjour !', then: 'answer' });
    const mails = await claimReplyMails(house.db, house.clock.now);
    expect(mails.find(({ ticketId }) => ticketId === row!.id)).to.include({
      email: 'maman@exemple.be',
      text: 'Bonjour !',
      portal: null,
    });
  });

  it('leaves a ticket to who took it first', async () => {
    const id = await ask();
    const [first, second] = await Promise.all([
      samira.post(`/office/helpdesk/${id}/take`),
      samira.post(`/office/helpdesk/${id}/take`),
    ]);
    expect([first.status, second.status]).to.deep.equal([303, 303]);
    expect(textOf((await samira.get(`/office/helpdesk/${id}`)).text)).to.include('En main Samira Oulad');
    await house.db('contact_messages').where({ id }).update({ assignee_id: sophie.userId });
    await samira.post(`/office/helpdesk/${id}/take`);
    expect(textOf((await samira.get(`/office/helpdesk/${id}`)).text)).to.include('a déjà pris ce ticket');
  });

  it('is open to the helpdesk alone, and a question to the one who asked', async () => {
    const id = await ask();
    for (const path of ['/office/helpdesk', `/office/helpdesk/${id}`])
      expect((await sophie.get(path)).status, path).to.equal(403);
    expect((await sophie.post(`/office/helpdesk/${id}/answer`, { token: randomUUID(), text: 'x' })).status).to.equal(
      403,
    );
    expect((await sophie.get(`/office/questions/${id}`)).status).to.equal(404);
    expect((await samira.get(`/office/questions/${id}`)).status, 'not hers').to.equal(404);
    expect((await (await house.as('Olivier Wauters')).get(`/pro/questions/${id}`)).status).to.equal(404);
    expect((await nathalie.get('/pro/questions')).text).to.include(id);
  });
});
