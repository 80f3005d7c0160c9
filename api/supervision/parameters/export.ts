/** All values with their dates, for a spreadsheet: semicolons, decimal comma, and the mark that tells Excel it is UTF-8. */
import type { Parameter } from '../../../db/models/parameter.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { asTyped, unitLabels } from '../../../domain/quantity.ts';
import { sourceLabels, titleOf, type Group } from './words.ts';

const head = ['Procédure', 'Paramètre', 'Valeur', 'Unité', 'Du', 'Au', 'Source', 'Référence'];

export const csvOf = (groups: readonly Group[], values: readonly Parameter[]): string =>
  `\uFEFF${[head, ...values.map((value) => cellsOf(groups, value))].map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`;

const cellsOf = (groups: readonly Group[], value: Parameter): string[] => [
  titleOf(groups, value.slug),
  value.label,
  asTyped(value),
  unitLabels[value.unit],
  formatShortDate(value.valid_from),
  value.valid_to ? formatShortDate(value.valid_to) : '',
  sourceLabels[value.source],
  value.reference,
];
/** A text that begins like a formula is shown as a text. */
const quoted = (text: string): string => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
