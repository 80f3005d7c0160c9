/** The sections of an organising body (Guide du milieu d'accueil, 6.2.2). */
import { formatAddress } from '../../../domain/address.ts';
import { bodyKinds } from '../../../domain/kinds.ts';
import type { BodySheet } from '../../../db/signaletique/find-sheet.ts';
import type { Section, SheetContext } from '../section.ts';
import { bankAccounts, enterprise } from './facility.ts';
import { linesSection } from './plain.ts';
import { postalAddress } from './postal-address.ts';

const identification: Section = {
  key: 'identification',
  title: 'Identification',
  kept: 'one',
  seen: true,
  rows: ({ sheet: { body } }) => [
    { label: 'Nom', value: body.name, seen: true, correction: 'body-name' },
    { label: 'Nature', value: bodyKinds[body.kind as keyof typeof bodyKinds], correction: 'body-type' },
    { label: 'Siège', value: formatAddress(body), correction: 'seat' },
    { label: 'Courriel', value: body.email ?? undefined, locked: true },
    { label: 'Téléphone', value: body.phone ?? undefined, locked: true },
  ],
  value: ({ sheet: { body } }) => body.name,
  missing: () => [],
};

const manager = linesSection({
  key: 'early-childhood-manager',
  title: 'Responsable petite enfance',
  intro: "La personne avec qui l'ONE parle de tous vos milieux d'accueil. Les parents ne la voient pas.",
  lines: [
    { name: 'person', label: 'Personne', as: 'line', wanted: 'personne' },
    { name: 'phone', label: 'Téléphone', as: 'phone', wanted: 'téléphone' },
    { name: 'email', label: 'Courriel', as: 'email', wanted: 'courriel' },
  ],
  told: ['person', 'phone'],
});

const emergency = linesSection({
  key: 'emergency',
  title: "Numéro d'urgence",
  intro: "Qui l'ONE appelle en cas d'urgence, à toute heure, quand un milieu d'accueil ne répond pas.",
  lines: [
    { name: 'person', label: 'Personne', as: 'line', wanted: 'personne' },
    { name: 'phone', label: 'Téléphone', as: 'phone', wanted: 'téléphone', hint: 'Par exemple 081 23 45 67.' },
  ],
  told: ['person', 'phone'],
});

const publicInformation = linesSection({
  key: 'public-information',
  title: 'Informations publiques',
  seen: true,
  intro: 'Ce que les parents lisent de votre pouvoir organisateur sur Premiers Pas.',
  lines: [
    { name: 'text', label: 'Présentation', as: 'text', seen: true, wanted: 'présentation' },
    { name: 'website', label: 'Site internet', as: 'website', seen: true, hint: 'Par exemple www.exemple.be.' },
  ],
  told: ['website'],
});

/** Parents read it where one of the places has none of its own. */
const standsIn =
  (line: string) =>
  ({ sheet }: SheetContext): boolean =>
    sheet.kind === 'organising-body' && sheet.contactShown.has(line);

const registrationContact = linesSection({
  key: 'registration-contact',
  title: 'Contact inscriptions',
  seen: true,
  intro: "Pour les parents, là où un milieu d'accueil n'a pas de contact à lui.",
  lines: [
    { name: 'person', label: 'Personne', as: 'line', seen: standsIn('person'), wanted: 'personne' },
    { name: 'phone', label: 'Téléphone', as: 'phone', seen: standsIn('phone'), wanted: 'téléphone' },
    { name: 'email', label: 'Courriel', as: 'email', seen: standsIn('email'), wanted: 'courriel' },
    {
      name: 'hours',
      label: 'Permanence',
      as: 'line',
      seen: standsIn('hours'),
      hint: 'Par exemple mardi et jeudi, 9 h 00 – 11 h 30.',
    },
  ],
  told: ['person', 'phone'],
});

export const bodySections = (sheet: BodySheet): Section[] => [
  identification,
  manager,
  emergency,
  postalAddress,
  enterprise,
  publicInformation,
  registrationContact,
  ...(sheet.accounts === undefined ? [] : [bankAccounts]),
];
