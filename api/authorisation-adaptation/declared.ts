/** What was asked, row by row, with what differs from the authorisation; and what a complement may be about. */
import { addressOf } from '../../domain/address.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Kind } from '../../workflows/authorisation-adaptation/contract.ts';
import { isMeasure } from '../../workflows/authorisation-adaptation/rules.ts';
import { contentAsked, type File } from './page-types.ts';
import { fieldsOf } from '../drafts/reading.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { FacilityKind } from './request-forms/form.ts';
import { changedRows, requestForms, requiredDocuments } from './request-forms.ts';

export function declaredRows(file: File): SummaryRow[] {
  const { kind } = file.row;
  const asked = contentAsked(file);
  if (file.acts[0]?.erased)
    return [{ field: 'erased', label: 'Contenu', value: "effacé à l'échéance de conservation" }];
  if (isMeasure(kind)) {
    const rows: [string, string][] = [
      ['facts', 'Faits constatés'],
      ['reasons', 'Motifs'],
      ['expected', 'Ce qui est attendu'],
    ];
    return [
      ...rows.flatMap(([field, label]) =>
        typeof asked[field] === 'string' ? [{ field, label, values: asked[field].split(/\n+/) }] : [],
      ),
      { field: 'effectiveOn', label: 'Date envisagée', value: formatLongDate(file.row.state.data.wishedOn) },
    ];
  }
  const { version } = file.own.before;
  return changedRows(kind, asked, { address: addressOf(version), capacity: version.capacity });
}

/** Fields and documents of the form, by a code that the act keeps as a fact. */
export function complementItems(kind: Kind): { code: string; label: string }[] {
  if (isMeasure(kind)) return [{ code: 'other', label: 'Une explication' }];
  const form = requestForms[kind];
  return [
    ...form.documents.map(({ slot, label }) => ({ code: `document.${slot}`, label })),
    ...fieldsOf(form).map(({ name, label, short }) => ({ code: `field.${name}`, label: short ?? label })),
    { code: 'other', label: 'Une explication' },
  ];
}

/** What such a request must have, by what was answered in it. */
export function documentsExpected(file: File): { slot: string; label: string }[] {
  const { kind, facility_kind, state } = file.row;
  if (isMeasure(kind)) return [];
  const { home } = state.data;
  const { version, body } = file.own.before;
  return requiredDocuments(
    kind,
    { home, kind: facility_kind as FacilityKind, bodyKind: body.kind, authorisation: { capacity: version.capacity } },
    contentAsked(file),
  );
}
