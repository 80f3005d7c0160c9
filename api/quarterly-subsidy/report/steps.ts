/** How complete each step of the report is, in a few words. */
import { monthInWords, type Month } from '../../../domain/quarter.ts';
import { holdsUp, type ReportPoint } from '../../../domain/subsidy/report.ts';
import { isDue, type MonthReadiness, type ReadinessFacts } from '../../../domain/subsidy/readiness.ts';
import type { PreparedReport } from '../../../db/quarterly-subsidy/report.ts';
import { quarterInWords } from '../../../domain/quarter.ts';
import type { ReportStepName } from '../../../views/quarterly-subsidy/report-words.ts';

export interface StepState {
  kind: 'done' | 'todo' | 'advised' | 'open';
  text: string;
}

export function stepStates({
  report,
  readiness,
  submitted,
}: {
  report: PreparedReport;
  readiness: ReadinessFacts;
  submitted: boolean;
}): Record<ReportStepName, StepState> {
  const of = (step: ReportPoint['step']): ReportPoint[] =>
    readiness.report.filter((point) => point.step === step && isDue(point, readiness));
  const isComplete = readiness.report.every((point) => !holdsUp(point));
  const allSent = readiness.months.every(({ attendance }) => attendance.sent === 'sent');
  return {
    quarter: { kind: 'done', text: quarterInWords(report.quarter) },
    staff: stepOf(of('staff'), {
      salary: ['salaire manque', 'salaires manquent'],
      doubt: 'à vérifier',
      nobody: 'personne n’est coché',
    }),
    information: stepOf(of('information'), {
      motive: ['motif manque', 'motifs manquent'],
      hours: 'heures à donner',
      children: "nombre d'enfants à donner",
    }),
    costs: stepOf(of('costs'), { outside: 'hors du trimestre' }),
    attendance: monthsOf(readiness, ({ attendance }) => attendance.sent === 'sent', 'todo'),
    consultations: monthsOf(
      readiness,
      ({ consultations: { sent, unsent } }) => sent === 'sent' && unsent === 0,
      'advised',
    ),
    attachments: { kind: 'done', text: 'facultatives' },
    submit: submitted
      ? { kind: 'done', text: 'soumise' }
      : { kind: 'open', text: isComplete && allSent ? 'tout est complet' : 'quand tout est complet' },
  };
}

type Words = string | readonly [one: string, more: string];
function stepOf(points: readonly ReportPoint[], words: Readonly<Record<string, Words>>): StepState {
  const [first] = [...points].sort((a, b) => Number(holdsUp(b)) - Number(holdsUp(a)));
  if (!first) return { kind: 'done', text: 'complet' };
  const same = points.filter(({ code }) => code === first.code).length;
  const word = words[first.code] ?? '';
  const said = typeof word === 'string' ? word : word[same > 1 ? 1 : 0];
  const counted = first.code === 'hours' || first.code === 'children' || first.code === 'nobody';
  return { kind: holdsUp(first) ? 'todo' : 'advised', text: counted ? said : `${String(same)} ${said}` };
}
function monthsOf(
  { months, today }: ReadinessFacts,
  isSent: (month: MonthReadiness) => boolean,
  kind: 'todo' | 'advised',
): StepState {
  const missing = months.filter((month) => !isSent(month));
  const over = missing.filter(({ month }) => `${month}-31` < today);
  const name = (month: Month): string => monthInWords(month).replace(/ \d+$/, '');
  if (missing.length === 0) return { kind: 'done', text: 'tout est envoyé' };
  const named = (over.length > 0 ? over : missing).map(({ month }) => name(month)).join(', ');
  return { kind: over.length > 0 ? kind : 'open', text: over.length > 0 ? `${named} à envoyer` : `${named} à venir` };
}
