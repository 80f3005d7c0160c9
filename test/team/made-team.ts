/** A team for tests: the persons of the picture, and as many more as one wants. */
import { randomUUID } from 'node:crypto';
import { instant, type Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, type Day } from '../../domain/calendar.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { sealNationalNumber } from '../../domain/sealed-number.ts';
import type { Contract } from '../../domain/staff/team.ts';

export const petitsChenes = stableId('body petits-chenes');
export const place = (key: string): string => stableId(`facility ${key}`);

export interface Made {
  id: string;
  personId: string;
  contractIds: string[];
}
interface Making {
  firstName: string;
  familyName: string;
  body?: string;
  bornOn?: Day;
  niss?: string;
  contracts?: Partial<Contract>[];
  recordOn?: Day | null;
  diploma?: string | null;
  by?: string;
  at?: number;
}
type Secrets = { nissPepper: string; nissKey: string };

/** The person is there at once: nobody's form is filled in. */
export async function makeMember(db: Database, secrets: Secrets, making: Making): Promise<Made> {
  const { firstName, familyName, body = petitsChenes, bornOn = '1989-06-14', contracts = [{}] } = making;
  const { recordOn = '2025-03-01', diploma = 'Puéricultrice', by, at = Date.parse('2026-11-20T15:48:00Z') } = making;
  const [personId, id] = [randomUUID(), randomUUID()];
  const niss = making.niss;
  await db('people').insert({
    id: personId,
    first_name: firstName,
    family_name: familyName,
    born_on: bornOn,
    ...(niss
      ? {
          niss_hash: hashNationalNumber(niss, secrets.nissPepper),
          niss_sealed: sealNationalNumber(niss, secrets.nissKey, personId),
        }
      : {}),
  });
  await db('collaborations').insert({
    id,
    person_id: personId,
    organising_body_id: body,
    created_by: by ?? null,
    updated_by: by ?? null,
    updated_at: instant(at),
  });
  const rows = contracts.map((one) => ({
    id: one.id ?? randomUUID(),
    collaboration_id: id,
    facility_id: one.facilityId ?? place('chenes'),
    link: one.link ?? 'employment',
    function: one.function === undefined ? 'nursery-nurse' : one.function,
    regime: one.regime ?? 'percent',
    percent: one.regime === 'hours' ? null : one.percent === undefined ? 100 : one.percent,
    weekly_hours: one.weeklyHours ?? null,
    employer: one.employer ?? null,
    from_on: one.fromOn === undefined ? '2019-09-01' : one.fromOn,
    to_on: one.toOn ?? null,
  }));
  if (rows.length > 0) await db('staff_contracts').insert(rows);
  if (recordOn)
    await db('staff_documents').insert({ collaboration_id: id, kind: 'criminal-record', dated_on: recordOn });
  if (diploma) await db('staff_diplomas').insert({ collaboration_id: id, title: diploma });
  return { id, personId, contractIds: rows.map((row) => row.id) };
}

