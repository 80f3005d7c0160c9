import { expect } from 'chai';
import fc from 'fast-check';
import { localPath } from '../../api/sign-in/return-to.ts';

describe('the way back after signing in', () => {
  for (const path of [
    '/',
    '/pro',
    '/pro/cases/7?tab=2&x=%2F%2F',
    '/office/search?q=Les%20Petits%20Ch%C3%AAnes',
    '/a@b',
    '/sign-in/resume',
    '/pro:80/x',
  ]) {
    it(`keeps ${path}`, () => {
      expect(localPath(path)).to.equal(path);
    });
  }

  const elsewhere = [
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'https://evil.example',
    'https:/evil.example',
    'https:evil.example',
    'HTTPS://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
    './/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e%2e//evil.example',
    '/pro\r\nSet-Cookie: a=b',
    '/pro\u0000',
    '/\u0085/evil.example',
    '/\u00a0\\evil',
    '',
    '?x',
    '#x',
    `/${'a'.repeat(600)}`,
  ];
  for (const value of elsewhere) {
    it(`leads home instead of ${JSON.stringify(value.slice(0, 40))}`, () => {
      expect(localPath(value)).to.equal('/');
    });
  }

  it('leads home instead of what is no text', () => {
    for (const value of [undefined, null, 7, ['/pro'], ['/pro', '//evil.example'], { path: '/pro' }])
      expect(localPath(value)).to.equal('/');
  });

  it('never leaves our origin, whatever a browser makes of it', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '%5c',
      '%2e',
      '@',
      ':',
      'evil.example',
      'https:',
      '\t',
      '\n',
      ' ',
      '?',
      '#',
      'a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(parts, { maxLength: 8 }).map((all) => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (value) => {
          const path = localPath(value);
          expect(new URL(path, 'https://pro.exemple.be').origin).to.equal('https://pro.exemple.be');
          expect(path).to.match(/^\/(?![/\\])/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
