/** The pages of the yearly validation of a team. */
import { Router } from 'express';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { isClosed } from '../../workflows/procedure.ts';
import { followerOf } from '../../workflows/roles.ts';
import type { CaseData } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { words } from '../../views/team-validation/words.ts';
import type { ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import { casePath } from '../cases/case-context.ts';
import { acts, exchanges } from './acts.ts';
import { loadOwn, type Pages, type Row } from './own.ts';
import { checklistPanel, isYearOver, markOfPage } from './points.ts';
import { progressRoutes } from './progress.ts';
import { teamRoutes } from './routes.ts';
import { facilityPath } from './links.ts';
import { wayInRoutes } from './way-in.ts';
import { calendarPanel, signingPanel, titleOf, validatedPanel } from './signing.ts';

export const teamValidation: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: loadOwn,
  situation: situationOf,
  title: (row, reader) =>
    row.closed_at === null && reader === 'operator'
      ? titleOf(row)
      : `Validation de l'équipe, année ${row.state.data.year}`,
  placed: ['validate'],
  scripts: ['scripts/checklist.js'],
  panels: (file, reader, today) => {
    const { row, own } = file;
    const base = casePath(reader === 'operator' ? 'pro' : 'office', row);
    const open = row.closed_at === null;
    const validated = validatedPanel(file, base, reader);
    const calendar = calendarPanel(file, today);
    return {
      first: open
        ? [
            {
              ...checklistPanel(file, reader === 'operator' ? base : undefined),
              signingHref: '#signature',
              ...(reader === 'operator' ? { refresh: { href: `${base}/points`, mark: markOfPage(row, own.now) } } : {}),
            },
          ].filter(() => own.seesTeam)
        : validated
          ? [validated]
          : [],
      side: [...(open ? [signingPanel(file, base, reader === 'operator')] : []), ...(calendar ? [calendar] : [])],
    };
  },
  // The team is what it is about, and stands first.
  declared: () => [],
  back: { href: '/pro/team', label: 'à Mon Équipe' },
  exchanges,
  routes: (deps) => Router().use(progressRoutes(deps), teamRoutes(deps), wayInRoutes(deps)),
  decides: ['validate', 'validate-from-quarter', 'declare-late'],
  nextDate,
  wayIn: {
    ofFacility: ({ id }) => ({
      label: "Validation de l'équipe",
      href: facilityPath(id),
      text: "les données de Mon Équipe, à valider chaque année jusqu'au 31 mai",
    }),
  },
  contact: ({ state }) => followerOf(state.data.childminder),
};

/** Nobody decides on a team: what counts is until when its operator validates it. */
function nextDate({ status, state }: CaseListRow): string {
  const data = state.data as Partial<CaseData>;
  if (data.path === 'quarterly') return 'validée par la demande de subsides';
  const last = status === 'late' && data.year ? `${data.year}-12-31` : data.lastDay;
  return last ? `à valider avant le ${formatShortDate(last)}` : '–';
}

function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  if (!isClosed(process, status) && isYearOver({ today, snapshot: data })) return notValidated(data.year);
  const due = tasks.find(({ action }) => action === 'validate')?.dueOn;
  const { until, inWords } = untilDay(due, today);
  switch (status) {
    case 'open':
    case 'in-preparation':
      return data.path === 'quarterly'
        ? {
            title: 'La demande de subsides valide.',
            text: "Pour une crèche subventionnée, l'envoi de la demande de subsides trimestrielle valide les données de Mon Équipe.",
          }
        : {
            title: titleOfTurn('operator', reader),
            text: "Les données sont à valider jusqu'au",
            until,
            rest: `${inWords}.`,
          };
    case 'late':
      return {
        title: reader === 'operator' ? "C'est à vous, en retard." : "C'est à l'opérateur, en retard.",
        text: "Les données étaient à valider jusqu'au",
        until,
        rest: `${inWords}. Elles peuvent encore être validées jusqu'au 31 décembre.`,
      };
    case 'validated':
      return { title: 'Les données sont validées.', text: `Pour l'année ${data.year}.` };
    case 'validated-late':
      return { title: 'Les données sont validées, en retard.', text: `Pour l'année ${data.year}.` };
    case 'validated-automatically':
      return {
        title: 'Les données sont validées.',
        text: `Par la demande de subsides${data.quarter ? ` du ${quarterInWords(data.quarter)}` : ''}.`,
      };
    case 'not-validated':
      return notValidated(data.year);
    case 'cancelled':
      return { title: 'La validation est annulée.', text: '' };
    default:
      return status satisfies never;
  }
}
const notValidated = (year: string): Situation => ({
  title: "Les données n'ont pas été validées.",
  text: `L'année ${year} est terminée. La validation de l'année suivante est ouverte le 1er janvier.`,
});
