import { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { keepSchedules, roundsOf, type Round } from '../../activities/schedules.ts';
import { findTemporalCli } from '../../local/temporal.ts';
import { waitUntil } from '../../local/processes.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { process as quarters } from '../support/second-procedure/process.ts';

describe('the schedules of the house', () => {
  let env: TestWorkflowEnvironment;
  before(async () => {
    env = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path: await findTemporalCli() },
        ui: false,
        extraArgs: ['--log-level', 'never'],
      },
    });
  });
  after(() => env.teardown());

  const keep = (rounds: Round[]) => keepSchedules(env.client, 'procedures', rounds);
  const withOpening = (opening: object): AnyProcess =>
    ({ ...quarters, opening: { ...quarters.opening, ...opening } }) as AnyProcess;
  const openingId = `openings-${quarters.slug}`;
  const describeSchedule = async (id: string) => env.client.schedule.getHandle(id).describe();
  const listed = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { scheduleId } of env.client.schedule.list()) ids.push(scheduleId);
    return ids.sort();
  };

  it('are made once: a second worker finds them as they should be', async () => {
    const rounds = roundsOf([quarters]);
    expect((await keep(rounds)).made.sort()).to.deep.equal([
      'daily-lists',
      'giving-on',
      'midnight',
      'nightly',
      openingId,
      'sweep',
      'training-minute',
      'training-night',
      'users',
      'webhooks',
    ]);
    expect(await keep(rounds)).to.deep.equal({ made: [], changed: [], removed: [] });
    const { spec, action } = await describeSchedule(openingId);
    expect(spec.timezone).to.equal('Europe/Brussels');
    expect(spec.calendars![0]!.month).to.deep.equal(
      ['JANUARY', 'APRIL', 'JULY', 'OCTOBER'].map((month) => ({ start: month, end: month, step: 1 })),
    );
    expect([action.type, action.workflowType, action.args]).to.deep.equal([
      'startWorkflow',
      'openings',
      [quarters.slug],
    ]);
  });

  it('follow the table when it changes, and stay on hold where somebody has put them so', async () => {
    await env.client.schedule.getHandle(openingId).pause('vérification');
    await keep(roundsOf([withOpening({ on: { months: [1], day: 15, hour: 4 } })]));
    const { spec, state } = await describeSchedule(openingId);
    expect(spec.calendars![0]).to.deep.include({
      month: [{ start: 'JANUARY', end: 'JANUARY', step: 1 }],
      dayOfMonth: [{ start: 15, end: 15, step: 1 }],
      hour: [{ start: 4, end: 4, step: 1 }],
    });
    expect(state.paused).to.equal(true);
  });

  it('that an older release made are taken over, and those that nothing wants any more are taken away', async () => {
    await env.client.schedule.create({
      scheduleId: 'of-somebody-else',
      spec: { intervals: [{ every: '1d' }] },
      action: { type: 'startWorkflow', workflowType: 'other', taskQueue: 'other', workflowId: 'other' },
    });
    await env.client.schedule.getHandle('nightly').delete();
    await env.client.schedule.create({
      scheduleId: 'nightly',
      spec: { calendars: [{ hour: 1 }] },
      action: { type: 'startWorkflow', workflowType: 'nightly', taskQueue: 'procedures', workflowId: 'nightly' },
    });
    await waitUntil('list', async () => (await listed()).length === 11);
    expect(await keep(roundsOf([]))).to.deep.equal({ made: [], changed: ['nightly'], removed: [openingId] });
    await waitUntil('list', async () => (await listed()).length === 10);
    expect(await listed()).to.deep.equal([
      'daily-lists',
      'giving-on',
      'midnight',
      'nightly',
      'of-somebody-else',
      'sweep',
      'training-minute',
      'training-night',
      'users',
      'webhooks',
    ]);
  });
});
