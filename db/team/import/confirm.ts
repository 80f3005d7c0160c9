/** What the confirmation of a team's sheet does: under the lock of the sheets of the body, what each row would do is done. */
import { dayOf, type Instant } from '../../../domain/calendar.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Writing } from '../../sheet-imports/confirm.ts';
import type { StaffedBody } from './known.ts';
import { previewImport, type ImportPreview, type TeamOutcome, type TeamWaiting } from './preview.ts';
import { writePlan } from './write-plan.ts';

interface Confirming {
  id: string;
  viewer: Viewer;
  body: StaffedBody;
  nissPepper: string;
  nissKey: string;
  at: Instant;
}

export const teamWriting = ({
  id,
  viewer,
  body,
  nissPepper,
  nissKey,
  at,
}: Confirming): Writing<TeamWaiting, ImportPreview, TeamOutcome> => ({
  async lock(trx) {
    await trx.raw(`select from collaborations where organising_body_id = ? order by id for update`, [body.id]);
    return true;
  },
  preview: (trx, waiting) =>
    previewImport(trx, waiting, { body, ability: viewer.ability, today: dayOf(at), nissPepper }),
  write: (trx, { planned }) => writePlan(trx, planned, { viewer, body, nissPepper, nissKey, at, importId: id }),
});
