/**
 * `npm run bench:quarters -- [--only rush,publication] [--rush 1000] [--minutes 5] [--quarters 4000] [--calm]`: the last evening of a quarter over
 * HTTP, and a table of lump sums that thousands of quarters wait for; web and worker are killed in the middle (`--calm`: nobody is).
 */
import { parseArgs } from 'node:util';
import { machine, openBenchHouse } from './house.ts';
import { benchPublication } from './quarters-publication.ts';
import { benchPlans } from './quarters-plans.ts';
import { benchRush } from './quarters-rush.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'rush,publication' },
    rush: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '5' },
    quarters: { type: 'string', default: '4000' },
    calm: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => {
  console.log(line);
};

say(`Machine: ${machine()}; everything on it.\n`);
for (const part of values.only.split(',')) {
  const house = await openBenchHouse({ cases: 1000, say });
  try {
    if (part === 'rush')
      await benchRush(house, {
        count: Number(values.rush),
        seconds: Number(values.minutes) * 60,
        kills: !values.calm,
        say,
      });
    else if (part === 'publication')
      await benchPublication(house, { count: Number(values.quarters), kills: !values.calm, say });
    else await benchPlans(house, { say });
  } finally {
    await house.stop();
  }
}
process.exit(0);
