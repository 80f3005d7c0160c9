/** From a case to the session where the commission looks at it: there is no other way onto an agenda, off it, or to an opinion. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { day } from '../support/times.ts';
import { makeDossiers, makeSession, putOn, type MadeDossier } from './made-dossiers.ts';

const on = '2026-12-15';
const acts = ['put-on-agenda', 'take-off-agenda', 'note-commission-opinion'];

describe('a dossier and its session', () => {
  let house: House;
  let claire: Visitor, samira: Visitor, karine: Visitor;
  let dossiers: MadeDossier[];
  before(async () => {
    house = await openHouse();
    [claire, samira, karine] = (await Promise.all(
      ['Claire Mertens', 'Samira Benali', 'Karine Lejeune'].map((name) => house.as(name)),
    )) as [Visitor, Visitor, Visitor];
    // Those of the demonstration are of another test.
    await house.db('commission_agenda').delete();
    await house.db('commission_sessions').delete();
    dossiers = await makeDossiers(house.db, { count: 4, at: house.clock.now - 20 * day });
  });
  after(() => house.close());

  const page = ({ caseId }: MadeDossier, act = '') => `/office/agreement-renewal/${caseId}${act && `/${act}`}`;
  const way = ({ caseId }: MadeDossier) => `/office/commission?dossier=${caseId}`;
  const actsOf = async ({ caseId }: MadeDossier): Promise<string[]> =>
    house.db('acts').where({ case_id: caseId }).whereIn('action', acts).pluck('action');

  it('takes no act of the commission by hand: a day that stands on no agenda is written by nobody', async () => {
    const [dossier] = dossiers as [MadeDossier];
    for (const action of acts) {
      const sent = await claire.post(page(dossier, action), {
        token: '00000000-0000-4000-8000-000000000001',
        version: '99',
        sessionOn: '15/12/2026',
        opinion: 'renew',
        text: 'Vu.',
      });
      expect(sent.status, action).to.equal(404);
    }
    expect(await actsOf(dossier)).to.deep.equal([]);
  });

  it('has none planned: the calendar says so, and the session that is planned from there comes back to it', async () => {
    const [dossier] = dossiers as [MadeDossier];
    expect((await claire.get(page(dossier))).text).to.include(`href="${page(dossier, 'put-on-agenda')}"`);
    const led = await claire.get(page(dossier, 'put-on-agenda'));
    expect([led.status, led.headers.location]).to.deep.equal([303, way(dossier)]);
    const list = await claire.get(way(dossier));
    expect(list.status).to.equal(200);
    expect(list.text).to.include('aucune séance n&#x27;a son ordre du jour ouvert');
    expect(list.text.replaceAll('&#x3D;', '=')).to.include(`/office/commission/new?dossier=${dossier.caseId}`);
    const form = {
      token: '00000000-0000-4000-8000-000000000077',
      heldOn: '15/12/2026',
      heldAt: '9:30',
      place: 'Salle',
    };
    const planned = await claire.post(`/office/commission/new?dossier=${dossier.caseId}`, form);
    expect(planned.headers.location).to.equal(`/office/commission/${form.token}?dossier=${dossier.caseId}#waiting`);
    await house.db('commission_sessions').where({ id: form.token }).delete();
  });

  it('is led to the next session whose agenda is open, the dossier ticked first, another day one link away', async () => {
    const dossier = dossiers[2]!;
    const later = await makeSession(house.db, { heldOn: '2027-01-12', at: house.clock.now });
    const id = await makeSession(house.db, { heldOn: on, at: house.clock.now });
    await makeSession(house.db, { heldOn: '2026-12-01', at: house.clock.now, status: 'agenda-closed' });
    const led = await claire.get(way(dossier));
    expect(led.headers.location).to.equal(`/office/commission/${id}?dossier=${dossier.caseId}#waiting`);
    const text = (await claire.get(`/office/commission/${id}?dossier=${dossier.caseId}`)).text.replaceAll(
      '&#x3D;',
      '=',
    );
    expect(text.match(/name="cases" value="([^"]+)"( checked)?/)?.slice(1)).to.deep.equal([dossier.caseId, ' checked']);
    expect(text.match(/ checked>/g)).to.have.length(1);
    expect(text).to.include(`href="/office/commission/${later}?dossier=${dossier.caseId}#waiting"`);
  });

  it('once on an agenda, is taken off and given its opinion there, and nowhere else', async () => {
    const dossier = dossiers[3]!;
    const id = await makeSession(house.db, { heldOn: on, at: house.clock.now });
    await putOn(house.db, { sessionId: id, heldOn: on, dossiers: [dossier], at: house.clock.now });
    const { text } = await claire.get(page(dossier));
    expect(text).to.include(page(dossier, 'take-off-agenda')).and.include(page(dossier, 'note-commission-opinion'));
    expect(text).not.to.include(page(dossier, 'put-on-agenda'));
    expect((await claire.get(way(dossier))).headers.location).to.equal(
      `/office/commission/${id}#dossier-${dossier.caseId}`,
    );
    // An old list of tasks: it is there already.
    const old = await claire.get(page(dossier, 'put-on-agenda'));
    expect(old.status).to.equal(409);
    await house.db('commission_sessions').where({ id }).update({ status: 'agenda-closed' });
    expect((await claire.get(way(dossier))).headers.location).to.equal(
      `/office/commission/${id}/minutes/${dossier.caseId}`,
    );
  });

  it('tells the operator what the commission said, and when', async () => {
    const caseId = stableId('agreement tournai');
    const operator = await house.asUser(stableId('user admin-tournai'));
    const { text } = await operator.get(`/pro/agreement-renewal/${caseId}`);
    expect(text).to.include('Avis défavorable de la commission d&#x27;agrément').and.include('Séance du');
  });

  it('shows the way to its secretariat alone', async () => {
    const [dossier] = dossiers as [MadeDossier];
    expect((await samira.get(way(dossier))).status).to.equal(403);
    expect((await karine.get(way(dossier))).status).to.equal(403);
    expect((await samira.get(`/pro/agreement-renewal/${dossier.caseId}/put-on-agenda`)).status).to.equal(404);
    expect((await claire.get('/office/commission?dossier=00000000-0000-4000-8000-000000000000')).status).to.equal(404);
    expect((await claire.get('/office/commission?dossier=x')).status).to.equal(200);
  });
});
