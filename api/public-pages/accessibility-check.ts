/** What the checks' last run has found: what the accessibility statement rests on. Written by `npm run accessibility`, never by hand. */
import { readFileSync } from 'node:fs';
import type { Day } from '../../domain/calendar.ts';

export interface AccessibilityCheck {
  /** The day of the run. */
  on: Day;
  /** Of the portal. */
  release: string;
  /** How many different pages were looked at. */
  pages: number;
  tools: { name: string; version: string }[];
  /** Rules that some page breaks, in French, and on how many different pages. */
  broken: { tool: string; rule: string; text: string; pages: number }[];
}

export const accessibilityFile = new URL('../../views/pages/accessibility-check.json', import.meta.url);

/** @throws when the file is missing */
export const readAccessibilityCheck = (): AccessibilityCheck =>
  JSON.parse(readFileSync(accessibilityFile, 'utf8')) as AccessibilityCheck;
