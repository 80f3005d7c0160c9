/** The sections of the sheet that are tables, in the order of the guide. */
import { contracts } from './contracts.ts';
import type { AnySection } from './section.ts';

export const sections: readonly AnySection[] = [contracts];
