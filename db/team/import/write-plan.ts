/** The rows of an import, written in bulk: a constant number of statements, whatever their number. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../domain/calendar.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { hashNationalNumber } from '../../../domain/national-number.ts';
import { sealNationalNumber } from '../../../domain/sealed-number.ts';
import type { SheetLine } from '../../../domain/staff/sheet/line.ts';
import type { ContractColumn, PlannedContract, PlannedLine, PlannedPerson } from '../../../domain/staff/sheet/plan.ts';
import type { Viewer } from '../../access/viewer.ts';
import { recordAudits, type AuditEntry, type Change } from '../../audit.ts';
import { instant, type Database } from '../../connect.ts';
import type { StaffedBody } from './known.ts';
import type { TeamOutcome } from './preview.ts';

interface Writing {
  viewer: Viewer;
  body: StaffedBody;
  nissPepper: string;
  nissKey: string;
  at: Instant;
  importId: string;
}

const columns: Readonly<Record<ContractColumn, string>> = {
  facilityId: 'facility_id',
  link: 'link',
  function: 'function',
  regime: 'regime',
  percent: 'percent',
  weeklyHours: 'weekly_hours',
  employer: 'employer',
  fromOn: 'from_on',
  toOn: 'to_on',
};
const add = `insert into staff_contracts (id, collaboration_id, facility_id, link, function, regime, percent, weekly_hours, employer,
    from_on, to_on, created_at, updated_by, updated_at)
  select id, collaboration_id, facility_id, link, function, regime, percent, weekly_hours, employer, from_on, to_on, :at, :by, :at
  from jsonb_to_recordset(cast(:rows as jsonb)) as v (id uuid, collaboration_id uuid, facility_id uuid, link text, function text,
    regime text, percent numeric, weekly_hours numeric, employer text, from_on date, to_on date)`;
const change = `update staff_contracts c set facility_id = v.facility_id, link = v.link, function = v.function, regime = v.regime,
    percent = v.percent, weekly_hours = v.weekly_hours, employer = v.employer, from_on = v.from_on, to_on = v.to_on,
    version = c.version + 1, updated_by = :by, updated_at = :at
  from jsonb_to_recordset(cast(:rows as jsonb)) as v (id uuid, facility_id uuid, link text, function text,
    regime text, percent numeric, weekly_hours numeric, employer text, from_on date, to_on date)
  where c.id = v.id`;

export async function writePlan(
  trx: Database,
  planned: readonly PlannedLine[],
  writing: Writing,
): Promise<TeamOutcome> {
  const { viewer, body, at, importId } = writing;
  const stamp = { updated_by: viewer.userId, updated_at: instant(at) };
  const persons = await addPersons(trx, planned, writing);
  const collaborations = await addCollaborations(trx, planned, persons, writing);
  const collaborationOf = (person: PlannedPerson): string =>
    person.kind === 'member' ? person.collaborationId : collaborations.get(personKey(person))!;
  const added = planned
    .filter(({ contract }) => contract.kind === 'add')
    .map(({ line, person }) => ({ id: randomUUID(), collaboration_id: collaborationOf(person), ...rowOf(line) }));
  const changed = planned.flatMap(({ line, contract }) => (contract.kind === 'change' ? [{ line, contract }] : []));
  const by = { at: stamp.updated_at, by: stamp.updated_by };
  if (added.length > 0) await trx.raw(add, { rows: JSON.stringify(added), ...by });
  if (changed.length > 0)
    await trx.raw(change, {
      rows: JSON.stringify(changed.map(({ line, contract }) => ({ id: contract.id, ...rowOf(line) }))),
      ...by,
    });
  const touched = planned.flatMap(({ person, contract }) =>
    person.kind === 'member' && contract.kind !== 'same' ? [person.collaborationId] : [],
  );
  await trx('collaborations')
    .whereIn('id', [...new Set(touched)])
    .update({ version: trx.raw('version + 1'), ...stamp });
  const counts: TeamOutcome = {
    persons: collaborations.size,
    contracts: added.length,
    changed: changed.length,
    same: planned.length - added.length - changed.length,
  };
  const entry = { at, actorId: viewer.userId, onBehalfOf: body.id, acr: viewer.acr };
  await recordAudits(trx, [
    { ...entry, event: 'import', subject: 'team', subjectId: body.id, change: totalsOf(importId, counts) },
    ...[...collaborations].map(([key, id]): AuditEntry => {
      const { line } = planned.find(({ person }) => person.kind !== 'member' && personKey(person) === key)!;
      return { ...entry, event: 'create', subject: 'collaboration', subjectId: id, change: identityOf(line) };
    }),
    ...added.map(({ id, collaboration_id: _sheet, ...row }) => ({
      ...entry,
      event: 'create',
      subject: 'staff-contract',
      subjectId: id,
      change: Object.fromEntries(
        Object.entries(row).flatMap(([column, after]) => (after === null ? [] : [[column, { before: null, after }]])),
      ),
    })),
    ...changed.map(({ line, contract }) => ({
      ...entry,
      event: 'update',
      subject: 'staff-contract',
      subjectId: contract.id,
      change: changeOf(line, contract),
    })),
  ]);
  return counts;
}

const personKey = (person: Exclude<PlannedPerson, { kind: 'member' }>): string =>
  person.kind === 'new' ? person.key : person.personId;

const rowOf = (line: SheetLine): Record<string, unknown> =>
  Object.fromEntries(Object.entries(columns).map(([key, column]) => [column, line[key as ContractColumn]]));

/** Those whom nobody knew. @returns their ids, by the key that their lines share */
async function addPersons(
  trx: Database,
  planned: readonly PlannedLine[],
  { viewer, nissPepper, nissKey, at }: Writing,
): Promise<Map<string, string>> {
  const lines = planned.flatMap(({ line, person }) => (person.kind === 'new' ? [{ line, key: person.key }] : []));
  const rows = [...groupBy(lines, ({ key }) => key)].map(([niss, own]) => {
    const id = randomUUID();
    const { line } = own[0]!;
    return {
      id,
      niss,
      row: {
        id,
        first_name: line.firstName,
        family_name: line.familyName,
        born_on: own.find((each) => each.line.bornOn !== null)?.line.bornOn ?? null,
        niss_hash: hashNationalNumber(niss, nissPepper),
        niss_sealed: sealNationalNumber(niss, nissKey, id),
        created_at: instant(at),
        updated_at: instant(at),
        updated_by: viewer.userId,
      },
    };
  });
  if (rows.length > 0)
    await trx.batchInsert(
      'people',
      rows.map(({ row }) => row),
      1_000,
    );
  return new Map(rows.map(({ niss, id }) => [niss, id]));
}

