import { expect } from 'chai';
import { isAlive } from '../../local/processes.ts';
import { runFiles, type FileResult, type PoolOptions } from '../../local/test-pool.ts';

const fixture = (name: string): string => `test/local/fixtures/${name}.ts`;
const run = (names: string[], options: Partial<PoolOptions> = {}): Promise<FileResult[]> =>
  runFiles({ files: names.map(fixture), jobs: 1, env: process.env, fileLimit: 30_000, ...options });

describe('the runner of the tests', function () {
  this.timeout(60_000);
  let hanging: FileResult[], computing: FileResult[], leaving: FileResult[];
  before(async () => {
    [hanging, computing, leaving] = await Promise.all([
      run(['waits-for-ever', 'ends-by-itself'], { fileLimit: 4000 }),
      run(['computes-for-ever'], { fileLimit: 4000 }),
      run(['leaves-a-worker-open', 'leaves-a-server-open']),
    ]);
  });

  it('counts what passes and tells what fails', () => {
    expect(hanging[1]).to.include({ passed: 1, failed: 1 });
    expect(hanging[1]!.said).to.include("expected 'what it finds' to equal 'what it expects'");
    expect(hanging[1]!.leftOpen).to.deep.equal([]);
  });

  it('ends a file that waits for ever, says what it was doing, and goes on with the next', () => {
    expect(hanging.map(({ file }) => file)).to.deep.equal([fixture('waits-for-ever'), fixture('ends-by-itself')]);
    expect(hanging[0]).to.include({ failed: 1 });
    expect(hanging[0]!.said).to.include('not ended after 4 s, while at: a file waits for what never comes');
    expect(hanging[0]!.said).to.include('Open: Timeout');
  });

  it('ends a file that computes for ever', () => {
    expect(computing[0]!.said).to.include('while at: a file computes without end. Open: a computation without pause');
  });

  it('names the worker, or the server, that a file has left open, and fails', () => {
    expect(leaving.map(({ passed, failed }) => ({ passed, failed }))).to.deep.equal([
      { passed: 1, failed: 1 },
      { passed: 1, failed: 1 },
    ]);
    const [engine, server] = leaving.map(({ leftOpen }) => leftOpen.join());
    expect(engine).to.include('Temporal worker');
    expect(engine).to.match(/process \d+ \(.*temporal-test-server/);
    expect(server).to.match(/^server at 127\.0\.0\.1:\d+$/);
    expect(isAlive(Number(/process (\d+)/.exec(engine!)?.[1]))).to.equal(false);
  });

  it('takes what computes first, and leaves out nothing that waits', async () => {
    const results = await run(['leaves-a-server-open', 'ends-by-itself'], { waits: (file) => file.includes('server') });
    expect(results.map(({ file }) => file)).to.deep.equal([fixture('ends-by-itself'), fixture('leaves-a-server-open')]);
  });

  it('begins nothing more once the run is over', async () => {
    const over = new AbortController();
    const running = run(['waits-for-ever', 'ends-by-itself'], { signal: over.signal });
    setTimeout(() => {
      over.abort();
    }, 1500);
    const results = await running;
    expect(results).to.have.lengthOf(1);
    expect(results[0]!.said).to.include('cut short');
  });
});
