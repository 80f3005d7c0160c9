/** What must be seen to before a quarter may be submitted, what is worth seeing to, and what comes to an end before it. Pure. */
import { lastDayOf, lastDayOfMonth, quarterOf, type Month } from '../quarter.ts';
import type { Day } from '../calendar.ts';
import type { TeamPoint } from '../staff/check-team.ts';
import { holdsUp, type ReportPoint } from './report.ts';

export interface MonthReadiness {
  month: Month;
  attendance: { sent: 'never' | 'sent' | 'reopened'; rows: number };
  /** `cents`: of what is not sent yet. */
  consultations: { sent: 'never' | 'sent' | 'reopened'; unsent: number; cents: number };
}
/** Somebody, and their last day as such; nothing: none is known. */
export interface Until {
  name: string;
  until: Day | null;
}
export interface ReadinessFacts {
  today: Day;
  /** Last day to submit. */
  lastDay: Day;
  months: readonly MonthReadiness[];
  team: readonly TeamPoint[];
  people: number;
  report: readonly ReportPoint[];
  /** `valid`: on some day of the quarter, until the day that is told. */
  doctors: { valid: readonly Until[]; waiting: readonly string[] };
  /** `masked`: of the one that is paid to; else where the newest one stands. */
  account: { masked?: string; asked?: 'at-one' | 'complement' };
  /** Last day of the quarter on which the place may receive children, where it is not the last one. */
  authorisedUntil: Day | null;
  /** Persons who may submit, and sign in strongly. */
  submitters: readonly Until[];
}

/** `to-do` holds the request up; `advised` costs money or time; `at-one` waits for ONE; `to-come` is not over yet. */
export type ReadinessState = 'to-do' | 'advised' | 'at-one' | 'to-come' | 'ready';
const states: readonly ReadinessState[] = ['to-do', 'advised', 'at-one', 'to-come', 'ready'];
export type ReadinessLine = { state: ReadinessState } & (
  | { code: 'attendance' | 'consultations'; of: MonthReadiness }
  | { code: 'team'; points: readonly TeamPoint[]; people: number }
  | { code: 'salaries' | 'information' | 'costs'; points: readonly ReportPoint[] }
  /** `ends`: the last of them ends before the quarter does. */
  | { code: 'doctors'; valid: readonly Until[]; waiting: readonly string[]; ends: Day | undefined }
  | { code: 'account'; account: ReadinessFacts['account'] }
  | { code: 'authorisation'; until: Day | null }
  /** `ends`: nobody may submit any more after it, and it is before the last day. */
  | { code: 'submitter'; people: readonly Until[]; ends: Day | undefined }
);

/** What ends soon in a team: a contract, a paper that must be renewed. Nothing that is only to be checked. */
export const endingPoints = (points: readonly TeamPoint[]): TeamPoint[] =>
  points.filter(({ code }) => code === 'contract-ending' || code === 'record-ending' || code === 'record-old');

/** Whether a point can be mended today: a salary is paid once its month is over, children are counted on 15 January. */
export function isDue(point: ReportPoint, { today, months }: Pick<ReadinessFacts, 'today' | 'months'>): boolean {
  if (point.code === 'salary') return lastDayOfMonth(months[point.month]!.month) < today;
  if (point.code === 'children') return `${months[0]!.month}-15` <= today;
  return true;
}

/** In the order of the page: to do, advised, at ONE, to come, ready; within each, in the order of the guide. */
export function readinessLines(facts: ReadinessFacts): ReadinessLine[] {
  const { today, lastDay, months, team, people, report, doctors, account, authorisedUntil, submitters } = facts;
  const isOver = (month: Month): boolean => lastDayOfMonth(month) < today;
  const quarter = quarterOf(months[0]!.month);
  const blocking = team.filter(({ weight }) => weight === 'blocking');
  const step = (code: 'salaries' | 'information' | 'costs', name: ReportPoint['step']): ReadinessLine => {
    const all = report.filter((point) => point.step === name);
    const due = all.filter((point) => isDue(point, facts));
    const state = due.some(holdsUp) ? 'to-do' : due.length > 0 ? 'advised' : all.length > 0 ? 'to-come' : 'ready';
    return { code, points: due.length > 0 ? due : all, state };
  };
  const doctorsEnd = endOf(doctors.valid, lastDayOf(quarter));
  const submittersEnd = endOf(submitters, lastDay);
  const lines: ReadinessLine[] = [
    ...months.map((of): ReadinessLine => {
      const done = of.attendance.sent === 'sent';
      return { code: 'attendance', of, state: done ? 'ready' : isOver(of.month) ? 'to-do' : 'to-come' };
    }),
    {
      code: 'team',
      points: team,
      people,
      state: blocking.length > 0 ? 'to-do' : endingPoints(team).length > 0 ? 'advised' : 'ready',
    },
    step('salaries', 'staff'),
    step('information', 'information'),
    step('costs', 'costs'),
    ...months.map((of): ReadinessLine => {
      const { sent, unsent } = of.consultations;
      const done = sent === 'sent' && unsent === 0;
      return { code: 'consultations', of, state: done ? 'ready' : isOver(of.month) ? 'advised' : 'to-come' };
    }),
    {
      code: 'doctors',
      ...doctors,
      ends: doctorsEnd,
      state:
        doctors.valid.length > 0 && doctorsEnd === undefined
          ? 'ready'
          : doctors.waiting.length > 0
            ? 'at-one'
            : 'advised',
    },
    { code: 'account', account, state: account.masked ? 'ready' : account.asked === 'at-one' ? 'at-one' : 'advised' },
    ...(authorisedUntil === null
      ? []
      : [{ code: 'authorisation', until: authorisedUntil, state: 'advised' } satisfies ReadinessLine]),
    {
      code: 'submitter',
      people: submitters,
      ends: submittersEnd,
      state: submitters.length === 0 ? 'to-do' : submittersEnd === undefined ? 'ready' : 'advised',
    },
  ];
  return lines.sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
}
/** The last day of the last of them, where it comes before the day. */
function endOf(people: readonly Until[], day: Day): Day | undefined {
  const ends = people.map(({ until }) => until);
  const last = ends.reduce<Day | null>(
    (found, until) => (found === null || until === null || until > found ? until : found),
    ends[0] ?? null,
  );
  return last !== null && last < day ? last : undefined;
}

/** Not before the last day of the quarter: until then a month is not over. */
export const holdUp = (lines: readonly ReadinessLine[]): ReadinessLine[] =>
  lines.filter(({ state, code }) => state === 'to-do' || (state === 'to-come' && code !== 'consultations'));
/** What can only be mended slowly: told as soon as it is known, not with the reminders. */
export const isSlow = ({ code, state }: ReadinessLine): boolean =>
  (code === 'doctors' || code === 'account' || code === 'authorisation' || code === 'submitter') &&
  (state === 'to-do' || state === 'advised');
