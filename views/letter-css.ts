import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const font = createRequire(import.meta.url).resolve('@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2');

/** The style sheet of a letter with its font inside: what the `letter` layout takes as `css`, so that drawing it fetches nothing. */
export function readLetterCss(): string {
  const face = `@font-face{font-family:'Source Sans 3';font-weight:200 900;src:url(data:font/woff2;base64,${readFileSync(font, 'base64')}) format('woff2')}`;
  return `${face}\n${readFileSync(new URL('../public/styles/letter.css', import.meta.url), 'utf8')}`;
}
