/** Paths of a photo whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { randomUUID } from 'node:crypto';
import { openCase } from '../../db/record-act.ts';
import { saveDocument } from '../../db/save-document.ts';
import type { Action, Kind } from '../../workflows/photo-validation/contract.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';

const digest = 'ab'.repeat(32);

export interface Photo {
  caseId: string;
  facilityId: string;
  act: (role: Role, action: Action, facts?: object) => Promise<void>;
}

/** A photo of a new facility (or one given), sent to ONE. */
export async function propose(
  engine: Engine,
  { facilityId: given, kind = 'photo-1' as Kind } = {} as { facilityId?: string; kind?: Kind },
): Promise<Photo> {
  const { db, bell } = engine;
  const facilityId = given ?? (await makeFacility(db));
  const at = await engine.now();
  const content = { caption: 'Le jardin', altText: 'Une pelouse et une clôture.', declared: true };
  const { caseId } = await openCase(db, process, {
    token: randomUUID(),
    subject: { kind: 'facility', id: facilityId },
    kind,
    action: 'propose',
    facts: { kind, childminder: false },
    content,
    actor: { role: 'operator', userId: randomUUID() },
    at,
  });
  const sent = async (actNumber: number): Promise<void> => {
    const row = await db('facilities')
      .where({ id: facilityId })
      .first<{ organising_body_id: string; administration: string }>();
    await saveDocument(db, {
      caseId,
      actNumber,
      organisingBodyId: row.organising_body_id,
      facilityId,
      administration: row.administration,
      slot: 'photo',
      origin: 'operator',
      name: 'jardin.jpg',
      mediaType: 'image/jpeg',
      size: 1,
      digest,
      photo: { smallDigest: digest, width: 1600, height: 1200 },
      uploadedBy: null,
      at,
    });
  };
  await sent(1);
  bell.ring(process.slug, caseId);
  const act = actsThrough(engine, process, caseId);
  return {
    caseId,
    facilityId,
    async act(role, action, facts = {}) {
      const another = action === 'give-another';
      const number = await act(role, action, facts, another ? content : null);
      if (another) await sent(number);
    },
  };
}

export const photoPaths: Record<string, Path> = {
  async 'published-withdrawn'(engine, snap) {
    const { caseId, act } = await propose(engine);
    await snap(caseId, 'validation-waiting');
    await act('coordinator', 'ask-another', { motive: 'quality' });
    await snap(caseId, 'another-asked-waiting');
    await act('operator', 'give-another');
    await act('coordinator', 'accept');
    await snap(caseId, 'published-waiting');
    await act('operator', 'withdraw');
    await snap(caseId, 'published-withdrawn');
  },
  async 'another-missed'(engine, snap) {
    const { caseId, act } = await propose(engine);
    await act('coordinator', 'ask-another', { motive: 'quality' });
    await engine.sleep(35 * day);
    await snap(caseId, 'another-missed');
  },
  async 'escalated-refused'(engine, snap) {
    const { caseId, act } = await propose(engine);
    await engine.sleep(20 * day);
    await act('coordinator', 'refuse', { motive: 'recognisable-children' });
    await snap(caseId, 'escalated-refused');
  },
  async 'published-lapsed'(engine, snap) {
    const { caseId, act } = await propose(engine);
    await act('coordinator', 'accept');
    await act('procedure', 'lapse');
    await snap(caseId, 'published-lapsed');
  },
};
