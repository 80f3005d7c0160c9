/** The forms of an appointment: dates by either side, and its report. */
import { z } from 'zod';
import type { Slot } from '../../domain/slot.ts';
import { appointmentTypes } from '../../workflows/preparatory-process/contract.ts';
import { typeWords } from '../../views/preparatory-process/words.ts';
import { actForm, type FileContext } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { Input } from '../forms/form.ts';
import {
  choice,
  dateInput,
  hourInput,
  notBefore,
  notTooFar,
  optionalText,
  radios,
  requiredDay,
  requiredLine,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { requiredHour } from '../forms/numbers.ts';
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
import { addressIn, placeIn, type Pages } from './page-types.ts';

const form = actForm<Pages>();
type Context = Pick<FileContext<Pages>, 'row'>;

const what = 'Le rendez-vous';
const ofIt = 'du rendez-vous';
const noType = "Indiquez ce qu'est ce rendez-vous.";
const noPlace = 'Écrivez où a lieu le rendez-vous, ou le numéro qui sera appelé.';

const slotsOf = ({ row }: Context): readonly Slot[] => row.state.data.slots ?? [];
const held = ({ row }: Context): string =>
  row.state.data.appointmentAt
    ? ` Le rendez-vous du ${slotInWords(row.state.data.appointmentAt)} n'a alors plus lieu à cette date.`
    : '';
const typeInput = ({ row }: Context): Input =>
  radios(
    'type',
    'Rendez-vous',
    appointmentTypes.map((value) => ({ value, text: typeWords[value] })),
    { value: row.state.data.type },
  );
const placeInput = ({ file }: FileContext<Pages>): Input => ({
  partial: 'field-text',
  name: 'place',
  label: 'Lieu',
  required: true,
  maxLength: 120,
  hint: "L'adresse des locaux, un bureau de l'ONE, ou le numéro de téléphone.",
  value: placeIn(file) ?? addressIn(file),
});
const message = textarea('text', 'Message', { required: false, rows: 3 });

export const appointmentForms = {
  'propose-dates': form({
    intro: (context) => `Proposez deux ou trois dates : le porteur du projet en choisit une en ligne.${held(context)}`,
    fields: (context) => [typeInput(context), placeInput(context), ...slotInputs(), message],
    schema: z.strictObject({
      type: choice(noType, appointmentTypes),
      place: requiredLine(noPlace, 120),
      ...slotFields,
      text: optionalText(),
    }),
    check: (values, { today }) => slotFaults(values, today, what),
    doubts: (values) => doubtsOf(slotsIn(values), ofIt),
    split: ({ type, place, text, ...values }) => ({
      facts: { type, slots: slotsIn(values) },
      content: { place, text },
    }),
  }),
  'suggest-dates': form({
    intro: (context) => `Proposez jusqu'à trois dates : l'ONE en confirme une.${held(context)}`,
    fields: () => [...slotInputs(), message],
    schema: z.strictObject({ ...slotFields, text: optionalText() }),
    check: (values, { today }) => slotFaults(values, today, what),
    doubts: (values) => doubtsOf(slotsIn(values), ofIt),
    split: (values) => ({ facts: { slots: slotsIn(values) }, content: { text: values.text } }),
  }),
  'choose-date': form({
    intro: ({ row, file }) => {
      const { type } = row.state.data;
      const place = placeIn(file);
      return `${type ? typeWords[type] : what}${place ? ` : ${place}` : ''}. Choisissez la date qui vous convient ; si aucune ne convient, proposez-en d'autres.`;
    },
    fields: (context) => [slotChoice('Date du rendez-vous', slotsOf(context), context.today)],
    schema: z.strictObject(slotChoiceField),
    check: ({ slot }, context) => slotChoiceFaults(slot, slotsOf(context), context.today),
    split: ({ slot }) => ({ facts: chosenSlot(slot), content: {} }),
  }),
  'confirm-appointment': form({
    intro: (context) =>
      `${
        slotsOf(context).length > 0
          ? `Dates proposées : ${slotsOf(context).map(slotInWords).join(' ; ')}. `
          : "La date est fixée d'accord avec le porteur du projet, par exemple par téléphone. "
      }Il en est prévenu par courriel.${held(context)}`,
    fields: (context) => [
      typeInput(context),
      dateInput('on', 'Date du rendez-vous', { value: slotsOf(context)[0]?.on }),
      hourInput('from', 'Heure', { hint: 'par exemple 9:30', value: slotsOf(context)[0]?.from }),
      placeInput(context),
      message,
    ],
    schema: z.strictObject({
      type: choice(noType, appointmentTypes),
      on: requiredDay('Écrivez la date du rendez-vous, jj/mm/aaaa.'),
      from: requiredHour("Écrivez l'heure du rendez-vous, par exemple 9:30."),
      place: requiredLine(noPlace, 120),
      text: optionalText(),
    }),
    check: ({ on }, { today }) => ({ ...notBefore('on', on, today, what), ...notTooFar('on', on, today) }),
    doubts: ({ on, from }) => doubtsOf([{ on, from }], ofIt),
    split: ({ type, on, from, place, text }) => ({ facts: { type, on, from }, content: { place, text } }),
  }),
  'cancel-appointment': oneText<Pages>(
    'reason',
    'Motif',
    "Écrivez pourquoi le rendez-vous n'a pas lieu : le porteur du projet le lit.",
    { intro: () => "Le rendez-vous n'a pas lieu, ou n'a pas eu lieu. Vous en proposerez un autre ensuite." },
  ),
  'record-report': form({
    intro: () => 'Le porteur du projet lit ce compte rendu. Ce que vous en pensez vient dans l’avis.',
    fields: (context) => [
      typeInput(context),
      dateInput('heldOn', 'Date du rendez-vous', { value: context.row.state.data.appointmentAt?.on }),
      textarea('present', 'Personnes présentes', { rows: 2 }),
      textarea('report', 'Compte rendu', {
        rows: 10,
        maxLength: 20_000,
        hint: 'Ce qui a été vu et dit, et ce qui a été convenu.',
      }),
    ],
    schema: z.strictObject({
      type: choice(noType, appointmentTypes),
      heldOn: requiredDay('Écrivez la date du rendez-vous, jj/mm/aaaa.'),
      present: requiredText('Écrivez qui était présent.', 2000),
      report: requiredText('Écrivez le compte rendu.', 20_000),
    }),
    check: ({ heldOn }, { today }) =>
      heldOn > today ? { heldOn: "Le rendez-vous n'a pas encore eu lieu à cette date." } : {},
    split: ({ type, heldOn, present, report }) => ({ facts: { type, heldOn }, content: { present, report } }),
  }),
} as const;
