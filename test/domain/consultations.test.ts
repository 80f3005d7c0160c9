import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkConsultations,
  hoursOf,
  isValidOn,
  worthOf,
  type AskedCollaboration,
  type Consultation,
  type DraftConsultation,
} from '../../domain/consultations/consultation.ts';
import { addDays } from '../../domain/calendar.ts';
import { lookAtMonth } from '../../domain/consultations/month.ts';
import { again, centsOf } from '../../domain/traced.ts';

const at = (hour: number, minute = 0): number => hour * 60 + minute;
const claes: AskedCollaboration = {
  id: 'claes',
  waits: false,
  from: '2025-02-01',
  until: null,
  valid: [
    { from: '2025-02-10', until: '2026-09-20' },
    { from: '2026-10-01', until: null },
  ],
  kilometres: 22,
};
const simon: AskedCollaboration = {
  id: 'simon',
  waits: true,
  from: '2026-09-15',
  until: '2026-09-30',
  valid: [],
  kilometres: 31,
};
const rules = {
  month: '2026-09',
  today: '2026-11-23',
  isClosed: (day: string) => day === '2026-09-21',
  collaborations: new Map([claes, simon].map((one) => [one.id, one])),
};
const monthRules = { ...rules, tariffOn: () => ({ from: '2026-01-01', hourly: 38.4, kilometre: 0.4327 }) };
const month = (all: readonly DraftConsultation[]) => lookAtMonth(all, monthRules);
const consultation = (given: Partial<Consultation>): Consultation => ({
  id: 'a',
  on: '2026-09-03',
  from: at(13, 30),
  to: at(15, 30),
  collaboration: 'claes',
  ...given,
});
const told = (...all: Consultation[]) => checkConsultations(all, rules).map(({ id, field, code }) => [id, field, code]);

