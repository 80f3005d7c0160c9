import { expect } from 'chai';
import fc from 'fast-check';
import { calculate, totals, type Declared, type Rules } from '../../domain/subsidy/calculate.ts';
import { normOf } from '../../domain/subsidy/norms.ts';
import { again, centsOf, inCents, keep, product, given, read, type Traced } from '../../domain/traced.ts';

/** The second quarter of 2026 of the crèche of the pictures. */
const rules: Rules = {
  quarter: '2026-2',
  places: 28,
  lumpSums: { version: '2026-2.private.1', euros: { direction: 14_850, pms: 13_920, childcare: 11_640 } },
  reducedFee: 1.5561,
  clerk: 12.4,
  premises: 40.3,
  hourly: () => 38.4,
  kilometre: () => 0.4327,
  on: '2026-06-30',
};
const session = (id: string, on: string, hours: number, valid = true) => ({
  id,
  on,
  hours,
  kilometres: 24,
  valid,
  sent: true,
});
const declared: Declared = {
  fullTimes: { direction: 1, pms: 0.7, childcare: 4.3 },
  attendance: { days: 1_442, halfDays: 96 },
  consultations: [
    session('a', '2026-04-07', 1.5),
    session('b', '2026-04-21', 1.75),
    session('c', '2026-05-12', 1.75),
    session('d', '2026-06-02', 1.75),
    session('e', '2026-06-16', 2, false),
  ],
  clerkSessions: 5,
  premisesSessions: 5,
  costs: {
    'supplies': [5_000, 3_645],
    'social-travel': [],
    'education-sessions': [],
    'parent-sessions': [],
    'doctor-training': [],
  },
};

