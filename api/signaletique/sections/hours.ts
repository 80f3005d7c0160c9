/** « Heures d'ouverture »: what holds today, what is decided for later, and the days that are not as usual. Its forms: `hours-form.ts`, `exceptional-form.ts`. */
import { sentenceOf } from '../../../db/signaletique/hours.ts';
import type { ExceptionalRow } from '../../../db/signaletique/find-sheet.ts';
import { formatLongDate, formatPlainDate } from '../../../domain/french-dates.ts';
import { hoursOn } from '../../../domain/signaletique/opening-hours.ts';
import { periodsInWords } from '../../../domain/signaletique/opening-sentence.ts';
import { ofFacility, type Section } from '../section.ts';

export const openingHours: Section = {
  key: 'opening-hours',
  title: "Heures d'ouverture",
  kept: 'hours',
  seen: true,
  rows: (context) => {
    const { hours, exceptional } = ofFacility(context);
    const current = hoursOn(hours, context.today);
    return [
      {
        label: current ? `Depuis le ${formatPlainDate(current.validFrom)}` : 'Actuellement',
        value: current && sentenceOf(current),
        seen: true,
        ...(current ? {} : { missing: true }),
      },
      ...hours
        .filter(({ validFrom }) => validFrom > context.today)
        .map((version) => ({
          label: `À partir du ${formatLongDate(version.validFrom)}`,
          value: sentenceOf(version),
          seen: true,
        })),
      ...(exceptional.length > 0
        ? [{ label: 'Jours exceptionnels', values: exceptional.map(exceptionalInWords), seen: true }]
        : []),
    ];
  },
  value: (context) => {
    const current = hoursOn(ofFacility(context).hours, context.today);
    return current ? sentenceOf(current) : '';
  },
  missing: (context) => {
    const current = hoursOn(ofFacility(context).hours, context.today);
    return current ? (current.words === null ? [] : ['heures par jour']) : ['heures'];
  },
};

/** « du 24/12 au 1er janvier : fermé (congés) » */
export const exceptionalInWords = ({ fromOn, untilOn, periods, reason }: ExceptionalRow): string =>
  `${fromOn === untilOn ? formatLongDate(fromOn) : `du ${formatPlainDate(fromOn)} au ${formatPlainDate(untilOn)}`} : ${periods.length > 0 ? periodsInWords(periods) : 'fermé'} (${reason})`;