describe('a consultation', () => {
  it('is worth its hours and its way, at the tariffs of its day', () => {
    const worth = (given: Partial<Consultation>) => {
      const { fees, travel } = worthOf(consultation(given), 22, { hourly: 38.4, kilometre: 0.4327 });
      return [centsOf(fees), centsOf(travel)];
    };
    expect(worth({})).to.deep.equal([7_680, 952]);
    expect(worth({ from: at(9), to: at(11, 20) })).to.deep.equal([8_640, 952]);
  });

  it('counts to the nearest quarter of an hour', () => {
    for (const [minutes, hours] of [
      [7, 0],
      [8, 0.25],
      [120, 2],
      [140, 2.25],
      [143, 2.5],
    ] as const)
      expect(hoursOf({ from: at(9), to: at(9) + minutes }), String(minutes)).to.equal(hours);
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), (from, length) => {
        const hours = hoursOf({ from, to: from + length });
        expect(Math.abs(hours * 60 - length)).to.be.at.most(7.5);
        expect(hours * 4).to.satisfy(Number.isInteger);
      }),
    );
  });

  it('is refused where it cannot have been, on the field', () => {
    expect(told(consultation({}))).to.deep.equal([]);
    expect(told(consultation({ on: '2026-10-01' }))).to.deep.equal([['a', 'on', 'outside-month']]);
    expect(told(consultation({ on: '2026-09-21' }))).to.deep.equal([['a', 'on', 'closed-day']]);
    expect(told(consultation({ to: at(13) }))).to.deep.equal([['a', 'to', 'departure-before-arrival']]);
    expect(told(consultation({ to: at(18) }))).to.deep.equal([['a', 'to', 'long']]);
    expect(told(consultation({ collaboration: 'simon' }))).to.deep.equal([['a', 'collaboration', 'no-collaboration']]);
    expect(told(consultation({ collaboration: 'nobody' }))).to.deep.equal([['a', 'collaboration', 'no-collaboration']]);
    expect(told(consultation({}), consultation({ id: 'b', from: at(15), to: at(16) }))).to.deep.equal([
      ['b', 'from', 'same-doctor-twice'],
    ]);
    expect(
      told(consultation({}), consultation({ id: 'b', from: at(15, 30), to: at(16) })),
      'the way twice',
    ).to.deep.equal([['b', 'on', 'same-day']]);
    expect(
      told(consultation({}), consultation({ id: 'b', on: '2026-09-04' })),
      'nothing strange on another day',
    ).to.deep.equal([]);
  });

  it('waits for a doctor whom ONE has not decided on, and is refused for one who is not validated that day', () => {
    expect(told(consultation({ on: '2026-09-17', collaboration: 'simon' }))).to.deep.equal([]);
    expect(told(consultation({ on: '2026-09-22' }))).to.deep.equal([['a', 'collaboration', 'not-validated']]);
    expect(told(consultation({ on: '2026-09-22', to: at(18) }))).to.deep.equal([
      ['a', 'to', 'long'],
      ['a', 'collaboration', 'not-validated'],
    ]);
    const { lines, ready, waiting, faulty } = month([
      consultation({}),
      consultation({ id: 'b', on: '2026-09-17', collaboration: 'simon' }),
      consultation({ id: 'c', on: '2026-09-22' }),
    ]);
    expect(lines.map(({ standing }) => standing)).to.deep.equal(['ready', 'waiting', 'faulty']);
    expect([ready.fees, waiting.travel, faulty]).to.deep.equal([7_680, 1_341, 1]);
  });

  it('says of every line that is not whole what is missing, and counts nothing twice', () => {
    const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });
    const anyLine = fc.record({
      on: some(fc.integer({ min: 1, max: 40 }).map((day) => addDays('2026-08-30', day))),
      from: some(fc.integer({ min: 0, max: 1439 })),
      to: some(fc.integer({ min: 0, max: 1439 })),
      collaboration: some(fc.constantFrom('claes', 'simon', 'nobody')),
    });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (drawn) => {
        const all = drawn.map((line, index): DraftConsultation => ({ ...line, id: String(index) }));
        const { lines, signed, ready, waiting, faulty } = month(all);
        for (const { line, standing, points, worth } of lines) {
          const isWhole = Object.values(line).every((value) => value !== null);
          if (!isWhole) expect(points.map(({ code }) => code)).to.include('missing');
          if (standing === 'ready')
            expect(isValidOn(rules.collaborations.get(line.collaboration!), line.on!)).to.equal(true);
          if (standing !== 'faulty') expect(worth).to.not.equal(undefined);
          for (const amount of worth ? [worth.fees, worth.travel] : [])
            expect(again(amount).equals(amount.value)).to.equal(true);
        }
        expect(signed.consultations + ready.consultations + waiting.consultations + faulty).to.equal(all.length);
        // What is ready is ready in whatever order it was written down: of two at once, the first one stays.
        expect(
          month([...all, ...all.map((line) => ({ ...line, id: `${line.id} again` }))]).ready.consultations,
        ).to.equal(ready.consultations);
      }),
    );
  });

  it('is worth what it was signed for, whatever has become of the doctor', () => {
    const one = consultation({ on: '2026-09-22' });
    const tariff = { hourly: 30, kilometre: 0.3 };
    const worth = { ...worthOf(one, 10, tariff), tariff, kilometres: 10 };
    const { lines, signed, faulty } = lookAtMonth([one], monthRules, new Map([['a', worth]]));
    expect([lines[0]!.standing, signed.fees, signed.travel, faulty]).to.deep.equal(['signed', 6_000, 300, 0]);
  });

  it('is paid for doctors who were validated that day', () => {
    for (const [collaboration, day, valid] of [
      [claes, '2026-09-20', true],
      [claes, '2026-09-21', false],
      [claes, '2026-10-01', true],
      [claes, '2025-02-05', false],
      [simon, '2026-09-17', false],
      [undefined, '2026-09-17', false],
    ] as const)
      expect(isValidOn(collaboration, day), `${collaboration?.id ?? ''} ${day}`).to.equal(valid);
  });
});
