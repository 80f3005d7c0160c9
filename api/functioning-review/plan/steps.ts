/** The steps of a plan: its rounds as they went, then what is still to come. */
import { dayOf, type Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import type { Planning } from './context.ts';

interface Step {
  label: string;
  when?: string;
  state: 'done' | 'current' | 'todo';
}
const done = (label: string, at: number): Step => ({ label, when: formatShortDate(dayOf(at)), state: 'done' });

export function planSteps({ row, story, reader }: Planning): Step[] {
  const whose = reader === 'operator' ? 'Votre' : "Projet de l'opérateur,";
  const past = story.rounds.flatMap(({ number, arbitrated, at, remarks }): Step[] =>
    arbitrated
      ? [done('Arbitrage', at)]
      : [
          done(
            `${number === 1 ? (reader === 'operator' ? 'Votre projet,' : whose) : reader === 'operator' ? 'Votre réponse,' : "Réponse de l'opérateur,"} tour ${String(number)}`,
            at,
          ),
          ...(remarks ? [done("Remarques de l'ONE", remarks.at)] : []),
        ],
  );
  const { rounds, agreed, signedByOne } = story;
  const isArbitrated = rounds.at(-1)?.arbitrated === true;
  return [
    ...past,
    ...current(row, story.rounds.length),
    ...(agreed && !isArbitrated ? [done('Plan accepté', agreed.at)] : []),
    ...(signedByOne
      ? [done('Signatures', signedByOne.at)]
      : [step('Signatures', row.status === 'signing', dueOf(row))]),
    {
      label: 'Suivi',
      when: 'chaque année',
      state: row.status === 'follow-up' ? 'current' : row.status === 'closed' ? 'done' : 'todo',
    },
  ];
}

const step = (label: string, isCurrent: boolean, due: Day | undefined): Step => ({
  label,
  ...(isCurrent && due ? { when: `avant le ${formatShortDate(due)}` } : {}),
  state: isCurrent ? 'current' : 'todo',
});
const dueOf = ({ state }: Planning['row']): Day | undefined =>
  state.tasks.flatMap(({ dueOn }) => dueOn ?? []).sort()[0];

function current(row: Planning['row'], rounds: number): Step[] {
  const due = dueOf(row);
  switch (row.status) {
    case 'plan-drafting':
    case 'in-default':
      return [
        step(rounds === 0 ? "Projet de l'opérateur" : `Réponse, tour ${String(rounds + 1)}`, true, due),
        step("Lecture par l'ONE", false, undefined),
      ];
    case 'plan-review':
      return [step("Lecture par l'ONE", true, due)];
    case 'arbitration':
      return [step('Arbitrage', true, due)];
    default:
      return [];
  }
}
