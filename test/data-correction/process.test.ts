import { expect } from 'chai';
import { addPeriod, dayOf } from '../../domain/calendar.ts';
import { facilityFields, kinds, type Desk, type Words } from '../../workflows/data-correction/contract.ts';
import { process } from '../../workflows/data-correction/process.ts';
import { deskOf } from '../../workflows/data-correction/whose.ts';
import { isClosed, Refused, turnOf, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, { aside: ['withdraw', 'hand-on'] });

const parameters: Parameters = {
  'target': { value: 15, unit: 'working-days' },
  'decision': { value: 10, unit: 'working-days' },
  'complement': { value: 30, unit: 'days' },
  'complement-reminder': { value: 7, unit: 'days' },
};
const start = Date.UTC(2026, 10, 18, 9);

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const ask = (desk: Desk = 'referent'): State => walk.open('operator', 'ask', { kind: 'facility-name', desk }, start);
const after = (state: State, role: Role, action: string, facts: object = {}, at = start + day) =>
  walk.act(state, role, action, facts, at);

describe('a correction of a datum', () => {
  it('waits ten working days at most for the one whose datum it is, and for nobody else', () => {
    for (const desk of ['helpdesk', 'referent', 'aes-referent'] as const) {
      const state = ask(desk);
      expect(turnOf(process, state)).to.equal('one');
      expect(state.tasks.map((task) => [task.action, task.role, task.dueOn])).to.deep.equal([
        ['accept', desk, addPeriod(dayOf(start), { workingDays: 10 })],
      ]);
      expect(() => after(state, 'coordinator', 'accept')).to.throw(Refused, 'wrong-role');
    }
  });

  it('is carried out when it is accepted, and its operator is told', () => {
    const { state, effects } = after(ask(), 'referent', 'accept');
    expect([state.status, effects]).to.deep.equal(['accepted', ['apply-correction', 'notify-operator']]);
  });

  it('changes nothing when it is refused, withdrawn, or loses its object', () => {
    const ends: [Role, string, object][] = [
      ['referent', 'refuse', { motive: 'proof' }],
      ['operator', 'withdraw', {}],
      ['helpdesk', 'cancel', {}],
      ['procedure', 'lapse', {}],
    ];
    for (const [role, action, facts] of ends) {
      const { state, effects } = after(ask(), role, action, facts);
      expect(isClosed(process, state.status)).to.equal(true);
      expect(effects).not.to.include('apply-correction');
    }
  });

  it('goes on in other hands, with a delay of its own', () => {
    const { state } = after(ask('helpdesk'), 'helpdesk', 'hand-on', { desk: 'referent' }, start + 3 * day);
    expect(state.tasks.map(({ role, dueOn }) => [role, dueOn])).to.deep.equal([
      ['referent', addPeriod(dayOf(start + 3 * day), { workingDays: 10 })],
    ]);
  });

  it('is closed by the clock when the complement does not come, after a reminder', () => {
    const asked = after(ask(), 'referent', 'ask-complement').state;
    const [, missedAt] = asked.deadlines.map(({ at }) => at).sort((a, b) => a - b);
    const reminded = walk.wait(asked, missedAt!);
    expect(reminded.passed.map(([act]) => act)).to.deep.equal(['remind']);
    expect(walk.wait(reminded.state, missedAt! + 1).state.status).to.equal('closed-without-follow-up');
  });

  it('is of somebody for every datum: what a person is goes to the helpdesk, after school to its own referent', () => {
    for (const kind of kinds) {
      const ofPlace = (facilityFields as readonly string[]).includes(kind);
      expect(deskOf(kind)).to.equal(ofPlace ? 'referent' : 'helpdesk');
      expect(deskOf(kind, { home: false, afterSchool: true })).to.equal('aes-referent');
    }
    expect(deskOf('facility-name', { home: true, afterSchool: false })).to.equal('helpdesk');
    expect(deskOf('facility-type', { home: true, afterSchool: false })).to.equal('referent');
  });
});
