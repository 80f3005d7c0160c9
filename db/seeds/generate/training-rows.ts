/** Written lines as cases that wait: operators, places with an agreement, persons, and one act for each line, by the way everybody goes. */
import { randomUUID } from 'node:crypto';
import { addDays, dayOf, type Instant } from '../../../domain/calendar.ts';
import { administrationOf } from '../../../domain/postcodes.ts';
import { process } from '../../../workflows/training-recognition/process.ts';
import type { Database } from '../../connect.ts';
import { instant } from '../../connect.ts';
import { openCase } from '../../record-act.ts';
import { insertLine } from '../../training/lines.ts';
import { insertMany, tables } from './bulk.ts';
import type { Dice } from './dice.ts';
import { givenNames, teachers } from './training-names.ts';
import type { WrittenLine } from './training.ts';

interface Operator {
  bodyId: string;
  facilityId: string;
  collaborations: { id: string; name: string }[];
}
/** Lines that are written at once. */
const atOnce = 8;
const personsEach = 12;

/** @returns the case of each line, in their order */
export async function insertWrittenLines(
  db: Database,
  dice: Dice,
  lines: readonly WrittenLine[],
  now: Instant,
): Promise<string[]> {
  const operators = await insertOperators(db, dice, Math.max(0, ...lines.map(({ operator }) => operator)) + 1, now);
  const ids: string[] = [];
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < lines.length) {
      const index = next;
      next += 1;
      const line = lines[index]!;
      // Encoded some time after it was followed, and in the past.
      const at = Math.min(now - 60_000, Date.parse(`${addDays(line.on, (index % 60) + 10)}T09:00:00Z`));
      ids[index] = await insertWritten(db, operators[line.operator]!, line, at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, write));
  return ids;
}

async function insertOperators(db: Database, dice: Dice, count: number, now: Instant): Promise<Operator[]> {
  const today = dayOf(now);
  const postcodes = ['5000', '4000', '6000', '1300', '6700', '1000'];
  const all = Array.from({ length: count }, (_, index) => ({
    bodyId: randomUUID(),
    facilityId: randomUUID(),
    name: `L'école est finie ${String(index + 1)}`,
    postcode: postcodes[index % postcodes.length]!,
    persons: Array.from({ length: personsEach }, () => ({
      id: randomUUID(),
      collaborationId: randomUUID(),
      firstName: dice.pick(givenNames),
      familyName: dice.pick(teachers),
      enteredOn: addDays(today, -dice.between(200, 3000)),
    })),
  }));
  const created = instant(now);
  await insertMany(
    db,
    tables.bodies,
    all.map(({ bodyId, name, postcode }) => ({
      id: bodyId,
      name,
      kind: 'asbl',
      street: 'Rue du Préau',
      number: '1',
      postcode,
      locality: 'Namur',
      email: '',
      phone: '',
      created_at: created,
    })),
  );
  await insertMany(
    db,
    tables.facilities,
    all.map(({ bodyId, facilityId, name, postcode }) => ({
      id: facilityId,
      organising_body_id: bodyId,
      number: facilityId,
      name,
      kind: 'after-school-1',
      home: false,
      administration: administrationOf(postcode),
      opening_hours: '',
      phone: '',
      email: '',
      created_at: created,
    })),
  );
  const persons = all.flatMap((one) => one.persons.map((person) => ({ ...one, person })));
  const write = (table: string, rows: object[]): Promise<unknown> => db.batchInsert(table, rows, 1000);
  await write(
    'people',
    persons.map(({ person: { id, firstName, familyName } }) => ({
      id,
      first_name: firstName,
      family_name: familyName,
    })),
  );
  await write(
    'collaborations',
    persons.map(({ bodyId, person: { id, collaborationId } }) => ({
      id: collaborationId,
      person_id: id,
      organising_body_id: bodyId,
    })),
  );
  await write(
    'staff_contracts',
    persons.map(({ facilityId, person: { collaborationId, enteredOn } }) => ({
      collaboration_id: collaborationId,
      facility_id: facilityId,
      link: 'employment',
      function: 'after-school-worker',
      percent: 50,
      from_on: enteredOn,
    })),
  );
  await write(
    'aes_agreements',
    all.map(({ facilityId }) => {
      const until = addDays(today, dice.between(10, 1800));
      return { facility_id: facilityId, from_on: addDays(until, -1826), to_on: until };
    }),
  );
  return all.map(({ bodyId, facilityId, persons: some }) => ({
    bodyId,
    facilityId,
    collaborations: some.map(({ collaborationId, firstName, familyName }) => ({
      id: collaborationId,
      name: `${firstName} ${familyName}`,
    })),
  }));
}

async function insertWritten(
  db: Database,
  { bodyId, facilityId, collaborations }: Operator,
  { person, organisation, module, on, hours }: WrittenLine,
  at: Instant,
): Promise<string> {
  const { id: collaborationId, name } = collaborations[person % collaborations.length]!;
  const facts = { hours, fromOn: on, toOn: on, organisationId: null, moduleId: null };
  const typed = { organisationTyped: organisation, moduleTyped: module };
  return db.transaction(async (trx) => {
    const { caseId } = await openCase(trx, process, {
      token: randomUUID(),
      subject: { kind: 'collaboration', id: collaborationId, organisingBodyId: bodyId, facilityId, name },
      kind: 'module',
      action: 'submit',
      facts: { kind: 'module', ...facts },
      content: typed,
      actor: { role: 'operator', userId: null },
      at,
    });
    await insertLine(trx, {
      ...facts,
      ...typed,
      caseId,
      collaborationId,
      organisingBodyId: bodyId,
      facilityId,
      documentId: null,
      status: 'waiting',
      at,
    });
    return caseId;
  });
}
