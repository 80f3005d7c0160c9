import { expect } from 'chai';
import { dayOf, startOfDay } from '../../domain/calendar.ts';
import type { Words } from '../../workflows/privacy-request/contract.ts';
import { process } from '../../workflows/privacy-request/process.ts';
import { Refused, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, {
  aside: ['withdraw'],
  // Days move with every question: two states that differ by them alone are the same place.
  placeOf: ({ status, data }) => {
    const { dueOn: _, question, ...rest } = data as { dueOn: string; question?: { about: string } };
    return JSON.stringify([status, rest, question?.about]);
  },
});

const parameters: Parameters = {
  'answer': { value: 1, unit: 'months' },
  'prolongation': { value: 2, unit: 'months' },
  'reminder': { value: 7, unit: 'days' },
  'reply': { value: 30, unit: 'days' },
  'reply-reminder': { value: 7, unit: 'days' },
};
const start = Date.UTC(2027, 0, 11, 9);
type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const asked = (account = false): State => walk.open('procedure', 'ask', { account, receivedOn: dayOf(start) }, start);
const after = (state: State, role: Role, action: string, facts: object = {}, at = start + day) =>
  walk.act(state, role, action, facts, at);
const acts = (passed: readonly (readonly unknown[])[]): unknown[] => passed.map(([act]) => act);

describe('a request about personal data', () => {
  it('is answered within a month of its receipt, or the person hears that the term has passed', () => {
    const state = asked();
    expect(state.tasks.map((task) => [task.action, task.role, task.dueOn])).to.deep.equal([
      ['answer', 'dpo', '2027-02-11'],
    ]);
    const late = walk.wait(state, startOfDay('2027-02-13'));
    expect(acts(late.passed)).to.include('term-missed');
    expect(late.state.status).to.equal('late');
    expect(after(late.state, 'dpo', 'answer', { outcome: 'granted' }, startOfDay('2027-02-14')).state.status).to.equal(
      'answered',
    );
  });

  it('counts the month from the day of the form, and ends it on a working day', () => {
    const state = walk.open('procedure', 'ask', { account: false, receivedOn: '2027-01-06' }, start);
    // 6 February 2027 is a Saturday.
    expect(state.data.dueOn).to.equal('2027-02-08');
  });

  it('is prolonged once, within the month', () => {
    const longer = after(asked(), 'dpo', 'prolong', { until: '2027-04-12' }).state;
    expect(longer.tasks[0]?.dueOn).to.equal('2027-04-12');
    expect(() => after(longer, 'dpo', 'prolong', { until: '2027-06-12' }, start + 2 * day)).to.throw(Refused);
    expect(() => after(asked(), 'dpo', 'prolong', { until: '2027-04-12' }, startOfDay('2027-02-12'))).to.throw(Refused);
  });

  it('does not count the days of a question', () => {
    const waiting = after(asked(), 'dpo', 'ask-identity', {}, start + day).state;
    const replied = after(waiting, 'procedure', 'give-reply', {}, start + 11 * day).state;
    // Ten days later, a Sunday, hence Monday.
    expect(replied.data.dueOn).to.equal('2027-02-22');
    const silent = walk.wait(waiting, start + 40 * day);
    expect(silent.state.status).to.equal('examine');
  });

  it('does not ask who it is of somebody who is signed in', () => {
    expect(() => after(asked(true), 'dpo', 'ask-identity')).to.throw(Refused);
    expect(after(asked(true), 'dpo', 'ask-precision').state.status).to.equal('question-asked');
  });
});
