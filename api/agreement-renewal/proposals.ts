/** What may be proposed, at each step; and that nothing is refused for training while modules wait at ONE. */
import { z } from 'zod';
import { countWaitingModules } from '../../db/agreement-renewal/waiting-modules.ts';
import { grounds, outcomes, type Ground, type Outcome } from '../../workflows/agreement-renewal/contract.ts';
import { groundWords, outcomeWords } from '../../views/agreement-renewal/words.ts';
import type { Seal } from '../cases/act-form.ts';
import { several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { choice } from '../forms/inputs.ts';
import { waitingInWords, type File, type Pages, type Row } from './own.ts';

export const options = (file: File) =>
  outcomes.map((value) => ({
    value,
    text: outcomeWords[value],
    ...(value === 'refuse' && file.own.waiting.modules > 0
      ? { hint: `Impossible pour la formation : ${waitingInWords(file.own.waiting)}.` }
      : {}),
  }));
export const groundsInput: Input = {
  partial: 'field-checkboxes',
  name: 'grounds',
  label: 'Si refus : ce sur quoi il repose',
  options: grounds.map((value) => ({ value, text: groundWords[value] })),
};
export const groundsIn = several(z.enum(grounds), 'Choisissez parmi les motifs proposés.').optional();
export const outcomeIn = choice('Choisissez une proposition.', outcomes);
export const requiredGrounds = ({
  outcome,
  grounds: chosen,
}: {
  outcome: Outcome;
  grounds?: readonly Ground[] | undefined;
}): Faults => (outcome === 'refuse' && !chosen?.length ? { grounds: 'Cochez au moins un motif du refus.' } : {});

const neverForTraining = (waiting: string): string =>
  `Refuser pour la formation est impossible : ${waiting}. Décidez d'abord de ces modules, ou fondez le refus sur un autre motif.`;
const restsOnTraining = (facts: { outcome: Outcome; grounds?: readonly Ground[] }): boolean =>
  facts.outcome === 'refuse' && (facts.grounds?.includes('training') ?? false);

/** Counted anew in the transaction of the act: what ONE has not decided is never held against an operator. */
export function unlessModulesWait<F extends object>(
  decision: (facts: F, row: Row) => Parameters<typeof restsOnTraining>[0] | undefined,
): Seal<Pages, F> {
  return {
    mark: ({ file }) => String(file.row.moved_by),
    async read(trx, { row, facts, content }) {
      const proposed = decision(facts, row);
      if (proposed && restsOnTraining(proposed)) {
        const waiting = await countWaitingModules(trx, row.organising_body_id);
        if (waiting.modules > 0) return { ok: false, moved: false, fault: neverForTraining(waitingInWords(waiting)) };
      }
      return { ok: true, facts, content };
    },
  };
}
export const trainingFaults = (
  values: { outcome: Outcome; grounds?: readonly Ground[] | undefined },
  file: File,
): Faults =>
  file.own.waiting.modules > 0 && restsOnTraining({ outcome: values.outcome, grounds: values.grounds ?? [] })
    ? { grounds: neverForTraining(waitingInWords(file.own.waiting)) }
    : {};
