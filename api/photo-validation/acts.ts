/** The forms of the acts on a photo, and the photo beside them. */
import { z } from 'zod';
import type { ActView } from '../../db/cases/case-file.ts';
import { smallestSide } from '../../db/clean-photo.ts';
import { motives, type Kind, type Motive, type Words } from '../../workflows/photo-validation/contract.ts';
import { motiveWords } from '../../views/photo-validation/words.ts';
import { actForm, type Typed } from '../cases/act-form.ts';
import { proseOf } from '../cases/exchanges.ts';
import {
  noForm,
  type ActForms,
  type CaseFile,
  type Panel,
  type ProcedurePages,
  type Told,
} from '../cases/procedure-pages.ts';
import { confirmation } from '../cases/usual-forms.ts';
import type { Input } from '../forms/form.ts';
import { radios, requiredLine, requiredText, textarea } from '../forms/inputs.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: undefined;
}
export type File = CaseFile<Pages>;

/** The slot of the documents that are photos. */
export const photoSlot = 'photo';
const longest = { caption: 120, altText: 250 };

export const photoHint = `JPEG, PNG ou WebP, 10 Mo au maximum, au moins ${String(smallestSide)} points de côté. Le lieu et la date cachés dans le fichier sont effacés.`;

/** What is asked with every photo. */
export const photoSchema = z.strictObject({
  caption: requiredLine('Écrivez la légende de la photo.', longest.caption),
  altText: requiredLine("Décrivez en une phrase ce que l'on voit sur la photo.", longest.altText),
  declared: z.literal('oui', 'Cochez la case : sans cette confirmation, la photo ne peut pas être envoyée.'),
});
export const photoInputs: Input[] = [
  {
    partial: 'field-text',
    name: 'caption',
    label: 'Légende',
    hint: 'Écrite sous la photo, par exemple « La salle de jeux des moyens ».',
    required: true,
    maxLength: longest.caption,
  },
  {
    partial: 'field-text',
    name: 'altText',
    label: "Ce que l'on voit sur la photo",
    hint: "Une phrase, lue à voix haute aux parents qui ne voient pas l'image.",
    required: true,
    maxLength: longest.altText,
  },
  {
    partial: 'field-checkbox',
    name: 'declared',
    label: "Aucun enfant ni adulte n'est reconnaissable, ou j'ai leur accord écrit.",
    hint: "Pour un enfant, l'accord est celui de ses parents. De dos ou de loin, un enfant peut rester reconnaissable.",
    required: true,
  },
];

/** A motive of the list, and words for whoever sent the photo. */
const motivated = (intro: string, hint: string, stop: boolean) =>
  actForm<Pages>()({
    intro: () => intro,
    stop,
    fields: () => [
      radios(
        'motive',
        'Motif',
        motives.map((value) => ({ value, text: motiveWords[value] })),
      ),
      textarea('reason', "Explication pour le milieu d'accueil", { rows: 4, maxLength: 2000, hint }),
    ],
    schema: z.strictObject({
      motive: z.enum(motives, 'Choisissez un motif.'),
      reason: requiredText('Écrivez une explication : elle est lue par la personne qui a envoyé la photo.', 2000),
    }),
    split: ({ motive, reason }: { motive: Motive; reason: string }) => ({ facts: { motive }, content: { reason } }),
  });

export const acts: ActForms<Pages> = {
  'propose': noForm,
  'remind-another': noForm,
  'another-missed': noForm,
  'accept': confirmation<Pages>(
    () => "La photo et sa légende seront visibles des parents sur Premiers Pas. Le milieu d'accueil en est averti.",
    "Remarque pour le milieu d'accueil",
  ),
  'ask-another': motivated(
    "Le milieu d'accueil reçoit votre explication et peut envoyer une autre photo pour la même place.",
    "Ce qui convient, et ce qu'il faudrait changer.",
    false,
  ),
  'refuse': motivated(
    "Le refus clôt la demande et libère la place : le milieu d'accueil peut proposer une autre photo quand il le souhaite.",
    "Le motif et l'explication sont lus par le milieu d'accueil.",
    true,
  ),
  'remove': motivated(
    'La photo quitte le site public tout de suite.',
    "Par exemple la demande d'un parent ; ne nommez aucun enfant.",
    true,
  ),
  'withdraw': actForm<Pages>()({
    intro: ({ row }) =>
      row.status === 'published'
        ? 'La photo quitte le site public tout de suite. Vous pourrez en proposer une autre.'
        : 'La photo ne sera pas publiée. Vous pourrez en proposer une autre.',
    stop: true,
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'give-another': actForm<Pages>()({
    intro: () => 'Choisissez une autre photo, puis vérifiez sa légende et sa description.',
    upload: { slot: photoSlot, label: 'Photo', hint: photoHint },
    fields: () => photoInputs,
    begins: ({ file }) => ({ ...sentIn(file).content, declared: undefined }),
    panels: ({ file }, typed) => waitingPanel(file, typed),
    schema: photoSchema,
    checkFile: (_, { file }) => (waitingPhoto(file) ? {} : { file: 'Choisissez une photo sur votre appareil.' }),
    split: ({ caption, altText }) => ({ facts: {}, content: { caption, altText, declared: true } }),
  }),
};

/** Why another photo is asked, or none is shown. */
const toldMotive = (act: ActView<Words>): Told => ({
  rows: [
    { field: 'motive', label: 'Motif', value: motiveWords[act.facts.motive as Motive] },
    ...proseOf(act, { reason: 'Explication' }),
  ],
});
export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'ask-another': toldMotive,
  'refuse': toldMotive,
  'remove': toldMotive,
  // The photo and its words are the first card of the page.
  'give-another': ({ content }) => ({ rows: proseOf({ content }, { caption: 'Légende' }) }),
};

const waitingPhoto = (file: File) =>
  file.documents.findLast(({ slot, act_number: number }) => slot === photoSlot && number === null);

/** The act by which the photo that counts was sent. */
function sentIn({ acts: all }: File): { number: number; content: { caption?: string; altText?: string } } {
  const act = all.findLast(({ action }) => action === 'propose' || action === 'give-another');
  return { number: act?.number ?? 1, content: act?.content ?? {} };
}

/** The photo as it was sent, large, with its words. */
export function photoPanel(file: File): Panel[] {
  const { number, content } = sentIn(file);
  const photo = file.documents.find((each) => each.slot === photoSlot && each.act_number === number);
  return photo ? [photoCard('La photo', photo, content)] : [];
}

/** The photo that waits to be sent, as parents will see it. */
function waitingPanel(file: File, typed: Typed): Panel[] {
  const photo = waitingPhoto(file);
  return photo ? [photoCard('Ce que les parents verront', photo, typed)] : [];
}

export const photoCard = (
  title: string,
  { id, width, height }: { id: string; width: number | null; height: number | null },
  { caption, altText }: { caption?: unknown; altText?: unknown },
): Panel => ({ partial: 'card-photo', title, src: `/documents/${id}/large.jpg`, width, height, caption, altText });
