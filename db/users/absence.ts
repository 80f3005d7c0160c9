/** The absence in Mon Équipe of a user who is replaced. */
import type { Day } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';

export interface Absence {
  /** Of the person, as Mon Équipe writes it. */
  name: string;
  fromOn: Day;
  /** Null: without an end. */
  toOn: Day | null;
}

/** The one that lasts, or the next; for whoever may read the team there, to whom it is no news. The person is found by two hashes that stay in the database. */
export const findAbsence = async (
  db: Database,
  { ability }: Pick<Viewer, 'ability'>,
  { userId, bodyId }: { userId: string; bodyId: string },
  today: Day,
): Promise<Absence | undefined> =>
  accessibleBy(db({ c: 'collaboration_places' }), ability, 'read', 'Collaboration', 'c')
    .join({ p: 'people' }, 'p.id', 'c.person_id')
    .join({ u: 'users' }, 'u.niss_hash', 'p.niss_hash')
    .join({ m: 'memberships' }, (on) =>
      on.on('m.user_id', 'u.id').andOn('m.organising_body_id', 'c.organising_body_id').andOnNull('m.deleted_at'),
    )
    .join({ a: 'staff_absences' }, 'a.collaboration_id', 'c.id')
    .where({ 'c.organising_body_id': bodyId, 'u.id': userId })
    .where((either) => either.whereNull('a.to_on').orWhere('a.to_on', '>=', today))
    .orderBy(['a.from_on', 'a.id'])
    .first<Absence | undefined>(
      { fromOn: 'a.from_on', toOn: 'a.to_on' },
      db.raw("p.first_name || ' ' || p.family_name as name"),
    );
