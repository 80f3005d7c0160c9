/** The lines of a quarterly subsidy: what is declared, what ONE keeps, and why. */

export const lineGroups = ['staff', 'children', 'consultations', 'costs'] as const;
export type LineGroup = (typeof lineGroups)[number];

/** In the order of the page and of the letter. */
export const lineCodes = [
  'direction',
  'pms',
  'childcare',
  'reduced-fees',
  'fees',
  'travel',
  'clerk',
  'premises',
  'supplies',
  'social-travel',
  'education-sessions',
  'parent-sessions',
  'doctor-training',
] as const;
export type LineCode = (typeof lineCodes)[number];

export const groupOfLine: Readonly<Record<LineCode, LineGroup>> = {
  'direction': 'staff',
  'pms': 'staff',
  'childcare': 'staff',
  'reduced-fees': 'children',
  'fees': 'consultations',
  'travel': 'consultations',
  'clerk': 'costs',
  'premises': 'costs',
  'supplies': 'costs',
  'social-travel': 'costs',
  'education-sessions': 'costs',
  'parent-sessions': 'costs',
  'doctor-training': 'costs',
};

/** A line that moves with another one: it falls for no reason of its own, and is not contested by itself. */
export const followedBy: Readonly<Partial<Record<LineCode, LineCode>>> = {
  travel: 'fees',
  clerk: 'fees',
  premises: 'fees',
};

/** Why less is kept than was declared. `agent` reasons are chosen by a person; the others come from the rules. */
export const reasonCodes = [
  'as-declared',
  'norm',
  'doctor-not-valid',
  'not-sent',
  'follows',
  'no-supporting-document',
  'outside-quarter',
  'declared-twice',
  'contest-upheld',
  'other',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];
export const agentReasons = [
  'no-supporting-document',
  'outside-quarter',
  'declared-twice',
  'contest-upheld',
  'other',
] as const;
export type AgentReason = (typeof agentReasons)[number];

/** Lines that ONE has agreed to keep as they were declared, with those that move with them. */
export const upheldLines = (contests: Readonly<Record<string, string>>): LineCode[] =>
  lineCodes.filter((code) => contests[code] === 'upheld' || contests[followedBy[code] ?? ''] === 'upheld');
