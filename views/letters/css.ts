import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ranges = {
  // Names of persons do not stop at French letters.
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  'latin':
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD',
};

let css: string | undefined;

/** The style sheet of a letter with its fonts inside: what the `letter` layout takes as `css`, so that drawing it fetches nothing. */
export function readLetterCss(): string {
  return (css ??= [
    ...Object.keys(ranges).map((subset) => fontFace(subset as keyof typeof ranges)),
    readFileSync(new URL('../../public/styles/letter.css', import.meta.url), 'utf8'),
  ].join('\n'));
}

/** For the answer that shows a letter before it is signed: nothing but this very style sheet, and the fonts inside it. */
export function letterContentSecurityPolicy(): string {
  const digest = createHash('sha256').update(readLetterCss()).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`;
}

function fontFace(subset: keyof typeof ranges): string {
  const file = createRequire(import.meta.url).resolve(
    `@fontsource-variable/source-sans-3/files/source-sans-3-${subset}-wght-normal.woff2`,
  );
  return `@font-face{font-family:'Source Sans 3';font-weight:200 900;src:url(data:font/woff2;base64,${readFileSync(file, 'base64')}) format('woff2');unicode-range:${ranges[subset]}}`;
}
