import { expect } from 'chai';
import { addPeriod, dayOf } from '../../domain/calendar.ts';
import type { Motive, Words } from '../../workflows/photo-validation/contract.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import { isClosed, Refused, turnOf, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, { aside: ['withdraw'] });

const parameters: Parameters = {
  'target': { value: 10, unit: 'working-days' },
  'validation': { value: 10, unit: 'working-days' },
  'another': { value: 30, unit: 'days' },
  'another-reminder': { value: 7, unit: 'days' },
};
const start = Date.UTC(2026, 10, 18, 9);

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const propose = (childminder = false): State =>
  walk.open('operator', 'propose', { kind: 'photo-1', childminder }, start);
const after = (state: State, role: Role, action: string, facts: object = {}, at = start + day) =>
  walk.act(state, role, action, facts, at);
const motive: Motive = 'recognisable-children';
const published = (): State => after(propose(), 'coordinator', 'accept').state;

describe('a photo of a facility', () => {
  it('waits ten working days at most for the adviser of a childminder, for the coordinator of a crèche', () => {
    for (const [childminder, role] of [
      [true, 'adviser'],
      [false, 'coordinator'],
    ] as const) {
      const state = propose(childminder);
      expect(turnOf(process, state)).to.equal('one');
      expect(state.tasks.map((task) => [task.action, task.role, task.dueOn])).to.deep.equal([
        ['accept', role, addPeriod(dayOf(start), { workingDays: 10 })],
      ]);
    }
  });

  it('is shown to parents once ONE has accepted it, and then waits for nobody', () => {
    const { state, effects } = after(propose(), 'coordinator', 'accept');
    expect([state.status, effects]).to.deep.equal(['published', ['publish-photo', 'notify-operator']]);
    expect([turnOf(process, state), state.tasks, state.deadlines]).to.deep.equal(['nobody', [], []]);
  });

  it('is refused with a motive, and its place is free again', () => {
    const { state, effects } = after(propose(), 'coordinator', 'refuse', { motive });
    expect([state.data.motive, effects]).to.deep.equal([motive, ['notify-operator']]);
    expect(isClosed(process, state.status)).to.equal(true);
  });

  it('gives way to another when ONE asks for one, and goes back to ONE with a delay of its own', () => {
    const asked = after(propose(), 'coordinator', 'ask-another', { motive }).state;
    expect([turnOf(process, asked), asked.data.motive]).to.deep.equal(['operator', motive]);
    const sent = after(asked, 'operator', 'give-another', {}, start + 5 * day).state;
    expect([sent.status, sent.data.motive, sent.tasks[0]?.dueOn]).to.deep.equal([
      'validation',
      undefined,
      addPeriod(dayOf(start + 5 * day), { workingDays: 10 }),
    ]);
  });

  it('is closed by the clock when the other photo does not come, after a reminder', () => {
    const asked = after(propose(), 'coordinator', 'ask-another', { motive }).state;
    const [, missedAt] = asked.deadlines.map(({ at }) => at).sort((a, b) => a - b);
    const reminded = walk.wait(asked, missedAt!);
    expect(reminded.passed.map(([act]) => act)).to.deep.equal(['remind-another']);
    expect(reminded.state.status).to.equal('another-asked');
    const closed = walk.wait(reminded.state, missedAt! + 1);
    expect(closed.passed.map(([act]) => act)).to.deep.equal(['another-missed']);
    expect(closed.state.status).to.equal('closed-without-follow-up');
  });

  it('may be taken back by the operator at any moment, and then leaves the public place', () => {
    const asked = after(propose(), 'coordinator', 'ask-another', { motive }).state;
    for (const state of [propose(), asked]) {
      const { state: withdrawn, effects } = after(state, 'operator', 'withdraw');
      expect([withdrawn.status, effects]).to.deep.equal(['withdrawn', ['notify-agents']]);
    }
    expect(after(published(), 'operator', 'withdraw').effects).to.deep.equal(['take-down-photo']);
  });

  it('leaves the public place when ONE removes it, the helpdesk cancels it, or the activity of the facility ends', () => {
    const ends: [Role, string, object][] = [
      ['adviser', 'remove', { motive }],
      ['helpdesk', 'cancel', {}],
      ['procedure', 'lapse', {}],
    ];
    for (const [role, action, facts] of ends) {
      const { state, effects } = after(published(), role, action, facts);
      expect(isClosed(process, state.status)).to.equal(true);
      expect(effects).to.include.members(['take-down-photo', 'notify-operator']);
    }
    expect(after(propose(), 'procedure', 'lapse').effects).not.to.include('take-down-photo');
  });

  it('is accepted by no operator, and by nobody while another one is asked for', () => {
    expect(() => after(propose(), 'operator', 'accept')).to.throw(Refused, 'wrong-role');
    const asked = after(propose(), 'coordinator', 'ask-another', { motive }).state;
    expect(() => after(asked, 'coordinator', 'accept')).to.throw(Refused, 'not-available');
  });
});
