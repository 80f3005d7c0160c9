/**
 * `npm run bench:attendance -- [--only grid,import] [--times 3]`: a month of 500 children in the browser, a cell saved, a sheet of 500 lines
 * imported, alone and ten at once while other pages are read. Five minutes.
 */
import { parseArgs } from 'node:util';
import { measureGrid } from './attendance-grid.ts';
import { measureImports } from './attendance-import.ts';
import { findEncoders, fullMonth, sheetOf } from './attendance-world.ts';
import { machine, openBenchHouse, residentMegabytes, type BenchHouse } from './house.ts';
import { atRate, type Measured } from './measure.ts';
import { signIn } from './portal.ts';
import { costInWords, spentBy } from './training-cost.ts';
import { findCases, insertAgent, type Walked } from './walk.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', default: 'grid,import' }, times: { type: 'string', default: '3' } },
});
const wanted = new Set(values.only.split(','));
const times = Number(values.times);
const say = (line: string): void => {
  console.log(line);
};
const lines: string[] = [];
const notes: string[] = [];

/** The aim is for what 95 of a hundred wait, or the longest of a few. */
function tell(what: string, { count, p50, p95, failed }: Measured, aim?: number): void {
  const reached = aim === undefined ? '' : p95 <= aim ? 'reached' : '**not reached**';
  lines.push(
    `| ${what} | ${String(count)} | ${p50.toFixed(0)} | ${p95.toFixed(0)} | ${aim === undefined ? '' : String(aim)} | ${reached} | ${String(failed)} |`,
  );
  say(lines.at(-1)!);
}

say(`Machine: ${machine()}.`);
const house = await openBenchHouse({ cases: 1000, say });
try {
  const month = fullMonth(Date.now());
  const encoders = await findEncoders(house, month, 10);
  if (wanted.has('grid')) {
    const { usable, saved } = await measureGrid(house, encoders[0]!, month);
    tell('grid of 500 × 31, from the click to usable', usable, 1500);
    tell('a cell, from the key to the mark « saved »', saved, 200);
  }
  if (wanted.has('import')) await benchImports(await sheetOf(month));

  async function benchImports(sheet: Buffer): Promise<void> {
    const walked = await findCases(house.db, await insertAgent(house.db));
    // Warm: the first of a day also starts the process that reads.
    const first = await measureImports(house, encoders.slice(0, 1), sheet, 1);
    tell('import of 500 lines, the first one: to the desk', first.desk);
    const alone = await measureImports(house, encoders.slice(0, 1), sheet, times * 2);
    tell('import of 500 lines, alone: to the desk', alone.desk, 2000);
    tell('import of 500 lines, alone: written', alone.written, 2000);
    await readPages(house, walked, 5);
    tell('case page, 20 req/s, nothing else', await readPages(house, walked, 15));
    const spent = await spentBy(house);
    const ten = await measureImports(house, encoders, sheet, times);
    tell('ten at once: to the desk', ten.desk, 2000);
    tell('ten at once: written', ten.written, 2000);
    notes.push(`Processor for each import, ms: ${costInWords(spent, await spentBy(house), times * 10)}.`);
    let goesOn = true;
    const imports = (async () => {
      const all = { desk: [] as Measured[], written: [] as Measured[] };
      while (goesOn) {
        const { desk, written } = await measureImports(house, encoders, sheet, 1);
        all.desk.push(desk);
        all.written.push(written);
      }
      return all;
    })();
    const pages = await readPages(house, walked, 20);
    goesOn = false;
    const all = await imports;
    tell(`case page, 20 req/s, ten imports at once over and over (${String(all.desk.length)} times)`, pages);
    const worst = (of: Measured[]): string => Math.max(...of.map(({ p95 }) => p95)).toFixed(0);
    notes.push(
      `While pages were read: to the desk ${worst(all.desk)} ms and written ${worst(all.written)} ms at most.`,
      `The web holds ${String(residentMegabytes(house.web.pid))} MB.`,
    );
  }
} finally {
  await house.stop();
}
say(
  `\n| what | of | p50 ms | p95 ms | aim | | failed |\n|---|---:|---:|---:|---:|---|---:|\n${lines.join('\n')}\n\n${notes.join('\n')}`,
);

async function readPages(at: BenchHouse, walked: readonly Walked[], seconds: number): Promise<Measured> {
  const { cookie } = await signIn(at, walked[0]?.agent ?? '');
  return atRate(20, seconds, async (index) => {
    const path = `/office/authorisation-adaptation/${walked[index % walked.length]?.id ?? ''}`;
    const answer = await fetch(`${at.publicUrl}${path}`, { headers: { cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(String(answer.status));
  });
}
