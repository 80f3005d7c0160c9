/** The pages of the tests' second procedure: what a slice supplies, and nothing more. */
import { z } from 'zod';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { addMonths, type Day } from '../../../domain/calendar.ts';
import { actForm } from '../../../api/cases/act-form.ts';
import { noForm, type ProcedurePages } from '../../../api/cases/procedure-pages.ts';
import { confirmation, oneText } from '../../../api/cases/usual-forms.ts';
import type { DraftForms } from '../../../api/drafts/draft-forms.ts';
import { facilitySubjects, type FacilitySubject } from '../../../api/drafts/facility-subjects.ts';
import type { DraftForm } from '../../../api/drafts/form.ts';
import { requiredText } from '../../../api/forms/inputs.ts';
import { count } from '../../../api/forms/numbers.ts';
import { slug, type Words } from './contract.ts';
import { letters } from './letters.ts';
import { process } from './process.ts';
import { words } from './words.ts';

interface Pages {
  words: Words;
  kind: string;
  own: undefined;
}

const places = () => count('Indiquez le nombre de présences', { least: 0, most: 999 });

const Declaration = z.strictObject({
  quarter: requiredText('Indiquez le trimestre', 20),
  places: places(),
});
type Declaration = z.infer<typeof Declaration>;
const declaration: DraftForm<Declaration> = {
  kind: 'attendance',
  choice: 'Les présences du trimestre',
  purpose: 'Combien de journées de présence ?',
  schema: Declaration,
  steps: [
    {
      key: 'attendance',
      title: 'Les présences',
      fields: [
        { name: 'quarter', input: 'text', label: 'Trimestre', required: true },
        { name: 'places', input: 'number', label: 'Journées de présence', unit: 'jours', required: true },
      ],
    },
  ],
  documents: [],
  rules: () => [],
};

const quarterOf = (day: Day): string => `${day.slice(0, 4)}-${String(Math.ceil(Number(day.slice(5, 7)) / 3))}`;

const drafts: DraftForms<
  { subject: FacilitySubject; underWay: FacilitySubject; context: { today: Day; place: FacilitySubject } },
  'attendance'
> = {
  title: 'Déclarer les présences',
  action: 'declare-quarter',
  forms: { attendance: declaration },
  back: { href: '/pro', label: "à l'accueil" },
  backOf: () => ({ href: '/pro', text: "Retour à l'accueil" }),
  ...facilitySubjects(slug),
  // The quarter before this one is over: that is the one to declare.
  period: (today) => quarterOf(addMonths(today, -3)),
  loadUnderWay: (_db, place) => Promise.resolve(place),
  availability: () => ({ can: 'start' }),
  loadContext: (_db, place, today) => Promise.resolve({ today, place }),
  about: (_context, { name }) => name,
  known: ({ place }) => [{ label: "Milieu d'accueil", value: place.name, locked: true }],
  facts: (_kind, { quarter, places: told }) => ({ quarter, places: told }),
  declaration: 'Je déclare que ces présences sont exactes.',
  next: ({ target_on: on }) => [`L'ONE les contrôle avant le ${formatLongDate(on)}.`],
};

export const quarterAttendance: ProcedurePages<Pages> = {
  process,
  words,
  letters,
  acts: {
    'open-quarter': noForm,
    'declare-quarter': noForm,
    'quarter-missed': noForm,
    'remind-quarter': noForm,
    'send-quarter': actForm<Pages>()({
      fields: () => [{ partial: 'field-number', name: 'places', label: 'Journées de présence', required: true }],
      previews: {
        letter: {
          label: "Voir l'accusé",
          kind: 'letter',
          letter: (_context, { places: told }) => ({
            effect: 'sent-receipt',
            acts: [{ action: 'send-quarter', actorRole: 'operator', facts: { places: told }, content: null }],
          }),
        },
      },
      schema: z.strictObject({ places: places() }),
      split: ({ places: told }) => ({ facts: { places: told }, content: {} }),
    }),
    'validate': confirmation<Pages>(() => 'Les présences sont exactes.'),
    'send-back': oneText<Pages>('reason', 'Motif', 'Écrivez le motif du renvoi.', { stop: true }),
  },
  situation: ({ status, closed_at: closed }, reader) =>
    closed !== null
      ? { title: 'Clôturé.', text: '' }
      : status === 'awaited'
        ? { title: reader === 'operator' ? "C'est à vous." : "C'est à l'opérateur.", text: 'Présences attendues.' }
        : { title: "C'est à l'ONE.", text: 'Présences à contrôler.' },
  declared: ({ row: { state } }) => [
    { field: 'quarter', label: 'Trimestre', value: state.data.quarter },
    ...(state.data.places === undefined
      ? []
      : [{ field: 'places', label: 'Journées de présence', value: String(state.data.places) }]),
  ],
  lines: {
    title: 'Les présences, groupe par groupe',
    add: 'Ajouter un groupe',
    fields: [
      { partial: 'field-text', name: 'group', label: 'Groupe', required: true, maxLength: 60 },
      { partial: 'field-number', name: 'places', label: 'Journées de présence', required: true },
    ],
    schema: z.strictObject({ group: requiredText('Indiquez le groupe', 60), places: places() }),
    told: ({ group, places: told }) => `${String(group)}, ${String(told)} jours`,
    editedIn: ['awaited'],
    sentBy: 'send-quarter',
  },
  wayIn: { tile: { title: 'Déclarer les présences', href: `/pro/${slug}/new`, text: 'chaque trimestre' }, drafts },
};
