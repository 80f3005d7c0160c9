/** « Heures d'ouverture »: what holds today, what is decided for later, and the days that are not as usual. Its forms: `hours-form.ts`, `exceptional-form.ts`. */
import { sentenceOf } from '../../../db/signaletique/hours.ts';
import type { ExceptionalRow } from '../../../db/signaletique/find-sheet.ts';
import { formatLongDate, formatPlainDate } from '../../../domain/french-dates.ts';
import { daysAhead } from '../../../domain/premiers-pas/public-place.ts';
import { daysBetween, type Day } from '../../../domain/calendar.ts';
import { hoursOn } from '../../../domain/signaletique/opening-hours.ts';
import { periodsInWords } from '../../../domain/signaletique/opening-sentence.ts';
import { ofFacility, type Row, type Section, type SheetContext } from '../section.ts';

export const openingHours: Section = {
  key: 'opening-hours',
  title: "Heures d'ouverture",
  kept: 'hours',
  seen: true,
  rows: (context) => {
    const { hours, exceptional } = ofFacility(context);
    const current = hoursOn(hours, context.today);
    const isSoonToo = ({ fromOn }: ExceptionalRow): boolean => isSoon(fromOn, context);
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
          seen: isSoon(version.validFrom, context),
        })),
      ...(exceptional.length > 0
        ? [
            ...daysRow('Jours exceptionnels', exceptional.filter(isSoonToo), true),
            ...daysRow(
              'Jours exceptionnels, plus tard',
              exceptional.filter((days) => !isSoonToo(days)),
              false,
            ),
            // Why a place is closed is for its operator: parents read when.
            { label: 'Raisons des jours exceptionnels', values: exceptional.map(reasonInWords) },
          ]
        : []),
    ];
  },
  value: (context) => {
    const current = hoursOn(ofFacility(context).hours, context.today);
    return current ? sentenceOf(current) : '';
  },
  way: (context) =>
    ofFacility(context).facility.kind.startsWith('after-school')
      ? { href: `/pro/after-school/${context.sheet.id}`, label: "Horaire du lieu d'accueil extrascolaire" }
      : undefined,
  missing: (context) => {
    const current = hoursOn(ofFacility(context).hours, context.today);
    return current ? (current.words === null ? [] : ['heures par jour']) : ['heures'];
  },
};

const isSoon = (day: Day, { today }: SheetContext): boolean => daysBetween(today, day) <= daysAhead;
const daysRow = (label: string, days: readonly ExceptionalRow[], seen: boolean): Row[] =>
  days.length > 0 ? [{ label, values: days.map(exceptionalInWords), seen }] : [];

const whenInWords = ({ fromOn, untilOn }: ExceptionalRow): string =>
  fromOn === untilOn ? formatLongDate(fromOn) : `du ${formatPlainDate(fromOn)} au ${formatPlainDate(untilOn)}`;
/** « du 24 décembre 2026 au 1er janvier 2027 : fermé » */
const exceptionalInWords = (row: ExceptionalRow): string =>
  `${whenInWords(row)} : ${row.periods.length > 0 ? periodsInWords(row.periods) : 'fermé'}`;
const reasonInWords = (row: ExceptionalRow): string => `${whenInWords(row)} : ${row.reason}`;
