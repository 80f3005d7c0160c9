/** The form of a communication: what is asked, and what it says of its readers. */
import { z } from 'zod';
import type { Communication } from '../../db/models/communication.ts';
import { narrowedTo, sectorOf, sectors, type Audience } from '../../domain/communications/audience.ts';
import { addDays, dayOf, subtractDays, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { oneOf, several, token, version } from '../forms/envelope.ts';
import { isFaulty, type Faults, type Input } from '../forms/form.ts';
import {
  choice,
  dateInput,
  notTooFar,
  radios,
  requiredDay,
  requiredLine,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { groups, groupsOf, kinds, kindWords, type Group } from './words.ts';

const code = (of: object) => several(oneOf(of)).optional();
const shape = z.strictObject({
  then: z.enum(['save', 'preview']).default('save'),
  token: token.optional(),
  version: version.optional(),
  kind: choice('Choisissez le genre', kinds),
  title: requiredLine('Écrivez le titre', 80),
  text: requiredText('Écrivez le texte', 600),
  audience: several(z.enum(Object.keys(groups) as [Group, ...Group[]]), 'Choisissez à qui elle s’adresse'),
  kinds: code(facilityKinds),
  administrations: code(administrationNames),
  fromOn: requiredDay('Encodez le premier jour'),
  untilOn: requiredDay('Encodez le dernier jour'),
});

const checked = <T extends typeof shape>(form: T) =>
  form.superRefine(({ fromOn, untilOn, audience, kinds: of = [] }, context) => {
    if (fromOn > untilOn)
      context.addIssue({ code: 'custom', path: ['untilOn'], message: 'Le dernier jour vient avant le premier' });
    const missed = of.find((kind) => !audience.includes(`pro-${sectorOf(kind)}`));
    if (missed)
      context.addIssue({
        code: 'custom',
        path: ['kinds'],
        message: `« ${facilityKinds[missed as keyof typeof facilityKinds]} » ne fait pas partie de « Pour qui » : cochez aussi « ${groups[`pro-${sectorOf(missed)}`]} », ou décochez ce type`,
      });
  });

/** A new one stands on no version and is sent once; a change on the version of its page. */
export const NewForm = checked(shape.safeExtend({ token }) as unknown as typeof shape);
export const ChangeForm = checked(shape.safeExtend({ version }) as unknown as typeof shape);
export type CommunicationForm = z.output<typeof NewForm>;

/** Of operators all sectors are said by none, so that a sector that is added one day is meant too. */
export function audienceOf({ audience, kinds: of, administrations }: CommunicationForm): Audience {
  const meant = sectors.filter((sector) => audience.includes(`pro-${sector}`));
  return {
    portals: [...(meant.length > 0 ? ['pro'] : []), ...(audience.includes('office') ? ['office'] : [])],
    sectors: narrowedTo(meant, sectors),
    kinds: narrowedTo(of, kindsOf(meant)),
    administrations: narrowedTo(administrations, Object.keys(administrationNames)),
  };
}
const kindsOf = (of: readonly string[]): string[] =>
  Object.keys(facilityKinds).filter((kind) => of.includes(sectorOf(kind)));

/** Longer than that, nobody reads what stands on top of pages (hypothèse). */
const mostDays = 366;
/** What only today tells of its days. */
export function daysOf({ fromOn, untilOn }: CommunicationForm, today: Day, isNew: boolean): Faults {
  const far = { ...notTooFar('fromOn', fromOn, today), ...notTooFar('untilOn', untilOn, today) };
  if (isFaulty(far)) return far;
  const last = addDays(fromOn, mostDays);
  if (untilOn > last)
    return { untilOn: `Une communication est affichée un an au plus : le ${formatLongDate(last)} au plus tard` };
  return isNew && untilOn < today ? { untilOn: 'Ce jour est passé : personne ne la lirait' } : {};
}

export const inputs: Input[] = [
  radios(
    'kind',
    'Genre',
    kinds.map((value) => ({ value, text: kindWords[value] })),
  ),
  {
    partial: 'field-text',
    name: 'title',
    label: 'Titre',
    required: true,
    hint: 'Une ligne : c’est tout ce qui est vu en haut des pages.',
  },
  textarea('text', 'Texte', { maxLength: 600 }),
  {
    partial: 'field-checkboxes',
    name: 'audience',
    label: 'Pour qui',
    required: true,
    options: optionsOf(groups),
  },
  {
    partial: 'field-checkboxes',
    name: 'kinds',
    label: "Types de milieu d'accueil",
    hint: 'Rien coché : tous les types. Ne concerne que les opérateurs.',
    options: optionsOf(facilityKinds),
  },
  {
    partial: 'field-checkboxes',
    name: 'administrations',
    label: 'Administrations subrégionales',
    hint: 'Rien coché : toutes.',
    options: optionsOf(administrationNames),
  },
  dateInput('fromOn', "Premier jour d'affichage"),
  dateInput('untilOn', "Dernier jour d'affichage"),
];
function optionsOf(words: Readonly<Record<string, string>>): { value: string; text: string }[] {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}

export const valuesOf = (one: Communication | undefined, today: Day): Record<string, unknown> =>
  one
    ? {
        kind: one.kind,
        title: one.title,
        text: one.text,
        audience: groupsOf(one),
        kinds: one.kinds ?? [],
        administrations: one.administrations ?? [],
        fromOn: dayOf(one.shown_from),
        untilOn: subtractDays(dayOf(one.shown_until), 1),
      }
    : { kind: 'information', fromOn: today };
