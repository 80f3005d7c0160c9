/** Whether validated teams have changed since: compared when somebody looks, with those alone in which something was written meanwhile. */
import { snapshotOf } from '../../domain/staff/team-snapshot.ts';
import type { Database } from '../connect.ts';
import { isOnlyLooking } from '../only-looking.ts';
import { readMembers } from '../team/find-team.ts';
import { digestOf } from './read-team.ts';

/** So many places at a time: the rest at the next look. */
const atOnce = 500;
/** Who compares, compares alone: nobody writes down an older comparison over a newer one. */
const comparing = 7_100_071;

interface Validated {
  case_id: string;
  facility_id: string;
  year: string;
  digest: string;
}

/**
 * Brings `validated_teams.modified` up to date.
 * @param among only these places
 * @returns false where some are left to be compared
 */
export async function compareChangedTeams(db: Database, among?: readonly string[]): Promise<boolean> {
  const waiting = () => {
    const changes = db('team_changes');
    return among ? changes.whereIn('facility_id', [...among]) : changes;
  };
  if (!(await waiting().first('id'))) return true;
  // Who sees as a user sees writes nothing, this neither: the user, or anybody, compares at their own next look.
  if (isOnlyLooking()) return false;
  return db.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [comparing]);
    const places = (await waiting()
      .transacting(trx)
      .distinct('facility_id')
      .limit(atOnce)
      .pluck('facility_id')) as string[];
    // The lines that are seen go first; the teams are read by a later statement, with all that these lines tell of.
    await trx('team_changes').whereIn('facility_id', places).delete();
    const validated = (await trx('validated_teams').whereIn('facility_id', places)) as Validated[];
    await writeDown(trx, validated);
    return (await waiting().transacting(trx).first('id')) === undefined;
  });
}

async function writeDown(trx: Database, validated: readonly Validated[]): Promise<void> {
  if (validated.length === 0) return;
  const places = [...new Set(validated.map((one) => one.facility_id))];
  const contracts = () => trx('staff_contracts').whereIn('facility_id', places);
  const members = await readMembers(trx, () => contracts().select('collaboration_id'), contracts().select('id'));
  const of = new Map<string, typeof members>();
  for (const member of members)
    for (const place of new Set(member.contracts.map(({ facilityId }) => facilityId)))
      of.set(place, [...(of.get(place) ?? []), member]);
  const modified = validated.map(
    ({ facility_id: place, year, digest }) =>
      digestOf(snapshotOf({ members: of.get(place) ?? [] }, place, year)) !== digest,
  );
  await trx.raw(
    `update validated_teams v set modified = now.modified
     from unnest(cast(? as uuid[]), cast(? as boolean[])) as now (case_id, modified)
     where v.case_id = now.case_id and v.modified <> now.modified`,
    [validated.map((one) => one.case_id), modified],
  );
}
