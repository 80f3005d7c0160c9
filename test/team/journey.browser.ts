import { enter } from '../support/actor.ts';
import { byKeyboard, type Walker } from '../support/walker.ts';
import { describeGuide } from './guide.ts';

describeGuide('the journey of Mon Équipe, by keyboard', async (house): Promise<Walker> => {
  const hand = byKeyboard(await enter(house, 'Nathalie Servais'));
  const { page } = hand.actor;
  return {
    ...hand,
    async follow(name) {
      // The list has its keys.
      if (name === '+ Nouvelle personne')
        await Promise.all([page.waitForURL('**/pro/team/new**'), page.keyboard.press('n')]);
      // Enter in a box sends the filters that stand around it.
      else if (name === 'Filtrer') {
        await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
        await page.waitForLoadState();
      } else await hand.follow(name);
    },
  };
});
