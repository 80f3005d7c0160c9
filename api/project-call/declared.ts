/** What a file says, row by row. */
import { placeKinds } from '../../views/project-call/words.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { total, type Values } from './questions.ts';

/** Of the last deposit; empty once retention has erased it. */
export function contentOf({ acts }: { acts: readonly { action: string; content?: unknown }[] }): Values {
  const last = acts.findLast(({ action }) => action === 'deposit' || action === 'deposit-again');
  return (last?.content ?? {}) as Values;
}

/** « 12 500 € » @param whole euros */
export const euros = (whole: number | undefined): string =>
  whole === undefined ? '' : `${whole.toLocaleString('fr-BE')}\u00a0€`;
export const placeKindOf = ({ placeKind }: Values): string => (placeKind ? placeKinds[placeKind] : '');
export const openingOf = ({ openingYear, openingQuarter }: Values): string =>
  openingYear && openingQuarter ? quarterInWords(`${String(openingYear)}-${openingQuarter}`) : '';

export function projectRows(values: Values): SummaryRow[] {
  if (values.motivation === undefined)
    return [{ field: 'erased', label: 'Contenu', value: "effacé à l'échéance de conservation" }];
  return [
    { field: 'municipality', label: 'Commune', value: values.municipality ?? '' },
    {
      field: 'places',
      label: 'Nouvelles places',
      value: `${String(values.places ?? 0)}, ${placeKindOf(values).toLowerCase()}`,
    },
    { field: 'openingYear', label: 'Ouverture prévue', value: openingOf(values) },
    { field: 'works', label: 'Travaux', value: euros(values.works) },
    { field: 'equipment', label: 'Équipement et mobilier', value: euros(values.equipment) },
    { field: 'fees', label: 'Honoraires', value: euros(values.fees) },
    { field: 'otherCosts', label: 'Autres frais', value: euros(values.otherCosts) },
    { field: 'total', label: 'Budget total', value: euros(total(values)) },
    {
      field: 'coFinancing',
      label: 'Cofinancement',
      value: `${euros(values.coFinancing)}${values.financedBy ? ` (${values.financedBy})` : ''}`,
    },
    { field: 'motivation', label: 'Motivation', value: values.motivation },
  ];
}
