/** Somebody in a narrow window, whose clicks are counted as a person would count them: links, buttons, ticks, choices of files. Typing is free. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import type { Actor } from './actor.ts';

/** Width in px at which every page must do without sideways scrolling. */
export const narrow = 390;

export interface Hand extends Actor {
  clicks: number;
  unfold(name: string): Promise<void>;
  /** All at once, in one line of a form. */
  chooseFiles(line: RegExp, ...names: string[]): Promise<void>;
  /** From the page of the case to the form of the act: one click. */
  begin(caseId: string, action: string): Promise<void>;
  /** What the page shows under « Dernier échange ». */
  lastExchange(): Promise<string>;
}

/** @param actor in a window of that width */
export function takeHand(actor: Actor): Hand {
  const { page } = actor;
  const hand: Hand = {
    ...actor,
    clicks: 0,
    async open(path) {
      await actor.open(path);
      await expectFits(page);
    },
    async press(label, within) {
      hand.clicks += 1;
      await actor.press(label, within);
      await expectFits(page);
    },
    async choose(...labels) {
      hand.clicks += labels.length;
      await actor.choose(...labels);
    },
    async unfold(label) {
      hand.clicks += 1;
      await page.locator('summary', { hasText: label }).click();
    },
    async chooseFiles(line, ...names) {
      hand.clicks += 1;
      await page.getByLabel(line).setInputFiles(names.map(pdf));
    },
    async begin(caseId, action) {
      hand.clicks += 1;
      await page.locator(`#actions a[href$="/${action}"]`).click();
      await page.waitForURL(`**/${caseId}/${action}`);
      await expectFits(page);
    },
    lastExchange: async () => inOneLine(await page.locator('#echange').innerText()),
  };
  return hand;
}

export const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
export const pdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: makePdf(name, ['Document de test.']),
});

export async function expectFits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, `${page.url()} scrolls sideways`).to.be.at.most(narrow);
}
