/** What is typed where a person is added, and what is wrong with it. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import type { NationalNumberRefusal } from '../../domain/national-number.ts';
import { id } from '../forms/envelope.ts';
import type { Faults } from '../forms/form.ts';
import { requiredDay, requiredLine } from '../forms/inputs.ts';
import { noNumberIn } from './identification.ts';

const missing = 'Encodez le numéro de registre national';

export const nissWords: Readonly<Record<NationalNumberRefusal, string>> = {
  empty: missing,
  characters: 'Un numéro de registre national ne contient que des chiffres',
  length: 'Un numéro de registre national compte 11 chiffres',
  check: "Ce numéro n'existe pas : vérifiez chaque chiffre",
  sequence: "Ce numéro n'existe pas : vérifiez chaque chiffre",
  date: "Ce numéro n'existe pas : vérifiez chaque chiffre",
};
export const NissForm = z.strictObject({ body: id, niss: requiredLine(missing, 40) });
export const NameForm = z.strictObject({ familyName: requiredLine('Écrivez le nom de famille', 60) });
const place = id.catch('').refine((value) => value !== '', "Choisissez le milieu d'accueil");
export const CreateForm = z.strictObject({
  firstName: requiredLine('Écrivez le prénom', 60),
  familyName: requiredLine('Écrivez le nom', 60),
  bornOn: requiredDay('Encodez la date de naissance'),
  facilityId: place.optional(),
});
export const UseForm = z.strictObject({ facilityId: place.optional() });
/** Whatever is wrong, this is what is said. */
export const generic =
  'Cette personne ne peut pas être ajoutée avec ces données. Vérifiez le numéro de registre national et le nom, puis recommencez. Si le message revient, écrivez au helpdesk : une faute a peut-être été encodée auparavant.';

/** @param places where these eyes may say that somebody works, of a body of which they see only some */
export function faultsOf(
  data: z.infer<typeof UseForm> | z.infer<typeof CreateForm>,
  places: readonly { id: string }[],
  today: Day,
): Faults {
  const wrongPlace =
    data.facilityId === undefined ? places.length > 1 : !places.some(({ id: one }) => one === data.facilityId);
  return {
    ...(wrongPlace ? { facilityId: "Choisissez le milieu d'accueil" } : {}),
    ...('firstName' in data && !noNumberIn(data.firstName)
      ? { firstName: 'Un prénom ne contient pas de chiffres' }
      : {}),
    ...('familyName' in data && !noNumberIn(data.familyName)
      ? { familyName: 'Un nom ne contient pas de chiffres' }
      : {}),
    ...('bornOn' in data && (data.bornOn > today || data.bornOn < '1900-01-01')
      ? { bornOn: "Vérifiez l'année de naissance" }
      : {}),
  };
}
