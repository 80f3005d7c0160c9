import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { findFormDraft, saveFormDraft, sweepFormDrafts } from '../../db/form-drafts.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';
import { day } from '../support/times.ts';

describe('what somebody has begun to write of an act', () => {
  let house: House;
  let caseId: string;
  let url: string;
  let caseUrl: string;
  let number: number;
  let referent: Visitor;
  const page = randomUUID();
  const text = 'Le plan ne dit pas où les enfants dorment.\r\nIl manque aussi la preuve d’occupation.';
  const autosave = (who: Visitor, fields: Record<string, string>) =>
    who.post(`${url}/draft`, fields).set('Accept', 'application/json');

  before(async () => {
    house = await openHouse();
    const row = await house
      .db('cases')
      .where({ slug: 'authorisation-adaptation', status: 'completeness', administration: 'namur' })
      .first<{ id: string; act_number: number }>('id', 'act_number');
    caseId = row.id;
    number = row.act_number;
    caseUrl = `/office/authorisation-adaptation/${caseId}`;
    url = `${caseUrl}/ask-complement`;
    referent = await house.asUser(stableId('user referent-namur'));
  });
  after(() => house.close());

  it('saves itself, and is there when its form is opened again, with the hour', async () => {
    const { body } = await autosave(referent, { text, page: `${page}.1`, draft: '0', token: randomUUID() }).expect(200);
    expect(body).to.include({ version: 1, savedAt: house.clock.now });
    const { text: html } = await referent.get(url).expect(200);
    expect(html).to.include('Le plan ne dit pas où les enfants dorment.').and.include('Brouillon enregistré le');
    expect(fieldIn(html, 'draft')).to.equal('1');
  });

  it('is kept by a button too, and nothing is sent', async () => {
    const { headers } = await referent
      .post(`${url}/draft`, { text: `${text} Et le bail.`, page: `${page}.2`, draft: '1' })
      .expect(303);
    expect(headers.location).to.equal(url);
    expect((await referent.get(url)).text)
      .to.include('Et le bail.')
      .and.include('Rien n&#x27;est encore envoyé.');
    expect(await house.db('acts').where({ case_id: caseId })).to.have.length(number);
  });

  it('is told to colleagues without a word of it', async () => {
    const colleague = await house.asUser(stableId('user coordinator-namur'));
    const [, page] = await Promise.all([url, caseUrl].map(async (address) => (await colleague.get(address)).text));
    expect(page).to.include('a commencé à rédiger').and.not.include('où les enfants dorment');
    expect((await referent.get(caseUrl)).text)
      .to.include('Reprendre la rédaction')
      .and.include(`href="${url}"`);
  });

  it('follows from one saving of a page to the next, and an early one that arrives late changes nothing', async () => {
    await autosave(referent, { text: 'troisième', page: `${page}.4`, draft: '1' }).expect(200);
    const { body } = await autosave(referent, { text: 'deuxième', page: `${page}.3`, draft: '1' }).expect(200);
    expect(body.version).to.equal(3);
    expect((await referent.get(url)).text)
      .to.include('troisième')
      .and.not.include('deuxième');
  });

  it('of two tabs with different texts, the second learns it, and sees both', async () => {
    const other = randomUUID();
    await autosave(referent, { text: "d'un autre onglet", page: `${other}.1`, draft: '1' }).expect(409);
    const { text: html } = await referent
      .post(`${url}/draft`, { text: "d'un autre onglet", page: `${other}.2`, draft: '1' })
      .expect(409);
    expect(html)
      .to.include('modifié dans un autre onglet')
      .and.include('troisième')
      .and.include('d&#x27;un autre onglet');
    await autosave(referent, { text: "d'un autre onglet", page: `${other}.3`, draft: fieldIn(html, 'draft') }).expect(
      200,
    );
  });

  it('goes when its author erases it', async () => {
    await referent.post(`${url}/draft/discard`).expect(303);
    expect((await referent.get(url)).text)
      .not.to.include('autre onglet')
      .and.not.include('Brouillon enregistré');
  });

  it('goes with the act, and a saving that arrives after it brings nothing back', async () => {
    const token = randomUUID();
    await autosave(referent, { text, page: `${page}.9`, draft: '0', token }).expect(200);
    await referent
      .post(url, { token, version: String(number), about1: 'other', why1: 'Voir ci-dessous.', text })
      .expect(303);
    expect(await house.db('form_drafts').where({ case_id: caseId })).to.deep.equal([]);
    await autosave(referent, { text, page: `${page}.10`, draft: '1', token }).expect(200);
    expect(await house.db('form_drafts').where({ case_id: caseId })).to.deep.equal([]);
  });

  it('stays to be copied when the case has moved on, until it is erased', async () => {
    await autosave(referent, { text: 'Encore une pièce.', page: `${randomUUID()}.1`, draft: '0' }).expect(200);
    const { text: html } = await referent.get(url).expect(409);
    expect(html).to.include('Encore une pièce.').and.include('Effacer le brouillon');
    await referent.post(`${url}/draft/discard`).expect(303);
    expect((await referent.get(url).expect(409)).text).not.to.include('Encore une pièce.');
  });

  it('is forgotten 90 days after its last word, or 30 days after its case was closed', async () => {
    const at = house.clock.now;
    const closed = await house.db('cases').whereNotNull('closed_at').first<{ id: string; closed_at: number }>();
    const begin = (place: string, when: number, id?: string) =>
      saveFormDraft(house.db, {
        userId: referent.userId!,
        place,
        ...(id ? { act: { caseId: id, action: 'write-message' } } : {}),
        fields: { text },
        seen: 0,
        from: undefined,
        at: when,
      });
    await begin('/old', at - 91 * day);
    await begin('/new', at - 89 * day);
    await begin('/closed', closed.closed_at, closed.id);
    expect(await sweepFormDrafts(house.db, closed.closed_at + 29 * day)).to.equal(0);
    await sweepFormDrafts(house.db, Math.max(at, closed.closed_at + 31 * day));
    const left = await Promise.all(
      ['/old', '/new', '/closed'].map((place) => findFormDraft(house.db, { userId: referent.userId!, place })),
    );
    expect(left.map((one) => one !== undefined)).to.deep.equal([false, true, false]);
  });

  it('of a message stands on the page of the case too', async () => {
    const message = `${caseUrl}/write-message/draft`;
    await referent
      .post(message, { text: 'Bonjour, deux questions', page: `${randomUUID()}.1`, draft: '0' })
      .expect(303);
    expect((await referent.get(caseUrl)).text).to.include('Bonjour, deux questions');
    await referent.post(`${message}/discard`).expect(303);
  });

  it('of a form that is no act is kept alike, under the address that it is sent to, and goes when it is done', async () => {
    const who = await house.asUser(stableId('user supervisor'));
    const place = '/supervision/parameters/calendar';
    const begun = { name: 'Pont', reason: 'Publié demain', _place: place, _draft: '0', _page: `${randomUUID()}.1` };
    const { body } = await who.post('/form-drafts', begun).set('Accept', 'application/json').expect(200);
    expect(body).to.deep.equal({ savedAt: house.clock.now, version: 1 });
    const { text: html } = await who.get(place).expect(200);
    expect(html).to.include('Publié demain').and.include('value="Pont"').and.include('Brouillon enregistré le');
    const other = await house.asUser(stableId('user supervisor-namur'));
    expect((await other.get(place)).text).not.to.include('Publié demain');
    const envelope = { _place: place, _draft: '1', _page: `${randomUUID()}.0` };
    await who
      .post(place, { token: randomUUID(), rule: 'holiday', effect: 'add', ...envelope, name: 'Pont' })
      .expect(422);
    expect((await who.get(place)).text, 'refused is not done').to.include('Publié demain');
    const fields = { fromOn: '03/05/2027', source: 'document', reference: 'Arrêté', name: 'Pont', reason: 'Publié' };
    await who.post(place, { token: randomUUID(), rule: 'holiday', effect: 'add', ...envelope, ...fields }).expect(303);
    // After the answer.
    const until = Date.now() + 5_000;
    while ((await findFormDraft(house.db, { userId: who.userId!, place })) && Date.now() < until)
      await new Promise((done) => setTimeout(done, 20));
    expect(await findFormDraft(house.db, { userId: who.userId!, place })).to.equal(undefined);
  });

  it('leaves no word in the log', () => {
    expect(house.log.join('')).not.to.include('dorment').and.not.include('pièce');
  });
});
