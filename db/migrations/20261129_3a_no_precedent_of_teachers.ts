/** A decision on a group was the precedent of a teacher's or a room's name as well: what they give later is for a person to decide. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<unknown> =>
  knex('training_spellings').whereIn('why', ['trainer', 'place', 'training']).update({ decision_id: null });

// Which of them it was is not known any more.
export const down = (): Promise<void> => Promise.resolve();
