import { enter } from '../support/actor.ts';
import { enterOn, tabTo } from '../support/keyboard.ts';
import { describeGuide, fieldOf, type Walker } from './guide.ts';

/** A list of a hundred persons stands before what follows it. */
const most = 500;

describeGuide('the journey of Mon Équipe, by keyboard', async (house): Promise<Walker> => {
  const actor = await enter(house, 'Nathalie Servais');
  const { page } = actor;
  const press = async (key: string): Promise<void> => page.keyboard.press(key);
  const named = (name: string | RegExp) => {
    const exact = typeof name === 'string';
    return page.getByRole('button', { name, exact }).or(page.getByRole('link', { name, exact })).first();
  };
  return {
    actor,
    async follow(name) {
      // The list has its keys.
      if (name === '+ Nouvelle personne') {
        await Promise.all([page.waitForURL('**/pro/team/new**'), press('n')]);
        return;
      }
      // Enter in a box sends the filters that stand around it.
      if (name === 'Filtrer') {
        await Promise.all([page.waitForEvent('domcontentloaded'), press('Enter')]);
        await page.waitForLoadState();
        return;
      }
      await tabTo(page, named(name), most);
      await enterOn(page, name);
    },
    async write(fields) {
      for (const [label, value] of Object.entries(fields)) {
        await tabTo(page, fieldOf(page, label), most);
        await press('ControlOrMeta+a');
        await page.keyboard.type(value);
      }
    },
    async pick(label, option) {
      const select = fieldOf(page, label);
      await tabTo(page, select, most);
      const options = await select.locator('option').allInnerTexts();
      await press('Home');
      for (let n = options.indexOf(option); n > 0; n -= 1) await press('ArrowDown');
    },
    async turn(label) {
      await tabTo(page, fieldOf(page, label), most);
      await press('Space');
    },
    async choose(label, { name, buffer }) {
      await tabTo(page, fieldOf(page, label), most);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Enter')]);
      await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
    },
    async download(name) {
      await tabTo(page, named(name), most);
      const [file] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
      return file.path();
    },
  };
});
