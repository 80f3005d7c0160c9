/** Which pages beside those of the quarter are open to whoever looks at it: no link leads to a refusal. */
import { openFor } from '../../db/access/acts.ts';
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Row } from './own.ts';

export interface Doors {
  authorisation: boolean;
  /** « Signalétique » of the place. */
  sheet: boolean;
  team: boolean;
  account: boolean;
  users: boolean;
}

export function doorsOf(
  ability: Ability,
  row: Pick<Row, 'facility_id' | 'organising_body_id' | 'administration' | 'appealed'>,
): Doors {
  const place = asSubject('Facility', { ...row, id: row.facility_id });
  return {
    authorisation: ability.can('authorisation', place),
    sheet: ability.can('sheet', place),
    team: ability.can('staff', place),
    account: ability.can(openFor('bank-account'), place),
    users: ability.can('read', 'Membership'),
  };
}
