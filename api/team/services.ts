/** The places of a body as cards: who works there, and whether the team is validated for the year. */
import { findValidationOf, type Validation } from '../../db/team-validation/find-validations.ts';
import type { Service } from '../../db/team/list-members.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { quarterInWords } from '../../domain/quarter.ts';

export async function serviceCards(db: Database, bodyId: string, services: readonly Service[]) {
  const validations = await findValidationOf(
    db,
    services.map(({ id }) => id),
  );
  const cards = services.map(({ id, name, locality, people }) => ({
    href: `/pro/team?body=${bodyId}&facility=${id}`,
    name,
    line: [`${String(people)} ${Number(people) < 2 ? 'personne' : 'personnes'}`, locality].filter(Boolean).join(' · '),
    ...standingOf(validations.get(id)),
  }));
  if (cards.length <= shownFirst) return { first: cards };
  const pressing = (kind: string | undefined): number =>
    kind === undefined ? 9 : ['due-late', 'due-soon', 'neutral', 'done'].indexOf(kind);
  const byPressure = cards.sort((a, b) => pressing(a.badge?.kind) - pressing(b.badge?.kind));
  return {
    first: byPressure.slice(0, shownFirst),
    others: byPressure.slice(shownFirst),
    label: `Voir les ${String(cards.length - shownFirst)} autres milieux d'accueil`,
  };
}
/** Of many places, those that wait for something are seen first. */
const shownFirst = 6;

function standingOf(validation: Validation | undefined): { badge?: { kind: string; text: string }; note?: string } {
  if (!validation) return {};
  const { status, year, data, since, modified } = validation;
  const on = formatShortDate(dayOf(since));
  switch (status) {
    case 'validated':
    case 'validated-late':
    case 'validated-automatically':
      return modified
        ? { badge: { kind: 'due-soon', text: 'modifiée après validation' }, note: `du ${on}` }
        : {
            badge: { kind: 'done', text: 'validée' },
            note: `le ${on}, ${data.quarter === undefined ? `pour ${year}` : `avec le ${quarterInWords(data.quarter).replace(/ \d{4}$/, '')}`}`,
          };
    case 'late':
      return { badge: { kind: 'due-late', text: 'en retard' }, note: `validation ${year}` };
    case 'not-validated':
      return { badge: { kind: 'due-late', text: 'non validée' }, note: `pour ${year}` };
    case 'open':
    case 'in-preparation':
      return { badge: { kind: 'neutral', text: 'à valider' }, note: `pour ${year}` };
    case 'cancelled':
      return {};
    default:
      return status satisfies never;
  }
}
