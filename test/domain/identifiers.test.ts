import { expect } from 'chai';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import {
  formatEnterpriseNumber,
  makeEnterpriseNumber,
  parseEnterpriseNumber,
  parseEstablishmentNumber,
} from '../../domain/enterprise-number.ts';
import { formatIban, makeBelgianIban, maskIban, parseIban } from '../../domain/iban.ts';
import { expectedCheck, findQualification, formatInami, makeInami, parseInami } from '../../domain/inami.ts';

function reason(parsed: { ok: true } | { ok: false; reason: string }): string | undefined {
  return parsed.ok ? undefined : parsed.reason;
}

const oneDigit = { at: fc.nat(15), by: fc.integer({ min: 1, max: 9 }) };
function withOneWrongDigit(digits: string, at: number, by: number): string {
  return digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
}

describe('the enterprise number', () => {
  it('accepts the forms people write and keeps ten digits', () => {
    for (const text of [
      '0440966354',
      '0440.966.354',
      'BE 0440.966.354',
      'be0440966354',
      '440 966 354',
      'BE440966354',
    ]) {
      expect(parseEnterpriseNumber(text), text).to.deep.equal({ ok: true, value: '0440966354' });
    }
    expect(parseEnterpriseNumber('0831797467').ok && parseEnterpriseNumber('1000000021').ok).to.equal(true);
  });

  it('says why a number is refused', () => {
    expect(
      ['', 'BE', 'FR0440966354', '０440966354', '04409663', '2440966354', '0440966355'].map((text) =>
        reason(parseEnterpriseNumber(text)),
      ),
    ).to.deep.equal(['empty', 'empty', 'characters', 'characters', 'length', 'first-digit', 'check']);
  });

  it('accepts every number that it makes, as stdnum does, and none with one wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19_999_999 }), fc.record(oneDigit), (n, { at, by }) => {
        const number = makeEnterpriseNumber(n);
        expect(parseEnterpriseNumber(formatEnterpriseNumber(number))).to.deep.equal({ ok: true, value: number });
        expect(stdnum.BE!.vat!.validate(number).isValid).to.equal(true);
        expect(parseEnterpriseNumber(withOneWrongDigit(number, at % 10, by)).ok).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('tells an establishment unit from an enterprise', () => {
    const unit = `20000001${String(97 - (20_000_001 % 97)).padStart(2, '0')}`;
    expect(parseEstablishmentNumber(unit)).to.deep.equal({ ok: true, value: unit });
    expect(formatEnterpriseNumber(unit)).to.equal(`2.000.000.1${unit.slice(8)}`);
    expect(reason(parseEstablishmentNumber('0440966354'))).to.equal('first-digit');
    expect(reason(parseEnterpriseNumber(unit))).to.equal('first-digit');
  });
});

describe('the IBAN', () => {
  it('accepts small letters and separators, and accounts of the SEPA area', () => {
    for (const text of ['BE68539007547034', 'be68 5390 0754 7034', 'BE68-5390-0754-7034']) {
      expect(parseIban(text), text).to.deep.equal({ ok: true, value: 'BE68539007547034' });
    }
    expect(parseIban('BE34091000277790').ok && parseIban('DE89370400440532013000').ok).to.equal(true);
  });

  it('says why an IBAN is refused', () => {
    const refused = [
      ' ',
      'BE68_5390',
      'BE６8539007547034',
      '539007547034',
      'US68539007547034',
      'BE6853900754703',
      'BE68539007547035',
    ];
    expect(refused.map((text) => reason(parseIban(text)))).to.deep.equal([
      'empty',
      'characters',
      'characters',
      'country',
      'country',
      'length',
      'check',
    ]);
  });

  it('accepts every account that it makes, and none with one wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.record(oneDigit), (n, { at, by }) => {
        const iban = makeBelgianIban(n);
        expect(parseIban(formatIban(iban))).to.deep.equal({ ok: true, value: iban });
        expect(parseIban(`BE${withOneWrongDigit(iban.slice(2), at % 14, by)}`).ok).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('shows its two ends when masked', () => {
    expect(maskIban('BE68539007547034')).to.equal('BE68\u00a0••••\u00a0••••\u00a07034');
    expect(maskIban('MT84MALT011000012345MTLCAST001S'), 'as long for every country').to.equal(
      'MT84\u00a0••••\u00a0••••\u00a0001S',
    );
  });
});

describe('the INAMI number', () => {
  it('accepts doctors with or without separators', () => {
    for (const text of ['11234578690', '1-12345-78-690', '1/12345/78/690', '1 12345 78 690']) {
      expect(parseInami(text), text).to.deep.equal({ ok: true, value: '11234578690', warnings: [] });
    }
    expect(['19999915003', '10829059003'].map((text) => parseInami(text).ok)).to.deep.equal([true, true]);
    expect(formatInami('11234578690')).to.equal('1-12345-78-690');
  });

  it('warns about wrong check digits and other qualifications, and leaves the decision to a person', () => {
    expect(parseInami('19876543201')).to.deep.equal({
      ok: true,
      value: '19876543201',
      warnings: ['check', 'qualification'],
    });
    expect(parseInami('11234578140')).to.deep.equal({ ok: true, value: '11234578140', warnings: ['qualification'] });
  });

  it('says why a number is refused', () => {
    expect(
      ['', 'abc', '１1234578690', '11234578', '112345786', '21234578690'].map((text) => reason(parseInami(text))),
    ).to.deep.equal(['empty', 'characters', 'characters', 'qualification-missing', 'length', 'profession']);
  });

  it('warns about every wrong digit among the first eight', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.record(oneDigit), (n, { at, by }) => {
        const inami = makeInami(n);
        expect(parseInami(formatInami(inami))).to.deep.equal({ ok: true, value: inami, warnings: [] });
        const parsed = parseInami(withOneWrongDigit(inami, at % 8, by));
        expect(parsed.ok && parsed.warnings.length === 0).to.equal(false);
      }),
    );
  });

  it('walls off no number of a doctor, whatever its check digits and its qualification: a person decides', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999_999), (n) => {
        const typed = `1${String(n).padStart(10, '0')}`;
        const parsed = parseInami(formatInami(typed));
        expect(parsed.ok && parsed.value).to.equal(typed);
        const agrees = expectedCheck(typed) === typed.slice(6, 8);
        expect(parsed.ok && parsed.warnings.includes('check')).to.equal(!agrees);
      }),
    );
  });

  it('tells general practice from paediatrics', () => {
    expect(['10829059003', '11234578690', '11234578140'].map(findQualification)).to.deep.equal([
      'general-practice',
      'paediatrics',
      undefined,
    ]);
  });
});

