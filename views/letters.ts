/** The letters of ONE: what each says, and its page of HTML, from which the worker prints the PDF and the web shows a preview. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { LetterAct, LetterContext } from '../domain/letter.ts';
import { presentAdaptationLetter } from './authorisation-adaptation/letters.ts';
import type { Letter } from './letter-parts.ts';

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

/** What the letter of an effect says. @throws when the procedure has no such letter (a programming error) */
export function presentLetter(effect: string, context: LetterContext, options: LetterOptions): Letter {
  const present = presenters[context.case.slug];
  if (!present) throw new Error(`no letters for ${context.case.slug}`);
  return present(effect, context, options);
}

/** The context as it would be after acts that are not recorded yet: the letter is shown before anything is signed. */
export function withPlannedActs(context: LetterContext, planned: readonly (Pick<LetterAct, 'action' | 'facts' | 'content' | 'at' | 'actorRole'> & { actorName?: string | null })[]): LetterContext {
  const acts = planned.map((act, index) => ({ actorName: null, acr: null, hash: null, ...act, number: (context.acts.at(-1)?.number ?? 0) + 1 + index }));
  return { ...context, acts: [...context.acts, ...acts] };
}

/** The whole page, that fetches nothing: style and fonts stand in it. */
export function letterHtml(render: RenderHtml, letter: Letter): Promise<string> {
  return render(letter.view, { layout: 'letter', css: letterCss(), ...letter });
}

let css: string | undefined;
export function letterCss(): string {
  return (css ??= [fontFace('latin-ext'), fontFace('latin'), readFileSync(fileURLToPath(new URL('../public/styles/letter.css', import.meta.url)), 'utf8')].join('\n'));
}

/** For the answer that shows a preview: nothing but this very style and the fonts inside it. */
export function letterContentSecurityPolicy(): string {
  const digest = createHash('sha256').update(letterCss()).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`;
}

const ranges = {
  'latin': 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD',
  // Names of persons do not stop at French letters.
  'latin-ext': 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
};

function fontFace(subset: keyof typeof ranges): string {
  const file = createRequire(import.meta.url).resolve(`@fontsource-variable/source-sans-3/files/source-sans-3-${subset}-wght-normal.woff2`);
  return `@font-face{font-family:'Source Sans 3';font-weight:200 900;src:url(data:font/woff2;base64,${readFileSync(file).toString('base64')}) format('woff2');unicode-range:${ranges[subset]}}`;
}
