import { enter } from '../support/actor.ts';
import { expectFits, narrow, takeHand } from '../support/hand.ts';
import { describeGuide, fieldOf, type Walker } from './guide.ts';

describeGuide('the journey of Mon Équipe without script, at 390 px', async (house): Promise<Walker> => {
  const window = { javaScriptEnabled: false, viewport: { width: narrow, height: 844 } };
  const actor = takeHand(await enter(house, 'Nathalie Servais', window));
  const { page } = actor;
  return {
    actor,
    follow: (name) => actor.press(name),
    async write(fields) {
      for (const [label, value] of Object.entries(fields)) await fieldOf(page, label).fill(value);
    },
    async pick(label, option) {
      await fieldOf(page, label).selectOption({ label: option });
    },
    async turn(label) {
      const box = fieldOf(page, label);
      // In a narrow window filters are folded.
      if (!(await box.isVisible())) await page.getByLabel('Filtres', { exact: true }).check();
      await box.setChecked(!(await box.isChecked()));
    },
    async choose(label, { name, buffer }) {
      await fieldOf(page, label).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    },
    async download(name) {
      const link = page.getByRole('link', { name, exact: true }).first();
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
      await expectFits(page);
      return file.path();
    },
  };
});
