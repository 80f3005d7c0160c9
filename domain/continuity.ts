/** Whether an organising body goes on if one of its people is not there: what is to be mended in its list of users, and how pressing it is. */
import { addDays, addMonths, daysBetween, type Day } from './calendar.ts';

/** A user of the body, as its list says and as Mon Équipe says. Days are those of Brussels. */
export interface ContinuityMember {
  userId: string;
  name: string;
  /** Not an account of before 2023, which serves its conversion only. */
  isNamed: boolean;
  /** Deactivated at this body, or everywhere. */
  isDeactivated: boolean;
  addedOn: Day;
  /** Since they were added here. */
  seenOn: Day | null;
  /** Holds the right of administrator today. */
  isAdministrator: boolean;
  /** Holds a right today, or will. */
  hasRights: boolean;
  /** The first last day of what is held today, where something ends and is not held on. */
  rightsEndOn: Day | null;
  /** The last day of the last contract, where there was one and none runs or is to come. */
  contractEndedOn: Day | null;
  /** The absence of today; `toOn` null: without an end. */
  absence: { fromOn: Day; toOn: Day | null } | null;
}
export interface ContinuityReview {
  askedOn: Day;
  dueOn: Day;
}
export interface ContinuityLimits {
  /** Months without a sign-in before it is asked whether the user is still needed. */
  inactiveMonths: number;
  /** Days before temporary rights end. */
  endingDays: number;
  /** Days from which an absence is a long one. */
  longAbsenceDays: number;
}
export interface ContinuityFacts {
  members: readonly ContinuityMember[];
  /** The review that is asked and not yet done. */
  review: ContinuityReview | null;
  limits: ContinuityLimits;
}

export type ContinuityCode =
  | 'no-administrator'
  | 'single-administrator'
  | 'administrator-left'
  | 'administrator-away'
  | 'left'
  | 'without-rights'
  | 'inactive'
  | 'rights-end'
  | 'review';
export interface ContinuityPoint {
  code: ContinuityCode;
  /** `binding`: to be mended now; the others may wait for the next time that somebody looks. */
  weight: 'binding' | 'advice';
  userId?: string;
  name?: string;
  /** Since when it is so, or when it will be. */
  on?: Day;
  toOn?: Day | null;
  /** Of the person: only an administrator may change their access. */
  isAdministrator?: boolean;
  /** Nobody else administers: the person cannot be deactivated before another is named. */
  isLast?: boolean;
}

const order: readonly ContinuityCode[] = [
  'no-administrator',
  'administrator-left',
  'administrator-away',
  'single-administrator',
  'left',
  'review',
  'rights-end',
  'without-rights',
  'inactive',
];

/** What is to be mended, the most pressing first; one line for each person at most, whose reason is the weightiest. */
export function checkContinuity(facts: ContinuityFacts, today: Day): ContinuityPoint[] {
  const { members, review, limits } = facts;
  const active = members.filter(({ isNamed, isDeactivated }) => isNamed && !isDeactivated);
  const administrators = active.filter(({ isAdministrator }) => isAdministrator);
  const isAway = ({ absence }: ContinuityMember): boolean =>
    absence !== null &&
    (absence.toOn === null || daysBetween(absence.fromOn, absence.toOn) + 1 >= limits.longAbsenceDays);
  const hasLeft = ({ contractEndedOn }: ContinuityMember): boolean =>
    contractEndedOn !== null && contractEndedOn < today;
  const reachable = administrators.filter((one) => !hasLeft(one) && !isAway(one));
  const isLast = administrators.length === 1;

  const ofMember = (member: ContinuityMember): ContinuityPoint[] => {
    const who = { userId: member.userId, name: member.name, isAdministrator: member.isAdministrator };
    const { contractEndedOn, absence, rightsEndOn } = member;
    if (contractEndedOn !== null && hasLeft(member))
      return member.isAdministrator
        ? [{ code: 'administrator-left', weight: 'binding', ...who, on: contractEndedOn, isLast }]
        : [{ code: 'left', weight: 'binding', ...who, on: contractEndedOn }];
    if (member.isAdministrator && absence !== null && isAway(member))
      return [
        {
          code: 'administrator-away',
          weight: reachable.length === 0 ? 'binding' : 'advice',
          ...who,
          on: absence.fromOn,
          toOn: absence.toOn,
          isLast,
        },
      ];
    if (!member.hasRights) return [{ code: 'without-rights', weight: 'advice', ...who, on: member.addedOn }];
    if (rightsEndOn !== null && rightsEndOn >= today && rightsEndOn <= addDays(today, limits.endingDays))
      return [{ code: 'rights-end', weight: 'advice', ...who, on: rightsEndOn }];
    const seenOn = member.seenOn ?? member.addedOn;
    if (addMonths(seenOn, limits.inactiveMonths) <= today)
      return [{ code: 'inactive', weight: 'advice', ...who, on: seenOn, isLast: isLast && member.isAdministrator }];
    return [];
  };

  const points: ContinuityPoint[] = [
    ...(administrators.length === 0 && active.length > 0
      ? [{ code: 'no-administrator', weight: 'binding' } as const]
      : []),
    ...(isLast
      ? [
          {
            code: 'single-administrator',
            weight: 'binding',
            userId: administrators[0]!.userId,
            name: administrators[0]!.name,
          } as const,
        ]
      : []),
    ...active.flatMap(ofMember),
    ...(review
      ? [
          {
            code: 'review',
            weight: review.dueOn < today ? 'binding' : 'advice',
            on: review.dueOn,
          } as const,
        ]
      : []),
  ];
  const weightOf = ({ weight }: ContinuityPoint): number => (weight === 'binding' ? 0 : 1);
  return points.sort(
    (a, b) =>
      weightOf(a) - weightOf(b) ||
      order.indexOf(a.code) - order.indexOf(b.code) ||
      (a.on ?? '').localeCompare(b.on ?? '') ||
      (a.name ?? '').localeCompare(b.name ?? '', 'fr'),
  );
}
