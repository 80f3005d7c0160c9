import { expect } from 'chai';
import { addPeriod, dayOf } from '../../domain/calendar.ts';
import type { Opinion, Opinions, Words } from '../../workflows/preparatory-process/contract.ts';
import { process } from '../../workflows/preparatory-process/process.ts';
import { isClosed, Refused, turnOf, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, { aside: ['withdraw'] });

const days = (value: number): { value: number; unit: 'days' } => ({ value, unit: 'days' });
const workingDays = (value: number): { value: number; unit: 'working-days' } => ({ value, unit: 'working-days' });
const parameters: Parameters = {
  'target': days(180),
  'first-contact': workingDays(10),
  'dates': days(14),
  'dates-reminder': days(5),
  'dates-answer': workingDays(5),
  'appointment-reminder': days(3),
  'report': workingDays(10),
  'opinion': workingDays(15),
  'declaration': workingDays(5),
  'complement': days(60),
  'complement-reminder': days(14),
  'improvement': days(180),
  'improvement-reminder': days(30),
  'asleep-reminder': days(180),
};
const start = Date.UTC(2027, 0, 11, 9);
const slot = { on: '2027-01-25', from: '09:30' };
const given = (premises: Opinion): { opinions: Opinions } => ({
  opinions: {
    project: 'favourable',
    premises,
    capacity: 'favourable',
    staff: 'favourable',
    viability: 'with-reserves',
  },
});

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const introduced = (kind: 'creche' | 'home' = 'creche'): State => walk.open('operator', 'introduce', { kind }, start);
const follower: Role = 'coordinator';
const after = (state: State, role: Role, action: string, facts: object = {}, at = start + day) =>
  walk.act(state, role, action, facts, at);
const proposed = (): State => after(introduced(), follower, 'propose-dates', { type: 'visit', slots: [slot] }).state;
const met = (): State => after(introduced(), follower, 'record-report', { type: 'visit', heldOn: '2027-01-12' }).state;

describe('a project of childcare', () => {
  it('is for the coordination of a crèche and for the agent conseil of a home, who propose a first appointment', () => {
    for (const [kind, role] of [
      ['creche', 'coordinator'],
      ['home', 'adviser'],
    ] as const) {
      const state = introduced(kind);
      expect(state.tasks.map((task) => [task.action, task.role, task.dueOn])).to.deep.equal([
        ['propose-dates', role, addPeriod(dayOf(start), { workingDays: 10 })],
      ]);
      expect(() => after(state, 'referent', 'propose-dates', { type: 'call', slots: [slot] })).to.throw(
        Refused,
        'wrong-role',
      );
    }
  });

  it('has its appointment on a date that the carrier chooses, or on another that ONE confirms', () => {
    const chosen = after(proposed(), 'operator', 'choose-date', slot, start + 2 * day).state;
    expect([chosen.status, chosen.data.type, chosen.data.appointmentAt]).to.deep.equal(['appointment', 'visit', slot]);
    const other = { on: '2027-01-28', from: '14:00' };
    const suggested = after(chosen, 'operator', 'suggest-dates', { slots: [other] }, start + 3 * day).state;
    expect([suggested.status, turnOf(process, suggested), suggested.data.appointmentAt]).to.deep.equal([
      'dates-suggested',
      'one',
      undefined,
    ]);
    const fixed = after(suggested, follower, 'confirm-appointment', { type: 'visit', ...other }, start + 4 * day).state;
    expect(fixed.data.appointmentAt).to.deep.equal(other);
  });

  it('tells both sides of the appointment before its day, and asks ONE for a report after it', () => {
    const chosen = after(proposed(), 'operator', 'choose-date', slot, start + 2 * day).state;
    const waited = walk.wait(chosen, start + 20 * day);
    expect(waited.passed.map(([act]) => act)).to.deep.equal(['remind-appointment', 'appointment-over']);
    expect(waited.state.tasks.map(({ action, role }) => [action, role])).to.deep.equal([['record-report', follower]]);
  });

  it('is ready with reserves, and not against an opinion: then the carrier improves it', () => {
    const reserves = after(met(), follower, 'give-opinion', given('with-reserves'), start + 2 * day);
    expect([reserves.state.status, reserves.effects]).to.deep.equal([
      'to-declare',
      ['letter-opinion', 'notify-operator'],
    ]);
    const against = after(met(), follower, 'give-opinion', given('unfavourable'), start + 2 * day).state;
    expect([against.status, turnOf(process, against)]).to.deep.equal(['to-improve', 'operator']);
    expect(() => after(against, follower, 'declare-ready')).to.throw(Refused);
    const ready = after(reserves.state, follower, 'declare-ready', {}, start + 3 * day);
    expect([ready.state.status, ready.effects]).to.deep.equal(['ready', ['letter-ready', 'notify-operator']]);
    const improved = after(against, 'operator', 'improve', {}, start + 30 * day).state;
    expect(improved.status).to.equal('opinion');
  });

  it('is reminded of and then put to sleep by silence, never refused, and woken by its carrier where it was', () => {
    const silent = walk.wait(proposed(), start + 40 * day);
    expect(silent.passed.map(([act]) => act)).to.deep.equal(['remind', 'dates-missed']);
    expect([silent.state.status, silent.state.data.asleepBy, isClosed(process, silent.state.status)]).to.deep.equal([
      'asleep',
      'silence',
      false,
    ]);
    expect(after(silent.state, 'operator', 'wake', {}, start + 50 * day).state.status).to.equal('to-meet');
    const paused = after(met(), 'operator', 'pause', {}, start + 2 * day).state;
    expect(walk.wait(paused, start + 900 * day).passed.map(([act]) => act)).to.deep.equal(['remind-asleep']);
    expect(after(paused, 'operator', 'wake', {}, start + 900 * day).state.status).to.equal('opinion');
  });

  it('comes back where it was after a complement', () => {
    const asked = after(introduced(), follower, 'ask-complement').state;
    expect(after(asked, 'operator', 'give-complement').state.status).to.equal('to-meet');
    const later = after(met(), follower, 'ask-complement').state;
    expect(after(later, 'operator', 'give-complement').state.status).to.equal('opinion');
  });
});
