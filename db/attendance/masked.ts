/** Children in a page that the helpdesk sees as a user does: counted, told apart, and not named. Who they are helps nobody who helps its users. */
import { createHmac, randomBytes } from 'node:crypto';
import { searchable } from '../../domain/searchable.ts';
import { isOnlyLooking } from '../only-looking.ts';

interface Named {
  familyName: string;
  firstName: string;
}

/** Of the process, kept nowhere: nobody finds a name by trying names. */
const key = randomBytes(32);

/** « Enfant 3F2A »: one name has one code, so that whoever is there twice, or is named otherwise since, shows; what is not filled in stays so. */
export const withoutNames = <Row extends Named>(rows: readonly Row[]): Row[] =>
  isOnlyLooking() ? rows.map((row) => ({ ...row, ...masked(row) })) : [...rows];

const masked = ({ familyName, firstName }: Named): Named => ({
  familyName: familyName === '' ? '' : 'Enfant',
  firstName: firstName === '' ? '' : codeOf(`${searchable(familyName)}|${searchable(firstName)}`),
});
const codeOf = (name: string): string => createHmac('sha256', key).update(name).digest('hex').slice(0, 4).toUpperCase();
