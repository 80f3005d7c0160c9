import { expect } from 'chai';
import supertest from 'supertest';
import { csrfTokenOf, signInAs, type SignedIn } from '../support/sign-in.ts';
import { openPortal, received, type Portal } from './portal.ts';
import { fieldIn } from '../support/html.ts';

describe('forms', () => {
  let portal: Portal;
  let anne: SignedIn;
  before(async () => {
    portal = await openPortal();
    anne = await signInAs(portal.db, portal.config, await portal.person('anne'), { now: portal.clock.now });
  });
  beforeEach(() => {
    received.length = 0;
  });
  after(() => portal.close());

  const post = (path = '/pro/change') => supertest(portal.address).post(path).set('Cookie', anne.cookie).type('form');

  it('are taken with the token of the session, which goes no further', async () => {
    await post().send({ _csrf: anne.csrfToken, a: '1' }).expect(200);
    await post().set('X-CSRF-Token', anne.csrfToken).send({ a: '2' }).expect(200);
    await post()
      .set({ Origin: portal.address, 'Sec-Fetch-Site': 'same-origin' })
      .send({ _csrf: anne.csrfToken })
      .expect(200);
    expect(received).to.deep.equal([{ a: '1' }, { a: '2' }, {}]);
  });

  it('are refused without the token, with another, or with two', async () => {
    await post().send({ a: '1' }).expect(403);
    await post()
      .send({ _csrf: 'f'.repeat(64) })
      .expect(403);
    await post()
      .send({ _csrf: [anne.csrfToken, anne.csrfToken] })
      .expect(403);
    await post().expect(403);
    expect(received).to.deep.equal([]);
  });

  it('are refused from another site, even with the token', async () => {
    const body = { _csrf: anne.csrfToken };
    for (const Origin of [
      'https://evil.example',
      'null',
      `${portal.address}.evil.example`,
      portal.address.replace('http:', 'https:'),
    ]) {
      expect((await post().set({ Origin }).send(body).expect(403)).text).to.include('autre site');
    }
    for (const site of ['cross-site', 'same-site', 'weird'])
      await post().set('Sec-Fetch-Site', site).send(body).expect(403);
    expect(received).to.deep.equal([]);
  });

  it('with files wait for their token, but only from our own pages', async () => {
    const upload = (body: Record<string, string>) =>
      Object.entries(body)
        .reduce(
          (sending, [name, value]) => sending.field(name, value),
          supertest(portal.address).post('/pro/change').set('Cookie', anne.cookie),
        )
        .attach('file', Buffer.from('x'), 'x.pdf');
    await upload({ _csrf: anne.csrfToken, a: '1' }).expect(403);
    await upload({ a: '1' }).set('Origin', portal.address).expect(403);
    await upload({ _csrf: anne.csrfToken, a: '1' }).set('Origin', 'https://evil.example').expect(403);
    await upload({ _csrf: anne.csrfToken, a: '1' }).set('Origin', portal.address).expect(200);
    expect(received).to.deep.equal([{ a: '1' }]);
  });

  it('hold no other text than one that can be kept', async () => {
    await post().send(`_csrf=${anne.csrfToken}&a=x%00y%E2%80%8B%E2%80%AEz%0D%0A&b=1&b=%00`).expect(200);
    expect(received.splice(0)).to.deep.equal([{ a: 'xyz', b: ['1', ''] }]);
    await post().send(`_csrf=${anne.csrfToken}&a%00=x`).expect(422);
    await supertest(portal.address).get('/pro?q=%00').set('Cookie', anne.cookie).expect(422);
    expect(received).to.deep.equal([]);
  });

  it('have a measure', async () => {
    await post()
      .send({ _csrf: anne.csrfToken, a: 'x'.repeat(210_000) })
      .expect(413);
    await post()
      .send(`_csrf=${anne.csrfToken}${'&a=1'.repeat(3_100)}`)
      .expect(413);
    await post().send(`_csrf=${anne.csrfToken}&__proto__=1&constructor=2`).expect(200);
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
  });

  it('of the contact page reach the helpdesk once, from a visitor too', async () => {
    const visitor = portal.visitor();
    const { text } = await visitor.get('/contact').expect(200);
    const token = fieldIn(text, 'token');
    const form = {
      _csrf: csrfTokenOf(text),
      token,
      name: 'Anne',
      email: 'anne@exemple.be',
      subject: 'sign-in',
      message: 'Bonjour',
    };
    expect(
      (
        await visitor
          .post('/contact')
          .type('form')
          .send({ ...form, email: 'anne', message: '' })
          .expect(422)
      ).text,
    )
      .to.include('Écrivez votre message')
      .and.to.include('nom@exemple.be');
    await visitor
      .post('/contact')
      .type('form')
      .send({ ...form, admin: 'true' })
      .expect(422);
    const answers = await Promise.all(
      [form, form].map((sent) => visitor.post('/contact').type('form').send(sent).expect(200)),
    );
    const kept = (await portal.db('contact_messages').select('id', 'name', 'subject', 'number')) as {
      number: number;
    }[];
    expect(kept).to.have.lengthOf(1);
    expect(kept[0]).to.include({ name: 'Anne', subject: 'sign-in' });
    for (const { text: thanks } of answers) expect(thanks).to.include(`HD-${String(kept[0]!.number).padStart(5, '0')}`);
    await supertest(portal.address)
      .post('/contact')
      .type('form')
      .send({ ...form, _csrf: '' })
      .expect(403);
    for (let i = 0; i < 3; i++) await visitor.post('/contact').type('form').send(form).expect(200);
    expect((await visitor.post('/contact').type('form').send(form).expect(429)).headers['retry-after']).to.match(
      /^\d+$/,
    );
  });
});
