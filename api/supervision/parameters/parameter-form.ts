/** The form « Changer à partir d'une date »: its inputs, how they are read, and what is refused. */
import { z } from 'zod';
import type { Parameter } from '../../../db/models/parameter.ts';
import { addMonths, type Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { findDay } from '../../../domain/written-day.ts';
import { bounds, inWords, readTyped, unitLabels } from '../../../domain/quantity.ts';
import { hasVisible } from '../../../domain/typed-text.ts';
import { token, version } from '../../forms/envelope.ts';
import type { Faults, Input } from '../../forms/form.ts';
import { dateInput, requiredDay, requiredLine, requiredText, textarea } from '../../forms/inputs.ts';
import { numberFault } from '../../../domain/number-fault.ts';
import { sourceOptions } from './words.ts';

export const source = z.enum(['document', 'public', 'assumption'], { error: 'Choisissez la source' });
export const reference = requiredLine('Indiquez le texte, la décision ou la note', 300);
export const reason = requiredText('Encodez le motif', 500);

/** Names the sending, and the version of the rule that the page showed. */
export const Envelope = z.object({
  token,
  version,
});
export const ParameterForm = z.strictObject({
  value: requiredLine('Encodez la nouvelle valeur', 30),
  fromOn: requiredDay('Encodez la date'),
  source,
  reference,
  reason,
});

/** Taking back a value that was confirmed and has not begun. */
export const RemovalForm = z.strictObject({ remove: requiredDay('Encodez la date'), reference, reason });

export const whyInputs = (): Input[] => [
  { partial: 'field-select', name: 'source', label: 'Source', required: true, options: sourceOptions },
  {
    partial: 'field-text',
    name: 'reference',
    label: 'Référence',
    required: true,
    hint: "Un texte, une décision ou une note ; si rien ne l'appuie, dites-le.",
  },
  textarea('reason', 'Motif', { rows: 3, maxLength: 500 }),
];

export function parameterInputs({ unit }: Parameter, first: Day): Input[] {
  return [
    {
      partial: 'field-number',
      name: 'value',
      label: 'Nouvelle valeur',
      required: true,
      unit: unitLabels[unit],
      decimal: unit === 'cents' || unit === 'rate',
    },
    dateInput('fromOn', 'À partir du', { hint: `Au plus tôt le ${formatLongDate(first)}.` }),
    ...whyInputs(),
  ];
}

/** A value that is none of the unit, out of its bounds, or the one that stands; a first day that is too near or too far. */
export function faultsOfChange(
  typed: Readonly<Record<string, unknown>>,
  values: readonly [Parameter, ...Parameter[]],
  first: Day,
): Faults {
  const fromOn = typeof typed.fromOn === 'string' ? findDay(typed.fromOn) : undefined;
  return {
    ...(typeof typed.value === 'string' && hasVisible(typed.value) ? faultOfValue(typed.value, fromOn, values) : {}),
    ...(fromOn ? farOrNear(fromOn, first) : {}),
  };
}

function faultOfValue(typed: string, fromOn: Day | undefined, values: readonly [Parameter, ...Parameter[]]): Faults {
  const [{ unit }] = values;
  const [least, most] = bounds[unit];
  const read = readTyped(typed, unit);
  if (!read.ok) return { value: numberFault(typed, read, unit !== 'cents' && unit !== 'rate') };
  const wanted = read.value;
  if (wanted < least || wanted > most)
    return { value: `La valeur va de ${inWords({ value: least, unit })} à ${inWords({ value: most, unit })}` };
  const standing = fromOn ? values.findLast(({ valid_from: from }) => from <= fromOn) : undefined;
  return standing?.value === wanted ? { value: `C'est déjà la valeur de ce jour-là (${inWords(standing)})` } : {};
}

/** A change needs somebody else's confirmation before its first day; ten years ahead is a year mistyped (hypothèse). */
export const farOrNear = (fromOn: Day, first: Day): Faults =>
  fromOn < first
    ? { fromOn: `Au plus tôt le ${formatLongDate(first)} : une autre personne doit confirmer avant` }
    : fromOn > addMonths(first, 120)
      ? { fromOn: "Cette date est à plus de dix ans d'ici : vérifiez l'année" }
      : {};
