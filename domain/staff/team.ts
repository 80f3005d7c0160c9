/** Who works at an organising body, as the rules look at it: no national number, nothing that is not looked at. */
import type { Day } from '../calendar.ts';
import type { DocumentKind, FunctionCode, LinkCode } from './functions.ts';

/** Limits that ONE may change (`parameters`, slug `team`). */
export interface TeamLimits {
  /** Months during which an extract of the criminal record counts. */
  criminalRecordMonths: number;
  /** Days before an end from which it is announced. */
  noticeDays: number;
  /** Months after which an absence without an end is asked about. */
  endlessAbsenceMonths: number;
  /** Weekly hours of a full-time. */
  fullTimeHours: number;
}

export interface Team {
  organisingBodyId: string;
  /** The places looked at: all of the body, or one. */
  facilities: readonly TeamPlace[];
  members: readonly Member[];
  limits: TeamLimits;
}
export interface TeamPlace {
  id: string;
  name: string;
  kind: string;
}
export interface Member {
  collaborationId: string;
  firstName: string;
  familyName: string;
  bornOn: Day | null;
  hasNiss: boolean;
  /** When names or birth date were changed for another body; null or absent once they were looked at. */
  identityChangedOn?: Day | null;
  /** At every place of the body: 100 % counts all of them. In the order of their beginning. */
  contracts: readonly Contract[];
  diplomas: readonly Diploma[];
  documents: readonly StaffPaper[];
  absences: readonly StaffAbsence[];
}
/** What somebody does in a place. Null is still to be filled in; `toOn` null has no end. */
export interface Contract {
  id: string;
  facilityId: string;
  link: LinkCode;
  function: FunctionCode | null;
  regime: 'percent' | 'hours';
  percent: number | null;
  weeklyHours: number | null;
  employer: string | null;
  fromOn: Day | null;
  toOn: Day | null;
}
export interface Diploma {
  id: string;
  title: string;
  obtainedOn: Day | null;
}
export interface StaffPaper {
  id: string;
  kind: DocumentKind;
  datedOn: Day;
  expiresOn: Day | null;
}
export interface StaffAbsence {
  id: string;
  fromOn: Day;
  toOn: Day | null;
}

export type ContractStatus = 'running' | 'ended' | 'to-come' | 'none';

/** Last day included. Without a first day a contract is taken to run until it is filled in. */
export function statusOf(
  { fromOn, toOn }: Pick<Contract, 'fromOn' | 'toOn'>,
  today: Day,
): 'running' | 'ended' | 'to-come' {
  if (toOn !== null && toOn < today) return 'ended';
  return fromOn !== null && fromOn > today ? 'to-come' : 'running';
}

/** Of a person: running if any contract is, else to come, else ended. */
export function memberStatus(contracts: readonly Pick<Contract, 'fromOn' | 'toOn'>[], today: Day): ContractStatus {
  const statuses = contracts.map((contract) => statusOf(contract, today));
  return (['running', 'to-come', 'ended'] as const).find((status) => statuses.includes(status)) ?? 'none';
}
