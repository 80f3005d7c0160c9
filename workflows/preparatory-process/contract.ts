/**
 * Processus préparatoire à l'autorisation (Prepacc): the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days and hours only, never where a project is or whose it is.
 */
import type { Day } from '../../domain/calendar.ts';
import type { Slot } from '../../domain/slot.ts';
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'preparatory-process';

/** A crèche, or children received in a home. */
export const kinds = ['creche', 'home'] as const;
export type Kind = (typeof kinds)[number];

export const appointmentTypes = ['visit', 'meeting', 'call'] as const;
export type AppointmentType = (typeof appointmentTypes)[number];

/** What ONE gives its opinion on, in the order in which it is written. */
export const opinionSubjects = ['project', 'premises', 'capacity', 'staff', 'viability'] as const;
export type OpinionSubject = (typeof opinionSubjects)[number];
export const opinions = ['favourable', 'with-reserves', 'unfavourable'] as const;
export type Opinion = (typeof opinions)[number];
export type Opinions = Readonly<Record<OpinionSubject, Opinion>>;

export type Status =
  | 'to-meet'
  | 'dates-proposed'
  | 'dates-suggested'
  | 'appointment'
  | 'report'
  | 'opinion'
  | 'complement-asked'
  | 'to-improve'
  | 'to-declare'
  | 'asleep'
  | 'ready'
  | 'withdrawn'
  | 'cancelled';

export interface CaseData {
  kind: Kind;
  /** Of the appointment that is being agreed upon, or is fixed. */
  type?: AppointmentType;
  slots?: readonly Slot[];
  appointmentAt?: Slot;
  /** The report of an appointment is there: the opinion may follow. */
  met?: true;
  opinions?: Opinions;
  asleepBy?: 'operator' | 'silence';
}

/** A day and an hour, and what the appointment is. */
export interface Fixed extends Slot {
  type: AppointmentType;
}

/** Of each act, the facts. The project, reports, reasons and places are the acts' content, kept beside it. */
export interface Facts extends KitFacts {
  'introduce': { kind: Kind };
  // the appointment
  'propose-dates': { type: AppointmentType; slots: readonly Slot[] };
  'choose-date': Slot;
  'suggest-dates': { slots: readonly Slot[] };
  'confirm-appointment': Fixed;
  'cancel-appointment': NoFacts;
  'record-report': { type: AppointmentType; heldOn: Day };
  // what ONE thinks
  'ask-complement': NoFacts;
  'give-complement': NoFacts;
  'give-opinion': { opinions: Opinions };
  'improve': NoFacts;
  'declare-ready': NoFacts;
  // the carrier's own pace
  'pause': NoFacts;
  'wake': NoFacts;
  'withdraw': NoFacts;
  // the clock
  'remind': NoFacts;
  'dates-missed': NoFacts;
  'complement-missed': NoFacts;
  'improvement-missed': NoFacts;
  'remind-appointment': NoFacts;
  'appointment-over': NoFacts;
  'remind-asleep': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/** Of each effect, its kind. `letter-ready`: that the project is ready, with what to do next. */
export const effects = {
  'receipt': 'letter',
  'letter-opinion': 'letter',
  'letter-ready': 'letter',
} as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
