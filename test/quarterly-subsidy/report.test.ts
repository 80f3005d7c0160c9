import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { loadReport, type PreparedReport } from '../../db/quarterly-subsidy/report.ts';
import { dayOf } from '../../domain/calendar.ts';
import { tickOf, fieldOf, stamp, stampOf } from '../../api/quarterly-subsidy/report/staff.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { openQuarter, stableOf } from './cases.ts';

describe('the report of a quarter', () => {
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
  const body = stableId('body petits-chenes');
  const read = (): Promise<PreparedReport> =>
    loadReport(house.db, { caseId, organisingBodyId: body, facilityId, quarter: '2025-1' }, dayOf(house.clock.now));
  const url = (step: string): string => `/pro/quarterly-subsidy/${caseId}/report/${step}`;
  /** As the page shows somebody. */
  const shownOf = ({ staff, versions }: PreparedReport, index = 0): { id: string; stamp: string } => {
    const row = staff[index]!;
    return { id: row.collaborationId, stamp: stamp(row, versions.salaries.get(row.collaborationId)) };
  };
  const sent = (shown: { id: string; stamp: string }, typed: Record<string, string>): Record<string, string> => ({
    [stampOf(shown.id)]: shown.stamp,
    [tickOf(shown.id)]: '1',
    ...typed,
  });

  it('asks for the salaries of who is ticked, and tells what is missing and where', async () => {
    const shown = shownOf(await read());
    const { id } = shown;
    await operator
      .post(url('staff'), sent(shown, { [fieldOf(0, id)]: '3 318,42', [fieldOf(1, id)]: '3318.42 €' }))
      .expect(303);
    const [row] = (await read()).staff.filter(({ collaborationId }) => collaborationId === id);
    expect([row!.subsidised, row!.cents]).to.deep.equal([true, [3_318_42, 3_318_42, null]]);
    const page = (await operator.get(url('staff')).expect(200)).text;
    expect(textOf(page)).to.include('Salaire de mars à encoder.').and.include('1 salaire manque');
    expect(textOf((await operator.get(`/pro/quarterly-subsidy/${caseId}`).expect(200)).text)).to.include(
      'le salaire de mars de',
    );
  });

  it('asks whether ten times as much is meant, and remembers that it is exact', async () => {
    const shown = shownOf(await read());
    const { id } = shown;
    await operator.post(url('staff'), sent(shown, { [fieldOf(2, id)]: '33 184,20' })).expect(303);
    expect(textOf((await operator.get(url('staff')).expect(200)).text)).to.include('Dix fois le montant de février');
    const now = shownOf(await read());
    await operator.post(url('staff'), sent(now, { exact: `${id}.2.3318420` })).expect(303);
    expect(textOf((await operator.get(url('staff')).expect(200)).text)).not.to.include('Dix fois');
  });

  it('keeps what cannot be read in its field and saves the rest', async () => {
    const shown = shownOf(await read(), 1);
    const { id } = shown;
    const { text } = await operator
      .post(url('staff'), sent(shown, { [fieldOf(0, id)]: 'deux mille', [fieldOf(1, id)]: '2000' }))
      .expect(422);
    expect(text).to.include('value="deux mille"').and.include('écrivez-le en chiffres');
    const row = (await read()).staff.find(({ collaborationId }) => collaborationId === id);
    expect(row!.cents).to.deep.equal([null, 2_000_00, null]);
  });

  it('loses nothing when two persons are at work: other fields pass, the same one is told with who and what', async () => {
    const shown = shownOf(await read(), 2);
    const { id } = shown;
    await operator.post(url('staff'), sent(shown, { [fieldOf(0, id)]: '2000' })).expect(303);
    // From the page as it was before.
    await operator.post(url('staff'), sent(shown, { [fieldOf(1, id)]: '2000' })).expect(303);
    const { text } = await operator.post(url('staff'), sent(shown, { [fieldOf(0, id)]: '2100' })).expect(409);
    expect(textOf(text)).to.match(/Janvier : Nathalie Servais, à .*, a écrit 2\s?000,00 €/);
    expect(text).to.include('value="2100"');
    const row = (await read()).staff.find(({ collaborationId }) => collaborationId === id);
    expect(row!.cents).to.deep.equal([2_000_00, 2_000_00, null]);
    // What is sent again from that page stays.
    await operator.post(url('staff'), sent(shownOf(await read(), 2), { [fieldOf(0, id)]: '2100' })).expect(303);
    expect((await read()).staff.find(({ collaborationId }) => collaborationId === id)!.cents[0]).to.equal(2_100_00);
  });

  it('takes over whom the quarter before had subsidised, and their salaries for the months that have begun; once, and from the same body only', async () => {
    const before = await read();
    const subsidised = before.staff.filter((row) => row.subsidised).map(({ collaborationId }) => collaborationId);
    const later = await openQuarter(house.db, { facilityId, at: house.clock.now, quarter: '2025-2' });
    const of = { caseId: later, organisingBodyId: body, facilityId, quarter: '2025-2' };
    const of2025 = () => loadReport(house.db, of, dayOf(house.clock.now));
    const path = `/pro/quarterly-subsidy/${later}/report/staff`;
    const offer = 'Reprendre les personnes et les salaires du 1er trimestre 2025';
    const shown = async (): Promise<string> => textOf((await operator.get(path).expect(200)).text);
    const elsewhere = house.db('cases').where({ id: caseId });
    await elsewhere.clone().update({ organising_body_id: stableId('body clair-matin') });
    expect(await shown()).not.to.include(offer);
    await elsewhere.clone().update({ organising_body_id: body });
    expect(await shown()).to.include(offer);
    const { staff, versions } = await of2025();
    const stamps = Object.fromEntries(
      staff.map((row) => [stampOf(row.collaborationId), stamp(row, versions.salaries.get(row.collaborationId))]),
    );
    await operator.post(path, { ...stamps, fill: 'quarter' }).expect(303);
    await operator.post(path, { ...stamps, fill: 'quarter' }).expect(303);
    const taken = (await of2025()).staff.filter((row) => row.subsidised);
    expect(taken.map(({ collaborationId }) => collaborationId)).to.have.members(subsidised);
    expect(taken.map(({ cents }) => cents)).to.deep.include([2_000_00, 2_000_00, 2_000_00]);
    expect(await shown()).not.to.include(offer);
  });

  it('asks for the children of 15 January in the first quarter only, and for hours in their order', async () => {
    expect(textOf((await operator.get(url('information')).expect(200)).text)).to.include('inscrits au 15 janvier');
    const other = await openQuarter(house.db, {
      facilityId,
      at: house.clock.now,
      quarter: '2025-4',
      status: 'to-submit',
    });
    expect(
      textOf((await operator.get(`/pro/quarterly-subsidy/${other}/report/information`).expect(200)).text),
    ).not.to.include('15 janvier');
    const hours = { version: '0', opens: '18:00', closes: '7:00', children: '28' };
    expect(textOf((await operator.post(url('information'), hours).expect(422)).text)).to.include(
      "L'heure de fin vient après l'heure de début",
    );
    await operator.post(url('information'), { ...hours, opens: '7h', closes: '18:30' }).expect(303);
    expect([(await read()).hours, (await read()).children]).to.deep.equal([{ opens: '07:00', closes: '18:30' }, 28]);
    expect(
      (await operator.post(url('information'), { ...hours, opens: '8:00', closes: '19:00' }).expect(409)).text,
    ).to.include('08:00');
  });

  it('holds the hours of the sheet of the place until its own are saved: those dated within the quarter are shown, those of its last day proposed', async () => {
    const week = (from: string, to: string) =>
      JSON.stringify({
        1: [[from, to]],
        2: [
          ['08:00', '12:00'],
          ['13:00', '17:00'],
        ],
        6: [['06:00', '20:00']],
      });
    const dated = (validFrom: string, from: string, to: string) => ({
      ...{ facility_id: facilityId, valid_from: validFrom, week: week(from, to), words: null },
      ...{ changed_by: stableId('user admin-petits-chenes'), changed_at: new Date(house.clock.now) },
    });
    await house.db('opening_hours').where({ facility_id: facilityId }).where('valid_from', '<', '2024-12-31').delete();
    await house
      .db('opening_hours')
      .insert([
        dated('2023-01-01', '06:15', '18:00'),
        dated('2024-04-01', '06:45', '18:15'),
        dated('2024-08-11', '07:15', '18:45'),
        dated('2024-10-01', '09:00', '16:00'),
      ]);
    const quarter = '2024-3';
    const other = await openQuarter(house.db, { facilityId, at: house.clock.now, quarter, status: 'to-submit' });
    const of = { caseId: other, organisingBodyId: body, facilityId, quarter };
    const report = () => loadReport(house.db, of, dayOf(house.clock.now));
    expect((await report()).hours).to.deep.equal({ opens: '07:15', closes: '18:45' });
    const path = `/pro/quarterly-subsidy/${other}/report/information`;
    const { text } = await operator.get(path).expect(200);
    expect(textOf(text))
      .to.include('Les heures ci-dessous en viennent')
      .and.include('(depuis le 01/04/2024)')
      .and.include('(depuis le 11/08/2024)')
      .and.not.include('(depuis le 01/10/2024)')
      .and.not.include('(depuis le 01/01/2023)');
    expect([fieldIn(text, 'opens'), fieldIn(text, 'closes')]).to.deep.equal(['07:15', '18:45']);
    await operator.post(path, { version: '0', opens: '7:30', closes: '18:45', children: '' }).expect(303);
    await house
      .db('opening_hours')
      .where({ facility_id: facilityId, valid_from: '2024-08-11' })
      .update({ week: week('05:00', '21:00') });
    expect((await report()).hours).to.deep.equal({ opens: '07:30', closes: '18:45' });
    // Words that nobody has laid out by day: shown, and nothing is guessed.
    await house
      .db('opening_hours')
      .where({ facility_id: facilityId, valid_from: '2024-04-01' })
      .update({ words: 'selon les saisons', week: '{}' });
    await house.db('opening_hours').where({ facility_id: facilityId, valid_from: '2024-08-11' }).delete();
    const earlier = await openQuarter(house.db, {
      facilityId,
      at: house.clock.now,
      quarter: '2024-2',
      status: 'to-submit',
    });
    expect(
      (await loadReport(house.db, { ...of, caseId: earlier, quarter: '2024-2' }, dayOf(house.clock.now))).hours,
    ).to.deep.equal({ opens: null, closes: null });
    expect(
      textOf((await operator.get(`/pro/quarterly-subsidy/${earlier}/report/information`).expect(200)).text),
    ).to.include('selon les saisons (depuis le 01/04/2024)');
  });

  it('leads who declares subsidies only to no page that is not theirs, and says with whom it is settled', async () => {
    const { user_id: userId } = await house
      .db('grants')
      .where({ facility_id: facilityId, role: 'data-manager' })
      .first<{ user_id: string }>('user_id');
    const grants = (await house.db('grants').where({ user_id: userId })) as { id: string; dossier: string }[];
    await house.db('grants').where({ user_id: userId }).update({ dossier: 'subsidies' });
    try {
      const visitor = await house.asUser(userId);
      for (const path of [
        `/pro/quarterly-subsidy/${caseId}`,
        url('information'),
        `/pro/facilities/${facilityId}/correction`,
      ]) {
        const answer = await visitor.get(path);
        if (answer.status !== 200) continue;
        const main = /<main[\s\S]*<\/main>/.exec(answer.text)![0];
        for (const [, href = ''] of main.matchAll(/href="(\/pro[^"#]*)/g)) {
          const { status } = await visitor.get(href.replaceAll('&amp;', '&'));
          expect(status, `${path} leads to ${href}`).to.be.below(400);
        }
      }
      const board = textOf((await visitor.get(`/pro/quarterly-subsidy/${caseId}`).expect(200)).text);
      expect(board).to.include('Voyez-le avec qui administre votre pouvoir organisateur.');
    } finally {
      for (const { id, dossier } of grants) await house.db('grants').where({ id }).update({ dossier });
    }
  });

  it('shares closures common to all places with each of them', async () => {
    const closure = {
      form: 'new-common',
      common: '1',
      version: '0',
      fromOn: '24/02/2025',
      toOn: '28/02/2025',
      motive: 'annual',
      note: '',
    };
    await operator.post(url('information/closures'), closure).expect(303);
    await operator.post(url('information/closures'), closure).expect(303);
    expect((await read()).closures.filter(({ common }) => common)).to.have.length(1);
    const glands = await openQuarter(house.db, {
      facilityId: stableOf('glands'),
      at: house.clock.now,
      quarter: '2025-1',
      status: 'to-submit',
    });
    expect(
      textOf((await operator.get(`/pro/quarterly-subsidy/${glands}/report/information`).expect(200)).text),
    ).to.include('24/02/2025 au 28/02/2025 : Fermeture annuelle');
  });

  it('shows an indemnity as its calculation, and adds a cost once however often it is sent', async () => {
    await operator
      .post(url('costs'), { version: '0', clerkSessions: '6', premisesSessions: '6', socialTravel: '42,60' })
      .expect(303);
    const page = textOf((await operator.get(url('costs')).expect(200)).text);
    expect(page)
      .to.match(/× 12,40\s€ = 74,40\s€/)
      .and.match(/× 40,30\s€ = 241,80\s€/);
    const cost = {
      token: '6c1d2f04-6d0e-4a3e-9a6f-3a1f4f5d9b11',
      kind: 'supplies',
      heldOn: '14/01/2025',
      label: 'Pèse-bébé',
      cents: '186,40',
    };
    await operator.post(url('costs/lines'), cost).expect(303);
    await operator.post(url('costs/lines'), cost).expect(303);
    expect((await read()).costs.map(({ label, cents }) => [label, cents])).to.deep.equal([['Pèse-bébé', 186_40]]);
    expect((await operator.post(url('costs/lines'), { ...cost, cents: 'beaucoup' }).expect(422)).text).to.include(
      'value="Pèse-bébé"',
    );
  });

  it('is closed once it was submitted: nothing is written any more', async () => {
    const submitted = await openQuarter(house.db, {
      facilityId,
      at: house.clock.now,
      quarter: '2025-3',
      status: 'in-control',
    });
    const path = `/pro/quarterly-subsidy/${submitted}/report`;
    expect(textOf((await operator.get(`${path}/costs`).expect(200)).text)).to.include('le rapport ne se modifie plus');
    await operator
      .post(`${path}/costs`, { version: '0', clerkSessions: '1', premisesSessions: '1', socialTravel: '0' })
      .expect(409);
    expect(await house.db('quarter_reports').where({ case_id: submitted })).to.have.length(0);
  });

  it('is listed crèche by crèche, a quarter at a time', async () => {
    const page = textOf((await operator.get('/pro/quarters?quarter=2025-1').expect(200)).text);
    expect(page)
      .to.include('1er trimestre 2025')
      .and.include('Crèche Les Petits Chênes')
      .and.include('2e trimestre 2025');
    expect(textOf((await operator.get('/pro/quarters?quarter=%3Cb').expect(200)).text)).not.to.include('<b');
  });
});
