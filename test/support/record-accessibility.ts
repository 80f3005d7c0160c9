/**
 * `npm run accessibility`: every test that looks at pages is run, and what axe and html-validate have found is kept for the accessibility statement
 * (`views/pages/accessibility-check.json`). Paths run these files alone: for trying it, not for the statement.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { accessibilityFile, type AccessibilityCheck } from '../../api/public-pages/accessibility-check.ts';
import { dayOf } from '../../domain/calendar.ts';
import { findTestFiles } from '../../local/test-files.ts';
import { notingIn, readLooks, type Look } from './looked-at.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

const paths = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'pro-one-looks-'));
try {
  const files = findTestFiles(paths).filter((file) => file.endsWith('.browser.ts'));
  const run = spawn(process.execPath, ['local/test.mjs', ...files], {
    cwd: root,
    env: notingIn(directory),
    stdio: 'inherit',
  });
  const [code] = (await once(run, 'close')) as [number | null];
  const check = summarise(readLooks(directory));
  writeFileSync(accessibilityFile, `${JSON.stringify(check, undefined, 2)}\n`);
  console.log(`Écrit : ${accessibilityFile.pathname} (${String(check.pages)} pages)`);
  // A page that breaks a rule fails a test, and is told in the statement all the same.
  process.exitCode = code ?? 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function summarise(looks: readonly Look[]): AccessibilityCheck {
  const { version: release } = read('package.json') as { version: string };
  const french = (read('node_modules/axe-core/locales/fr.json') as { rules: Record<string, { help: string }> }).rules;
  const tools = new Map(looks.map(({ tool, version }) => [tool, version]));
  const broken = new Map<string, { tool: string; rule: string; pages: Set<string> }>();
  for (const { tool, broken: rules, page = '' } of looks)
    for (const rule of rules) {
      const one = broken.get(`${tool} ${rule}`) ?? { tool, rule, pages: new Set() };
      one.pages.add(page);
      broken.set(`${tool} ${rule}`, one);
    }
  return {
    on: dayOf(Date.now()),
    release,
    pages: new Set(looks.flatMap(({ page }) => page ?? [])).size,
    tools: [...tools].sort().map(([name, version]) => ({ name, version })),
    broken: [...broken.values()].map(({ tool, rule, pages }) => ({
      tool,
      rule,
      text: french[rule]?.help ?? `Code HTML non valide : ${rule}`,
      pages: pages.size,
    })),
  };
}
