/** A row that several people fill in at once: field by field, what one has changed is kept beside what the others have. */

export type Fields = Readonly<Record<string, string>>;
export interface MergedRow {
  /** What is to be written. */
  written: Record<string, string>;
  /** Fields that somebody else has changed meanwhile, otherwise: what stands there stays. */
  clashes: string[];
}

/**
 * @param shown what the page showed of each field that came back
 * @param typed what came back; a field that the page did not send is nobody's change
 * @param stands what is kept now
 */
export function mergeRow(shown: Fields, typed: Fields, stands: Fields): MergedRow {
  const written: Record<string, string> = {};
  const clashes: string[] = [];
  for (const [field, value] of Object.entries(typed)) {
    const [was, is] = [shown[field], stands[field]];
    if (value === was || value === is) continue;
    if (was === undefined || is === was) written[field] = value;
    else clashes.push(field);
  }
  return { written, clashes };
}
