/** A team as it is validated for a year: what is signed, what has changed since, without a national number. Pure. */
import type { Day } from '../calendar.ts';
import type { Contract, Diploma, StaffAbsence, StaffPaper, Team } from './team.ts';

export interface SnapshotMember {
  collaborationId: string;
  firstName: string;
  familyName: string;
  bornOn: Day | null;
  /** That it is known, never what it is. */
  hasNiss: boolean;
  /** In this place, of this year. */
  contracts: Omit<Contract, 'facilityId'>[];
  diplomas: Diploma[];
  documents: StaffPaper[];
  absences: StaffAbsence[];
}
export interface TeamSnapshot {
  facilityId: string;
  year: string;
  members: SnapshotMember[];
}

/**
 * Of whoever has a contract in the place in the course of the year; a contract without a first day counts. It looks at no other day: the same
 * data give the same snapshot whenever it is taken.
 */
export function snapshotOf(team: Pick<Team, 'members'>, facilityId: string, year: string): TeamSnapshot {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const ofYear = ({ fromOn, toOn }: { fromOn: Day | null; toOn: Day | null }): boolean =>
    (fromOn === null || fromOn <= last) && (toOn === null || toOn >= first);
  const members = team.members.flatMap((member): SnapshotMember[] => {
    const contracts = member.contracts.filter((one) => one.facilityId === facilityId && ofYear(one));
    if (contracts.length === 0) return [];
    return [
      {
        collaborationId: member.collaborationId,
        firstName: member.firstName,
        familyName: member.familyName,
        bornOn: member.bornOn,
        hasNiss: member.hasNiss,
        contracts: byId(contracts.map(({ facilityId: _, ...contract }) => contract)),
        diplomas: byId(member.diplomas),
        documents: byId(member.documents),
        absences: byId(member.absences.filter(ofYear)),
      },
    ];
  });
  // In an order of its own: names may be corrected, and sorted by other rules some day.
  return {
    facilityId,
    year,
    members: members.sort((a, b) => (a.collaborationId < b.collaborationId ? -1 : 1)),
  };
}
const byId = <Row extends { id: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

export const sections = ['identification', 'contracts', 'diplomas', 'documents', 'absences'] as const;
export type Section = (typeof sections)[number];
/** What a section of the sheet says of somebody. */
export const sectionOf = (
  { firstName, familyName, bornOn, hasNiss, ...rest }: SnapshotMember,
  section: Section,
): unknown => (section === 'identification' ? { firstName, familyName, bornOn, hasNiss } : rest[section]);

export interface Difference {
  collaborationId: string;
  what: 'added' | 'removed' | 'changed';
  before?: SnapshotMember;
  after?: SnapshotMember;
  /** Of somebody who is in both. */
  sections: Section[];
}

/** Who is new, who is not there any more, and what of the others has changed; in the order of the later one, who is gone last. */
export function differencesBetween(before: TeamSnapshot, after: TeamSnapshot): Difference[] {
  const stood = new Map(before.members.map((member) => [member.collaborationId, member]));
  const there = new Set(after.members.map(({ collaborationId }) => collaborationId));
  return [
    ...after.members.flatMap((member): Difference[] => {
      const { collaborationId } = member;
      const was = stood.get(collaborationId);
      if (!was) return [{ collaborationId, what: 'added', after: member, sections: [] }];
      const changed = sections.filter((section) => !same(sectionOf(was, section), sectionOf(member, section)));
      return changed.length > 0
        ? [{ collaborationId, what: 'changed', before: was, after: member, sections: changed }]
        : [];
    }),
    ...before.members
      .filter(({ collaborationId }) => !there.has(collaborationId))
      .map(
        (member): Difference => ({
          collaborationId: member.collaborationId,
          what: 'removed',
          before: member,
          sections: [],
        }),
      ),
  ];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
/** What was kept as JSON comes back with its keys in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
