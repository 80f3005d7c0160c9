/** The sessions of the commission d'agrément, by forms: planned, filled, ordered, moved, cancelled, held, signed; and what is refused. */
import { expect } from 'chai';
import { closeCommission } from '../../db/batches/close-commission.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { day } from '../support/times.ts';
import { fieldIn } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeDossiers, makeSession, putOn, type MadeDossier } from './made-dossiers.ts';

const on = '2026-12-15';
const later = '2027-01-12';
const over = '2026-11-20';

describe("the commission d'agrément", () => {
  let house: House;
  let claire: Visitor, bernadette: Visitor, samira: Visitor, karine: Visitor;
  let dossiers: MadeDossier[];
  before(async () => {
    house = await openHouse();
    [claire, bernadette, samira, karine] = (await Promise.all(
      ['Claire Mertens', 'Bernadette Collin', 'Samira Benali', 'Karine Lejeune'].map((name) => house.as(name)),
    )) as [Visitor, Visitor, Visitor, Visitor];
    dossiers = await makeDossiers(house.db, { count: 10, at: house.clock.now - 20 * day });
  });
  after(() => house.close());

  const session = (id: string) => house.db('commission_sessions').where({ id }).first();
  const orderOf = (id: string): Promise<string[]> =>
    house.db('commission_agenda').where({ session_id: id }).orderBy('position').pluck('case_id');
  const sessionOnOf = async ({ caseId }: MadeDossier): Promise<string | undefined> =>
    ((await house.db('cases').where({ id: caseId }).first('state')) as { state: { data: { sessionOn?: string } } })
      .state.data.sessionOn;
  const versionOf = async (id: string): Promise<string> => String((await session(id)).version);
  const actsOf = (caseId: string, action: string): Promise<object[]> =>
    house.db('acts').where({ case_id: caseId, action });
  const workOff = async (sessionId: string): Promise<void> => {
    const { id } = (await house.db('batches').where({ kind: 'close-commission', key: sessionId }).first('id')) as {
      id: string;
    };
    await workOffItems(house.db, [closeCommission], id, {
      limit: 100,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
  };

  it('is planned by its secretariat, once however often it is sent, and not on a day that is over', async () => {
    const page = await claire.get('/office/commission/new');
    expect(page.status).to.equal(200);
    const form = { token: fieldIn(page.text, 'token'), heldOn: '15/12/2026', heldAt: '9:30', place: 'Salle Horta' };
    const late = await claire.post('/office/commission/new', { ...form, heldOn: '15/10/2026' });
    expect(late.status).to.equal(422);
    expect(late.text).to.include('La séance ne peut pas être avant le').and.include('Salle Horta');
    for (const _ of [1, 2]) {
      const { status, headers } = await claire.post('/office/commission/new', form);
      expect(status).to.equal(303);
      expect(headers.location).to.equal(`/office/commission/${form.token}`);
    }
    const made = await session(form.token);
    expect(made).to.deep.include({ held_on: on, held_at: '09:30', status: 'planned', reports_by: '2026-11-24' });
    await house.db('commission_sessions').where({ id: form.token }).delete();
  });

  it('takes several dossiers at once, each told its date, and keeps their order by buttons', async () => {
    const id = await makeSession(house.db, { heldOn: on, at: house.clock.now });
    const page = await claire.get(`/office/commission/${id}`);
    for (const { body } of dossiers) expect(page.text).to.include(body.replace("'", '&#x27;'));
    const none = await claire.post(`/office/commission/${id}/add`, { version: await versionOf(id) });
    expect(none.status).to.equal(422);
    expect(none.text).to.include('Cochez au moins un dossier');
    const [first, second, third] = dossiers as [MadeDossier, MadeDossier, MadeDossier];
    const added = await claire.post(`/office/commission/${id}/add`, {
      version: await versionOf(id),
      cases: [first, second, third].map(({ caseId }) => caseId),
    });
    expect(added.status).to.equal(303);
    expect(await orderOf(id)).to.deep.equal([first.caseId, second.caseId, third.caseId]);
    expect(await sessionOnOf(third)).to.equal(on);
    const move = async (moved: MadeDossier, direction: string) =>
      claire.post(`/office/commission/${id}/order`, { version: await versionOf(id), case: moved.caseId, direction });
    expect((await move(third, 'up')).headers.location).to.equal(`/office/commission/${id}#dossier-${third.caseId}`);
    await move(first, 'last');
    expect(await orderOf(id)).to.deep.equal([third.caseId, second.caseId, first.caseId]);
    const stale = await claire.post(`/office/commission/${id}/order`, {
      version: '1',
      case: third.caseId,
      direction: 'down',
    });
    expect(stale.status).to.equal(409);

    // On one agenda at a time: elsewhere it is neither proposed nor taken.
    const other = await makeSession(house.db, { heldOn: later, at: house.clock.now });
    const twice = await claire.post(`/office/commission/${other}/add`, { version: '1', cases: [first.caseId] });
    expect(twice.status).to.equal(303);
    expect(await orderOf(other)).to.deep.equal([]);

    await claire.post(`/office/commission/${id}/remove`, { version: await versionOf(id), case: second.caseId });
    expect(await orderOf(id)).to.deep.equal([third.caseId, first.caseId]);
    expect(await sessionOnOf(second)).to.equal(undefined);

    // Moved: the dossiers follow, and are told once.
    const moved = { version: await versionOf(id), heldOn: '17/12/2026', heldAt: '14 h', place: 'En visioconférence' };
    expect((await claire.post(`/office/commission/${id}/edit`, moved)).status).to.equal(303);
    expect((await claire.post(`/office/commission/${id}/edit`, moved)).status).to.equal(409);
    expect(await sessionOnOf(first)).to.equal('2026-12-17');
    expect(await actsOf(first.caseId, 'put-on-agenda')).to.have.length(2);

    // Cancelled: they wait again.
    const noWhy = await claire.post(`/office/commission/${id}/cancel`, { version: await versionOf(id), why: '' });
    expect(noWhy.status).to.equal(422);
    const cancelled = await claire.post(`/office/commission/${id}/cancel`, {
      version: await versionOf(id),
      why: 'Quorum',
    });
    expect(cancelled.status).to.equal(303);
    expect(await orderOf(id)).to.deep.equal([]);
    expect(await sessionOnOf(third)).to.equal(undefined);
    expect((await claire.get(`/office/commission/${id}`)).text).to.include('Quorum');
    expect((await claire.get(`/office/commission/${id}/edit`)).status).to.equal(409);
    await house.db('commission_sessions').where({ id: other }).delete();
  });

  it('notes an opinion on each dossier, and closes only when everybody has one and somebody was there', async () => {
    const now = house.clock.now;
    const id = await makeSession(house.db, { heldOn: on, at: now });
    const next = await makeSession(house.db, { heldOn: later, at: now });
    await putOn(house.db, { sessionId: id, heldOn: on, dossiers: dossiers.slice(0, 4), at: now });
    const [first, second, third, fourth] = dossiers as [MadeDossier, MadeDossier, MadeDossier, MadeDossier];
    expect((await claire.get(`/office/commission/${id}/minutes`)).status).to.equal(409);
    await claire.post(`/office/commission/${id}/close-agenda`, { version: await versionOf(id) });
    const path = ({ caseId }: MadeDossier) => `/office/commission/${id}/minutes/${caseId}`;
    const without = await claire.post(path(first), { version: '1', opinion: 'refuse', reasons: '' });
    expect(without.status).to.equal(422);
    expect(without.text).to.match(/value="refuse" checked/);
    const note = (one: MadeDossier, opinion: string, version = '1') =>
      claire.post(path(one), { version, opinion, reasons: 'Vu le dossier.' });
    expect((await note(first, 'renew')).headers.location).to.equal(path(second));
    // The same sent twice is done; another opinion on a page that is old is not.
    expect((await note(first, 'renew')).status).to.equal(303);
    expect((await note(first, 'refuse')).status).to.equal(409);
    await note(second, 'renew-under-conditions');
    await note(third, 'refuse');
    const early = await claire.post(`/office/commission/${id}/close`, { version: await versionOf(id), next });
    expect(early.status).to.equal(422);
    expect(early.text).to.include('1 dossier sans avis').and.include('membres présents');
    expect(early.text).to.include('la séance n&#x27;a pas encore eu lieu');
    expect((await note(fourth, 'postponed')).headers.location).to.equal(`/office/commission/${id}/minutes`);
    await claire.post(`/office/commission/${id}/minutes`, {
      version: await versionOf(id),
      present: 'A. Lambert, présidente\nB. Noël',
    });

    // Everything is there but the session itself.
    const tooEarly = await claire.post(`/office/commission/${id}/close`, { version: await versionOf(id), next });
    expect(tooEarly.status).to.equal(422);
    expect((await session(id)).status).to.equal('agenda-closed');
    await house.db('commission_sessions').where({ id }).update({ held_on: over, reports_by: over });
    const version = await versionOf(id);
    for (const _ of [1, 2])
      expect((await claire.post(`/office/commission/${id}/close`, { version, next })).status).to.equal(303);
    expect(await house.db('batches').where({ kind: 'close-commission', key: id })).to.have.length(1);
    await workOff(id);
    await workOff(id);
    const cases = new Map(
      (
        (await house.db('cases').whereIn(
          'id',
          dossiers.map(({ caseId }) => caseId),
        )) as { id: string; status: string; state: { data: { opinion?: string } } }[]
      ).map((row) => [row.id, row]),
    );
    expect([first, second, third].map(({ caseId }) => cases.get(caseId)!.state.data.opinion)).to.deep.equal([
      'renew',
      'renew-under-conditions',
      'refuse',
    ]);
    for (const { caseId } of [first, second, third]) {
      expect(cases.get(caseId)!.status).to.equal('decision');
      expect(await actsOf(caseId, 'note-commission-opinion')).to.have.length(1);
    }
    expect(cases.get(fourth.caseId)!.status).to.equal('commission');
    expect(await sessionOnOf(fourth)).to.equal(later);
    expect(await orderOf(next)).to.deep.equal([fourth.caseId]);
    expect((await note(first, 'refuse', '2')).status).to.equal(409);

    // What it said, and of which day: on the page of the case, in its timeline, and beside the decision that is proposed.
    const told = 'Avis défavorable de la commission d&#x27;agrément';
    const ofCase = (await claire.get(`/office/agreement-renewal/${third.caseId}`)).text;
    expect(ofCase.split(told)).to.have.length(3);
    expect(ofCase).to.include('La commission d&#x27;agrément a rendu un avis défavorable : la décision est à proposer');
    expect((await claire.get(`/office/agreement-renewal/${third.caseId}/propose-decision`)).text).to.include(told);
    expect(await actsOf(third.caseId, 'note-commission-opinion')).to.have.nested.property(
      '[0].actor_id',
      claire.userId,
    );

    // Signed by the direction, once; by nobody else.
    const sign = async (who: Visitor) => who.post(`/office/commission/${id}/sign`, { version: await versionOf(id) });
    expect((await sign(claire)).status).to.equal(403);
    expect((await sign(bernadette)).status).to.equal(303);
    expect((await session(id)).status).to.equal('signed');
    expect((await bernadette.get(`/office/commission/${id}`)).text).to.include(
      'Procès-verbal signé par Bernadette Collin',
    );
    const print = await bernadette.get(`/office/commission/${id}/print`);
    expect(print.text).to.include('A. Lambert, présidente').and.include('favorable sous conditions');
    const sheet = await bernadette.get(`/office/commission/${id}/export`);
    expect(sheet.headers['content-disposition']).to.include(`commission-${over}.xlsx`);
  });

  it('leaves a dossier that was withdrawn meanwhile as it is, and tells the others', async () => {
    const now = house.clock.now;
    const [gone, stays] = dossiers.slice(5, 7) as [MadeDossier, MadeDossier];
    const id = await makeSession(house.db, { heldOn: over, at: now });
    await putOn(house.db, { sessionId: id, heldOn: over, dossiers: [gone, stays], at: now });
    await house
      .db('commission_agenda')
      .where({ session_id: id })
      .update({
        opinion: 'renew',
        reasons: 'Vu.',
        noted_by: claire.userId,
        noted_at: new Date(now),
      });
    await house.db('commission_sessions').where({ id }).update({ status: 'agenda-closed', present: 'A. Lambert' });
    await claire.post(`/office/commission/${id}/close`, { version: await versionOf(id) });
    await house
      .db('cases')
      .where({ id: gone.caseId })
      .update({ status: 'withdrawn', state: house.db.raw(`jsonb_set(state, '{status}', '"withdrawn"')`) });
    await workOff(id);
    const outcomes = await house.db('commission_agenda').where({ session_id: id }).orderBy('position').pluck('outcome');
    expect(outcomes).to.deep.equal(['gone', 'told']);
  });

  it('loses no opinion: a dossier whose report is not there yet can only be put off, whoever asks', async () => {
    const now = house.clock.now;
    const [ready] = dossiers.slice(7, 8) as [MadeDossier];
    const [unreported] = (await makeDossiers(house.db, { count: 1, at: now - 20 * day, examined: false })) as [
      MadeDossier,
    ];
    const id = await makeSession(house.db, { heldOn: over, at: now, status: 'agenda-closed' });
    await putOn(house.db, { sessionId: id, heldOn: over, dossiers: [ready, unreported], at: now });
    await house.db('commission_sessions').where({ id }).update({ present: 'A. Lambert' });
    const path = ({ caseId }: MadeDossier) => `/office/commission/${id}/minutes/${caseId}`;
    const page = await claire.get(path(unreported));
    expect(page.text)
      .to.include('la commission peut seulement reporter le dossier')
      .and.match(/value="postponed" checked/);
    const refused = await claire.post(path(unreported), { version: '1', opinion: 'refuse', reasons: 'Vu en séance.' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('n&#x27;est pas remis').and.include('Vu en séance.');
    // Noted before this was asked: the session is not closed over it.
    await house
      .db('commission_agenda')
      .where({ session_id: id })
      .update({ opinion: 'refuse', reasons: 'Vu en séance.', noted_by: claire.userId, noted_at: new Date(now) });
    const closed = await claire.post(`/office/commission/${id}/close`, { version: await versionOf(id) });
    expect(closed.status).to.equal(422);
    expect(closed.text).to.include('1 dossier sans l&#x27;avis du ou de la référent·e, à reporter');
    await house.db('commission_agenda').where({ case_id: unreported.caseId }).update({ opinion: 'postponed' });
    expect((await claire.post(`/office/commission/${id}/close`, { version: await versionOf(id) })).status).to.equal(
      303,
    );
    await workOff(id);
    const outcomes = await house.db('commission_agenda').where({ session_id: id }).orderBy('position').pluck('outcome');
    expect(outcomes).to.deep.equal(['told', 'postponed']);
  });

  it('moves and cancels over a dossier of which a complement is asked: its day follows', async () => {
    const now = house.clock.now;
    const [dossier] = (await makeDossiers(house.db, { count: 1, at: now - 20 * day, examined: false })) as [
      MadeDossier,
    ];
    const id = await makeSession(house.db, { heldOn: on, at: now });
    await putOn(house.db, { sessionId: id, heldOn: on, dossiers: [dossier], at: now });
    await takeStep(house.db, dossier.caseId, {
      action: 'ask-complement',
      role: 'aes-referent',
      userId: claire.userId,
      facts: { sections: ['project'] },
      content: { text: 'La date.' },
      at: now,
    });
    const moved = { version: await versionOf(id), heldOn: '18/12/2026', heldAt: '14 h', place: 'En visioconférence' };
    expect((await claire.post(`/office/commission/${id}/edit`, moved)).status).to.equal(303);
    expect(await sessionOnOf(dossier)).to.equal('2026-12-18');
    await claire.post(`/office/commission/${id}/cancel`, { version: await versionOf(id), why: 'Quorum' });
    expect(await sessionOnOf(dossier)).to.equal(undefined);
  });

  it('is read by the direction of after-school care alone, and organised by its secretariat alone', async () => {
    const id = await makeSession(house.db, { heldOn: on, at: house.clock.now });
    expect((await samira.get('/office/commission')).status).to.equal(403);
    expect((await karine.get('/office/commission')).status).to.equal(403);
    expect((await bernadette.get(`/office/commission/${id}`)).status).to.equal(200);
    expect((await bernadette.get('/office/commission/new')).status).to.equal(403);
    expect((await bernadette.post(`/office/commission/${id}/add`, { version: '1', cases: [] })).status).to.equal(403);
    expect((await claire.get('/office/commission/00000000-0000-4000-8000-000000000000')).status).to.equal(404);
  });
});
