/** The after-school teams of the demonstration, as Mon Équipe has them, and the agreements of their places. */
import { addMonths } from '../../../../domain/calendar.ts';
import type { FunctionCode } from '../../../../domain/staff/functions.ts';
import type { Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';

/** Months since they came. */
type Trainee = readonly [key: string, firstName: string, familyName: string, since: number, function?: FunctionCode];
export const teams: Readonly<Record<string, { agreement: number; people: readonly Trainee[] }>> = {
  'mercredis-envol': {
    agreement: 1,
    people: [
      ['marchal', 'Thomas', 'Marchal', 38, 'after-school-lead'],
      ['laurent', 'Inès', 'Laurent', 37],
      ['petit', 'Hugo', 'Petit', 21],
    ],
  },
  'mercredis-castors': { agreement: 1, people: [['adam', 'Leïla', 'Adam', 38]] },
  'mercredis-nid': { agreement: 1, people: [] },
  'mercredis-cabane': { agreement: 1, people: [] },
  'mercredis-preau': { agreement: 1, people: [] },
  'gembloux-aes': {
    agreement: 5,
    people: [
      ['bastin', 'Chloé', 'Bastin', 27],
      ['colin', 'Hugo', 'Colin', 22],
      ['hanssens', 'Mia', 'Hanssens', 27, 'after-school-lead'],
      ['lambotte', 'Yves', 'Lambotte', 31],
      ['piron', 'Nora', 'Piron', 14],
      ['renard', 'Alice', 'Renard', 2],
    ],
  },
  'eghezee-aes': {
    agreement: 10,
    people: [
      ['dubois', 'Sarah', 'Dubois', 34],
      ['evrard', 'Julien', 'Evrard', 19],
      ['fontaine', 'Awa', 'Fontaine', 25, 'after-school-lead'],
    ],
  },
  'forest-aes': {
    agreement: 26,
    people: [
      ['goffin', 'Inès', 'Goffin', 30],
      ['henrard', 'Samir', 'Henrard', 12],
      ['istace', 'Paule', 'Istace', 33, 'after-school-lead'],
    ],
  },
  'tournai-aes': {
    agreement: 38,
    people: [
      ['jadot', 'Maëlle', 'Jadot', 20],
      ['kinet', 'Bruno', 'Kinet', 28],
      ['lecocq', 'Zoé', 'Lecocq', 24, 'after-school-lead'],
    ],
  },
  'marche-aes': {
    agreement: 14,
    people: [
      ['mahy', 'Élodie', 'Mahy', 29],
      ['noiret', 'Tom', 'Noiret', 16],
    ],
  },
};
export const collaborationId = (key: string): string => stableId(`collaboration trainee ${key}`);

export async function insertTrainees(db: Database, { today }: Times): Promise<void> {
  const all = Object.entries(teams).flatMap(([facility, { people }]) => people.map((one) => ({ facility, one })));
  const bodies = new Map(
    (
      (await db('facilities')
        .whereIn(
          'id',
          Object.keys(teams).map((key) => stableId(`facility ${key}`)),
        )
        .select('id', 'organising_body_id')) as { id: string; organising_body_id: string }[]
    ).map((row) => [row.id, row.organising_body_id]),
  );
  await db('people').insert(
    all.map(({ one: [key, firstName, familyName] }) => ({
      id: stableId(`person trainee ${key}`),
      first_name: firstName,
      family_name: familyName,
    })),
  );
  await db('collaborations').insert(
    all.map(({ facility, one: [key] }) => ({
      id: collaborationId(key),
      person_id: stableId(`person trainee ${key}`),
      organising_body_id: bodies.get(stableId(`facility ${facility}`)),
    })),
  );
  await db('staff_contracts').insert(
    all.map(({ facility, one: [key, , , since, staffFunction = 'after-school-worker'] }) => ({
      id: stableId(`contract trainee ${key}`),
      collaboration_id: collaborationId(key),
      facility_id: stableId(`facility ${facility}`),
      link: 'employment',
      function: staffFunction,
      percent: staffFunction === 'after-school-lead' ? 100 : 50,
      from_on: addMonths(today, -since),
    })),
  );
  await db('aes_agreements').insert(
    Object.entries(teams).map(([facility, { agreement }]) => ({
      facility_id: stableId(`facility ${facility}`),
      from_on: addMonths(today, agreement - 60),
      to_on: addMonths(today, agreement),
    })),
  );
}
