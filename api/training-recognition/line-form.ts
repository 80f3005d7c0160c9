/** The line of somebody as it is typed: organisation and module found in the lists, or « Autre » with a certificate; what is wrong, and what is unusual. */
import { z } from 'zod';
import type { ListsChanged } from '../../db/training/chosen.ts';
import {
  findModule,
  findModules,
  findOrganisation,
  findOrganisations,
  type Found,
  type Listed,
} from '../../db/training/lists.ts';
import type { Followed } from '../../db/training/lines.ts';
import { isPlausible } from '../../db/training/plausible.ts';
import type { Database } from '../../db/connect.ts';
import type { Day } from '../../domain/calendar.ts';
import { hintsOf, type TrainingHint } from '../../domain/training-hints.ts';
import { id } from '../forms/envelope.ts';
import { isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { dateInput, optionalDay, radios, requiredDay, requiredLine } from '../forms/inputs.ts';
import { hoursOf } from '../forms/numbers.ts';
import { hoursInWords } from '../hours-bar.ts';

const chosen = z.union([id, z.literal('other'), z.literal('')]).optional();
/** Read with whatever else its page asks. */
export const lineShape = {
  organisation: requiredLine("Écrivez l'organisme qui a donné la formation", 150),
  organisationChoice: chosen,
  module: requiredLine("Écrivez l'intitulé du module", 200),
  moduleChoice: chosen,
  fromOn: requiredDay('Encodez le premier jour de la formation'),
  toOn: optionalDay(),
  hours: hoursOf('Encodez le nombre d’heures suivies', { least: 0.5, most: 50 }),
};
export type TypedLine = z.infer<z.ZodObject<typeof lineShape>>;

/** What the form offers beside what is typed. */
export interface Offered {
  organisations: Listed[];
  modules: Listed[];
}
export interface LineRead {
  followed: Followed;
  /** The names, as content of the act. */
  names: object;
  faults: Faults;
  doubts: string[];
  offered: Offered;
}

export async function resolveLine(
  db: Database,
  typed: TypedLine,
  today: Day,
  hasCertificate: boolean,
): Promise<LineRead> {
  const { fromOn, toOn = fromOn, hours } = typed;
  const faults: Faults = {};
  if (fromOn > today) faults.fromOn = 'Cette formation est à venir : encodez-la une fois suivie';
  else if (toOn < fromOn) faults.toOn = 'Le dernier jour vient avant le premier';
  else if (toOn > today) faults.toOn = "Cette formation n'est pas finie : encodez-la une fois suivie";
  const { offered, organisation, module, faults: unfound } = await findInLists(db, typed, today);
  Object.assign(faults, unfound);
  const isOther = !organisation || !module;
  if (isOther && !isFaulty(unfound) && !hasCertificate)
    faults.certificate = "Joignez l'attestation : elle est obligatoire pour ce qui n'est pas dans la liste";
  const followed: Followed = {
    organisationId: organisation?.id ?? null,
    organisationTyped: organisation ? null : typed.organisation,
    moduleId: module?.id ?? null,
    moduleTyped: module ? null : typed.module,
    hours,
    fromOn,
    toOn,
  };
  return {
    followed,
    names: { organisation: organisation?.name ?? typed.organisation, module: module?.name ?? typed.module },
    faults,
    doubts: [
      ...(organisation
        ? []
        : hintsOf(typed.organisation, typed.module).map((hint) => hintInWords(hint, typed.organisation))),
      ...(isPlausible(followed)
        ? []
        : [`${hoursInWords(hours)} en ${toOn === fromOn ? 'un jour' : 'ces jours'} : l'ONE vérifiera la durée.`]),
    ],
    offered,
  };
}

/** What is chosen in the list wins over what is typed; a name to the letter needs no choice; what is near is offered once. */
async function findInLists(
  db: Database,
  typed: Pick<TypedLine, 'organisation' | 'organisationChoice' | 'module' | 'moduleChoice'>,
  today: Day,
): Promise<{ offered: Offered; organisation?: Listed | undefined; module?: Listed | undefined; faults: Faults }> {
  const organisations = await findOrganisations(db, typed.organisation, today);
  const one = await pick(organisations, typed.organisationChoice, (choice) => findOrganisation(db, choice, today));
  const modules = one.listed ? await findModules(db, one.listed.id, typed.module) : [];
  const two = one.listed
    ? await pick(modules, typed.moduleChoice, (choice) => findModule(db, choice, one.listed!.id))
    : { isOpen: false };
  return {
    offered: {
      organisations: one.listed && !typed.organisationChoice ? [] : organisations,
      modules: two.listed && !typed.moduleChoice ? [] : modules,
    },
    organisation: one.listed,
    module: two.listed,
    faults: {
      ...(one.isOpen ? { organisationChoice: "Choisissez l'organisme dans la liste, ou « Autre »" } : {}),
      ...(two.isOpen ? { moduleChoice: 'Choisissez le module dans la liste, ou « Autre »' } : {}),
    },
  };
}

/** `isOpen`: the page asks which one is meant. */
async function pick(
  found: readonly Found[],
  choice: TypedLine['organisationChoice'],
  find: (id: string) => Promise<Listed | undefined>,
): Promise<{ listed?: Listed | undefined; isOpen: boolean }> {
  if (choice === 'other') return { isOpen: false };
  const listed = choice ? await find(choice) : found.find(({ same }) => same);
  return { listed, isOpen: !listed && (found.length > 0 || Boolean(choice)) };
}

/** What was chosen stands no more in the lists: it is looked for again. */
export const listsChangedFaults = ({ what }: ListsChanged): Faults =>
  what === 'organisation'
    ? { organisation: "L'ONE a changé cet organisme dans la liste entre-temps : cherchez-le à nouveau" }
    : { module: "L'ONE a changé ce module dans la liste entre-temps : cherchez-le à nouveau" };

/** For who has pressed « Chercher »: nothing is wrong yet. */
export async function offerLists(db: Database, typed: Readonly<Record<string, unknown>>, today: Day): Promise<Offered> {
  const names = z
    .object({ ...lineShape, module: lineShape.module.catch('') })
    .pick({ organisation: true, organisationChoice: true, module: true, moduleChoice: true })
    .safeParse(typed);
  if (!names.success) return { organisations: [], modules: [] };
  const { organisation, offered } = await findInLists(db, names.data, today);
  return {
    organisations: await findOrganisations(db, names.data.organisation, today),
    modules: organisation ? await findModules(db, organisation.id, names.data.module) : offered.modules,
  };
}

export function hintInWords(hint: TrainingHint, organisation: string): string {
  switch (hint.kind) {
    case 'place':
      return `« ${organisation} » ressemble à un lieu : l'organisme est celui qui a donné la formation, pas l'endroit.`;
    case 'person':
      return `« ${organisation} » ressemble au nom d'une personne : l'organisme est celui qui a donné la formation, pas la formatrice ou le formateur.`;
    case 'same-as-module':
      return "L'organisme et le module portent le même nom : vérifiez que l'organisme est bien celui qui a donné la formation.";
    case 'too-short':
      return `« ${organisation} » est très court : écrivez le nom entier de l'organisme.`;
    case 'existing':
      return `« ${hint.name} » est dans la liste : est-ce cet organisme ?`;
    default:
      return hint satisfies never;
  }
}

const choices = (name: string, label: string, listed: readonly Listed[], other: string): Input[] =>
  listed.length === 0
    ? []
    : [
        radios(name, label, [
          ...listed.map(({ id: value, name: text }) => ({ value, text })),
          { value: 'other', text: other },
        ]),
      ];

/** As the page draws them. */
export function lineInputs(
  { organisations, modules }: Offered,
  typed: Readonly<Record<string, unknown>>,
  faults: Faults,
): {
  organisation: Input[];
  module: Input[];
  rest: Input[];
} {
  const shown = (inputs: Input[]): Input[] => inputs.map((input) => withTyped(input, typed, faults));
  return {
    organisation: shown([
      {
        partial: 'field-text',
        name: 'organisation',
        label: 'Organisme',
        required: true,
        autocomplete: 'off',
        hint: 'Celui qui a donné la formation : ni le lieu, ni la formatrice ou le formateur. Quelques lettres suffisent pour le chercher.',
      },
      ...choices('organisationChoice', 'Quel organisme ?', organisations, 'Autre : il ne figure pas dans la liste'),
    ]),
    module: shown([
      {
        partial: 'field-text',
        name: 'module',
        label: 'Module',
        required: true,
        autocomplete: 'off',
        hint: "L'intitulé qui est sur l'attestation.",
      },
      ...choices('moduleChoice', 'Quel module ?', modules, 'Autre : il ne figure pas dans la liste'),
    ]),
    rest: shown([
      dateInput('fromOn', 'Premier jour'),
      dateInput('toOn', 'Dernier jour', { required: false, hint: "Vide, si la formation n'a duré qu'un jour." }),
      {
        partial: 'field-number',
        name: 'hours',
        label: 'Heures suivies par chaque personne',
        unit: 'heures',
        decimal: true,
        required: true,
        hint: "De 0,5 à 50, par quart d'heure : 6 ou 7,5.",
      },
    ]),
  };
}

/** The names of all of them, for links from what is wrong. */
export const lineNames = [
  'organisation',
  'organisationChoice',
  'module',
  'moduleChoice',
  'fromOn',
  'toOn',
  'hours',
  'certificate',
];
