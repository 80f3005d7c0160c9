import { expect } from 'chai';
import { linkLifetime } from '../../db/conversions.ts';
import { hashPassword } from '../../api/sign-in/passwords.ts';
import { instant } from '../../db/connect.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';
import { signInAtProvider } from '../support/sign-in-at-provider.ts';
import { csrfTokenOf } from '../support/sign-in.ts';
import { identities, openPortal, type Portal } from './portal.ts';
import { unescaped } from '../support/html.ts';

type Visitor = ReturnType<Portal['visitor']>;
type Name = keyof typeof identities;

describe('converting an old account', () => {
  let portal: Portal;
  let stored: string;
  before(async () => {
    portal = await openPortal();
    stored = await hashPassword('une vieille phrase de passe');
  });
  after(() => portal.close());
  beforeEach(async () => {
    await portal.db('sign_in_attempts').delete();
    await portal.db('link_mails').delete();
    await portal.db('conversions').delete();
    await portal.db('users').update({ niss_hash: null });
  });

  let count = 0;
  const makeAccount = async (more: Record<string, unknown> = {}) => {
    const login = `creche-${++count}`;
    const [row] = await portal
      .db('users')
      .insert({
        first_name: 'Utilisateur',
        family_name: 'par défaut',
        email: `${login}@exemple.be`,
        portal: 'pro',
        legacy_login: login,
        legacy_password_hash: stored,
        ...more,
      })
      .returning<{ id: string }[]>('id');
    return { id: row!.id, login, email: `${login}@exemple.be` };
  };
  const userOf = (id: string) => portal.db('users').where({ id }).first<Record<string, unknown>>();
  const post = async (visitor: Visitor, from: string, to: string, form: Record<string, string>) => {
    const _csrf = csrfTokenOf((await visitor.get(from)).text);
    return visitor
      .post(to)
      .type('form')
      .send({ _csrf, ...form });
  };
  const enter = async (login: string): Promise<Visitor> => {
    const visitor = portal.visitor();
    const answer = await post(visitor, '/sign-in', '/sign-in', { login, password: 'une vieille phrase de passe' });
    expect(answer.headers.location).to.equal('/convert-user');
    return visitor;
  };
  const identify = async (visitor: Visitor, start: string, sub: string, level = 450) => {
    const departed = await visitor.get(start).expect(302);
    const back = await signInAtProvider(departed.headers.location!, { sub, level });
    return visitor.get(back.pathname + back.search);
  };
  /** Password, consent and identification. */
  const claim = async (login: string, who: Name): Promise<Visitor> => {
    const visitor = await enter(login);
    const { headers } = await post(visitor, '/convert-user', '/convert-user', { consent: 'oui', means: 'itsme' });
    expect((await identify(visitor, headers.location!, identities[who].sub)).headers.location).to.equal(
      '/convert-user',
    );
    return visitor;
  };
  const ask = (visitor: Visitor, email: string, more: Record<string, string> = {}) =>
    post(visitor, '/convert-user', '/convert-user/email', { email, ...more });
  const mails = () =>
    portal.db('link_mails').orderBy('mail_at').select<{ kind: string; email: string; token: string | null }[]>();
  const tokenTo = async (email: string): Promise<string> => {
    const found = (await mails()).find((mail) => mail.email === email && mail.token);
    if (!found?.token) throw new Error(`no link to ${email}`);
    return found.token;
  };
  const follow = async (visitor: Visitor, token: string) =>
    post(visitor, `/convert-user/link?token=${token}`, '/convert-user/link', { token });
  /** Somebody in another browser, with the link in hand. */
  const arrive = async (token: string, who: Name): Promise<Visitor> => {
    const visitor = portal.visitor();
    const { text } = await visitor.get(`/convert-user/link?token=${token}`).expect(200);
    expect(text).to.include('Identifiez-vous');
    const start = unescaped(/href="(\/sign-in\/start\?[^"]*itsme[^"]*)"/.exec(text)![1]!);
    const answer = await identify(visitor, start, identities[who].sub);
    expect(answer.headers.location).to.equal(`/convert-user/link?token=${token}`);
    return visitor;
  };
  const convert = async (login: string, email: string, who: Name, own = email): Promise<Visitor> => {
    const visitor = await claim(login, who);
    expect((await ask(visitor, own)).status).to.equal(303);
    for (const address of new Set([email, own])) await follow(visitor, await tokenTo(address));
    return visitor;
  };

  it('goes from the old password over a strong sign-in and a link to a named person', async () => {
    const { id, login, email } = await makeAccount();
    const elsewhere = await enter(login);
    const visitor = await claim(login, 'anne');
    const { text } = await visitor.get('/convert-user').expect(200);
    for (const word of ['Convertir mon utilisateur', 'Anne', 'Exemple', 'Email', 'empreinte'])
      expect(text).to.include(word);
    expect(text).to.not.include(identities.anne.niss).and.not.include('name="firstName"');
    expect((await ask(visitor, email)).status).to.equal(303);
    expect((await visitor.get('/convert-user')).text).to.include(email);
    const token = await tokenTo(email);
    expect(await userOf(id)).to.include({ niss_hash: null, legacy_password_hash: stored });

    const done = await follow(visitor, token);
    expect(done.headers.location).to.equal('/sign-in');
    expect((await visitor.get('/sign-in')).text).to.include('Votre utilisateur est converti');
    const user = await userOf(id);
    expect(user).to.include({
      first_name: 'Anne',
      family_name: 'Exemple',
      email,
      legacy_password_hash: null,
      consent_text_version: 'niss-2023-02',
      consent_at: portal.clock.now,
    });
    expect(
      hashNationalNumber(identities.anne.niss, portal.config.nissPepper).equals(user!.niss_hash as Buffer),
    ).to.equal(true);
    // The sessions of the shared password are over, and it opens nothing any more.
    expect((await elsewhere.get('/convert-user').expect(303)).headers.location).to.equal('/sign-in');
    const again = await post(portal.visitor(), '/sign-in', '/sign-in', {
      login,
      password: 'une vieille phrase de passe',
    });
    expect(again.status).to.equal(422);
    await identify(visitor, '/sign-in/start?means=itsme', 'anne');
    await visitor.get('/pro').expect(200);
    expect((await mails()).map(({ kind, email: to }) => [kind, to])).to.deep.include(['converted', email]);
    expect(JSON.stringify(await portal.db('audit').where('event', 'convert-user').select()))
      .to.include('•••')
      .and.not.include('Anne');
  });

  it('asks for the consent, in the words of the guide', async () => {
    const { login } = await makeAccount();
    const visitor = await enter(login);
    const { text } = await visitor.get('/convert-user').expect(200);
    for (const word of [
      'communiquer son numéro de registre national à des fins de connexion par Itsme ou eID',
      'Annuler',
    ])
      expect(text).to.include(word);
    const refused = await post(visitor, '/convert-user', '/convert-user', { means: 'eid' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('href="#consent"');
    // Without it nobody gets further, identified or not.
    await identify(visitor, '/sign-in/start?means=itsme&purpose=convert&returnTo=/convert-user', 'anne');
    expect((await ask(visitor, 'anne@exemple.be')).headers.location).to.equal('/convert-user');
    expect(await mails()).to.deep.equal([]);
  });

  it('takes no name and no number from a form', async () => {
    const { id, login, email } = await makeAccount();
    const visitor = await claim(login, 'anne');
    for (const more of [
      { firstName: 'Émilie' },
      { niss: identities.bruno.niss },
      { userId: id },
      { portal: 'office' },
    ] as Record<string, string>[])
      expect((await ask(visitor, email, more)).status).to.equal(422);
    expect(await mails()).to.deep.equal([]);
  });

  it('needs a strong identification', async () => {
    const { login } = await makeAccount();
    const visitor = await enter(login);
    const { headers } = await post(visitor, '/convert-user', '/convert-user', { consent: 'oui' });
    expect((await identify(visitor, headers.location!, 'anne', 400)).status).to.equal(403);
    expect((await ask(visitor, 'anne@exemple.be')).headers.location).to.equal('/convert-user');
    expect(await mails()).to.deep.equal([]);
  });

  it('needs the agreement of the address that ONE knows, besides that of a new one', async () => {
    const { id, login, email } = await makeAccount();
    const visitor = await claim(login, 'anne');
    expect((await ask(visitor, 'anne.exemple@exemple.org')).status).to.equal(303);
    const { text } = await visitor.get('/convert-user');
    expect(text).to.include('c•••@exemple.be').and.not.include(email);
    expect((await mails()).map(({ kind, email: to }) => [kind, to])).to.have.deep.members([
      ['agree-to-conversion', email],
      ['confirm-address', 'anne.exemple@exemple.org'],
    ]);
    const first = await follow(visitor, await tokenTo('anne.exemple@exemple.org'));
    expect(first.text).to.include('Il reste');
    expect(await userOf(id)).to.include({ niss_hash: null });
    // Opened in another browser, by the same person.
    const other = await arrive(await tokenTo(email), 'anne');
    expect((await follow(other, await tokenTo(email))).status).to.equal(303);
    expect(await userOf(id)).to.include({ first_name: 'Anne', email: 'anne.exemple@exemple.org' });
  });

  it('is no use to whoever has guessed the password, or reads the mails, or was sent the link', async () => {
    const { id, login, email } = await makeAccount();
    const thief = await claim(login, 'bruno');
    await ask(thief, 'bruno@exemple.be');
    await follow(thief, await tokenTo('bruno@exemple.be'));
    expect(await userOf(id)).to.include({ niss_hash: null });
    // Whoever shares the mail box is another person than the one who asked.
    const token = await tokenTo(email);
    const reader = await arrive(token, 'anne');
    const refused = await follow(reader, token);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Ce lien ne peut pas servir');
    expect(await userOf(id)).to.include({ niss_hash: null });
  });

  it('gives one answer to links that are unknown, used, replaced, too old or of another', async () => {
    const { id, login, email } = await makeAccount();
    const visitor = await claim(login, 'anne');
    await ask(visitor, email);
    const replaced = await tokenTo(email);
    await portal.db('link_mails').delete();
    await ask(visitor, email);
    const old = await tokenTo(email);
    const answers = [await follow(visitor, 'inconnu'), await follow(visitor, replaced)];
    portal.clock.now += linkLifetime;
    const later = await arrive(old, 'anne');
    answers.push(await follow(later, old));
    for (const answer of answers) {
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('Ce lien ne peut pas servir');
    }
    expect(await userOf(id)).to.include({ niss_hash: null });
  });

  it('is done once, however often and by however many its links are followed', async () => {
    const { id, login, email } = await makeAccount();
    const [anne, bruno] = [await claim(login, 'anne'), await claim(login, 'bruno')];
    await ask(anne, email);
    const annes = await tokenTo(email);
    await portal.db('link_mails').delete();
    await ask(bruno, email);
    const brunos = await tokenTo(email);
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => follow(anne, annes)),
      ...[1, 2, 3].map(() => follow(bruno, brunos)),
    ]);
    expect(answers.filter(({ headers }) => headers.location === '/sign-in').length).to.be.at.least(1);
    expect(await portal.db('audit').where({ event: 'convert-user', subject_id: id })).to.have.length(1);
    const taken = String((await userOf(id))!.first_name);
    expect(taken).to.be.oneOf(['Anne', 'Bruno']);
    // Whoever comes later cannot take it, link or no link.
    const loser = taken === 'Anne' ? 'bruno' : 'anne';
    const late = await arrive('inconnu', loser);
    for (const token of [annes, brunos]) expect((await follow(late, token)).status).to.equal(422);
    expect((await userOf(id))!.first_name).to.equal(taken);
  });

  it('joins the account that the person has already, and makes no second one', async () => {
    const own = await portal.person('anne');
    const { id, login, email } = await makeAccount();
    const [body] = await portal
      .db('organising_bodies')
      .insert({ name: 'Les Tilleuls', kind: 'asbl', street: 'Rue', number: '1', postcode: '5000', locality: 'Namur' })
      .returning<{ id: string }[]>('id');
    const role = { role: 'administrator', organising_body_id: body!.id, valid_from: '2020-01-01' };
    await portal.db('grants').insert([
      { ...role, user_id: id },
      { ...role, role: 'user-manager', user_id: id },
      { ...role, role: 'user-manager', user_id: own },
    ]);
    await convert(login, email, 'anne');
    expect(await userOf(id)).to.include({
      legacy_password_hash: null,
      niss_hash: null,
      deactivated_at: portal.clock.now,
    });
    expect(
      (await portal.db('grants').where('user_id', own).orderBy('role').select('role')).map(({ role: name }) => name),
    ).to.deep.equal(['administrator', 'user-manager']);
    expect(await portal.db('audit').where({ event: 'convert-user', subject_id: id }).first()).to.include({
      actor_id: own,
    });
  });

  it('gives nothing back to a person who was deactivated, nor to an agent', async () => {
    for (const [who, office, more] of [
      ['bruno', 'pro', { deactivated_at: instant(portal.clock.now) }],
      ['chloe', 'office', {}],
    ] as const) {
      const own = await portal.person(who, office, more);
      const { id, login, email } = await makeAccount();
      const visitor = await claim(login, who);
      await ask(visitor, email);
      const answer = await follow(visitor, await tokenTo(email));
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('ne peut pas recevoir ces droits');
      expect(await userOf(id)).to.include({ niss_hash: null, legacy_password_hash: stored });
      expect(await portal.db('grants').where('user_id', own)).to.deep.equal([]);
      expect(await portal.db('audit').where({ event: 'convert-refused', subject_id: id })).to.have.length(1);
    }
  });

  it('answers alike whether or not the person, or the address, has an account', async () => {
    await portal.person('bruno');
    const shown: string[] = [];
    for (const who of ['anne', 'bruno'] as const) {
      const { login } = await makeAccount();
      const visitor = await claim(login, who);
      const answer = await ask(visitor, 'bruno@exemple.be');
      expect(answer.status).to.equal(303);
      const { text } = await visitor.get('/convert-user');
      shown.push(text.replaceAll(/value="[^"]*"|creche-\d+|Anne|Bruno/g, ''));
    }
    const strip = (text: string) => text.replaceAll(/nonce="[^"]*"|[0-9a-f]{32,}/g, '');
    expect(strip(shown[0]!)).to.equal(strip(shown[1]!));
  });

  it('is asked five times an hour for an account, by a person, and to a mail box', async () => {
    const { login, email } = await makeAccount();
    const visitor = await claim(login, 'anne');
    for (let time = 0; time < 5; time++) expect((await ask(visitor, email)).status).to.equal(303);
    expect((await ask(visitor, email)).status).to.equal(429);
    const others = [
      await claim((await makeAccount()).login, 'anne'),
      await claim((await makeAccount()).login, 'bruno'),
    ];
    for (const other of others) expect((await ask(other, email)).status).to.equal(429);
    expect(await portal.db('audit').where({ event: 'convert-ask' })).to.have.length.at.least(5);
  });

  it('ends with the account', async () => {
    const { id, login, email } = await makeAccount();
    const visitor = await claim(login, 'anne');
    await ask(visitor, email);
    const token = await tokenTo(email);
    await portal.deactivate(id);
    expect(await portal.db('sessions').where('user_id', id)).to.deep.equal([]);
    const later = await arrive(token, 'anne');
    expect((await follow(later, token)).status).to.equal(422);
    expect(await userOf(id)).to.include({ niss_hash: null });
  });

  it('leaves no number, name, address or link in the log or the session', async () => {
    const { login, email } = await makeAccount();
    const visitor = await claim(login, 'anne');
    await ask(visitor, email);
    const token = await tokenTo(email);
    await follow(visitor, token);
    const log = portal.lines.join('');
    for (const secret of [identities.anne.niss, email, 'Exemple', token]) expect(log).to.not.include(secret);
    expect(JSON.stringify(await portal.db('sessions').select())).to.not.include(identities.anne.niss);
  });
});
