/** Text as banks take it in SEPA: Latin letters, figures and a few signs; accents are written without, what is left becomes a blank. */

const plain: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '´': "'",
  '`': "'",
  '«': "'",
  '»': "'",
  '“': "'",
  '”': "'",
  '–': '-',
  '—': '-',
  '‑': '-',
  'œ': 'oe',
  'Œ': 'OE',
  'æ': 'ae',
  'Æ': 'AE',
  'ß': 'ss',
  'ø': 'o',
  'Ø': 'O',
  'ł': 'l',
  'Ł': 'L',
  'đ': 'd',
  'Đ': 'D',
  'ı': 'i',
  '&': '+',
  '@': '(at)',
  '€': 'EUR',
  '…': '...',
};

/**
 * @param most characters, of which there are: 35 in a reference, 70 in a name, 140 in a communication
 * @returns never empty, no slash at either end nor two together, as banks ask of references
 */
export function sepaText(text: string, most: 35 | 70 | 140): string {
  const latin = Array.from(text)
    .map((sign) => plain[sign] ?? sign)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/ {2,}/g, ' ')
    .slice(0, most)
    .replace(/^[ /]+|[ /]+$/g, '');
  return latin === '' ? '-' : latin;
}
