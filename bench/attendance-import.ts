/** A sheet of 500 lines: from its sending to the desk, and from the confirmation to what was written. */
import type { BenchHouse } from './house.ts';
import { children, emptyMonth, type Encoder } from './attendance-world.ts';
import { summary, type Measured } from './measure.ts';

export interface Imported {
  desk: Measured;
  written: Measured;
}

export async function measureImports(
  house: BenchHouse,
  encoders: readonly Encoder[],
  sheet: Buffer,
  times: number,
): Promise<Imported> {
  const desk: number[] = [];
  const written: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await Promise.all(encoders.map(({ facilityId }) => emptyMonth(house, facilityId)));
    const shown = await Promise.all(encoders.map((encoder) => sendSheet(house, encoder, sheet)));
    desk.push(...shown.map(({ took }) => took));
    written.push(...(await Promise.all(encoders.map((encoder, at) => confirm(house, encoder, shown[at]?.desk ?? '')))));
  }
  const ids = encoders.map(({ facilityId }) => facilityId);
  const [there] = await house
    .db('attendance_rows')
    .whereIn('facility_id', ids)
    .whereNull('removed_at')
    .count<{ count: string }[]>();
  if (Number(there?.count) !== children * encoders.length) throw new Error(`${there?.count ?? ''} lines were written`);
  return { desk: summary(desk, 0), written: summary(written, 0) };
}

const pathOf = (answer: Response, house: BenchHouse): string => {
  const location = answer.headers.get('location');
  if (answer.status !== 303 || !location) throw new Error(`${answer.url}: ${String(answer.status)}`);
  return `${house.publicUrl}${location}`;
};
async function read(url: string, { session }: Encoder): Promise<string> {
  const answer = await fetch(url, { headers: { cookie: session.cookie } });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${String(answer.status)}`);
  return html;
}

async function sendSheet(house: BenchHouse, encoder: Encoder, sheet: Buffer): Promise<{ took: number; desk: string }> {
  const { session, path } = encoder;
  const body = new FormData();
  body.set('_csrf', session.csrfToken);
  body.set('file', new Blob([new Uint8Array(sheet)]), 'presences.xlsx');
  const from = performance.now();
  const answer = await fetch(`${house.publicUrl}${path}/import`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie: session.cookie, origin: house.publicUrl },
  });
  const desk = pathOf(answer, house);
  await read(desk, encoder);
  return { took: performance.now() - from, desk };
}

async function confirm(house: BenchHouse, encoder: Encoder, desk: string): Promise<number> {
  const html = await read(desk, encoder);
  const of = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const { session } = encoder;
  const from = performance.now();
  const answer = await fetch(`${desk}/confirm`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ _csrf: session.csrfToken, version: of('version'), digest: of('digest') }),
    headers: { cookie: session.cookie, origin: house.publicUrl },
  });
  await read(pathOf(answer, house), encoder);
  return performance.now() - from;
}
