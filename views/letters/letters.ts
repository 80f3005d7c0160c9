/** The letters of ONE: what each says, and its page of HTML, from which the worker prints the PDF and the web shows a preview. */
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { printedLetterCss } from './css.ts';
import { answersIn, lastAct, letterHead, type Letter } from './parts.ts';

export type RenderHtml = (view: string, data: Record<string, unknown>) => Promise<string>;
export interface LetterOptions {
  /** Where the portal is, without a slash at the end. */
  publicUrl: string;
  /** Marks the letter as having no value. */
  demonstration?: boolean;
}
/** What one letter says. */
export type PresentLetter = (context: LetterContext, options: LetterOptions) => Letter;
/** The letters of a procedure (`views/<slug>/letters.ts`), by the effect that each is. */
export type ProcedureLetters<E extends string = string> = Readonly<Record<E, PresentLetter>>;

/** What the letter of an effect says. @throws when the procedure has no such letter (a programming error) */
export function presentLetter(
  letters: ProcedureLetters | undefined,
  effect: string,
  context: LetterContext,
  options: LetterOptions,
): Letter {
  const present = letters && Object.hasOwn(letters, effect) ? letters[effect] : undefined;
  if (!present) throw new Error(`${context.case.slug}: no letter ${effect}`);
  return present(context, options);
}

/** A letter of paragraphs, for procedures that have no template of their own. @param name of the document: « Accusé de réception » */
export function plainLetter(
  context: LetterContext,
  { publicUrl, demonstration }: LetterOptions,
  { name, paragraphs }: { name: string; paragraphs: readonly string[] },
): Letter {
  const { reference, slug, id } = context.case;
  return {
    ...letterHead(context),
    view: 'letters/plain',
    fileName: `${reference} ${name}.pdf`,
    subject: `${name} – ${context.facility.name}`,
    sending: 'Pro.ONE',
    demonstration: demonstration ?? false,
    address: `${publicUrl}/pro/${slug}/${id}`,
    paragraphs,
    answers: answersIn(lastAct(context)),
  };
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

/** The whole page. @param css unless told otherwise, with its fonts inside: drawing it fetches nothing */
export function letterHtml(render: RenderHtml, letter: Letter, css = printedLetterCss()): Promise<string> {
  return render(letter.view, { layout: 'letter', css, ...letter });
}
