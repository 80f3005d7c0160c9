// Mocha loads reporters before it knows TypeScript.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';

/** One line per file while it runs, the failures in full at the end, the counts into the file named by TEST_COUNTS. */
export default class TestReporter extends Mocha.reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    const perFile = new Map();
    const of = (test) => {
      const file = test.file ?? test.parent?.file ?? current ?? 'hooks';
      if (file !== current) print(current);
      current = file;
      if (!perFile.has(file)) perFile.set(file, { passed: 0, failed: 0, pending: 0, took: 0 });
      return perFile.get(file);
    };
    let current;
    const print = (file) => {
      const counts = file && perFile.get(file);
      if (!counts || counts.isPrinted) return;
      counts.isPrinted = true;
      const parts = [
        `${counts.passed} passed`,
        counts.failed && `${counts.failed} FAILED`,
        counts.pending && `${counts.pending} pending`,
      ];
      console.log(
        `${counts.failed ? '✗' : '✓'} ${relative(process.cwd(), file)}: ${parts.filter(Boolean).join(', ')} (${(counts.took / 1000).toFixed(1)} s)`,
      );
    };
    runner.on('pass', (test) => {
      const counts = of(test);
      counts.passed++;
      counts.took += test.duration ?? 0;
    });
    runner.on('fail', (test) => {
      const counts = of(test);
      counts.failed++;
      counts.took += test.duration ?? 0;
    });
    runner.on('pending', (test) => {
      of(test).pending++;
    });
    runner.once('end', () => {
      print(current);
      if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
      const { passes, failures } = this.stats;
      if (process.env.TEST_COUNTS)
        writeFileSync(process.env.TEST_COUNTS, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}
