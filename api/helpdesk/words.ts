/** What tickets are called on screen. */
import type { Ticket } from '../../db/models/ticket.ts';

export const subjectWords: Readonly<Record<string, string>> = {
  'sign-in': 'Connexion au portail',
  'national-number': 'Numéro de registre national à corriger',
  'correction': 'Donnée à corriger',
  'accessibility': "Accessibilité d'une page",
  'suggestion': "Suggestion d'amélioration",
  'other': 'Autre question',
};

/** Where a ticket stands, for the helpdesk and for the one who asked. */
export function standingOf(
  { handled_at: handled, answered_at: answered, assignee_id: assignee }: Ticket,
  reader: 'helpdesk' | 'asker',
): { kind: string; text: string } {
  if (handled !== null) return { kind: 'neutral', text: 'clos' };
  if (answered !== null)
    return reader === 'helpdesk'
      ? { kind: 'neutral', text: "attend l'opérateur" }
      : { kind: 'news', text: 'réponse du helpdesk' };
  if (reader === 'helpdesk')
    return assignee === null ? { kind: 'due-soon', text: 'à prendre' } : { kind: 'at-one', text: 'en cours' };
  return { kind: 'at-one', text: 'chez le helpdesk' };
}
