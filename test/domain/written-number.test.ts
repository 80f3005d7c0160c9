import { expect } from 'chai';
import fc from 'fast-check';
import { readNumber, say } from '../../domain/written-number.ts';

const read = (text: string): string => {
  const found = readNumber(text);
  return found.ok ? say(found) : found.why === 'two-readings' ? found.readings.join(' | ') : found.why;
};

describe('a number as people write it', () => {
  const examples: [typed: string, read: string][] = [
    ['28', '28'],
    ['0028', '28'],
    ['+4', '4'],
    ['-4', '-4'],
    ['\u22124', '-4'],
    ['4,5', '4,5'],
    ['4.5', '4,5'],
    ['4,50', '4,5'],
    ['1 234', '1 234'],
    ['1\u202f234\u00a0567', '1 234 567'],
    ["1'234", '1 234'],
    ['1.234.567', '1 234 567'],
    ['1 234,56', '1 234,56'],
    ['1.234,56', '1 234,56'],
    ['1,234.56', '1 234,56'],
    ['0.625', '0,625'],
    ['1.234', '1 234 | 1,234'],
    ['1.500', '1 500 | 1,5'],
    ['12 34', 'unreadable'],
    ['1.23.4', 'unreadable'],
    ['1,2,3', 'unreadable'],
    ['1 2', 'unreadable'],
    ['4 5', 'unreadable'],
    ['1e3', 'unreadable'],
    ['½', 'unreadable'],
    ['4²', 'unreadable'],
    ['14-18', 'unreadable'],
    ['vingt', 'unreadable'],
    ['28 places', 'unreadable'],
    ['.', 'unreadable'],
    ['.5', 'unreadable'],
    ['5.', 'unreadable'],
    ['', 'unreadable'],
    ['-', 'unreadable'],
  ];
  for (const [typed, expected] of examples)
    it(`« ${typed} »: ${expected}`, () => {
      expect(read(typed)).to.equal(expected);
    });

  it('never loses a figure: every one that was typed is in what is read', () => {
    const text = fc
      .array(fc.constantFrom(...Array.from('0123456789.,  -’\u00a0\u202f')), { maxLength: 9 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (typed) => {
        const found = readNumber(typed);
        if (!found.ok) return;
        const figures = typed.replace(/[^\d]/g, '');
        expect(`${found.whole}${found.decimals}`.replace(/^0+|0+$/g, ''), typed).to.equal(
          figures.replace(/^0+|0+$/g, ''),
        );
        expect(found.negative, typed).to.equal(/^\s*-/.test(typed));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is read back from what French, Dutch and German accounts write, or refused where it may be two', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('fr-BE', 'nl-BE', 'de-BE', 'fr-CH'),
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.nat(2),
        (locale, n, places) => {
          const value = n / 10 ** places;
          const found = readNumber(new Intl.NumberFormat(locale, { minimumFractionDigits: places }).format(value));
          if (found.ok)
            expect(Number(`${found.negative ? '-' : ''}${found.whole}.${found.decimals || '0'}`)).to.equal(value);
          else expect(found.why).to.equal('two-readings');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
