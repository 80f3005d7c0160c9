import { expect } from 'chai';
import { addPeriod, dayOf } from '../../domain/calendar.ts';
import type { Words } from '../../workflows/training-recognition/contract.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { isClosed, Refused, turnOf, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, { aside: ['withdraw'] });

const parameters: Parameters = {
  'target': { value: 180, unit: 'days' },
  'qualification': { value: 30, unit: 'days' },
  'information': { value: 30, unit: 'days' },
  'information-reminder': { value: 7, unit: 'days' },
};
const start = Date.UTC(2026, 10, 18, 9);

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const line = { hours: 6, fromOn: '2026-09-12', toOn: '2026-09-12', organisationId: null, moduleId: null };
const submit = (facts: object = { kind: 'module', ...line }): State => walk.open('operator', 'submit', facts, start);
const after = (state: State, role: Role, action: string, facts: object = {}, at = start + day): State =>
  walk.act(state, role, action, facts, at).state;

describe('a module that a person has followed', () => {
  it('waits at ONE on its own clock, and puts no task in the inbox', () => {
    const state = submit();
    expect([state.status, turnOf(process, state), state.tasks]).to.deep.equal(['waiting', 'one', []]);
    expect(after(state, 'procedure', 'recognise', {}, start + 5 * day).clocks.one).to.equal(5 * day);
  });

  it('is recognised or refused alike by the referent and by the decision on its group, by nobody else', () => {
    for (const role of ['aes-referent', 'procedure'] as const) {
      expect(after(submit(), role, 'recognise').status).to.equal('recognised');
      expect(after(submit(), role, 'refuse', { motive: 'outside-programme' }).data.motive).to.equal(
        'outside-programme',
      );
    }
    for (const role of ['operator', 'referent', 'supervisor', 'helpdesk'] as const)
      expect(() => after(submit(), role, 'recognise')).to.throw(Refused, 'wrong-role');
  });

  it('goes back where the decision took it from, when that is undone', () => {
    const asked = after(submit(), 'procedure', 'ask-information');
    for (const [state, status] of [
      [submit(), 'waiting'],
      [asked, 'information-asked'],
    ] as const)
      for (const [action, facts] of [
        ['recognise', {}],
        ['refuse', { motive: 'duplicate' }],
        ['merge', { into: 'another' }],
      ] as const) {
        const decided = after(state, 'procedure', action, facts);
        expect(isClosed(process, decided.status)).to.equal(true);
        const back = after(decided, 'procedure', 'reopen');
        expect([back.status, back.data.motive]).to.deep.equal([status, undefined]);
      }
  });

  it('is corrected by the operator after an error of encoding, and after no other refusal', () => {
    const refused = after(submit(), 'procedure', 'refuse', { motive: 'encoding-error' });
    const corrected = after(refused, 'operator', 'correct', line);
    expect([corrected.status, corrected.data.motive]).to.deep.equal(['waiting', undefined]);
    const other = after(submit(), 'procedure', 'refuse', { motive: 'not-the-functions' });
    expect(() => after(other, 'operator', 'correct', line)).to.throw(Refused, 'not-available');
  });

  it('stops the clock of ONE while an information is asked, and is refused by no clock when none comes', () => {
    const asked = after(submit(), 'aes-referent', 'ask-information', {}, start + 2 * day);
    expect(asked.tasks.map((task) => [task.action, task.dueOn])).to.deep.equal([
      ['give-information', addPeriod(dayOf(start + 2 * day), { days: 30 })],
    ]);
    const given = after(asked, 'operator', 'give-information', {}, start + 9 * day);
    expect(given.clocks).to.include({ one: 2 * day, operator: 7 * day });
    const missed = walk.wait(asked, start + 40 * day).state;
    expect(missed.status).to.equal('waiting');
  });
});

describe('the qualification of a person', () => {
  it('is looked at by the referent as a task of its own', () => {
    const state = submit({ kind: 'qualification', title: 'educator', obtainedOn: '2019-06-30' });
    expect(state.tasks.map((task) => [task.action, task.role, task.dueOn])).to.deep.equal([
      ['recognise', 'aes-referent', addPeriod(dayOf(start), { days: 30 })],
    ]);
    expect(after(state, 'aes-referent', 'recognise').status).to.equal('recognised');
  });
});
