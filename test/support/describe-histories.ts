/** What holds for the recorded histories of a procedure: they replay, a change that breaks them is caught, and they tell of nobody. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from '../../activities/create-worker.ts';
import { theBundle } from './bundle.ts';

try {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'OFF' } } });
} catch {
  /* another file of this process has */
}

/** @param least how many there are at the least, in `test/<slug>/histories` */
export function describeHistories(slug: string, least: number): void {
  const directory = new URL(`../${slug}/histories/`, import.meta.url).pathname;
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const histories = (): { workflowId: string; history: ReturnType<typeof historyFromJSON> }[] =>
    files.map((name) => ({
      workflowId: name,
      history: historyFromJSON(JSON.parse(readFileSync(directory + name, 'utf8'))),
    }));

  async function failures(
    workflowBundle: WorkflowBundleWithSourceMap,
  ): Promise<{ workflowId: string; error: Error }[]> {
    const failed: { workflowId: string; error: Error }[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories()))
      if (error) failed.push({ workflowId, error });
    return failed;
  }

  describe(`running cases of ${slug}, when the workflows change`, () => {
    it('replays the recorded history of every path with the workflows of today', async () => {
      expect(files.length).to.be.at.least(least);
      expect(await failures(await theBundle())).to.deep.equal([]);
    });

    it('catches a workflow that waits where it did not', async () => {
      const failed = await failures(
        await bundleWorkflows(new URL('./incompatible/index.ts', import.meta.url).pathname),
      );
      expect(failed.map(({ workflowId }) => workflowId)).to.deep.equal(files);
      for (const { error } of failed) expect(error.name).to.equal('DeterminismViolationError');
    });

    it('holds no word that a person typed, only ids, codes and instants', () => {
      for (const name of files) {
        const text = readFileSync(directory + name, 'utf8');
        for (const [, data = ''] of text.matchAll(/"data": "([^"]+)"/g)) {
          expect(Buffer.from(data, 'base64').toString(), name).to.match(
            /^(null|true|false|-?\d+|"[\w.-]*"|[{[][\w\s.,:"{}[\]-]*[}\]])$/,
          );
        }
      }
    });
  });
}
