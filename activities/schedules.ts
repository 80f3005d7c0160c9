/** The Schedules of the house: made where they are missing, changed where they are not as they should be, taken away where nothing wants them any more. */
import { createHash } from 'node:crypto';
import type { Client, ScheduleSpec } from '@temporalio/client';
import { processes } from '../workflows/registry.ts';
import type { AnyProcess } from '../workflows/procedure.ts';

export interface Round {
  scheduleId: string;
  workflowType: string;
  args?: string[];
  spec: ScheduleSpec;
  /** How late an action is still taken, when the engine was away. */
  catchupWindow: '1m' | '1d' | '60d';
}

const brussels = { timezone: 'Europe/Brussels' };

/** The rounds of the house, and those of each procedure that the calendar opens. */
export const roundsOf = (among: readonly AnyProcess[] = processes): Round[] => [
  { scheduleId: 'sweep', workflowType: 'sweep', spec: { intervals: [{ every: '1m' }] }, catchupWindow: '1m' },
  {
    scheduleId: 'nightly',
    workflowType: 'nightly',
    spec: { calendars: [{ hour: 3, minute: 15 }], ...brussels },
    catchupWindow: '1d',
  },
  { scheduleId: 'giving-on', workflowType: 'givingOn', spec: { intervals: [{ every: '5m' }] }, catchupWindow: '1m' },
  {
    scheduleId: 'daily-lists',
    workflowType: 'dailyLists',
    spec: { calendars: [{ dayOfWeek: { start: 'MONDAY', end: 'FRIDAY' }, hour: 7, minute: 30 }], ...brussels },
    catchupWindow: '1d',
  },
  {
    scheduleId: 'training-minute',
    workflowType: 'trainingMinute',
    spec: { intervals: [{ every: '1m' }] },
    catchupWindow: '1m',
  },
  { scheduleId: 'webhooks', workflowType: 'webhooks', spec: { intervals: [{ every: '1m' }] }, catchupWindow: '1m' },
  {
    scheduleId: 'training-night',
    workflowType: 'trainingNight',
    spec: { calendars: [{ hour: 2, minute: 30 }], ...brussels },
    catchupWindow: '1d',
  },
  {
    scheduleId: 'midnight',
    workflowType: 'midnight',
    spec: { calendars: [{ hour: 0, minute: 1 }], ...brussels },
    catchupWindow: '1d',
  },
  {
    scheduleId: 'users',
    workflowType: 'users',
    spec: { calendars: [{ hour: 6 }], ...brussels },
    catchupWindow: '1d',
  },
  ...among.flatMap(({ slug, opening }): Round[] => {
    if (!opening) return [];
    const { months, day, hour } = opening.on;
    const month = months ? { month: months.map((number) => monthNames[number - 1]!) } : {};
    return [
      {
        scheduleId: openingsId(slug),
        workflowType: 'openings',
        args: [slug],
        spec: { calendars: [{ ...month, dayOfMonth: day, hour }], ...brussels },
        catchupWindow: '60d',
      },
    ];
  }),
];
const monthNames = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;
const openingsId = (slug: string): string => `openings-${slug}`;

/** In the note of the schedule: whose it is, and how it was asked for. The engine gives a spec back in another shape. */
const mark = 'Pro.ONE';
const noteOf = (round: Round): string =>
  `${mark} ${createHash('sha256').update(JSON.stringify(round)).digest('hex').slice(0, 16)}`;

export interface KeptSchedules {
  made: string[];
  changed: string[];
  removed: string[];
}
/** Run at each start of a worker; when all is as it should be, it only looks. A schedule that somebody has paused stays paused. */
export async function keepSchedules(client: Client, taskQueue: string, rounds = roundsOf()): Promise<KeptSchedules> {
  const kept: KeptSchedules = { made: [], changed: [], removed: [] };
  for (const round of rounds) {
    const { scheduleId, workflowType, args = [], spec, catchupWindow } = round;
    const note = noteOf(round);
    const wanted = {
      spec,
      policies: { overlap: 'SKIP' as const, catchupWindow },
      action: { type: 'startWorkflow' as const, workflowType, args, taskQueue, workflowId: scheduleId },
    };
    try {
      await client.schedule.create({ scheduleId, ...wanted, state: { note } });
      kept.made.push(scheduleId);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ScheduleAlreadyRunning') throw error;
      const handle = client.schedule.getHandle(scheduleId);
      if ((await handle.describe()).state.note === note) continue;
      await handle.update(({ state: { paused } }) => ({ ...wanted, state: { note, paused } }));
      kept.changed.push(scheduleId);
    }
  }
  const ids = new Set(rounds.map(({ scheduleId }) => scheduleId));
  for await (const { scheduleId, state } of client.schedule.list()) {
    if (ids.has(scheduleId) || !state.note?.startsWith(mark)) continue;
    await client.schedule.getHandle(scheduleId).delete();
    kept.removed.push(scheduleId);
  }
  return kept;
}

/** Looks at once for what should have been opened while nobody was there. */
export async function catchUpOpenings(
  client: Client,
  taskQueue: string,
  among: readonly AnyProcess[] = processes,
): Promise<void> {
  for (const { slug } of among.filter(({ opening }) => opening))
    await client.workflow.start('openings', {
      workflowId: openingsId(slug),
      taskQueue,
      args: [slug],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
}
