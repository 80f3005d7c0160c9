import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import type { LateForm } from '../../api/kept/keep.ts';
import { toldRows } from '../../api/kept/refill.ts';
import { keptFor } from '../../db/kept-forms.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { csrfTokenOf } from '../support/sign-in.ts';
import { fieldIn } from '../support/html.ts';

const browser = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Site': 'same-origin' };

describe('a form that is sent too late', () => {
  let house: House;
  let caseId: string;
  let number: number;
  let url: string;
  let origin: string;
  const text = 'Il manque le plan « de l’étage » & <b>le bail</b>.';
  const told = 'Il manque le plan « de l’étage » &amp; &lt;b&gt;le bail&lt;/b&gt;.';
  const referent = (): Promise<Visitor> => house.asUser(stableId('user referent-namur'));
  const kept = async (): Promise<number> =>
    Number((await house.db('kept_forms').count('* as n').first<{ n: number }>()).n);
  const acts = async (): Promise<number> => (await house.db('acts').where({ case_id: caseId })).length;

  /** What a browser sends from a page that stood open. */
  const sendFrom = (cookie: string, page: string, path: string, fields: Record<string, string | string[]>) =>
    request(house.app)
      .post(path)
      .set({ Cookie: cookie, Origin: origin, Host: new URL(origin).host, Referer: origin + page, ...browser })
      .type('form')
      .send(fields)
      .redirects(0);
  const goTo = (who: Visitor, path: string) => who.get(path).set(browser);
  async function openForm(): Promise<{ who: Visitor; fields: Record<string, string | string[]> }> {
    const who = await referent();
    const { text: html } = await who.get(url).expect(200);
    return {
      who,
      fields: {
        _csrf: csrfTokenOf(html),
        token: fieldIn(html, 'token'),
        version: fieldIn(html, 'version'),
        draft: fieldIn(html, 'draft'),
        page: fieldIn(html, 'page'),
        about1: 'other',
        why1: text,
        text,
      },
    };
  }
  const endSessionOf = (userId: string): Promise<number> =>
    house.db('sessions').whereRaw("sess ->> 'userId' = ?", [userId]).delete();
  const back = (location: string | undefined): string =>
    new URLSearchParams(new URL(location!, 'http://x.invalid').search).get('returnTo')!;

  before(async () => {
    house = await openHouse();
    origin = house.config.publicUrl;
    const row = await house
      .db('cases')
      .where({ slug: 'authorisation-adaptation', status: 'completeness', administration: 'namur' })
      .first<{ id: string; act_number: number }>('id', 'act_number');
    caseId = row.id;
    number = row.act_number;
    url = `/office/authorisation-adaptation/${caseId}/ask-complement`;
  });
  beforeEach(() => house.db('kept_forms').delete());
  after(() => house.close());

  it('waits for the person who sent it, is shown again filled in, and is sent by one click, once', async () => {
    const { who, fields } = await openForm();
    await endSessionOf(who.userId!);
    const refused = await sendFrom(who.cookie, url, url, fields).expect(303);
    expect(refused.headers.location).to.match(/^\/sign-in\?returnTo=/);
    expect(await acts()).to.equal(number);

    const again = await referent();
    const resumed = await goTo(again, back(refused.headers.location)).expect(303);
    expect(resumed.headers.location).to.match(new RegExp(`^${url}\\?kept=`));
    const { text: html } = await goTo(again, resumed.headers.location!).expect(200);
    expect(html).to.include(told).and.include('Ce formulaire n&#x27;est pas encore envoyé.');
    expect(fieldIn(html, 'token'), 'the same sending').to.equal(fields.token);

    const waiting = await house.db('kept_forms').first<{ id: string; data: object; kept_at: number }>();
    const sending = { ...fields, _csrf: csrfTokenOf(html), _kept: fieldIn(html, '_kept') };
    await sendFrom(again.cookie, url, url, sending).expect(303, /done=ask-complement/);
    await sendFrom(again.cookie, url, url, sending).expect(303, /done=ask-complement/);
    expect(await acts()).to.equal(number + 1);
    expect((await goTo(again, '/sign-in/resume').expect(303)).headers.location, 'nothing waits any more').to.equal('/');

    // « Back » is quicker than the sweeping of what was sent.
    await house
      .db('kept_forms')
      .insert({ ...waiting, data: JSON.stringify(waiting.data), kept_at: new Date(waiting.kept_at) });
    const { text: gone } = await goTo(again, `${url}?kept=${waiting.id}`).expect(409);
    expect(gone).to.include('donc plus à remplir').and.not.include('donc pas été enregistrée');
  });

  it('is never shown to another person, nor sent in another name', async () => {
    const { who, fields } = await openForm().catch(async () => {
      const one = await referent();
      return { who: one, fields: { _csrf: csrfTokenOf((await one.get('/office/tasks')).text), text } };
    });
    const other = await house.asUser(stableId('user coordinator-namur'));
    const { headers } = await sendFrom(other.cookie, url, url, fields).expect(303);
    const refused = await goTo(other, headers.location!).expect(409);
    expect(refused.text).to.include('ouvert par une autre personne').and.not.include('étage');
    const script = await sendFrom(other.cookie, url, `${url}/draft`, fields)
      .set('Accept', 'application/json')
      .expect(409);
    expect(script.body).to.deep.equal({ error: 'other-person' });
    const { id } = await house.db('kept_forms').where({ owner: who.userId }).first<{ id: string }>('id');
    expect((await goTo(other, `/sign-in/resume?kept=${id}`).expect(303)).headers.location).to.equal('/');
    for (const page of [`${url}?kept=${id}`, `/office/tasks?kept=${id}`])
      expect((await goTo(other, page)).text).not.to.include('étage');
    expect(await house.db('form_drafts')).to.deep.equal([]);
    expect(await house.db('acts').where({ actor_id: other.userId, case_id: caseId })).to.deep.equal([]);
    expect((await goTo(who, `/sign-in/resume?kept=${id}`)).headers.location).to.include(`kept=${id}`);
  });

  it('with the token of an earlier session says what happened, and not that one lacks a right', async () => {
    const first = await referent();
    const place = `/office/authorisation-adaptation/${caseId}/write-message`;
    const { text: html } = await first.get(place).expect(200);
    const second = await referent();
    const sent = { _csrf: csrfTokenOf(html), token: fieldIn(html, 'token'), version: fieldIn(html, 'version'), text };
    const { headers } = await sendFrom(second.cookie, place, place, sent).expect(303);
    const { headers: on } = await goTo(second, headers.location!).expect(303);
    const { text: shown } = await goTo(second, on.location!).expect(200);
    expect(shown).to.include(told).and.include('reconnecté').and.not.include('pas ce droit');
    const unknown = await sendFrom(second.cookie, place, place, { ...sent, _csrf: 'f'.repeat(64) }).expect(403);
    expect(unknown.text).to.include('a expiré').and.include(told).and.not.include('pas ce droit');
  });

  it('of the script goes on with the new token, for the same person alone', async () => {
    const who = await referent();
    const place = `/office/authorisation-adaptation/${caseId}/write-message`;
    const _csrf = csrfTokenOf((await who.get(place)).text);
    await endSessionOf(who.userId!);
    const save = (cookie: string, token: string) =>
      sendFrom(cookie, place, `${place}/draft`, { _csrf: token, text, page: `${randomUUID()}.1` }).set(
        'Accept',
        'application/json',
      );
    expect((await save(who.cookie, _csrf).expect(401)).body).to.deep.equal({ error: 'session-over' });
    const again = await referent();
    const { body } = await save(again.cookie, _csrf).expect(403);
    expect(body.error).to.equal('stale-token');
    await save(again.cookie, body.token as string).expect(200);
    await again.post(`${place}/draft/discard`).expect(303);
  });

  it('lists what is to be sent where the form has no place for it', async () => {
    const who = await referent();
    const page = `/office/authorisation-adaptation/${caseId}`;
    const _csrf = csrfTokenOf((await who.get(page)).text);
    await endSessionOf(who.userId!);
    const sent = { _csrf, token: randomUUID(), version: '2', text };
    const { headers } = await sendFrom(who.cookie, page, `${page}/write-message`, sent).expect(303);
    const again = await referent();
    const { headers: on } = await goTo(again, back(headers.location)).expect(303);
    const { text: html } = await goTo(again, on.location!).expect(200);
    expect(html).to.include('Confirmez votre envoi').and.include('Votre texte').and.include(told);
    expect(html).to.include(`action="${page}/write-message"`);
  });

  it('shows what somebody wrote, and none of the marks that a page sends back', () => {
    const fields: [string, string][] = [
      ['seal', 'b72179ae900f'],
      ['cell', `team:${randomUUID()}`],
      ['text', 'Bonjour'],
      ['hours', '7,5'],
    ];
    expect(toldRows({}, { fields } as LateForm).map(({ label }) => label)).to.deep.equal([
      'Votre texte',
      'Autre réponse',
    ]);
  });

  it('can still be read, to be copied, when its case has moved on or its page is gone', async () => {
    const who = await referent();
    const _csrf = csrfTokenOf((await who.get('/office/tasks')).text);
    await endSessionOf(who.userId!);
    const gone = url.replace(caseId, stableId('case that never was'));
    for (const [path, status] of [
      [url, 409],
      [gone, 404],
    ] as const) {
      const sent = { _csrf, token: randomUUID(), version: '2', about1: 'other', why1: text, text };
      const { headers } = await sendFrom('', path, path, sent).expect(303);
      const again = await referent();
      const { headers: on } = await goTo(again, back(headers.location)).expect(303);
      expect((await goTo(again, on.location!).expect(status)).text).to.include(told);
    }
  });

  it('keeps the fields of a form with files, and says that these are to be chosen again', async () => {
    const operator = await house.as('Nathalie Servais');
    const page = `/pro/authorisation-adaptation/${stableId('case x')}`;
    const _csrf = csrfTokenOf((await operator.get('/pro')).text);
    await endSessionOf(operator.userId!);
    await request(house.app)
      .post(`${page}/documents`)
      .set({
        Cookie: operator.cookie,
        Origin: origin,
        Referer: `${origin}/pro`,
        Host: new URL(origin).host,
        ...browser,
      })
      .field('_csrf', _csrf)
      .field('caption', 'le plan')
      .attach('file', Buffer.alloc(300_000, 'x'), 'plan.pdf')
      .expect(303);
    const { data } = await house.db('kept_forms').first<{ data: { fields: string[][]; files: boolean } }>('data');
    expect(data).to.deep.include({ fields: [['caption', 'le plan']], files: true });
    const again = await house.as('Nathalie Servais');
    const { headers } = await goTo(again, '/sign-in/resume').expect(303);
    expect((await goTo(again, headers.location!).expect(200)).text).to.include('à choisir à nouveau');
  });

  it('is kept for nobody when it comes from another site, or bears a mark that we did not give', async () => {
    const { text: html } = await (await referent()).get('/office/tasks');
    const _csrf = csrfTokenOf(html);
    const forged = _csrf.slice(0, 64) + stableId('user coordinator-namur').replaceAll('-', '') + _csrf.slice(96);
    await sendFrom('', '/office/tasks', url, { _csrf, text }).set('Origin', 'https://evil.example').expect(403);
    await sendFrom('', '/office/tasks', url, { _csrf, text }).set('Sec-Fetch-Site', 'cross-site').expect(403);
    await sendFrom('', '/office/tasks', url, { _csrf: forged, text }).expect(303);
    house.clock.now += 8 * 86_400_000;
    await sendFrom('', '/office/tasks', url, { _csrf, text }).expect(303);
    house.clock.now -= 8 * 86_400_000;
    expect(await kept()).to.equal(0);
  });

  it('waits for a day, twenty at most of one person, and never with a national number or a password', async () => {
    const who = await referent();
    const _csrf = csrfTokenOf((await who.get('/office/tasks')).text);
    for (let sent = 0; sent < 23; sent += 1)
      await sendFrom('', '/office/tasks', url, { _csrf, text, other: '85.01.01-002-12', niss: '1' }).expect(303);
    expect(await kept()).to.equal(20);
    await sendFrom('', '/sign-in', '/sign-in', { _csrf, login: 'x', password: 'secret' }).expect(403);
    await sendFrom('', '/convert-user', '/convert-user', { _csrf, firstName: 'x' }).expect(303);
    const rows = JSON.stringify(await house.db('kept_forms').select('data'));
    expect(rows).to.include('étage').and.not.include('secret').and.not.include('niss').and.not.include('convert-user');
    house.clock.now += keptFor + 1;
    const later = await referent();
    expect((await goTo(later, '/sign-in/resume').expect(303)).headers.location).to.equal('/');
    house.clock.now -= keptFor + 1;
  });
});

