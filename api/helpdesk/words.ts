/** What tickets are called on screen. */
import { dayOf, workingDaysBetween, type Day } from '../../domain/calendar.ts';
import type { Ticket } from '../../db/models/ticket.ts';

export const subjectWords: Readonly<Record<string, string>> = {
  'sign-in': 'Connexion au portail',
  'national-number': 'Numéro de registre national à corriger',
  'correction': 'Donnée à corriger',
  'accessibility': "Accessibilité d'une page",
  'suggestion': "Suggestion d'amélioration",
  'other': 'Autre question',
};

/** « aujourd'hui », « depuis 3 jours ouvrables »: since the last word of whoever asked. */
export function ageOf({ at }: Pick<Ticket, 'at'>, today: Day): string {
  const days = workingDaysBetween(dayOf(at), today);
  if (days <= 0) return "aujourd'hui";
  return days === 1 ? 'depuis 1 jour ouvrable' : `depuis ${String(days)} jours ouvrables`;
}

/** As a cell of the list: what has waited for ONE longer than a working day stands out, as the line above the list counts it. */
export const ageShown = (ticket: Ticket, today: Day): object =>
  ticket.answered_at === null && ticket.handled_at === null && workingDaysBetween(dayOf(ticket.at), today) > 1
    ? { text: '', badge: { kind: 'due-late', text: ageOf(ticket, today) } }
    : { text: ageOf(ticket, today) };

/** Where a ticket stands, for the helpdesk and for the one who asked. */
export function standingOf(
  {
    handled_at: handled,
    answered_at: answered,
    assignee_id: assignee,
    handed_by: handed,
    holder,
    assignee: who,
  }: Ticket,
  reader: 'helpdesk' | 'asker',
): { kind: string; text: string } {
  if (handled !== null) return { kind: 'neutral', text: 'clos' };
  if (reader === 'helpdesk' && handed !== null && answered === null)
    return {
      kind: 'at-one',
      text: `chez ${holder ?? (who ? `${who.first_name} ${who.family_name}` : "un agent de l'ONE")}`,
    };
  if (answered !== null)
    return reader === 'helpdesk'
      ? { kind: 'neutral', text: "attend l'opérateur" }
      : { kind: 'news', text: 'réponse du helpdesk' };
  if (reader === 'helpdesk')
    return assignee === null ? { kind: 'due-soon', text: 'à prendre' } : { kind: 'at-one', text: 'en cours' };
  return { kind: 'at-one', text: 'chez le helpdesk' };
}
