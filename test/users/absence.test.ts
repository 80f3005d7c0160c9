import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays } from '../../domain/calendar.ts';
import { formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const body = stableId('body petits-chenes');
const kevin = stableId('user none-chenes');
const julie = stableId('user julie-lefevre');
const today = '2026-11-23';

describe('temporary rights, where the person replaced is absent in Mon Équipe', () => {
  let house: House;
  let nathalie: Visitor;
  let lastDay: string;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    const { to_on: to } = await house
      .db('staff_absences as a')
      .join('collaborations as c', 'c.id', 'a.collaboration_id')
      .join('people as p', 'p.id', 'c.person_id')
      .where({ 'p.family_name': 'Lefèvre', 'p.first_name': 'Julie' })
      .first<{ to_on: string }>('a.to_on');
    lastDay = to;
  });
  after(() => house.close());

  const send = (by: Visitor, fields: Record<string, string>) =>
    by.post(`/pro/users/${kevin}/rights`, {
      body,
      version: '1',
      duration: 'limited',
      fromOn: '',
      toOn: '',
      replaces: julie,
      all: 'team',
      ...fields,
    });
  const days = (text: string): (string | undefined)[] =>
    ['fromOn', 'toOn'].map((name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]);

  it('have its days proposed where none were typed: from today on where it has begun; nothing is saved', async () => {
    const { text } = await send(nathalie, { then: 'show' });
    expect(text)
      .to.include('D&#x27;après Mon Équipe, Julie Lefèvre est en absence')
      .and.include(formatPlainDate(lastDay));
    expect(days(text)).to.deep.equal([formatShortDate(today), formatShortDate(lastDay)]);
    expect(text).to.not.include('Reprendre ces dates');
    expect(await house.db('grants').where({ user_id: kevin })).to.be.empty;
  });

  it('keep what was typed, and take the days of the absence when that is asked for', async () => {
    const typed = { fromOn: '01/12/2026', toOn: '31/01/2027' };
    const shown = await send(nathalie, { ...typed, then: 'show' });
    expect(days(shown.text)).to.deep.equal(['01/12/2026', '31/01/2027']);
    expect(shown.text).to.include('Reprendre ces dates');
    const asked = await send(nathalie, { ...typed, then: 'dates' });
    expect(days(asked.text)).to.deep.equal([formatShortDate(today), formatShortDate(lastDay)]);
    const half = await send(nathalie, { fromOn: '01/12/2026', then: 'show' });
    expect(days(half.text), 'half a period is somebody’s own').to.deep.equal(['01/12/2026', '']);
    const saved = await send(nathalie, { ...typed });
    expect(saved.status, 'nothing is imposed').to.equal(303);
    const [grant] = (await house.db('grants').where({ user_id: kevin }).select('valid_to')) as { valid_to: string }[];
    expect(grant!.valid_to).to.equal('2027-01-31');
    await house.db('grants').where({ user_id: kevin }).delete();
  });

  it('say nothing of a day where the absence has none, nor of an absence that is over', async () => {
    const rows = house
      .db('staff_absences')
      .whereIn(
        'collaboration_id',
        house
          .db('collaborations as c')
          .join('people as p', 'p.id', 'c.person_id')
          .where({ 'p.family_name': 'Lefèvre', 'p.first_name': 'Julie' })
          .select('c.id'),
      );
    await rows.clone().update({ to_on: null });
    const open = await send(nathalie, { then: 'show' });
    expect(open.text).to.include('sans date de fin');
    expect(days(open.text)).to.deep.equal([formatShortDate(today), '']);
    await rows.clone().update({ to_on: addDays(today, -1) });
    const over = await send(nathalie, { then: 'show' });
    expect(over.text).to.not.include('après Mon Équipe');
    expect(days(over.text)).to.deep.equal(['', '']);
    await rows.clone().update({ to_on: lastDay });
  });

  it('are told of it only where one reads the team; who manages users does not', async () => {
    const isabelle = await house.as('Isabelle Poncelet');
    const { text } = await send(isabelle, { then: 'show' });
    expect(text).to.not.include('après Mon Équipe');
    expect(days(text)).to.deep.equal(['', '']);
    const elsewhere = await send(nathalie, { then: 'effects', replaces: stableId('user admin-clair-matin') });
    expect(elsewhere.text).to.not.include('après Mon Équipe');
  });
});
