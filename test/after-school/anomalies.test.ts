import { expect } from 'chai';
import { anomaliesOf } from '../../domain/after-school/anomalies.ts';
import { anomalyInWords, differencesInWords } from '../../views/aes-subsidy/control-words.ts';
import { differencesOf, sentMonthsOf, type Snapshot, type SnapshotDay } from '../../domain/after-school/snapshot.ts';

const day = (on: string, children: number, red = false) => ({ day: on, children, red });
const snapshotDay = (on: string, more: Partial<SnapshotDay>): SnapshotDay => ({
  day: on,
  nursery: null,
  primarySchool: null,
  together: null,
  positive: null,
  morning: null,
  openAnyway: false,
  notRequired: null,
  ...more,
});
const november = (days: SnapshotDay[], enrolledNursery: number | null = 10): Snapshot => ({
  place: "L'Envol",
  months: [{ month: '2026-11', enrolledNursery, enrolledPrimary: null, days }],
});

describe('a month that was sent after school', () => {
  it('is told of where more children were present than are enrolled', () => {
    expect(anomaliesOf({ enrolled: 30, days: [day('2026-11-05', 31), day('2026-11-06', 30)] }, 0.25)).to.deep.equal([
      { kind: 'over-enrolled', days: ['2026-11-05'], most: 31, enrolled: 30 },
    ]);
    expect(anomaliesOf({ enrolled: null, days: [day('2026-11-05', 31)] }, 0.25)).to.deep.equal([]);
  });
  it('is told of where nobody came, and where it is far from the year before, day by day', () => {
    expect(anomaliesOf({ enrolled: 30, days: [day('2026-11-05', 0)] }, 0.25)).to.deep.equal([
      { kind: 'nobody', days: 1 },
    ]);
    const before = { children: 200, days: 10 };
    const near = { enrolled: 99, days: [day('2026-11-05', 25), day('2026-11-11', 90, true)], yearBefore: before };
    expect(anomaliesOf(near, 0.25)).to.deep.equal([]);
    expect(anomaliesOf({ ...near, days: [day('2026-11-05', 26)] }, 0.25)).to.deep.equal([
      { kind: 'far-from-year-before', average: 26, before: 20 },
    ]);
  });
  it('is calculated from both schools, or from their sum', () => {
    const sent = november([
      snapshotDay('2026-11-05', { nursery: 3, primarySchool: 4, positive: 2 }),
      snapshotDay('2026-11-06', { together: 9 }),
      snapshotDay('2026-11-11', { nursery: 2, openAnyway: true, notRequired: { reason: 'legal-holiday' } }),
    ]);
    expect(sentMonthsOf('envol', sent)[0]?.days).to.deep.equal([
      { day: '2026-11-05', children: 7, positive: 2, red: false },
      { day: '2026-11-06', children: 9, positive: 0, red: false },
      { day: '2026-11-11', children: 2, positive: 0, red: true },
    ]);
  });
  it('shows what a correction has changed, zero and nothing told apart', () => {
    const before = november([snapshotDay('2026-11-05', { nursery: 3 }), snapshotDay('2026-11-06', {})]);
    const after = november([snapshotDay('2026-11-05', { nursery: 4 }), snapshotDay('2026-11-06', { nursery: 0 })], 12);
    expect(differencesOf(before, after)).to.deep.equal([
      { month: '2026-11', what: 'enrolled', before: 10, after: 12 },
      { month: '2026-11', day: '2026-11-05', what: 'children', before: 3, after: 4 },
      { month: '2026-11', day: '2026-11-06', what: 'children', before: null, after: 0 },
    ]);
    expect(differencesOf(after, after)).to.deep.equal([]);
  });
  it('shows a correction of all else that an amount rests on: différenciation positive, an opening said or taken back, a day that is asked for now', () => {
    const red = { notRequired: { reason: 'school-holiday', name: "congé d'automne" } } as const;
    const before = november([
      snapshotDay('2026-11-02', { nursery: 3, ...red }),
      snapshotDay('2026-11-05', { nursery: 3, positive: 3 }),
      snapshotDay('2026-11-06', { nursery: 3, ...red }),
    ]);
    const after = november([
      snapshotDay('2026-11-02', { nursery: 3, openAnyway: true, ...red }),
      snapshotDay('2026-11-05', { nursery: 3, positive: 1 }),
      snapshotDay('2026-11-06', { nursery: 3 }),
    ]);
    expect(differencesOf(before, after)).to.deep.equal([
      { month: '2026-11', day: '2026-11-02', what: 'open-anyway', after: true },
      { month: '2026-11', day: '2026-11-05', what: 'positive', before: 3, after: 1 },
      { month: '2026-11', day: '2026-11-06', what: 'required', after: true },
    ]);
    expect(differencesInWords(differencesOf(before, after))).to.equal(
      'corrigé : 2 novembre 2026 ouverture confirmée ; 5 novembre 2026, différenciation positive 3 → 1 ; 6 novembre 2026 demandé désormais',
    );
  });
  it('declares no red day of which nobody said that the place was open; the agent is told of it', () => {
    const red = { nursery: 5, notRequired: { reason: 'legal-holiday' } } as const;
    const sent = november([snapshotDay('2026-11-05', { nursery: 3 }), snapshotDay('2026-11-11', red)]);
    expect(sentMonthsOf('envol', sent)[0]?.days.map(({ day: on }) => on)).to.deep.equal(['2026-11-05']);
    expect(
      anomaliesOf({ enrolled: 30, days: [day('2026-11-05', 3)], unsaid: ['2026-11-11'] }, 0.25).map(anomalyInWords),
    ).to.deep.equal(['11 novembre 2026 : enfants encodés, ouverture pas confirmée ; ni déclaré, ni payé']);
  });
});
