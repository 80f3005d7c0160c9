/** The meeting: its dates, by either side, and its minutes. */
import { z } from 'zod';
import { formatLongDate } from '../../domain/french-dates.ts';
import { actForm, type FileContext } from '../cases/act-form.ts';
import { confirmation, oneText } from '../cases/usual-forms.ts';
import {
  dateInput,
  hourInput,
  notBefore,
  notTooFar,
  optionalText,
  requiredDay,
  requiredLine,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { requiredHour } from '../forms/numbers.ts';
import type { Slot } from '../../domain/slot.ts';
import { participantInWords } from '../../views/functioning-review/participant-words.ts';
import type { Pages } from './own.ts';
import {
  chosenSlot,
  doubtsOf,
  slotChoice,
  slotChoiceFaults,
  slotChoiceField,
  slotFaults,
  slotFields,
  slotInputs,
  slotInWords,
  slotsIn,
} from '../forms/slots.ts';

const form = actForm<Pages>();
type Context = Pick<FileContext<Pages>, 'row'>;
const slotsOf = ({ row }: Context): readonly Slot[] => row.state.data.slots ?? [];
const held = ({ row }: Context): string =>
  row.state.data.meetingAt
    ? ` La rencontre est fixée au ${slotInWords(row.state.data.meetingAt)} : cette date tient tant qu'une autre n'est pas confirmée.`
    : '';

/** What is to be confirmed, or moved. */
const wanted = ({ state: { data } }: Context['row']): Slot | undefined => data.slots?.[0] ?? data.meetingAt;

const proposing = (intro: string) =>
  form({
    intro: (context) => `${intro}${held(context)}`,
    fields: () => [...slotInputs(), textarea('text', 'Message', { required: false, rows: 3 })],
    schema: z.strictObject({ ...slotFields, text: optionalText() }),
    check: (values, { today }) => slotFaults(values, today),
    doubts: (values) => doubtsOf(slotsIn(values)),
    split: (values) => ({ facts: { slots: slotsIn(values) }, content: { text: values.text } }),
  });

export const meetingForms = {
  'propose-meeting': proposing("Proposez jusqu'à trois dates : l'opérateur en choisit une en ligne."),
  'suggest-meeting': proposing("Proposez jusqu'à trois dates : l'ONE en confirme une."),
  'choose-meeting': form({
    intro: () => "Choisissez la date qui vous convient. Si aucune ne convient, proposez-en d'autres.",
    fields: (context) => [slotChoice('Date de la rencontre', slotsOf(context), context.today)],
    schema: z.strictObject(slotChoiceField),
    check: ({ slot }, context) => slotChoiceFaults(slot, slotsOf(context), context.today),
    split: ({ slot }) => ({ facts: chosenSlot(slot), content: {} }),
  }),
  'confirm-meeting': form({
    intro: (context) =>
      `${
        slotsOf(context).length > 0
          ? `Dates proposées : ${slotsOf(context).map(slotInWords).join(' ; ')}. `
          : "La date est fixée d'accord avec l'opérateur, par exemple par téléphone. "
      }Une invitation est envoyée par e-mail.${held(context)}`,
    fields: ({ row }) => [
      dateInput('on', 'Date de la rencontre', { value: wanted(row)?.on }),
      hourInput('from', 'Heure', { hint: 'par exemple 9:30', value: wanted(row)?.from }),
      {
        partial: 'field-text',
        name: 'place',
        label: 'Lieu',
        required: true,
        maxLength: 120,
        hint: "Par exemple « dans le milieu d'accueil ».",
      },
      textarea('text', 'Message', { required: false, rows: 3 }),
    ],
    schema: z.strictObject({
      on: requiredDay('Écrivez la date de la rencontre, jj/mm/aaaa.'),
      from: requiredHour("Écrivez l'heure de la rencontre, par exemple 9:30."),
      place: requiredLine('Écrivez où la rencontre a lieu.', 120),
      text: optionalText(),
    }),
    check: ({ on }, { today }) => ({ ...notBefore('on', on, today, 'La rencontre'), ...notTooFar('on', on, today) }),
    doubts: ({ on, from }) => doubtsOf([{ on, from }]),
    split: ({ on, from, place, text }) => ({ facts: { on, from }, content: { place, text } }),
  }),
  'cancel-meeting': oneText<Pages>(
    'reason',
    'Motif',
    "Écrivez pourquoi la rencontre est annulée : l'opérateur le lit.",
    {
      stop: true,
      intro: () => "La rencontre n'a pas lieu à cette date. Vous proposerez d'autres dates ensuite.",
    },
  ),
  'record-minutes': form({
    intro: () => "L'opérateur lit le procès-verbal, marque son accord ou le conteste.",
    fields: ({ row, file: { own } }) => [
      dateInput('heldOn', 'Date de la rencontre', { value: row.state.data.meetingAt?.on }),
      textarea('present', 'Personnes présentes', {
        rows: 3,
        hint: 'Proposées : celles qui sont nommées parmi les participants. Retirez qui était absent.',
        value: own.participants.map(participantInWords).join('\n'),
      }),
      textarea('minutes', 'Procès-verbal', { rows: 12, maxLength: 20_000 }),
    ],
    schema: z.strictObject({
      heldOn: requiredDay('Écrivez la date de la rencontre, jj/mm/aaaa.'),
      present: requiredText('Écrivez qui était présent.', 2000),
      minutes: requiredText('Écrivez le procès-verbal.', 20_000),
    }),
    check: ({ heldOn }, { row, today }) => {
      if (heldOn > today) return { heldOn: "La rencontre n'a pas encore eu lieu à cette date." };
      const { firstDayOn } = row.state.data;
      return heldOn < firstDayOn
        ? { heldOn: `Le bilan s'est ouvert le ${formatLongDate(firstDayOn)} : la rencontre a eu lieu ensuite.` }
        : {};
    },
    split: ({ heldOn, present, minutes }) => ({ facts: { heldOn }, content: { present, minutes } }),
  }),
  'agree-minutes': confirmation<Pages>(
    () => "Vous confirmez que le procès-verbal dit ce qui s'est dit. Vous pourrez ensuite rédiger le plan d'action.",
  ),
  'contest-minutes': oneText<Pages>(
    'reason',
    'Ce qui ne convient pas',
    "Écrivez ce qui ne convient pas dans le procès-verbal, et ce qu'il devrait dire.",
    { intro: () => "L'ONE relit le procès-verbal et vous en envoie un nouveau." },
  ),
} as const;
