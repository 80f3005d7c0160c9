/** The readiness of a quarter: each line that is not ready opens the very place where it is mended. */
import { startOfDay, dayOf, type Day } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { firstDayOf, firstDayOfMonth, quarterInWords, lastDayOf } from '../../domain/quarter.ts';
import { holdsUp } from '../../domain/subsidy/report.ts';
import { endingPoints, holdUp, isSlow, readinessLines, type ReadinessLine } from '../../domain/subsidy/readiness.ts';
import type { ReportOf } from '../../db/quarterly-subsidy/report.ts';
import type { QuarterToday } from '../../db/quarterly-subsidy/sealed.ts';
import { isDeclaring, slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { lineInWords, stateWords } from '../../views/quarterly-subsidy/board-words.ts';
import { reportSteps, stepTitles } from '../../views/quarterly-subsidy/report-words.ts';
import { means } from '../cases/who.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { hrefOf as fieldHref } from '../team/sheet-page.ts';
import { stepOf } from './correction-places.ts';
import type { Doors } from './doors.ts';
import { reportOf, type File, type Row } from './own.ts';
import { stepStates } from './report/steps.ts';

/** Whose form is ready to be sent: while the quarter runs, a month is still to come. */
export const isReady = ({ readiness }: QuarterToday): boolean => holdUp(readinessLines(readiness)).length === 0;

/** Undefined where that page is not for these eyes. */
function hrefOf(line: ReadinessLine, { facilityId, caseId }: ReportOf, doors: Doors): string | undefined {
  const report = `/pro/${slug}/${caseId}/report`;
  switch (line.code) {
    case 'attendance':
      return `/pro/facilities/${facilityId}/attendance/${line.of.month}`;
    case 'consultations':
      return `/pro/facilities/${facilityId}/consultations/${line.of.month}`;
    case 'team': {
      if (!doors.team) return undefined;
      const point = line.points.find(({ weight }) => weight === 'blocking') ?? endingPoints(line.points)[0];
      return point?.collaborationId ? sheetHref(point.field, point.collaborationId, caseId) : '/pro/team';
    }
    case 'salaries': {
      const point = line.points.find(holdsUp) ?? line.points[0];
      if (point?.code === 'salary') return staffFieldHref(report, point.month, point.row.collaborationId);
      if (point?.code === 'doubt') return staffFieldHref(report, point.doubt.month, point.row.collaborationId);
      return `${report}/staff`;
    }
    case 'information': {
      const point = line.points[0];
      if (point?.code === 'motive') return `${report}/information?edit=${point.closure.id}#${point.closure.id}-motive`;
      return `${report}/information${point?.code === 'hours' ? '#opens' : point?.code === 'children' ? '#children' : ''}`;
    }
    case 'costs':
      return `${report}/costs`;
    case 'doctors':
      return '/pro/doctors';
    case 'account':
      return doors.account ? '/pro/accounts' : undefined;
    case 'authorisation':
      return doors.authorisation ? `/pro/facilities/${facilityId}/authorisation` : undefined;
    case 'submitter':
      return doors.users ? '/pro/users' : undefined;
    default:
      return line satisfies never;
  }
}

/** On the page of the list that the person is on. */
const staffFieldHref = (report: string, month: number, collaborationId: string): string =>
  `${report}/staff?at=${collaborationId}#m${String(month)}.${collaborationId}`;

/** The very field of the sheet, with the way back to the board. */
function sheetHref(field: string, collaborationId: string, caseId: string): string {
  const [path = '', anchor = ''] = fieldHref(field, `/pro/team/${collaborationId}`).split('#');
  const from = new URLSearchParams({ back: `/pro/${slug}/${caseId}#pret` }).toString();
  return `${path}${path.includes('?') ? '&' : '?'}${from}#${anchor}`;
}

interface ShownLine {
  id: string;
  state: ReadinessLine['state'];
  badge: { kind: string; text: string };
  label: string;
  text: string;
  href?: string;
  button?: string;
}
type Opened = QuarterToday & { doors: Doors };
/** Where its page is for others. */
const elsewhere = 'Voyez-le avec qui administre votre pouvoir organisateur.';
/** A month that runs is not over, and is written in all the same. */
const isRunning = (line: ReadinessLine, today: Day): boolean =>
  line.state === 'to-come' && 'of' in line && firstDayOfMonth(line.of.month) <= today;

export function boardLines(own: Opened, of: ReportOf): ShownLine[] {
  return readinessLines(own.readiness).map((line): ShownLine => {
    const { label, text, button } = lineInWords(of.quarter, line);
    const runs = isRunning(line, own.readiness.today);
    const isOpen = line.state === 'to-do' || line.state === 'advised' || runs;
    const href = isOpen ? hrefOf(line, of, own.doors) : undefined;
    return {
      id: `point-${line.code}${'of' in line ? `-${line.of.month}` : ''}`,
      state: line.state,
      badge: stateWords[line.state],
      label,
      text: isOpen && !href ? `${text} ${elsewhere}` : text,
      ...(href ? { href, button: runs ? 'Encoder' : button } : {}),
    };
  });
}

/** For the page of the case, and for what stands in the place of the form while it cannot be sent. */
export function boardPanel(own: Opened, row: Row, today: Day): Panel {
  const lines = boardLines(own, reportOf(row));
  const ready = lines.filter(({ state }) => state === 'ready');
  const slow = readinessLines(own.readiness).filter(isSlow);
  return {
    partial: 'quarterly-subsidy/board',
    title: `Prêt à soumettre ? ${String(ready.length)} points sur ${String(lines.length)}`,
    open: lines.filter(({ state }) => state !== 'ready'),
    ready,
    readyText: ready.length > 1 ? `Les ${String(ready.length)} points prêts` : 'Le point prêt',
    slow:
      slow.length > 0 && today <= lastDayOf(row.state.data.quarter)
        ? slow.map((line) => lineInWords(row.state.data.quarter, line).label).join(', ')
        : undefined,
    changed: own.report.changed,
  };
}

export function submitPanel(own: Opened, row: Row, today: Day): Panel {
  const base = `/pro/${slug}/${row.id}`;
  const held = boardLines(own, reportOf(row)).filter(({ state }) => state === 'to-do' || state === 'to-come');
  const toDo = held.filter(({ state }) => state === 'to-do').length;
  const isRunning = row.status === 'running';
  const action = row.status === 'correction-asked' ? 'answer-correction' : 'submit';
  const mayAsk = row.state.data.derogation !== 'asked' && ['running', 'to-submit', 'late'].includes(row.status);
  return {
    partial: 'quarterly-subsidy/submit-card',
    ready: isReady(own) && !isRunning,
    isRunning,
    endsOn: formatLongDate(lastDayOf(row.state.data.quarter)),
    held: toDo,
    href: `${base}/${action}`,
    label: action === 'submit' ? 'Soumettre la demande' : 'Soumettre la demande corrigée',
    teamYear: today.slice(0, 4),
    ...(mayAsk ? { derogationHref: `${base}/ask-derogation` } : {}),
  };
}

export function reportPanel(own: QuarterToday, row: Row): Panel {
  const base = `/pro/${slug}/${row.id}/report`;
  const states = stepStates({ ...own, submitted: !isDeclaring(row.status) });
  const corrections: readonly string[] = row.status === 'correction-asked' ? (row.state.data.corrections ?? []) : [];
  return {
    partial: 'quarterly-subsidy/report-card',
    href: `${base}/staff`,
    steps: reportSteps
      .filter((step) => step !== 'quarter' && step !== 'submit')
      .map((step) => {
        const asked = corrections.some((code) => stepOf(code) === step);
        const { kind, text } = states[step];
        return {
          href: `${base}/${step}`,
          label: stepTitles[step].short,
          badge: asked
            ? { kind: 'due-late', text: 'à corriger' }
            : { kind: { done: 'done', todo: 'due-late', advised: 'due-soon', open: 'neutral' }[kind], text },
        };
      }),
  };
}

/** What was submitted last: by whom, when, and its hash. */
export function receiptPanel({ row, acts }: File): Panel[] {
  const act = acts.findLast(({ action }) => action === 'submit' || action === 'answer-correction');
  if (!act) return [];
  return [
    {
      partial: 'quarterly-subsidy/receipt',
      title: 'Accusé de réception',
      rows: [
        { label: 'Référence', value: row.reference },
        { label: 'Soumise le', value: formatDateTime(act.at) },
        { label: 'Par', value: `${act.actor_name ?? ''}${means(act.acr)}` },
        { label: 'Empreinte des données', value: row.state.data.digest ?? '' },
        { label: "Empreinte de l'acte", value: act.hash.toString('hex') },
      ],
    },
  ];
}

/** What is to come, newest first: the last day, the reminders, the end of the quarter. */
export function calendarPanel({ row }: File, today: Day): Panel {
  const { data, deadlines } = row.state;
  const reminders = deadlines
    .filter(({ act, at }) => act === 'remind' && at > startOfDay(today))
    .map(({ at }) => dayOf(at))
    .filter((day) => day !== data.lastDay)
    .sort();
  return {
    partial: 'quarterly-subsidy/calendar',
    items: [
      {
        when: formatLongDate(data.lastDay),
        what: 'Dernier jour',
        text: 'Ensuite votre gestionnaire subsides vous contacte : rien n’est refusé par le calendrier seul.',
        kind: data.lastDay < today ? 'late' : 'next',
      },
      ...(reminders.length > 0
        ? [
            {
              when: reminders.map(formatPlainDate).join(', '),
              what: "Rappels, s'il reste des points à faire",
              kind: 'next',
            },
          ]
        : []),
      ...(row.status === 'running'
        ? [
            {
              when: formatLongDate(lastDayOf(data.quarter)),
              what: 'Fin du trimestre : la demande peut être soumise',
              kind: 'next',
            },
          ]
        : []),
      {
        when: formatLongDate(firstDayOf(data.quarter)),
        what: 'Tableau ouvert',
        text: 'Dès le premier jour du trimestre.',
      },
    ],
  };
}

/** Step 8. */
export function boardView(quarter: Opened & { row: Row; today: Day; mayEdit: boolean }): object {
  const { row, today, mayEdit, report } = quarter;
  return mayEdit
    ? { panels: [boardPanel(quarter, row, today), submitPanel(quarter, row, today)] }
    : { panels: [], told: `La demande du ${quarterInWords(report.quarter)} a été soumise.` };
}
