import { expect } from 'chai';
import supertest from 'supertest';
import { signInAs } from '../support/sign-in.ts';
import { openPortal, type Portal } from './portal.ts';

describe('security headers', () => {
  let portal: Portal;
  let secure: Portal;
  let cookie: string;
  before(async () => {
    portal = await openPortal();
    secure = await openPortal({ issuer: 'https://idp.exemple.be/fas/oauth2', publicUrl: 'https://pro.exemple.be' });
    ({ cookie } = await signInAs(portal.db, portal.config, await portal.person('anne'), { now: portal.clock.now }));
  });
  after(async () => {
    await portal.close();
    await secure.close();
  });

  const paths: [path: string, status: number][] = [
    ['/sign-in', 303],
    ['/aide', 200],
    ['/pro', 200],
    ['/office', 403],
    ['/nowhere', 404],
    ['/pro/broken', 500],
    ['/pro/cases/%E0%A4%A', 400],
    ['/sign-out', 404],
    ['/health', 200],
    ['/ready', 200],
    ['/favicon.ico', 301],
  ];
  for (const [path, status] of paths) {
    it(`stand on ${path} (${status})`, async () => {
      const { headers } = await supertest(portal.address).get(path).set('Cookie', cookie).expect(status);
      const policy = headers['content-security-policy']!;
      expect(policy)
        .to.include("default-src 'none'")
        .and.to.include("frame-ancestors 'none'")
        .and.to.include("base-uri 'none'")
        .and.to.include("object-src 'none'");
      expect(policy).to.not.include('unsafe').and.not.include('*');
      expect(policy).to.include(`form-action 'self' ${new URL(portal.config.oidcIssuer).origin};`);
      expect(headers).to.include({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      });
      expect(headers['permissions-policy']).to.include('camera=()');
      expect(headers).to.not.have.any.keys('x-powered-by', 'strict-transport-security', 'server');
      expect(headers['cache-control']).to.equal('no-store');
      if (headers['content-type']) expect(headers['content-type']).to.match(/charset=utf-8/i);
    });
  }

  it('let the browser keep the files that never change', async () => {
    const { headers } = await supertest(portal.address).get(portal.deps.assets.asset('styles/portal.css')).expect(200);
    expect(headers['cache-control']).to.include('immutable');
    expect(headers['content-security-policy']).to.include("default-src 'none'");
  });

  it('under https bind the browser and the cookie to it for a year', async () => {
    const { headers } = await supertest(secure.address).get('/aide').expect(200);
    expect(headers['strict-transport-security']).to.equal('max-age=31536000; includeSubDomains');
    expect(headers['content-security-policy']).to.include('upgrade-insecure-requests');
    const { userId } = { userId: await secure.person('anne') };
    expect((await signInAs(secure.db, secure.config, userId, { now: secure.clock.now })).cookie).to.match(
      /^__Host-pro-one=/,
    );
  });

  it('say nothing of what went wrong inside', async () => {
    const { text } = await supertest(portal.address).get('/pro/broken').set('Cookie', cookie).expect(500);
    expect(text).to.not.include('broken').and.not.include('.ts').and.not.include('at ');
  });

  it('have an address where browsers report, which keeps only the name of the rule', async () => {
    const report = {
      'csp-report': {
        'effective-directive': 'script-src-elem',
        'document-uri': 'http://x/?q=Dupont',
        'blocked-uri': 'inline',
      },
    };
    portal.lines.length = 0;
    await supertest(portal.address)
      .post('/csp-report')
      .set('Content-Type', 'application/csp-report')
      .send(JSON.stringify(report))
      .expect(204);
    await supertest(portal.address)
      .post('/csp-report')
      .set('Content-Type', 'application/reports+json')
      .send(JSON.stringify([{ body: { effectiveDirective: 'img-src' } }]))
      .expect(204);
    await supertest(portal.address)
      .post('/csp-report')
      .set('Content-Type', 'application/csp-report')
      .send('[[')
      .expect(400);
    await supertest(portal.address)
      .post('/csp-report')
      .set('Content-Type', 'application/csp-report')
      .send('{"csp-report":{"effective-directive":"x\\nforged"}}')
      .expect(204);
    expect(portal.lines.map((line) => (JSON.parse(line) as { directive?: string }).directive)).to.deep.equal([
      'script-src-elem',
      'img-src',
      'unknown',
    ]);
  });

  it('leave no method but those of the routes', async () => {
    for (const method of ['put', 'delete', 'patch'] as const)
      expect((await supertest(portal.address)[method]('/pro').set('Cookie', cookie)).status).to.be.oneOf([
        403, 404, 405, 415,
      ]);
    expect((await supertest(portal.address).trace('/pro').set('Cookie', cookie)).status).to.be.oneOf([
      403, 404, 405, 415,
    ]);
  });
});
