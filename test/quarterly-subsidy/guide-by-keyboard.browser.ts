import { enter } from '../support/actor.ts';
import { byKeyboard } from '../support/walker.ts';
import { describeQuarter } from './guide.ts';

describeQuarter('a whole quarter by the keyboard alone', {
  enter: async (house) => byKeyboard(await enter(house, 'Nathalie Servais', { slug: 'quarterly-subsidy' })),
});
