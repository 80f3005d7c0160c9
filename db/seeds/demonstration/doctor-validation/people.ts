/** The doctors of the demonstration, all invented: their numbers are made, their addresses end nowhere. */
import { formatInami, makeInami } from '../../../../domain/inami.ts';
import type { Told } from '../../../doctors/told.ts';

type Person = Required<Pick<Told, 'inami' | 'familyName' | 'firstName' | 'address' | 'country' | 'mobile' | 'email'>> &
  Pick<Told, 'officePhone' | 'function'>;

const person = (
  [firstName, familyName]: [string, string],
  inami: string,
  [street, number, postcode, locality]: [string, string, string, string],
  mobile: string,
  officePhone?: string,
): Person => ({
  inami: formatInami(inami),
  familyName,
  firstName,
  address: { street, number, postcode, locality },
  country: 'be',
  mobile,
  ...(officePhone ? { officePhone } : {}),
  email: `cabinet.${familyName
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()}@cabinet.example`,
  function: inami.endsWith('690') ? 'paediatrician' : 'general-practitioner',
});

export const doctors = {
  claes: person(
    ['Anne-Sophie', 'Claes'],
    makeInami(49_027, '690'),
    ['rue Saint-Aubain', '14', '5000', 'Namur'],
    '0470 00 00 11',
    '081 00 00 11',
  ),
  // Its check digits do not agree: 75 is expected.
  simon: person(['Pierre', 'Simon'], '12641384003', ['chaussée de Dinant', '88', '5000', 'Namur'], '0470 00 00 12'),
  marechal: person(
    ['Hélène', 'Maréchal'],
    makeInami(37_708, '004'),
    ['avenue du Bourgmestre Jean Materne', '203', '5100', 'Jambes'],
    '0470 00 00 13',
  ),
  bodart: person(
    ['Luc', 'Bodart'],
    makeInami(10_395, '003'),
    ['rue de Bruxelles', '61', '5000', 'Namur'],
    '0470 00 00 14',
    '081 00 00 14',
  ),
  lejeune: person(
    ['Bénédicte', 'Lejeune'],
    makeInami(58_114, '580'),
    ['place de la Gare', '3', '5000', 'Namur'],
    '0470 00 00 15',
  ),
  hermans: person(
    ['Olivier', 'Hermans'],
    makeInami(22_871, '004'),
    ['rue des Aubépines', '41', '5101', 'Erpent'],
    '0470 00 00 16',
  ),
  fontaine: person(
    ['Valérie', 'Fontaine'],
    makeInami(61_530, '690'),
    ['rue du Commerce', '9', '5300', 'Andenne'],
    '0470 00 00 17',
    '085 00 00 17',
  ),
} satisfies Record<string, Person>;
export type DoctorKey = keyof typeof doctors;
