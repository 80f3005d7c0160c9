/** A family asks, for the tests. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { introduce, type FamilyAsks, type Introduced } from '../../db/pre-request/introduce.ts';
import type { Instant } from '../../domain/calendar.ts';

export const someFamily = {
  name: 'Zoé Vandenplas',
  email: 'zoe.vandenplas@exemple.example',
  phone: '0470 00 11 22',
  childOn: '2027-05-18',
  wishedOn: '2027-09-01',
  days: [1, 2, 4, 5],
  message: 'Nous habitons à deux rues.',
  consent: 'accord',
};

export const familyAsks = (
  db: Database,
  facilityIds: readonly string[],
  at: Instant,
  more: Partial<FamilyAsks> = {},
): Promise<Introduced> =>
  introduce(db, {
    token: randomUUID(),
    at,
    ...someFamily,
    places: facilityIds.map((id) => ({ id, home: false })),
    ...more,
  });
