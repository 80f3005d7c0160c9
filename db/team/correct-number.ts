/** The helpdesk corrects the national number of a person of Mon Équipe: found by name, never by number. */
import { searchable } from '../../domain/searchable.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';

export interface FoundPerson {
  id: string;
  firstName: string;
  familyName: string;
  bodies: string[];
}
const columns = `people.id, people.first_name as "firstName", people.family_name as "familyName",
  array(select b.name from collaborations c join organising_bodies b on b.id = c.organising_body_id where c.person_id = people.id order by b.name) as bodies`;

/** Each word in the name, or in that of a body where the person works; at most fifty, by name. */
export async function findPeople(
  db: Database,
  { ability }: Pick<Viewer, 'ability'>,
  words: string,
): Promise<FoundPerson[]> {
  const sought = searchable(words).split(' ').filter(Boolean).slice(0, 8);
  if (sought.length === 0) return [];
  const query = accessibleBy(db('people'), ability, 'find', 'Person');
  for (const word of sought)
    void query.where((either) => {
      void either.where('people.sort_name', 'like', `%${word}%`).orWhereIn(
        'people.id',
        db('collaborations')
          .join('organising_bodies', 'organising_bodies.id', 'collaborations.organising_body_id')
          .whereRaw('searchable(organising_bodies.name) like ?', [`%${word}%`])
          .select('collaborations.person_id'),
      );
    });
  return query.orderBy(['people.sort_name', 'people.id']).limit(50).select<FoundPerson[]>(db.raw(columns));
}

export const findPerson = async (
  db: Database,
  { ability }: Pick<Viewer, 'ability'>,
  id: string,
): Promise<FoundPerson | undefined> =>
  accessibleBy(db('people').where({ id }), ability, 'find', 'Person').first<FoundPerson | undefined>(db.raw(columns));

/** @returns false when it cannot be: somebody else's, or the very same. @throws what the unique index says: wrap it in a point to go back to */
export const writePersonNumber = async (
  db: Database,
  personId: string,
  { hash, sealed, by }: { hash: Buffer; sealed: Buffer; by: string },
): Promise<boolean> =>
  (await db('people')
    .where({ id: personId })
    .whereRaw('niss_hash is distinct from ?', [hash])
    .update({
      niss_hash: hash,
      niss_sealed: sealed,
      version: db.raw('version + 1'),
      updated_by: by,
      updated_at: db.fn.now(),
    })) > 0;
