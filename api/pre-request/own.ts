/** What the pages of a pre-request read beside the case: who asks. The place alone reads it; ONE sees where the pre-request stands. */
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import { findFamilyOf, type Family } from '../../db/pre-request/families.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Kind, Words } from '../../workflows/pre-request/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  /** `hidden`: not for this reader; `erased`: nobody knows any more. */
  own: { family: Family; today: Day } | 'hidden' | 'erased';
}
export type Row = CaseRowOf<Pages>;
export type File = CaseFile<Pages>;

export async function loadOwn(db: Database, row: Row, today: Day, ability: Ability): Promise<Pages['own']> {
  if (!ability.can('offer-place', asSubject('Case', row))) return 'hidden';
  const family = await findFamilyOf(db, row.id);
  return family ? { family, today } : 'erased';
}

const dayNames = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'];
/** « lundi, mardi, jeudi », « du lundi au vendredi » */
export const daysInWords = (days: readonly number[]): string =>
  days.length === dayNames.length ? 'du lundi au vendredi' : days.map((day) => dayNames[day - 1]).join(', ');

const months = new Intl.DateTimeFormat('fr-BE', { month: 'long', year: 'numeric', timeZone: 'UTC' });
/** « septembre 2027 » */
export const monthInWords = (month: string): string => months.format(new Date(`${month}-15T12:00:00Z`));

/** « né·e le lundi 3 mai 2027 », « naissance prévue le … » */
export const childInWords = (childOn: Day, today: Day): string =>
  childOn > today ? `naissance prévue le ${formatLongDate(childOn)}` : `né·e le ${formatLongDate(childOn)}`;

export function familyRows(family: Family, today: Day): SummaryRow[] {
  return [
    { field: 'name', label: 'Nom', value: family.name },
    { field: 'child', label: 'Enfant', value: childInWords(family.child_on, today) },
    { field: 'wished', label: 'Entrée souhaitée', value: formatLongDate(family.wished_on) },
    { field: 'days', label: 'Jours souhaités', value: daysInWords(family.days) },
    { field: 'email', label: 'Courriel', value: family.email },
    { field: 'phone', label: 'Téléphone', value: family.phone ?? 'non donné' },
    ...(family.message ? [{ field: 'message', label: 'Message', values: family.message.split(/\r?\n/) }] : []),
  ];
}
