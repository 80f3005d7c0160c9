/** « Mon utilisateur »: who one is, where one is reached, what one wishes to be told. */
import { expect } from 'chai';
import { claimLinkMails, dropLinkMail } from '../../db/link-mails.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { hour } from '../support/times.ts';
import { unescaped } from '../support/html.ts';

describe('« Mon utilisateur »', () => {
  let house: House;
  let olivier: Visitor;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('link_mails').delete();
    await house.db('email_changes').delete();
    await house.db('mail_wishes').delete();
    await house.db('sign_in_attempts').delete();
    olivier = await house.as('Olivier Wauters');
  });
  const emailOf = async (key = 'data-chenes'): Promise<string> =>
    (
      (await house
        .db('users')
        .where({ id: stableId(`user ${key}`) })
        .first('email')) as { email: string }
    ).email;
  const mails = async () => {
    const claimed = await claimLinkMails(house.db, house.clock.now);
    await Promise.all(claimed.map(({ id }) => dropLinkMail(house.db, id)));
    return claimed;
  };
  const tokenSent = async (): Promise<string> => (await mails()).find(({ token }) => token)!.token!;
  const follow = (visitor: Visitor, token: string) => visitor.post('/account/email/confirm', { token });

  it('shows the identity that itsme gave, not to be changed here, and where to ask for a correction', async () => {
    const { text } = await olivier.get('/account').expect(200);
    expect(text).to.include('Olivier').and.include('Wauters').and.include('NISS valide (déjà) présent');
    const [, href] = /href="(\/pro\/correction[^"]*)"/.exec(text) ?? [];
    const form = await olivier.get(unescaped(href!)).expect(200);
    expect(form.text).to.match(/<option value="Vos nom et prénom" selected>/);
  });

  it('shows the childminder hers, and an agent theirs without the preferences of operators', async () => {
    const childminder = await house.as('Émilie Delvaux');
    expect((await childminder.get('/account').expect(200)).text).to.include('Flash Accueil');
    const agent = await house.as('Sophie Lambert');
    expect((await agent.get('/account').expect(200)).text).not.to.include('href="/account/preferences"');
    expect((await agent.get('/account/preferences')).status).to.equal(403);
    expect((await house.stranger.get('/account')).status).to.equal(302);
  });

  it('changes the address once its link is followed, and tells the old one twice', async () => {
    const old = await emailOf();
    expect((await olivier.post('/account/email', { email: 'o.wauters@exemple.be' })).status).to.equal(303);
    expect(await emailOf()).to.equal(old);
    expect((await olivier.get('/account')).text).to.include('En attente de confirmation : o.wauters@exemple.be');
    const sent = await mails();
    expect(sent.map(({ kind, email }) => [kind, email]).sort()).to.deep.equal([
      ['address-changes', old],
      ['confirm-new-address', 'o.wauters@exemple.be'],
    ]);
    const { token } = sent.find(({ kind }) => kind === 'confirm-new-address')!;
    const page = await olivier.get(`/account/email/confirm?token=${token!}`).expect(200);
    expect(page.text).to.include('Confirmer mon adresse').and.include('o.wauters@exemple.be');
    expect(await emailOf(), 'a scanner that opens the link changes nothing').to.equal(old);
    expect((await follow(olivier, token!)).status).to.equal(303);
    expect(await emailOf()).to.equal('o.wauters@exemple.be');
    expect((await mails()).map(({ kind, email }) => [kind, email])).to.deep.equal([['address-changed', old]]);
    const again = await follow(olivier, token!);
    expect(again.status, 'the link serves once').to.equal(422);
    expect(again.text).to.include('il a déjà servi');
    const { rows } = await house.db.raw<{ rows: { change: object }[] }>(
      "select change from audit where event = 'email-change' and subject_id = ?",
      [stableId('user data-chenes')],
    );
    expect(rows.map(({ change }) => change)).to.deep.equal([{ email: { before: '•••', after: '•••' } }]);
    await house
      .db('users')
      .where({ id: stableId('user data-chenes') })
      .update({ email: old });
  });

  it('forgets the link after a day, when another is asked for, and when the change is given up', async () => {
    const old = await emailOf();
    await olivier.post('/account/email', { email: 'un@exemple.be' });
    const first = await tokenSent();
    await olivier.post('/account/email', { email: 'deux@exemple.be' });
    const second = await tokenSent();
    expect((await follow(olivier, first)).status).to.equal(422);
    house.clock.now += 25 * hour;
    const later = await house.as('Olivier Wauters');
    expect((await follow(later, second)).status).to.equal(422);
    await later.post('/account/email', { email: 'trois@exemple.be' });
    const third = await tokenSent();
    await later.post('/account/email/cancel');
    expect((await follow(later, third)).status).to.equal(422);
    expect(await emailOf()).to.equal(old);
  });

  it('serves nobody else: the link of a colleague is void, and stays good for them', async () => {
    const old = await emailOf();
    await olivier.post('/account/email', { email: 'un@exemple.be' });
    const token = await tokenSent();
    expect((await follow(await house.as('Nathalie Servais'), token)).status).to.equal(422);
    expect((await follow(olivier, token)).status).to.equal(303);
    await house
      .db('users')
      .where({ id: stableId('user data-chenes') })
      .update({ email: old });
  });

  it('of two clicks at once confirms once', async () => {
    const old = await emailOf();
    await olivier.post('/account/email', { email: 'un@exemple.be' });
    const token = await tokenSent();
    const answers = await Promise.all([follow(olivier, token), follow(olivier, token)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 422]);
    await house
      .db('users')
      .where({ id: stableId('user data-chenes') })
      .update({ email: old });
  });

  it('says what is wrong with an address, and keeps it in the field', async () => {
    for (const [email, said] of [
      ['', 'Encodez votre nouvelle adresse'],
      ['olivier.exemple.be', 'une seule arobase'],
      [(await emailOf()).toUpperCase(), 'C&#x27;est déjà votre adresse'],
    ] as const) {
      const { status, text } = await olivier.post('/account/email', { email });
      expect(status).to.equal(422);
      expect(text).to.include(said).and.include(`value="${email}"`);
    }
    expect(await mails()).to.deep.equal([]);
  });

  it('fills nobody’s mailbox: after five links in an hour the next is refused', async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1)
      statuses.push((await olivier.post('/account/email', { email: `n${String(turn)}@exemple.be` })).status);
    expect(statuses).to.deep.equal([303, 303, 303, 303, 303, 429]);
  });

  it('keeps the preferences, in the history too', async () => {
    const { text } = await olivier.get('/account/preferences').expect(200);
    expect(text)
      .to.match(/value="each" checked/)
      .and.match(/value="mail" checked/);
    const answer = await olivier.post('/account/preferences', {
      version: '0',
      notices: 'daily',
      flash: 'post',
      prodige: 'none',
    });
    expect(answer.status).to.equal(303);
    const page = (await olivier.get('/account')).text;
    expect(page).to.include('Un seul courriel par jour').and.include('Par la poste');
    expect((await olivier.get('/pro/history')).text).to.include('a changé ses préférences');
  });

  it('refuses a choice that was not offered, and one made on a page that has grown old', async () => {
    const wrong = await olivier.post('/account/preferences', {
      version: '0',
      notices: 'never',
      flash: 'mail',
      prodige: 'mail',
    });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('href="#notices"');
    expect(
      (await olivier.post('/account/preferences', { version: '0', notices: 'daily', flash: 'mail', prodige: 'mail' }))
        .status,
    ).to.equal(303);
    const late = await olivier.post('/account/preferences', {
      version: '0',
      notices: 'binding',
      flash: 'mail',
      prodige: 'mail',
    });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Seulement ce qui engage');
    expect((await house.db('mail_wishes').first('notices')) as object).to.deep.equal({ notices: 'daily' });
  });
});
