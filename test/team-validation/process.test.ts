import { expect } from 'chai';
import { dayOf, endOfDay, startOfDay, type Day } from '../../domain/calendar.ts';
import type { TeamPath, Words } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { available, isClosed, Refused, turnOf, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process);

const parameters: Parameters = {
  'last-day': { value: 5, unit: 'months' },
  'information': { value: 1, unit: 'months' },
  'reminder-1': { value: 30, unit: 'days' },
  'reminder-2': { value: 16, unit: 'days' },
  'reminder-3': { value: 6, unit: 'days' },
  'reminder-4': { value: 0, unit: 'days' },
  'follow-up': { value: 10, unit: 'working-days' },
};
type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const opened = (path: TeamPath = 'yearly', { at = startOfDay('2027-01-01'), childminder = false } = {}): State =>
  walk.open('procedure', 'open-year', { year: dayOf(at).slice(0, 4), path, childminder }, at);
const after = (state: State, role: Role, action: string, at: number, facts: object = {}) =>
  walk.act(state, role, action, facts, at);
const wait = (from: State, until: Day) => walk.wait(from, startOfDay(until));
const team = { digest: 'ab'.repeat(32), people: 13, links: 15, warnings: 0 };
const lateOf = (state: State): State =>
  after(wait(state, '2027-06-02').state, 'procedure', 'declare-late', startOfDay('2027-06-01') + 1).state;

