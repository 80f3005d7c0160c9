import { expect } from 'chai';
import fc from 'fast-check';
import { digestAccountNumber, openAccountNumber, sealAccountNumber } from '../../domain/account-number.ts';
import { makeBelgianIban } from '../../domain/iban.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';

const key = 'a key of the tests, long enough too';
const ibans = fc.integer({ min: 0, max: 9_999_999_999 }).map(makeBelgianIban);

describe('the number of an account', () => {
  it('opens for the row that it was sealed for, under the same key, and for nothing else', () => {
    fc.assert(
      fc.property(ibans, fc.uuid(), fc.uuid(), (iban, id, other) => {
        const sealed = sealAccountNumber(iban, key, id);
        expect(openAccountNumber(sealed, key, id)).to.equal(iban);
        expect(sealed.toString('latin1')).to.not.include(iban.slice(4));
        expect(openAccountNumber(sealed, `${key}!`, id)).to.equal(undefined);
        if (other !== id) expect(openAccountNumber(sealed, key, other)).to.equal(undefined);
      }),
    );
  });

  it('has one digest for each key, and not that of a national number of the same digits', () => {
    fc.assert(
      fc.property(ibans, ibans, (one, other) => {
        expect(digestAccountNumber(one, key).equals(digestAccountNumber(other, key))).to.equal(one === other);
        expect(digestAccountNumber(one, key).equals(digestAccountNumber(one, `${key}!`))).to.equal(false);
      }),
    );
    const digits = '85073003328';
    expect(digestAccountNumber(digits, key).equals(hashNationalNumber(digits, key))).to.equal(false);
    expect(() => digestAccountNumber('BE68539007547034', 'short')).to.throw(RangeError);
  });
});
