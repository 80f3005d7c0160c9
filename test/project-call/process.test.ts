import { expect } from 'chai';
import fc from 'fast-check';
import { endOfDay } from '../../domain/calendar.ts';
import type { Words } from '../../workflows/project-call/contract.ts';
import { process } from '../../workflows/project-call/process.ts';
import { isClosed, Refused, turnOf, type Parameters } from '../../workflows/procedure.ts';
import { describeTable, start as beginning } from '../support/describe-table.ts';
import { day, minute } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

const facts = { call: '00000000-0000-4000-8000-000000000001', closesOn: '2027-03-31', places: 14 };
describeTable(process, {
  aside: ['withdraw'],
  beginnings: fc.constant({ action: 'deposit', facts, role: 'operator', at: beginning }),
});

const parameters: Parameters = {
  target: { value: 6, unit: 'months' },
  examination: { value: 60, unit: 'days' },
};
const start = Date.UTC(2027, 2, 1, 9);
const closing = endOfDay(facts.closesOn);

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const deposited = (): State => walk.open('operator', 'deposit', facts, start);
const closed = (): State => walk.wait(deposited(), closing + 1).state;

describe('a file for a call', () => {
  it('waits for the closing, and is replaced until then', () => {
    const state = deposited();
    expect([turnOf(process, state), state.tasks]).to.deep.equal(['nobody', []]);
    const again = walk.act(state, 'operator', 'deposit-again', { places: 21 }, closing - minute);
    expect([again.state.status, again.state.data.places, again.effects]).to.deep.equal(['deposited', 21, ['receipt']]);
    expect(() => walk.act(state, 'operator', 'deposit-again', { places: 21 }, closing)).to.throw(Refused);
  });

  it('is examined once the call is closed, by the head of the administration of its place', () => {
    const state = closed();
    expect([state.status, state.tasks.map(({ action, role }) => [action, role])]).to.deep.equal([
      'examination',
      [['give-opinion', 'asr-manager']],
    ]);
    expect(() =>
      walk.act(deposited(), 'asr-manager', 'give-opinion', { complete: true, selected: true }, start + day),
    ).to.throw(Refused);
  });

  it('tells nobody of an opinion, which may be corrected until the results are published', () => {
    const given = walk.act(closed(), 'asr-manager', 'give-opinion', { complete: true, selected: true }, closing + day);
    expect([given.state.status, given.effects]).to.deep.equal(['examined', []]);
    const corrected = walk.act(
      given.state,
      'asr-manager',
      'give-opinion',
      { complete: false, selected: false },
      closing + 2 * day,
    ).state;
    const told = walk.act(corrected, 'procedure', 'publish-result', {}, closing + 3 * day);
    expect([told.state.status, told.effects]).to.deep.equal(['not-selected', ['notify-operator']]);
    expect(walk.act(given.state, 'procedure', 'publish-result', {}, closing + 3 * day).state.status).to.equal(
      'selected',
    );
  });

  it('is withdrawn by the operator at any moment before its result', () => {
    for (const state of [deposited(), closed()])
      expect(isClosed(process, walk.act(state, 'operator', 'withdraw', {}, closing + day).state.status)).to.equal(true);
  });
});
