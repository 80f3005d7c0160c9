/**
 * `npm run bench:public -- [--seconds 20] [--callers 16]`: parents' searches and sheets over 4,000 places, alone and at the aimed rates while
 * pages of the portal are read beside; and what one costs in processor time, which says the same on a machine that does other things. Three minutes.
 */
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { dayOf } from '../domain/calendar.ts';
import { everyLocality } from '../domain/localities.ts';
import { machine, openBenchHouse, residentMegabytes } from './house.ts';
import { atRate, inClosedLoop, type Measured } from './measure.ts';
import { signIn } from './portal.ts';
import { insertPlaces } from './public-world.ts';
import { spentBy } from './training-cost.ts';
import { findCases, insertAgent } from './walk.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, callers: { type: 'string', default: '16' } },
});
const seconds = Number(values.seconds);
const callers = Number(values.callers);
const say = (line: string): void => {
  console.log(line);
};
const sockets = new Agent({ keepAlive: true, maxSockets: 200 });
const tags: Record<string, string> = {};
const aims = { searches: 400, sheets: 1000, p95: 50 };

say(`Machine: ${machine()}.`);
const house = await openBenchHouse({ cases: 1000, say });
try {
  await insertPlaces(house.db, dayOf(Date.now()));
  const walked = await findCases(house.db, await insertAgent(house.db));
  const { cookie } = await signIn(house, walked[0]!.agent);
  const first = performance.now();
  // The web looks at most every twenty seconds whether something has changed.
  await new Promise((passed) => setTimeout(passed, 26_000));
  const sheets = [
    ...(await get('/premiers-pas/sitemap.xml')).matchAll(/<loc>[^<]*?(\/premiers-pas\/lieux\/[^<]+)/g),
  ].map(([, path]) => path!);
  say(
    `${String(sheets.length)} places are public, ${((performance.now() - first) / 1000).toFixed(0)} s after they were written.`,
  );

  const localities = everyLocality();
  const filters = [
    '',
    '&km=20',
    '&type=independant',
    '&places=six-mois&km=10',
    '&des=07:00&jusqua=18:00',
    '&km=50&tri=places',
    '&tri=nom',
    '&km=10&page=2',
  ];
  const typed = (index: number): string => {
    const { postcode, name } = localities[(index * 37) % localities.length]!;
    // One in five is a name, one in ten is misspelt.
    if (index % 5 === 4)
      return ['lutins chenes', 'coccinelle', 'rue du moulin', 'hirondeles', 'galopins nuages'][(index % 25) % 5]!;
    return index % 10 === 3 ? name.slice(0, -1) : `${postcode} ${name}`;
  };
  const searchAt = (index: number): string =>
    `/premiers-pas?q=${encodeURIComponent(typed(index))}${filters[index % filters.length]!}`;
  const sheetAt = (index: number): string => sheets[(index * 31) % sheets.length]!;
  let turn = 0;
  const kinds = {
    'searches, each another': () => get(searchAt((turn += 1))),
    'searches, the usual two hundred': () => get(searchAt((turn += 1) % 200)),
    'sheets, first time each': () => get(sheetAt((turn += 1))),
    'sheets': () => get(sheetAt((turn += 1))),
    'sheets, asked for again (304)': () => again(sheetAt((turn += 1))),
  };
  for (const [what, call] of Object.entries(kinds)) {
    turn = 0;
    const before = await spentBy(house);
    const measured = await inClosedLoop(callers, seconds, async () => {
      await call();
    });
    const after = await spentBy(house);
    tell(what, measured, what.startsWith('searches') ? aims.searches : aims.sheets);
    say(
      `    ${(((after.web - before.web) * 1000) / measured.count).toFixed(2)} ms of processor in the web, ${(((after.database - before.database) * 1000) / measured.count).toFixed(2)} in the database; the web holds ${String(residentMegabytes(house.web.pid))} MB`,
    );
  }

  const pages = (): Promise<Measured> =>
    atRate(10, seconds, async (index) => {
      await get(`/office/authorisation-adaptation/${walked[index % walked.length]!.id}`, cookie);
    });
  tell('pages of the portal, 10/s, alone', await pages());
  turn = 0;
  const [searched, seen, beside] = await Promise.all([
    atRate(aims.searches / 4, seconds, async (index) => {
      await get(searchAt(index));
    }),
    atRate(aims.sheets / 4, seconds, async (index) => {
      await get(sheetAt(index));
    }),
    pages(),
  ]);
  tell('all at once, a quarter of the aims: searches', searched);
  tell('all at once, a quarter of the aims: sheets', seen);
  tell('all at once: pages of the portal', beside);
} finally {
  await house.stop();
}

function tell(what: string, { count, perSecond, p50, p95, p99, failed }: Measured, aim?: number): void {
  const reached = aim === undefined ? '' : perSecond >= aim && p95 <= aims.p95 ? 'reached' : '**not reached**';
  say(
    `| ${what} | ${String(count)} | ${perSecond.toFixed(0)}/s | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${p99.toFixed(1)} | ${aim === undefined ? '' : `${String(aim)}/s`} | ${reached} | ${String(failed)} |`,
  );
}

async function get(path: string, cookie = ''): Promise<string> {
  const { status, text } = await send(path, {
    cookie,
    'accept-encoding': cookie || path.endsWith('.xml') ? 'identity' : 'gzip, br',
  });
  if (status !== 200) throw new Error(`${String(status)} ${path}`);
  return text;
}
async function again(path: string): Promise<void> {
  const known = (tags[path] ??= (await send(path, { 'accept-encoding': 'br' })).etag);
  const { status } = await send(path, { 'accept-encoding': 'br', 'if-none-match': known });
  if (status !== 304) throw new Error(String(status));
}

function send(path: string, headers: Record<string, string>): Promise<{ status: number; text: string; etag: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(house.publicUrl + path, { agent: sockets, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => {
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            etag: answer.headers.etag ?? '',
          });
        });
    });
    sent.on('error', reject).setTimeout(10_000, () => {
      sent.destroy(new Error('timeout'));
    });
    sent.end();
  });
}
