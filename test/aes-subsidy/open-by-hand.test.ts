/** A quarter of after-school care that the calendar has missed, opened by the gestionnaire from the page of a place, for its body. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { listQuartersToOpen } from '../../db/aes-subsidy/may-be-opened.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors } from './cases.ts';

const body = stableId('body mercredis');
const asked = { organising_body_id: body, kind: 'after-school-1' };
const first = '2023-02-15';
const today = '2026-11-23';

describe('opening a quarter of after-school care by hand', () => {
  let house: House;
  let manager: Visitor;
  const url = (id = castors): string => `/office/facilities/${id}/open-after-school-quarter`;
  const reason = 'Premier lieu agréé le 15 février 2024.';
  before(async () => {
    house = await openHouse();
    manager = await house.as('Karine Lejeune');
    const places = house.db('facilities').where({ organising_body_id: body }).select('id');
    const agreed = () => house.db('aes_agreements').whereIn('facility_id', places);
    await agreed().where('to_on', '<', first).delete();
    await agreed().where('from_on', '<', first).update({ from_on: first });
  });
  after(() => house.close());
  const cases = (period: string) => house.db('cases').where({ slug: 'aes-subsidy', subject_id: body, period });

  it('offers the quarters that have begun, that have no case, and of which a place of the body was agreed on a day', async () => {
    const offered = await listQuartersToOpen(house.db, asked, today);
    expect(offered.at(-1)).to.equal('2023-01');
    expect([...offered]).to.deep.equal([...offered].sort().reverse());
    expect(offered.every((quarter) => quarter <= '2026-10')).to.equal(true);
    const known = (await house
      .db('cases')
      .where({ slug: 'aes-subsidy', subject_id: body })
      .whereNotNull('period')
      .select('period')) as { period: string }[];
    expect(known).to.not.deep.equal([]);
    expect(known.filter(({ period }) => offered.includes(period))).to.deep.equal([]);
    expect(await listQuartersToOpen(house.db, { ...asked, kind: 'creche' }, today)).to.deep.equal([]);
    expect(textOf((await manager.get(`/office/facilities/${castors}`).expect(200)).text)).to.include(
      'Ouvrir un trimestre AES 1',
    );
  });

  it('asks for the quarter by its months and for the reason, and keeps what was typed', async () => {
    const page = textOf((await manager.get(url()).expect(200)).text);
    expect(page).to.include('janvier – mars 2024, année budgétaire 2024').and.include('pour tous ses lieux agréés');
    const wrong = await manager.post(url(), { quarter: '2019-01', reason, token: randomUUID() }).expect(422);
    expect(wrong.text).to.include(reason);
    const none = await manager.post(url(), { quarter: '2024-01', reason: ' ', token: randomUUID() }).expect(422);
    expect(textOf(none.text)).to.include('Écrivez pourquoi ce trimestre est ouvert maintenant');
    expect(await cases('2024-01')).to.have.length(0);
  });

  it('opens it once for the body, however often it is sent and from whichever place, and says so to who opens it beside', async () => {
    const form = { quarter: '2024-01', reason, token: randomUUID() };
    const first = await manager.post(url(), form).expect(303);
    const again = await manager.post(url(), form).expect(303);
    expect(again.headers.location).to.equal(first.headers.location);
    const [opened, ...others] = (await cases('2024-01')) as { subject_kind: string; facility_id: string | null }[];
    expect(others).to.deep.equal([]);
    expect(opened).to.include({ facility_id: null });
    const page = textOf((await manager.get(first.headers.location!).expect(200)).text);
    expect(page).to.include(reason).and.include('Karine Lejeune');
    const colleague = await house.as('Olivier Henrard');
    const beside = url(stableId('facility mercredis-nid'));
    const { text } = await colleague.post(beside, { ...form, token: randomUUID() }).expect(409);
    expect(textOf(text))
      .to.include('déjà ouvert')
      .and.include(reason)
      .and.include('Le trimestre janvier – mars 2024, année budgétaire 2024 a été');
    expect(await cases('2024-01')).to.have.length(1);
  });

  it('is for who manages these subsidies alone', async () => {
    const form = { quarter: '2023-04', reason, token: randomUUID() };
    await house.stranger.get(url()).expect(302);
    for (const who of ['Claire Mertens', 'Samira Benali']) await (await house.as(who)).post(url(), form).expect(403);
    await (await house.as('Noémie Deprez')).post(url(), form).expect(403);
    await manager.get(url(randomUUID())).expect(404);
    expect(await cases('2023-04')).to.have.length(0);
  });
});
