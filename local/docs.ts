import { mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect } from '../db/connect.ts';
import { Parameter } from '../db/models/parameter.ts';
import { migrate } from '../db/migrate.ts';
import { processes } from '../workflows/registry.ts';
import { startPostgres } from './postgres.ts';
import { findFreePort } from './processes.ts';
import { procedurePage } from './procedure-page.ts';

// `npm run docs`: one page for each procedure, from its table and the parameters that the migrations give it. No data is needed, nor touched.

const pages = resolve(import.meta.dirname, '../docs/procedures');
const dir = mkdtempSync(join(tmpdir(), 'pro-one-docs-'));
chmodSync(dir, 0o711); // as root, the server runs as somebody else
try {
  const postgres = await startPostgres({
    dataDir: join(dir, 'postgres'),
    port: await findFreePort(0),
    password: 'dev-only-docs',
    durable: false,
  });
  try {
    await migrate(postgres.url);
    const db = connect(postgres.url, { max: 1 });
    const parameters = await Parameter.query(db).modify('listed').whereNull('valid_to');
    await db.destroy();
    mkdirSync(pages, { recursive: true });
    for (const process of processes) {
      const page = join(pages, `${process.slug}.md`);
      writeFileSync(page, procedurePage(process, parameters));
      console.log(`Écrit : ${page}`);
    }
  } finally {
    await postgres.stop();
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
