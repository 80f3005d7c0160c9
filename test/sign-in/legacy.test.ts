import { expect } from 'chai';
import { hashPassword, verifyPassword } from '../../api/sign-in/passwords.ts';
import { csrfTokenOf } from '../support/sign-in.ts';
import { identities, openPortal, type Portal } from './portal.ts';

const password = 'une vieille phrase de passe';
const wrong = 'ne correspond pas';

describe('the old user name and password', () => {
  let portal: Portal;
  let stored: string;
  before(async () => {
    portal = await openPortal();
    stored = await hashPassword(password);
  });
  after(() => portal.close());

  let count = 0;
  const account = async (more: Record<string, unknown> = {}) => {
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
    return { id: row!.id, login };
  };
  const attempt = async (
    visitor: ReturnType<Portal['visitor']>,
    login: string,
    given = password,
    more: Record<string, string> = {},
  ) => {
    const _csrf = csrfTokenOf((await visitor.get('/sign-in')).text);
    return visitor
      .post('/sign-in')
      .type('form')
      .send({ _csrf, login, password: given, ...more });
  };
  // One address is throttled too: each test starts afresh.
  beforeEach(() => portal.db('sign_in_attempts').delete());

  it('open a session that reaches the conversion and nothing else', async () => {
    const { login } = await account();
    for (const name of [login, `${login}@EXEMPLE.be`]) {
      const visitor = portal.visitor();
      const answer = await attempt(visitor, name);
      expect(answer.status).to.equal(303);
      expect(answer.headers.location).to.equal('/convert-user');
      await visitor.get('/convert-user').expect(200);
      for (const path of ['/pro', '/pro/cases/1', '/office'])
        expect((await visitor.get(path).expect(303)).headers.location).to.equal('/convert-user');
      const _csrf = csrfTokenOf((await visitor.get('/convert-user')).text);
      for (const path of ['/pro/change', '/pro/sign'])
        expect((await visitor.post(path).type('form').send({ _csrf }).expect(303)).headers.location).to.equal(
          '/convert-user',
        );
      expect((await visitor.get('/sign-in/resume').expect(302)).headers.location).to.equal(
        '/sign-in?returnTo=%2Fsign-in%2Fresume',
      );
    }
  });

  it('give one answer to a wrong password, an unknown name and a deactivated account', async () => {
    const known = await account();
    const gone = await account({ deactivated_at: new Date().toISOString() });
    const answers = [
      await attempt(portal.visitor(), known.login, 'faux'),
      await attempt(portal.visitor(), 'personne', 'faux'),
      await attempt(portal.visitor(), gone.login),
    ];
    const shown = answers.map(({ status, text }) => [
      status,
      text.includes(wrong),
      /error-summary[^]*?<\/div>/.exec(text)?.[0],
    ]);
    expect(shown[0]).to.deep.equal(shown[1]).and.deep.equal(shown[2]);
    expect(shown[0]![0]).to.equal(422);
    expect(answers.every(({ text }) => !text.includes('faux'))).to.equal(true);
  });

  it('take the same time for an unknown name', async () => {
    const timeOf = async (hash: string | undefined): Promise<number> => {
      const from = performance.now();
      await verifyPassword(hash, 'faux');
      return performance.now() - from;
    };
    // By turns, and the quickest of each: what else the machine does only makes some of them longer.
    const times: [known: number, unknown: number][] = [];
    for (let turn = 0; turn < 15; turn += 1) times.push([await timeOf(stored), await timeOf(undefined)]);
    const known = Math.min(...times.map(([time]) => time));
    const unknown = Math.min(...times.map(([, time]) => time));
    expect(Math.abs(known - unknown)).to.be.lessThan(Math.max(10, known / 2));
  });

  it('are refused at the sixth try, right or wrong, from wherever it comes', async () => {
    const { login } = await account();
    for (let i = 0; i < 5; i++)
      expect((await attempt(portal.visitor(), i % 2 ? login.toUpperCase() : login, 'faux')).status).to.equal(422);
    const answer = await attempt(portal.visitor(), login);
    expect(answer.status).to.equal(429);
    expect(Number(answer.headers['retry-after'])).to.be.within(1, 900);
    expect(JSON.stringify(await portal.db('sign_in_attempts').select()))
      .to.not.include(login)
      .and.not.include('127.0.0.1');
  });

  it('are counted per address too', async () => {
    const visitor = portal.visitor();
    let status = 0;
    for (let i = 0; i < 31; i++) ({ status } = await attempt(visitor, `inconnu-${i}`, 'x'));
    expect(status).to.equal(429);
  });

  it('may leave the user name, and nothing else, in the browser', async () => {
    const { login } = await account();
    const visitor = portal.visitor();
    const answer = await attempt(visitor, login, password, { remember: 'oui' });
    const cookie = ([answer.headers['set-cookie']].flat() as string[]).find((one) => one.startsWith('pro-one-login='))!;
    expect(cookie)
      .to.match(/HttpOnly/)
      .and.match(/SameSite=Lax/)
      .and.not.include(encodeURIComponent(password));
    const fresh = portal.visitor();
    expect((await fresh.get('/sign-in').set('Cookie', cookie.split(';')[0]!)).text).to.include(`value="${login}"`);
    const forged = cookie.split(';')[0]!.replace('=', '=YWRtaW4');
    expect((await fresh.get('/sign-in').set('Cookie', forged)).text).to.include('id="login" name="login" value=""');
  });

  it('do not tell that a name and an address belong together', async () => {
    const { login } = await account();
    for (let i = 0; i < 5; i++) expect((await attempt(portal.visitor(), login, 'faux')).status).to.equal(422);
    const [known, unknown] = [
      await attempt(portal.visitor(), `${login}@exemple.be`),
      await attempt(portal.visitor(), 'personne@exemple.be'),
    ];
    expect(known.status).to.equal(unknown.status).and.to.equal(422);
    expect(known.text).to.include(wrong);
  });

  it('leave no trace in the log', () => {
    const log = portal.lines.join('');
    for (const secret of [password, 'creche-1', identities.anne.niss, 'exemple.be']) expect(log).to.not.include(secret);
  });
});