describe('the validation of a team, in a year', () => {
  it('is opened for the operator, who is told of it on 1 February and on 1, 15, 25 and 31 May, and has until the end of the 31st', () => {
    const state = opened();
    expect([turnOf(process, state), state.tasks.map(({ action, role, dueOn }) => [action, role, dueOn])]).to.deep.equal(
      ['operator', [['validate', 'operator', '2027-05-31']]],
    );
    expect(wait(state, '2027-06-02').passed).to.deep.equal([
      ['inform', '2027-02-01'],
      ['remind', '2027-05-01'],
      ['remind', '2027-05-15'],
      ['remind', '2027-05-25'],
      ['remind', '2027-05-31'],
      ['last-day-ends', '2027-06-01'],
    ]);
  });

  it('keeps those days in a leap year, and the 31st though it is a Saturday', () => {
    expect(wait(opened('yearly', { at: startOfDay('2028-01-01') }), '2028-05-02').passed).to.deep.equal([
      ['inform', '2028-02-01'],
      ['remind', '2028-05-01'],
    ]);
    expect(opened('yearly', { at: startOfDay('2031-01-01') }).tasks[0]?.dueOn).to.equal('2031-05-31');
  });

  it('is validated in time until the last minute of 31 May, and late from the first of June, by the hour of the act alone', () => {
    const last = endOfDay('2027-05-31');
    // Nobody was there to pass the deadline: the engine was away.
    const state = after(opened(), 'operator', 'begin', startOfDay('2027-05-10')).state;
    const inTime = after(state, 'operator', 'validate', last - 1, team);
    expect([
      inTime.state.status,
      inTime.state.data.digest,
      inTime.state.data.people,
      inTime.state.data.late,
    ]).to.deep.equal(['validated', team.digest, 13, undefined]);
    expect(inTime.effects).to.deep.equal(['notify-agents']);
    expect(after(state, 'operator', 'validate', last, team).state.status).to.equal('validated-late');
    expect(isClosed(process, 'validated')).to.equal(true);
  });

  it('is not late before its facility has been looked at; then ONE and the operator are told, and the way stays open', () => {
    const { state: ended } = wait(opened(), '2027-06-02');
    expect(ended.status).to.equal('open');
    const { state: late, effects } = after(ended, 'procedure', 'declare-late', endOfDay('2027-05-31') + 1);
    expect([late.status, effects]).to.deep.equal(['late', ['notify-operator', 'notify-agents']]);
    expect(late.tasks.map(({ action, role }) => [action, role])).to.deep.equal([
      ['validate', 'operator'],
      ['follow-up', 'coordinator'],
    ]);
    expect(after(late, 'operator', 'validate', startOfDay('2027-08-01'), team).state.status).to.equal('validated-late');
  });

  it('has ONE speak to who is late, once: the adviser of a childminder, the coordinator of a crèche', () => {
    const late = lateOf(opened('yearly', { childminder: true }));
    expect(late.tasks.map(({ role }) => role)).to.deep.equal(['operator', 'adviser']);
    const told = after(late, 'adviser', 'follow-up', startOfDay('2027-06-03'));
    expect([told.state.status, told.effects, told.state.tasks.map(({ action }) => action)]).to.deep.equal([
      'late',
      ['notify-operator'],
      ['validate'],
    ]);
  });

  it('ends with the year, not validated, when nobody has validated it', () => {
    for (const state of [opened(), opened('quarterly'), lateOf(opened())]) {
      const { state: over, passed: acts } = wait(state, '2028-01-02');
      expect([over.status, acts.at(-1)]).to.deep.equal(['not-validated', ['year-ends', '2028-01-01']]);
    }
  });

  it('is over for whoever validates after 31 December, by the hour of the act, though the engine was away over New Year', () => {
    const last = endOfDay('2027-12-31');
    const late = lateOf(opened());
    const afterItsDay = opened('yearly', { at: startOfDay('2027-09-15') });
    const quarter = { quarter: '2027-4', digest: team.digest, people: 9 };
    for (const state of [opened(), late, afterItsDay, opened('quarterly')]) {
      const waiting = wait(state, '2027-12-31').state;
      expect(after(waiting, 'operator', 'validate', last - 1, team).state.status).to.match(/^validated/);
      expect(after(waiting, 'procedure', 'validate-from-quarter', last - 1, quarter).state.status).to.match(
        /^validated/,
      );
      for (const [role, action, facts] of [
        ['operator', 'validate', team],
        ['procedure', 'validate-from-quarter', quarter],
      ] as const)
        for (const at of [last, startOfDay('2028-01-03')])
          expect(() => after(waiting, role, action, at, facts)).to.throw(Refused, 'not-available');
      expect(available(process, waiting, last)).to.not.include('validate');
      // The clock that comes back closes it as any other.
      expect(wait(waiting, '2028-01-05').state.status).to.equal('not-validated');
    }
  });

  it('asks nothing of a subsidised crèche, whose quarterly request validates, before the last day or after it', () => {
    const state = opened('quarterly');
    expect([turnOf(process, state), state.tasks]).to.deep.equal(['nobody', []]);
    const { state: ended, passed: acts } = wait(state, '2027-06-02');
    expect(acts).to.deep.equal([['last-day-ends', '2027-06-01']]);
    expect(() => after(ended, 'procedure', 'declare-late', endOfDay('2027-05-31'))).to.throw(Refused);
    for (const waiting of [state, ended, opened(), lateOf(opened())]) {
      const quarter = { quarter: '2027-1', digest: team.digest, people: 9 };
      const done = after(waiting, 'procedure', 'validate-from-quarter', startOfDay('2027-07-10'), quarter);
      expect([done.state.status, done.state.data.quarter]).to.deep.equal(['validated-automatically', '2027-1']);
    }
    expect(after(state, 'operator', 'validate', startOfDay('2027-08-01'), team).state.status).to.equal('validated');
  });

  it('takes the path of what the facility has become, until the last day', () => {
    const subsidised = after(opened(), 'procedure', 'change-path', startOfDay('2027-03-01'), { path: 'quarterly' });
    expect([turnOf(process, subsidised.state), subsidised.state.tasks]).to.deep.equal(['nobody', []]);
    expect(wait(subsidised.state, '2027-06-02').passed).to.deep.equal([['last-day-ends', '2027-06-01']]);
    const back = after(opened('quarterly'), 'procedure', 'change-path', startOfDay('2027-03-01'), { path: 'yearly' });
    expect([back.effects, back.state.tasks.length]).to.deep.equal([['notify-operator'], 1]);
    expect(wait(back.state, '2027-06-02').passed.map(([act]) => act)).to.deep.equal([
      'remind',
      'remind',
      'remind',
      'remind',
      'last-day-ends',
    ]);
  });

  it('reminds of nothing that was before it began, and calls nobody late for a year that was opened after its last day', () => {
    const begun = after(
      opened('yearly', { at: startOfDay('2027-05-20') }),
      'operator',
      'begin',
      startOfDay('2027-05-26'),
    );
    expect(wait(begun.state, '2027-06-02').passed.map(([act]) => act)).to.deep.equal(['remind', 'last-day-ends']);
    const new_ = opened('yearly', { at: startOfDay('2027-09-15') });
    expect(new_.tasks[0]?.dueOn).to.equal('2027-12-31');
    expect(wait(new_, '2027-12-30').passed).to.deep.equal([]);
    expect(after(new_, 'operator', 'validate', startOfDay('2027-10-01'), team).state.status).to.equal('validated');
  });
});
