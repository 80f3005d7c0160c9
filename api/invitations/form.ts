/** The form of an invitation: what, when, for whom, how many. */
import { z } from 'zod';
import type { InvitationWording } from '../../db/invitations/invitations.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Invitation } from '../../db/models/invitation.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { narrowedTo, sectorOf, sectors } from '../../domain/communications/audience.ts';
import { groups } from '../communications/words.ts';
import { oneOf, several, token, version } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import {
  choice,
  dateInput,
  hourInput,
  notTooFar,
  optionalDay,
  optionalLine,
  radios,
  requiredDay,
  requiredLine,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { optionalCount, optionalHour } from '../forms/numbers.ts';
import { invitationKinds, kindWords } from './words.ts';

const shape = z.strictObject({
  token: token.optional(),
  version: version.optional(),
  kind: choice('Choisissez de quoi il s’agit', invitationKinds),
  title: requiredLine('Écrivez le titre', 100),
  text: requiredText('Écrivez de quoi il s’agit', 2000),
  heldOn: optionalDay(),
  fromHour: optionalHour(),
  toHour: optionalHour(),
  place: optionalLine(150),
  registerUntil: requiredDay('Encodez le dernier jour pour s’inscrire'),
  seats: optionalCount({ least: 1, most: 10_000 }),
  sectors: several(z.enum(sectors), 'Choisissez qui est invité'),
  kinds: several(oneOf(facilityKinds)).optional(),
  administrations: several(oneOf(administrationNames)).optional(),
});
const checked = <T extends typeof shape>(form: T) =>
  form.superRefine((typed, context) => {
    const fault = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    const { kind, heldOn, fromHour, toHour, registerUntil } = typed;
    if (kind === 'session' && heldOn === undefined) fault('heldOn', 'Une séance a un jour : encodez-le');
    if (heldOn !== undefined && registerUntil > heldOn)
      fault('registerUntil', 'On s’inscrit au plus tard le jour même : ce jour vient après');
    if (heldOn === undefined && (fromHour ?? toHour) !== undefined)
      fault('heldOn', 'Une heure sans jour : encodez le jour, ou effacez l’heure');
    if (fromHour !== undefined && toHour !== undefined && toHour <= fromHour)
      fault('toHour', 'La fin vient avant le début');
    const missed = typed.kinds?.find((one) => !typed.sectors.includes(sectorOf(one)));
    if (missed)
      fault(
        'kinds',
        `« ${facilityKinds[missed as keyof typeof facilityKinds]} » : cochez aussi « ${groups[`pro-${sectorOf(missed)}`]} », ou décochez ce type`,
      );
  });
export const NewForm = checked(shape.safeExtend({ token }) as unknown as typeof shape);
export const ChangeForm = checked(shape.safeExtend({ version }) as unknown as typeof shape);

export const wordingOf = (typed: z.output<typeof NewForm>): InvitationWording => ({
  kind: typed.kind,
  title: typed.title,
  text: typed.text,
  place: typed.place ?? null,
  held_on: typed.heldOn ?? null,
  from_hour: typed.fromHour ?? null,
  to_hour: typed.toHour ?? null,
  register_until: typed.registerUntil,
  seats: typed.seats ?? null,
  sectors: narrowedTo(typed.sectors, sectors),
  kinds: narrowedTo(
    typed.kinds,
    Object.keys(facilityKinds).filter((kind) => typed.sectors.includes(sectorOf(kind))),
  ),
  administrations: narrowedTo(typed.administrations, Object.keys(administrationNames)),
});

/** What only today tells of its days. */
export const daysOf = ({ heldOn, registerUntil }: z.output<typeof NewForm>, today: Day, isNew: boolean): Faults => ({
  ...(isNew && registerUntil < today ? { registerUntil: 'Ce jour est passé : personne ne pourrait s’inscrire' } : {}),
  ...notTooFar('heldOn', heldOn, today),
  ...notTooFar('registerUntil', registerUntil, today),
});

export const valuesOf = (one: Invitation | undefined): Record<string, unknown> =>
  one
    ? {
        kind: one.kind,
        title: one.title,
        text: one.text,
        place: one.place ?? '',
        heldOn: one.held_on ?? '',
        fromHour: one.from_hour ?? '',
        toHour: one.to_hour ?? '',
        registerUntil: one.register_until,
        seats: one.seats === null ? '' : String(one.seats),
        sectors: one.sectors ?? [...sectors],
        kinds: one.kinds ?? [],
        administrations: one.administrations ?? [],
      }
    : { kind: 'session', sectors: [...sectors] };

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));
export const inputs: Input[] = [
  radios('kind', 'De quoi s’agit-il', options(kindWords)),
  { partial: 'field-text', name: 'title', label: 'Titre', required: true },
  textarea('text', 'Présentation', {
    maxLength: 2000,
    hint: 'Pour une enquête ou un test : ce qui sera demandé, et combien de temps cela prend.',
  }),
  dateInput('heldOn', 'Jour', { required: false }),
  hourInput('fromHour', 'De', { required: false }),
  hourInput('toHour', 'À', { required: false }),
  { partial: 'field-text', name: 'place', label: 'Lieu, ou « en ligne »' },
  dateInput('registerUntil', 'Inscription jusqu’au'),
  {
    partial: 'field-number',
    name: 'seats',
    label: 'Nombre de places',
    hint: 'Rien : sans limite. Au-delà, une liste d’attente se forme.',
  },
  {
    partial: 'field-checkboxes',
    name: 'sectors',
    label: 'Pour qui',
    required: true,
    options: sectors.map((value) => ({ value, text: groups[`pro-${value}`] })),
  },
  {
    partial: 'field-checkboxes',
    name: 'kinds',
    label: "Types de milieu d'accueil",
    hint: 'Rien coché : tous les types.',
    options: options(facilityKinds),
  },
  {
    partial: 'field-checkboxes',
    name: 'administrations',
    label: 'Administrations subrégionales',
    hint: 'Rien coché : toutes.',
    options: options(administrationNames),
  },
];
