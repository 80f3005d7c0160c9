/** How an import is told. */
import type { PlannedLine } from '../../../domain/staff/sheet/plan.ts';
import type { TeamOutcome } from '../../../db/team/import/preview.ts';
import { sheetColumns, type ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import type { UploadedSheet } from '../../../domain/staff/sheet/recognise.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { staffFunctions, staffLinks } from '../../../domain/staff/functions.ts';
import type { Contract } from '../../../domain/staff/team.ts';
import { namesOfPlaces, type Place } from '../../sheet-import/groups.ts';

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('fr-BE')} ${count < 2 ? one : many}`;

/** « Cellules AC4, AC9 et 3 autres », or the rows where their column is not in the file. */
export function placesOf(sheet: Pick<UploadedSheet, 'columns'>, places: readonly Place<ColumnKey>[]): string {
  const { names, rest, areCells } = namesOfPlaces(sheet, places);
  const word = `${areCells ? 'Cellule' : 'Ligne'}${places.length === 1 ? '' : 's'}`;
  return `${word} ${names.join(', ')}${rest > 0 ? ` et ${counted(rest, 'autre', 'autres')}` : ''} · ${sheetColumns[places[0]!.column].header}`;
}

const decimal = (value: number): string => String(value).replace('.', ',');
export const timeOf = ({ percent, weeklyHours }: Pick<Contract, 'percent' | 'weeklyHours'>): string =>
  percent !== null ? `${decimal(percent)} %` : weeklyHours !== null ? `${decimal(weeklyHours)} h par semaine` : '–';
export const periodOf = ({ fromOn, toOn }: Pick<Contract, 'fromOn' | 'toOn'>): string =>
  fromOn === null ? '–' : `${formatShortDate(fromOn)} – ${toOn === null ? 'sans fin' : formatShortDate(toOn)}`;

/** What a row would do: a badge, and what changes from what to what. */
export function doingOf(
  { line, person, contract }: PlannedLine,
  nameOf: (facilityId: string) => string,
): { badge: { kind: string; text: string }; text: string } {
  if (contract.kind === 'same') return { badge: { kind: 'neutral', text: 'inchangé' }, text: '' };
  if (contract.kind === 'add')
    return person.kind === 'member'
      ? { badge: { kind: 'done', text: 'nouveau contrat' }, text: '' }
      : // Whether ONE knows them is not said: nobody learns so whose a number is.
        { badge: { kind: 'done', text: 'nouvelle personne' }, text: '' };
  const { before, columns } = contract;
  const changes = new Map<string, string>();
  const change = (what: string, from: string, to: string): unknown => changes.set(what, `${from} → ${to}`);
  for (const column of columns)
    switch (column) {
      case 'facilityId':
        change('facility', nameOf(before.facilityId), nameOf(line.facilityId));
        break;
      case 'link':
        change('link', staffLinks[before.link].label, staffLinks[line.link].label);
        break;
      case 'function':
        change(
          'function',
          before.function ? staffFunctions[before.function].label : '–',
          line.function ? staffFunctions[line.function].label : '–',
        );
        break;
      case 'regime':
      case 'percent':
      case 'weeklyHours':
        change('time', timeOf(before), timeOf(line));
        break;
      case 'employer':
        change('employer', before.employer ?? 'aucun autre employeur', line.employer ?? 'aucun autre employeur');
        break;
      case 'fromOn':
      case 'toOn':
        change('period', periodOf(before), periodOf(line));
        break;
      default:
        column satisfies never;
    }
  return { badge: { kind: 'due-soon', text: 'modifié' }, text: [...changes.values()].join(' ; ') };
}

/** « 3 personnes ajoutées, 5 contrats ajoutés, 2 modifiés, 790 inchangés » */
export const outcomeInWords = ({ persons, contracts, changed, same }: TeamOutcome): string =>
  [
    counted(persons, 'personne ajoutée', 'personnes ajoutées'),
    counted(contracts, 'contrat ajouté', 'contrats ajoutés'),
    counted(changed, 'contrat modifié', 'contrats modifiés'),
    counted(same, 'contrat inchangé', 'contrats inchangés'),
  ].join(', ');
