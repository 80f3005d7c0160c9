/** What was told of a doctor, row by row: as it stands, and what a change would make of it. */
import type { Told } from '../../db/doctors/told.ts';
import { formatAddress } from '../../domain/address.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { specialtyWords } from '../../views/specialty-words.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { countryWords } from './questions.ts';

const labels = {
  inami: 'INAMI',
  familyName: 'Nom',
  firstName: 'Prénom',
  function: 'Fonction',
  address: 'Adresse',
  mobile: 'Mobile',
  officePhone: 'Bureau',
  email: 'Courriel',
  from: 'Début de collaboration',
  kilometres: 'Déplacement aller-retour',
} as const satisfies Partial<Record<keyof Told, string>>;
type Shown = keyof typeof labels;
const names = Object.keys(labels) as Shown[];

/** Undefined where nothing was told. */
export function toldInWords(told: Told, name: Shown): string | undefined {
  switch (name) {
    case 'address':
      return (
        told.address &&
        `${formatAddress(told.address)}${told.country ? `, ${countryWords[told.country as keyof typeof countryWords]}` : ''}`
      );
    case 'function':
      return specialtyWords[told.function];
    case 'from':
      return formatLongDate(told.from);
    case 'kilometres':
      return `${String(told.kilometres).replace('.', ',')} km`;
    default:
      return told[name];
  }
}

export const toldRows = (told: Told): SummaryRow[] =>
  names.flatMap((field): SummaryRow[] => {
    const value = toldInWords(told, field);
    // A known doctor's contact is not asked: it is not missing.
    if (value === undefined && (field !== 'officePhone' || told.familyName === undefined)) return [];
    return [{ field, label: labels[field], ...(value === undefined ? {} : { value }) }];
  });

export interface Difference {
  field: Shown;
  label: string;
  before: string | undefined;
  after: string | undefined;
}
export const differences = (before: Told, after: Told): Difference[] =>
  names.flatMap((field) => {
    const [old, next] = [toldInWords(before, field), toldInWords(after, field)];
    return old === next ? [] : [{ field, label: labels[field], before: old, after: next }];
  });
