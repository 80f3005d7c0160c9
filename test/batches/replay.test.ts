import { readdirSync, readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { theBundle } from '../support/bundle.ts';

try {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'OFF' } } });
} catch {
  /* another file of this process has */
}

const directory = new URL('./histories/', import.meta.url).pathname;

describe('long work under way, when the workflows change', () => {
  it('replays the recorded histories with the workflow of today', async () => {
    const files = readdirSync(directory).sort();
    expect(files.length).to.be.at.least(5);
    const histories = files.map((name) => ({
      workflowId: name,
      history: historyFromJSON(JSON.parse(readFileSync(directory + name, 'utf8'))),
    }));
    const failed: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories(
      { workflowBundle: await theBundle() },
      histories,
    ))
      if (error) failed.push(`${workflowId}: ${error.message}`);
    expect(failed).to.deep.equal([]);
  });
});
