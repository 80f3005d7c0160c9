import { expect } from 'chai';
import type { CaseData, Facts, Words } from '../../workflows/agreement-renewal/contract.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import { Refused, type CaseState, type Parameters } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, {
  aside: ['withdraw'],
  placeOf: ({ status, data }: CaseState) => {
    const { kind, late, prolonged, ended, resumeIn, examined, sessionOn, proposal, outcome, conditions } =
      data as CaseData;
    return JSON.stringify([
      status,
      ...[kind, late, prolonged, ended, resumeIn, examined !== undefined, sessionOn !== undefined],
      ...[proposal?.outcome, outcome, conditions?.map(({ state }) => state)],
    ]);
  },
});

const days = (value: number): { value: number; unit: 'days' } => ({ value, unit: 'days' });
const workingDays = (value: number): { value: number; unit: 'working-days' } => ({ value, unit: 'working-days' });
const months = (value: number): { value: number; unit: 'months' } => ({ value, unit: 'months' });
const parameters: Parameters = {
  'duration': { value: 5, unit: 'years' },
  'target': days(180),
  'invitation': months(12),
  'reminder': months(6),
  'submission': months(4),
  'submission-least': days(60),
  'last-reminder': days(14),
  'preparation': months(12),
  'examination': days(30),
  'complement': days(30),
  'complement-reminder': days(7),
  'report': days(60),
  'report-before': days(21),
  'agenda': days(30),
  'opinion': workingDays(10),
  'decision': days(15),
  'signature': days(15),
  'conditions-reminder': days(30),
  'conditions-check': workingDays(15),
  'reception': workingDays(3),
  'appeal': days(30),
  'appeal-decision': days(60),
};
type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const endsOn = '2027-12-31';
const agreementId = '00000000-0000-4000-8000-000000000001';
const digest = 'ab'.repeat(32);
const at = (on: string): number => Date.parse(`${on}T09:00:00Z`);
const opened = (): State => walk.open('procedure', 'open-renewal', { agreementId, endsOn }, at('2026-12-01'));
const invited = (): State => walk.wait(opened(), at('2027-01-02')).state;
const submitted = (on = '2027-08-24'): State => {
  const before = walk.wait(invited(), at(on)).state;
  return walk.act(before, 'operator', 'submit', { digest }, at(on)).state;
};
/** Examined, reported, heard by the commission, proposed. */
function proposed(from: State, decision: Facts['propose-decision'], on: number): State {
  const examined = walk.act(from, 'aes-referent', 'examine', { met: 11, unmet: 0 }, on).state;
  const reported = walk.act(examined, 'aes-referent', 'give-report', { outcome: decision.outcome }, on).state;
  const heard = walk.act(
    reported,
    'procedure',
    'note-commission-opinion',
    { opinion: decision.outcome, sessionOn: '2027-11-09' },
    on + 60_000,
  ).state;
  return walk.act(heard, 'aes-referent', 'propose-decision', decision, on + 120_000).state;
}
const renewed = { outcome: 'renew', effectiveOn: '2028-01-01', untilOn: '2032-12-31' } as const;
const passedIn = (waited: { passed: [string, ...unknown[]][] | readonly (readonly unknown[])[] }): unknown[] =>
  waited.passed.map(([act]) => act);

