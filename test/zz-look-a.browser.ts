import { openRunningHouse } from './support/running-house.ts';
import { enter } from './support/actor.ts';
import { stableId } from '../db/seeds/demonstration/stable-id.ts';

describe('look', function () {
  this.timeout(600_000);
  it('looks', async () => {
    const house = await openRunningHouse();
    const shots: [string, string, string][] = [
      ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/data`, 'chenes'],
      ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/data?section=opening-hours`, 'chenes-hours'],
      ['Nathalie Servais', `/pro/bodies/${stableId('body petits-chenes')}/data?section=postal-address`, 'body'],
      ['Émilie Delvaux', `/pro/facilities/${stableId('facility delvaux')}/data?section=publication`, 'delvaux'],
    ];
    let who = '';
    let actor: Awaited<ReturnType<typeof enter>> | undefined;
    for (const [name, path, file] of shots) {
      if (name !== who) {
        actor = await enter(house, name);
        await actor.open('/pro');
        who = name;
      }
      for (const width of [1280, 390]) {
        await actor!.page.setViewportSize({ width, height: 900 });
        await actor!.page.goto(house.address + path);
        await actor!.page.screenshot({ path: `/tmp/look-a-${file}-${String(width)}.png`, fullPage: true });
      }
    }
    await house.close();
  });
});
