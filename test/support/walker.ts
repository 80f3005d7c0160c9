/**
 * A person who goes about pages by one hand: the mouse with scripts, keys alone, or clicks without a script in a narrow window.
 * One journey is told once and walked by each of them; what it costs is counted on the way.
 */
import type { Locator, Page } from 'playwright-core';
import type { Actor } from './actor.ts';
import { expectFits, narrow, takeHand } from './hand.ts';
import { enterOn, tabTo } from './keyboard.ts';

export interface ChosenFile {
  name: string;
  buffer: Buffer;
}
/** What a person has done so far. */
export interface Cost {
  /** Links, buttons, boxes, lists, files, what is unfolded; at the identity provider too. */
  clicks: number;
  /** Values typed, or picked from a list. */
  fields: number;
  pages: number;
}
export interface Walker {
  actor: Actor;
  cost: Cost;
  /** The first address of a visit, by its bar; signs in where that is asked. */
  arrive(address: string): Promise<void>;
  /** A link or a button, and the page it leads to. */
  follow(name: string | RegExp, within?: Locator): Promise<void>;
  /** Fields by the beginning of their labels. */
  write(fields: Record<string, string>, within?: Locator): Promise<void>;
  /** The same for one that no label tells apart. */
  type(field: Locator, text: string): Promise<void>;
  pick(label: string, option: string, within?: Locator): Promise<void>;
  /** A box that is not ticked is ticked, and the other way round; of radios, the one that is to be on. */
  turn(label: string): Promise<void>;
  choose(label: string, file: ChosenFile): Promise<void>;
  unfold(name: RegExp, within?: Locator): Promise<void>;
  /** @returns the path of what was downloaded */
  download(name: string): Promise<string>;
  /** Goes to a thing that no label or name tells, as one goes into a grid. */
  goTo(target: Locator): Promise<void>;
}
type Hand = Omit<Walker, 'cost' | 'arrive' | 'write'>;

export const fieldOf = (page: Page, label: string, within: Locator = page.locator('main')): Locator =>
  within.getByLabel(new RegExp(`^\\s*${label}`)).first();
const named = (page: Page, name: string | RegExp, within: Page | Locator = page): Locator => {
  const exact = typeof name === 'string';
  return within.getByRole('button', { name, exact }).or(within.getByRole('link', { name, exact })).first();
};
const bytes = ({ name, buffer }: ChosenFile) => ({ name, mimeType: 'application/octet-stream', buffer });
const atProvider = (url: string): boolean => url.includes('/fas/identification/');

/** By the mouse, with scripts; or by taps without them, at a width of 390 px, where each page must fit (`narrow`). */
export function byMouse(person: Actor, { isNarrow = false } = {}): Walker {
  const actor = isNarrow ? takeHand(person) : person;
  const { page } = actor;
  const look = async (): Promise<void> => {
    if (isNarrow) await expectFits(page);
  };
  return counted({
    actor,
    follow: (name, within) => actor.press(name, within),
    type: (field, text) => field.fill(text),
    async pick(label, option, within) {
      await fieldOf(page, label, within).selectOption({ label: option });
    },
    async turn(label) {
      const box = fieldOf(page, label);
      // In a narrow window filters are folded.
      if (!(await box.isVisible())) await page.getByLabel('Filtres', { exact: true }).check();
      await box.setChecked(!(await box.isChecked()));
    },
    async choose(label, file) {
      await fieldOf(page, label).setInputFiles(bytes(file));
    },
    async unfold(name, within = page.locator('main')) {
      await within.locator('summary', { hasText: name }).first().click();
    },
    async download(name) {
      const [file] = await Promise.all([page.waitForEvent('download'), named(page, name).click()]);
      await look();
      return file.path();
    },
    goTo: (target) => target.click(),
  });
}
export const withoutScript = { javaScriptEnabled: false, viewport: { width: narrow, height: 844 } };

/** A list of a hundred persons stands before what follows it. */
const most = 500;

/** By keys alone: Tab, Enter, Space, arrows, and typing. */
export function byKeyboard(actor: Actor): Walker {
  const { page } = actor;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  // Playwright asks the browser for its file choosers when it begins to wait for one, without waiting for the answer: a key that is pressed
  // at once may come first, and opens a window that nobody hears of (5 of 60 on a busy machine). So it listens from the beginning.
  page.on('filechooser', () => undefined);
  return counted({
    actor,
    async follow(name, within) {
      await tabTo(page, named(page, name, within), most);
      await Promise.all([page.waitForEvent('domcontentloaded'), press('Enter')]);
      await page.waitForLoadState();
      if (atProvider(page.url())) await enterOn(page, new RegExp(`^${actor.name}`));
    },
    async type(field, text) {
      await tabTo(page, field, most);
      await press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async pick(label, option, within) {
      const select = fieldOf(page, label, within);
      await tabTo(page, select, most);
      const options = await select.locator('option').allInnerTexts();
      await press('Home');
      for (let n = options.indexOf(option); n > 0; n -= 1) await press('ArrowDown');
    },
    async turn(label) {
      const box = fieldOf(page, label);
      if ((await box.getAttribute('type')) !== 'radio') {
        await tabTo(page, box, most);
        await press('Space');
        return;
      }
      // Tab stops at one radio of a group, arrows go on from there.
      const group = page.locator(`main input[type=radio][name="${(await box.getAttribute('name')) ?? ''}"]`);
      const checked = group.and(page.locator(':checked'));
      await tabTo(page, (await checked.count()) > 0 ? checked : group.first(), most);
      await press('Space');
      for (let n = await group.count(); n > 0 && !(await box.isChecked()); n -= 1) await press('ArrowDown');
    },
    async choose(label, file) {
      await tabTo(page, fieldOf(page, label), most);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Enter')]);
      await chooser.setFiles(bytes(file));
    },
    async unfold(name, within = page.locator('main')) {
      await tabTo(page, within.locator('summary', { hasText: name }).first(), most);
      await press('Enter');
    },
    async download(name) {
      await tabTo(page, named(page, name), most);
      const [file] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
      return file.path();
    },
    goTo: (target) => tabTo(page, target, most),
  });
}

function counted(hand: Hand): Walker {
  const { page } = hand.actor;
  const cost: Cost = { clicks: 0, fields: 0, pages: 0 };
  page.on('load', () => {
    cost.pages += 1;
    // Whoever is asked there who they are presses one button.
    if (atProvider(page.url())) cost.clicks += 1;
  });
  const clicks =
    <Given extends unknown[], Made>(does: (...given: Given) => Promise<Made>) =>
    (...given: Given): Promise<Made> => {
      cost.clicks += 1;
      return does(...given);
    };
  const walker: Walker = {
    ...hand,
    cost,
    follow: clicks(hand.follow),
    turn: clicks(hand.turn),
    choose: clicks(hand.choose),
    unfold: clicks(hand.unfold),
    download: clicks(hand.download),
    goTo: clicks(hand.goTo),
    async type(field, text) {
      cost.fields += 1;
      await hand.type(field, text);
    },
    async write(fields, within) {
      for (const [label, text] of Object.entries(fields)) await walker.type(fieldOf(page, label, within), text);
    },
    async pick(label, option, within) {
      cost.fields += 1;
      await hand.pick(label, option, within);
    },
    async arrive(address) {
      await page.goto(address);
      if (new URL(page.url()).pathname === '/sign-in') await walker.follow('Connexion avec itsme');
    },
  };
  return walker;
}
