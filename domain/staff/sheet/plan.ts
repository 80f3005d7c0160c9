/** What an import would do to a team, before anything is written: what is added, what changes, what stays. Pure. */
import { groupBy } from '../../group-by.ts';
import { searchable } from '../../searchable.ts';
import { formatLongDate } from '../../french-dates.ts';
import { noDueDay } from '../../calendar.ts';
import { isSameFamilyName } from '../same-name.ts';
import type { Contract, Member, TeamLimits } from '../team.ts';
import { mostFor, workTimeOf } from '../work-time.ts';
import type { CellFault, SheetLine } from './line.ts';

/** A person that ONE knows, found by the national number. */
export interface KnownPerson {
  personId: string;
  firstName: string;
  familyName: string;
  collaborationId: string | null;
}
export interface Known {
  /** Those that the person who imports may see, with the contracts that they may see. */
  members: readonly Member[];
  /** Their other contracts, by the sheet of the person: they count towards 100 %, and are not told. */
  hidden: ReadonlyMap<string, readonly Contract[]>;
  /** By the national number as it stands in the sheet. */
  persons: ReadonlyMap<string, KnownPerson>;
}

export type PlannedPerson =
  /** `key`: lines of the same new person share it. */
  | { kind: 'new'; key: string }
  /** Known to ONE, new in this team. */
  | { kind: 'joins'; personId: string }
  | { kind: 'member'; collaborationId: string };
export type ContractColumn = (typeof compared)[number];
export type PlannedContract =
  | { kind: 'add' }
  | { kind: 'change'; id: string; before: Contract; columns: ContractColumn[] }
  | { kind: 'same'; id: string };
export interface PlannedLine {
  line: SheetLine;
  person: PlannedPerson;
  contract: PlannedContract;
}

/** The same whatever is wrong, so that nobody learns whose a number is. */
export const notThePerson =
  "Le NISS et le nom de famille ne vont pas ensemble : vérifiez les deux. S'ils sont exacts, contactez le helpdesk";
const needsNiss =
  "Encodez le NISS : cette personne n'est pas encore dans votre équipe, ou son nom y est écrit autrement";

export interface Plan {
  planned: PlannedLine[];
  faults: CellFault[];
}
export function planImport(lines: readonly SheetLine[], known: Known, limits: TeamLimits): Plan {
  const members = membersOf(known.members);
  const contracts = new Map(known.members.flatMap((member) => member.contracts.map(({ id }) => [id, member] as const)));
  // A person whose number stands in one line needs it in no other.
  const inSheet = new Map(lines.flatMap((line) => (line.niss ? [[nameOf(line), line.niss] as const] : [])));
  const planned: PlannedLine[] = [];
  const faults: CellFault[] = [];
  for (const line of lines) {
    const person = personOf(line, { known, members, contracts, inSheet });
    if ('sentence' in person) {
      faults.push({ row: line.row, ...person });
      continue;
    }
    const member = person.kind === 'member' ? members.byId.get(person.collaborationId) : undefined;
    planned.push({ line, person, contract: contractOf(line, member?.contracts ?? []) });
  }
  return { planned, faults: [...faults, ...overlapFaults(planned, known, limits)] };
}

const nameOf = ({ familyName, firstName }: { familyName: string; firstName: string }): string =>
  searchable(`${familyName} ${firstName}`);

interface Members {
  byId: Map<string, Member>;
  byName: Map<string, Member[]>;
}
const membersOf = (members: readonly Member[]): Members => ({
  byId: new Map(members.map((member) => [member.collaborationId, member])),
  byName: groupBy(members, nameOf),
});

function personOf(
  line: SheetLine,
  {
    known,
    members,
    contracts,
    inSheet,
  }: { known: Known; members: Members; contracts: Map<string, Member>; inSheet: Map<string, string> },
): PlannedPerson | Omit<CellFault, 'row'> {
  if (line.reference !== null) {
    const member = contracts.get(line.reference);
    if (!member || !isSameFamilyName(member.familyName, line.familyName))
      return {
        column: 'reference',
        kind: 'reference',
        sentence: "Cette référence n'est pas celle d'un contrat de cette personne : effacez-la pour ajouter un contrat",
      };
    return asMember(member);
  }
  const named = line.niss === null ? withoutNiss(line, members.byName.get(nameOf(line)) ?? []) : undefined;
  if (named) return named;
  const niss = line.niss ?? inSheet.get(nameOf(line));
  if (niss === undefined) return { column: 'niss', kind: 'unknown-person', sentence: needsNiss };
  const person = known.persons.get(niss);
  if (person && !isSameFamilyName(person.familyName, line.familyName))
    return { column: 'niss', kind: 'not-the-person', sentence: notThePerson };
  if (person && person.collaborationId !== null) return { kind: 'member', collaborationId: person.collaborationId };
  // Asked whether or not ONE knows the person: nothing tells the two apart.
  if (line.bornOn === null && line.niss !== null)
    return { column: 'bornOn', kind: 'missing', sentence: 'Encodez la date de naissance : le NISS ne la donne pas' };
  return person ? { kind: 'joins', personId: person.personId } : { kind: 'new', key: niss };
}

