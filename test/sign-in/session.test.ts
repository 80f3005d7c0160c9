import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import supertest from 'supertest';
import { csrfTokenOf, signInAs } from '../support/sign-in.ts';
import { openPortal, type Portal } from './portal.ts';
import { minute } from '../support/times.ts';

describe('session', () => {
  let portal: Portal;
  let anne: string;
  before(async () => {
    portal = await openPortal();
    anne = await portal.person('anne');
  });
  after(() => portal.close());

  const get = (path: string, cookie: string) => supertest(portal.address).get(path).set('Cookie', cookie);
  const signIn = (more: Partial<Parameters<typeof signInAs>[3]> = {}) =>
    signInAs(portal.db, portal.config, anne, { now: portal.clock.now, ...more });

  it('is not made for somebody who only reads', async () => {
    const { headers } = await supertest(portal.address).get('/aide').expect(200);
    expect(headers['set-cookie']).to.equal(undefined);
    expect(await portal.db('sessions').select()).to.have.length(0);
  });

  it('is not made either for whoever is shown a form, sends one, or comes with a made-up cookie', async () => {
    const visitor = portal.visitor();
    for (const path of ['/sign-in', '/contact', '/pro', '/nowhere']) await visitor.get(path);
    await get('/pro', 'pro-one=s%3Amade-up.up').expect(302);
    const { headers } = await supertest(portal.address).post('/pro/change').type('form').send({ a: '1' }).expect(303);
    expect((await get('/sign-in', String(headers['set-cookie']).split(';')[0]!)).text).to.include('était terminée');
    const _csrf = csrfTokenOf((await visitor.get('/sign-in')).text);
    await visitor.post('/sign-in').type('form').send({ _csrf, login: 'personne', password: 'rien' }).expect(422);
    await portal
      .visitor()
      .post('/sign-in')
      .type('form')
      .send({ _csrf, login: 'personne', password: 'rien' })
      .expect(403);
    expect(await portal.db('sessions').select()).to.have.length(0);
  });

  it('has a cookie that scripts and other sites do not get', async () => {
    const { headers } = await supertest(portal.address).get('/sign-in/start?means=itsme').expect(302);
    expect(String(headers['set-cookie'])).to.match(/^pro-one=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('ends after 30 minutes without a click', async () => {
    const { cookie } = await signIn();
    portal.clock.now += 29 * minute;
    await get('/pro', cookie).expect(200);
    portal.clock.now += 29 * minute;
    await get('/pro', cookie).expect(200);
    portal.clock.now += 31 * minute;
    const { headers } = await get('/pro/cases/7', cookie).expect(302);
    expect(headers.location).to.equal('/sign-in?returnTo=%2Fpro%2Fcases%2F7');
    expect(await portal.db('sessions').where('user_id', anne)).to.have.length(0);
    const { text } = await get('/sign-in', String(headers['set-cookie']).split(';')[0]!).expect(200);
    expect(text).to.include('Votre session est terminée');
  });

  it('ends after 8 hours whatever one does', async () => {
    const { cookie } = await signIn();
    for (let hour = 0; hour < 8 * 60 - 20; hour += 20) {
      portal.clock.now += 20 * minute;
      await get('/pro', cookie).expect(200);
    }
    portal.clock.now += 21 * minute;
    await get('/pro', cookie).expect(302);
  });

  it('tells the page how long it has, and is written at most once a minute', async () => {
    const { cookie } = await signIn();
    const stamp = async () =>
      (await portal.db('sessions').where('user_id', anne).orderBy('expire', 'desc').first('expire')).expire as number;
    const before = await stamp();
    portal.clock.now += 59_000;
    const { text } = await get('/pro', cookie).expect(200);
    expect(text)
      .to.include(`data-session-seconds="${30 * 60 - 59}"`)
      .and.to.include('data-session-extend="/session/extend"');
    expect(await stamp()).to.equal(before);
    portal.clock.now += 2_000;
    expect((await get('/pro', cookie)).text).to.include('data-session-seconds="1800"');
    expect(await stamp()).to.not.equal(before);
  });

  it('is prolonged by the button of the warning', async () => {
    const { cookie, csrfToken } = await signIn();
    portal.clock.now += 29 * minute;
    await supertest(portal.address)
      .post('/session/extend')
      .set('Cookie', cookie)
      .type('form')
      .send({ _csrf: csrfToken })
      .expect(204);
    portal.clock.now += 29 * minute;
    await get('/pro', cookie).expect(200);
  });

  it('is kept before a redirect leaves, so that the next click finds it', async () => {
    await portal.db.raw(
      `create function be_slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.3); return new; end'`,
    );
    await portal.db.raw(
      'create trigger slowly before insert or update on sessions for each row execute function be_slow()',
    );
    try {
      // A browser goes on as soon as it has the headers.
      const answer = await fetch(`${portal.address}/sign-in/start?means=itsme`, { redirect: 'manual' });
      const sid = /s%3A([^.]+)/.exec(answer.headers.getSetCookie()[0]!)![1]!;
      expect(await portal.db('sessions').where('sid', sid).first()).to.not.equal(undefined);
    } finally {
      await portal.db.raw('drop function be_slow cascade');
    }
  });

  it('does not believe a cookie whose signature is another', async () => {
    const { cookie } = await signIn();
    await get('/pro', cookie.slice(0, -3) + 'AAA').expect(302);
    await get('/pro', `pro-one=${randomUUID()}`).expect(302);
  });

  it('tells a form that came too late where it went, and goes back to the page it came from', async () => {
    const { cookie, csrfToken } = await signIn();
    portal.clock.now += 31 * minute;
    const late = () =>
      supertest(portal.address)
        .post('/pro/change')
        .set('Cookie', cookie)
        .set('Referer', `${portal.address}/pro/cases/7`);
    const { headers } = await late().set('Accept', 'text/html').type('form').send({ _csrf: csrfToken }).expect(303);
    expect(headers.location).to.equal('/sign-in?returnTo=%2Fpro%2Fcases%2F7');
    await late().set('Accept', 'application/json').type('form').send({ _csrf: csrfToken }).expect(401);
  });

  it('keeps serving while its person has rights, and follows them at once', async () => {
    const bruno = await portal.person('bruno');
    const { cookie } = await signInAs(portal.db, portal.config, bruno, { now: portal.clock.now });
    await get('/pro', cookie).expect(200);
    await portal.db('users').where('id', bruno).update({ portal: 'office' });
    await get('/pro', cookie).expect(403);
    await portal.deactivate(bruno);
    await get('/office', cookie).expect(302);
  });
});
