/** The list of the staff: what « Annuler » goes back to, amounts that make no sense, and a body of eight hundred. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { loadReport, type PreparedReport } from '../../db/quarterly-subsidy/report.ts';
import { dayOf } from '../../domain/calendar.ts';
import {
  fieldOf,
  inGroups,
  openedOf,
  perPage,
  stamp,
  stampOf,
  tickOf,
} from '../../api/quarterly-subsidy/report/staff.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { makeMany } from '../team/made-team.ts';
import { openQuarter, stableOf } from './cases.ts';

describe('the staff list of a quarter', () => {
  let house: House;
  let operator: Visitor;
  let caseId: string;
  const facilityId = stableOf('chenes');
  before(async () => {
    house = await openHouse();
    operator = await house.asUser(stableId('user admin-petits-chenes'));
    caseId = await openQuarter(house.db, { facilityId, at: house.clock.now, quarter: '2025-1', status: 'to-submit' });
  });
  after(() => house.close());
  const read = (): Promise<PreparedReport> =>
    loadReport(
      house.db,
      { caseId, organisingBodyId: stableId('body petits-chenes'), facilityId, quarter: '2025-1' },
      dayOf(house.clock.now),
    );
  const url = (step: string): string => `/pro/quarterly-subsidy/${caseId}/report/${step}`;
  const shownOf = ({ staff, versions }: PreparedReport, index = 0): { id: string; stamp: string } => {
    const row = staff[index]!;
    return { id: row.collaborationId, stamp: stamp(row, versions.salaries.get(row.collaborationId)) };
  };
  const sent = (shown: { id: string; stamp: string }, typed: Record<string, string>): Record<string, string> => ({
    [stampOf(shown.id)]: shown.stamp,
    [tickOf(shown.id)]: '1',
    ...typed,
  });
  /** As the page would send them. */
  const amountsOf = ({ staff }: PreparedReport, index: number): Record<string, string> => {
    const { collaborationId: id, cents } = staff[index]!;
    return Object.fromEntries(
      cents.map((value, at) => [fieldOf(at as 0 | 1 | 2, id), value === null ? '' : String(value / 100)]),
    );
  };

  it('goes back to what stood when the page was opened, saved since or not, and leaves what a colleague has written', async () => {
    const openedOn = async (id: string): Promise<string> =>
      new RegExp(`name="${openedOf(id).replaceAll('.', '\\.')}" value="([^"]*)"`).exec(
        (await operator.get(url('staff')).expect(200)).text,
      )![1]!;
    const { id } = shownOf(await read(), 3);
    await operator.post(url('staff'), sent(shownOf(await read(), 3), { [fieldOf(0, id)]: '2000' })).expect(303);
    const opened = await openedOn(id);
    // Saved by themselves while the page stays open: two months and, by a colleague, a third.
    await operator
      .post(url('staff'), sent(shownOf(await read(), 3), { [fieldOf(0, id)]: '9999', [fieldOf(1, id)]: '8888' }))
      .expect(303);
    const mine = shownOf(await read(), 3);
    await operator
      .post(url('staff'), sent(mine, { [fieldOf(0, id)]: '9999', [fieldOf(1, id)]: '8888', [fieldOf(2, id)]: '2222' }))
      .expect(303);
    const { headers } = await operator
      .post(url('staff'), sent(mine, { then: 'cancel', [openedOf(id)]: opened, [fieldOf(0, id)]: 'illisible' }))
      .expect(303);
    expect(headers.location).to.equal(url('staff'));
    const row = async () => (await read()).staff.find(({ collaborationId }) => collaborationId === id)!;
    expect((await row()).cents).to.deep.equal([2_000_00, null, 2_222_00]);
    expect(textOf((await operator.get(url('staff')).expect(200)).text)).to.include('Vos modifications sont annulées');
    // Sent twice, it is done once; a colleague's amount in the very cell is told, and stays.
    await operator.post(url('staff'), sent(mine, { then: 'cancel', [openedOf(id)]: opened })).expect(303);
    const again = shownOf(await read(), 3);
    await operator.post(url('staff'), sent(again, { [fieldOf(0, id)]: '4444', [fieldOf(2, id)]: '2222' })).expect(303);
    const late = shownOf(await read(), 3);
    await operator.post(url('staff'), sent(late, { [fieldOf(0, id)]: '5555', [fieldOf(2, id)]: '2222' })).expect(303);
    const { text } = await operator
      .post(url('staff'), sent(late, { then: 'cancel', [openedOf(id)]: opened }))
      .expect(409);
    expect(textOf(text)).to.include('Janvier : Nathalie Servais');
    expect((await row()).cents[0]).to.equal(5_555_00);
  });

  it('remembers of an amount that is said to be exact that it was, when it goes back to it', async () => {
    const { id } = shownOf(await read(), 4);
    for (const index of [0, 1] as const)
      await operator
        .post(
          url('staff'),
          sent(shownOf(await read(), 4), { ...amountsOf(await read(), 4), [fieldOf(index, id)]: '2000' }),
        )
        .expect(303);
    await operator
      .post(url('staff'), sent(shownOf(await read(), 4), { ...amountsOf(await read(), 4), [fieldOf(2, id)]: '20000' }))
      .expect(303);
    await operator.post(url('staff'), sent(shownOf(await read(), 4), { exact: `${id}.2.2000000` })).expect(303);
    const page = (await operator.get(url('staff')).expect(200)).text;
    const opened = new RegExp(`name="${openedOf(id).replaceAll('.', '\\.')}" value="([^"]*)"`).exec(page)![1]!;
    await operator
      .post(url('staff'), sent(shownOf(await read(), 4), { ...amountsOf(await read(), 4), [fieldOf(2, id)]: '1' }))
      .expect(303);
    await operator
      .post(url('staff'), sent(shownOf(await read(), 4), { then: 'cancel', [openedOf(id)]: opened }))
      .expect(303);
    const row = (await read()).staff.find(({ collaborationId }) => collaborationId === id)!;
    expect([row.cents[2], row.exact[2]]).to.deep.equal([20_000_00, 20_000_00]);
  });

  for (const [typed, kept] of [
    ['0', 0],
    ['-100', undefined],
    ['3318,425', undefined],
    ['1e5', undefined],
    ['99999999999', undefined],
  ] as const)
    it(`takes « ${typed} » as a salary ${kept === undefined ? 'back to be mended' : 'of nothing'}, and says what is unusual`, async () => {
      const { id } = shownOf(await read(), 5);
      const answer = await operator.post(url('staff'), sent(shownOf(await read(), 5), { [fieldOf(1, id)]: typed }));
      expect(answer.status).to.equal(kept === undefined ? 422 : 303);
      if (kept === undefined) expect(answer.text).to.include(`value="${typed}"`);
      const row = (await read()).staff.find(({ collaborationId }) => collaborationId === id)!;
      expect(row.cents[1]).to.equal(kept ?? 0);
    });

  it('takes a list of hundreds page by page: what is typed on one is saved before the next is opened, and a name is found', async () => {
    await makeMany(house.db, 2700);
    const staff = inGroups((await read()).staff);
    expect(staff.length).to.be.greaterThan(700);
    const versions = (await read()).versions.salaries;
    const stampFor = (row: (typeof staff)[number]) => stamp(row, versions.get(row.collaborationId));
    // Three hundred salaries, by pages of sixty, each page sent by the button that opens the next.
    for (let page = 0; page < 5; page++) {
      const rows = staff.slice(page * perPage, (page + 1) * perPage);
      const body: Record<string, string> = {
        at: page === 0 ? '' : rows[0]!.collaborationId,
        go: staff[(page + 1) * perPage]!.collaborationId,
      };
      for (const row of rows) {
        const { collaborationId: id } = row;
        Object.assign(body, { [stampOf(id)]: stampFor(row), [tickOf(id)]: '1' });
        for (const index of [0, 1, 2] as const) if (row.months[index]) body[fieldOf(index, id)] = '2500';
      }
      const { headers } = await operator.post(url('staff'), body).expect(303);
      expect(headers.location).to.equal(`${url('staff')}?at=${body.go!}`);
    }
    const saved = inGroups((await read()).staff).slice(0, 5 * perPage);
    expect(
      saved.every(
        ({ subsidised, cents, months }) => subsidised && months.every((runs, at) => !runs || cents[at] === 2_500_00),
      ),
    ).to.equal(true);

    const far = staff[7 * perPage + 3]!;
    const { text } = await operator.get(`${url('staff')}?at=${far.collaborationId}`).expect(200);
    expect(text).to.include(`data-person="${far.collaborationId}"`);
    expect(textOf(text)).to.include(
      `${String(7 * perPage + 1)} à ${String(8 * perPage)} sur ${String(staff.length)} personnes`,
    );
    const found = await operator.get(`${url('staff')}?q=jacquemin+HUGO`).expect(200);
    const names = [...found.text.matchAll(/<th scope="row">([^<]*)</g)].map(([, name]) => name!);
    expect(names.length).to.be.greaterThan(0);
    for (const name of names) expect(name).to.match(/Jacquemin.* Hugo/);
    expect(textOf((await operator.get(`${url('staff')}?q=zzz&at=pas-un-nom`).expect(200)).text)).to.include(
      'Personne de ce nom dans la liste',
    );
    // The board opens the page that the person is on.
    const board = (await operator.get(`/pro/quarterly-subsidy/${caseId}`).expect(200)).text;
    expect(board).to.match(/\/report\/staff\?at(?:=|&#x3D;)([0-9a-f-]{36})#m[0-2]\.\1"/);
  });
});
