/** Where a review stands, in one sentence: the day that it names is that of what it is about. */
import { expect } from 'chai';
import { situationOf } from '../../api/functioning-review/situation.ts';
import type { Row } from '../../api/functioning-review/own.ts';
import { formatLongDate } from '../../domain/french-dates.ts';

const today = '2027-09-01';
const row = (status: string, data: object, tasks: readonly [action: string, role: string, dueOn: string | null][]) =>
  ({
    status,
    state: { data, tasks: tasks.map(([action, role, dueOn]) => ({ action, role, dueOn })) },
  }) as unknown as Pick<Row, 'status' | 'state'>;

describe('the situation of a review', () => {
  it('names the day of the choice, not that of the opinion on health which ONE is asked for beside it', () => {
    for (const [meeting, action] of [
      ['proposed', 'choose-meeting'],
      ['minutes', 'agree-minutes'],
    ] as const) {
      const one = row('meeting', { meeting, healthOpinion: 'asked' }, [
        ['give-health-opinion', 'health-referent', '2027-09-20'],
        [action, 'operator', '2027-09-10'],
      ]);
      for (const reader of ['operator', 'one'] as const)
        expect(situationOf(one, reader, today).until).to.equal(formatLongDate('2027-09-10'));
    }
  });

  it('names no day where there is none, and ends its sentence', () => {
    for (const reader of ['operator', 'one'] as const) {
      const told = situationOf(row('self-assessment', {}, []), reader, today);
      expect(told.text).to.equal("L'auto-évaluation est à envoyer.");
      expect(told.until).to.equal(undefined);
    }
  });
});