/** Those who were not in the team. @returns their sheets, by the key of the person */
async function addCollaborations(
  trx: Database,
  planned: readonly PlannedLine[],
  persons: ReadonlyMap<string, string>,
  { viewer, body, at }: Writing,
): Promise<Map<string, string>> {
  const joining = planned.flatMap(({ person }) => (person.kind === 'member' ? [] : [person]));
  const rows = [...groupBy(joining, personKey)].map(([key, [person]]) => ({
    key,
    row: {
      id: randomUUID(),
      person_id: person!.kind === 'new' ? persons.get(key)! : key,
      organising_body_id: body.id,
      created_by: viewer.userId,
      created_at: instant(at),
      updated_by: viewer.userId,
      updated_at: instant(at),
    },
  }));
  if (rows.length > 0)
    await trx.batchInsert(
      'collaborations',
      rows.map(({ row }) => row),
      1_000,
    );
  return new Map(rows.map(({ key, row }) => [key, row.id]));
}

const identityOf = ({ firstName, familyName, bornOn, niss }: SheetLine): Change => ({
  first_name: { before: null, after: firstName },
  family_name: { before: null, after: familyName },
  born_on: { before: null, after: bornOn },
  niss: { before: null, after: niss },
});

const changeOf = (line: SheetLine, contract: Extract<PlannedContract, { kind: 'change' }>): Change =>
  Object.fromEntries(
    contract.columns.map((column) => [columns[column], { before: contract.before[column], after: line[column] }]),
  );

const totalsOf = (importId: string, { persons, contracts, changed }: TeamOutcome): Change => ({
  import_id: { before: null, after: importId },
  persons: { before: null, after: persons },
  contracts: { before: null, after: contracts },
  changed: { before: null, after: changed },
});
