/** Paths of a pre-request whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { addDays } from '../../domain/calendar.ts';
import type { Action } from '../../workflows/pre-request/contract.ts';
import { process } from '../../workflows/pre-request/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { familyAsks } from './asks.ts';

export interface AskedPlace {
  caseId: string;
  facilityId: string;
  act: (role: Role, action: Action, facts?: object, content?: object | null) => Promise<number>;
}

/** A family asks new places, in ten months. */
export async function asks(engine: Engine, places = 1, email?: string): Promise<AskedPlace[]> {
  const { db, bell } = engine;
  const facilityIds: string[] = [];
  for (let index = 0; index < places; index += 1) facilityIds.push(await makeFacility(db));
  const at = await engine.now();
  const today = await engine.today();
  const { opened } = await familyAsks(db, facilityIds, at, {
    wishedOn: addDays(today, 300),
    childOn: addDays(today, 150),
    ...(email ? { email } : {}),
  });
  return opened.map(({ caseId }, index) => {
    bell.ring(process.slug, caseId);
    return { caseId, facilityId: facilityIds[index]!, act: actsThrough(engine, process, caseId) };
  });
}
export const offerOn = (today: string): object => ({ from: addDays(today, 300), replyBy: addDays(today, 14) });

export const preRequestPaths: Record<string, Path> = {
  async 'confirmed-placed'(engine, snap) {
    const [asked, other] = await asks(engine, 2);
    await snap(asked!.caseId, 'to-answer-waiting');
    await asked!.act('operator', 'ask-question', {}, { text: 'Quels jours ?' });
    await snap(asked!.caseId, 'question-asked-waiting');
    await asked!.act('procedure', 'answer-question', {}, { answer: 'Tous.' });
    await asked!.act('operator', 'offer-place', offerOn(await engine.today()));
    await snap(asked!.caseId, 'offered-waiting');
    await asked!.act('procedure', 'confirm-place');
    await snap(asked!.caseId, 'confirmed-waiting');
    await engine.sleep(310 * day);
    await snap(asked!.caseId, 'confirmed-placed');
    await snap(other!.caseId, 'placed-elsewhere');
  },
  async 'unanswered-expired'(engine, snap) {
    const [asked] = await asks(engine);
    await engine.sleep(35 * day);
    await snap(asked!.caseId, 'unanswered-waiting');
    await asked!.act('operator', 'put-on-list');
    await snap(asked!.caseId, 'on-list-waiting');
    await engine.sleep(400 * day);
    await snap(asked!.caseId, 'unanswered-expired');
  },
  async 'offer-lapsed'(engine, snap) {
    const [asked] = await asks(engine);
    await asked!.act('operator', 'offer-place', offerOn(await engine.today()));
    await engine.sleep(20 * day);
    await snap(asked!.caseId, 'offer-lapsed');
  },
  async 'place-closed'(engine, snap) {
    const [asked] = await asks(engine);
    await asked!.act('procedure', 'lapse');
    await snap(asked!.caseId, 'place-closed');
  },
};
