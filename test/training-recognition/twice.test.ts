/** One module counts once: two lines that are one are united, and nothing that is taken up again counts beside its twin. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { ListsChanged } from '../../db/training/chosen.ts';
import { listTrainees } from '../../db/training/people.ts';
import { submitLines } from '../../db/training/submit.ts';
import { findViewer } from '../../db/access/viewer.ts';
import { dayOf } from '../../domain/calendar.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { openLine } from './open-line.ts';

describe('a module that is encoded twice', () => {
  let house: House;
  let claire: Visitor;
  let place: { organisingBodyId: string; facilityId: string; collaborationId: string };
  before(async () => {
    house = await openHouse();
    claire = await house.as('Claire Mertens');
  });
  after(() => house.close());
  beforeEach(async () => {
    const facilityId = stableId('facility gembloux-aes');
    const { organising_body_id: organisingBodyId } = await house
      .db('facilities')
      .where({ id: facilityId })
      .first<{ organising_body_id: string }>();
    place = { organisingBodyId, facilityId, collaborationId: randomUUID() };
  });

  const statusOf = async (caseId: string): Promise<string> =>
    ((await house.db('training_lines').where({ case_id: caseId }).first('status')) as { status: string }).status;
  const send = async (caseId: string, action: string, fields: Record<string, string>) => {
    const { number } = (await house
      .db('acts')
      .where({ case_id: caseId })
      .orderBy('number', 'desc')
      .first('number')) as {
      number: number;
    };
    const answer = await claire.post(`/office/training-recognition/${caseId}/${action}`, {
      token: randomUUID(),
      version: String(number),
      ...fields,
    });
    return answer.status === 303 ? claire.get(answer.headers.location!) : answer;
  };

  it('is united with the line that stays, told so, and separated again', async () => {
    const stays = await openLine(house.db, place, { at: house.clock.now, on: '2026-09-13' });
    const twin = await openLine(house.db, place, { at: house.clock.now });
    const other = await openLine(
      house.db,
      { ...place, collaborationId: randomUUID() },
      { at: house.clock.now, on: '2026-09-14' },
    );
    const { text } = await claire.get(`/office/training-recognition/${twin}/merge`);
    expect(text).to.include(stays).and.not.include(other);
    expect((await send(twin, 'merge', { into: other })).text).to.include('Choisissez une ligne qui attend');
    await send(twin, 'merge', { into: stays });
    expect([await statusOf(twin), await statusOf(stays)]).to.deep.equal(['merged', 'waiting']);
    expect((await claire.get(`/office/training-recognition/${twin}`)).text).to.include('La ligne qui reste');
    await send(twin, 'reopen', { reason: 'Deux formations différentes.' });
    expect(await statusOf(twin)).to.equal('waiting');
    const alone = await openLine(house.db, { ...place, collaborationId: randomUUID() }, { at: house.clock.now });
    expect((await claire.get(`/office/training-recognition/${alone}/merge`)).text).to.include('rien à réunir');
  });

  it('is not taken up again beside the line that was encoded since', async () => {
    const first = await openLine(house.db, place, { at: house.clock.now });
    await recordAct(house.db, process, first, {
      action: 'refuse',
      facts: { motive: 'certificate-unrelated' },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at: house.clock.now,
    });
    const again = await openLine(house.db, place, { at: house.clock.now });
    expect((await send(first, 'reopen', { reason: 'Revu.' })).text).to.include('elle compterait deux fois');
    expect(await statusOf(first)).to.equal('refused');
    await recordAct(house.db, process, again, {
      action: 'withdraw',
      facts: {},
      token: randomUUID(),
      actor: { role: 'operator', userId: null },
      at: house.clock.now,
    });
    await send(first, 'reopen', { reason: 'Revu.' });
    expect(await statusOf(first)).to.equal('waiting');
  });

  it('is not recognised by a list that has changed since the form was drawn', async () => {
    const userId = stableId('user admin-gembloux');
    const viewer = await findViewer(house.db, userId, {
      acr: 450,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    });
    const [trainee] = await listTrainees(house.db, viewer!.ability, dayOf(house.clock.now));
    const [{ id: organisationId }] = (await house
      .db('training_organisations')
      .insert({ name: 'Retirée depuis', kind: 'agreed', status: 'to-examine' })
      .returning('id')) as [{ id: string }];
    const sending = submitLines(house.db, {
      viewer: viewer!,
      token: randomUUID(),
      certificate: null,
      at: house.clock.now,
      trainees: [trainee!],
      followed: {
        organisationId,
        organisationTyped: null,
        moduleId: null,
        moduleTyped: 'Jouer dehors',
        hours: 6,
        fromOn: '2026-09-12',
        toOn: '2026-09-12',
      },
      names: {},
    });
    const refused = await sending.catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ListsChanged);
    expect(await house.db('training_lines').where({ organisation_id: organisationId })).to.have.lengthOf(0);
  });
});
