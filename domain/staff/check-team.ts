/** What is missing or cannot be in a team (domaine, validation annuelle): the list, the sheet, the import and the yearly validation read the same. */
import { addDays, addMonths, type Day } from '../calendar.ts';
import { findFunction } from './functions.ts';
import { statusOf, type Contract, type Member, type Team, type TeamLimits } from './team.ts';
import { gapsOf, mostFor, percentOf, workTimeOf } from './work-time.ts';

/**
 * One point to see to. `field` says where: section, row (`new` where there is none yet) and name of the field,
 * as `contracts.<id>.percent`.
 */
export type TeamPoint = { weight: 'blocking' | 'warning'; field: string } & (
  | ({ collaborationId: string } & MemberPoint)
  | { code: 'no-direction'; collaborationId: null; facilityId: string }
);
type MemberPoint =
  /** More than 100 %, from a day to a day; `most`: the greatest value for the contract of the field. */
  | { code: 'overlap'; contractId: string; facilityIds: string[]; from: Day; to: Day; percent: number; most: number }
  | { code: 'gap'; from: Day; to: Day }
  /** Nobody at the body any more, and may still sign in for it (`accessPoints`). */
  | { code: 'access-left'; userId: string; on: Day }
  | { code: 'no-contract' | 'no-niss' | 'no-record' | 'no-diploma' }
  | { code: 'no-function' | 'no-time' | 'no-start'; contractId: string; facilityId: string }
  | { code: 'contract-ending'; contractId: string; facilityId: string; on: Day }
  | { code: 'record-ending' | 'record-old'; documentId: string; datedOn: Day; on: Day }
  | { code: 'endless-absence'; absenceId: string; fromOn: Day }
  | { code: 'identity-elsewhere'; on: Day };
export type TeamPointCode = TeamPoint['code'];

/** Blocking first, in this order; then the warnings. */
export const pointCodes = [
  'no-direction',
  'overlap',
  'no-contract',
  'no-niss',
  'no-start',
  'no-function',
  'no-time',
  'access-left',
  'identity-elsewhere',
  'record-old',
  'no-record',
  'no-diploma',
  'contract-ending',
  'record-ending',
  'endless-absence',
  'gap',
] as const satisfies readonly TeamPointCode[];

/** The points of a whole team, most serious first, then in the order of its members. */
export function checkTeam(team: Team, today: Day): TeamPoint[] {
  const points = [
    ...directionPoints(team, today),
    ...team.members.flatMap((one) => checkMember(one, team.limits, today)),
  ];
  return inOrder(points);
}
/** The most serious first; of the same kind as they come. */
export const inOrder = (points: readonly TeamPoint[]): TeamPoint[] => [...points].sort((a, b) => rank(a) - rank(b));
const rank = ({ code }: TeamPoint): number => pointCodes.indexOf(code);

/** Of who has left: their data are asked for no more, and their access is to be closed. Of the members of a team alone. */
export function accessPoints(
  { members }: Pick<Team, 'members'>,
  left: readonly { collaborationId: string; userId: string; on: Day }[],
): TeamPoint[] {
  const here = new Set(members.map(({ collaborationId }) => collaborationId));
  return left
    .filter(({ collaborationId }) => here.has(collaborationId))
    .map((one) => ({ code: 'access-left', weight: 'warning', field: 'access', ...one }));
}

/** The points of one person: nothing is asked of who has left. */
export function checkMember(member: Member, limits: TeamLimits, today: Day): TeamPoint[] {
  const { collaborationId, contracts } = member;
  const point = (weight: TeamPoint['weight'], field: string, rest: MemberPoint): TeamPoint => ({
    weight,
    field,
    collaborationId,
    ...rest,
  });
  const open = contracts.filter((contract) => statusOf(contract, today) !== 'ended');
  if (contracts.length > 0 && open.length === 0) return [];
  return [
    ...(contracts.length === 0 ? [point('blocking', 'contracts.new.facilityId', { code: 'no-contract' })] : []),
    ...(member.hasNiss ? [] : [point('blocking', 'identification.person.niss', { code: 'no-niss' })]),
    ...open.flatMap((contract) => {
      const { id: contractId, facilityId } = contract;
      const at = (name: string): string => `contracts.${contractId}.${name}`;
      return [
        ...(contract.fromOn === null
          ? [point('blocking', at('fromOn'), { code: 'no-start', contractId, facilityId })]
          : []),
        ...(contract.function === null
          ? [point('blocking', at('function'), { code: 'no-function', contractId, facilityId })]
          : []),
        ...(isTimeAsked(contract) && percentOf(contract, limits.fullTimeHours) === null
          ? [
              point('blocking', at(contract.regime === 'hours' ? 'weeklyHours' : 'percent'), {
                code: 'no-time',
                contractId,
                facilityId,
              }),
            ]
          : []),
      ];
    }),
    ...overlapsOf(member, limits, today).map((overlap) =>
      point('blocking', `contracts.${overlap.contractId}.percent`, { code: 'overlap', ...overlap }),
    ),
    ...(member.identityChangedOn
      ? [
          point('warning', 'identification.person.firstName', {
            code: 'identity-elsewhere',
            on: member.identityChangedOn,
          }),
        ]
      : []),
    ...recordPoints(member, limits, today).map(({ field, ...rest }) => point('warning', field, rest)),
    ...(needsDiploma(open) && member.diplomas.length === 0
      ? [point('warning', 'diplomas.new.title', { code: 'no-diploma' })]
      : []),
    ...endingOf(open, limits, today).map((contract) =>
      point('warning', `contracts.${contract.id}.toOn`, {
        code: 'contract-ending',
        contractId: contract.id,
        facilityId: contract.facilityId,
        on: contract.toOn,
      }),
    ),
    ...member.absences
      .filter(({ fromOn, toOn }) => toOn === null && addMonths(fromOn, limits.endlessAbsenceMonths) < today)
      .map(({ id: absenceId, fromOn }) =>
        point('warning', `absences.${absenceId}.toOn`, { code: 'endless-absence', absenceId, fromOn }),
      ),
    ...gapsOf(workTimeOf(contracts, limits.fullTimeHours))
      .filter(({ to }) => to >= firstOfYear(today))
      .map((gap) => point('warning', 'contracts.new.fromOn', { code: 'gap', ...gap })),
  ];
}

