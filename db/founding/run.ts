/** `npm run first-accounts`: the first people, organising bodies and facilities of an empty database, from a workbook. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readFoundingConfig } from '../../domain/config/database-url.ts';
import { connect } from '../connect.ts';
import { makeModelWorkbook } from './model-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { FoundingRefused, writeWorkbook, type Written } from './write-workbook.ts';

const help = `npm run first-accounts -- --model premiers-comptes.xlsx   écrit un classeur vide, avec ses explications
npm run first-accounts -- premiers-comptes.xlsx --check   lit le classeur et dit ce qui est à corriger ; n'écrit rien
npm run first-accounts -- premiers-comptes.xlsx           écrit tout, ou rien ; ce qui y est déjà reste comme il est`;

const names: Record<keyof Written, string> = {
  persons: 'Personnes',
  bodies: 'Pouvoirs organisateurs',
  facilities: "Milieux d'accueil",
  grants: 'Droits',
};

async function run(): Promise<number> {
  const {
    values: { model, check, help: asked },
    positionals: [file],
  } = parseArgs({
    allowPositionals: true,
    options: { model: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (model !== undefined) {
    if (existsSync(model)) return refuse(`${model} existe déjà : rien n'a été écrit.`);
    writeFileSync(model, await makeModelWorkbook());
    console.log(`Classeur vide écrit : ${model}`);
    return 0;
  }
  if (asked || file === undefined) {
    console.log(help);
    return asked ? 0 : 2;
  }
  if (!existsSync(file)) return refuse(`Il n'y a pas de fichier ${file}.`);
  const read = await readWorkbook(readFileSync(file));
  if (!read.ok)
    return refuse(
      `${String(read.faults.length)} point(s) à corriger, rien n'a été écrit :\n${read.faults.map(({ where, text }) => `  ${where} – ${text}`).join('\n')}`,
    );
  if (check) {
    console.log('Le classeur peut être écrit.');
    return 0;
  }
  const { databaseUrl, nissPepper } = readFoundingConfig(process.env);
  const db = connect(databaseUrl, { max: 1 });
  try {
    const written = await writeWorkbook(db, read.rows, { nissPepper, at: Date.now() });
    for (const [kind, { made, there }] of Object.entries(written) as [keyof Written, Written[keyof Written]][])
      console.log(`${names[kind]} : ${String(made)} ajouté·es, ${String(there)} déjà là`);
    return 0;
  } catch (error) {
    if (error instanceof FoundingRefused) return refuse(error.message);
    throw error;
  } finally {
    await db.destroy();
  }
}

function refuse(text: string): number {
  console.error(text);
  return 1;
}

process.exitCode = await run();
