import { expect } from 'chai';
import fc from 'fast-check';
import { after, asTyped, bounds, inWords, readTyped, units, type Quantity, type Unit } from '../../domain/quantity.ts';

const valueOf = (text: string, unit: Unit): number | string => {
  const read = readTyped(text, unit);
  return read.ok ? read.value : read.why;
};
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const quantity: fc.Arbitrary<Quantity> = fc
  .constantFrom<Unit>(...units)
  .chain((unit) =>
    (unit === 'rate'
      ? fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 1_000_000)
      : fc.integer({ min: 0, max: bounds[unit][1] })
    ).map((value) => ({ value, unit })),
  );

describe('a quantity', () => {
  it('is written in the words of the rule', () => {
    const said = (value: number, unit: Unit): string => plain(inWords({ value, unit }));
    expect(said(1, 'days')).to.equal('1 jour');
    expect(said(10, 'working-days')).to.equal('10 jours ouvrables');
    expect(said(12, 'months')).to.equal('12 mois');
    expect(said(2, 'years')).to.equal('2 ans');
    expect(said(80, 'count')).to.equal('80');
    expect(said(123_456, 'cents')).to.equal('1 234,56 €');
    expect(said(0.0062, 'rate')).to.equal('0,62 %');
    expect(said(0.00696, 'rate')).to.equal('0,696 %');
  });

  it('is read as people type it, and refused when the unit has no such value', () => {
    expect(valueOf(' 45 ', 'days')).to.equal(45);
    expect(valueOf('45 jours', 'days')).to.equal(45);
    expect(valueOf('1 234,56 €', 'cents')).to.equal(123_456);
    expect(valueOf('€ 1.234,56', 'cents')).to.equal(123_456);
    expect(valueOf('45.9', 'cents')).to.equal(4_590);
    expect(valueOf('0,62', 'rate')).to.equal(0.0062);
    expect(valueOf('1,625 %', 'rate')).to.equal(0.01625);
    expect(valueOf('4,00', 'count')).to.equal(4);
    expect(valueOf('-3', 'days')).to.equal(-3);
    expect(readTyped('4.5', 'count')).to.deep.equal({ ok: false, why: 'not-whole', between: ['4', '5'] });
    expect(readTyped('1,234', 'count')).to.deep.equal({ ok: false, why: 'two-readings', readings: ['1 234', '1,234'] });
    for (const [text, unit] of [
      ['1,5', 'days'],
      ['', 'days'],
      ['45 mois', 'days'],
      ['quarante', 'days'],
      ['1,234', 'cents'],
      ['1e3', 'count'],
    ] as const)
      expect(valueOf(text, unit), text).to.be.a('string');
  });

  it('is the same after it was shown in its field and typed again', () => {
    fc.assert(
      fc.property(quantity, (given) => {
        expect(valueOf(asTyped(given), given.unit)).to.equal(given.value);
      }),
    );
  });

  it('is a delay in days, months or years, and nothing else is', () => {
    expect(after('2026-01-31', { value: 1, unit: 'months' })).to.equal('2026-02-28');
    expect(after('2026-12-24', { value: 1, unit: 'working-days' })).to.equal('2026-12-28');
    for (const unit of ['count', 'cents', 'rate'] as const)
      expect(() => after('2026-01-31', { value: 1, unit })).to.throw();
  });
});
