/** The sections of a dossier: what each asks, and when it is complete. */
import { z } from 'zod';
import type { Dossier, SectionRow } from '../../db/agreement-renewal/dossier.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { checkSchedule, holds } from '../../domain/after-school/schedule-check.ts';
import type { Section } from '../../workflows/agreement-renewal/contract.ts';
import { id, several } from '../forms/envelope.ts';
import type { FileField } from '../documents/file-fields.ts';
import type { Input } from '../forms/form.ts';
import { dateInput, optionalDay, optionalLine, optionalText, textarea } from '../forms/inputs.ts';
import type { File } from './own.ts';

type Data = Readonly<Record<string, unknown>>;
export interface SectionForm {
  intro: string;
  fields: (dossier: Dossier) => Input[];
  schema: z.ZodType<Record<string, unknown>>;
  files?: FileField;
  /** Of what is saved: what still lacks, in a few words. */
  missing: (data: Data, dossier: Dossier, documents: ReadonlySet<string>) => string[];
  /** What it says, in one line. */
  told: (data: Data, dossier: Dossier) => string | undefined;
}

const box = z.literal('oui').optional();
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const day = (value: unknown): string | undefined => {
  const found = text(value);
  return found && formatShortDate(found as Day);
};
/** What a section does not ask and ONE should know. */
const explanation = (label: string): Input => textarea('remarks', label, { required: false, rows: 3 });
const checkbox = (name: string, label: string): Input => ({ partial: 'field-checkbox', name, label });

export const sectionForms: Readonly<Record<Section, SectionForm>> = {
  project: {
    intro: "Le projet d'accueil que les parents lisent, conforme au code de qualité de l'accueil.",
    fields: () => [
      dateInput('versionOn', 'Date de cette version', { required: false }),
      checkbox('conform', 'Ce projet est conforme au code de qualité de l’accueil'),
      textarea('remarks', 'Ce qui a changé depuis la version précédente', { required: false, rows: 4 }),
    ],
    schema: z.strictObject({ versionOn: optionalDay(), conform: box, remarks: optionalText() }),
    files: { name: 'file', slot: 'project', label: "Projet d'accueil" },
    missing: (data, _, documents) => [
      ...(data.versionOn ? [] : ['la date de la version']),
      ...(data.conform ? [] : ['la conformité au code de qualité']),
      ...(documents.has('project') ? [] : ['le document']),
    ],
    told: ({ versionOn }) =>
      versionOn ? `conforme au code de qualité, version du ${day(versionOn) ?? ''}` : undefined,
  },
  programme: {
    intro: "La participation au programme de coordination locale pour l'enfance (CLE) de la commune.",
    fields: () => [
      {
        partial: 'field-text',
        name: 'coordination',
        label: 'Coordination ATL',
        hint: 'Par exemple : Ville de Namur',
        required: false,
        maxLength: 100,
      },
      dateInput('attestedOn', "Date de l'attestation", { required: false }),
      explanation('Explication sur la participation au programme'),
    ],
    schema: z.strictObject({ coordination: optionalLine(), attestedOn: optionalDay(), remarks: optionalText() }),
    files: { name: 'file', slot: 'programme', label: 'Attestation de la coordination ATL' },
    missing: (data, _, documents) => [
      ...(data.coordination ? [] : ['la coordination ATL']),
      ...(data.attestedOn ? [] : ["la date de l'attestation"]),
      ...(documents.has('programme') ? [] : ["l'attestation"]),
    ],
    told: ({ attestedOn, coordination }) =>
      attestedOn
        ? `attestation de la coordination ATL${text(coordination) ? `, ${String(coordination)}` : ''}, ${day(attestedOn) ?? ''}`
        : undefined,
  },
  places: {
    intro:
      'Les lieux et les horaires viennent du portail. Cochez les lieux que la demande concerne ; un horaire se change sur la page du lieu.',
    fields: ({ places }) => [
      {
        partial: 'field-checkboxes',
        name: 'places',
        label: 'Lieux de la demande',
        required: true,
        options: places.map(({ id: value, name, hours }) => ({
          value,
          text: name,
          hint: hours ? scheduleInWords(hours.week) : "pas encore d'horaire : complétez-le sur la page du lieu",
        })),
      },
      explanation('Explication sur les horaires'),
    ],
    schema: z.strictObject({ places: several(id).optional(), remarks: optionalText() }),
    missing: (data, { places }) => {
      const named = namedPlaces(data, places);
      const without = named.filter(({ hours }) => !hours);
      return [
        ...(named.length > 0 ? [] : ['les lieux']),
        ...(without.length > 0 ? [`l'horaire de ${without.map(({ name }) => name).join(', ')}`] : []),
      ];
    },
    told: (data, { places }) => {
      const named = namedPlaces(data, places);
      if (named.length === 0) return undefined;
      const short = named.filter(({ hours }) => hours && !holds(checkSchedule(hours.week)));
      return `${String(named.length)} ${named.length > 1 ? 'lieux' : 'lieu'}, ${short.length === 0 ? 'au moins 2 heures par jour, jusqu’à 17 h 30' : `à expliquer : ${short.map(({ name }) => name).join(', ')}`}`;
    },
  },
  premises: {
    intro: "L'espace dont les enfants disposent, et le chemin depuis l'école : 30 minutes au plus.",
    fields: () => [
      textarea('premises', 'Locaux et espace extérieur', { required: false, rows: 5 }),
      textarea('travel', "Chemin de l'école au lieu d'accueil", { required: false, rows: 2 }),
      explanation("Explication sur l'infrastructure"),
    ],
    schema: z.strictObject({ premises: optionalText(), travel: optionalText(), remarks: optionalText() }),
    files: { name: 'file', slot: 'premises', label: 'Plans ou photos' },
    missing: ({ premises }) => (premises ? [] : ['la description des locaux']),
    told: ({ premises }) => (premises ? 'locaux et espace extérieur décrits' : undefined),
  },
  staff: {
    intro:
      "Le personnel vient de Mon Équipe, avec sa qualification ; les heures de formation sont comptées en direct. Une personne qui est partie garde sa ligne jusqu'à la fin de sa période.",
    fields: () => [
      checkbox('checked', "J'ai relu le personnel dans Mon Équipe : il est à jour"),
      explanation('Explication sur l’encadrement ou la formation'),
    ],
    schema: z.strictObject({ checked: box, remarks: optionalText() }),
    missing: ({ checked }, { staff }) => [
      ...(staff.length > 0 ? [] : ['le personnel dans Mon Équipe']),
      ...(checked ? [] : ['la relecture de Mon Équipe']),
    ],
    told: (_, { staff }) => {
      const waiting = staff.filter(
        ({ qualification }) => qualification === 'waiting' || qualification === 'information-asked',
      );
      const count = `${String(staff.length)} ${staff.length > 1 ? 'personnes' : 'personne'}`;
      return waiting.length === 0
        ? count
        : `${count}, ${String(waiting.length)} ${waiting.length > 1 ? 'titres' : 'titre'} à reconnaître`;
    },
  },
  documents: {
    intro: 'Tout autre document utile : statuts, contrôle de la zone de secours, assurance.',
    fields: () => [textarea('remarks', 'Remarque pour l’ONE', { required: false, rows: 4 })],
    schema: z.strictObject({ remarks: optionalText() }),
    files: { name: 'file', slot: 'documents', label: 'Documents' },
    missing: () => [],
    told: ({ remarks }) => (remarks ? 'remarque pour l’ONE' : undefined),
  },
};

