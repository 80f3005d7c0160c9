import { expect } from 'chai';
import { addDays, addPeriod, addWorkingDays, dayOf, type Day } from '../../domain/calendar.ts';
import { Refused } from '../../workflows/procedure.ts';
import { factsOf, Told } from '../support/adaptation-acts.ts';
import type { Action, Outcome } from '../../workflows/authorisation-adaptation/contract.ts';

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return 'accepted';
};

/** Visit and opinions given: the file is ready for a decision. */
function readyToDecide(told: Told): Told {
  told.does('declare-complete');
  if (told.task('propose-visit')) told.does('propose-visit').does('choose-visit-date').letDays(9).does('report-visit');
  told.does('give-opinion');
  if (told.task('give-health-opinion')) told.does('give-health-opinion');
  return told;
}
function decided(
  told: Told,
  outcome: Outcome,
  effectiveOn = addDays(told.today, 30),
  conditions?: { id: string; dueOn: Day }[],
): Told {
  const more =
    outcome === 'grant-with-conditions'
      ? { conditionsDueOn: addDays(effectiveOn, 30), ...(conditions ? { conditions } : {}) }
      : {};
  return told.does('propose-decision', { outcome, effectiveOn, ...more }).does('sign-decision');
}
/** With its letter posted, from which the delay runs. */
const refused = (): Told => decided(readyToDecide(new Told('permanent-move')), 'refuse').does('send-registered');
const confirmed = (): Told => {
  const told = refused();
  told.waitsFor('remedy-missed');
  return decided(told, 'confirm-refusal').does('send-registered');
};
const running = (): Told => {
  const told = decided(readyToDecide(new Told('temporary-move')), 'grant');
  told.waitsFor('take-effect');
  return told;
};

