/** The yearly follow-up of a plan: where each action stands, and why one was given up. */

export const actionStates = ['not-started', 'under-way', 'done', 'given-up'] as const;
export type ActionState = (typeof actionStates)[number];

export interface ActionFollowUp {
  actionId: string;
  /** The empty text: not said yet. */
  state: ActionState | '';
  /** Compulsory where the action is given up, welcome elsewhere. */
  comment: string;
}
export interface FollowUpFault {
  actionId: string;
  field: 'state' | 'comment';
  text: string;
}

/** Over for good: neither is asked about again. */
export const isOver = (state: ActionState | ''): boolean => state === 'done' || state === 'given-up';

/** What is missing before it is sent, in the order of the page. */
export const faultsOfFollowUp = (rows: readonly ActionFollowUp[]): FollowUpFault[] =>
  rows.flatMap(({ actionId, state, comment }): FollowUpFault[] => {
    if (state === '') return [{ actionId, field: 'state', text: 'Dites où en est cette action.' }];
    return state === 'given-up' && comment.trim() === ''
      ? [{ actionId, field: 'comment', text: 'Écrivez pourquoi l’action est abandonnée.' }]
      : [];
  });

export type StateCounts = Readonly<Record<ActionState, number>>;
/** How many actions stand where: what is not said yet is not begun. */
export const countStates = (rows: readonly Pick<ActionFollowUp, 'state'>[]): StateCounts => {
  const counts: Record<ActionState, number> = { 'not-started': 0, 'under-way': 0, 'done': 0, 'given-up': 0 };
  for (const { state } of rows) counts[state === '' ? 'not-started' : state] += 1;
  return counts;
};
