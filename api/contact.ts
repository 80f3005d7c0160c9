/** The card of whom to turn to at ONE: the person who answers, their substitute, else the administration. */
import type { ContactRow } from '../db/contacts.ts';
import { administrationNames, type Administration } from '../domain/postcodes.ts';
import { roleNames, type Role } from '../workflows/roles.ts';

/** Where nobody is named (source: the portal's own page of contacts). */
const helpdesk = { phone: '02/542.14.45', phoneHref: 'tel:+3225421445' };

const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
/** After-school care is followed everywhere by one direction. */
const afterSchoolService = "Direction de l'accueil temps libre";

export function contactCard(
  contacts: readonly ContactRow[],
  { role, administration, title }: { role: Role; administration: string; title?: string | undefined },
): object {
  const service = role.startsWith('aes-') ? afterSchoolService : administrationNames[administration as Administration];
  const contact = contacts.find((each) => each.role === role);
  if (!contact) return { title, name: service, role: 'par le helpdesk', ...helpdesk };
  return {
    title,
    name: contact.name,
    role: `${lowered(roleNames[role])}${replacing(contact)}`,
    service,
    email: contact.email,
  };
}

/** « , remplace Julie Moreau » */
export const replacing = ({ instead_of: away }: ContactRow): string => (away ? `, remplace ${away}` : '');
