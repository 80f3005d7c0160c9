/** The rounds of the desk of training. */
import { followPrecedents } from '../db/training-desk/precedents.ts';
import { rankGroups } from '../db/training-desk/rank.ts';
import { regroup } from '../db/training-desk/regroup.ts';
import { batchSlug } from '../db/batches/batch.ts';
import type { Database } from '../db/connect.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Bell } from '../workflows/bell.ts';
import type { TrainingDeskActivities } from '../workflows/training-desk.ts';

export const createTrainingDesk = ({
  db,
  bell,
  now,
}: {
  db: Database;
  bell: Bell;
  now: () => Instant;
}): TrainingDeskActivities => ({
  async tendTraining() {
    const count = await regroup(db, { whole: false });
    for (const id of await followPrecedents(db, now())) bell.ring(batchSlug, id);
    await rankGroups(db, now());
    return count;
  },
  regroupTraining: () => regroup(db, { whole: true }),
});
