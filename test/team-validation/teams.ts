/** People of a team, for tests: complete unless something is said to be missing. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';

interface Given {
  facilityId: string;
  familyName?: string;
  firstName?: string;
  function?: string | null;
  percent?: number | null;
  fromOn?: string | null;
  toOn?: string | null;
  niss?: boolean;
  diploma?: boolean;
  /** Day of the extract of the criminal record; null: none. */
  record?: string | null;
  contract?: boolean;
}
export interface Made {
  personId: string;
  collaborationId: string;
  contractId: string;
}

export async function makeMember(
  db: Database,
  {
    facilityId,
    familyName = 'Maes',
    firstName = 'Tom',
    function: code = 'nursery-nurse',
    percent = 80,
    fromOn = '2020-01-01',
    toOn = null,
    niss = true,
    diploma = true,
    record = '2026-01-05',
    contract = true,
  }: Given,
): Promise<Made> {
  const [personId, collaborationId, contractId] = [randomUUID(), randomUUID(), randomUUID()];
  const { organising_body_id: organisingBodyId } = (await db('facilities')
    .where({ id: facilityId })
    .first('organising_body_id')) as { organising_body_id: string };
  const secret = Buffer.from(randomUUID());
  await db('people').insert({
    id: personId,
    first_name: firstName,
    family_name: familyName,
    born_on: '1990-05-12',
    ...(niss ? { niss_hash: secret, niss_sealed: secret } : {}),
  });
  await db('collaborations').insert({ id: collaborationId, person_id: personId, organising_body_id: organisingBodyId });
  if (contract)
    await db('staff_contracts').insert({
      id: contractId,
      collaboration_id: collaborationId,
      facility_id: facilityId,
      link: 'employment',
      function: code,
      percent,
      from_on: fromOn,
      to_on: toOn,
    });
  if (diploma)
    await db('staff_diplomas').insert({
      collaboration_id: collaborationId,
      title: 'Puériculture',
      obtained_on: '2012-06-30',
    });
  if (record)
    await db('staff_documents').insert({
      collaboration_id: collaborationId,
      kind: 'criminal-record',
      dated_on: record,
    });
  return { personId, collaborationId, contractId };
}

/** A direction and somebody with the children: nothing stands against its validation. */
export async function makeTeam(db: Database, facilityId: string): Promise<{ direction: Made; tom: Made }> {
  const direction = await makeMember(db, {
    facilityId,
    familyName: 'Servais',
    firstName: 'Nathalie',
    function: 'direction',
    percent: 50,
  });
  return { direction, tom: await makeMember(db, { facilityId }) };
}
