/** The demonstration's people and cases, loaded once for each run and day: every house gets a copy of its database and of its documents. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { directoryBlobStore } from '../../db/blob-store.ts';
import { connect } from '../../db/connect.ts';
import { loadDemonstration } from '../../db/seeds/demonstration.ts';
import type { Instant } from '../../domain/calendar.ts';
import { copyDatabase, makeTemplate, type TestDatabase } from './database.ts';

export interface DemonstrationCopy extends TestDatabase {
  /** Of this copy alone; whoever asked for it removes it. */
  storageDir: string;
}

/** @param now the demonstration counts its dates from that day, and its cases stop at that hour */
export async function copyDemonstration(
  now: Instant,
  { nissPepper, nissKey }: { nissPepper: string; nissKey: string },
): Promise<DemonstrationCopy> {
  const digest = createHash('sha256')
    .update(`${String(now)} ${nissPepper} ${nissKey}`)
    .digest('hex')
    .slice(0, 12);
  const runDir = process.env.PRO_ONE_TEST_RUN ?? tmpdir();
  const documents = path.join(runDir, `demonstration-${digest}`);
  const template = await makeTemplate(`demonstration_${digest}`, async (url) => {
    mkdirSync(documents, { recursive: true });
    const db = connect(url, { max: 4 });
    try {
      await loadDemonstration({ db, nissPepper, nissKey, now, blobs: directoryBlobStore(documents) });
    } finally {
      await db.destroy();
    }
  });
  const database = await copyDatabase(template);
  const storageDir = mkdtempSync(path.join(tmpdir(), 'pro-one-house-'));
  cpSync(documents, storageDir, { recursive: true });
  return { ...database, storageDir };
}
