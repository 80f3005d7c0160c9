/** The letters of ONE: what each says, and its page of HTML, from which the worker prints the PDF and the web shows a preview. */
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { adaptationLetters, presentAdaptationLetter } from '../authorisation-adaptation/letters.ts';
import { readLetterCss } from './css.ts';
import type { Letter } from './parts.ts';

export type RenderHtml = (view: string, data: Record<string, unknown>) => Promise<string>;
export type PresentLetter = (effect: string, context: LetterContext, options: LetterOptions) => Letter;
export interface LetterOptions {
  /** Where the portal is, without a slash at the end. */
  publicUrl: string;
  /** Marks the letter as having no value. */
  demonstration?: boolean;
}

/** One line for each procedure that writes letters. */
const presenters: Record<string, PresentLetter> = {
  'authorisation-adaptation': presentAdaptationLetter,
};

/** Every effect that is a letter, whatever the procedure. */
export const letterEffects: readonly string[] = [...new Set<string>([...adaptationLetters])];

/** What the letter of an effect says. @throws when the procedure has no such letter (a programming error) */
export function presentLetter(effect: string, context: LetterContext, options: LetterOptions): Letter {
  const present = presenters[context.case.slug];
  if (!present) throw new Error(`no letters for ${context.case.slug}`);
  return present(effect, context, options);
}

/** The context as it would be after acts that are not recorded yet: the letter is shown before anything is signed. */
export function withPlannedActs(
  context: LetterContext,
  planned: readonly (Pick<LetterAct, 'action' | 'facts' | 'content' | 'at' | 'actorRole'> & {
    actorName?: string | null;
  })[],
): LetterContext {
  const acts = planned.map((act, index) => ({
    actorName: null,
    acr: null,
    hash: null,
    ...act,
    number: (context.acts.at(-1)?.number ?? 0) + 1 + index,
  }));
  return { ...context, acts: [...context.acts, ...acts] };
}

/** The whole page, that fetches nothing: style and fonts stand in it. As a preview it goes out under `letterContentSecurityPolicy()`. */
export function letterHtml(render: RenderHtml, letter: Letter): Promise<string> {
  return render(letter.view, { layout: 'letter', css: readLetterCss(), ...letter });
}
