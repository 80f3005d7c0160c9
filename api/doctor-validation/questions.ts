/** What is asked of a doctor, in the words of the guide (10.1.3.1). */
import { z } from 'zod';
import { formatInami, parseInami } from '../../domain/inami.ts';
import type { Kind } from '../../workflows/doctor-validation/contract.ts';
import { inamiFaults } from '../../views/doctor-validation/words.ts';
import { specialtyWords } from '../../views/specialty-words.ts';
import type { DraftForm, Slot, Step } from '../drafts/form.ts';
import { emailAddress } from '../forms/email.ts';
import { choice, optionalLine, requiredDay, requiredLine } from '../forms/inputs.ts';
import { decimal, phone } from '../forms/numbers.ts';
import { fault, nameOf, ofAddress, ofDay, ofNumber, type DoctorContext } from './rules.ts';

export const countries = ['be', 'fr', 'lu', 'de', 'nl'] as const;
export const countryWords: Readonly<Record<(typeof countries)[number], string>> = {
  be: 'Belgique',
  fr: 'France',
  lu: 'Luxembourg',
  de: 'Allemagne',
  nl: 'Pays-Bas',
};
const farthest = 400;
const noStreet = 'Encodez la rue';

/** Read in whatever usual form it is written; kept as « 1-12345-78-690 ». */
const inami = requiredLine(inamiFaults.empty, 40).transform((typed, context) => {
  const read = parseInami(typed);
  if (read.ok) return formatInami(read.value);
  context.addIssue({ code: 'custom', message: inamiFaults[read.reason] });
  return z.NEVER;
});
export const inamiSchema = z.strictObject({ inami });

export const kilometres = decimal('Indiquez le nombre de kilomètres aller-retour, 0 si le médecin ne se déplace pas', {
  least: 0,
  most: farthest,
  unit: 'km',
});
const collaboration = {
  function: choice(
    'Choisissez la fonction du médecin',
    Object.keys(specialtyWords) as ['general-practitioner', 'paediatrician'],
  ),
  from: requiredDay('Indiquez le premier jour de la collaboration'),
  kilometres,
};
const Known = z.strictObject({ inami, ...collaboration });
const New = z.strictObject({
  inami,
  familyName: requiredLine('Encodez le nom du médecin', 100),
  firstName: requiredLine('Encodez le prénom du médecin', 100),
  address: z.strictObject(
    {
      street: requiredLine(noStreet, 100),
      number: requiredLine('Encodez le numéro de la maison', 10),
      box: optionalLine(10),
      postcode: requiredLine('Encodez le code postal', 20),
      locality: requiredLine('Encodez la localité', 60),
    },
    { error: noStreet },
  ),
  country: choice('Choisissez le pays', countries),
  mobile: phone('Encodez le numéro de mobile du médecin'),
  officePhone: optionalLine(100).pipe(phone('').optional()),
  email: emailAddress('Encodez le courriel du médecin'),
  ...collaboration,
});
export type Values = Partial<z.infer<typeof New>>;

const number: Step<DoctorContext>['fields'][number] = {
  name: 'inami',
  input: 'text',
  label: 'Numéro INAMI',
  short: 'INAMI',
  hint: '11 chiffres, par exemple 1-23456-78-690. Tirets, points et espaces sont libres.',
  required: true,
};
const collaborationStep: Step<DoctorContext> = {
  key: 'collaboration',
  title: 'La collaboration',
  intro: 'Ces données devront être validées par votre gestionnaire subsides.',
  fields: [
    {
      name: 'function',
      input: 'choice',
      label: 'Fonction',
      required: true,
      options: Object.entries(specialtyWords).map(([value, text]) => ({ value, text })),
    },
    { name: 'from', input: 'date', label: 'Début de collaboration', required: true },
    {
      name: 'kilometres',
      input: 'number',
      label: 'Kilomètres aller-retour entre le cabinet et la crèche',
      short: 'Déplacement aller-retour',
      hint: 'Pour les frais de déplacement de chaque consultation ; 0 si le médecin ne se déplace pas.',
      required: true,
      unit: 'km',
    },
  ],
};
const convention: Slot<Values, DoctorContext> = {
  slot: 'convention',
  label: 'Convention de collaboration',
  hint: 'Signée par le pouvoir organisateur et par le médecin. Un modèle à compléter se télécharge de « Mes médecins ».',
  need: () => 'required',
};
/** Names of what both kinds ask. */
const shared = { inami: 'inami', function: 'function', from: 'from', kilometres: 'kilometres' };

const knownDoctor: DraftForm<Values, DoctorContext> = {
  kind: 'known',
  choice: "Un médecin que l'ONE a déjà validé pour une autre crèche",
  purpose: 'Seules la collaboration et la convention sont à valider.',
  schema: Known,
  steps: [
    {
      key: 'doctor',
      title: 'Le médecin',
      intro: "L'ONE connaît ce médecin : ses coordonnées ne sont pas à encoder une seconde fois.",
      fields: [number],
    },
    collaborationStep,
  ],
  documents: [convention],
  rules: (values, context) => [...ofNumber(values, context, 'known'), ...ofDay(values.from, context.today)],
  hint: { on: ['doctor', 'collaboration'], text: (_, { sought }) => sought?.known && nameOf(sought.known) },
  heir: { kind: 'new', names: shared },
};
const newDoctor: DraftForm<Values, DoctorContext> = {
  kind: 'new',
  choice: "Un médecin que l'ONE ne connaît pas encore",
  purpose: 'Ses coordonnées, la collaboration et la convention sont à valider.',
  schema: New,
  steps: [
    {
      key: 'doctor',
      title: 'Le médecin',
      fields: [
        number,
        { name: 'familyName', input: 'text', label: 'Nom', required: true },
        { name: 'firstName', input: 'text', label: 'Prénom', required: true },
      ],
    },
    {
      key: 'contact',
      title: 'Ses coordonnées',
      intro:
        "L'ONE les traite pour valider la collaboration ; le médecin en est averti par courriel. Les autres crèches ne les voient pas.",
      fields: [
        { name: 'address', input: 'address', label: 'Adresse', required: true },
        {
          name: 'country',
          input: 'choice',
          label: 'Pays',
          required: true,
          options: countries.map((value) => ({ value, text: countryWords[value] })),
        },
        { name: 'mobile', input: 'text', type: 'tel', label: 'N° de mobile', required: true },
        {
          name: 'officePhone',
          input: 'text',
          type: 'tel',
          label: 'N° de bureau',
          required: ({ needsOfficePhone }) => needsOfficePhone,
        },
        { name: 'email', input: 'text', label: 'Courriel', required: true },
      ],
    },
    collaborationStep,
  ],
  documents: [convention],
  rules: (values, context) => [
    ...ofNumber(values, context, 'new'),
    ...ofAddress(values),
    ...ofDay(values.from, context.today),
    ...(context.needsOfficePhone && values.officePhone === undefined
      ? [fault('officePhone', 'Encodez le numéro de bureau du médecin')]
      : []),
  ],
  heir: { kind: 'known', names: shared },
};

export const forms: Readonly<Record<Kind, DraftForm<Values, DoctorContext>>> = { new: newDoctor, known: knownDoctor };
