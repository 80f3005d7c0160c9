/** « Déclaré, retenu, pourquoi »: the lines of a calculation as both sides read them. */
import type { KeptLine } from '../../domain/subsidy/kept-line.ts';
import { groupOfLine, lineGroups, type LineCode, type LineGroup } from '../../domain/subsidy/lines.ts';
import { read } from '../../domain/traced.ts';
import { basisOf, leftOut, normIn, unfoldKept, type Step } from './trace.ts';
import { lineWords } from '../quarterly-subsidy/words.ts';
import { groupWords, reasonWords, totalWords } from './words.ts';

export interface LineShown {
  code: LineCode;
  name: string;
  basis?: string;
  declared: number;
  retained: number;
  /** Below zero: less is kept than was declared. */
  gap: number;
  why: string;
  /** Under the reason: what was left out, and what the agent wrote. */
  beside?: string;
  text?: string;
  /** It fell for a reason of its own. */
  fell: boolean;
  /** Its calculation, unfolded. */
  steps: { declared: Step; retained?: Step };
}
export interface GroupShown {
  name: string;
  lines: LineShown[];
}

export const shownLines = (lines: readonly KeptLine[]): GroupShown[] =>
  lineGroups.flatMap((group) => {
    const here = lines.filter(({ code }) => groupOfLine[code] === group).map(shownLine);
    return here.length > 0 ? [{ name: groupWords[group], lines: here }] : [];
  });

export function shownLine({ code, declared, retained, reason, follows, text, trace }: KeptLine): LineShown {
  const [asked, kept] = [read(trace.declared), read(trace.retained)];
  const basis = basisOf(asked);
  const norm = normIn(kept);
  const beside = reason === 'as-declared' ? undefined : leftOut(asked, kept);
  return {
    code,
    name: lineWords[code],
    ...(basis ? { basis } : {}),
    declared,
    retained,
    gap: retained - declared,
    why:
      reason === 'norm' && norm
        ? `Norme : ${norm}`
        : follows
          ? `Suit la ligne « ${lineWords[follows]} »`
          : reasonWords[reason],
    ...(beside ? { beside } : {}),
    ...(text ? { text } : {}),
    fell: retained < declared && !follows,
    steps: {
      declared: unfoldKept(trace.declared),
      ...(reason === 'as-declared' ? {} : { retained: unfoldKept(trace.retained) }),
    },
  };
}

/** What is retained of each group, for the box of the calculation. */
export const totalsByGroup = (lines: readonly KeptLine[]): { group: LineGroup; label: string; cents: number }[] =>
  lineGroups.map((group) => ({
    group,
    label: totalWords[group],
    cents: lines.filter(({ code }) => groupOfLine[code] === group).reduce((sum, { retained }) => sum + retained, 0),
  }));
