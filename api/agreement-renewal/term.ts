/** From when until when a decision grants, and what it changes. */
import { addDays, addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Outcome } from '../../workflows/agreement-renewal/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import type { Ahead } from '../cases/procedure-pages.ts';
import type { Faults } from '../forms/form.ts';
import { notBefore } from '../forms/inputs.ts';
import type { File, Row } from './own.ts';

/** First day and last day of a decision that grants, as they are prefilled. */
export function termOf(
  { row: { state, parameters } }: Pick<File, 'row'>,
  today: Day,
): { effectiveOn: Day; untilOn: Day } {
  const { endsOn, kind, late } = state.data;
  const next = endsOn && kind === 'renewal' ? addDays(endsOn, 1) : today;
  const effectiveOn = late && next < today ? today : next;
  const { value } = parameterOf('duration', parameters);
  return { effectiveOn, untilOn: addDays(addMonths(effectiveOn, 12 * value), -1) };
}
export function termFaults(
  { outcome, effectiveOn, untilOn }: { outcome: Outcome; effectiveOn: Day; untilOn?: Day | undefined },
  { row, today }: { row: Row; today: Day },
): Faults {
  const { endsOn, kind, late, agreementId } = row.state.data;
  if (outcome === 'refuse') return refusalFaults(effectiveOn, { row, today });
  const { value } = parameterOf('duration', row.parameters);
  const longest = addDays(addMonths(effectiveOn, 12 * value), -1);
  if (!untilOn) return { untilOn: "Écrivez le dernier jour de l'agrément." };
  if (untilOn < effectiveOn) return { untilOn: 'Le dernier jour est avant le premier.' };
  if (untilOn > longest)
    return { untilOn: `Un agrément dure ${String(value)} ans au plus : jusqu'au ${formatLongDate(longest)}.` };
  if (kind === 'renewal' && endsOn && !late && effectiveOn > addDays(endsOn, 1))
    return {
      effectiveOn: `L'agrément continue sans interruption : il commence le ${formatLongDate(addDays(endsOn, 1))} au plus tard.`,
    };
  return agreementId ? {} : notBefore('effectiveOn', effectiveOn, today, "Le premier jour d'un premier agrément");
}

/** A refusal takes no agreement away that still runs; and it is known to the operator before its day. */
export function refusalFaults(effectiveOn: Day, { row, today }: { row: Row; today: Day }): Faults {
  const { endsOn } = row.state.data;
  if (endsOn && effectiveOn <= endsOn)
    return {
      effectiveOn: `L'agrément court jusqu'au ${formatLongDate(endsOn)} : le premier jour sans agrément est le ${formatLongDate(addDays(endsOn, 1))} au plus tôt.`,
    };
  return notBefore('effectiveOn', effectiveOn, today, 'Le premier jour sans agrément');
}

/** « Ce que cette décision va changer » */
export function decisionAhead(
  file: File,
  facts: { outcome?: Outcome; untilOn?: Day; effectiveOn?: Day } = {},
): Ahead[] {
  const { data } = file.row.state;
  const { outcome = data.proposal?.outcome ?? data.report ?? 'renew' } = facts;
  const term = termOf(file, data.endsOn ? addDays(data.endsOn, 1) : (data.submittedOn ?? file.row.target_on));
  const effectiveOn = facts.effectiveOn ?? data.proposal?.effectiveOn ?? term.effectiveOn;
  const untilOn = facts.untilOn ?? data.proposal?.untilOn ?? term.untilOn;
  if (outcome === 'refuse')
    return [
      {
        on: formatLongDate(effectiveOn),
        text: "plus d'agrément : les lieux ne comptent plus de présences ni de subsides ;",
      },
      { text: "l'opérateur reçoit la lettre avec les motifs, et peut introduire un recours ;" },
      ...(data.prolonged ? [{ text: 'la prolongation se termine la veille.' }] : []),
    ];
  return [
    {
      text: `${data.prolonged || data.kind === 'renewal' ? 'fin de la prolongation, ' : ''}agrément du ${formatLongDate(effectiveOn)} au ${formatLongDate(untilOn)} ;`,
    },
    ...(outcome === 'renew-under-conditions'
      ? [{ text: 'chaque condition est suivie à sa date, et vérifiée par une personne ;' }]
      : []),
    {
      text:
        data.kind === 'renewal' && !data.late
          ? 'subsides : aucun trimestre interrompu.'
          : 'subsides : à partir du premier jour agréé.',
    },
  ];
}
