/** The live sheet of a place on its page at ONE: what its operator has written, as parents read it, with what was changed last. */
import { addressOf, formatAddress, type Address, type AddressRow } from '../../domain/address.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { lineInWords } from '../../domain/presentation/places.ts';
import { openingSentence } from '../../domain/signaletique/opening-sentence.ts';
import type { LiveSheet } from '../../db/inbox/live-sheet.ts';
import type { SheetSection } from '../../db/sheet-sections.ts';
import { nameOfColumn } from '../supervision/history-words.ts';

type Data = Readonly<Record<string, unknown>>;
type Row = { label: string; value?: string | undefined; values?: string[] };

const textIn = (data: Data, ...names: string[]): string | undefined =>
  names.flatMap((name) => (typeof data[name] === 'string' && data[name] !== '' ? [data[name]] : [])).join(' · ') ||
  undefined;
const isAddress = (value: unknown): value is AddressRow =>
  typeof value === 'object' && value !== null && typeof (value as Address).street === 'string';

/** The sections that somebody writes, and what is said of each in a line. */
const told: readonly [section: string, label: string, (data: Data) => string | undefined][] = [
  ['emergency', "Numéro d'urgence", (data) => textIn(data, 'person', 'phone')],
  [
    'postal-address',
    'Adresse courrier',
    (data) =>
      data.same === true
        ? `celle du lieu${typeof data.box === 'string' ? `, boîte ${data.box}` : ''}`
        : isAddress(data.address)
          ? formatAddress(addressOf({ ...data.address, box: data.address.box ?? null }))
          : undefined,
  ],
  ['registration-contact', 'Contact inscriptions', (data) => textIn(data, 'person', 'phone', 'email', 'hours')],
  ['characteristics', 'Présentation', (data) => textIn(data, 'summary')],
];

const hoursRow = ({ hours }: LiveSheet, sentence: string, today: Day): Row => ({
  label: "Heures d'ouverture",
  values:
    hours.length === 0
      ? [sentence || 'non communiquées']
      : hours.map(({ validFrom, week, words: inWords }) =>
          validFrom <= today
            ? (inWords ?? openingSentence(week))
            : `à partir du ${formatShortDate(validFrom)} : ${inWords ?? openingSentence(week)}`,
        ),
});

const placesRow = ({ places, confirmed }: LiveSheet): Row => ({
  label: 'Places disponibles',
  values: [
    ...(places.length === 0
      ? ["Aucune place n'est annoncée."]
      : places.map(({ until, ...period }) => lineInWords({ ...period, ...(until === null ? {} : { until }) }))),
    confirmed
      ? confirmed.fullUntil
        ? `Dit complet jusqu'au ${formatLongDate(confirmed.fullUntil)}, le ${formatShortDate(dayOf(confirmed.at))}.`
        : `Confirmées le ${formatShortDate(dayOf(confirmed.at))}.`
      : 'Jamais confirmées.',
  ],
});

const sectionRow = (sections: ReadonlyMap<string, SheetSection>, [section, label, say]: (typeof told)[number]): Row => {
  const found = sections.get(section);
  return { label, value: found && say(found.data) };
};

/** What `inbox/facility` shows of it. @param sentence the hours as they stand where nobody has laid them out by day */
export const presentLiveSheet = (sheet: LiveSheet, { sentence, today }: { sentence: string; today: Day }): object => ({
  rows: [
    hoursRow(sheet, sentence, today),
    placesRow(sheet),
    ...told.map((section) => sectionRow(sheet.sections, section)),
  ],
  changes: sheet.changes.map(({ at, who, columns }) => ({
    when: formatDateTime(at),
    who: who ?? 'Pro.ONE',
    what: [...new Set(columns.map((column) => nameOfColumn(column) ?? column))].join(', '),
  })),
});
