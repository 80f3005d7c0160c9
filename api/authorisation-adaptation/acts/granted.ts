/** A decision may grant less than was asked: fewer places, or a shorter period. */
import type { Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import type { Granted } from '../../../workflows/authorisation-adaptation/contract.ts';
import { isTemporary } from '../../../workflows/authorisation-adaptation/rules.ts';
import { places } from '../../authorisation/words.ts';
import type { Faults, Input } from '../../forms/form.ts';
import { dateInput, optionalDay, optionalLine, optionalText, textarea } from '../../forms/inputs.ts';
import { contentAsked, type File } from '../page-types.ts';

const wholeNumber = /^\d{1,4}$/;
export const grantedShape = {
  grantedCapacity: optionalLine(10),
  grantedUntilOn: optionalDay(),
  grantedReason: optionalText(),
};
export interface GrantedTyped {
  grantedCapacity?: string;
  grantedUntilOn?: Day;
  grantedReason?: string;
}

/** What may be granted in part, by what is asked. */
function askedOf(file: File): { capacity?: number; untilOn?: Day } {
  const { capacity } = contentAsked(file);
  const { kind, plannedEndOn } = file.row.state.data;
  return {
    ...(typeof capacity === 'number' ? { capacity } : {}),
    ...(isTemporary(kind) && plannedEndOn ? { untilOn: plannedEndOn } : {}),
  };
}

export function grantedInputs(file: File): Input[] {
  const asked = askedOf(file);
  return [
    ...(asked.capacity === undefined
      ? []
      : [
          {
            partial: 'field-number',
            name: 'grantedCapacity',
            label: 'Places accordées',
            unit: 'places',
            hint: `Demandées : ${places(asked.capacity)}. Laissez vide pour accorder ce qui est demandé.`,
          },
        ]),
    ...(asked.untilOn === undefined
      ? []
      : [
          dateInput('grantedUntilOn', 'Période accordée jusqu’au', {
            required: false,
            hint: `Demandée jusqu'au ${formatLongDate(asked.untilOn)}. Laissez vide pour accorder ce qui est demandé.`,
          }),
        ]),
    ...(asked.capacity === undefined && asked.untilOn === undefined
      ? []
      : [textarea('grantedReason', 'Pourquoi moins que demandé', { required: false, rows: 3 })]),
  ];
}

/** Less than asked, or nothing where all is granted. */
export function grantedRead({ grantedCapacity, grantedUntilOn }: GrantedTyped, file: File): Granted | undefined {
  const asked = askedOf(file);
  const capacity = grantedCapacity && wholeNumber.test(grantedCapacity) ? Number(grantedCapacity) : undefined;
  const granted: Granted = {
    ...(capacity !== undefined && capacity !== asked.capacity ? { capacity } : {}),
    ...(grantedUntilOn && grantedUntilOn !== asked.untilOn ? { untilOn: grantedUntilOn } : {}),
  };
  return Object.keys(granted).length > 0 ? granted : undefined;
}

export function grantedFaults(typed: GrantedTyped, file: File, effectiveOn: Day): Faults {
  const asked = askedOf(file);
  if (typed.grantedCapacity && !wholeNumber.test(typed.grantedCapacity))
    return { grantedCapacity: 'Écrivez un nombre entier, par exemple 28' };
  const granted = grantedRead(typed, file);
  if (!granted) return {};
  const { capacity, untilOn } = granted;
  return {
    ...(capacity !== undefined && capacity < 1 ? { grantedCapacity: 'Le nombre le plus petit est 1' } : {}),
    ...(capacity !== undefined && capacity > (asked.capacity ?? 0)
      ? { grantedCapacity: `Une décision n'accorde pas plus que demandé : ${places(asked.capacity ?? 0)}.` }
      : {}),
    ...(untilOn && asked.untilOn && untilOn > asked.untilOn
      ? { grantedUntilOn: `Une décision n'accorde pas plus que demandé : jusqu'au ${formatLongDate(asked.untilOn)}.` }
      : {}),
    ...(untilOn && untilOn <= effectiveOn
      ? { grantedUntilOn: "La période doit finir après l'entrée en vigueur." }
      : {}),
    ...(typed.grantedReason ? {} : { grantedReason: 'Écrivez pourquoi la décision accorde moins que demandé.' }),
  };
}

export const grantedTyped = (granted: Granted | undefined): GrantedTyped => ({
  ...(granted?.capacity === undefined ? {} : { grantedCapacity: String(granted.capacity) }),
  ...(granted?.untilOn ? { grantedUntilOn: granted.untilOn } : {}),
});
