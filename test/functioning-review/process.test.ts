import { expect } from 'chai';
import { addDays, dayOf, startOfDay, subtractDays } from '../../domain/calendar.ts';
import type { CaseData, Words } from '../../workflows/functioning-review/contract.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { turnOf, type CaseState, type Parameters, type Role } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';
import { day } from '../support/times.ts';
import { walkTable, type StateOf } from '../support/walk-table.ts';

describeTable(process, {
  // Days differ with every step; the table asks of them only whether they are there.
  placeOf: ({ status, data }: CaseState) => {
    const {
      since: _,
      extendedTo,
      slots,
      slotsOn: __,
      meetingAt,
      followUps,
      followUpOn: ___,
      ...kept
    } = data as CaseData;
    return JSON.stringify([
      status,
      kept.home,
      kept.invited,
      kept.proposedDays !== undefined,
      extendedTo !== undefined,
      kept.defaultIn,
      kept.report?.state,
      kept.healthOpinion,
      kept.meeting,
      slots !== undefined,
      meetingAt !== undefined,
      kept.roundsLeft,
      kept.signedByOperator,
      Math.min(followUps, 1),
      kept.followUp,
      status === 'suspended' ? kept.resumeIn : undefined,
    ]);
  },
});

const days = (value: number) => ({ value, unit: 'days' as const });
const working = (value: number) => ({ value, unit: 'working-days' as const });
const parameters: Parameters = {
  'target': { value: 24, unit: 'months' },
  'cycle': { value: 5, unit: 'years' },
  'invitation': days(60),
  'first-day-answer': working(10),
  'self-assessment': days(60),
  'self-assessment-reminder-1': days(14),
  'self-assessment-reminder-2': days(3),
  'late-reminder-1': days(15),
  'late-reminder-2': days(30),
  'default': days(45),
  'default-answer': working(15),
  'report': working(10),
  'after-report': { value: 6, unit: 'months' },
  'ratings': working(30),
  'health-opinion': working(30),
  'meeting-planning': working(15),
  'dates-answer': working(10),
  'meeting-reminder': days(7),
  'minutes': working(15),
  'minutes-agreement': days(30),
  'minutes-reminder': days(7),
  'plan': days(60),
  'plan-reminder': days(14),
  'plan-review': working(20),
  'rounds': { value: 3, unit: 'count' },
  'arbitration': working(20),
  'signature': days(30),
  'signature-reminder': days(7),
  'countersignature': working(15),
  'follow-up': { value: 1, unit: 'years' },
  'follow-up-answer': days(60),
  'follow-up-reminder': days(14),
  'follow-up-note': working(20),
};
const start = Date.UTC(2027, 0, 11, 9);
const firstDayOn = '2027-06-07';

type State = StateOf<Words>;
const walk = walkTable(process, parameters);
const plan = (home = false): State =>
  walk.open(home ? 'adviser' : 'coordinator', 'plan', { kind: 'review', home, firstDayOn }, start);
const act = (state: State, role: Role, action: string, facts: object = {}, at = state.clocks.since + day): State =>
  walk.act(state, role, action, facts, at).state;
const opened = (home = false): State => walk.wait(plan(home), startOfDay(firstDayOn) + 1).state;

