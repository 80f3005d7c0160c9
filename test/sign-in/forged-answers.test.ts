import { expect } from 'chai';
import { startForgedProvider } from './forged-provider.ts';
import { identities, openPortal, type Portal } from './portal.ts';

type Provider = Awaited<ReturnType<typeof startForgedProvider>>;
type Changes = Parameters<Provider['answer']>[1];

describe('an answer of the identity provider', () => {
  let provider: Provider;
  let portal: Portal;
  before(async () => {
    provider = await startForgedProvider();
    portal = await openPortal({ issuer: provider.issuer });
    await portal.person('anne');
  });
  after(async () => {
    await portal.close();
    await provider.close();
  });

  const comeBack = async (changes: Changes) => {
    const visitor = portal.visitor();
    const { headers } = await visitor.get('/sign-in/start?means=itsme').expect(302);
    const answer = await visitor.get(provider.answer(headers.location!, changes));
    const inside = await visitor.get('/pro');
    return { status: answer.status, text: answer.text, isIn: inside.status === 200, visitor };
  };
  const seconds = () => Math.floor(Date.now() / 1000);

  it('is believed when it is honest', async () => {
    expect(await comeBack({})).to.include({ status: 303, isIn: true });
  });

  const lies: [what: string, changes: () => Changes][] = [
    ['another nonce', () => ({ idToken: (claims) => ({ ...claims, nonce: 'another' }) })],
    ['no nonce', () => ({ idToken: ({ nonce: _nonce, ...claims }) => claims })],
    ['another issuer', () => ({ idToken: (claims) => ({ ...claims, iss: 'https://evil.example' }) })],
    ['another audience', () => ({ idToken: (claims) => ({ ...claims, aud: 'another' }) })],
    [
      'an end in the past',
      () => ({ idToken: (claims) => ({ ...claims, iat: seconds() - 900, exp: seconds() - 600 }) }),
    ],
    ['an identification too old', () => ({ idToken: (claims) => ({ ...claims, auth_time: seconds() - 9 * 3600 }) })],
    ['no time of identification', () => ({ idToken: ({ auth_time: _time, ...claims }) => claims })],
    ['a token without signature', () => ({ makeIdToken: (claims) => provider.sign(claims, 'none') })],
    ['a token signed with the shared secret', () => ({ makeIdToken: (claims) => provider.sign(claims, 'HS256') })],
    [
      'a token signed by another key',
      () => ({ makeIdToken: (claims) => provider.sign(claims, 'RS256', provider.foreignKey) }),
    ],
    [
      'userinfo without signature',
      () => ({ makeUserinfo: (claims) => ({ type: 'application/json', body: JSON.stringify(claims) }) }),
    ],
    [
      'userinfo of alg none',
      () => ({ makeUserinfo: (claims) => ({ type: 'application/jwt', body: provider.sign(claims, 'none') }) }),
    ],
    [
      'userinfo signed by another key',
      () => ({
        makeUserinfo: (claims) => ({
          type: 'application/jwt',
          body: provider.sign(claims, 'RS256', provider.foreignKey),
        }),
      }),
    ],
    ['userinfo of another person', () => ({ userinfo: (claims) => ({ ...claims, sub: 'bruno' }) })],
    ['no national number', () => ({ userinfo: ({ egovNRN: _niss, ...claims }) => claims })],
    ['a national number that is none', () => ({ userinfo: (claims) => ({ ...claims, egovNRN: '85010100100' }) })],
  ];
  for (const [what, changes] of lies) {
    it(`is refused with ${what}`, async () => {
      const { status, text, isIn } = await comeBack(changes());
      expect({ status, isIn }).to.deep.equal({ status: 400, isIn: false });
      expect(text).to.include('La connexion n&#x27;a pas abouti');
    });
  }

  const weak: [what: string, changes: Changes][] = [
    ['level 400', { idToken: (claims) => ({ ...claims, acr: 'urn:be:fedict:iam:fas:Level400' }) }],
    ['no level', { idToken: ({ acr: _acr, ...claims }) => claims }],
    [
      'a level that only looks like one',
      { idToken: (claims) => ({ ...claims, acr: 'xurn:be:fedict:iam:fas:Level500' }) },
    ],
    [
      'a level in the userinfo below that of the token',
      { userinfo: (claims) => ({ ...claims, assurance_level: '200' }) },
    ],
  ];
  for (const [what, changes] of weak) {
    it(`is not strong with ${what}`, async () => {
      expect(await comeBack(changes)).to.include({ status: 403, isIn: false });
    });
  }

  it('may tell its level in amr', async () => {
    expect(
      await comeBack({
        idToken: ({ acr: _acr, ...claims }) => ({ ...claims, amr: ['eid', 'urn:be:fedict:iam:fas:Level500'] }),
      }),
    ).to.include({ isIn: true });
  });

  it('counts the age of the identification, so that an old one signs nothing', async () => {
    await comeBack({ idToken: (claims) => ({ ...claims, auth_time: seconds() - 3600 }) });
    const { sess } = await portal
      .db('sessions')
      .whereNotNull('user_id')
      .orderByRaw("sess ->> 'authenticatedAt'")
      .first('sess');
    expect(portal.clock.now - sess.authenticatedAt).to.be.within(3_590_000, 3_610_000);
  });

  it('does not bring a national number into the session, even inside a token', async () => {
    await comeBack({ idToken: (claims) => ({ ...claims, egovNRN: identities.anne.niss }) });
    const sessions = JSON.stringify(await portal.db('sessions').select('sess'));
    const tokens = [...sessions.matchAll(/"idToken":"[^.]+\.([^.]+)\./g)].map(([, claims]) =>
      Buffer.from(claims!, 'base64url').toString(),
    );
    expect(tokens.length).to.be.greaterThan(0);
    for (const text of [sessions, ...tokens]) expect(text).to.not.include(identities.anne.niss);
  });

  it('that does not come is explained, and asked again at the next sign-in', async () => {
    const visitor = portal.visitor();
    const { headers } = await visitor.get('/sign-in/start?means=itsme').expect(302);
    const back = provider.answer(headers.location!, {});
    provider.goAway(true);
    expect((await visitor.get(back).expect(503)).text).to.include('momentanément indisponible');
    provider.goAway(false);
    const absent = await openPortal({ issuer: 'http://127.0.0.1:9/fas/oauth2' });
    try {
      expect((await absent.visitor().get('/sign-in/start?means=eid').expect(503)).text).to.include(
        'momentanément indisponible',
      );
      await absent.visitor().get('/sign-in').expect(200);
    } finally {
      await absent.close();
    }
    expect(await comeBack({})).to.include({ isIn: true });
  });
});