describe('the separators of a number', () => {
  const separators = fc.array(fc.constantFrom(' ', '\u00a0', '\u202f', '.', '-', '\u2011', '\u2013', '/', '\u200b'), {
    maxLength: 2,
  });
  const spread = (digits: string, marks: readonly string[][]): string =>
    Array.from(digits)
      .map((digit, at) => `${marks[at % marks.length]?.join('') ?? ''}${digit}`)
      .join('');
  const marks = fc.array(separators, { minLength: 1, maxLength: 12 });

  it('say nothing, wherever and however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), marks, (n, between) => {
        const [bce, inami, iban] = [makeEnterpriseNumber(n), makeInami(n), makeBelgianIban(n)];
        expect(parseEnterpriseNumber(spread(bce, between))).to.deep.equal({ ok: true, value: bce });
        expect(parseInami(spread(inami, between))).to.deep.include({ ok: true, value: inami });
        expect(parseIban(spread(iban, between))).to.deep.equal({ ok: true, value: iban });
      }),
    );
  });

  it('are all that is dropped: another sign is refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.nat(10),
        fc.constantFrom('+', ',', ':', 'O', '*', '½', '_'),
        (n, at, sign) => {
          const wrong = (digits: string): string => `${digits.slice(0, at)}${sign}${digits.slice(at)}`;
          for (const parsed of [
            parseEnterpriseNumber(wrong(makeEnterpriseNumber(n))),
            parseInami(wrong(makeInami(n))),
            parseIban(wrong(makeBelgianIban(n))),
          ])
            expect(parsed.ok).to.equal(false);
        },
      ),
    );
  });
});
