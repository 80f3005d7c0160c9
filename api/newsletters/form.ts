/** The form of an issue: which letter, of which day, what it says. */
import { z } from 'zod';
import type { Issue, IssueWording } from '../../db/newsletters/issues.ts';
import type { Day } from '../../domain/calendar.ts';
import { letterNames, letters } from '../../domain/newsletters.ts';
import { token, version } from '../forms/envelope.ts';
import type { Input } from '../forms/form.ts';
import { choice, dateInput, radios, requiredDay, requiredLine, requiredText, textarea } from '../forms/inputs.ts';

const mostCharacters = 10_000;
const shape = {
  then: z.enum(['save', 'preview']).default('save'),
  letter: choice('Choisissez la lettre', letters),
  datedOn: requiredDay('Encodez la date du numéro'),
  title: requiredLine('Écrivez le titre', 100),
  text: requiredText('Écrivez le texte : c’est ce qui est lu dans le courriel', mostCharacters),
};
/** A new one stands on no version and is sent once; a change on the version of its page. */
export const NewForm = z.strictObject({ ...shape, token });
export const ChangeForm = z.strictObject({ ...shape, version });

type Typed = Pick<z.output<typeof NewForm>, 'letter' | 'datedOn' | 'title' | 'text'>;
export const wordingOf = ({ letter, datedOn, title, text }: Typed): IssueWording => ({
  letter,
  title,
  text,
  dated_on: datedOn,
});

export const inputs: Input[] = [
  radios(
    'letter',
    'Lettre',
    letters.map((value) => ({ value, text: letterNames[value] })),
  ),
  dateInput('datedOn', 'Date du numéro'),
  { partial: 'field-text', name: 'title', label: 'Titre', required: true, hint: 'Il devient l’objet du courriel.' },
  textarea('text', 'Texte', {
    maxLength: mostCharacters,
    hint: 'Lu dans le courriel et sur le portail. Une adresse qui commence par https:// devient un lien.',
  }),
];

export const valuesOf = (one: Issue | undefined, today: Day): Record<string, unknown> =>
  one
    ? { letter: one.letter, datedOn: one.dated_on, title: one.title, text: one.text }
    : { letter: 'flash-accueil', datedOn: today };
