import { expect } from 'chai';
import fc from 'fast-check';
import { isSameFamilyName } from '../../domain/staff/same-name.ts';

describe('the family name given with a national number', () => {
  it('is the same with or without accents, capitals, hyphens, apostrophes, blanks and particles', () => {
    for (const [one, other] of [
      ['Lefèvre', 'LEFEVRE'],
      ["D'Hondt", 'd hondt'],
      ['Van den Berghe', 'Vandenberghe'],
      ['De Smet', 'Desmet'],
      ['de Bruyn', 'Bruyn'],
      ['Dupont-Lambert', 'Dupont Lambert'],
      ['Œuvrard', 'Oeuvrard'],
      ['Le', 'LE'],
    ] as const)
      expect(isSameFamilyName(one, other), `${one}, ${other}`).to.equal(true);
  });

  it('is another one where a letter or a name differs', () => {
    for (const [one, other] of [
      ['Lefèvre', 'Lefebvre'],
      ['Dupont', 'Dupont-Lambert'],
      ['de', 'van'],
      ['Dupont', ''],
      ['', ''],
    ] as const)
      expect(isSameFamilyName(one, other), `${one}, ${other}`).to.equal(false);
  });

  it('is the same whichever comes first, and as itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(isSameFamilyName(one, other)).to.equal(isSameFamilyName(other, one));
        if (/[a-z]/i.test(one)) expect(isSameFamilyName(one, one.toUpperCase().toLowerCase())).to.equal(true);
      }),
    );
  });
});
