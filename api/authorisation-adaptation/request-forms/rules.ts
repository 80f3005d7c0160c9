/** Rules that several kinds of requests share. All delays are parameters; none but the order of dates stops anybody. */
import { formatAddress, type Address } from '../../../domain/address.ts';
import { addMonths, type Day } from '../../../domain/calendar.ts';
import { administrationNames, administrationOf } from '../../../domain/postcodes.ts';
import { searchable } from '../../../domain/searchable.ts';
import { after, inWords } from '../../../domain/quantity.ts';
import type { RequestKind } from '../../../workflows/authorisation-adaptation/contract.ts';
import { parameterOf, type Parameters } from '../../../workflows/procedure.ts';
import { places } from '../../authorisation/words.ts';
import type { Finding } from '../../drafts/form.ts';
import type { FormContext, FormFacility } from './form.ts';

const fault = (field: string, text: string): Finding => ({ level: 'fault', field, text });
const warning = (field: string, text: string, instead?: RequestKind): Finding => ({
  level: 'warning',
  field,
  text,
  ...(instead ? { instead } : {}),
});

/** A year mistyped: further than two years back or five years ahead (hypothèse). */
export function plausibleDay(field: string, day: Day | undefined, today: Day): Finding[] {
  if (day === undefined) return [];
  if (day < addMonths(today, -24)) return [fault(field, "Cette date remonte à plus de deux ans : vérifiez l'année")];
  if (day > addMonths(today, 60)) return [fault(field, "Cette date est à plus de cinq ans d'ici : vérifiez l'année")];
  return [];
}

/** Both days known, and in the wrong order. */
export const inOrder = (first: Day | undefined, last: Day | undefined, field: string, text: string): Finding[] =>
  first !== undefined && last !== undefined && first > last ? [fault(field, text)] : [];

/** Longer than the limit of a temporary period: another request suits better, and is proposed. */
export function longPeriod(
  startsOn: Day | undefined,
  plannedEndOn: Day | undefined,
  context: FormContext,
  instead: RequestKind,
  proposal: string,
): Finding[] {
  if (startsOn === undefined || plannedEndOn === undefined) return [];
  const limit = parameterOf('temporary-limit', context.parameters);
  return plannedEndOn > after(startsOn, limit)
    ? [warning('plannedEndOn', `La période dépasse ${inWords(limit)}. ${proposal}`, instead)]
    : [];
}

/** An address that is already the one of the authorisation is no move; another subregional administration is worth knowing. */
export function newAddress(address: Address | undefined, facility: FormFacility): Finding[] {
  if (!address) return [];
  // A temporary place may become the definitive one.
  const moved = facility.authorisation.status === 'temporarily-moved';
  if (!moved && plain(address) === plain(facility.authorisation.address))
    return [fault('address.street', "C'est l'adresse de votre autorisation actuelle : encodez la nouvelle")];
  const administration = administrationOf(address.postcode);
  return administration && administration !== facility.administration
    ? [
        warning(
          'address',
          `Cette adresse relève d'une autre administration : votre dossier passera à l'${administrationNames[administration]}.`,
        ),
      ]
    : [];
}
const plain = (address: Address): string => searchable(formatAddress(address)).replaceAll(' ', '');

// Usual capacities (hypothèse: from memory of the rules in force, never shown as law).
const usualLeast = { 'subsidised-creche': 14, 'creche': 14 } as const;
const usualMost = { 'childminder': 4, 'co-childminder': 8 } as const;

/**
 * A capacity that is out of the ordinary will be looked at: the operator is told before. One that no place of the kind can have is a slip,
 * and is to be mended.
 */
export function unusualCapacity(
  capacity: number | undefined,
  { kind }: Pick<FormFacility, 'kind'>,
  parameters: Parameters,
): Finding[] {
  if (capacity === undefined) return [];
  const limit = kind === 'childminder' || kind === 'co-childminder' ? kind : 'collective';
  const most = parameters[`capacity-limit.${limit}`]?.value;
  if (most !== undefined && capacity > most)
    return [
      fault(
        'capacity',
        `${places(capacity)} : ce nombre n'est pas plausible pour ${limit === 'collective' ? "un milieu d'accueil" : limit === 'childminder' ? 'un·e accueillant·e' : 'un co-accueil'} (au plus ${most}). Vérifiez-le ; s'il est exact, écrivez à votre référent·e accueil.`,
      ),
    ];
  if (kind === 'subsidised-creche' || kind === 'creche') {
    if (capacity < usualLeast[kind])
      return [
        warning(
          'capacity',
          `Une crèche compte d'habitude au moins ${usualLeast[kind]} places : votre référent·e accueil examinera ce nombre avec vous.`,
        ),
      ];
    if (capacity % 7 !== 0)
      return [
        warning(
          'capacity',
          "La capacité d'une crèche est d'habitude un multiple de 7 : votre référent·e accueil examinera ce nombre avec vous.",
        ),
      ];
  }
  if ((kind === 'childminder' || kind === 'co-childminder') && capacity > usualMost[kind]) {
    return [
      warning(
        'capacity',
        `La capacité habituelle est de ${usualMost[kind]} places (équivalent temps plein) : votre référent·e accueil examinera ce nombre avec vous.`,
      ),
    ];
  }
  return [];
}