const asMember = ({ collaborationId }: Member): PlannedPerson => ({ kind: 'member', collaborationId });

/** Of the team, the one of that name, and of that birth where it is given. */
function withoutNiss(
  { bornOn }: SheetLine,
  sameName: readonly Member[],
): PlannedPerson | Omit<CellFault, 'row'> | undefined {
  const found = sameName.filter((member) => bornOn === null || member.bornOn === null || member.bornOn === bornOn);
  const [only] = found;
  if (found.length === 1 && only) return asMember(only);
  return found.length > 1
    ? {
        column: 'bornOn',
        kind: 'several-persons',
        sentence: 'Plusieurs personnes de votre équipe portent ce nom : écrivez la date de naissance ou le NISS',
      }
    : undefined;
}

const compared = [
  'facilityId',
  'link',
  'function',
  'regime',
  'percent',
  'weeklyHours',
  'employer',
  'fromOn',
  'toOn',
] as const;

/** The contract that the line speaks of: the one it names, or the one of the same place, link and function that begins the same day. */
function contractOf(line: SheetLine, contracts: readonly Contract[]): PlannedContract {
  const before = line.reference
    ? contracts.find(({ id }) => id === line.reference)
    : contracts.find(
        (each) =>
          each.facilityId === line.facilityId &&
          each.link === line.link &&
          each.function === line.function &&
          each.fromOn === line.fromOn,
      );
  if (!before) return { kind: 'add' };
  const columns = compared.filter((column) => line[column] !== before[column]);
  return columns.length === 0 ? { kind: 'same', id: before.id } : { kind: 'change', id: before.id, before, columns };
}

/**
 * Of each person, all contracts as they would be: more than 100 % is a fault of the line that brings it, told once, at its worst. What was so
 * before and is not touched is no fault of the sheet.
 */
function overlapFaults(
  planned: readonly PlannedLine[],
  { members, hidden }: Known,
  { fullTimeHours }: TeamLimits,
): CellFault[] {
  const whose = ({ person }: PlannedLine): string =>
    person.kind === 'new' ? person.key : person.kind === 'joins' ? person.personId : person.collaborationId;
  const own = new Map(members.map(({ collaborationId, contracts }) => [collaborationId, contracts]));
  return [...groupBy(planned, whose)].flatMap(([key, lines]) => {
    const named = new Set(lines.flatMap(({ contract }) => (contract.kind === 'add' ? [] : [contract.id])));
    const kept = [...(own.get(key) ?? []), ...(hidden.get(key) ?? [])].filter(({ id }) => !named.has(id));
    const all = [...kept, ...lines.map(({ line }): Contract => ({ ...line, id: String(line.row) }))];
    const spans = workTimeOf(all, fullTimeHours).filter(({ percent }) => percent > 100);
    return lines.flatMap(({ line, contract }): CellFault[] => {
      if (contract.kind === 'same') return [];
      const id = String(line.row);
      // The line that begins last brings it.
      const brought = spans.filter(({ contractIds }) => {
        const written = lines.filter(
          (each) => each.contract.kind !== 'same' && contractIds.includes(String(each.line.row)),
        );
        return (
          written.reduce<PlannedLine | undefined>(
            (last, each) => (last && last.line.fromOn > each.line.fromOn ? last : each),
            undefined,
          )?.line.row === line.row
        );
      });
      const [worst] = brought.sort((one, other) => other.percent - one.percent);
      if (!worst) return [];
      const most = mostFor(
        { ...line, id },
        all.filter((each) => each.id !== id),
        fullTimeHours,
      );
      const until = worst.to >= noDueDay ? '' : ` au ${formatLongDate(worst.to)}`;
      return [
        {
          row: line.row,
          column: 'time',
          kind: 'overlap',
          sentence: `${french(worst.percent)} % du ${formatLongDate(worst.from)}${until}, tous contrats ensemble : ${most > 0 ? `${french(most)} % au maximum ici` : 'aucun temps de travail ne reste. Ou bien corrigez les dates'}`,
          ...(most > 0 && line.regime === 'percent' ? { proposal: `${french(most)} %` } : {}),
        },
      ];
    });
  });
}
const french = (number: number): string => String(number).replace('.', ',');
