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
  // Last: where the others differ, the answers of these stand in `after-school-agents.ts`.
  'after-school referent',
  'after-school manager',
  'after-school director',
] as const;
export const afterSchoolAgents = ['after-school referent', 'after-school manager', 'after-school director'] as const;
export const visitors = [...doors, ...operators, ...agents] as const;
export type Visitor = (typeof visitors)[number];
