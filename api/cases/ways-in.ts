/** Where an operator may begin something, among what every procedure offers on the first page. */
import type { Ability } from '../../db/access/subjects.ts';
import { openFor } from '../../db/access/acts.ts';
import type { AnyProcedurePages } from './procedure-pages.ts';

export type Tile = NonNullable<NonNullable<AnyProcedurePages['wayIn']>['tile']>;

/** Those that lead this person to something they may ask for. */
export const tilesOf = (procedures: readonly AnyProcedurePages[], ability: Ability): Tile[] =>
  procedures.flatMap(({ process, wayIn }) =>
    wayIn?.tile && ability.can(openFor(process.slug), 'Facility') ? [wayIn.tile] : [],
  );
