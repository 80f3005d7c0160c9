import { enter } from '../support/actor.ts';
import { byMouse, withoutScript } from '../support/walker.ts';
import { describeGuide } from './guide.ts';

describeGuide('the journey of Mon Équipe without script, at 390 px', async (house) =>
  byMouse(await enter(house, 'Nathalie Servais', withoutScript), { isNarrow: true }),
);