function namedPlaces(data: Data, places: Dossier['places']): Dossier['places'] {
  const named = (data.places as readonly string[] | undefined) ?? [];
  return places.filter(({ id: place }) => named.includes(place));
}
function scheduleInWords(week: Parameters<typeof checkSchedule>[0]): string {
  const found = checkSchedule(week);
  if (holds(found)) return 'au moins 2 heures par jour, jusqu’à 17 h 30';
  return [
    ...(found.days === 0 ? ['fermé en semaine'] : []),
    ...(found.short.length > 0 ? [`moins de 2 heures le ${found.short.join(', le ')}`] : []),
    ...(found.early.length > 0 ? [`ferme avant 17 h 30 le ${found.early.join(', le ')}`] : []),
  ].join(' ; ');
}

/** What a section begins with: all places of the body, until the operator says otherwise. */
export const dataOf = (dossier: Dossier, section: Section): Data =>
  dossier.sections.get(section)?.data ??
  (section === 'places' ? { places: dossier.places.map(({ id: place }) => place) } : {});
export const rowOf = (dossier: Dossier, section: Section): SectionRow | undefined => dossier.sections.get(section);

/** The kinds of the documents that are with the case. */
export const slotsOf = ({ documents }: Pick<File, 'documents'>): Set<string> =>
  new Set(documents.filter(({ origin }) => origin === 'operator').flatMap(({ slot }) => slot ?? []));
export const missingIn = (dossier: Dossier, section: Section, slots: ReadonlySet<string>): string[] =>
  sectionForms[section].missing(dataOf(dossier, section), dossier, slots);
