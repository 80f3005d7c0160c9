import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { failureWords } from '../../api/supervision/failure-words.ts';

describe('what went wrong', () => {
  it('is a sentence for every code that the house throws, and never the code', () => {
    const source = execFileSync(
      'grep',
      ['-rhoE', "(type: |nonRetryable\\('[^']*', |failure: )'[a-z]+(-[a-z]+)+'", 'activities', 'db'],
      {
        encoding: 'utf8',
      },
    );
    const codes = new Set([...source.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code!));
    expect(codes.size).to.be.above(4);
    for (const code of ['mailbox-refused', 'ECONNREFUSED', '57P01', '53100', 'SomeError', 'constructor', ...codes])
      expect(failureWords(code), code)
        .to.match(/^\p{Ll}[^«»]{10,}$/u)
        .and.not.include(code);
  });
});
