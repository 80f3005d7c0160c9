/** The sections of the sheet that are tables, in the order of the guide. */
import { absences } from './absences.ts';
import { contracts } from './contracts.ts';
import { diplomas } from './diplomas.ts';
import { documents } from './documents.ts';
import type { AnySection } from './section.ts';

export const sections: readonly AnySection[] = [contracts, diplomas, documents, absences];
