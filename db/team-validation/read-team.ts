/** The team of a place as its validation looks at it: what is signed, and what stands against it. */
import type { Day } from '../../domain/calendar.ts';
import { checkTeam, type TeamPoint } from '../../domain/staff/check-team.ts';
import { figuresOf, type TeamFigures } from '../../domain/staff/full-time.ts';
import { snapshotOf, type TeamSnapshot } from '../../domain/staff/team-snapshot.ts';
import type { Team } from '../../domain/staff/team.ts';
import { asSubject, type Ability } from '../access/subjects.ts';
import { digest } from '../act-hash.ts';
import type { Database } from '../connect.ts';
import { findTeam } from '../team/find-team.ts';

export interface Place {
  organisingBodyId: string;
  facilityId: string;
}
export interface TeamOfYear {
  /** Of the points and figures. */
  today: Day;
  team: Team;
  points: TeamPoint[];
  snapshot: TeamSnapshot;
  digest: string;
  figures: TeamFigures;
}

/** SHA-256, in hex, of the snapshot as canonical JSON. */
export const digestOf = (snapshot: TeamSnapshot): string => digest(snapshot).toString('hex');

/**
 * As it stands now, for a year.
 * @param today the points are those of this day
 * @param ability who has no contract at the body is named only to whoever may read them: the others could not open their sheet. Without it, everybody
 */
export async function readTeam(
  db: Database,
  { organisingBodyId, facilityId }: Place,
  { year, today, ability }: { year: string; today: Day; ability?: Ability },
): Promise<TeamOfYear> {
  const nowhere = { organising_body_id: organisingBodyId, facility_id: null, administration: null, sector: null };
  const withoutContract = ability?.can('read', asSubject('Collaboration', nowhere)) ?? true;
  // One after the other: the act that signs asks within its transaction, on one connection.
  const team = await findTeam(db, { organisingBodyId, facilityId, today, withoutContract });
  const places = await db('facilities')
    .where({ organising_body_id: organisingBodyId })
    .whereNull('closed_on')
    .limit(2)
    .select('id');
  const snapshot = snapshotOf(team, facilityId, year);
  return {
    today,
    team,
    points: pointsOf(team, snapshot, { today, alone: places.length < 2 }),
    snapshot,
    digest: digestOf(snapshot),
    figures: figuresOf(snapshot, team.limits, today),
  };
}

/**
 * Of whoever works in several places, what concerns another one stands on the list of that one. Where a body has several places, nobody knows at
 * which somebody without a contract works: it is to be checked at each, and holds up none (hypothèse).
 */
function pointsOf(
  team: Team,
  { facilityId, members }: TeamSnapshot,
  { today, alone }: { today: Day; alone: boolean },
): TeamPoint[] {
  const here = new Set(members.map(({ collaborationId }) => collaborationId));
  return checkTeam(team, today)
    .filter((point) => {
      if ('facilityId' in point) return point.facilityId === facilityId;
      if (point.code === 'no-contract') return true;
      return here.has(point.collaborationId) && (!('facilityIds' in point) || point.facilityIds.includes(facilityId));
    })
    .map((point) => (point.code === 'no-contract' && !alone ? { ...point, weight: 'warning' } : point));
}
