/** The places of a body as cards: who works there, and whether the team is validated for the year. */
import { findValidationOf, type Validation } from '../../db/team-validation/find-validations.ts';
import type { Service } from '../../db/team/list-members.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';

export async function serviceCards(db: Database, bodyId: string, services: readonly Service[]) {
  const validations = await findValidationOf(
    db,
    services.map(({ id }) => id),
  );
  return services.map(({ id, name, locality, people }) => ({
    href: `/pro/team?body=${bodyId}&facility=${id}`,
    name,
    line: [`${String(people)} ${Number(people) < 2 ? 'personne' : 'personnes'}`, locality].filter(Boolean).join(' · '),
    ...standingOf(validations.get(id)),
  }));
}

function standingOf(validation: Validation | undefined): object {
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
            note: `le ${on}${withQuarter(data.quarter) ?? `, pour ${year}`}`,
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
/** « , avec le 2e trimestre » */
const withQuarter = (quarter: string | undefined): string | undefined => {
  const number = quarter?.split('-')[1];
  return number && `, avec le ${number}${number === '1' ? 'er' : 'e'} trimestre`;
};