describe('the adaptation of an authorisation, path by path', () => {
  it('grants a permanent move, reminds a week before, and applies it on its day', () => {
    const told = readyToDecide(new Told('permanent-move'));
    expect(told.status).to.equal('decision');
    decided(told, 'grant', '2027-06-01');
    expect(told.status).to.equal('granted');
    expect(told.last.effects).to.deep.equal(['letter-decision', 'notify-operator', 'notify-agents']);
    expect(told.waits).to.deep.equal([
      { act: 'take-effect', on: '2027-06-01' },
      { act: 'remind-effective-date', on: '2027-05-25' },
    ]);
    expect(told.waitsFor('take-effect')).to.deep.equal(['remind-effective-date', 'take-effect']);
    expect(told.today).to.equal('2027-06-01');
    expect(told.last.effects).to.include('apply-decision');
    expect(told.status).to.equal('closed');
  });

  it('asks the opinions at the same time and decides after the last one, whichever it is', () => {
    for (const last of ['give-opinion', 'give-health-opinion'] as const) {
      const told = new Told('permanent-move').does('declare-complete').does('plan-visit').does('report-visit');
      expect(told.task('give-opinion')?.role).to.equal('coordinator');
      expect(told.task('give-health-opinion')?.role).to.equal('health-referent');
      told.does(last === 'give-opinion' ? 'give-health-opinion' : 'give-opinion');
      expect(told.status).to.equal('instruction');
      expect(told.does(last).status).to.equal('decision');
    }
  });

  it("sends the adviser to a childminder's home and asks no health opinion", () => {
    const told = new Told('permanent-move', { home: true }).does('declare-complete');
    expect(told.task('propose-visit')?.role).to.equal('adviser');
    expect(told.task('give-health-opinion')).to.equal(undefined);
  });

  it('follows the conditions of a grant one by one, until all are met', () => {
    const told = decided(readyToDecide(new Told('permanent-move')), 'grant-with-conditions', '2027-06-01', [
      { id: '1', dueOn: '2027-06-15' },
      { id: '2', dueOn: '2027-07-01' },
    ]);
    expect(told.does('declare-conditions', { done: ['2'] }).status, 'before it takes effect').to.equal('granted');
    told.waitsFor('take-effect');
    expect(told.status).to.equal('conditions-follow-up');
    expect(told.task('declare-conditions')).to.deep.include({ role: 'operator', dueOn: '2027-06-15' });
    expect(told.waits.map(({ act }) => act)).to.include.members(['remind-conditions', 'conditions-overdue']);
    told.does('declare-conditions', { done: ['1'] });
    expect(told.task('declare-conditions')).to.equal(undefined);
    const { today } = told;
    told.does('confirm-conditions', { met: ['2'], unmet: [{ id: '1', dueOn: addDays(today, 20) }] });
    expect([told.status, told.task('declare-conditions')?.dueOn]).to.deep.equal([
      'conditions-follow-up',
      addDays(today, 20),
    ]);
    told.waitsFor('conditions-overdue');
    expect(told.state.data.conditions?.map(({ state }) => state)).to.deep.equal(['overdue', 'met']);
    expect(told.does('declare-conditions', { done: ['1'] }).does('confirm-conditions', { met: ['1'] }).status).to.equal(
      'closed',
    );
  });

  it('follows conditions that have one day for all, as they were decided before, each new date with its own lateness', () => {
    const told = decided(readyToDecide(new Told('permanent-move')), 'grant-with-conditions', '2027-06-01', undefined);
    told.waitsFor('take-effect');
    expect(told.status).to.equal('conditions-follow-up');
    expect(told.task('confirm-conditions')?.dueOn).to.equal('2027-07-01');
    expect(told.waitsFor('escalate')).to.deep.equal(['escalate']);
    told.does('note-conditions-unmet', { conditionsDueOn: '2027-08-16' });
    expect(told.task('confirm-conditions')?.dueOn).to.equal('2027-08-16');
    expect(told.waitsFor('escalate'), 'a second lateness is told too').to.have.length(1);
    expect(told.does('confirm-conditions', {}).status).to.equal('closed');
  });

  it('grants a shorter period than was asked, and reminds of the end that was granted', () => {
    const told = readyToDecide(new Told('temporary-move'));
    const untilOn = addDays(told.state.data.plannedEndOn!, -30);
    told
      .does('propose-decision', { outcome: 'grant', effectiveOn: '2027-03-01', granted: { untilOn, capacity: 12 } })
      .does('sign-decision');
    told.waitsFor('take-effect');
    expect(told.state.data).to.deep.include({ plannedEndOn: untilOn, granted: { untilOn, capacity: 12 } });
    expect(told.waits).to.deep.include({ act: 'period-overrun', on: addDays(untilOn, 1) });
  });

  it('upholds an appeal in part, under conditions that are followed like any other', () => {
    const told = confirmed().does('lodge-appeal');
    told.does('decide-appeal', {
      outcome: 'upheld-in-part',
      effectiveOn: addDays(told.today, 12),
      granted: { capacity: 7 },
      conditions: [{ id: '1', dueOn: addDays(told.today, 60) }],
      registered: true,
    });
    expect([told.status, told.task('send-registered')?.role]).to.deep.equal(['granted', 'appeal-secretariat']);
    told.waitsFor('take-effect');
    expect([told.status, told.state.data.granted]).to.deep.equal(['conditions-follow-up', { capacity: 7 }]);
  });

  it('lets no delay run out before its registered letter is posted, and counts from its reception once that is known', () => {
    const told = decided(readyToDecide(new Told('permanent-move')), 'refuse');
    const sentOn = addDays(told.today, 6);
    expect(told.task('send-registered')?.role).to.equal('referent');
    expect(
      told.waits.map(({ act }) => act),
      'only ONE is late',
    ).to.deep.equal(['escalate']);
    const lastDay = (): string => addDays(told.waits.find(({ act }) => act === 'remedy-missed')!.on, -1);
    told.letDays(6).does('send-registered', { sentOn });
    expect(lastDay(), 'presumed').to.equal(addPeriod(addWorkingDays(sentOn, 3), { days: 30 }));
    const receivedOn = addDays(sentOn, 11);
    told.letDays(11).does('note-reception', { receivedOn });
    expect([lastDay(), told.task('give-remedy')?.dueOn]).to.deep.equal([
      addPeriod(receivedOn, { days: 30 }),
      addPeriod(receivedOn, { days: 30 }),
    ]);
    expect(told.task('note-reception')).to.equal(undefined);
  });

  it('holds a letter that nobody took from the post to be received on the presumed day', () => {
    const told = refused();
    const before = told.waits;
    told.letDays(18).does('note-reception', {});
    expect(told.waits.filter(({ act }) => act === 'remedy-missed')).to.deep.equal(
      before.filter(({ act }) => act === 'remedy-missed'),
    );
  });

  it('keeps a dismissed appeal open until its letter is posted', () => {
    const told = confirmed().does('lodge-appeal');
    told.does('decide-appeal', { outcome: 'dismissed', effectiveOn: told.today, registered: true });
    expect([told.status, told.task('send-registered')?.role]).to.deep.equal(['appeal-dismissed', 'appeal-secretariat']);
    expect(told.does('send-registered').status).to.equal('closed-refused');
  });

  it('lets an answer correct the request itself, and looks on the spot at more places than were asked before', () => {
    const told = new Told('capacity-change').does('declare-complete');
    expect(told.task('propose-visit')).to.equal(undefined);
    told.does('give-opinion').does('ask-complement', { items: ['field.capacity', 'field.changesOn'] });
    told.does('give-complement', { moreCapacity: true, wishedOn: '2027-09-01', open: ['3'] });
    expect([told.status, told.state.data.wishedOn, told.state.data.openPoints]).to.deep.equal([
      'instruction',
      '2027-09-01',
      ['3'],
    ]);
    expect(told.task('propose-visit')).not.to.equal(undefined);
  });

  it('lets nobody choose a date for the visit after the dates that were offered', () => {
    const told = new Told('permanent-move').does('declare-complete');
    told.does('propose-visit', { days: ['2027-01-14', '2027-01-15'], chooseBy: '2027-01-14' });
    expect(told.task('choose-visit-date')?.dueOn).to.equal('2027-01-14');
  });

  it('lets the operator remedy a refusal, and grants after that', () => {
    const told = refused();
    expect(told.status).to.equal('remedy');
    expect(told.task('give-remedy')?.dueOn).to.equal(
      addDays(told.waits.find(({ act }) => act === 'remedy-missed')!.on, -1),
    );
    told.letDays(10).does('give-remedy');
    expect(told.status).to.equal('decision');
    expect(told.state.data.afterRefusal).to.equal('remedied');
    expect(decided(told, 'grant').status).to.equal('granted');
  });

  it('reminds of the remedy, lets an agent confirm the refusal, and closes when no appeal comes', () => {
    const told = refused();
    expect(told.waitsFor('remedy-missed').filter((act) => act !== 'escalate')).to.deep.equal([
      'remind-complement',
      'remedy-missed',
    ]);
    expect(decided(told, 'confirm-refusal').does('send-registered').status).to.equal('refused');
    expect(told.task('lodge-appeal')?.role).to.equal('operator');
    told.waitsFor('appeal-lapsed');
    expect(told.status).to.equal('closed-refused');
  });

  it('counts the delay of an appeal from the third working day after the decision (M.B. 28.07.2004, art. 57)', () => {
    const told = confirmed();
    const received = addWorkingDays(told.state.data.decidedOn!, 3);
    expect((told.task('lodge-appeal')?.dueOn ?? '') >= addDays(received, 30)).to.equal(true);
  });

  it('grants what an appeal upholds, on the day the decision on appeal says', () => {
    const told = confirmed().does('lodge-appeal').does('plan-hearing');
    told.does('decide-appeal', { outcome: 'upheld', effectiveOn: addDays(told.today, 12) });
    expect(told.status).to.equal('granted');
    const on = told.state.data.effectiveOn;
    told.waitsFor('take-effect');
    expect([told.status, told.today]).to.deep.equal(['closed', on]);
  });

  it('closes as refused what an appeal dismisses', () => {
    const told = confirmed().does('lodge-appeal');
    told.does('decide-appeal', { outcome: 'dismissed', effectiveOn: told.today });
    expect(told.status).to.equal('closed-refused');
  });

  it('refuses an appeal that comes after its delay', () => {
    const told = confirmed();
    told.waitsFor('appeal-lapsed');
    expect(refusal(() => told.does('lodge-appeal'))).to.equal('not-available');
  });

  it('reminds of the end of a temporary move 30 and 7 days before, then tells the agent that it is overdue', () => {
    const told = running();
    const end = told.state.data.plannedEndOn!;
    expect(told.status).to.equal('period-running');
    const days: string[] = [];
    while (told.status === 'period-running') {
      told.passesNext();
      days.push(told.today);
    }
    expect(days).to.deep.equal([addDays(end, -30), addDays(end, -7), addDays(end, 1)]);
    expect(told.status).to.equal('return-overdue');
    expect(told.does('confirm-return').last.effects).to.include('end-period');
    expect(told.status).to.equal('closed');
  });

  it('prolongs a temporary move, and reminds again before its new end only', () => {
    const told = running();
    told.waitsFor('remind-return');
    told.waitsFor('remind-return');
    const untilOn = addDays(told.state.data.plannedEndOn!, 20);
    told.does('ask-extension', { untilOn });
    expect(told.task('grant-extension')?.role).to.equal('referent');
    expect(refusal(() => told.does('ask-extension'))).to.equal('not-available');
    told.does('grant-extension');
    expect(told.state.data.plannedEndOn).to.equal(untilOn);
    // 30 days before the new end is already past: only the second reminder is left.
    expect(told.waits).to.deep.equal([
      { act: 'period-overrun', on: addDays(untilOn, 1) },
      { act: 'remind-return', on: addDays(untilOn, -7) },
    ]);
  });

  it('keeps the planned end when the extension is refused', () => {
    const told = running();
    const end = told.state.data.plannedEndOn;
    told.does('ask-extension').does('refuse-extension');
    expect(told.state.data.plannedEndOn).to.equal(end);
    expect(told.task('grant-extension')).to.equal(undefined);
  });

  it('lets the agent prolong a period that is overdue', () => {
    const told = running();
    told.waitsFor('period-overrun');
    expect(told.does('extend-period', { untilOn: addDays(told.today, 40) }).status).to.equal('period-running');
    expect(told.waits.map(({ act }) => act)).to.include('period-overrun');
  });

  it("acknowledges the end of an activity without deciding on it, and closes the facility's other cases on the day", () => {
    const told = new Told('end-of-activity');
    expect(refusal(() => told.does('declare-complete'))).to.equal('not-available');
    told.does('acknowledge', { effectiveOn: '2027-03-31' });
    told.waitsFor('take-effect');
    expect(told.last.effects).to.include.members(['apply-decision', 'close-facility-cases']);
    expect([told.status, told.today]).to.deep.equal(['closed', '2027-03-31']);
  });

  it('runs the period of a temporary cessation that was acknowledged, until the return is told', () => {
    const told = new Told('temporary-cessation').does('acknowledge', { effectiveOn: '2027-02-01' });
    told.waitsFor('take-effect');
    expect(told.status).to.equal('period-running');
    expect(told.last.effects).not.to.include('close-facility-cases');
    expect(told.does('returned').status).to.equal('closed');
  });

  it('tells the linked case when the return to the premises takes effect', () => {
    const told = decided(readyToDecide(new Told('return-to-premises')), 'grant');
    told.waitsFor('take-effect');
    expect(told.last.effects).to.include('tell-linked-case');
  });

  it('hears of a return while the conditions of a temporary move are still looked at', () => {
    const told = decided(readyToDecide(new Told('temporary-move')), 'grant-with-conditions');
    told.waitsFor('take-effect');
    expect(told.status).to.equal('conditions-follow-up');
    expect(told.does('returned').status).to.equal('closed');
  });

  it('lets a measure bind on its day although an appeal is pending, and undoes it when the appeal is upheld', () => {
    const told = new Told('suspension').does('answer-notice');
    decided(told, 'take-measure').does('lodge-appeal');
    told.waitsFor('take-effect');
    expect([told.status, told.state.data.inForce]).to.deep.equal(['appeal', true]);
    expect(told.last.effects).to.include('apply-decision');
    told.does('decide-appeal', { outcome: 'upheld', effectiveOn: told.today });
    expect(told.status).to.equal('granted');
    told.waitsFor('take-effect');
    expect(told.status).to.equal('closed');
  });

  it('lets a measure begin on its day when the appeal was dismissed before', () => {
    const told = new Told('suspension').does('answer-notice');
    decided(told, 'take-measure', addDays(told.today, 90))
      .does('lodge-appeal')
      .does('decide-appeal', { outcome: 'dismissed', effectiveOn: told.today });
    expect(told.status).to.equal('measure-decided');
    expect(
      refusal(() => told.does('lodge-appeal')),
      'one appeal',
    ).to.equal('not-available');
    told.waitsFor('take-effect');
    expect([told.status, told.last.effects.includes('apply-decision')]).to.deep.equal(['closed', true]);
  });

  it('keeps a measure in force open for appeal, but no longer than its delay', () => {
    const soon = decided(new Told('suspension').does('answer-notice'), 'take-measure', '2027-01-12').does(
      'send-registered',
    );
    soon.waitsFor('take-effect');
    expect(soon.status).to.equal('measure-in-force');
    soon.waitsFor('appeal-lapsed');
    expect(soon.status).to.equal('closed');
    const late = decided(new Told('suspension').does('answer-notice'), 'take-measure', '2027-06-01').does(
      'send-registered',
    );
    late.waitsFor('appeal-lapsed');
    expect(refusal(() => late.does('lodge-appeal'))).to.equal('not-available');
    late.waitsFor('take-effect');
    expect([late.status, late.today]).to.deep.equal(['closed', '2027-06-01']);
  });

  it("closes the facility's other cases when a withdrawal takes effect, appeal or not", () => {
    for (const appealed of [true, false]) {
      const told = decided(new Told('withdrawal-by-one').does('answer-notice'), 'take-measure');
      if (appealed) told.does('lodge-appeal');
      told.waitsFor('take-effect');
      expect(told.last.effects).to.include('close-facility-cases');
    }
  });

  it('goes on when a notice stays unanswered, and may take no measure', () => {
    const told = new Told('suspension').does('send-registered');
    told.waitsFor('notice-unanswered');
    expect(told.status).to.equal('decision');
    expect(decided(told, 'no-measure').status).to.equal('closed');
  });

  it('reminds of a complement, proposes to close when it is missed, and lets a person close or prolong', () => {
    const told = new Told('permanent-move').does('ask-complement');
    expect(told.task('give-complement')?.dueOn).to.equal('2027-02-10');
    expect(told.passesNext()).to.equal('remind-complement');
    expect(told.today).to.equal('2027-02-03');
    expect(told.passesNext()).to.equal('complement-missed');
    expect([told.today, told.status]).to.deep.equal(['2027-02-11', 'closing-proposed']);
    expect(told.does('extend-complement').status).to.equal('complement-asked');
    told.waitsFor('complement-missed');
    expect(told.does('close-without-follow-up').status).to.equal('closed-without-follow-up');
  });

  it('takes a late complement as long as nobody has closed, and goes back to where it was asked', () => {
    for (const from of ['completeness', 'instruction', 'decision'] as const) {
      const told = new Told('permanent-move');
      if (from === 'instruction') told.does('declare-complete');
      if (from === 'decision') readyToDecide(told);
      told.does('ask-complement');
      told.waitsFor('complement-missed');
      expect(told.does('give-complement').status).to.equal(from);
    }
  });

  it('stops the clock of ONE while a complement is awaited', () => {
    const told = new Told('permanent-move')
      .letDays(2)
      .does('ask-complement')
      .letDays(5)
      .does('give-complement')
      .letDays(1)
      .does('declare-complete');
    expect(told.state.clocks).to.include({ one: 3 * 86_400_000, operator: 5 * 86_400_000 });
  });

  it('proposes dates for a visit, takes a refusal, fixes and moves a day, and reminds before it', () => {
    const told = new Told('permanent-move').does('declare-complete').does('propose-visit').does('refuse-visit-dates');
    expect(told.task('propose-visit')).not.to.equal(undefined);
    told.does('propose-visit').does('choose-visit-date', { visitOn: '2027-01-29' });
    expect(told.waits).to.deep.include({ act: 'remind-visit', on: '2027-01-27' });
    told.does('plan-visit', { visitOn: '2027-02-05' });
    expect(told.waits).to.deep.include({ act: 'remind-visit', on: '2027-02-03' });
    expect(told.waits).not.to.deep.include({ act: 'remind-visit', on: '2027-01-27' });
    expect(told.waitsFor('remind-visit')).to.deep.equal(['remind-visit']);
    told.does('report-visit');
    expect(told.task('give-opinion')).not.to.equal(undefined);
  });

  it('gives the visit back to the agent when nobody chooses a date', () => {
    const told = new Told('permanent-move', { home: true }).does('declare-complete').does('propose-visit');
    const lastDay = told.task('choose-visit-date')!.dueOn!;
    expect(told.passesNext()).to.equal('visit-choice-missed');
    expect(dayOf(told.at - 1)).to.equal(lastDay);
    expect(told.task('propose-visit')?.role).to.equal('adviser');
  });

  it('accepts a withdrawal until ONE has decided, and not after', () => {
    expect(new Told('permanent-move').does('withdraw').status).to.equal('withdrawn');
    expect(readyToDecide(new Told('permanent-move')).does('propose-decision').does('withdraw').status).to.equal(
      'withdrawn',
    );
    const granted = decided(readyToDecide(new Told('permanent-move')), 'grant');
    expect(refusal(() => granted.does('withdraw'))).to.equal('not-available');
    expect(refusal(() => new Told('suspension').does('answer-notice').does('withdraw'))).to.equal('not-available');
  });

  it('asks two persons for a decision: not signed by who proposed it', () => {
    const told = readyToDecide(new Told('permanent-move')).does(
      'propose-decision',
      undefined,
      'referent',
      'same-person',
    );
    expect(refusal(() => told.does('sign-decision', {}, 'asr-manager', 'same-person'))).to.equal('four-eyes');
    expect(told.does('sign-decision', {}, 'asr-manager', 'another').status).to.equal('granted');
  });

  it('sends a proposal back to its drafter', () => {
    const told = readyToDecide(new Told('permanent-move')).does('propose-decision').does('return-to-drafter');
    expect(told.status).to.equal('decision');
    expect(told.does('propose-decision').status).to.equal('signature');
  });

  it('lets the helpdesk cancel and another procedure end any open case, and nobody touch a closed one', () => {
    for (const action of ['cancel', 'lapse'] as Action[]) {
      const told = new Told('permanent-move').does('declare-complete').does(action);
      expect(told.status).to.equal('cancelled');
      expect([told.state.tasks, told.state.deadlines, told.last.wakeAt]).to.deep.equal([[], [], null]);
      expect(refusal(() => told.does('write-message'))).to.equal('not-available');
    }
  });

  it('tells the supervisor once when ONE is late, and leaves the task where it is', () => {
    const told = new Told('permanent-move');
    expect(told.passesNext()).to.equal('escalate');
    expect(told.last.effects).to.deep.equal(['notify-supervisor']);
    expect(told.task('declare-complete')).not.to.equal(undefined);
    expect(told.waits).to.deep.equal([]);
  });

  it('takes a message at any moment without moving the case', () => {
    const told = new Told('permanent-move');
    const { movedBy } = told.state;
    told.does('write-message', {}, 'operator');
    expect(told.state.movedBy).to.equal(movedBy);
    expect(factsOf('write-message', told.state.data, told.today)).to.deep.equal({});
  });
});