describe('the renewal of an agreement', () => {
  it('is invited twelve months before the end, reminded six months before, and late after four months before', () => {
    const waited = walk.wait(opened(), at('2027-09-02'));
    expect(passedIn(waited)).to.deep.equal(['invite', 'remind', 'remind', 'last-day-ends']);
    expect(invited().tasks.map(({ action, dueOn }) => [action, dueOn])).to.deep.equal([['submit', '2027-08-31']]);
    expect(waited.state.status).to.equal('late');
  });

  it('goes on by itself at the end of the agreement where it was submitted on the last day, until ONE decides', () => {
    const waited = walk.wait(submitted('2027-08-31'), at('2028-01-02'));
    expect(waited.state.data.prolonged).to.equal(true);
    expect(waited.state.data.late).to.equal(undefined);
    const signed = walk.act(
      proposed(waited.state, renewed, at('2028-02-01')),
      'atl-director',
      'sign-decision',
      {},
      at('2028-02-02'),
    );
    expect([signed.state.status, signed.effects]).to.deep.equal([
      'granted',
      ['letter-decision', 'notify-operator', 'notify-agents'],
    ]);
    // Its first day has passed already: it takes effect at once.
    const effective = walk.wait(signed.state, at('2028-02-03'));
    expect([passedIn(effective), effective.state.status]).to.deep.equal([['take-effect'], 'in-force']);
  });

  it('is examined where it comes late, and not prolonged', () => {
    const late = submitted('2027-09-15');
    expect([late.status, late.data.late]).to.deep.equal(['examination', true]);
    expect(walk.wait(late, at('2028-01-02')).state.data.prolonged).to.equal(undefined);
  });

  it('leaves sixty days to submit where it is opened too near to the end, and never more than the agreement has', () => {
    const near = walk.open('procedure', 'open-renewal', { agreementId, endsOn }, at('2027-09-20'));
    expect(near.data.submitBy).to.equal('2027-11-19');
    const waited = walk.wait(near, at('2027-09-25'));
    expect([waited.state.status, passedIn(waited)]).to.deep.equal(['invited', ['invite', 'remind']]);
    const inTime = walk.act(waited.state, 'operator', 'submit', { digest }, at('2027-11-19')).state;
    expect(inTime.data.late).to.equal(undefined);
    expect(walk.open('procedure', 'open-renewal', { agreementId, endsOn }, at('2027-12-20')).data.submitBy).to.equal(
      endsOn,
    );
  });

  it('ends no prolongation where there is none: refused late, a first request refused, other places refused', () => {
    const refusal = { outcome: 'refuse', effectiveOn: '2028-03-01', grounds: ['project'] } as const;
    const requested = (facts: Facts['open-request']): State => {
      const open = walk.open('operator', 'open-request', facts, at('2027-05-02'));
      return walk.act(open, 'operator', 'submit', { digest }, at('2027-06-01')).state;
    };
    for (const state of [
      submitted('2027-09-15'),
      requested({ kind: 'first' }),
      requested({ kind: 'places', agreementId, endsOn }),
    ]) {
      const waiting = proposed(state, refusal, at('2027-11-10'));
      const { effects } = walk.act(waiting, 'atl-director', 'sign-decision', {}, at('2027-11-11'));
      expect(effects).to.deep.equal(['letter-decision', 'notify-operator', 'notify-agents']);
    }
  });

  it('is closed at the end of the agreement where nobody has submitted anything', () => {
    expect(walk.wait(invited(), at('2028-01-02')).state.status).to.equal('expired');
  });

  it('ends what was prolonged when it is refused, and may be appealed against', () => {
    const waiting = walk.wait(submitted(), at('2028-01-02')).state;
    const refusal = { outcome: 'refuse', effectiveOn: '2028-03-01', grounds: ['project'] } as const;
    const signed = walk.act(
      proposed(waiting, refusal, at('2028-01-10')),
      'atl-director',
      'sign-decision',
      {},
      at('2028-01-11'),
    );
    expect(signed.effects).to.include('end-prolongation');
    expect(signed.state.status).to.equal('refused');
    expect(walk.wait(signed.state, at('2028-06-01')).state.status).to.equal('closed-refused');
    const appealed = walk.act(signed.state, 'operator', 'lodge-appeal', {}, at('2028-01-20')).state;
    const upheld = { outcome: 'upheld', effectiveOn: '2028-01-01', untilOn: '2032-12-31' } as const;
    expect(walk.act(appealed, 'appeal-secretariat', 'decide-appeal', upheld, at('2028-02-20')).state.status).to.equal(
      'granted',
    );
  });

  it('is proposed by one person and signed by another, of another role', () => {
    const waiting = proposed(submitted(), renewed, at('2027-11-10'));
    expect(() => walk.act(waiting, 'aes-referent', 'sign-decision', {}, at('2027-11-11'))).to.throw(
      Refused,
      'wrong-role',
    );
  });

  it('has its report before the session where it is on an agenda, and within its own delay where it is not', () => {
    const examined = walk.act(submitted(), 'aes-referent', 'examine', { met: 11, unmet: 0 }, at('2027-09-01')).state;
    const agenda = walk.act(
      examined,
      'procedure',
      'put-on-agenda',
      { sessionOn: '2027-11-09' },
      at('2027-09-02'),
    ).state;
    expect(agenda.tasks.map(({ action, dueOn }) => [action, dueOn])).to.deep.equal([['give-report', '2027-10-19']]);
    expect(examined.tasks[0]!.action).to.equal('give-report');
  });

  it('follows each condition to its day: declared, verified, or told to be overdue', () => {
    const decision = {
      outcome: 'renew-under-conditions',
      effectiveOn: '2028-01-01',
      untilOn: '2032-12-31',
      conditions: [{ id: '1', dueOn: '2028-06-30' }],
    } as const;
    const signed = walk.act(
      proposed(submitted(), decision, at('2027-11-10')),
      'atl-director',
      'sign-decision',
      {},
      at('2027-11-12'),
    ).state;
    const inForce = walk.wait(signed, at('2028-01-02')).state;
    expect(inForce.status).to.equal('conditions-follow-up');
    const over = walk.wait(inForce, at('2028-07-02'));
    expect(passedIn(over).slice(0, 2)).to.deep.equal(['remind-conditions', 'conditions-overdue']);
    expect(over.state.data.conditions?.[0]?.state).to.equal('overdue');
    const met = walk.act(over.state, 'aes-referent', 'confirm-conditions', { met: ['1'], unmet: [] }, at('2028-07-03'));
    expect(met.state.status).to.equal('in-force');
  });

  it('is examined all the same where the complement does not come', () => {
    const asked = walk.act(submitted(), 'aes-referent', 'ask-complement', { sections: ['project'] }, at('2027-09-01'));
    const waited = walk.wait(asked.state, asked.state.enteredAt + 40 * day);
    expect([passedIn(waited), waited.state.status]).to.deep.equal([
      ['remind-complement', 'complement-missed'],
      'examination',
    ]);
  });
});
