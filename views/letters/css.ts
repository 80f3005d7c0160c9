import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The whole family and no part of it: names of persons do not stop at French letters, nor what is typed at letters (½, №, ≥, →).
 * One file for each weight: of a font with variable weights a PDF holds every glyph as a drawing (Type 3), five times as heavy.
 */
const weights = { Regular: '400', Semibold: '600 700' } as const;
const fileOf = (name: string): string => `SourceSans3-${name}.ttf.woff2`;

/** The fonts of a letter, by the name of the file. */
export const letterFonts: ReadonlyMap<string, string> = new Map(
  Object.keys(weights).map((name) => [
    fileOf(name),
    createRequire(import.meta.url).resolve(`source-sans/WOFF2/TTF/${fileOf(name)}`),
  ]),
);

let sheet: string | undefined;
const letterSheet = (): string =>
  (sheet ??= readFileSync(new URL('../../public/styles/letter.css', import.meta.url), 'utf8'));

/** The style sheet of a letter: what the `letter` layout takes as `css`. @param addressOf where a font is found */
const letterCss = (addressOf: (file: string) => string): string =>
  [
    ...Object.entries(weights).map(
      ([name, weight]) =>
        `@font-face{font-family:'Source Sans 3';font-weight:${weight};src:url(${addressOf(fileOf(name))}) format('woff2')}`,
    ),
    letterSheet(),
  ].join('\n');

let printed: string | undefined;
/** With its fonts inside, so that drawing it fetches nothing. */
export const printedLetterCss = (): string =>
  (printed ??= letterCss((file) => `data:font/woff2;base64,${readFileSync(letterFonts.get(file)!, 'base64')}`));

/**
 * For a letter shown before it is signed: its fonts are files that a browser keeps.
 * @param asset the address of a file that the portal serves
 * @returns the sheet, and the policy of an answer that allows nothing but this very sheet and the portal's fonts
 */
export function shownLetterCss(asset: (file: string) => string): { css: string; policy: string } {
  const css = letterCss((file) => asset(`fonts/${file}`));
  const digest = createHash('sha256').update(css).digest('base64');
  return {
    css,
    policy: `default-src 'none'; style-src 'sha256-${digest}'; font-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`,
  };
}
