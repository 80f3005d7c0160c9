/** What the portal knows of a dossier, as tables: the schedules of the places, the staff with its qualification; and what a section says. */
import { openMinutes, lengthInWords, periodsOf, weekdays } from '../../domain/signaletique/opening-hours.ts';
import type { Dossier } from '../../db/agreement-renewal/dossier.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { staffFunctions, type FunctionCode } from '../../domain/staff/functions.ts';
import type { Section } from '../../workflows/agreement-renewal/contract.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { dataOf } from './sections.ts';

const qualifications: Readonly<Record<string, { kind: string; text: string }>> = {
  'recognised': { kind: 'done', text: 'reconnue' },
  'waiting': { kind: 'at-one', text: "attend l'ONE" },
  'information-asked': { kind: 'to-you', text: 'information demandée' },
  'refused': { kind: 'due-late', text: 'non reconnue' },
};

export const hoursTable = ({ places }: Dossier): object => ({
  caption: 'Horaires en vigueur de chaque lieu',
  hideCaption: true,
  stack: true,
  columns: [{ label: 'Lieu' }, ...weekdays.slice(0, 5).map(({ name }) => ({ label: name })), { label: 'Depuis le' }],
  rows: places.map(({ name, hours }) => ({
    cells: [
      { text: name, strong: true },
      ...weekdays.slice(0, 5).map(({ day }) => {
        const periods = hours ? periodsOf(hours.week, day) : [];
        return periods.length === 0
          ? { text: hours ? 'fermé' : '–' }
          : {
              text: periods.map(([from, to]) => `${from}–${to}`).join(', '),
              sub: lengthInWords(openMinutes(periods)),
            };
      }),
      { text: hours ? formatShortDate(hours.validFrom) : '–' },
    ],
  })),
});

export const staffTable = ({ staff }: Dossier): object => ({
  caption: 'Personnel et qualifications',
  hideCaption: true,
  stack: true,
  columns: [{ label: 'Personne' }, { label: 'Fonction' }, { label: 'Lieu' }, { label: 'Qualification' }],
  rows: staff.map(({ name, function: code, place, qualification, until }) => ({
    cells: [
      { text: name, strong: true, ...(until ? { sub: `jusqu'au ${formatShortDate(until)}` } : {}) },
      { text: staffFunctions[code as FunctionCode].label },
      { text: place },
      qualification && qualifications[qualification]
        ? { badge: qualifications[qualification] }
        : { text: 'à demander' },
    ],
  })),
});

const labels: Readonly<Record<string, string>> = {
  versionOn: 'Date de la version',
  conform: 'Conforme au code de qualité',
  coordination: 'Coordination ATL',
  attestedOn: "Date de l'attestation",
  premises: 'Locaux et espace extérieur',
  travel: "Chemin de l'école au lieu d'accueil",
  checked: 'Mon Équipe relue',
  remarks: 'Remarque',
  places: 'Lieux',
};
/** What the operator wrote, row by row. */
export function sectionRows(dossier: Dossier, section: Section): SummaryRow[] {
  return Object.entries(dataOf(dossier, section)).map(([field, value]) => {
    const label = labels[field] ?? field;
    if (Array.isArray(value))
      return {
        field,
        label,
        value: dossier.places
          .filter(({ id }) => (value as unknown[]).includes(id))
          .map(({ name }) => name)
          .join(', '),
      };
    const said = typeof value === 'string' ? value : '';
    return { field, label, value: /^\d{4}-\d\d-\d\d$/.test(said) ? formatShortDate(said as Day) : said };
  });
}
