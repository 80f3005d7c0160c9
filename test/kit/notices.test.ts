import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openCase, recordAct } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { firstFacts } from '../support/adaptation-acts.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';

const at = Date.UTC(2027, 1, 1, 9);

describe('what an act brings with it', () => {
  let house: TestDatabase;
  let caseId: string;
  const people: Record<string, string> = {};
  before(async () => {
    house = await freshDatabase({ max: 1 });
    const { db } = house;
    const facilityId = await makeFacility(db);
    const { organising_body_id: body } = (await db('facilities')
      .where({ id: facilityId })
      .first('organising_body_id')) as { organising_body_id: string };
    for (const [name, portal] of [
      ['administrator', 'pro'],
      ['colleague', 'pro'],
      ['referent', 'office'],
    ] as const) {
      people[name] = randomUUID();
      await db('users').insert({
        id: people[name],
        first_name: name,
        family_name: 'Essai',
        email: `${name}@exemple.example`,
        portal,
      });
      if (portal === 'pro')
        await db('grants').insert({ user_id: people[name], role: 'administrator', organising_body_id: body });
    }
    await db('grants').insert({ user_id: people.referent, role: 'referent', administration: 'namur' });
    await db('facility_agents').insert({ facility_id: facilityId, role: 'referent', user_id: people.referent });
    ({ caseId } = await openCase(db, process, {
      ...firstFacts('capacity-change', dayOf(at)),
      kind: 'capacity-change',
      subject: { kind: 'facility', id: facilityId },
      token: randomUUID(),
      actor: { role: 'operator', userId: people.administrator ?? null },
      at,
    }));
  });
  after(async () => {
    await house.drop();
  });

  const act = (action: string, role: Role, person: string, facts: object = {}) =>
    recordAct(house.db, process, caseId, {
      action,
      facts,
      token: randomUUID(),
      content: { text: 'Un mot.' },
      at,
      actor: { role, userId: people[person] ?? null },
    });
  const told = async (number: number) => {
    const rows = (await house.db('notices').where({ case_id: caseId, act_number: number })) as {
      user_id: string;
      mail_at: number | null;
    }[];
    const nameOf = (id: string) => Object.keys(people).find((name) => people[name] === id);
    return rows.map(({ user_id, mail_at }) => `${String(nameOf(user_id))}${mail_at === null ? '' : ' by mail'}`).sort();
  };
  const workOf = (number: number) =>
    house.db('effects').where({ case_id: caseId, act_number: number }).orderBy('effect').pluck('effect');

  it('are notices to those whom it concerns, its author left out, and mails to operators only', async () => {
    const { number } = await act('ask-complement', 'referent', 'referent', { items: ['plan'] });
    expect(await told(number)).to.deep.equal(['administrator by mail', 'colleague by mail']);
  });

  it('are effects only where work is left: a message leaves none, and rings for nobody', async () => {
    const { number, ring } = await act('write-message', 'operator', 'administrator');
    expect([ring, await workOf(number), await told(number)]).to.deep.equal([
      false,
      [],
      ['colleague by mail', 'referent'],
    ]);
    const asked = await act('give-complement', 'operator', 'administrator');
    expect([asked.ring, await told(asked.number)], 'its author by a receipt').to.deep.equal([
      true,
      ['administrator by mail', 'colleague by mail', 'referent'],
    ]);
    const bell = await house.db('cases').where({ id: caseId }).first('act_number', 'bell_seq');
    expect(bell).to.deep.equal({ act_number: asked.number, bell_seq: asked.number });
  });

  it('costs two round trips, and no plan of its own once it is known', async () => {
    const statements: string[] = [];
    house.db.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    for (let time = 0; time < 8; time += 1) {
      statements.length = 0;
      await act('write-message', 'operator', 'administrator');
      expect(statements).to.have.length(2);
    }
    const plans = (await house.db('pg_prepared_statements').select('name', 'generic_plans')) as {
      name: string;
      generic_plans: number;
    }[];
    expect(plans.filter(({ generic_plans }) => generic_plans > 0).length).to.equal(2);
  });

  it('is planned once where it opens a task of an agent too, whoever is in charge', async () => {
    for (let time = 0; time < 8; time += 1) {
      await act('ask-complement', 'referent', 'referent', { items: ['plan'] });
      await act('give-complement', 'operator', 'administrator');
    }
    const planned = (await house
      .db('pg_prepared_statements')
      .where('name', 'like', 'next-act-%')
      .where('custom_plans', '>', 6)
      .pluck('name')) as string[];
    expect(planned).to.deep.equal([]);
  });
});
