/** What a request form is: steps of questions, documents, and rules. Plain data and pure functions: no clock, no I/O. */
import type { z } from 'zod';
import type { Address } from '../../../domain/address.ts';
import type { Day } from '../../../domain/calendar.ts';
import type { Administration } from '../../../domain/postcodes.ts';
import type { RequestKind } from '../../../workflows/authorisation-adaptation/contract.ts';
import type { Parameters } from '../../../workflows/procedure.ts';

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

export interface FormContext {
  today: Day;
  facility: FormFacility;
  parameters: Parameters;
  periods: readonly RunningPeriod[];
}

/** What a rule has to say of a field. A fault must be mended before sending; a warning is shown, and never stops anybody. */
export interface Finding {
  level: 'fault' | 'warning';
  field: string;
  text: string /** The page proposes this kind instead, with what was typed. */;
  instead?: RequestKind;
}

export interface Option {
  value: string;
  text: string;
  hint?: string;
}

export interface Field {
  /** Key of the value. An address has five inputs, `name.street`…; the others one. */
  name: string;
  input: 'address' | 'date' | 'number' | 'text' | 'textarea' | 'choice' | 'yes-no';
  label: string;
  /** Shorter words for the summary, where the question is long. */
  short?: string;
  hint?: string;
  required?: boolean | ((facility: FormFacility) => boolean);
  unit?: string;
  maxLength?: number;
  options?: readonly Option[] | ((context: FormContext) => readonly Option[]);
  /** `tel` for the keyboard of a telephone. */
  type?: 'tel';
  /** Only asked when the wished day comes sooner than the notice. */
  whenNoticeIsShort?: boolean;
}
/** One page: one group of questions. The key stands in the URL. */
export interface Step {
  key: string;
  title: string;
  intro?: string;
  fields: readonly Field[];
}

export type Need = 'required' | 'optional' | 'none';
export interface Slot<V> {
  slot: string;
  label: string;
  hint?: string;
  need: (facility: FormFacility, values: Partial<V>) => Need;
}

export interface RequestForm<V extends object> {
  kind: RequestKind;
  /** In the words of the guide: « Un déménagement définitif ». */
  choice: string;
  /** For whom and what, before one starts. */
  purpose: string;
  schema: z.ZodObject;
  steps: readonly Step[];
  documents: readonly Slot<V>[];
  /** Code of the parameter that holds the notice. */
  notice: (facility: FormFacility) => string;
  /** No notice for what nobody could foresee: disaster, illness. */
  noticeWaived?: (values: Partial<V>) => boolean;
  /** Name of the value that holds the wished day. */
  wishedDay: Extract<keyof V, string>;
  rules: (values: Partial<V>, context: FormContext) => Finding[];
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form of any values, for the pages that serve all six
export type AnyRequestForm = RequestForm<any>;