describe('the answer to a form that could not be taken', () => {
  let house: House;
  let claire: Visitor;
  let origin: string;
  const page = '/supervision/parameters/calendar';
  before(async () => {
    house = await openHouse();
    origin = house.config.publicUrl;
    claire = await house.asUser(stableId('user supervisor'));
  });
  after(() => house.close());
  const send = (fields: Record<string, string>) =>
    claire.post(page, fields).set({ ...browser, Referer: origin + page, Host: new URL(origin).host });
  const wrong = {
    token: randomUUID(),
    rule: 'holiday',
    effect: 'add',
    fromOn: 'x',
    name: 'Pont',
    source: 'document',
    reference: 'Arrêté',
    reason: 'Publié',
  };

  it('is a page of its own for a browser: reading it again sends nothing, and it still says that it was refused', async () => {
    const { headers } = await send(wrong).expect(303);
    expect(headers.location).to.match(/^\/supervision\/parameters\/calendar\?kept=[0-9a-f-]{36}$/);
    for (let times = 0; times < 2; times += 1) {
      const { text } = await claire.get(headers.location!).expect(422);
      expect(text).to.include('error-summary').and.include('value="Pont"').and.include('Publié');
    }
    const other = await house.asUser(stableId('user supervisor-namur'));
    expect((await other.get(headers.location!).expect(200)).text).not.to.include('Publié');
  });

  it('is the page itself for whoever reads the answer at once', async () => {
    expect((await claire.post(page, wrong).expect(422)).text).to.include('value="Pont"');
  });

  it('shows the form again when a character in it cannot be kept, or a field is unknown', async () => {
    const { headers } = await send({ ...wrong, reason: 'Pub\u0000lié' }).expect(303);
    expect((await claire.get(headers.location!).expect(422)).text)
      .to.include('error-summary')
      .and.include('value="Pont"')
      .and.include('Publié');
  });
});
