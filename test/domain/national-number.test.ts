import { expect } from 'chai';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { addDays, daysBetween } from '../../domain/calendar.ts';
import {
  findBirthDay,
  formatNationalNumber,
  hashNationalNumber,
  hideNationalNumbers,
  holdsNationalNumber,
  isBisNumber,
  makeNationalNumber,
  maskNationalNumber,
  parseNationalNumber,
} from '../../domain/national-number.ts';

const birthOn = fc
  .integer({ min: 0, max: daysBetween('1900-01-01', '2099-12-31') })
  .map((n) => addDays('1900-01-01', n));
const sequence = fc.integer({ min: 1, max: 998 });
const bis = fc.constantFrom(undefined, 'sex-known' as const, 'sex-unknown' as const);
const valid = fc.record({ birthOn, sequence, bis }).map(makeNationalNumber);
const insz = stdnum.BE!.insz!;

function reasonFor(text: string, today?: string): string | undefined {
  const parsed = parseNationalNumber(text, today);
  return parsed.ok ? undefined : parsed.reason;
}

/** Nine digits with their right check digits, also where no such number is ever given. */
function withCheck(first9: string): string {
  return first9 + String(97 - (Number(first9) % 97)).padStart(2, '0');
}

describe('the national number', () => {
  it('accepts men, women, both centuries and BIS numbers', () => {
    for (const niss of ['85073003328', '12031500244', '85493000163', '05431500181', '72270000250']) {
      expect(parseNationalNumber(niss), niss).to.deep.equal({ ok: true, value: niss });
    }
  });

  it('tolerates the separators people write', () => {
    for (const text of ['85.07.30-033.28', ' 85 07 30 033 28 ', '850730/033-28', '85.07.30\u00a0033\u202f28']) {
      expect(parseNationalNumber(text), text).to.deep.equal({ ok: true, value: '85073003328' });
    }
  });

  it('says why a number is refused', () => {
    expect(reasonFor(' ')).to.equal('empty');
    expect(reasonFor('8507300332８')).to.equal('characters'); // a full-width digit
    expect(reasonFor('85073003328a')).to.equal('characters');
    expect(reasonFor('85_07_30_033_28')).to.equal('characters');
    expect(reasonFor('8507300332')).to.equal('length');
    expect(reasonFor('850730033280')).to.equal('length');
    expect(reasonFor('85073003329')).to.equal('check');
    expect(reasonFor(withCheck('850730000'))).to.equal('sequence');
    expect(reasonFor(withCheck('850730999'))).to.equal('sequence');
  });

  it('refuses an impossible day, unless it is unknown or the number is BIS', () => {
    expect(reasonFor(withCheck('850231001'))).to.equal('date');
    expect(reasonFor(withCheck('851301001'))).to.equal('date');
    expect(reasonFor(withCheck('850132001'))).to.equal('date');
    expect(reasonFor(withCheck('853301001'))).to.equal('date');
    expect(reasonFor(withCheck('000229001'))).to.equal('date'); // 1900 had no 29 February
    expect(reasonFor(makeNationalNumber({ birthOn: '2000-02-29', sequence: 1 }))).to.equal(undefined);
    expect(reasonFor(withCheck('850200001'))).to.equal(undefined);
    expect(reasonFor(withCheck('850000001'))).to.equal(undefined);
    expect(reasonFor(withCheck('850045001'))).to.equal(undefined);
    expect(reasonFor(withCheck('854231001'))).to.equal(undefined);
  });

  it('refuses a birth year still to come when it is told the day', () => {
    const niss = makeNationalNumber({ birthOn: '2060-05-05', sequence: 12 });
    expect(reasonFor(niss)).to.equal(undefined);
    expect(reasonFor(niss, '2026-11-02')).to.equal('date');
    expect(reasonFor('12031500244', '2026-11-02')).to.equal(undefined);
  });

  it('knows the birth date only when the number says it surely', () => {
    expect(findBirthDay('85073003328')).to.equal('1985-07-30');
    expect(findBirthDay('12031500244')).to.equal('2012-03-15');
    for (const niss of ['85493000163', '72270000250', withCheck('850200001'), '85073003329'])
      expect(findBirthDay(niss), niss).to.equal(undefined);
  });

  it('accepts every number that it makes, and finds its birth date again', () => {
    fc.assert(
      fc.property(birthOn, sequence, bis, (on, number, kind) => {
        const niss = makeNationalNumber({ birthOn: on, sequence: number, bis: kind });
        expect(parseNationalNumber(formatNationalNumber(niss))).to.deep.equal({ ok: true, value: niss });
        expect(isBisNumber(niss)).to.equal(kind !== undefined);
        expect(findBirthDay(niss)).to.equal(kind ? undefined : on);
      }),
      { numRuns: 500 },
    );
  });

  it('never takes a number with one wrong digit for one of the same century', () => {
    // The two centuries have check digits of their own, so a wrong digit may be right in the other century: no rule can see that.
    const wrong = fc.record({ born: birthOn, number: sequence, at: fc.nat(10), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(wrong, ({ born, number, at, by }) => {
        const niss = makeNationalNumber({ birthOn: born, sequence: number });
        const changed = niss.slice(0, at) + ((Number(niss[at]) + by) % 10) + niss.slice(at + 1);
        const now = findBirthDay(changed);
        if (parseNationalNumber(changed).ok && now)
          expect(now.slice(0, 2) === '19').to.not.equal(born.slice(0, 2) === '19');
        const inSameCentury = Number((born < '2000' ? '' : '2') + changed.slice(0, 9));
        expect(97 - (inSameCentury % 97)).to.not.equal(Number(changed.slice(9)));
      }),
      { numRuns: 2000 },
    );
  });

  it('is stricter than stdnum about what is never assigned, and knows BIS numbers with an unknown day', () => {
    const unassigned = withCheck('850730000');
    expect([insz.validate(unassigned).isValid, parseNationalNumber(unassigned).ok]).to.deep.equal([true, false]);
    expect([insz.validate('72270000250').isValid, parseNationalNumber('72270000250').ok]).to.deep.equal([false, true]);
  });

  it('agrees with stdnum, but for the differences we know', () => {
    const digits = fc.stringMatching(/^[0-9]{11}$/);
    const first9 = fc.stringMatching(/^[0-9]{2}[0-5][0-9][0-3][0-9]{4}$/).map(withCheck);
    const now = new Date();
    fc.assert(
      fc.property(fc.oneof(valid, digits, first9), (niss) => {
        const ours = parseNationalNumber(niss).ok;
        const theirs = insz.validate(niss).isValid;
        if (ours === theirs) return;
        const [month, day] = [Number(niss.slice(2, 4)) % 20, Number(niss.slice(4, 6))];
        const number = niss.slice(6, 9);
        const check = Number(niss.slice(9));
        const born = findBirthDay(niss);
        const known = theirs
          ? number === '000' || number === '999' || check === 0 || check > 97 // never assigned
          : month === 0 ||
            day === 0 || // unknown parts
            isBisNumber(niss) || // a BIS number may have an impossible day
            (born !== undefined && born > now.toISOString()); // born later than today
        expect(known, `${niss} ours ${ours} theirs ${theirs}`).to.equal(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('shows only the last two digits when masked', () => {
    expect(formatNationalNumber('85073003328')).to.equal('85.07.30-033.28');
    expect(maskNationalNumber('85073003328')).to.equal('••.••.••-•••.28');
  });

  it('hashes with HMAC-SHA-256 under a pepper, and only what was parsed', () => {
    const pepper = 'poivre de démonstration';
    const hash = hashNationalNumber('85073003328', pepper);
    expect(hash).to.have.length(32);
    expect(hash.equals(hashNationalNumber('85073003328', Buffer.from(pepper)))).to.equal(true);
    expect(hash.equals(hashNationalNumber('85073003328', `${pepper}!`))).to.equal(false);
    expect(hash.equals(hashNationalNumber('12031500244', pepper))).to.equal(false);
    expect(() => hashNationalNumber('85.07.30-033.28', pepper))
      .to.throw(RangeError)
      .with.property('message')
      .that.does.not.include('85');
    expect(() => hashNationalNumber('85073003328', 'court')).to.throw(RangeError);
  });

  it('makes no number for an impossible person', () => {
    expect(() => makeNationalNumber({ birthOn: '1985-02-31', sequence: 1 })).to.throw(RangeError);
    expect(() => makeNationalNumber({ birthOn: '1885-02-01', sequence: 1 })).to.throw(RangeError);
    expect(() => makeNationalNumber({ birthOn: '1985-02-01', sequence: 999 })).to.throw(RangeError);
  });

  it('is found in what is written freely, however it is separated; dates, references and telephone numbers are none', () => {
    fc.assert(
      fc.property(
        birthOn,
        sequence,
        fc.constantFrom('', '.', ' ', '-', '. ', '/'),
        fc.constantFrom('', 'vu sur la carte : ', 'classée le 20/11/2026, '),
        (day, number, between, before) => {
          const niss = makeNationalNumber({ birthOn: day, sequence: number });
          const text = `${before}${niss.replace(/^(..)(..)(..)(...)(..)$/, `$1${between}$2${between}$3${between}$4${between}$5`)}.`;
          expect(holdsNationalNumber(text)).to.equal(true);
          expect(hideNationalNumbers(text).replaceAll(/\D/g, '')).to.not.include(niss);
        },
      ),
    );
    for (const text of [
      'La présidente, au 081 00 00 00, le 23/11/2026',
      'au +32 471 23 45 67',
      'classée sous LUT-2026-3, le 20/11/2026',
      'BCE 0403.170.701',
      'HD-00042',
      '',
    ])
      expect(holdsNationalNumber(text), text).to.equal(false);
    expect(holdsNationalNumber('85.07.30-033.99'), 'with a slip').to.equal(true);
  });
});