describe('a review of a facility', () => {
  it('invites the operator sixty days before, and opens on its first day and nothing else does', () => {
    const { passed, state } = walk.wait(plan(), startOfDay(firstDayOn) + 1);
    expect(passed).to.deep.equal([
      ['invite', subtractDays(firstDayOn, 60)],
      ['open-review', firstDayOn],
    ]);
    expect([state.status, turnOf(process, state)]).to.deep.equal(['self-assessment', 'operator']);
    expect(turnOf(process, plan())).to.equal('nobody');
    expect(plan().tasks).to.deep.equal([]);
  });

  it('invites at once where the first day is nearer than that', () => {
    const near = walk.open('coordinator', 'plan', { kind: 'review', home: false, firstDayOn: '2027-02-01' }, start);
    expect(walk.wait(near, start + 1).passed.map(([name]) => name)).to.deep.equal(['invite']);
  });

  it('opens on the day to which it was moved, and not on the day before', () => {
    const invited = walk.wait(plan(), startOfDay(firstDayOn) - 10 * day).state;
    const asked = act(invited, 'operator', 'propose-first-day', { days: ['2027-06-21', '2027-06-28'] });
    expect(asked.tasks.map(({ action, role }) => [action, role])).to.deep.equal([['move-first-day', 'coordinator']]);
    const moved = act(asked, 'coordinator', 'move-first-day', { firstDayOn: '2027-06-28' });
    expect(walk.wait(moved, startOfDay('2027-06-28')).passed).to.deep.equal([]);
    expect(walk.wait(moved, startOfDay('2027-06-28') + 1).passed).to.deep.equal([['open-review', '2027-06-28']]);
  });

  it('is followed by the coordinator for a crèche and by the adviser for a childminder', () => {
    for (const [home, role] of [
      [false, 'coordinator'],
      [true, 'adviser'],
    ] as const)
      expect(
        act(opened(home), 'operator', 'send-self-assessment').tasks.map((task) => [task.action, task.role]),
      ).to.deep.equal([
        ['send-ratings', role],
        ['give-health-opinion', 'health-referent'],
      ]);
  });

  it('reminds fourteen and three days before, then fifteen and thirty days after, and is then in default', () => {
    const due = opened().tasks[0]!.dueOn!;
    const { passed, state } = walk.wait(opened(), startOfDay(due) + 60 * day);
    expect(passed).to.deep.equal([
      ['remind', subtractDays(due, 14)],
      ['remind', subtractDays(due, 3)],
      // Once the day is over.
      ['remind-late', addDays(due, 16)],
      ['remind-late', addDays(due, 31)],
      ['declare-default', addDays(due, 46)],
    ]);
    expect(state.status).to.equal('in-default');
  });

  it('never touches the authorisation by the clock: in default it waits for a person, who gives time or tells the referent', () => {
    const late = walk.wait(opened(), startOfDay(firstDayOn) + 400 * day).state;
    expect([late.status, turnOf(process, late)]).to.deep.equal(['in-default', 'one']);
    const again = act(late, 'coordinator', 'extend', { untilOn: dayOf(late.clocks.since + 40 * day) });
    expect([again.status, again.tasks[0]?.dueOn]).to.deep.equal([
      'self-assessment',
      dayOf(late.clocks.since + 40 * day),
    ]);
    const told = act(late, 'coordinator', 'report-to-file');
    expect(told.tasks.map(({ action, role }) => [action, role])).to.deep.include(['take-up-report', 'referent']);
    expect(act(told, 'operator', 'send-self-assessment').status).to.equal('one-ratings');
  });

  it('forgets what was told of a default when the default is over: the next one is told again', () => {
    const late = walk.wait(opened(), startOfDay(firstDayOn) + 200 * day).state;
    const told = act(late, 'coordinator', 'report-to-file');
    for (const ended of [
      act(told, 'operator', 'send-self-assessment'),
      act(told, 'coordinator', 'extend', { untilOn: dayOf(told.clocks.since + 40 * day) }),
    ])
      expect([ended.data.report, ended.data.defaultIn]).to.deep.equal([undefined, undefined]);
    const again = walk.wait(
      act(told, 'coordinator', 'extend', { untilOn: dayOf(told.clocks.since + 40 * day) }),
      told.clocks.since + 200 * day,
    ).state;
    expect([again.status, again.data.defaultIn]).to.deep.equal(['in-default', 'self-assessment']);
    expect(act(again, 'coordinator', 'report-to-file').data.report?.state).to.equal('sent');
  });

  it('ends its cycle five years after its first day, moved with it, and fixed once it is open', () => {
    expect(plan().data.cycleEndsOn).to.equal('2032-06-07');
    const moved = act(plan(), 'coordinator', 'move-first-day', { firstDayOn: '2027-09-06' });
    expect(moved.data.cycleEndsOn).to.equal('2032-09-06');
    const held = act(act(plan(), 'procedure', 'suspend', {}, start + day), 'procedure', 'resume', {}, start + 29 * day);
    expect(held.data.cycleEndsOn).to.equal('2032-07-05');
    const later = act(
      act(opened(), 'procedure', 'suspend', {}, startOfDay(firstDayOn) + 20 * day),
      'procedure',
      'resume',
      {},
      startOfDay(firstDayOn) + 90 * day,
    );
    expect(later.data.cycleEndsOn).to.equal('2032-06-07');
  });

  it('is suspended wherever it is, and goes on with every delay moved by as long', () => {
    const at = startOfDay(firstDayOn) + 20 * day;
    const before = opened().tasks[0]!.dueOn!;
    const held = act(opened(), 'procedure', 'suspend', { returnOn: '2027-09-01' }, at);
    expect([held.status, held.tasks, held.deadlines]).to.deep.equal(['suspended', [], []]);
    const on = act(held, 'procedure', 'resume', {}, at + 70 * day);
    expect([on.status, on.tasks[0]?.dueOn]).to.deep.equal(['self-assessment', addDays(before, 70)]);
  });

  it('moves its first day by as long where it had not begun', () => {
    const held = act(plan(), 'procedure', 'suspend', {}, start + day);
    const on = act(held, 'procedure', 'resume', {}, start + 29 * day);
    expect([on.status, on.data.firstDayOn]).to.deep.equal(['planned', addDays(firstDayOn, 28)]);
  });

  it('keeps a confirmed meeting until another date is confirmed, and plans it anew when a cessation has taken its day', () => {
    const meeting = act(act(opened(), 'operator', 'send-self-assessment'), 'coordinator', 'send-ratings');
    const on = dayOf(meeting.clocks.since + 10 * day);
    const confirmed = act(meeting, 'coordinator', 'confirm-meeting', { on, from: '10:00' });
    const other = act(confirmed, 'operator', 'suggest-meeting', { slots: [{ on: addDays(on, 3), from: '14:00' }] });
    expect(other.data.meetingAt?.on).to.equal(on);
    const back = act(
      act(confirmed, 'procedure', 'suspend'),
      'procedure',
      'resume',
      {},
      confirmed.clocks.since + 30 * day,
    );
    expect([back.status, back.data.meeting, back.data.meetingAt]).to.deep.equal(['meeting', 'to-plan', undefined]);
  });

  const met = (): State => act(act(opened(), 'operator', 'send-self-assessment'), 'coordinator', 'send-ratings');

  it('holds no meeting by the clock of a date that went by while others were proposed: minutes alone say that it was held', () => {
    const meeting = met();
    const on = dayOf(meeting.clocks.since + 3 * day);
    const confirmed = act(meeting, 'coordinator', 'confirm-meeting', { on, from: '10:00' });
    const asked = act(confirmed, 'coordinator', 'propose-meeting', { slots: [{ on: addDays(on, 9), from: '14:00' }] });
    const silent = walk.wait(asked, asked.clocks.since + 60 * day);
    expect(silent.passed.map(([name]) => name))
      .to.include('slots-unanswered')
      .and.not.include('meeting-over');
    expect([silent.state.data.meeting, silent.state.data.meetingAt]).to.deep.equal(['to-plan', undefined]);
    const minutes = act(silent.state, 'coordinator', 'record-minutes', { heldOn: on }, asked.clocks.since + 61 * day);
    expect([minutes.data.meeting, minutes.data.meetingAt?.on]).to.deep.equal(['minutes', on]);
  });

  it('goes back to the date that is confirmed and still to come where nobody has answered the others', () => {
    const meeting = met();
    const on = dayOf(meeting.clocks.since + 50 * day);
    const confirmed = act(meeting, 'coordinator', 'confirm-meeting', { on, from: '10:00' });
    const asked = act(confirmed, 'coordinator', 'propose-meeting', { slots: [{ on: addDays(on, 9), from: '14:00' }] });
    const { state } = walk.wait(asked, asked.clocks.since + 30 * day);
    expect([state.data.meeting, state.data.meetingAt?.on]).to.deep.equal(['confirmed', on]);
  });

  it('has minutes of a meeting on a date that was agreed by telephone, whichever dates were proposed', () => {
    const slots = [{ on: dayOf(met().clocks.since + 20 * day), from: '14:00' }];
    for (const [role, action] of [
      ['coordinator', 'propose-meeting'],
      ['operator', 'suggest-meeting'],
    ] as const) {
      const asked = act(met(), role, action, { slots });
      const heldOn = dayOf(asked.clocks.since + day);
      const minutes = act(asked, 'coordinator', 'record-minutes', { heldOn }, asked.clocks.since + 2 * day);
      expect([minutes.data.meeting, minutes.data.slots]).to.deep.equal(['minutes', undefined]);
    }
  });

  it('takes silence about the minutes as silence, not as agreement', () => {
    const meeting = act(act(opened(), 'operator', 'send-self-assessment'), 'coordinator', 'send-ratings');
    const heldOn = dayOf(meeting.clocks.since + day);
    const minutes = act(
      act(meeting, 'coordinator', 'confirm-meeting', { on: heldOn, from: '10:00' }),
      'coordinator',
      'record-minutes',
      { heldOn },
      meeting.clocks.since + 2 * day,
    );
    expect(turnOf(process, minutes)).to.equal('operator');
    const contested = act(minutes, 'operator', 'contest-minutes');
    expect(contested.tasks.map(({ action }) => action)).to.include('record-minutes');
    const silent = walk.wait(minutes, minutes.clocks.since + 40 * day).state;
    expect([silent.status, silent.data.minutes]).to.deep.equal(['plan-drafting', 'not-contested']);
    expect(act(minutes, 'operator', 'agree-minutes').data.minutes).to.equal('agreed');
  });
});
