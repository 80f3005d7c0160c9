/** How often each page of training asks the database, of the operator and of the desk; and that it does not ask more where there is more to show. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { openLines, spellingsOf, written } from '../training-desk/desk-house.ts';
import { openLine } from './open-line.ts';

const operator = 'Jean-Marc Henrion';
const desk = 'Claire Mertens';
// The most that each may ask: one who asks less lowers its number, one who needs more says why in the commit.
const pages: [who: string, path: string, most: number][] = [
  [operator, '/pro/trainings', 11],
  [operator, '/pro/trainings/new', 4],
  [operator, '/pro/trainings/organisations?q=enfance', 3],
  [operator, '/pro/trainings/qualification', 4],
  [operator, '/pro/trainings/lines/:line/correct', 7],
  [operator, '/pro/training-recognition/:line', 13],
  [operator, '/pro/training-recognition/:line/withdraw', 11],
  [desk, '/office/training-recognition/:line', 13],
  [desk, '/office/training-recognition/:line/refuse', 11],
  [desk, '/office/training-recognition/:line/merge', 11],
  [desk, '/office/trainings', 23],
  [desk, '/office/trainings/:group', 23],
  [desk, '/office/trainings/:group/similar', 4],
  [desk, '/office/trainings/decisions', 3],
  [desk, '/office/trainings/decisions/:decision', 3],
  [desk, '/office/trainings/organisations', 3],
  [desk, '/office/trainings/organisations/:organisation', 4],
];

describe('the questions that training puts to the database', () => {
  let house: House;
  const ids: Record<string, string> = {};
  const visitors = new Map<string, Visitor>();
  before(async () => {
    house = await openHouse();
    for (const who of [operator, desk]) visitors.set(who, await house.as(who));
    const facilityId = stableId('facility gembloux-aes');
    const { organising_body_id: organisingBodyId } = await house
      .db('facilities')
      .where({ id: facilityId })
      .first<{ organising_body_id: string }>();
    const collaborationId = stableId('collaboration trainee piron');
    ids.line = await openLine(house.db, { organisingBodyId, facilityId, collaborationId }, { at: house.clock.now });
    await openLines(house.db, [
      ...written('Marmite Enfance', 'Sciences amusantes', 9),
      ...written('MARMITES ENFANCE asbl', 'Les sciences amusante', 6, { operator: 3 }),
      ...written('Ferme du Grand Pré', 'Approcher les animaux', 6, { operator: 5 }),
    ]);
    ids.group = (await spellingsOf(house.db, 'Marmite Enfance')).groupId;
    const other = await spellingsOf(house.db, 'Ferme du Grand Pré');
    const decided = await visitors.get(desk)!.post(`/office/trainings/${other.groupId}/decide`, {
      token: randomUUID(),
      spelling: other.spellings.map(String),
      kind: 'recognise',
      organisation: 'Ferme du Grand Pré',
      module: 'Approcher les animaux',
      entitledBy: 'agreed',
    });
    expect(decided.status).to.equal(303);
    ids.decision = (
      (await house.db('training_decisions').orderBy('decided_at', 'desc').first('id')) as { id: string }
    ).id;
    ids.organisation = ((await house.db('training_organisations').orderBy('id').first('id')) as { id: string }).id;
  });
  after(() => house.close());

  const addressOf = (path: string): string => path.replaceAll(/:[a-z]+/g, (name) => ids[name.slice(1)]!);
  /** The second time: what is read once for all is there. */
  const ask = async (work: () => PromiseLike<Response>): Promise<{ asked: string[]; result: Response }> => {
    await work();
    const { asked, result } = await countQueries(async () => work());
    // What is noted once the answer is out: nobody waits for it.
    return { asked: asked.filter((sql) => !/^insert into (case_looks|audit)/.test(sql)), result };
  };
  const told = (asked: string[]): string => `asked:\n  ${asked.map((sql) => sql.slice(0, 160)).join('\n  ')}\n`;

  for (const [who, path, most] of pages)
    it(`are at most ${String(most)} for ${path}, seen by ${who}`, async () => {
      const { asked, result } = await ask(() => visitors.get(who)!.get(addressOf(path)));
      expect(result.status).to.equal(200);
      expect(asked.length, told(asked)).to.be.at.most(most);
    });

  it('ask once for what somebody may do, with the session, and for nothing else of their rights', async () => {
    for (const [who, path] of pages) {
      const { asked } = await ask(() => visitors.get(who)!.get(addressOf(path)));
      const rights = asked.filter((sql) => /\bgrants g\b/.test(sql));
      expect(rights.length, `${path} ${told(asked)}`).to.equal(1);
      expect(rights[0]).to.include('from sessions');
    }
  });

  it('are as many where there is more to show', async () => {
    const shown = ['/pro/trainings', '/office/trainings/:group', '/office/trainings'];
    const counted = async (): Promise<number[]> => {
      const counts: number[] = [];
      for (const [who, path] of pages)
        if (shown.includes(path)) counts.push((await ask(() => visitors.get(who)!.get(addressOf(path)))).asked.length);
      return counts;
    };
    const few = await counted();
    const { facility_id: facilityId, organising_body_id: organisingBodyId } = await house
      .db('training_lines')
      .where({ case_id: ids.line })
      .first<{ facility_id: string; organising_body_id: string }>();
    for (const [index, who] of ['piron', 'colin', 'bastin', 'lambotte'].entries())
      await openLine(
        house.db,
        { organisingBodyId, facilityId, collaborationId: stableId(`collaboration trainee ${who}`) },
        { at: house.clock.now, on: `2026-08-1${String(index)}` },
      );
    await openLines(house.db, written('Marmites Enfance', 'Sciences amusantes', 8, { operator: 6 }));
    expect(await counted()).to.deep.equal(few);
  });
});
