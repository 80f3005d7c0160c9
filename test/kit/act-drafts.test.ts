import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { findFormDraft, listWriters, saveFormDraft, sweepFormDrafts } from '../../db/form-drafts.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const day = 86_400_000;

describe('what somebody has begun to write of an act', () => {
  let house: House;
  let caseId: string;
  let url: string;
  let number: number;
  let referent: Visitor;
  const page = randomUUID();
  const text = 'Le plan ne dit pas où les enfants dorment.\r\nIl manque aussi la preuve d’occupation.';
  const hidden = (html: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
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
    url = `/office/authorisation-adaptation/${caseId}/ask-complement`;
    referent = await house.asUser(stableId('user referent-namur'));
  });
  after(() => house.close());

  it('saves itself, and is there when its form is opened again, with the hour', async () => {
    const { body } = await autosave(referent, { text, page: `${page}.1`, draft: '0', token: randomUUID() }).expect(200);
    expect(body).to.include({ version: 1, savedAt: house.clock.now });
    const { text: html } = await referent.get(url).expect(200);
    expect(html).to.include('Le plan ne dit pas où les enfants dorment.').and.include('Brouillon enregistré le');
    expect(hidden(html, 'draft')).to.equal('1');
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
    const [writer] = await listWriters(house.db, caseId);
    expect(writer).to.include({ action: 'ask-complement', userId: referent.userId, since: house.clock.now });
    expect(Object.keys(writer!)).to.have.members(['action', 'userId', 'name', 'since']);
    const colleague = await house.asUser(stableId('user coordinator-namur'));
    for (const address of [url, url.replace('/ask-complement', '')])
      expect((await colleague.get(address)).text).not.to.include('où les enfants dorment');
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
    await autosave(referent, { text: "d'un autre onglet", page: `${other}.3`, draft: hidden(html, 'draft') }).expect(
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
    await referent.post(url, { token, version: String(number), items: ['other'], text }).expect(303);
    expect(await listWriters(house.db, caseId)).to.deep.equal([]);
    await autosave(referent, { text, page: `${page}.10`, draft: '1', token }).expect(200);
    expect(await listWriters(house.db, caseId)).to.deep.equal([]);
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

  it('leaves no word in the log', () => {
    expect(house.log.join('')).not.to.include('dorment').and.not.include('pièce');
  });
});
