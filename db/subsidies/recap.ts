/** What an operator has received, asked for and is about to receive; and what the former portal had paid. */
import type { Day } from '../../domain/calendar.ts';
import type { Quarter } from '../../domain/quarter.ts';
import type { Ability } from '../access/subjects.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { accountsInUse } from '../bank-accounts/in-use.ts';
import type { Database } from '../connect.ts';

export const recapKinds = ['quarter', 'advance', 'bonus'] as const;
export type RecapKind = (typeof recapKinds)[number];

export interface RecapLine {
  id: string;
  kind: RecapKind;
  case_id: string | null;
  label: string | null;
  quarter: Quarter;
  facility_id: string;
  facility_name: string;
  status: string;
  settled_on: Day | null;
  cents: number | null;
  /** Of a request that is calculated: what it left after what was paid before. */
  balance: number | null;
  /** The letter of its calculation. */
  letter_id: string | null;
  /** Of a bonus: what it rests on is there to be read. */
  has_document: boolean;
  /** Of a balance below zero: the quarter from which it was taken back. */
  taken_from: Quarter | null;
}
export interface RecapFilter {
  /** The first quarter that is shown. */
  from?: Quarter;
  kind?: RecapKind;
}
export const perPage = 20;

const among = (db: Database, ability: Ability, { from, kind }: RecapFilter) =>
  accessibleBy(db('subsidy_recap'), ability, 'read', 'Payment', 'subsidy_recap').modify((query) => {
    if (from) void query.where('subsidy_recap.quarter', '>=', from);
    if (kind) void query.where('subsidy_recap.kind', kind);
  });

/** The latest first. @param page from 1 @param limit of a page; more for a sheet */
export async function listRecap(
  db: Database,
  ability: Ability,
  filter: RecapFilter,
  { page = 1, limit = perPage }: { page?: number; limit?: number },
): Promise<{ rows: RecapLine[]; total: number }> {
  const rows = (await among(db, ability, filter)
    .select(
      'subsidy_recap.*',
      db.raw(`(select d.id from documents d where d.case_id = subsidy_recap.case_id and subsidy_recap.kind = 'quarter'
        and d.slot = 'letter-calculation' order by d.uploaded_at desc limit 1) as letter_id`),
      db.raw(`(select p.quarter from payments r join payment_takings t on t.recovery_id = r.id join payments p on p.id = t.payment_id
        where r.case_id = subsidy_recap.case_id and subsidy_recap.kind = 'quarter' order by p.quarter limit 1) as taken_from`),
    )
    .select(
      db.raw(`subsidy_recap.kind = 'bonus' and exists (select from payments b join exceptional_bonuses e on e.id = b.bonus_id
        where b.id = subsidy_recap.id and e.document_digest is not null) as has_document`),
    )
    .orderByRaw(`quarter desc, array_position(array['bonus', 'quarter', 'advance'], kind), facility_name, id`)
    .limit(limit)
    .offset((page - 1) * limit)) as RecapLine[];
  const { count } = (await among(db, ability, filter).count('* as count').first()) as unknown as { count: number };
  return { rows, total: Number(count) };
}

/** Of one request; undefined where it may not be seen, or was not sent. */
export const findRecapLine = (db: Database, ability: Ability, caseId: string): Promise<RecapLine | undefined> =>
  among(db, ability, { kind: 'quarter' })
    .where('subsidy_recap.case_id', caseId)
    .first('subsidy_recap.*') as unknown as Promise<RecapLine | undefined>;

/** Bodies of the reader to which nothing of subsidies or bonuses can be paid: no account is validated. */
export async function bodiesWithoutAccount(db: Database, ability: Ability): Promise<string[]> {
  const bodies = (await accessibleBy(db('facilities'), ability, 'read', 'Facility')
    .join('organising_bodies as b', 'b.id', 'facilities.organising_body_id')
    .distinct('b.id', 'b.name')) as { id: string; name: string }[];
  const paid = new Set(
    (
      await accountsInUse(
        db,
        bodies.map(({ id }) => id),
      )
    ).map(({ organisingBodyId }) => organisingBodyId),
  );
  return bodies.filter(({ id }) => !paid.has(id)).map(({ name }) => name);
}

export interface CovidAid {
  id: string;
  period: string;
  label: string;
  cents: number;
  settled_on: Day;
  facility_name: string;
}
export async function listCovidAids(
  db: Database,
  ability: Ability,
  page: number,
): Promise<{ rows: CovidAid[]; total: number }> {
  const mine = () => accessibleBy(db('covid_aids'), ability, 'read', 'Payment', 'covid_aids');
  const rows = (await mine()
    .join('facilities as f', 'f.id', 'covid_aids.facility_id')
    .orderBy([{ column: 'settled_on', order: 'desc' }, { column: 'covid_aids.id' }])
    .limit(perPage)
    .offset((page - 1) * perPage)
    .select('covid_aids.*', 'f.name as facility_name')) as CovidAid[];
  const { count } = (await mine().count('* as count').first()) as unknown as { count: number };
  return { rows, total: Number(count) };
}
