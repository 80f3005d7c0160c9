/** What the acts on a plan have told, for the last exchange on every page of the case; the plan itself stands on its own page. */
import { sizeOfPlan, countsInWords } from '../../../views/functioning-review/plan-words.ts';
import { countStates, type ActionFollowUp } from '../../../domain/functioning-review/follow-up.ts';
import { proseOf } from '../../cases/exchanges.ts';
import type { ProcedurePages, Told } from '../../cases/procedure-pages.ts';
import type { SummaryRow } from '../../forms/summary.ts';
import type { Act, File, Pages } from '../own.ts';
import { storyOf } from './rounds.ts';

const sizeRow = ({ facts }: Act): SummaryRow[] => [
  { field: 'plan', label: 'Plan', value: sizeOfPlan(Number(facts.objectives ?? 0), Number(facts.actions ?? 0)) },
];

function remarkRows(act: Act, file: File): SummaryRow[] {
  const remarks = (act.content?.remarks ?? {}) as Record<string, string>;
  const before = file.acts.filter(({ number }) => number <= act.number);
  const objectives = storyOf(before).rounds.at(-1)?.plan.objectives ?? [];
  return objectives.flatMap(({ id, wording }) =>
    remarks[id] ? [{ field: `remark-${id}`, label: wording, value: remarks[id] }] : [],
  );
}

export const planExchanges: ProcedurePages<Pages>['exchanges'] = {
  'submit-plan': (act): Told => ({ rows: [...sizeRow(act), ...proseOf(act, { answer: 'Message' })] }),
  'ask-revision': (act, file): Told => ({
    rows: [...remarkRows(act, file), ...proseOf(act, { remark: "Sur l'ensemble", remarks: 'Remarque' })],
  }),
  'arbitrate': (act): Told => ({ rows: [...sizeRow(act), ...proseOf(act, { reason: 'Décision motivée' })] }),
  'sign-plan': (act): Told => ({ rows: proseOf(act, { statement: 'Signé' }) }),
  'countersign-plan': (act): Told => ({ rows: proseOf(act, { statement: 'Signé' }) }),
  'ask-change': (act): Told => ({ rows: proseOf(act, { reason: 'Ce qui doit changer' }) }),
  'reopen-plan': (act): Told => ({ rows: proseOf(act, { reason: 'Ce qui doit changer' }) }),
  'send-follow-up': ({ content }): Told => ({
    rows: [
      {
        field: 'follow-up',
        label: 'Actions',
        value: countsInWords(countStates((content?.rows ?? []) as ActionFollowUp[])),
      },
    ],
  }),
};
