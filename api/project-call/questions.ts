/** The one form of a file for a call: asked step by step in a draft, and all at once where it is deposited anew. */
import { z } from 'zod';
import { lastMinuteOf, type ProjectCall } from '../../db/project-call/calls.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { placeKinds } from '../../views/project-call/words.ts';
import type { DraftContext, DraftForm, Finding, Question, Slot, Step } from '../drafts/form.ts';
import type { FileField } from '../documents/file-fields.ts';
import { answer, choice, optionalLine, requiredLine, requiredText } from '../forms/inputs.ts';
import { count } from '../forms/numbers.ts';

export interface CallContext extends DraftContext {
  facility: { name: string; bodyName: string };
  /** Those that may be answered today. */
  calls: readonly ProjectCall[];
}

const mostEuros = 50_000_000;
const euros = (missing: string) => count(missing, { least: 0, most: mostEuros });
const furthestYear = 10;

const project = {
  municipality: requiredLine('Encodez la commune où les places seront créées', 60),
  places: count('Indiquez le nombre de nouvelles places', { least: 1, most: 200 }),
  placeKind: choice('Choisissez le type de places', Object.keys(placeKinds) as [keyof typeof placeKinds]),
  openingYear: count("Indiquez l'année d'ouverture prévue", { least: 2026, most: 2100 }),
  openingQuarter: choice("Choisissez le trimestre d'ouverture prévu", ['1', '2', '3', '4']),
};
const budget = {
  works: euros('Indiquez le montant des travaux, 0 s’il n’y en a pas'),
  equipment: euros("Indiquez le montant de l'équipement, 0 s’il n’y en a pas"),
  fees: euros('Indiquez le montant des honoraires, 0 s’il n’y en a pas'),
  otherCosts: euros('Indiquez le montant des autres frais, 0 s’il n’y en a pas'),
  coFinancing: euros('Indiquez le cofinancement, 0 s’il n’y en a pas'),
  financedBy: optionalLine(120),
};
const motivation = { motivation: requiredText('Écrivez la motivation du projet', 5000) };
const shape = { ...project, ...budget, ...motivation };
/** Without the call, which a deposit keeps. */
export const Project = z.strictObject(shape);
const Deposit = z.strictObject({ call: answer("Choisissez l'appel"), ...shape });
export type Values = Partial<z.output<typeof Deposit>>;

const call: Question<CallContext> = {
  name: 'call',
  input: 'choice',
  label: 'Appel à projets',
  required: true,
  options: ({ calls }) =>
    calls.map((one) => ({
      value: one.id,
      text: one.title,
      hint: `jusqu'au ${formatDateTime(lastMinuteOf(one))}`,
    })),
};
const inEuros = (name: keyof typeof budget, label: string, hint?: string): Question<CallContext> => ({
  name,
  input: 'number',
  label,
  unit: '€',
  required: true,
  ...(hint ? { hint } : {}),
});
const projectFields: readonly Question<CallContext>[] = [
  { name: 'municipality', input: 'text', label: 'Commune', hint: 'Où les places seront créées.', required: true },
  { name: 'places', input: 'number', label: 'Nombre de nouvelles places', required: true, unit: 'places' },
  {
    name: 'placeKind',
    input: 'choice',
    label: 'Type de places',
    required: true,
    options: Object.entries(placeKinds).map(([value, text]) => ({ value, text })),
  },
  { name: 'openingYear', input: 'number', label: "Année d'ouverture prévue", hint: 'Quatre chiffres.', required: true },
  {
    name: 'openingQuarter',
    input: 'choice',
    label: "Trimestre d'ouverture prévu",
    required: true,
    options: ['1', '2', '3', '4'].map((value) => ({ value, text: `${value}${value === '1' ? 'er' : 'e'} trimestre` })),
  },
];
const budgetFields: readonly Question<CallContext>[] = [
  inEuros('works', 'Travaux', 'En euros, sans décimales, TVA comprise. De même pour les autres postes.'),
  inEuros('equipment', 'Équipement et mobilier'),
  inEuros('fees', 'Honoraires'),
  inEuros('otherCosts', 'Autres frais'),
  inEuros('coFinancing', 'Cofinancement', "Ce que d'autres que l'appel paient ; 0 s'il n'y en a pas."),
  { name: 'financedBy', input: 'text', label: 'Qui cofinance', hint: 'Commune, Région, fonds propres…' },
];
const motivationFields: readonly Question<CallContext>[] = [
  {
    name: 'motivation',
    input: 'textarea',
    label: 'Motivation',
    hint: 'Les besoins de la commune, le projet, son accessibilité. 5 000 caractères au maximum.',
    required: true,
    maxLength: 5000,
  },
];
/** Of a deposit that replaces another. */
export const depositFields = [...projectFields, ...budgetFields, ...motivationFields];

