/** Paths of a line of training whose history in the engine is recorded for each release. */
import { process } from '../../workflows/training-recognition/process.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { openLine } from './open-line.ts';
import { day } from '../support/times.ts';

async function encode(engine: Engine) {
  const { db, bell } = engine;
  const facilityId = await makeFacility(db);
  const { organisingBodyId } = await db('facilities')
    .where({ id: facilityId })
    .first<{ organisingBodyId: string }>({ organisingBodyId: 'organising_body_id' });
  const caseId = await openLine(db, { organisingBodyId, facilityId }, { at: await engine.now() });
  bell.ring(process.slug, caseId);
  await engine.settle();
  return {
    caseId,
    act: actsThrough(engine, process, caseId),
  };
}

export const trainingPaths: Record<string, Path> = {
  async 'asked-recognised'(engine, snap) {
    const { caseId, act } = await encode(engine);
    await snap(caseId, 'waiting');
    await act('aes-referent', 'ask-information');
    await snap(caseId, 'information-asked-waiting');
    await act('operator', 'give-information');
    await act('aes-referent', 'recognise');
    await snap(caseId, 'recognised');
  },
  async 'missed-refused-reopened'(engine, snap) {
    const { caseId, act } = await encode(engine);
    await act('procedure', 'ask-information');
    await engine.sleep(40 * day);
    await snap(caseId, 'information-missed-waiting');
    await act('procedure', 'refuse', { motive: 'outside-programme' });
    await snap(caseId, 'refused');
    await act('procedure', 'reopen');
    await snap(caseId, 'reopened-waiting');
    await act('operator', 'withdraw');
    await snap(caseId, 'withdrawn');
  },
};
