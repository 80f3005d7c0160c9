import { expect } from 'chai';
import { addMonths, addPeriod, dayOf, startOfDay } from '../../domain/calendar.ts';
import type { Words } from '../../workflows/pre-request/contract.ts';
import { process } from '../../workflows/pre-request/process.ts';
import { isClosed, Refused, turnOf, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, { aside: ['withdraw', 'found-elsewhere', 'expire'] });

const days = (value: number) => ({ value, unit: 'days' }) as const;
const parameters: Parameters = {
  'target': days(30),
  'answer': days(30),
  'answer-reminder': days(10),
  'reply': days(14),
  'reply-reminder': days(4),
  'offer-reminder': days(3),
  'expiry': { value: 3, unit: 'months' },
  'expiry-reminder': days(14),
};
const start = Date.UTC(2026, 10, 23, 9);

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const introduced = (month = '2027-09'): State =>
  walk.open('procedure', 'introduce', { childminder: false, month }, start);
const after = (state: State, role: Role, action: string, facts: object = {}, at = start + day) =>
  walk.act(state, role, action, facts, at);
const offer = { from: '2027-09-01', replyBy: '2026-12-20' };
const offered = (): State => after(introduced(), 'operator', 'offer-place', offer).state;
const acts = (passed: readonly (readonly unknown[])[]): unknown[] => passed.map(([act]) => act);

describe('a pre-request', () => {
  it('waits for the place, which is reminded; then the family hears of the delay, and the place may still answer', () => {
    const state = introduced();
    expect([turnOf(process, state), state.tasks.map((task) => [task.action, task.dueOn])]).to.deep.equal([
      'operator',
      [['offer-place', addPeriod(dayOf(start), { days: 30 })]],
    ]);
    const late = walk.wait(state, start + 40 * day);
    expect(acts(late.passed)).to.deep.equal(['remind-answer', 'answer-missed']);
    expect(late.state.status).to.equal('unanswered');
    expect(after(late.state, 'operator', 'put-on-list', {}, start + 41 * day).state.status).to.equal('on-list');
  });

  it('is refused with one of two motives', () => {
    const { state, effects } = after(introduced(), 'operator', 'refuse', { motive: 'no-place' });
    expect([state.data.motive, effects, isClosed(process, state.status)]).to.deep.equal([
      'no-place',
      ['tell-family'],
      true,
    ]);
  });

  it('is confirmed by the family until the last day of the offer, and its other pre-requests are withdrawn', () => {
    const { state, effects } = after(
      offered(),
      'procedure',
      'confirm-place',
      {},
      startOfDay('2026-12-20') + 20 * 3_600_000,
    );
    expect([state.status, effects]).to.deep.equal(['confirmed', ['notify-operator', 'withdraw-others']]);
    expect(() => after(offered(), 'procedure', 'confirm-place', {}, startOfDay('2026-12-21'))).to.throw(Refused);
    expect(walk.wait(state, startOfDay('2027-09-01') + 1).state.status).to.equal('placed');
  });

  it('lets an offer lapse by the clock, after a reminder to the family', () => {
    const { passed, state } = walk.wait(offered(), startOfDay('2026-12-21') + 1);
    expect(acts(passed)).to.deep.equal(['remind-offer', 'offer-missed']);
    expect(state.status).to.equal('offer-lapsed');
  });

  it('gives another offer a day of its own', () => {
    const changed = after(offered(), 'operator', 'change-offer', { from: '2027-10-01', replyBy: '2027-01-15' }).state;
    expect(changed.data.offer).to.deep.equal({ from: '2027-10-01', replyBy: '2027-01-15' });
    expect(walk.wait(changed, startOfDay('2026-12-25')).state.status).to.equal('offered');
  });

  it('comes back to the place when a question stays without an answer', () => {
    const asked = after(introduced(), 'operator', 'ask-question').state;
    const { passed, state } = walk.wait(asked, start + 20 * day);
    expect(acts(passed)).to.deep.equal(['remind-question', 'question-missed']);
    expect(state.status).to.equal('to-answer');
  });

  it('expires three months after the wished month began, after a word to the family', () => {
    const listed = after(introduced(), 'operator', 'put-on-list').state;
    const { passed, state } = walk.wait(listed, startOfDay(addMonths('2027-09-01', 3)) + 2 * day);
    expect(acts(passed)).to.deep.equal(['remind-expiry', 'expire']);
    expect(isClosed(process, state.status)).to.equal(true);
  });

  it('may be withdrawn by the family, lapses with its place, and tells the family of it', () => {
    for (const state of [introduced(), offered()])
      expect(after(state, 'procedure', 'withdraw').state.status).to.equal('withdrawn');
    const { state, effects } = after(offered(), 'procedure', 'lapse');
    expect([state.status, effects]).to.deep.equal(['place-closed', ['tell-family', 'notify-operator']]);
  });

  it('is nobody’s at ONE to decide', () => {
    for (const role of ['coordinator', 'adviser', 'supervisor'] as const)
      expect(() => after(introduced(), role, 'offer-place', offer)).to.throw(Refused);
  });
});
