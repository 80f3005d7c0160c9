import { expect } from 'chai';
import { openNationalNumber, sealNationalNumber } from '../../domain/sealed-number.ts';

const niss = '85073003328';
const key = 'a key of the tests, long enough too';

describe('a sealed national number', () => {
  it('opens for what it was sealed for, under the same key, and holds no digit of it', () => {
    const sealed = sealNationalNumber(niss, key, 'person-1');
    expect(openNationalNumber(sealed, key, 'person-1')).to.equal(niss);
    expect(sealed.toString('latin1')).to.not.include(niss);
    expect(sealNationalNumber(niss, key, 'person-1').equals(sealed)).to.equal(false);
  });

  it('does not open for another, under another key, touched in any byte, or cut', () => {
    const sealed = sealNationalNumber(niss, key, 'person-1');
    expect(openNationalNumber(sealed, key, 'person-2')).to.equal(undefined);
    expect(openNationalNumber(sealed, `${key}!`, 'person-1')).to.equal(undefined);
    for (let at = 0; at < sealed.length; at++) {
      const touched = Buffer.from(sealed);
      touched[at]! ^= 1;
      expect(openNationalNumber(touched, key, 'person-1'), String(at)).to.equal(undefined);
      expect(openNationalNumber(sealed.subarray(0, at), key, 'person-1'), String(at)).to.equal(undefined);
    }
  });
});
