/** Everybody of the demonstration, those too whom its list of persons leaves out: a journey needs the doctor of each administration. */
import { mailOf, nissOf, people } from '../../db/seeds/demonstration/people.ts';
import type { Identity } from '../../local/identity-provider.ts';

export interface KnownPerson extends Identity {
  name: string;
  role: string;
  portal: 'pro' | 'office';
}

export const persons: KnownPerson[] = people
  .filter(({ legacyLogin }) => !legacyLogin)
  .map((person) => {
    const { key, givenName, surname, portal, grants } = person;
    const role = grants.map((grant) => grant.role).join(' ') || 'none';
    return {
      sub: key,
      givenName,
      surname,
      name: `${givenName} ${surname}`,
      mail: mailOf(person),
      niss: nissOf(person),
      label: role,
      role,
      portal,
    };
  });
