/** Where to go back to after signing in: only ever a page of ours (ASVS 3.7.2). */

const base = 'http://pro-one.invalid';

/**
 * The path and query to return to; anything that a browser might read as another place is `/`.
 * The address is read the way a browser reads it, so that no variant of slashes, backslashes or dots leads outside.
 */
export function localPath(value: unknown): string {
  // Browsers drop tabs and line ends from addresses.
  if (typeof value !== 'string' || value.length > 500 || !/^\/(?!\/)[^\\\u0000-\u0020\u007f-\u009f]*$/.test(value))
    return '/';
  if (!URL.canParse(value, base)) return '/';
  const url = new URL(value, base);
  const path = url.pathname + url.search;
  return url.origin === base && !path.startsWith('//') ? path : '/';
}
