/** A change that was asked for: what it is, what it touches, and who may answer; and the list of all of them. */
import type { Viewer } from '../../../db/access/viewer.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import { reasonOf } from '../../../db/access/reasons.ts';
import type { RuleChange } from '../../../db/models/rule-change.ts';
import { subtractDays, type Day } from '../../../domain/calendar.ts';
import { formatLongDate, formatShortDate, formatShortDateTime } from '../../../domain/french-dates.ts';
import { errorLinks, type Faults } from '../../forms/form.ts';
import { ruleOf, sourceLabels, statusBadges, titleOf, wantedOf, type Group, type Named } from './words.ts';

export function presentChange(
  groups: readonly Group[],
  viewer: Viewer,
  change: RuleChange,
  named: readonly Named[],
  first: Day,
  { faults, typed, effects }: { faults: Faults; typed: Readonly<Record<string, unknown>>; effects: object[] },
): object {
  const status = change.statusOn(first);
  const may = (decision: string): boolean => viewer.ability.can(decision, asSubject('RuleChange', change));
  const url = `/supervision/parameters/changes/${change.id}`;
  return {
    heading: ruleOf(change, named),
    badge: statusBadges[status],
    rows: rowsOf(groups, change, named),
    calendar: change.rule !== 'parameter',
    ...(status === 'proposed'
      ? {
          effects,
          until: formatLongDate(subtractDays(change.from_on, 1)),
          ...(may('approve')
            ? {
                decide: {
                  action: `${url}/approve`,
                  refuse: `${url}/refuse`,
                  reason: typeof typed.reason === 'string' ? typed.reason : '',
                  error: faults.reason,
                },
              }
            : { whyNot: reasonOf(viewer.ability, 'approve', asSubject('RuleChange', change)) }),
          ...(may('withdraw') ? { withdraw: `${url}/withdraw` } : {}),
        }
      : {}),
    errors: errorLinks(faults, status === 'proposed' && may('approve') ? ['reason'] : []),
  };
}

const rowsOf = (groups: readonly Group[], change: RuleChange, named: readonly Named[]): object[] => [
  ...(change.rule === 'parameter'
    ? [{ label: 'Procédure', value: titleOf(groups, change.key.split('/')[0] ?? '') }]
    : []),
  change.formerly
    ? { label: 'Changement', value: wantedOf(change, named), previous: change.formerly }
    : { label: 'Changement', value: wantedOf(change, named) },
  { label: change.rule === 'parameter' ? 'À partir du' : 'Le', value: formatLongDate(change.from_on) },
  ...(change.source ? [{ label: 'Source', value: sourceLabels[change.source] }] : []),
  { label: 'Référence', value: change.reference },
  { label: 'Motif', value: change.reason },
  { label: 'Demandé par', value: `${change.proposer}, le ${formatShortDateTime(change.proposed_at)}` },
  ...(change.decider && change.decided_at
    ? [
        {
          label: statusWords[change.status],
          value: `${change.decider}, le ${formatShortDateTime(change.decided_at)}`,
        },
      ]
    : []),
  ...(change.decision_reason ? [{ label: 'Réponse', value: change.decision_reason }] : []),
];
const statusWords: Record<RuleChange['status'], string> = {
  proposed: 'Demandé par',
  approved: 'Confirmé par',
  refused: 'Refusé par',
  withdrawn: 'Retiré par',
  lapsed: 'Caduc',
};

/** Those that wait first, then the last ones answered. */
export function changesTable(
  caption: string,
  changes: readonly RuleChange[],
  named: readonly Named[],
  first: Day,
): object {
  return {
    caption,
    hideCaption: true,
    dense: true,
    stack: true,
    columns: [
      { label: 'Règle' },
      { label: 'Changement' },
      { label: 'Dès le', nowrap: true },
      { label: 'Demandé par' },
      { label: 'État' },
    ],
    rows: changes.map((change) => ({
      cells: [
        { text: ruleOf(change, named), href: `/supervision/parameters/changes/${change.id}`, strong: true },
        {
          text: wantedOf(change, named),
          ...(change.formerly ? { sub: `auparavant : ${change.formerly}` } : {}),
        },
        { text: formatShortDate(change.from_on) },
        { text: change.proposer, sub: `le ${formatShortDateTime(change.proposed_at)}` },
        { badge: statusBadges[change.statusOn(first)] },
      ],
    })),
  };
}
