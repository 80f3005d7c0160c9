/** The six request forms, and what the adaptation makes of their answers. */
import { formatAddress } from '../../domain/address.ts';
import { isDay, type Day } from '../../domain/calendar.ts';
import { requestKinds, type RequestKind, type SubmitFacts } from '../../workflows/authorisation-adaptation/contract.ts';
import { words } from '../../views/authorisation-adaptation/words.ts';
import type { Step, Values } from '../drafts/form.ts';
import { summaryOf } from '../drafts/summary.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { capacityChange } from './request-forms/capacity-change.ts';
import { endOfActivity } from './request-forms/end-of-activity.ts';
import type { AnyRequestForm, DocumentContext, FormContext, FormFacility } from './request-forms/form.ts';
import { withNotice } from './request-forms/notice.ts';
import { permanentMove } from './request-forms/permanent-move.ts';
import { returnToPremises } from './request-forms/return-to-premises.ts';
import { temporaryCessation } from './request-forms/temporary-cessation.ts';
import { temporaryMove } from './request-forms/temporary-move.ts';

/** In the order of the guide. */
export const requestForms: Readonly<Record<RequestKind, AnyRequestForm>> = {
  'permanent-move': withNotice(permanentMove),
  'temporary-move': withNotice(temporaryMove),
  'end-of-activity': withNotice(endOfActivity),
  'temporary-cessation': withNotice(temporaryCessation),
  'return-to-premises': withNotice(returnToPremises),
  'capacity-change': withNotice(capacityChange),
};
export const isRequestKind = (kind: unknown): kind is RequestKind =>
  (requestKinds as readonly unknown[]).includes(kind);

/** The label of a document of a form, for pages that know its slot only. */
export const documentLabel = (kind: RequestKind, slot: string): string | undefined =>
  requestForms[kind].documents.find((each) => each.slot === slot)?.label;

/** The documents that a request cannot do without, for such a place and such answers. */
export const requiredDocuments = (
  kind: RequestKind,
  facility: DocumentContext['facility'],
  values: Values,
): { slot: string; label: string }[] =>
  requestForms[kind].documents
    .filter(({ need }) => need({ facility }, values) === 'required')
    .map(({ slot, label }) => ({ slot, label }));

/** First day at the new place, last day of activity, first day of the period… */
export function wishedOn(kind: RequestKind, values: Values): Day {
  const day = values[requestForms[kind].wishedDay];
  if (typeof day !== 'string' || !isDay(day)) throw new Error(`${kind}: no wished day`);
  return day;
}

/** The facts of the act `submit`: codes, days and numbers only. `values` are complete. */
export function factsOf(
  kind: RequestKind,
  values: Values,
  { home, authorisation }: Pick<FormFacility, 'home'> & { authorisation: { capacity: number } },
): SubmitFacts {
  const { plannedEndOn, capacity, linkedCaseId } = values;
  return {
    kind,
    home,
    wishedOn: wishedOn(kind, values),
    ...(typeof plannedEndOn === 'string' ? { plannedEndOn } : {}),
    moreCapacity: typeof capacity === 'number' && capacity > authorisation.capacity,
    ...(typeof linkedCaseId === 'string' ? { linkedCaseId } : {}),
  };
}

/** What was declared; what differs from the authorisation is marked by its former value. */
export function changedRows(
  kind: RequestKind,
  values: Values,
  authorisation: Pick<FormFacility['authorisation'], 'address' | 'capacity'>,
  only?: Step,
): SummaryRow[] {
  const former: Record<string, string> = {
    address: formatAddress(authorisation.address),
    capacity: `${authorisation.capacity} places`,
  };
  return summaryOf(requestForms[kind], values, only).map((row) =>
    former[row.field] !== undefined && former[row.field] !== row.value ? { ...row, previous: former[row.field] } : row,
  );
}

/** With the period that a return puts an end to, by its name. */
export function summaryFor(
  kind: RequestKind,
  values: Values,
  { facility, periods }: FormContext,
  only?: Step,
): SummaryRow[] {
  const period = periods.find(({ caseId }) => caseId === values.linkedCaseId);
  const asked = !only || only.fields.some(({ name }) => name === 'linkedCaseId');
  return [
    ...(period && asked
      ? [{ field: 'linkedCaseId', label: 'Met fin à', value: `${words.kinds[period.kind]} (${period.reference})` }]
      : []),
    ...changedRows(kind, values, facility.authorisation, only),
  ];
}
