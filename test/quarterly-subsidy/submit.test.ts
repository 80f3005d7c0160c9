import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { declaredOf } from '../../db/quarterly-subsidy/declared.ts';
import { digest as hashOf } from '../../db/act-hash.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { openQuarter, stableOf } from './cases.ts';
import { makeReady, sealOf } from './ready.ts';

describe('submitting a quarter', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  const facilityId = stableOf('clair-matin');
  let year = 2050;
  const open = (): Promise<string> =>
    openQuarter(house.db, { facilityId, at: house.clock.now, quarter: `${String(year++)}-2`, status: 'to-submit' });
  const operator = () => house.asUser(stableId('user admin-clair-matin'));
  const sending = async (caseId: string, seal?: string) => ({
    token: randomUUID(),
    version: String(
      ((await house.db('cases').where({ id: caseId }).first('act_number')) as { act_number: number }).act_number,
    ),
    seal: seal ?? (await sealOf(house.db, caseId, house.clock.now)),
  });
  const url = (caseId: string): string => `/pro/quarterly-subsidy/${caseId}/submit`;

  it('is not possible while something is missing: the board stands in the place of the form, and the act is refused', async () => {
    // Nobody has laid out its hours: otherwise those of the place serve.
    await house.db('opening_hours').where({ facility_id: facilityId }).delete();
    const caseId = await open();
    const visitor = await operator();
    const page = textOf((await visitor.get(url(caseId)).expect(200)).text);
    expect(page).to.include('Prêt à soumettre ?').and.include("les heures d'ouverture manquent");
    await visitor.post(url(caseId), await sending(caseId)).expect(422);
    expect((await house.db('cases').where({ id: caseId }).first('status')) as object).to.include({
      status: 'to-submit',
    });
  });

  it('keeps all that was declared with its hash, and says in what it will be calculated', async () => {
    const caseId = await open();
    await makeReady(house.db, caseId, house.clock.now);
    await (await operator()).post(url(caseId), await sending(caseId)).expect(303);
    const act = (await house
      .db('acts as a')
      .join('act_contents as k', (on) => {
        on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
      })
      .where({ 'a.case_id': caseId, 'a.action': 'submit' })
      .first('a.facts', 'k.content')) as {
      facts: { digest: string; declared: number };
      content: { submitted: object };
    };
    expect(act.facts).to.deep.equal({ digest: hashOf(act.content.submitted).toString('hex'), declared: 24_80 });
    const declared = await declaredOf(house.db, caseId);
    expect(declared!.attendance).to.deep.equal({ days: 1200, halfDays: 90 });
    // From what was submitted, not from the tables of today.
    await house.db('quarter_reports').where({ case_id: caseId }).update({ clerk_sessions: 9 });
    expect((await declaredOf(house.db, caseId))!.clerkSessions).to.equal(2);
  });

  it('is refused with 409 when something has changed since it was read, and says what', async () => {
    const caseId = await open();
    await makeReady(house.db, caseId, house.clock.now);
    const read = await sending(caseId);
    await house.db('quarter_reports').where({ case_id: caseId }).update({ closes: '18:30' });
    const { text } = await (await operator()).post(url(caseId), read).expect(409);
    expect(textOf(text)).to.include('Des données ont changé pendant que vous lisiez : les renseignements.');
    expect(await house.db('acts').where({ case_id: caseId, action: 'submit' })).to.have.length(0);
  });
});
