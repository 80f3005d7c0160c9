/**
 * `npm run reseat`: when the engine's database is lost, each open case gets its clerk again, from its acts. Run twice it does no
 * harm: a clerk who is there only hears a bell.
 */
import { Client, Connection } from '@temporalio/client';
import { connect, type Database } from '../db/connect.ts';
import { readConfig } from '../domain/config/read-config.ts';
import { ringOnce } from '../workflows/bell.ts';

export interface Reseated {
  cases: number;
  seated: number;
  failed: string[];
}

const batch = 500;
/** At once; more does not go faster on the engine's side (hypothèse). */
const hands = 8;

/** Rings for every case that is open, or closed with something still to carry out. `failed`: ids of cases whose bell was not heard. */
export async function reseat({
  db,
  client,
  taskQueue,
  onProgress,
}: {
  db: Database;
  client: Client;
  taskQueue: string;
  onProgress?: (cases: number) => void;
}): Promise<Reseated> {
  const reseated: Reseated = { cases: 0, seated: 0, failed: [] };
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = (await db('cases')
      .where('id', '>', last)
      .where((either) => {
        void either.whereNull('closed_at').orWhereRaw('engine_seq < bell_seq');
      })
      .orderBy('id')
      .limit(batch)
      .select('id', 'slug', 'reference')) as { id: string; slug: string; reference: string }[];
    const next = rows.at(-1);
    if (!next) return reseated;
    last = next.id;
    reseated.cases += rows.length;
    const waiting = rows.values();
    await Promise.all(
      Array.from({ length: hands }, async () => {
        for (const { id, slug, reference } of waiting) {
          try {
            await ringOnce(client, taskQueue, slug, id, reference);
            reseated.seated += 1;
          } catch {
            reseated.failed.push(id);
          }
        }
      }),
    );
    onProgress?.(reseated.cases);
  }
}

if (process.argv[1] === import.meta.filename) {
  const config = readConfig(process.env);
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const db = connect(config.databaseUrl, { max: 2 });
  const connection = await Connection.connect({ address: config.temporalAddress });
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const { cases, seated, failed } = await reseat({
    db,
    client,
    taskQueue: config.temporalTaskQueue,
    onProgress: (count) => {
      say(`${String(count)} dossiers parcourus…`);
    },
  });
  say(
    `${String(cases)} dossiers ouverts ou inachevés : ${String(seated)} repris par le moteur, ${String(failed.length)} en échec.`,
  );
  for (const id of failed) say(`  sans réponse du moteur : ${id}`);
  if (failed.length > 0) say('Relancez la commande : ce qui est déjà repris ne sera pas dérangé.');
  await db.destroy();
  await connection.close();
  process.exitCode = failed.length > 0 ? 1 : 0;
}
