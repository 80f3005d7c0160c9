/** The values of a project, the papers that may go with it, and what is said of its answers. */
import { z } from 'zod';
import { administrationNames, administrationOf } from '../../../domain/postcodes.ts';
import { formatEnterpriseNumber, parseEnterpriseNumber } from '../../../domain/enterprise-number.ts';
import { addMonths, type Day } from '../../../domain/calendar.ts';
import type { DraftContext, DraftForm, Finding, Slot } from '../../drafts/form.ts';
import {
  choice,
  optionalLine,
  optionalText,
  requiredDay,
  requiredLine,
  requiredText,
  yesOrNo,
} from '../../forms/inputs.ts';
import { count, findPostcode, optionalCount } from '../../forms/numbers.ts';

export interface ProjectContext extends DraftContext {
  bodyName: string;
}
export type ProjectForm = DraftForm<Values, ProjectContext>;

const noCarrier = 'Indiquez qui porte le projet';
const noPostcode = 'Indiquez le code postal du lieu, ou celui où vous cherchez';
const noOccupation = 'Indiquez à quel titre vous occuperez les locaux';
const noOutdoor = "Indiquez s'il y a un espace extérieur";
const noFire = "Indiquez où en est l'avis du service incendie";
const noLocality = 'Indiquez la localité';
const noPremises = 'Décrivez les locaux en quelques lignes, ou ce que vous cherchez';
const noCapacity = 'Indiquez combien de places vous voulez ouvrir';
const noAges = "Indiquez l'âge des enfants";
const noDay = "Indiquez le jour d'ouverture souhaité, même s'il peut encore changer";
const noHours = "Indiquez les jours et les heures d'ouverture souhaités";
const noStaff = 'Décrivez qui accueillera les enfants';
const noMoney = 'Décrivez en quelques lignes ce que le projet coûte et comment il est financé';
const noIdea = 'Décrivez votre projet pédagogique en quelques lignes';

const postcode = requiredLine(noPostcode, 20).transform((typed, context) => {
  const read = findPostcode(typed);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'Écrivez le code postal en quatre chiffres, par exemple 5000' });
  return z.NEVER;
});
const enterpriseNumber = optionalLine(20).transform((typed, context) => {
  if (typed === undefined) return undefined;
  const read = parseEnterpriseNumber(typed);
  if (read.ok) return formatEnterpriseNumber(read.value);
  context.addIssue({
    code: 'custom',
    message:
      "Ce n'est pas un numéro d'entreprise : dix chiffres, par exemple 0440.966.354. Laissez vide s'il n'existe pas encore",
  });
  return z.NEVER;
});

/** @param most places that such a project may ask for: more is a slip of the keys */
export const valuesOf = <const T extends readonly [string, ...string[]]>(careTypes: T, most: number) =>
  z.strictObject({
    careType: choice("Indiquez le type d'accueil", careTypes),
    name: optionalLine(100),
    carrier: choice(noCarrier, ['natural-person', 'legal-person', 'to-be-founded']),
    enterpriseNumber,
    idea: requiredText(noIdea, 4000),
    postcode,
    locality: requiredLine(noLocality, 80),
    street: optionalLine(120),
    premises: requiredText(noPremises, 4000),
    occupation: choice(noOccupation, ['owner', 'tenant', 'promised', 'searching']),
    area: optionalCount({ least: 1, most: 20_000 }),
    outdoor: yesOrNo(noOutdoor),
    outdoorText: optionalText(1000),
    fireSafety: choice(noFire, ['attested', 'asked', 'not-yet']),
    capacity: count(noCapacity, { least: 1, most }),
    ages: requiredLine(noAges, 120),
    opensOn: requiredDay(noDay),
    hours: requiredText(noHours, 500),
    staff: requiredText(noStaff, 4000),
    financing: requiredText(noMoney, 4000),
  });
export type Values = z.infer<ReturnType<typeof valuesOf>>;

const optional = () => 'optional' as const;
/** None is asked before one has it: the project is what ONE advises on, and papers follow. */
export const documents: readonly Slot<Values, ProjectContext>[] = [
  { slot: 'plan', label: 'Plans des locaux', hint: 'Avec la superficie de chaque pièce.', need: optional },
  { slot: 'fire-report', label: 'Attestation ou rapport du service incendie', need: optional },
  {
    slot: 'criminal-record',
    label: 'Extraits de casier judiciaire (modèle 2)',
    hint: 'Si vous les avez déjà. Ils seront demandés plus récents avec la demande d’autorisation.',
    need: optional,
  },
  { slot: 'diploma', label: 'Diplômes et attestations de formation', need: optional },
  { slot: 'other', label: 'Autre document', hint: 'Bail, statuts, budget…', need: optional },
];

/** Of a day that is over, or so far ahead that its year is a slip (hypothèse: five years). */
const dayFaults = (day: Day | undefined, today: Day): Finding[] =>
  day === undefined
    ? []
    : day <= today
      ? [{ level: 'fault', field: 'opensOn', text: "Le jour d'ouverture souhaité est à venir : vérifiez la date" }]
      : day > addMonths(today, 60)
        ? [{ level: 'fault', field: 'opensOn', text: "Ce jour est à plus de cinq ans d'ici : vérifiez l'année" }]
        : [];

export const rules: ProjectForm['rules'] = (
  { opensOn, postcode: at, carrier, enterpriseNumber: number },
  { today },
) => {
  const administration = at === undefined ? undefined : administrationOf(at);
  return [
    ...dayFaults(opensOn, today),
    ...(at !== undefined && !administration
      ? [
          {
            level: 'fault' as const,
            field: 'postcode',
            text: "Ce code postal n'est pas d'une région que l'ONE suit : vérifiez-le",
          },
        ]
      : []),
    ...(administration
      ? [
          {
            level: 'warning' as const,
            field: 'postcode',
            text: `Votre projet sera suivi par l'${administrationNames[administration]}.`,
          },
        ]
      : []),
    ...(carrier === 'legal-person' && number === undefined
      ? [
          {
            level: 'warning' as const,
            field: 'enterpriseNumber',
            text: "Une personne morale a d'habitude un numéro d'entreprise : ajoutez-le s'il existe.",
          },
        ]
      : []),
  ];
};
