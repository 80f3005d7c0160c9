/** From when until when a decision grants, and what it changes. */
import { addDays, addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Outcome } from '../../workflows/agreement-renewal/contract.ts';
import { isInTime } from '../../workflows/agreement-renewal/rules.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import type { Ahead } from '../cases/procedure-pages.ts';
import type { Faults } from '../forms/form.ts';
import { notBefore, notTooFar } from '../forms/inputs.ts';
import type { File, Row } from './own.ts';

const latest = (one: Day, other: Day): Day => (one > other ? one : other);
/** Of a renewal: the first day that the agreement does not cover by itself. */
const firstFreeDay = ({ kind, endsOn }: Row['state']['data']): Day | undefined =>
  kind === 'renewal' && endsOn ? addDays(endsOn, 1) : undefined;

/** First day and last day of a decision that grants, as they are prefilled. Other places do not lengthen the agreement. */
export function termOf(
  { row: { state, parameters } }: Pick<File, 'row'>,
  today: Day,
): { effectiveOn: Day; untilOn: Day } {
  const { endsOn, kind, late } = state.data;
  const next = firstFreeDay(state.data) ?? today;
  const effectiveOn = late && next < today ? today : next;
  const { value } = parameterOf('duration', parameters);
  return {
    effectiveOn,
    untilOn: kind === 'places' && endsOn ? endsOn : addDays(addMonths(effectiveOn, 12 * value), -1),
  };
}

interface Term {
  outcome: Outcome;
  effectiveOn: Day;
  untilOn?: Day | undefined;
}
interface Where {
  row: Row;
  today: Day;
}
export const termFaults = (term: Term, where: Where): Faults =>
  term.outcome === 'refuse'
    ? refusalFaults(term.effectiveOn, where)
    : { ...firstDayFaults(term.effectiveOn, where), ...lastDayFaults(term, where.row) };

/** On appeal a gap may have opened already: the first day is for the secretariat to say, and never within the agreement that stood. */
export const appealTermFaults = (term: Omit<Term, 'outcome'>, { row, today }: Where): Faults => ({
  ...notTooFar('effectiveOn', term.effectiveOn, today),
  ...notBefore('effectiveOn', term.effectiveOn, firstFreeDay(row.state.data) ?? term.effectiveOn, 'Le premier jour'),
  ...lastDayFaults(term, row),
});

/** Proposed days ago: nobody loses an agreement for days that are over. What takes none away is refused whatever the day. */
export const refusalFaultsAtSigning = (effectiveOn: Day, where: Where): Faults =>
  firstFreeDay(where.row.state.data) ? refusalFaults(effectiveOn, where) : {};

/** A refusal takes no agreement away that still runs; and it is known to the operator before its day. */
function refusalFaults(effectiveOn: Day, { row, today }: Where): Faults {
  const { data } = row.state;
  const first = firstFreeDay(data);
  const what = 'Le premier jour sans agrément';
  if (!first)
    return { ...notTooFar('effectiveOn', effectiveOn, today), ...notBefore('effectiveOn', effectiveOn, today, what) };
  if (!isInTime(data))
    return effectiveOn === first
      ? {}
      : {
          effectiveOn: `Introduit hors délai, l'agrément n'est pas prolongé : le premier jour sans agrément est le ${formatLongDate(first)}.`,
        };
  const earliest = latest(first, today);
  const delay = parameterOf('refusal-latest', row.parameters);
  const last = addMonths(earliest, delay.value);
  return effectiveOn > last
    ? { effectiveOn: `Un refus prend effet dans les ${inWords(delay)} : le ${formatLongDate(last)} au plus tard.` }
    : notBefore('effectiveOn', effectiveOn, earliest, what);
}

function firstDayFaults(effectiveOn: Day, { row, today }: Where): Faults {
  const { data } = row.state;
  const first = firstFreeDay(data);
  if (!first)
    return {
      ...notTooFar('effectiveOn', effectiveOn, today),
      ...notBefore('effectiveOn', effectiveOn, today, "Le premier jour de l'agrément"),
    };
  if (isInTime(data) && effectiveOn > first)
    return {
      effectiveOn: `L'agrément continue sans interruption : il commence le ${formatLongDate(first)} au plus tard.`,
    };
  return {
    ...notTooFar('effectiveOn', effectiveOn, today),
    ...notBefore('effectiveOn', effectiveOn, isInTime(data) ? first : latest(first, today), 'Le nouvel agrément'),
  };
}

function lastDayFaults({ effectiveOn, untilOn }: Omit<Term, 'outcome'>, { state, parameters }: Row): Faults {
  const { kind, endsOn } = state.data;
  const { value } = parameterOf('duration', parameters);
  const longest = addDays(addMonths(effectiveOn, 12 * value), -1);
  if (!untilOn) return { untilOn: "Écrivez le dernier jour de l'agrément." };
  if (kind === 'places' && endsOn && untilOn > endsOn)
    return {
      untilOn: `Un changement de lieux ne prolonge pas l'agrément : il court jusqu'au ${formatLongDate(endsOn)} au plus tard.`,
    };
  // Cut short, the agreement would end before the renewal that is asked for it.
  if (kind === 'places' && endsOn && untilOn < endsOn)
    return {
      untilOn: `Un changement de lieux garde l'échéance de l'agrément : il court jusqu'au ${formatLongDate(endsOn)}.`,
    };
  if (untilOn < effectiveOn) return { untilOn: 'Le dernier jour est avant le premier.' };
  return untilOn > longest
    ? { untilOn: `Un agrément dure ${String(value)} ans au plus : jusqu'au ${formatLongDate(longest)}.` }
    : {};
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
  if (outcome === 'refuse') return refusalAhead(file, effectiveOn);
  return [
    {
      text: `${isInTime(data) ? 'fin de la prolongation, ' : ''}agrément du ${formatLongDate(effectiveOn)} au ${formatLongDate(untilOn)} ;`,
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
const refusalAhead = ({ row: { state } }: File, effectiveOn: Day): Ahead[] => [
  state.data.kind === 'places'
    ? { text: "l'agrément en cours et ses lieux ne changent pas ;" }
    : {
        on: formatLongDate(effectiveOn),
        text: `${state.data.kind === 'first' ? "pas d'agrément" : "plus d'agrément"} : les lieux ne comptent ${state.data.kind === 'first' ? 'pas' : 'plus'} de présences ni de subsides ;`,
      },
  { text: "l'opérateur reçoit la lettre avec les motifs, et peut introduire un recours ;" },
  ...(state.data.prolonged ? [{ text: 'la prolongation se termine la veille.' }] : []),
];
