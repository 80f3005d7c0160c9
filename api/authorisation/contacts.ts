/** « Contacts ONE »: who follows each facility. */
import type { Request, Response } from 'express';
import { listFacilities } from '../../db/authorisations.ts';
import { listContacts } from '../../db/contacts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import { replacing } from '../contact.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';

export async function showContacts(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facilities = await listFacilities(deps.db, getViewer(res).ability, 'read');
  const contacts = await listContacts(
    deps.db,
    facilities.map(({ id }) => id),
    dayOf(deps.now()),
  );
  renderPage(deps, req, res, 'authorisation/contacts', {
    title: 'Contacts ONE',
    back: { href: '/pro', label: "à l'accueil" },
    facilities: facilities.map((facility) => ({
      name: facility.name,
      service: administrationNames[facility.administration as Administration],
      rows: contacts
        .filter(({ facility_id }) => facility_id === facility.id)
        .sort((a, b) => rank(a.role) - rank(b.role))
        .map((contact) => ({
          label: roleNames[contact.role as keyof typeof roleNames],
          value: `${contact.name}${replacing(contact)}`,
          email: contact.email,
          ...(contact.phone
            ? { phone: contact.phone, phoneHref: `tel:${contact.phone.replaceAll(/[^+\d]/g, '')}` }
            : {}),
        })),
    })),
  });
}
const order = [
  'aes-referent',
  'aes-manager',
  'referent',
  'coordinator',
  'adviser',
  'subsidy-manager',
  'health-referent',
];
const rank = (role: string): number => order.indexOf(role);
