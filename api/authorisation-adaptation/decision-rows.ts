/** What a decision says, row by row: where it is proposed, signed, sent back, and where it is read afterwards. */
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Granted, Outcome, Words } from '../../workflows/authorisation-adaptation/contract.ts';
import { decidedWords } from '../../views/authorisation-adaptation/words.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import { proseOf } from '../cases/exchanges.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { places } from '../authorisation/words.ts';
import type { File } from './page-types.ts';
import { pointsIn } from './points.ts';

type Act = ActView<Words>;

export const dayRow = (field: string, label: string, day: unknown): SummaryRow[] =>
  typeof day === 'string' ? [{ field, label, value: formatLongDate(day) }] : [];

export interface Proposal {
  outcome?: Outcome;
  effectiveOn?: string;
  conditionsDueOn?: string;
}
/** The proposal that an act signs or sends back: the last one before it. */
export const proposalBefore = ({ acts }: File, { number }: Pick<Act, 'number'>): Act | undefined =>
  acts.findLast((each) => each.action === 'propose-decision' && each.number < number);

/** A decision, proposed or signed: outcome, what it rests on, each condition with its date, and from when. */
export function decisionRows(proposal: Act, outcome: string | undefined): SummaryRow[] {
  const { content, facts } = proposal;
  const { outcome: of, effectiveOn, conditionsDueOn } = facts as Proposal;
  const conditions = (content?.conditions ?? []) as { text: string; dueOn?: string }[];
  return [
    ...(outcome ? [{ field: 'outcome', label: 'Décision', value: outcome }] : []),
    ...proseOf({ content: { reasons: content?.reasons } }),
    ...pointRows({ content }),
    ...grantedRows({ facts, content }),
    ...conditions.map(({ text, dueOn = conditionsDueOn }, index) => ({
      field: `condition-${String(index + 1)}`,
      label: conditions.length > 1 ? `Condition ${String(index + 1)}` : 'Condition',
      value: dueOn ? `${text}, avant le ${formatLongDate(dueOn)}` : text,
    })),
    ...(of === 'grant' || of === 'grant-with-conditions' || of === 'take-measure'
      ? dayRow('effectiveOn', 'Entrée en vigueur', effectiveOn)
      : []),
    ...proseOf(
      { content: { effectiveReason: content?.effectiveReason } },
      { effectiveReason: 'Pourquoi une date passée' },
    ),
    ...proseOf(
      { content: { facts: content?.facts, legalBase: content?.legalBase } },
      { facts: 'En fait', legalBase: 'En droit' },
    ),
  ];
}

/** What was asked, point by point; older acts have one text for all. */
export const pointRows = ({ content }: Pick<Act, 'content'>): SummaryRow[] =>
  content && Array.isArray(content.points)
    ? pointsIn(content).map(({ id, label, why }) => ({
        field: `point-${id}`,
        label: `Point ${id}`,
        values: [label, ...why.split('\n').filter(Boolean)],
      }))
    : [];
export const grantedRows = ({ facts, content }: Pick<Act, 'facts' | 'content'>): SummaryRow[] => {
  const { capacity, untilOn } = (facts.granted ?? {}) as Granted;
  return [
    ...(capacity === undefined ? [] : [{ field: 'granted', label: 'Places accordées', value: places(capacity) }]),
    ...dayRow('grantedUntilOn', 'Période accordée jusqu’au', untilOn),
    ...(typeof content?.grantedReason === 'string'
      ? [{ field: 'grantedReason', label: 'Pourquoi moins que demandé', values: content.grantedReason.split('\n') }]
      : []),
  ];
};

/** « Refus », « Accord sous conditions »: what a signature has decided. */
export function decidedIn(file: File, act: Act): string | undefined {
  const { outcome } = (proposalBefore(file, act)?.facts ?? {}) as Proposal;
  return outcome && decidedWords[outcome];
}
