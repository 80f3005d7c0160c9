/** Both sides beside each other: the differences first, each opened in place with what both say and what was said at the meeting. */
import { randomUUID } from 'node:crypto';
import { nothingSaid, type Evaluation } from '../../../db/functioning-review/assessment/evaluations.ts';
import {
  averagesOf,
  rowsOf,
  views,
  type Compared,
  type ComparisonView,
} from '../../../domain/functioning-review/comparison.ts';
import {
  criteriaOf,
  healthDomain,
  numberOf,
  reviewDomains,
  type Criterion,
} from '../../../domain/functioning-review/questionnaire.ts';
import {
  domainWords,
  gapInWords,
  gapKind,
  rewordingWords,
  scoreInWords,
} from '../../../views/functioning-review/assessment-words.ts';
import { layAverages } from '../../../views/functioning-review/averages.ts';
import type { Comparison } from './compare-context.ts';
import { scoreShown, slotOf } from './domain-view.ts';

export interface Asked {
  show: ComparisonView;
  /** The criterion that is opened. */
  open: string | undefined;
}
/** The first view is that of the differences; where only one side is seen there are none. */
export function askedIn({ sees }: Comparison, query: Readonly<Record<string, unknown>>): Asked {
  const first: ComparisonView = sees.operator && sees.one ? 'gaps' : 'all';
  return {
    show: views.find((view) => view === query.show) ?? first,
    open: typeof query.open === 'string' ? query.open : undefined,
  };
}

const viewWords = (year: string): Readonly<Record<ComparisonView, string>> => ({
  gaps: 'Écarts',
  two: 'Écarts de 2 points',
  drops: `Baisse depuis ${year}`,
  all: 'Tous',
});

export function comparisonView(of: Comparison, { show, open }: Asked) {
  const { rows, previous, sees, base, questionnaire } = of;
  const both = sees.operator && sees.one;
  const words = viewWords(previous?.year ?? '');
  const shown = rowsOf(rows, show);
  const href = (view: ComparisonView): string => `${base}?show=${view}`;
  return {
    both,
    sees,
    only: both ? undefined : onlyText(of),
    previousYear: previous?.year,
    total: rows.length,
    views: views
      .filter((view) => view === 'all' || (view === 'drops' ? previous !== undefined && sees.one : both))
      .map((view) => ({
        href: href(view),
        text: view === 'all' ? words[view] : `${words[view]} (${String(rowsOf(rows, view).length)})`,
        isCurrent: view === show,
      })),
    chart: layAverages(averagesOf(questionnaire, rows)),
    columns: 1 + Number(previous !== undefined) + Number(sees.operator) + Number(sees.one) + (both ? 2 : 0),
    groups: reviewDomains.flatMap((domain) => {
      const within = shown.filter(({ criterion }) => criterion.domain === domain);
      if (within.length === 0) return [];
      const gaps = rowsOf(rows, 'gaps').filter(({ criterion }) => criterion.domain === domain).length;
      return {
        title: domainWords[domain].title,
        note: both
          ? `${String(gaps)} ${gaps < 2 ? 'écart' : 'écarts'} sur ${String(criteriaOf(questionnaire, domain).length)}`
          : undefined,
        opinion: domain === healthDomain ? of.opinion : undefined,
        rows: within.map((row) => rowView(of, row, { show, open })),
      };
    }),
    hidden: rows.length - shown.length,
    all: href('all'),
    sheet: `${base}.xlsx`,
    mayMakeObjectives: of.plan !== undefined,
    isEmpty: shown.length === 0,
  };
}
const onlyText = ({ portal, row }: Comparison): string =>
  portal === 'pro'
    ? `Vous voyez ici votre auto-évaluation. Celle de l'ONE s'y ajoute dès que la rencontre a eu lieu${row.state.data.meeting === 'confirmed' ? ' : elle est convenue' : ''}.`
    : "Vous voyez ici l'évaluation de l'ONE. Celle de l'opérateur s'y ajoute dès que celle de l'ONE est envoyée : chacun évalue sans connaître les notes de l'autre.";

