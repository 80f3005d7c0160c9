/** What may be asked to be corrected: the lines of the calculation, the steps of the report, the months; and where the operator mends each. */
import { groupOfLine, lineCodes, type LineCode } from '../../domain/subsidy/lines.ts';
import { monthsOf } from '../../domain/quarter.ts';
import { modules, slug, steps, type CorrectionCode } from '../../workflows/quarterly-subsidy/contract.ts';
import type { ReportStepName } from '../../views/quarterly-subsidy/report-words.ts';
import type { Row } from './own.ts';

export const codeOfLine = (line: LineCode): CorrectionCode => `line-${line}`;
export const lineOf = (code: string): LineCode | undefined => lineCodes.find((line) => code === codeOfLine(line));

/** In the order of the page. */
export const correctionCodes = (quarter: string): CorrectionCode[] => [
  ...lineCodes.map(codeOfLine),
  ...steps,
  ...modules.flatMap((module) => monthsOf(quarter).map((month): CorrectionCode => `${module}-${month}`)),
];
/** In the names of inputs: the same in each quarter, « attendance-1 » being its first month. */
export const inputKeys: readonly string[] = [
  ...lineCodes.map(codeOfLine),
  ...steps,
  ...modules.flatMap((module) => [1, 2, 3].map((at) => `${module}-${String(at)}`)),
];
export const inputKeyOf = (code: CorrectionCode, quarter: string): string =>
  inputKeys[correctionCodes(quarter).indexOf(code)] ?? code;

const stepOfGroup = {
  staff: 'staff',
  children: 'attendance',
  consultations: 'consultations',
  costs: 'costs',
} as const satisfies Record<string, ReportStepName>;
/** The very field or card, where the step has one. */
export const anchors: Readonly<Partial<Record<LineCode, string>>> = {
  'direction': 'direction',
  'pms': 'pms',
  'childcare': 'childcare',
  'clerk': 'clerkSessions',
  'premises': 'premisesSessions',
  'social-travel': 'socialTravel',
  'supplies': 'supplies',
  'education-sessions': 'education-sessions',
  'parent-sessions': 'parent-sessions',
  'doctor-training': 'doctor-training',
};

export function stepOf(code: string): ReportStepName {
  const line = lineOf(code);
  if (line) return stepOfGroup[groupOfLine[line]];
  return steps.find((step) => step === code) ?? modules.find((module) => code.startsWith(module)) ?? 'staff';
}
export function hrefOfCorrection(
  code: string,
  { id, facility_id: facilityId }: Pick<Row, 'id' | 'facility_id'>,
): string {
  const [, module, month] = /^(attendance|consultations)-(\d{4}-\d{2})$/.exec(code) ?? [];
  if (module && month) return `/pro/facilities/${facilityId ?? ''}/${module}/${month}`;
  const line = lineOf(code);
  const anchor = line && anchors[line];
  return `/pro/${slug}/${id}/report/${stepOf(code)}${anchor ? `#${anchor}` : ''}`;
}
