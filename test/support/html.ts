/** What a person or a browser takes out of a page that the portal has sent. */

const entities: readonly (readonly [string, string])[] = [
  ['&#x27;', "'"],
  ['&#x3D;', '='],
  ['&quot;', '"'],
  ['&nbsp;', ' '],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
];
/** A text or an address as it was before it was written into the page. */
export const unescaped = (html: string): string =>
  entities.reduce((text, [written, meant]) => text.replaceAll(written, meant), html);

/** The words of a page or of a part of it, on one line; what kind of space stands between them does not matter. */
export const textOf = (html: string): string => unescaped(html.replaceAll(/<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ');

/** The value of a field that a form carries with it (`token`, `version`, `digest`); empty where there is none. */
export const fieldIn = (html: string, name: string): string =>
  unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '');

/** Where the link to the next page of a list leads; undefined on the last one. */
export const linkIn = (html: string, rel: 'next' | 'prev'): string | undefined => {
  const href = new RegExp(`href="([^"]*)"[^>]*rel="${rel}"`).exec(html)?.[1];
  return href === undefined ? undefined : unescaped(href);
};
