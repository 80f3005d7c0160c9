/** A person of a team as a line to read: what the sheet says, section by section. */
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import { findFunction, staffDocuments, staffLinks } from '../../domain/staff/functions.ts';
import { sections, type Section, type SnapshotMember } from '../../domain/staff/team-snapshot.ts';

const numbers = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 2 });
export const sectionWords: Readonly<Record<Section, string>> = {
  identification: 'Identification',
  contracts: 'Contrats',
  diplomas: 'Diplômes',
  documents: 'Documents',
  absences: 'Absences',
};
const span = (from: Day | null, to: Day | null): string =>
  [from ? `du ${formatShortDate(from)}` : 'sans date de début', to ? `au ${formatShortDate(to)}` : ''].join(' ').trim();

type Contract = SnapshotMember['contracts'][number];
const timeOf = ({ regime, percent, weeklyHours }: Contract): string => {
  const value = regime === 'percent' ? percent : weeklyHours;
  return value === null
    ? 'régime à compléter'
    : `${numbers.format(value)}\u00a0${regime === 'percent' ? '%' : 'h par semaine'}`;
};
const contractInWords = (contract: Contract): string =>
  [
    findFunction(contract.function)?.label ?? 'fonction à compléter',
    staffLinks[contract.link].label.toLowerCase() + (contract.employer ? ` (${contract.employer})` : ''),
    ...(contract.link === 'household' ? [] : [timeOf(contract)]),
    span(contract.fromOn, contract.toOn),
  ].join(', ');

/**
 * What a section says, one text for each of its rows.
 * @param isNamed false where the name stands beside it
 */
export function saidIn(member: SnapshotMember, section: Section, isNamed = true): string[] {
  switch (section) {
    case 'identification':
      return [
        [
          ...(isNamed ? [nameOf(member)] : []),
          member.bornOn ? `né·e le ${formatShortDate(member.bornOn)}` : 'date de naissance à compléter',
          member.hasNiss ? 'NISS présent' : 'sans NISS',
        ].join(', '),
      ];
    case 'contracts':
      return member.contracts.map(contractInWords);
    case 'diplomas':
      return member.diplomas.map(({ title, obtainedOn }) =>
        obtainedOn ? `${title} (${formatShortDate(obtainedOn)})` : title,
      );
    case 'documents':
      return member.documents.map(({ kind, datedOn, expiresOn }) =>
        [
          `${staffDocuments[kind].label} du ${formatShortDate(datedOn)}`,
          ...(expiresOn ? [`valable jusqu'au ${formatShortDate(expiresOn)}`] : []),
        ].join(', '),
      );
    case 'absences':
      return member.absences.map(({ fromOn, toOn }) => span(fromOn, toOn));
    default:
      return section satisfies never;
  }
}

export const peopleInWords = (count: number): string => `${String(count)} ${count < 2 ? 'personne' : 'personnes'}`;

export interface MemberLine {
  name: string;
  /** Their sheet, where the reader may open it. */
  href?: string;
  cells: { label: string; texts: string[] }[];
}
export const nameOf = ({ familyName, firstName }: Pick<SnapshotMember, 'familyName' | 'firstName'>): string =>
  `${familyName} ${firstName}`;

/** Where the sheet of somebody is; nothing where the reader cannot open it. */
export type SheetHref = (collaborationId: string) => string | undefined;

/** By name. */
export function memberLines(members: readonly SnapshotMember[], hrefOf: SheetHref = () => undefined): MemberLine[] {
  const names = new Intl.Collator('fr');
  return members
    .map((member) => ({
      name: nameOf(member),
      ...linkTo(hrefOf(member.collaborationId)),
      cells: sections.map((section) => ({ label: sectionWords[section], texts: saidIn(member, section, false) })),
    }))
    .sort((a, b) => names.compare(a.name, b.name));
}
export const linkTo = (href: string | undefined): { href?: string } => (href === undefined ? {} : { href });
