/** Sessions, surveys and tests in words. */
import type { Invitation } from '../../db/models/invitation.ts';
import { audienceOf } from '../../db/invitations/invitations.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { audienceInWords } from '../communications/words.ts';

export const invitationKinds = ['session', 'survey', 'user-test'] as const;
export const kindWords = {
  'session': "Séance d'information",
  'survey': 'Enquête',
  'user-test': 'Test du portail',
} as const;

/** « mardi 8 décembre 2026, 9 h 30 – 11 h 00, en ligne » */
export const whenAndWhere = ({ held_on: day, from_hour: from, to_hour: to, place }: Invitation): string =>
  [day && formatLongDate(day), [from, to].filter(Boolean).map(hour).join(' – '), place].filter(Boolean).join(', ');
const hour = (written: string | null): string => (written ?? '').replace(':', ' h ');

export const forWhom = (one: Invitation): string => audienceInWords(audienceOf(one));

/** Where it stands. @param many who have put their name down, where that is known */
export function standingOf(one: Invitation, today: Day, many?: number): { kind: string; text: string } {
  if (one.cancelled_at !== null) return { kind: 'fault', text: 'annulée' };
  if (one.register_until < today) return { kind: 'neutral', text: 'inscriptions closes' };
  if (one.seats !== null && many !== undefined && many >= one.seats)
    return { kind: 'due-soon', text: "liste d'attente" };
  return { kind: 'done', text: 'inscriptions ouvertes' };
}

/** What stands of the seats, for whoever puts their name down. */
export const seatsInWords = ({ seats }: Invitation, many: number): string =>
  seats === null
    ? 'sans limite de places'
    : many >= seats
      ? `complet (${String(seats)} places) : on s'inscrit sur la liste d'attente`
      : `${String(seats - many)} ${seats - many > 1 ? 'places libres' : 'place libre'} sur ${String(seats)}`;

/** @param rank null: no user any more, or no more invited. Of one's own inscription, and of others'. */
export const rankInWords = ({ seats }: Invitation, rank: number | null): { kind: string; text: string } =>
  rank === null
    ? { kind: 'neutral', text: 'plus concerné·e' }
    : seats !== null && rank > seats
      ? { kind: 'due-soon', text: `liste d'attente, ${String(rank - seats)}${rank - seats === 1 ? 're' : 'e'}` }
      : { kind: 'done', text: 'inscrit·e' };
