/** Organisation and module as somebody chose them from the lists: they must stand there still where the line is written. */
import type { Database } from '../connect.ts';
import type { Followed } from './lines.ts';

/** Between the form and its sending the lists have changed: refused, united with another, taken back. */
export class ListsChanged extends Error {
  what: 'organisation' | 'module';
  constructor(what: 'organisation' | 'module') {
    super(`the ${what} stands no more in the lists`);
    this.name = 'ListsChanged';
    this.what = what;
  }
}

/** Holds them until the transaction ends; the organisation first, as the desk does. @throws ListsChanged */
export async function holdChosen(
  trx: Database,
  { organisationId, moduleId }: Pick<Followed, 'organisationId' | 'moduleId'>,
): Promise<void> {
  for (const [what, table, id] of [
    ['organisation', 'training_organisations', organisationId],
    ['module', 'training_modules', moduleId],
  ] as const) {
    if (id === null) continue;
    const stands: unknown = await trx(table)
      .where({ id, status: 'recognised', alias_of: null })
      .modify((query) => {
        if (what === 'module' && organisationId) void query.where({ organisation_id: organisationId });
      })
      .forShare()
      .first('id');
    if (!stands) throw new ListsChanged(what);
  }
}