/** The twelve of the picture. */
export async function makeTeam(db: Database, secrets: Secrets, today: Day): Promise<Record<string, Made>> {
  const niss = (sequence: number, birthOn: Day = '1989-06-14'): string => makeNationalNumber({ birthOn, sequence });
  const made: Record<string, Made> = {};
  const make = async (key: string, making: Making): Promise<void> => {
    made[key] = await makeMember(db, secrets, { niss: niss(Object.keys(made).length * 2 + 2), ...making });
  };
  const glands = { facilityId: place('glands') };
  const coccinelle = { facilityId: place('coccinelle') };
  await make('fatima', { firstName: 'Fatima', familyName: 'Adam' });
  await make('laura', {
    firstName: 'Laura',
    familyName: 'Baudoin',
    contracts: [{ ...glands, function: 'childcare', percent: 80, fromOn: '2026-01-05', toOn: addDays(today, 12) }],
  });
  await make('benoit', {
    firstName: 'Benoît',
    familyName: 'Charlier',
    contracts: [{ ...glands, function: 'direction', fromOn: '2021-08-16' }],
  });
  await make('sandrine', {
    firstName: 'Sandrine',
    familyName: 'Colard',
    contracts: [{ fromOn: '2017-04-03', toOn: addDays(today, -24) }],
  });
  await make('ines', {
    firstName: 'Inès',
    familyName: 'Delvaux',
    contracts: [
      { function: 'social-worker', percent: 50, fromOn: '2024-02-01' },
      { ...glands, function: 'social-worker', percent: 70, fromOn: addDays(today, -22), toOn: addDays(today, 38) },
    ],
  });
  await make('marie', {
    firstName: 'Marie',
    familyName: 'Dupuis',
    contracts: [{ ...coccinelle, link: 'volunteer', function: 'other', regime: 'hours', weeklyHours: 6 }],
  });
  await make('celine', {
    firstName: 'Céline',
    familyName: 'Henrion',
    contracts: [{ percent: 50, fromOn: addDays(today, 8), toOn: addDays(today, 190) }],
  });
  await make('julie', {
    firstName: 'Julie',
    familyName: 'Lefèvre',
    contracts: [{ function: 'deputy-direction', fromOn: '2013-09-02' }],
  });
  await make('paul', {
    firstName: 'Paul',
    familyName: 'Marchal',
    contracts: [
      { function: 'logistics', regime: 'hours', weeklyHours: 19 },
      { ...coccinelle, function: 'logistics', regime: 'hours', weeklyHours: 19 },
    ],
  });
  await make('linh', {
    firstName: 'Linh',
    familyName: 'Nguyen',
    recordOn: '2021-12-14',
    contracts: [{ ...glands, function: 'nurse', percent: 50 }],
  });
  await make('nathalie', {
    firstName: 'Nathalie',
    familyName: 'Servais',
    contracts: [{ function: 'direction', fromOn: '2011-03-01' }],
  });
  await make('emma', { firstName: 'Emma', familyName: 'Thys', contracts: [], diploma: null });
  await db('staff_absences').insert({
    collaboration_id: made.julie!.id,
    from_on: addDays(today, -20),
    to_on: addDays(today, 190),
  });
  return made;
}

const [firstNames, familyNames] = [
  ['Anne', 'Benoît', 'Chloé', 'David', 'Élise', 'Fanny', 'Gaëlle', 'Hugo', 'Inès', 'Jérôme'],
  ['Adam', 'Bodart', 'Collignon', "D'Hondt", 'Évrard', 'François', 'Gérard', 'Henrion', 'Istasse', 'Jacquemin'],
];
/** Many, in few statements. */
export async function makeMany(db: Database, count: number, body = petitsChenes): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    personId: randomUUID(),
    id: randomUUID(),
    firstName: firstNames![at % 10]!,
    familyName: `${familyNames![Math.floor(at / 10) % 10]!}${at >= 100 ? `-${familyNames![Math.floor(at / 100) % 10]!}` : ''}`,
    facility: place(['chenes', 'glands', 'coccinelle'][at % 3]!),
    at,
  }));
  await db.batchInsert(
    'people',
    rows.map(({ personId, firstName, familyName }) => ({
      id: personId,
      first_name: firstName,
      family_name: familyName,
      born_on: '1990-01-01',
    })),
    500,
  );
  await db.batchInsert(
    'collaborations',
    rows.map(({ id, personId }) => ({ id, person_id: personId, organising_body_id: body })),
    500,
  );
  await db.batchInsert(
    'staff_contracts',
    rows.map(({ id, facility, at }) => ({
      collaboration_id: id,
      facility_id: facility,
      link: 'employment',
      function: at % 7 === 0 ? 'logistics' : 'childcare',
      percent: 50 + (at % 6) * 10,
      from_on: `20${String(10 + (at % 15))}-09-01`,
      to_on: at % 20 === 0 ? '2026-06-30' : null,
    })),
    500,
  );
  await db.batchInsert(
    'staff_documents',
    rows.map(({ id, at }) => ({
      collaboration_id: id,
      kind: 'criminal-record',
      dated_on: `202${String(at % 7)}-02-01`,
    })),
    500,
  );
}