/** Whether the contract must say how much somebody works: a member of the household does not. */
export const isTimeAsked = ({ link }: Pick<Contract, 'link'>): boolean => link !== 'household';
const firstOfYear = (day: Day): Day => `${day.slice(0, 4)}-01-01`;

/** Runs of days above 100 % that touch this year or come later; the field is the contract that began last. */
export function overlapsOf({ contracts }: Pick<Member, 'contracts'>, limits: TeamLimits, today: Day) {
  return workTimeOf(contracts, limits.fullTimeHours)
    .filter(({ percent, to }) => percent > 100 && to >= firstOfYear(today))
    .map(({ from, to, percent, contractIds }) => {
      const running = contracts.filter(({ id }) => contractIds.includes(id));
      const last = running.reduce((latest, each) => (each.fromOn! >= latest.fromOn! ? each : latest));
      const others = contracts.filter(({ id }) => id !== last.id);
      return {
        contractId: last.id,
        facilityIds: [...new Set(running.map(({ facilityId }) => facilityId))],
        from,
        to,
        percent,
        most: mostFor(last, others, limits.fullTimeHours),
      };
    });
}

/** Contracts that end soon, and are followed by no other. */
function endingOf(open: readonly Contract[], { noticeDays }: TeamLimits, today: Day) {
  return open.filter(
    (contract): contract is Contract & { toOn: Day } =>
      contract.toOn !== null &&
      contract.toOn <= addDays(today, noticeDays) &&
      !open.some(({ id, toOn }) => id !== contract.id && (toOn === null || toOn > contract.toOn!)),
  );
}

function recordPoints({ documents }: Member, limits: TeamLimits, today: Day): (MemberPoint & { field: string })[] {
  const newest = documents
    .filter(({ kind }) => kind === 'criminal-record')
    .reduce<Member['documents'][number] | undefined>(
      (found, each) => (found && found.datedOn >= each.datedOn ? found : each),
      undefined,
    );
  if (!newest) return [{ code: 'no-record', field: 'documents.new.datedOn' }];
  const on = addMonths(newest.datedOn, limits.criminalRecordMonths);
  if (on > addDays(today, limits.noticeDays)) return [];
  const { id: documentId, datedOn } = newest;
  return [
    { code: on <= today ? 'record-old' : 'record-ending', documentId, datedOn, on, field: 'documents.new.datedOn' },
  ];
}

/** The childcare staff (« personnel d'encadrement ») shows a qualification. */
const needsDiploma = (open: readonly Contract[]): boolean =>
  open.some(({ function: code, link }) => {
    const group = findFunction(code)?.group;
    return link !== 'household' && link !== 'volunteer' && (group === 'childcare' || group === 'after-school');
  });

/** Who minds children alone, or with one other, is not directed by anybody. */
const undirected: readonly string[] = ['childminder', 'co-childminder'];
/** Places where somebody works and nobody directs. */
function directionPoints({ facilities, members }: Team, today: Day): TeamPoint[] {
  const running = members.flatMap(({ contracts }) =>
    contracts.filter((contract) => statusOf(contract, today) === 'running'),
  );
  const directed = new Set(running.filter((each) => leads(each)).map(({ facilityId }) => facilityId));
  return facilities
    .filter(
      ({ id, kind }) =>
        !undirected.includes(kind) && !directed.has(id) && running.some(({ facilityId }) => facilityId === id),
    )
    .map(({ id }) => ({
      code: 'no-direction',
      weight: 'blocking',
      collaborationId: null,
      facilityId: id,
      field: 'contracts.new.function',
    }));
}
const leads = ({ function: code }: Contract): boolean =>
  findFunction(code)?.group === 'direction' || code === 'after-school-lead';
