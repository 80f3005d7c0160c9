import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkConsultations,
  hoursOf,
  isValidOn,
  worthOf,
  type AskedCollaboration,
  type Consultation,
} from '../../domain/consultations/consultation.ts';
import { centsOf } from '../../domain/traced.ts';

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
const simon: AskedCollaboration = { id: 'simon', waits: true, from: '2026-09-15', until: '2026-09-30', valid: [], kilometres: 31 };
const rules = {
  month: '2026-09',
  today: '2026-11-23',
  isClosed: (day: string) => day === '2026-09-21',
  collaborations: new Map([claes, simon].map((one) => [one.id, one])),
};
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
    expect(told(consultation({}), consultation({ id: 'b', from: at(15, 30), to: at(16) }))).to.deep.equal([]);
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
