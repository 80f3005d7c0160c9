/** What may be proposed, at each step; and that nothing is refused for training while modules wait at ONE. */
import { z } from 'zod';
import { listLastAgreements } from '../../db/agreement-renewal/agreements.ts';
import { countWaitingModules } from '../../db/agreement-renewal/waiting-modules.ts';
import { isUndecided } from '../../domain/after-school/undecided-modules.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
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
    ...(value === 'refuse' && isUndecided(file.own.waiting)
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
const restsOnTraining = (facts: Proposed): boolean =>
  facts.outcome === 'refuse' && (facts.grounds?.includes('training') ?? false);

interface Proposed {
  outcome: Outcome;
  grounds?: readonly Ground[];
}
/**
 * Looked at anew in the transaction of the act: what ONE has not decided is never held against an operator, and other places are agreed only within
 * the agreement for which they were asked.
 */
export function ifStillPossible<F extends object>(
  decision: (facts: F, row: Row) => Proposed | undefined,
): Seal<Pages, F> {
  return {
    mark: ({ file }) => String(file.row.moved_by),
    async read(trx, { row, facts, content }) {
      const proposed = decision(facts, row);
      if (proposed && restsOnTraining(proposed)) {
        const waiting = await countWaitingModules(trx, row.organising_body_id);
        if (isUndecided(waiting)) return { ok: false, moved: false, fault: neverForTraining(waitingInWords(waiting)) };
      }
      const { kind, endsOn } = row.state.data;
      if (kind === 'places' && proposed && proposed.outcome !== 'refuse') {
        const last = (await listLastAgreements(trx, [row.organising_body_id])).get(row.organising_body_id);
        if (last && last.to !== endsOn)
          return {
            ok: false,
            moved: false,
            fault: `L'agrément a été renouvelé depuis la demande, jusqu'au ${formatLongDate(last.to)} : ce changement de lieux ne s'y applique pas. Refusez-le ; l'opérateur peut le demander à nouveau.`,
          };
      }
      return { ok: true, facts, content };
    },
  };
}
export const trainingFaults = (
  values: { outcome: Outcome; grounds?: readonly Ground[] | undefined },
  file: File,
): Faults =>
  isUndecided(file.own.waiting) && restsOnTraining({ outcome: values.outcome, grounds: values.grounds ?? [] })
    ? { grounds: neverForTraining(waitingInWords(file.own.waiting)) }
    : {};
