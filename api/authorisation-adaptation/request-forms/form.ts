/** What the request forms of the adaptation look at, and what each says of its notice. */
import type { Address } from '../../../domain/address.ts';
import type { Day } from '../../../domain/calendar.ts';
import type { Administration } from '../../../domain/postcodes.ts';
import type { RequestKind } from '../../../workflows/authorisation-adaptation/contract.ts';
import type { Parameters } from '../../../workflows/procedure.ts';
import type { DraftContext, DraftForm, Slot } from '../../drafts/form.ts';

export type FacilityKind =
  | 'subsidised-creche'
  | 'creche'
  | 'childminder'
  | 'co-childminder'
  | 'childminder-service'
  | 'after-school-1'
  | 'after-school-2';

/** What the rules look at: the place, and its authorisation as it is today. */
export interface FormFacility {
  id: string;
  name: string;
  kind: FacilityKind;
  /** In the childminder's own home. */
  home: boolean;
  /** Kind of the organising body: `natural-person` for a childminder. */
  bodyKind: string;
  administration: Administration;
  authorisation: { status: string; address: Address; capacity: number };
}
/** A temporary move or cessation in force: what one may come back from. */
export interface RunningPeriod {
  caseId: string;
  kind: 'temporary-move' | 'temporary-cessation';
  reference: string;
  startedOn: Day;
  plannedEndOn: Day | null;
}

export interface FormContext extends DraftContext {
  facility: FormFacility;
  bodyName: string;
  parameters: Parameters;
  periods: readonly RunningPeriod[];
}

/** What tells which documents a request needs: little enough to be asked of a case too. */
export interface DocumentContext {
  facility: Pick<FormFacility, 'home' | 'kind' | 'bodyKind'> & {
    authorisation: Pick<FormFacility['authorisation'], 'capacity'>;
  };
}

export interface RequestForm<V extends object> extends DraftForm<V, FormContext> {
  kind: RequestKind;
  documents: readonly Slot<V, DocumentContext>[];
  /** Code of the parameter that holds the notice. */
  notice: (facility: FormFacility) => string;
  /** No notice for what nobody could foresee: disaster, illness. */
  noticeWaived?: (values: Partial<V>) => boolean;
  /** Name of the value that holds the wished day. */
  wishedDay: Extract<keyof V, string>;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form of any values, for what holds of all six
export type AnyRequestForm = RequestForm<any>;
