/** « Changed elsewhere »: of everything that people fill in, drafts and plain forms alike. */

/** `123` of a hidden field; undefined for anything else. */
export const versionOf = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;

/**
 * Keeps what was typed, unless somebody has kept something else since the page was drawn.
 * @param seen the version on the page; @param current what stood when it was read
 * @param isSame whether what stands says what was typed already: then there is nothing to keep, whatever the version
 * @param save keeps it if `seen` still stands; undefined when somebody was quicker
 * @returns the version that stands now with what was typed; undefined: changed elsewhere
 */
export async function saveUnlessChanged({
  seen,
  current,
  isSame,
  save,
}: {
  seen: number;
  current: number;
  isSame: boolean;
  save: (seen: number) => Promise<number | undefined>;
}): Promise<number | undefined> {
  if (isSame) return current;
  return save(seen);
}
