/**
 * What a person typed or pasted, as it is read: the one cleaning, before every other reading.
 * Nothing visible is ever dropped. Of what cannot be seen, only that stays which changes what is seen: joiners and selectors inside an
 * emoji, joiners between letters of scripts that are written joined. A soft hyphen goes: it came from somebody else's layout.
 */

/** Line ends of every machine, and of word processors. */
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;

/** One emoji put together from several, a digit in its key, a flag spelled in tags; Latin is never written with joiners. */
const composed =
  /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,8}\u{E007F}|[#*\d]\uFE0F?\u20E3|\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*/u;
const joined =
  /(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}])[\p{L}\p{M}][\u200C\u200D](?=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}])[\p{L}\p{M}])/u;
/** Control (but line and tab), what turns a line around, zero widths, fillers, half characters, what is no character at all. */
const unseen =
  /(?![\n\t])\p{Cc}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}|\p{Surrogate}|[\uFFF9-\uFFFC]/u;
const keptOrUnseen = new RegExp(`(?<kept>${composed.source}|${joined.source})|${unseen.source}`, 'gu');

/** Letters and signs of every day, which nothing is to be done to: months hold thousands of such texts. */
const everyday = /^[!-~\u00a1-\u00ac\u00ae-\u00ff]+(?: +[!-~\u00a1-\u00ac\u00ae-\u00ff]+)*$/;

/** Line ends as \n; nothing invisible; composed (NFC); without the blanks around it, no-break ones included. Cleaned again, it stays the same. */
export function cleanText(typed: string): string {
  if (everyday.test(typed)) return typed;
  return typed
    .replace(lineEnds, '\n')
    .normalize('NFC')
    .replace(keptOrUnseen, (_found, ...rest) => (rest.at(-1) as { kept?: string }).kept ?? '')
    .normalize('NFC')
    .trim();
}

/** The same on one line: a name, a reference. Blanks of any kind and number between two words are one space. */
export const cleanLine = (typed: string): string => cleanText(typed).replace(/\s+/gu, ' ');

/** Whether something stands there that a reader sees: a letter, a digit, a sign. */
export const hasVisible = (text: string): boolean =>
  /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u.test(cleanText(text).replaceAll('\u2800', ''));
