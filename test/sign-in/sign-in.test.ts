import { expect } from 'chai';
import { acrOf } from '../../local/identity-provider.ts';
import { signInAtProvider } from '../support/sign-in-at-provider.ts';
import { csrfTokenOf } from '../support/sign-in.ts';
import { identities, openPortal, received, type Portal } from './portal.ts';

type Visitor = ReturnType<Portal['visitor']>;
const sessionOf = (answer: { headers: Record<string, unknown> }) =>
  /pro-one=s%3A([^.;]+)/.exec(String(answer.headers['set-cookie']))?.[1];

describe('signing in with itsme or eID', () => {
  let portal: Portal;
  let anne: string;
  before(async () => {
    portal = await openPortal();
    anne = await portal.person('anne');
    await portal.person('bruno', 'office');
  });
  after(() => portal.close());

  const depart = async (visitor: Visitor, query = 'means=itsme') => {
    const answer = await visitor.get(`/sign-in/start?${query}`).expect(302);
    return { to: answer.headers.location!, session: sessionOf(answer) };
  };
  const back = (url: URL) => url.pathname + url.search;
  const signIn = async (
    visitor: Visitor,
    sub: string,
    { query = 'means=itsme', level = 450, cookies = new Map<string, string>() } = {},
  ) => visitor.get(back(await signInAtProvider((await depart(visitor, query)).to, { sub, level }, cookies)));

  it('shows the words of the guide, with the strong sign-in first', async () => {
    const { text } = await portal.visitor().get('/sign-in').expect(200);
    const words = [
      'Connectez-vous à votre compte',
      'Français',
      'Connexion avec eID ou itsme',
      '>Connexion avec itsme<',
      '>Connexion avec eID<',
      '02/657.32.13',
      'Nom d&#x27;utilisateur ou courriel',
      'Mot de passe',
      'Se souvenir de moi',
      'Mot de passe oublié ?',
    ];
    const places = words.map((word) => text.indexOf(word));
    expect(places).to.not.include(-1);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it('asks the provider for the level of the chosen means, with PKCE, state and nonce', async () => {
    for (const [means, level] of [
      ['itsme', 450],
      ['eid', 500],
    ] as const) {
      const { to } = await depart(portal.visitor(), `means=${means}`);
      const asked = new URL(to).searchParams;
      expect(asked.get('acr_values')).to.equal(acrOf(level));
      expect(asked.get('code_challenge_method')).to.equal('S256');
      expect(
        [asked.get('state'), asked.get('nonce'), asked.get('code_challenge')].every(
          (value) => (value ?? '').length >= 32,
        ),
      ).to.equal(true);
    }
  });

  it('lets a known person in, under a new session id, and brings them where they were going', async () => {
    const visitor = portal.visitor();
    const { to, session } = await depart(visitor, 'means=itsme&returnTo=%2Fpro%2Fcases%2F1');
    const answer = await visitor.get(back(await signInAtProvider(to, { sub: 'anne' }))).expect(303);
    expect(answer.headers.location).to.equal('/pro/cases/1');
    expect(sessionOf(answer)).to.be.a('string').and.not.equal(session);
    expect(await portal.db('sessions').where('sid', session!).first()).to.equal(undefined);
    await visitor.get('/pro').expect(200);
    const user = await portal.db('users').where('id', anne).first();
    expect(user.last_sign_in_at).to.equal(portal.clock.now);
    expect(await portal.db('audit').where({ event: 'sign-in', actor_id: anne }).first()).to.include({
      acr: 450,
      subject_id: anne,
    });
  });

  it('refuses a return with another state, without a departure, or with a code that has served', async () => {
    const visitor = portal.visitor();
    const url = await signInAtProvider((await depart(visitor)).to, { sub: 'anne' });
    const forged = new URL(url);
    forged.searchParams.set('state', 'forged');
    await visitor.get(back(forged)).expect(400);
    await portal.visitor().get(back(url)).expect(400);
    await visitor.get(back(url)).expect(303);

    const other = portal.visitor();
    const departed = new URL((await depart(other)).to).searchParams.get('state')!;
    const replayed = new URL(url);
    replayed.searchParams.set('state', departed);
    await other.get(back(replayed)).expect(400);
    await other.get('/pro').expect(302);
  });

  it('refuses a sign-in that is not strong, says why and notes it', async () => {
    const visitor = portal.visitor();
    for (const level of [400, 200, 100]) {
      const { text } = await signIn(visitor, 'anne', { level }).then((answer) => {
        expect(answer.status).to.equal(403);
        return answer;
      });
      expect(text).to.include('Connexion forte requise');
    }
    await visitor.get('/pro').expect(302);
    expect(await portal.db('audit').where({ event: 'sign-in-refused', subject_id: 'weak' })).to.have.length(3);
  });

  it('sends a person without account to their administrator', async () => {
    const answer = await signIn(portal.visitor(), 'inconnue');
    expect(answer.status).to.equal(403);
    expect(answer.text).to.include("doit d'abord créer votre utilisateur");
    expect(answer.text).to.include('02/542.14.45');
  });

  it('does not let a deactivated person in, and cuts a session off at the next click', async () => {
    const chloe = await portal.person('chloe');
    const visitor = portal.visitor();
    expect((await signIn(visitor, 'chloe')).status).to.equal(303);
    await visitor.get('/pro').expect(200);
    await portal.deactivate(chloe);
    const cut = await visitor.get('/pro').expect(302);
    expect(cut.headers.location).to.match(/^\/sign-in/);
    expect(await portal.db('sessions').where('user_id', chloe)).to.have.length(0);
    const answer = await signIn(portal.visitor(), 'chloe');
    expect(answer.status).to.equal(403);
    expect(answer.text).to.include('désactivé');
  });

  it('comes back to the sign-in page when the person gives up', async () => {
    const visitor = portal.visitor();
    const answer = await signIn(visitor, '');
    expect(answer.status).to.equal(303);
    expect(answer.headers.location).to.match(/^\/sign-in/);
    expect((await visitor.get('/sign-in')).text).to.include('annulée');
  });

  it('lets two tabs sign in at the same time', async () => {
    const visitor = portal.visitor();
    const first = await depart(visitor);
    const second = await depart(visitor);
    const cookies = new Map<string, string>();
    await signInAtProvider(second.to, { sub: 'anne' }, cookies);
    expect((await visitor.get(back(await signInAtProvider(first.to, { sub: 'anne' }, cookies)))).status).to.equal(303);
    await visitor.get('/pro').expect(200);
  });

  it('keeps each portal to its people', async () => {
    const visitor = portal.visitor();
    await signIn(visitor, 'bruno', { query: 'means=eid', level: 500 });
    await visitor.get('/office').expect(200);
    const { text } = await visitor.get('/pro').expect(403);
    expect(text).to.include('réservé aux pouvoirs organisateurs');
  });

  it('signs out here and at the provider', async () => {
    const visitor = portal.visitor();
    await signIn(visitor, 'anne');
    const _csrf = csrfTokenOf((await visitor.get('/pro')).text);
    const { headers } = await visitor.post('/sign-out').type('form').send({ _csrf }).expect(303);
    const url = new URL(headers.location!);
    expect(url.href).to.match(new RegExp(`^${portal.config.oidcIssuer}/connect/endSession`));
    expect(url.searchParams.get('post_logout_redirect_uri')).to.equal(`${portal.address}/sign-in/signed-out`);
    expect(url.searchParams.get('id_token_hint')).to.match(/^ey/);
    expect((await fetch(url)).status).to.equal(200);
    await visitor.get('/pro').expect(302);
  });

  it('asks again who is there before a signature, and loses nothing of what was to be sent', async () => {
    const visitor = portal.visitor();
    const cookies = new Map<string, string>();
    await signIn(visitor, 'anne', { cookies });
    let _csrf = csrfTokenOf((await visitor.get('/pro')).text);
    await visitor
      .post('/pro/sign')
      .type('form')
      .send({ _csrf, motive: 'un' })
      .expect(303, 'See Other. Redirecting to /pro');

    portal.clock.now += 16 * 60_000;
    received.length = 0;
    const answer = await visitor
      .post('/pro/sign')
      .type('form')
      .send({
        _csrf,
        motive: "L'été & <b>deux</b>",
        boxes: ['a', 'b'],
        niss: identities.anne.niss,
        other: identities.bruno.niss,
      })
      .expect(303);
    expect(answer.headers.location).to.equal('/sign-in/start?means=itsme&max_age=0&returnTo=%2Fsign-in%2Fresume');
    expect(received).to.deep.equal([]);
    const departed = await visitor.get(answer.headers.location!).expect(302);
    const returned = await visitor
      .get(back(await signInAtProvider(departed.headers.location!, { sub: 'anne' }, cookies)))
      .expect(303);
    expect(returned.headers.location).to.equal('/sign-in/resume');
    const { text } = await visitor.get('/sign-in/resume').expect(200);
    expect(text)
      .to.include('Confirmez votre envoi')
      .and.to.include('action="/pro/sign"')
      .and.to.include('value="a"')
      .and.to.include('value="b"');
    expect(text).to.not.include(identities.anne.niss).and.not.include(identities.bruno.niss).and.not.include('<b>deux');
    _csrf = csrfTokenOf(text);
    await visitor
      .post('/pro/sign')
      .type('form')
      .send({ _csrf, motive: "L'été & <b>deux</b>", boxes: ['a', 'b'] })
      .expect(303);
    expect(received).to.deep.equal([{ motive: "L'été & <b>deux</b>", boxes: ['a', 'b'] }]);
  });

  it('does not hand to another person what was to be sent', async () => {
    const visitor = portal.visitor();
    await signIn(visitor, 'anne');
    const _csrf = csrfTokenOf((await visitor.get('/pro')).text);
    portal.clock.now += 16 * 60_000;
    const { headers } = await visitor.post('/pro/sign').type('form').send({ _csrf, motive: 'secret' }).expect(303);
    const departed = await visitor.get(headers.location!).expect(302);
    await visitor
      .get(back(await signInAtProvider(departed.headers.location!, { sub: 'bruno', level: 500 })))
      .expect(303);
    const { headers: away } = await visitor.get('/sign-in/resume').expect(303);
    expect(away.location).to.equal('/');
  });

  it('puts no national number into a session or a line of the log', async () => {
    const rows = JSON.stringify(await portal.db('sessions').select());
    const audit = JSON.stringify(await portal.db('audit').select());
    for (const { niss, mail } of Object.values(identities)) {
      for (const place of [rows, audit, portal.lines.join('')]) expect(place).to.not.include(niss);
      expect(portal.lines.join('')).to.not.include(mail);
    }
    expect(portal.lines.join('')).to.not.match(/state=|127\.0\.0\.1|node-superagent/);
    expect(portal.lines.join('')).to.include('"route":"/sign-in/return"');
  });
});
