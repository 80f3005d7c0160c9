/** What the table asks of a quarter, and what it rests on. */
import { addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { lastDayOfMonth, monthOf, monthsOf } from '../../domain/quarter.ts';
import { delay, valueOf, type Parameters } from '../procedure.ts';
import type { CaseData, Facts } from './contract.ts';

export const guide = "Guide du milieu d'accueil, 10.1";
export const faq = 'ONE, FAQ du portail: trois mois après la fin du trimestre';
export const derogations = 'ONE, FAQ du portail: dérogations pour circonstances particulières';

export const firstData = ({ quarter }: Facts['open-quarter'], parameters: Parameters): CaseData => ({
  quarter,
  lastDay: lastDayFor(quarter, parameters),
  attendance: {},
  consultations: {},
  submissions: 0,
  revision: 0,
  paid: 0,
  contests: {},
});

/** The last calendar day of the third month after the quarter, as published: a Sunday does not move it. */
const lastDayFor = (quarter: string, parameters: Parameters): Day =>
  lastDayOfMonth(monthOf(addMonths(`${monthsOf(quarter)[2]}-01`, valueOf(delay('submission'), parameters))));
export const isLate = ({ lastDay }: CaseData, at: number): boolean => dayOf(at) > lastDay;
/** Each month of the quarter, and none reopened since. */
export const isAttendanceSent = ({ quarter, attendance }: CaseData): boolean =>
  monthsOf(quarter).every((month) => attendance[month] && !attendance[month].reopened);
