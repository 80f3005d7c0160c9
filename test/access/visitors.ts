/** Who asks, in the access matrix: at the door, as an operator, at ONE. */
export const doors = ['stranger', 'weak session', 'deactivated'] as const;
export const operators = ['childminder', 'administrator', 'data manager of one facility', 'user manager'] as const;
export const agents = [
  'referent',
  'coordinator',
  'adviser',
  'health referent',
  'head of administration',
  'appeal secretariat',
  'supervisor',
  'helpdesk',
  'data protection officer',
  // Last: where the others differ, this one's answers stand in `after-school-referent.ts`.
  'after-school referent',
] as const;
export const visitors = [...doors, ...operators, ...agents] as const;
export type Visitor = (typeof visitors)[number];
