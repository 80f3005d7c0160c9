/** The scales that stand today, for reading: one table each. */
import type { Scale } from '../../../db/models/scale.ts';
import { datedScale } from '../../../db/parameters/scales.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { inWords } from '../../../domain/quantity.ts';
import { sourceInWords } from './words.ts';

export const presentScales = (scales: readonly Scale[]): object[] =>
  scales.map(datedScale).map(({ label, unit, valueUnit, validFrom, source, reference, bands }) => ({
    title: label,
    line: `Depuis le ${formatShortDate(validFrom)}. ${sourceInWords(source, reference)}`,
    table: {
      caption: label,
      hideCaption: true,
      dense: true,
      columns: [{ label: 'De' }, { label: 'Jusque', numeric: true }, { label: 'Valeur', numeric: true }],
      rows: bands.map(({ from, to, value }) => ({
        cells: [
          { text: inWords({ value: from, unit }) },
          { text: to === null ? 'sans limite' : inWords({ value: to, unit }) },
          { text: inWords({ value, unit: valueUnit }), strong: true },
        ],
      })),
    },
  }));
