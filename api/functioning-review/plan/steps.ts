/** The steps of a plan: its rounds as they went, then what is still to come. */
import { dayOf, type Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { everyInWords } from '../durations.ts';
import { dataOf, type Planning } from './context.ts';

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
    ...current(row, { rounds: story.rounds.length, refused: story.rounds.filter(({ remarks }) => remarks).length }),
    ...(agreed && !isArbitrated ? [done('Plan accepté', agreed.at)] : []),
    ...(signedByOne
      ? [done('Signatures', signedByOne.at)]
      : [step('Signatures', stageOf(row) === 'signing', dueOf(row))]),
    {
      label: 'Suivi',
      when: everyInWords(row.parameters),
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

/** Of a plan that is left undone or held up: where it was. */
function stageOf(row: Planning['row']): string {
  const { resumeIn, defaultIn } = dataOf(row);
  const status = row.status === 'suspended' ? resumeIn : row.status;
  return (status === 'in-default' ? defaultIn : status) ?? row.status;
}

function current(row: Planning['row'], { rounds, refused }: { rounds: number; refused: number }): Step[] {
  const due = row.status === 'suspended' || row.status === 'in-default' ? undefined : dueOf(row);
  switch (stageOf(row)) {
    case 'plan-drafting':
      return [
        step(rounds === 0 ? "Projet de l'opérateur" : `Réponse, tour ${String(rounds + 1)}`, true, due),
        step("Lecture par l'ONE", false, undefined),
      ];
    case 'plan-review':
      return [step("Lecture par l'ONE", true, due)];
    case 'arbitration':
      return [step(`Arbitrage, après ${String(refused)} tour${refused > 1 ? 's refusés' : ' refusé'}`, true, due)];
    default:
      return [];
  }
}
