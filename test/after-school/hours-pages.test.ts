/** The hours of everybody at a body, on their page: filtered, as a sheet, by as many questions for eight hundred people as for three. */
import { expect } from 'chai';
import { hoursPanel } from '../../api/agreement-renewal/hours-panel.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { listHoursOfBody } from '../../db/training/hours-of-body.ts';
import { findViewer } from '../../db/access/viewer.ts';
import { dayOf } from '../../domain/calendar.ts';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const body = stableId('body mercredis');

describe('the hours of a body', () => {
  let house: House;
  let samira: Visitor, claire: Visitor;
  before(async () => {
    house = await openHouse();
    [samira, claire] = await Promise.all([house.as('Samira Benali'), house.as('Claire Mertens')]);
  });
  after(() => house.close());

  it('are the same for the operator and for the agent, whom nothing else of the sector is hidden from', async () => {
    const pages = await Promise.all([
      samira.get(`/pro/agreement/hours/${body}`),
      claire.get(`/office/agreement-hours/${body}`),
    ]);
    for (const { status, text } of pages) {
      expect(status).to.equal(200);
      for (const name of ['Thomas Marchal', 'Leïla Adam', 'Inès Laurent', 'Hugo Petit']) expect(text).to.include(name);
    }
  });
  it('can be filtered by state and name, and an unknown filter is none', async () => {
    const one = await samira.get(`/pro/agreement/hours/${body}?q=le%C3%AFla`);
    expect(one.text).to.include('Leïla Adam').and.not.include('Hugo Petit');
    const none = await samira.get(`/pro/agreement/hours/${body}?q=personne-de-ce-nom`);
    expect(none.text).to.include('Personne ne répond à ce filtre');
    const odd = await samira.get(`/pro/agreement/hours/${body}?state=autre&after=x`);
    expect(odd.text).to.include('Leïla Adam').and.include('Hugo Petit');
  });
  it('leave as a sheet, which the history of the body keeps', async () => {
    const sheet = await samira.get(`/pro/agreement/hours/${body}/export`);
    expect(sheet.status).to.equal(200);
    expect(sheet.headers['content-disposition']).to.match(/heures-2026-11-23\.xlsx/);
    const kept = await house.db('audit').where({ subject: 'training-hours', event: 'export' }).first('on_behalf_of');
    expect(kept).to.deep.include({ on_behalf_of: body });
  });
  it('say that the agreement cannot be refused for what ONE has not decided, as long as something waits there', async () => {
    const { ability } = (await findViewer(house.db, samira.userId!, {
      acr: 450,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    }))!;
    const panel = () => hoursPanel(house.db, { ability, organisingBodyId: body, portal: 'pro', now: house.clock.now });
    const { waiting, view } = await panel();
    expect(waiting.atOne).to.deep.equal({ lines: 6, hours: 22 });
    expect(view.waiting?.strong).to.equal("6 modules attendent l'ONE (22 heures).");
    expect(view.waiting?.text).to.include('ne peut pas être refusé');
    expect(view.rows.map(({ name, badge }) => [name, badge.text])).to.deep.equal([
      ['Leïla Adam', 'il manque 8 h'],
      ['Inès Laurent', "attend l'ONE"],
      ['Hugo Petit', 'période en cours'],
      ['Thomas Marchal', 'atteint'],
    ]);
    await house
      .db('training_lines')
      .where({ organising_body_id: body, status: 'waiting' })
      .update({ status: 'recognised' });
    const after = await panel();
    expect(after.waiting.atOne).to.deep.equal({ lines: 0, hours: 0 });
    expect(after.view.waiting?.text ?? '').to.not.include('refusé');
  });
  it('are asked for as often for eight hundred people as for a few', async () => {
    const { ability } = (await findViewer(house.db, claire.userId!, {
      acr: 450,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    }))!;
    const today = dayOf(house.clock.now);
    const read = () => listHoursOfBody(house.db, ability, body, today);
    const few = await countQueries(read);
    await house.db.raw(
      `with made as (insert into people (id, first_name, family_name) select gen_random_uuid(), 'Anne', 'Personne ' || n from generate_series(1, 800) n returning id),
       at as (insert into collaborations (id, person_id, organising_body_id) select gen_random_uuid(), id, ? from made returning id)
       insert into staff_contracts (collaboration_id, facility_id, link, function, percent, from_on) select id, ?, 'employment', 'after-school-worker', 50, '2024-01-08' from at`,
      [body, stableId('facility mercredis-envol')],
    );
    const many = await countQueries(read);
    expect(many.result.length - few.result.length).to.equal(800);
    expect(many.asked.length).to.equal(few.asked.length);
    const { view } = await hoursPanel(house.db, {
      ability,
      organisingBodyId: body,
      portal: 'office',
      now: house.clock.now,
    });
    expect(view.rows).to.have.length(4);
    expect(view.all.text).to.equal(`les ${String(many.result.length)} personnes`);
    const page = await claire.get(`/office/agreement-hours/${body}`);
    expect(page.text.match(/data-label="État"/g)).to.have.length(50);
    expect(page.text).to.include('rel="next"');
  });
});
