/** The round of the openings: what should have been opened by now, and was not. A missed day is only a day that is still due. */
import { askForBatch, batchSlug } from '../db/batches/batch.ts';
import { openCasesBatch, openingKey } from '../db/batches/open-cases.ts';
import type { Database } from '../db/connect.ts';
import type { Bell } from '../workflows/bell.ts';
import { dueDays, periodOf } from '../workflows/openings.ts';
import type { AnyProcess } from '../workflows/procedure.ts';
import { getProcess, processes } from '../workflows/registry.ts';
import type { OpeningActivities } from '../workflows/rounds.ts';

export function createOpeningRounds({
  db,
  bell,
  among = processes,
}: {
  db: Database;
  bell: Bell;
  among?: readonly AnyProcess[];
}): OpeningActivities {
  const kind = openCasesBatch(among);
  return {
    async makeOpenings({ slug, now }) {
      const { opening, period: unit } = getProcess(slug, among);
      if (!opening) throw new Error(`${slug} is not opened by the calendar`);
      const due = dueDays(opening, now);
      const made = (await db('batches')
        .where({ kind: kind.kind })
        .whereIn(
          'key',
          due.map((day) => openingKey(slug, day)),
        )
        .select('key')) as { key: string }[];
      const known = new Set(made.map(({ key }) => key));
      const missing = due.filter((day) => !known.has(openingKey(slug, day)));
      for (const dueOn of missing) {
        const { id } = await askForBatch(db, kind, {
          parameters: { slug, period: unit ? periodOf(dueOn, unit) : null, dueOn },
          key: openingKey(slug, dueOn),
          administration: null,
          asker: null,
          at: now,
        });
        bell.ring(batchSlug, id);
      }
      return missing;
    },
  };
}
