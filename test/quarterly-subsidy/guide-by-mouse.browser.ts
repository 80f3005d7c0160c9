import { enter } from '../support/actor.ts';
import { byMouse } from '../support/walker.ts';
import { describeAtOne } from './guide-at-one.ts';
import { describeQuarter } from './guide.ts';

describeQuarter('a whole quarter by the mouse, at the crèche and at ONE', {
  children: 28,
  then: describeAtOne,
  enter: async (house) => byMouse(await enter(house, 'Nathalie Servais', { slug: 'quarterly-subsidy' })),
});
