import { expect } from 'chai';
import fc from 'fast-check';
import { formatIban, makeBelgianIban, parseIban } from '../../domain/iban.ts';
import { ibanFault } from '../../domain/iban-fault.ts';
import { compareHolder } from '../../domain/same-holder.ts';

const faultOf = (typed: string): string => {
  const read = parseIban(typed);
  return read.ok ? 'right' : ibanFault(typed, read.reason);
};

describe('what is wrong with an IBAN', () => {
  it('says what, where and how to mend it', () => {
    const told: [string, RegExp][] = [
      ['', /Encodez le numéro/],
      ['BE68 5390 0754 703?', /enlevez « \? »/],
      ['539-0075470-34', /ancien numéro de compte belge/],
      ['68 5390 0754 7034', /commence par les deux lettres/],
      ['US68 5390 0754 7034', /« US » n'est pas un pays de l'espace SEPA/],
      ['BE68 5390 0754 703', /a 16 signes, celui-ci en a 15 : il manque 1 signe/],
      ['BE68 5390 0754 7034 12', /il y a 2 signes de trop/],
      ['BE68 539O 0754 7034', /le 8e signe est la lettre « O », et non le chiffre zéro/],
      ['BE68 5390 0754 0734', /inversés, dans le groupe « 0734 »/],
      ['BE68 5390 0754 7035', /un chiffre est faux.*BE68 5390 0754 7035/],
    ];
    for (const [typed, expected] of told) expect(faultOf(typed), typed).to.match(expected);
  });

  it('reads a right one however it is written, and has a sentence for whatever else', () => {
    const iban = fc.integer({ min: 0, max: 9_999_999_999 }).map(makeBelgianIban);
    fc.assert(
      fc.property(iban, fc.constantFrom(' ', '-', '.', '\u00a0'), (one, between) => {
        expect(parseIban(formatIban(one).toLowerCase().replaceAll(' ', between))).to.deep.equal({
          ok: true,
          value: one,
        });
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => parseIban(text).ok || /\S.*\.$/u.test(faultOf(text))));
  });

  it('finds every exchange of two neighbours wrong, and never shows the number that it takes for the right one', () => {
    const iban = fc.integer({ min: 0, max: 9_999_999_999 }).map(makeBelgianIban);
    fc.assert(
      fc.property(iban, fc.integer({ min: 4, max: 14 }), (one, at) => {
        const swapped = one.slice(0, at) + one[at + 1]! + one[at]! + one.slice(at + 2);
        fc.pre(swapped !== one);
        expect(faultOf(swapped))
          .to.match(/n'existe pas/)
          .and.not.include(one);
      }),
    );
  });
});

describe('the holder of an account', () => {
  it('is the body, is like it, or is somebody else', () => {
    const told: [string, string, ReturnType<typeof compareHolder>][] = [
      ['Les Petits Chênes ASBL', 'ASBL « Les Petits Chênes »', 'same'],
      ['LES PETITS CHENES', 'Les Petits Chênes ASBL', 'same'],
      ['Petits Chenes Flawinne', 'Les Petits Chênes ASBL', 'alike'],
      ['Les Petits Chenês', 'Les Petits Chênes ASBL', 'same'],
      ['Petis Chênes', 'Les Petits Chênes ASBL', 'alike'],
      ['L. Servais', 'Les Petits Chênes ASBL', 'unlike'],
      ['Les Grands Chênes', 'Les Petits Chênes ASBL', 'unlike'],
      ['Commune d’Eghezée', "Administration communale d'Eghezée", 'same'],
      ['ASBL', 'ASBL', 'same'],
      ['', 'Les Petits Chênes ASBL', 'unlike'],
    ];
    for (const [holder, body, expected] of told) expect(compareHolder(holder, body), holder).to.equal(expected);
  });

  it('is the same either way round, whatever the names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => compareHolder(one, other) === compareHolder(other, one)),
    );
    fc.assert(
      fc.property(fc.string(), (name) => compareHolder(name, `${name} ASBL`) !== 'unlike' || !/[\p{L}\d]/u.test(name)),
    );
  });
});