const steps: readonly Step<CallContext>[] = [
  { key: 'project', title: 'Le projet', fields: [call, ...projectFields] },
  { key: 'budget', title: 'Le budget', fields: budgetFields },
  { key: 'motivation', title: 'La motivation', fields: motivationFields },
];

const slots: readonly Slot<Values, CallContext>[] = [
  {
    slot: 'project-description',
    label: 'Description du projet',
    hint: 'Locaux, encadrement, calendrier.',
    need: () => 'required',
  },
  { slot: 'budget-details', label: 'Devis ou estimation détaillée', need: () => 'optional' },
  {
    slot: 'co-financing-proof',
    label: 'Preuve du cofinancement',
    need: (_, { coFinancing = 0 }) => (coFinancing > 0 ? 'required' : 'none'),
  },
  { slot: 'project-other', label: 'Autre document', need: () => 'optional' },
];
export const slotLabel = (slot: string): string | undefined => slots.find((one) => one.slot === slot)?.label;
/** As a deposit that replaces another takes them. */
export const fileFields: FileField[] = slots.map(({ slot, label, hint }) => ({
  name: slot,
  slot,
  label,
  ...(hint ? { hint } : {}),
}));

export const total = ({ works = 0, equipment = 0, fees = 0, otherCosts = 0 }: Values): number =>
  works + equipment + fees + otherCosts;

const fault = (field: string, text: string): Finding => ({ level: 'fault', field, text });
/** What the project says that cannot be. @param thisYear of the day on which it is deposited */
export function projectFaults(values: Values, thisYear: number): Finding[] {
  const { works, coFinancing, financedBy, openingYear } = values;
  const sum = total(values);
  return [
    ...(openingYear !== undefined && (openingYear < thisYear || openingYear > thisYear + furthestYear)
      ? [fault('openingYear', `L'ouverture se prévoit de ${String(thisYear)} à ${String(thisYear + furthestYear)}`)]
      : []),
    ...(works !== undefined && values.otherCosts !== undefined && sum === 0
      ? [fault('works', 'Le budget ne peut pas être entièrement à 0')]
      : []),
    ...(coFinancing !== undefined && values.otherCosts !== undefined && sum > 0 && coFinancing > sum
      ? [fault('coFinancing', 'Le cofinancement dépasse le budget total')]
      : []),
    ...(coFinancing !== undefined && coFinancing > 0 && !financedBy
      ? [fault('financedBy', 'Écrivez qui cofinance')]
      : []),
  ];
}

export const places: DraftForm<Values, CallContext> = {
  kind: 'places',
  choice: 'Un dossier de création de places',
  purpose: "Un dossier par milieu d'accueil ; il peut être remplacé jusqu'à la clôture de l'appel.",
  schema: Deposit,
  steps,
  documents: slots,
  rules: (values, { calls, today }) => [
    ...(values.call !== undefined && !calls.some(({ id }) => id === values.call)
      ? [fault('call', "Cet appel n'est pas ouvert : choisissez-en un autre")]
      : []),
    ...projectFaults(values, Number(today.slice(0, 4))),
  ],
};
