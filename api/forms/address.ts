/** How an address is read: a Belgian one, where ONE authorises. */
import { z } from 'zod';
import { findLocality, localitiesOf } from '../../domain/localities.ts';
import { administrationOf } from '../../domain/postcodes.ts';
import { optionalLine, requiredLine } from './inputs.ts';
import { findPostcode } from './numbers.ts';

const noHouseNumber = 'Encodez le numéro de la maison';
const noStreet = 'Encodez la rue';
const noPostcode = 'Encodez le code postal';
const noLocality = 'Encodez la localité';
const notAPostcode = 'Le code postal compte quatre chiffres, par exemple 5000';
const elsewhere =
  "Ce code postal est en dehors de Bruxelles et de la Wallonie : l'ONE n'y autorise pas de milieu d'accueil";
const germanSpeaking =
  "Ce code postal relève de la Communauté germanophone : l'ONE n'y autorise pas de milieu d'accueil";

/** A Belgian address where ONE authorises: the postcode exists, and the locality is one of its own. */
export const address = z
  .strictObject(
    {
      street: requiredLine(noStreet, 100),
      number: requiredLine(noHouseNumber, 10),
      box: optionalLine(10),
      postcode: requiredLine(noPostcode, 20),
      locality: requiredLine(noLocality, 60),
    },
    { error: noStreet },
  )
  .transform((value, context) => {
    const fault = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    const postcode = findPostcode(value.postcode);
    if (postcode === undefined) return fault('postcode', notAPostcode);
    if (/^47/.test(postcode)) return fault('postcode', germanSpeaking);
    const names = localitiesOf(postcode);
    if (!administrationOf(postcode)) return fault('postcode', elsewhere);
    if (names.length === 0) return fault('postcode', `Nous ne connaissons pas le code postal ${postcode}`);
    const found = findLocality(postcode, value.locality);
    if (!found) return fault('locality', `Le code postal ${postcode} est celui de ${names.join(', ')}`);
    return { ...value, postcode, locality: found.name };
  });
