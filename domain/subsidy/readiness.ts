/** What must be seen to before a quarter may be submitted, and what is worth seeing to. Pure. */
import { lastDayOfMonth, type Month } from '../quarter.ts';
import type { Day } from '../calendar.ts';
import type { TeamPoint } from '../staff/check-team.ts';
import { holdsUp, type ReportPoint } from './report.ts';

export interface MonthReadiness {
  month: Month;
  attendance: { sent: 'never' | 'sent' | 'reopened'; rows: number };
  /** `cents`: of what is not sent yet. */
  consultations: { sent: 'never' | 'sent' | 'reopened'; unsent: number; cents: number };
}
export interface ReadinessFacts {
  today: Day;
  months: readonly MonthReadiness[];
  team: readonly TeamPoint[];
  people: number;
  report: readonly ReportPoint[];
  doctors: { valid: readonly string[]; waiting: readonly string[] };
  /** Masked. */
  account: string | undefined;
  /** Persons who may submit, and sign in strongly. */
  submitters: readonly string[];
}

/** `to-do` holds the request up; `advised` costs money or time; `at-one` waits for ONE; `to-come` is not over yet. */
export type ReadinessState = 'to-do' | 'advised' | 'at-one' | 'to-come' | 'ready';
const states: readonly ReadinessState[] = ['to-do', 'advised', 'at-one', 'to-come', 'ready'];
export type ReadinessLine = { state: ReadinessState } & (
  | { code: 'attendance' | 'consultations'; of: MonthReadiness }
  | { code: 'team'; points: readonly TeamPoint[]; people: number }
  | { code: 'salaries' | 'information' | 'costs'; points: readonly ReportPoint[] }
  | { code: 'doctors'; valid: readonly string[]; waiting: readonly string[] }
  | { code: 'account'; masked: string | undefined }
  | { code: 'submitter'; names: readonly string[] }
);

/** In the order of the page: to do, advised, at ONE, to come, ready; within each, in the order of the guide. */
export function readinessLines(facts: ReadinessFacts): ReadinessLine[] {
  const { today, months, team, people, report, doctors, account, submitters } = facts;
  const isOver = (month: Month): boolean => lastDayOfMonth(month) < today;
  const blocking = team.filter(({ weight }) => weight === 'blocking');
  const step = (name: ReportPoint['step']): readonly ReportPoint[] => report.filter((point) => point.step === name);
  const ofStep = (points: readonly ReportPoint[]): ReadinessState =>
    points.some(holdsUp) ? 'to-do' : points.length > 0 ? 'advised' : 'ready';
  const lines: ReadinessLine[] = [
    ...months.map((of): ReadinessLine => {
      const done = of.attendance.sent === 'sent';
      return { code: 'attendance', of, state: done ? 'ready' : isOver(of.month) ? 'to-do' : 'to-come' };
    }),
    { code: 'team', points: team, people, state: blocking.length > 0 ? 'to-do' : 'ready' },
    { code: 'salaries', points: step('staff'), state: ofStep(step('staff')) },
    { code: 'information', points: step('information'), state: ofStep(step('information')) },
    { code: 'costs', points: step('costs'), state: ofStep(step('costs')) },
    ...months.map((of): ReadinessLine => {
      const { sent, unsent } = of.consultations;
      const done = sent === 'sent' && unsent === 0;
      return { code: 'consultations', of, state: done ? 'ready' : isOver(of.month) ? 'advised' : 'to-come' };
    }),
    {
      code: 'doctors',
      ...doctors,
      state: doctors.valid.length > 0 ? 'ready' : doctors.waiting.length > 0 ? 'at-one' : 'advised',
    },
    { code: 'account', masked: account, state: account ? 'ready' : 'advised' },
    { code: 'submitter', names: submitters, state: submitters.length > 0 ? 'ready' : 'to-do' },
  ];
  return lines.sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
}
/** Not before the last day of the quarter: until then a month is not over. */
export const holdUp = (lines: readonly ReadinessLine[]): ReadinessLine[] =>
  lines.filter(({ state, code }) => state === 'to-do' || (state === 'to-come' && code === 'attendance'));
/** What can only be mended slowly: told as soon as it is known, not with the reminders. */
export const isSlow = ({ code, state }: ReadinessLine): boolean =>
  (code === 'doctors' || code === 'account' || code === 'submitter') && (state === 'to-do' || state === 'advised');