function rowView(of: Comparison, row: Compared, asked: Asked) {
  const { criterion, gap, rewording } = row;
  const { questionnaire, previous, base, sees } = of;
  const isOpen = asked.open === criterion.id;
  const shown = (score: Compared['one']) => (score === null ? undefined : scoreShown(questionnaire, score));
  return {
    id: criterion.id,
    anchor: `c-${criterion.id}`,
    order: numberOf(criterion),
    wording: criterion.wording,
    href: `${base}?show=${asked.show}${isOpen ? '' : `&open=${criterion.id}`}#c-${criterion.id}`,
    isOpen,
    ...(previous ? { before: rewording ? { text: rewordingWords[rewording] } : { score: shown(row.before) } } : {}),
    ...(sees.operator ? { operator: { score: shown(row.operator) } } : {}),
    ...(sees.one ? { one: { score: shown(row.one) } } : {}),
    ...(gapInWords(gap) ? { gap: { kind: gapKind(gap), text: gapInWords(gap) } } : {}),
    isGap: gap !== null,
    ...objectiveView(of, criterion),
    ...(isOpen ? { opened: openedView(of, row) } : {}),
  };
}

/** In the plan that is being written: its number there, or the button that makes one of it; otherwise what the operator proposed. */
function objectiveView(of: Comparison, criterion: Criterion): object {
  const number = numberOf(criterion);
  const at = of.plan?.objectives.findIndex((objective) => objective.criterion === number) ?? -1;
  if (at >= 0)
    return {
      objective: { kind: 'done', text: `objectif ${String(at + 1)}` },
      objectiveHref: `/${of.portal}/reviews/${of.row.id}/plan?edit=${of.plan!.objectives[at]!.id}`,
    };
  return {
    ...(of.sees.operator && of.operator.get(criterion.id)?.asObjective
      ? { objective: { kind: 'neutral', text: 'proposé' } }
      : {}),
    ...(of.plan
      ? { makeObjective: { action: `${of.base}/objectives`, criterion: criterion.id, id: randomUUID() } }
      : {}),
  };
}

function openedView(of: Comparison, { criterion, operator, one }: Compared) {
  const { sees, notes, questionnaire } = of;
  const documents = of.evidence
    .filter(({ slot }) => slot === slotOf(criterion))
    .map(({ id, name, size }) => ({ href: `/documents/${id}`, name, size }));
  const note = notes.get(criterion.id);
  const said = (evaluation: Evaluation) => evaluation.get(criterion.id) ?? nothingSaid;
  const scored = (score: Compared['one']): string =>
    score === null ? 'sans réponse' : scoreInWords(questionnaire, score);
  return {
    hint: criterion.hint,
    ...(sees.operator
      ? {
          operator: {
            title: `L'opérateur : ${scored(operator)}`,
            ...said(of.operator),
            documents,
          },
        }
      : documents.length > 0
        ? { proofs: documents }
        : {}),
    ...(sees.one ? { one: { title: `L'ONE : ${scored(one)}`, ...said(of.one), documents: [] } } : {}),
    ...(note ? { note, minutes: minutesText(of) } : {}),
    ...(of.mayNote
      ? {
          form: { action: `${of.base}/notes`, criterion: criterion.id, version: note?.version ?? 0, value: note?.note },
        }
      : {}),
  };
}
const minutesText = ({ row }: Comparison): string => {
  const { meeting, minutes } = row.state.data;
  if (minutes === 'agreed') return 'Procès-verbal accepté des deux côtés.';
  if (minutes === 'not-contested') return 'Procès-verbal non contesté dans le délai.';
  if (meeting === 'minutes') return "Procès-verbal en attente de l'accord de l'opérateur.";
  return meeting === 'contested' ? "Procès-verbal contesté par l'opérateur." : 'Procès-verbal à rédiger.';
};
