/** Where the qualification of somebody stands, as a badge. */
const badges: Readonly<Record<string, object>> = {
  'recognised': { kind: 'done', text: 'reconnue' },
  'waiting': { kind: 'at-one', text: "attend l'ONE" },
  'information-asked': { kind: 'to-you', text: 'à compléter' },
  'refused': { kind: 'due-late', text: 'non reconnue' },
};
/** @param status of the newest title that was sent for them; null: none was */
export const qualificationBadge = (status: string | null): object =>
  (status !== null && badges[status]) || { kind: 'neutral', text: 'pas encore demandée' };