describe('the subsidy of a quarter', () => {
  const result = calculate(declared, rules);
  const line = (code: string) => {
    const { declared: asked, retained, reason } = result.lines.find((one) => one.code === code)!;
    return [centsOf(asked), centsOf(retained), reason];
  };

  it('keeps staff within the norm of the places', () => {
    expect(line('direction')).to.deep.equal([1_485_000, 1_485_000, 'as-declared']);
    expect(line('pms')).to.deep.equal([974_400, 696_000, 'norm']);
    expect(line('childcare')).to.deep.equal([5_005_200, 4_656_000, 'norm']);
  });

  it('keeps the consultations of doctors who were validated on their day, and what follows from them', () => {
    expect(line('fees')).to.deep.equal([33_600, 25_920, 'doctor-not-valid']);
    expect(line('travel')).to.deep.equal([5 * 1_038, 4 * 1_038, 'follows']);
    expect(line('clerk')).to.deep.equal([6_200, 4_960, 'follows']);
    expect(line('premises')).to.deep.equal([20_150, 16_120, 'follows']);
    expect(line('supplies')).to.deep.equal([8_645, 8_645, 'as-declared']);
  });

  it('takes an amount that an agent has changed, with its reason', () => {
    const changed = calculate(declared, rules, [{ line: 'supplies', cents: 5_000, reason: 'no-supporting-document' }]);
    const supplies = changed.lines.find(({ code }) => code === 'supplies')!;
    expect([centsOf(supplies.declared), centsOf(supplies.retained), supplies.reason]).to.deep.equal([
      8_645,
      5_000,
      'no-supporting-document',
    ]);
    expect(totals(changed).retained).to.equal(totals(result).retained - 3_645);
  });

  it('rounds half away from zero, once, without the faults of binary fractions', () => {
    const of = (quantity: number, euros: number) =>
      centsOf(
        inCents(
          'x',
          product('x', 'euros', [
            given('q', quantity, 'count', { kind: 'declared' }),
            given('e', euros, 'euros', { kind: 'declared' }),
          ]),
        ),
      );
    expect(of(1, 1.005)).to.equal(101);
    expect(of(-1, 1.005)).to.equal(-101);
    expect(of(22, 0.4327)).to.equal(952);
    expect(of(2.25, 38.4)).to.equal(8_640);
  });

  it('has norms that never fall as places are added', () => {
    for (const group of ['pms', 'childcare'] as const)
      for (let places = 1; places <= 200; places += 1)
        expect(normOf(group, places), `${group} ${String(places)}`).to.be.at.least(normOf(group, places - 1));
    expect([13, 14, 21, 28, 41, 42].map((places) => normOf('childcare', places))).to.deep.equal([0, 2.5, 3, 4, 5.5, 6]);
    expect([20, 21, 42, 55, 56].map((places) => normOf('pms', places))).to.deep.equal([0, 0.5, 1, 1, 1.5]);
  });

  const anything = fc.record({
    fullTimes: fc.record({
      direction: hundredths(300),
      pms: hundredths(500),
      childcare: hundredths(2_000),
    }),
    attendance: fc.record({ days: fc.nat(20_000), halfDays: fc.nat(5_000) }),
    consultations: fc.array(
      fc.record({
        id: fc.uuid(),
        on: fc.constantFrom('2026-04-07', '2026-05-12', '2026-06-16'),
        hours: fc.nat(16).map((quarters) => quarters / 4),
        kilometres: fc.nat(200),
        valid: fc.boolean(),
        sent: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    clerkSessions: fc.nat(15),
    premisesSessions: fc.nat(15),
    costs: fc.record({
      'supplies': amounts(),
      'social-travel': amounts(),
      'education-sessions': amounts(),
      'parent-sessions': amounts(),
      'doctor-training': amounts(),
    }),
  });

  it('a revision by the same table changes nothing; by another, the lines of the staff alone, and the total by as much', () => {
    const shown = (all: ReturnType<typeof calculate>): Map<string, number> =>
      new Map(all.lines.map(({ code, retained }) => [code, centsOf(retained)]));
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 30_000 }), (asked, euros) => {
        const before = calculate(asked, rules);
        expect(calculate(asked, rules)).to.deep.equal(before);
        const lumpSums = { version: '2026-2.private.2', euros: { ...rules.lumpSums.euros, childcare: euros } };
        const after = calculate(asked, { ...rules, lumpSums });
        const [was, is] = [shown(before), shown(after)];
        expect([...is].filter(([code, cents]) => was.get(code) !== cents).map(([code]) => code)).to.satisfy(
          (codes: string[]) => codes.every((code) => code === 'childcare'),
        );
        expect(totals(after).retained - totals(before).retained).to.equal(is.get('childcare')! - was.get('childcare')!);
      }),
    );
  });

  it('a change by hand made twice is made once, and moves the total by its own difference', () => {
    fc.assert(
      fc.property(anything, fc.nat(500_000), (asked, cents) => {
        const change = { line: 'supplies', cents, reason: 'other' } as const;
        const once = calculate(asked, rules, [change]);
        expect(calculate(asked, rules, [change, change])).to.deep.equal(once);
        const supplies = centsOf(calculate(asked, rules).lines.find(({ code }) => code === 'supplies')!.retained);
        expect(totals(once).retained - totals(calculate(asked, rules)).retained).to.equal(cents - supplies);
      }),
    );
  });

  it('adds up to its lines, keeps no more than was declared, and leads again to the same values', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 14, max: 120 }), (asked, places) => {
        const { lines, ...all } = calculate(asked, { ...rules, places });
        expect(centsOf(all.retained)).to.equal(lines.reduce((total, one) => total + centsOf(one.retained), 0));
        for (const one of lines) {
          expect(centsOf(one.retained)).to.be.within(0, centsOf(one.declared));
          expect(one.reason === 'as-declared').to.equal(centsOf(one.retained) === centsOf(one.declared));
          for (const traced of [one.declared, one.retained]) {
            expect(again(traced).eq(traced.value)).to.equal(true);
            expect(roundings(traced), 'rounded once on each way').to.be.at.most(1);
            expect(keep(read(keep(traced)))).to.deep.equal(keep(traced));
          }
        }
      }),
    );
  });

  it('never falls when more is declared, or the doctor turns out to be validated', () => {
    fc.assert(
      fc.property(anything, hundredths(100), (asked, more) => {
        const before = totals(calculate(asked, rules)).retained;
        const fullTimes = { ...asked.fullTimes, childcare: (asked.fullTimes.childcare * 100 + more * 100) / 100 };
        const valid = asked.consultations.map((one) => ({ ...one, valid: true, sent: true }));
        expect(totals(calculate({ ...asked, fullTimes }, rules)).retained).to.be.at.least(before);
        expect(totals(calculate({ ...asked, consultations: valid }, rules)).retained).to.be.at.least(before);
      }),
    );
  });
});

function hundredths(most: number): fc.Arbitrary<number> {
  return fc.nat(most).map((value) => value / 100);
}
function amounts(): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(500_000), { maxLength: 5 });
}
/** On the way to one given value. */
function roundings({ how }: Traced): number {
  if (how.by === 'given') return 0;
  return (how.by === 'rounding' ? 1 : 0) + Math.max(0, ...how.of.map(roundings));
}
