/** What an import that waits would do, as things stand now. Nothing is written. */
import { createHash } from 'node:crypto';
import type { Day } from '../../../domain/calendar.ts';
import type { ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import { planImport, type PlannedLine } from '../../../domain/staff/sheet/plan.ts';
import { readSheet } from '../../../domain/staff/sheet/read-sheet.ts';
import type { TeamLimits } from '../../../domain/staff/team.ts';
import type { Ability } from '../../access/subjects.ts';
import { canonical } from '../../act-hash.ts';
import type { Database } from '../../connect.ts';
import type { Counts, WaitingSheet } from '../../sheet-imports/imports.ts';
import { findKnown, type StaffedBody } from './known.ts';

export type TeamWaiting = WaitingSheet<ColumnKey>;
export type TeamOutcome = Counts<'persons' | 'contracts' | 'changed' | 'same'>;

export interface ImportPreview {
  planned: PlannedLine[];
  /** In the order of the rows. */
  faults: CellFault[];
  limits: TeamLimits;
  /** Row → what it would do, in a few letters: other letters, other doing. */
  shown: Record<string, string>;
  /** Of all of it. */
  digest: string;
  /** The national numbers of the sheet that nobody of this team has, whether or not ONE knows them. */
  outside: ReadonlySet<string>;
}

interface Previewing {
  body: StaffedBody;
  ability: Ability;
  today: Day;
  nissPepper: string;
}

export async function previewImport(
  db: Database,
  { sheet, mending }: Pick<TeamWaiting, 'sheet' | 'mending'>,
  { body, ability, today, nissPepper }: Previewing,
): Promise<ImportPreview> {
  const { lines, faults } = readSheet(sheet, mending, { facilities: body.facilities, today });
  const { known, limits } = await findKnown(db, { organisingBodyId: body.id, ability, today, lines, nissPepper });
  const plan = planImport(lines, known, limits);
  const shown = Object.fromEntries(plan.planned.map((each) => [String(each.line.row), doingOf(each)]));
  return {
    planned: plan.planned,
    faults: [...faults, ...plan.faults].sort((one, other) => one.row - other.row),
    limits,
    shown,
    digest: digestOf(shown, 32),
    outside: new Set(lines.flatMap(({ niss }) => (niss && !known.persons.get(niss)?.collaborationId ? [niss] : []))),
  };
}

/** No national number goes into it: too few are possible to hide one so. Nor does whether ONE knows a person who is not in the team. */
function doingOf({ line: { niss: _niss, ...line }, person, contract }: PlannedLine): string {
  return digestOf({ line, person: person.kind === 'member' ? person : 'new', contract }, 12);
}

const digestOf = (what: object, length: number): string =>
  createHash('sha256').update(canonical(what)).digest('hex').slice(0, length);
