/** The sections of a place, in the order of the guides: a crèche's, and those of a childminder, who is her own organising body. */
import { formatAddress } from '../../../domain/address.ts';
import { formatEnterpriseNumber } from '../../../domain/enterprise-number.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { bodyKinds, facilityKinds } from '../../../domain/kinds.ts';
import type { FacilitySheet } from '../../../db/signaletique/find-sheet.ts';
import { dataOf, ofFacility, textIn, type Section } from '../section.ts';
import { linesSection } from './plain.ts';
import { postalAddress } from './postal-address.ts';
import { characteristics, places } from './offer.ts';
import { openingHours } from './hours.ts';
import { publication } from './publication.ts';

const placesInWords = (count: number): string => `${String(count)} place${count > 1 ? 's' : ''}`;

const identification: Section = {
  key: 'identification',
  title: 'Identification',
  kept: 'one',
  seen: true,
  rows: (context) => {
    const { facility, version, authorisedOn, body } = ofFacility(context);
    return [
      { label: 'Nom', value: facility.name, seen: true, correction: 'facility-name' },
      {
        label: 'Type',
        value: facilityKinds[facility.kind as keyof typeof facilityKinds],
        seen: true,
        correction: 'facility-type',
      },
      { label: "Capacité d'accueil", value: version && placesInWords(version.capacity), seen: true, locked: true },
      {
        label: "Date d'autorisation",
        value: authorisedOn && formatLongDate(authorisedOn),
        seen: true,
        correction: 'authorised-on',
      },
      { label: 'Pouvoir organisateur', value: body.name, seen: true, locked: true },
      { label: "Numéro à l'ONE", value: facility.number, locked: true },
    ];
  },
  value: (context) => ofFacility(context).facility.name,
  missing: () => [],
};

const address: Section = {
  key: 'address',
  title: "Adresse du milieu d'accueil",
  kept: 'one',
  seen: true,
  rows: (context) => {
    const { facility, version, body, offer } = ofFacility(context);
    const contacts = [dataOf(context, 'registration-contact'), offer.bodyContact];
    const hidden = (facility.home || body.kind === 'natural-person') && !facility.address_shown;
    const isLeftTo = (line: string): boolean =>
      !facility.home && !hidden && contacts.every((contact) => !textIn(contact, line));
    return [
      { label: 'Adresse', value: version && formatAddress(version), seen: !hidden, locked: true },
      ...(hidden && version
        ? [{ label: 'Montré aux parents', value: `${version.postcode} ${version.locality}`, seen: true }]
        : []),
      // Where neither contact for inscriptions (of the place, of its body) says any, parents read those of the place; of a home never, of a person
      // only with the address.
      {
        label: 'Téléphone du lieu',
        value: facility.phone ?? undefined,
        seen: isLeftTo('phone'),
        locked: true,
      },
      {
        label: 'Courriel du lieu',
        value: facility.email ?? undefined,
        seen: isLeftTo('email'),
        locked: true,
      },
    ];
  },
  value: (context) => {
    const { version } = ofFacility(context);
    return version ? formatAddress(version) : '';
  },
  missing: () => [],
  way: (context) =>
    ofFacility(context).seesAuthorisation
      ? {
          href: `/pro/facilities/${context.sheet.id}/authorisation`,
          label: 'Un déménagement se demande depuis « Mon autorisation »',
        }
      : undefined,
};

const emergency = linesSection({
  key: 'emergency',
  title: "Numéro d'urgence",
  intro: "Qui l'ONE appelle en cas d'urgence, à toute heure. Les parents ne le voient pas.",
  lines: [
    { name: 'person', label: 'Personne', as: 'line', wanted: 'personne' },
    { name: 'phone', label: 'Téléphone', as: 'phone', wanted: 'téléphone', hint: 'Par exemple 081 23 45 67.' },
  ],
  told: ['person', 'phone'],
});

const registrationContact = linesSection({
  key: 'registration-contact',
  title: 'Contact inscriptions',
  seen: true,
  intro: 'Ce que les parents utilisent pour vous joindre. N’écrivez un numéro privé que s’il peut être public.',
  lines: [
    { name: 'person', label: 'Personne', as: 'line', seen: true, wanted: 'personne' },
    { name: 'phone', label: 'Téléphone', as: 'phone', seen: true, wanted: 'téléphone' },
    { name: 'email', label: 'Courriel', as: 'email', seen: true, wanted: 'courriel' },
    {
      name: 'hours',
      label: 'Permanence',
      as: 'line',
      seen: true,
      hint: 'Par exemple mardi et jeudi, 9 h 00 – 11 h 30.',
    },
  ],
  told: ['person', 'phone'],
});

const coMinding = linesSection({
  key: 'co-minding',
  title: 'Co-accueil',
  intro: 'La personne avec qui vous accueillez les enfants. Les parents ne la voient pas.',
  lines: [{ name: 'partner', label: 'Votre co-accueillant·e', as: 'line', wanted: 'nom' }],
  told: ['partner'],
});
const alone: Section = {
  key: 'co-minding',
  title: 'Co-accueil',
  kept: 'one',
  rows: () => [{ label: 'Co-accueil', value: "Non : l'autorisation est à votre seul nom", locked: true }],
  value: () => 'non',
  missing: () => [],
};

export const enterprise: Section = {
  key: 'enterprise',
  title: 'Données BCE',
  kept: 'one',
  rows: ({ sheet: { body } }) => [
    {
      label: "Numéro d'entreprise",
      value: body.enterprise_number ? formatEnterpriseNumber(body.enterprise_number) : 'aucun',
      correction: 'enterprise-number',
    },
    { label: 'Dénomination', value: body.name, correction: 'body-name' },
    { label: 'Nature', value: bodyKinds[body.kind as keyof typeof bodyKinds], correction: 'body-type' },
    { label: 'Siège', value: formatAddress(body), correction: 'seat' },
  ],
  value: ({ sheet: { body } }) =>
    body.enterprise_number
      ? `n° d'entreprise ${formatEnterpriseNumber(body.enterprise_number)}`
      : "pas de numéro d'entreprise",
  missing: () => [],
};

export const bankAccounts: Section = {
  key: 'bank-accounts',
  title: 'Coordonnées bancaires',
  kept: 'elsewhere',
  rows: ({ sheet: { accounts = 0 } }) => [
    { label: 'Comptes validés', value: String(accounts), ...(accounts === 0 ? { missing: true } : {}) },
  ],
  value: ({ sheet: { accounts = 0 } }) =>
    accounts === 0
      ? 'aucun compte validé'
      : `${String(accounts)} compte${accounts > 1 ? 's' : ''} validé${accounts > 1 ? 's' : ''}`,
  missing: ({ sheet: { accounts } }) => (accounts === 0 ? ['compte'] : []),
  way: () => ({ href: '/pro/accounts', label: 'Voir et ajouter des comptes' }),
};

/** Of those that somebody may not see, nothing is told: neither that they are complete nor that they are not. */
export function facilitySections(sheet: FacilitySheet): Section[] {
  const { kind } = sheet.facility;
  const isEarly = !kind.startsWith('after-school');
  const isHome = kind === 'childminder' || kind === 'co-childminder';
  return [
    identification,
    address,
    emergency,
    postalAddress,
    ...(isHome ? [kind === 'co-childminder' ? coMinding : alone] : []),
    openingHours,
    ...(isEarly ? [places, characteristics, registrationContact] : []),
    enterprise,
    ...(sheet.accounts === undefined ? [] : [bankAccounts]),
    ...(isEarly ? [publication] : []),
  ];
}
