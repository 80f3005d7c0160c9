import { enter } from '../support/actor.ts';
import { byMouse, withoutScript } from '../support/walker.ts';
import { describeQuarter } from './guide.ts';

describeQuarter('a whole quarter without a script, at 390 px', {
  scripts: false,
  enter: async (house) =>
    byMouse(await enter(house, 'Nathalie Servais', { ...withoutScript, slug: 'quarterly-subsidy' }), {
      isNarrow: true,
    }),
});
