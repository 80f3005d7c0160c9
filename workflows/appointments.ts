/** A date that a case fixes with its operators, as their calendars are told of it: one event for each case, whatever becomes of it. */
import type { Day } from '../domain/calendar.ts';
import { isClosed } from './apply.ts';
import type { ActionOf, AnyProcess, CaseState, FactsOf, Vocabulary } from './procedure.ts';

/** Without an hour, the whole day. @example { on: '2027-02-01', from: '09:30' } */
export interface Appointment {
  on: Day;
  from?: string | undefined;
}

export interface Appointments<V extends Vocabulary> {
  /** In French, what takes place: it names nobody. */
  title: string;
  /** How long it is held in a calendar. */
  minutes: number;
  /** The one that stands, of a case that is open. */
  standing: (status: V['status'], data: V['data']) => Appointment | undefined;
  /** Of the acts that fix one, which. */
  fixedBy: { readonly [A in ActionOf<V>]?: (facts: FactsOf<V, A>) => Appointment };
  /** The other acts after which another one, or none, may stand. Who is mailed of any of both gets the event with it. */
  changedBy: readonly ActionOf<V>[];
}

export const appointmentOf = (
  process: AnyProcess,
  { status, data }: Pick<CaseState, 'status' | 'data'>,
): Appointment | undefined => (isClosed(process, status) ? undefined : process.appointments?.standing(status, data));

/** The acts after which calendars are told. */
export const changesOf = ({ appointments }: AnyProcess): string[] =>
  appointments ? [...Object.keys(appointments.fixedBy), ...appointments.changedBy] : [];

/** The same for each new word on the appointment of a case, by mail or as a file. */
export const appointmentUid = (caseId: string): string => `appointment-${caseId}@pro-one`;
