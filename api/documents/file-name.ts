/** The name of a file as its sender gave it, made safe to show, to store and to send back. */

const longest = 150;
// Names that Windows gives to devices: a file so called cannot be opened there.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * NFC; no folder, no control, formatting or bidi character (a « fdp.exe » read backwards), no lone surrogate; 150 characters at most, the extension kept.
 * @param extension of what the file is, in lower case: « facture.PDF » becomes « facture.pdf »
 */
export function cleanName(given: string, extension: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const printable = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '')
    .replace(/["<>:|?*]/g, ' ')
    .replace(/\s+/g, ' ');
  const dot = printable.lastIndexOf('.');
  const stem = (dot > 0 ? printable.slice(0, dot) : printable).replace(/^[\s.]+|[\s.]+$/g, '');
  const safe = stem === '' || reserved.test(stem) ? ['document', stem].filter(Boolean).join(' ') : stem;
  return `${Array.from(safe)
    .slice(0, longest - extension.length - 1)
    .join('')
    .trimEnd()}.${extension}`;
}

/** What the name ends with, in lower case, without the dot. */
export const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})\s*$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** RFC 6266 and 8187: no byte of the name can end the header. */
export function attachmentHeader(name: string): string {
  const escaped = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${escaped}`;
}
