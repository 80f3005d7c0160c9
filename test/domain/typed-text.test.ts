import { expect } from 'chai';
import fc from 'fast-check';
import { cleanLine, cleanText, hasVisible } from '../../domain/typed-text.ts';

/** What people paste, and what nobody sees. */
const pieces = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '\r\n',
    '\r',
    '\n',
    '\t',
    '\u0085',
    '\u2028',
    '\u0000',
    '\u001b',
    '\u00a0',
    '\u202f',
    ' ',
    '\ufeff',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\u00ad',
    '\u202e',
    '\u202c',
    '\u2066',
    '\u061c',
    '\ufe0f',
    '\ufe0e',
    '\u3164',
    '\u115f',
    '\ud800',
    '\udc00',
    '\uffff',
    '\u034f',
    '\u{e0067}',
    '\u{e007f}',
    '\u{1f3f4}',
    '👨‍👩‍👧',
    '👍🏽',
    '❤️',
    '1️⃣',
    'é',
    'e\u0301',
    'œ',
    'ﬁ',
    '\u0958',
    'क्‍ष',
    'נּ',
    '한',
    '\u1112\u1161\u11ab',
  ),
);
const typed = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''));
const unseen =
  /(?!\n|\t)\p{Cc}|\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|\p{Noncharacter_Code_Point}|\p{Surrogate}|[\s\ufff9-\ufffc]/gu;
const visible = (text: string): string => text.normalize('NFC').replaceAll(unseen, '').normalize('NFC');

describe('what a person typed', () => {
  it('is cleaned once: cleaned again, it stays the same', () => {
    fc.assert(fc.property(typed, (text) => cleanText(cleanText(text)) === cleanText(text)));
    fc.assert(fc.property(typed, (text) => cleanLine(cleanLine(text)) === cleanLine(text)));
  });

  it('never loses a character that one sees', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(visible(cleanText(text))).to.equal(visible(text));
        expect(visible(cleanLine(text))).to.equal(visible(text));
      }),
    );
  });

  it('can be kept by PostgreSQL, and turns no line around', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(cleanText(text)).to.match(
          /^(?:\n|\t|[^\p{Cc}\p{Surrogate}\p{Bidi_Control}\p{Noncharacter_Code_Point}])*$/u,
        );
        expect(() => encodeURI(cleanText(text))).not.to.throw();
      }),
    );
  });

  it('says as many lines as were typed, whatever the machine', () => {
    for (const end of ['\n', '\r\n', '\r', '\u2028']) expect(cleanText(`a${end}b${end}${end}c`)).to.equal('a\nb\n\nc');
  });

  const examples: [typed: string, read: string][] = [
    ['\u00a0 05/04/2027\u202f', '05/04/2027'],
    ['jean\u200b@exemple.be', 'jean@exemple.be'],
    ['Montant\u202e0001', 'Montant0001'],
    ['auto\u00adrisation', 'autorisation'],
    ['Zoe\u0308', 'Zoë'],
    ['e\u200b\u0301', 'é'],
    ['100\u202f% au 5\u00a0mai', '100\u202f% au 5\u00a0mai'],
    ['mer\u200dci 👨‍👩‍👧 ❤️ 1️⃣', 'merci 👨‍👩‍👧 ❤️ 1️⃣'],
    ['नमस्ते क्‍ष', 'नमस्ते क्‍ष'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['\u{e0067}\u{e0062}x', 'x'],
  ];
  for (const [given, read] of examples)
    it(`« ${encodeURI(given)} » is read as « ${read} »`, () => {
      expect(cleanText(given)).to.equal(read);
    });

  it('is given where something visible stands', () => {
    for (const nothing of ['', ' ', '\u200b', '\u00a0\u3164', '\u2800', '\u00ad\u200d', '\u0000', '\ufe0f', '\u0301'])
      expect(hasVisible(nothing), encodeURI(nothing)).to.equal(false);
    for (const something of ['a', '-', '0', '€', '👍', 'é', '…', '\u200b?'])
      expect(hasVisible(something)).to.equal(true);
  });

  it('on one line has one space between two words', () => {
    expect(cleanLine(' Rue\u00a0 de\tla\r\nStation ')).to.equal('Rue de la Station');
  });
});
