/** The pages of calls for projects, and of the files deposited for them. */
import { Router } from 'express';
import { dossiers } from '../../db/access/dossiers.ts';
import { findDeposited, lastMinuteOf } from '../../db/project-call/calls.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { opinionWords, words } from '../../views/project-call/words.ts';
import { letters } from '../../views/project-call/letters.ts';
import { process } from '../../workflows/project-call/process.ts';
import { proseOf } from '../cases/exchanges.ts';
import type { CaseRowOf, ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { untilDay } from '../cases/turns.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { acts, type File, type Pages } from './acts.ts';
import { contentOf, projectRows } from './declared.ts';
import { officeRoutes } from './office.ts';
import { operatorRoutes } from './operator.ts';
import { slotLabel } from './questions.ts';
import { callsPath, requestDrafts } from './request.ts';
import { resultsRoutes } from './results.ts';
import { writingRoutes } from './write.ts';

const told = { missing: 'Ce qui manque', reason: 'Motif' };

export const projectCall: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  letters,
  async load(db, row) {
    const { call } = await findDeposited(db, row.id);
    return { callTitle: call.title, lastMinute: lastMinuteOf(call) };
  },
  title: (_row, _reader, file) => file.own.callTitle,
  situation: situationOf,
  declared: (file) => [
    { field: 'call', label: 'Appel', value: `${file.own.callTitle}, jusqu'au ${formatDateTime(file.own.lastMinute)}` },
    ...(file.seesInternal && file.row.state.data.opinion
      ? [{ field: 'opinion', label: "Avis de l'ONE", value: opinionWords(file.row.state.data.opinion) }]
      : []),
    ...resultRows(file),
    ...projectRows(contentOf(file)),
  ],
  decides: ['publish-result'],
  internal: { text: ['give-opinion'], act: ['give-opinion'] },
  exchanges: {
    'deposit-again': (act) => ({ rows: projectRows((act.content ?? {}) as never) }),
    'give-opinion': (act) => ({ rows: proseOf(act, told) }),
  },
  documentWord: (_row, { slot }) => slotLabel(slot),
  back: { href: callsPath, label: 'aux appels à projets' },
  // By the menu, which has the calls of ONE too.
  wayIn: {
    drafts: requestDrafts,
    ofFacility: ({ kind }) =>
      (dossiers.cigogne.kinds as readonly string[]).includes(kind)
        ? { label: 'Appels à projets', href: callsPath, text: 'créer des places : appels ouverts et dossiers déposés' }
        : undefined,
  },
  routes: (deps) => Router().use(operatorRoutes(deps), writingRoutes(deps), officeRoutes(deps), resultsRoutes(deps)),
};

/** Once it is published: what every reader of the file is told. */
function resultRows(file: File): SummaryRow[] {
  const act = file.acts.find(({ action }) => action === 'publish-result');
  return act ? [{ field: 'result', label: 'Résultat', value: resultOf(file) }, ...proseOf(act, told)] : [];
}
const resultOf = ({ row: { status } }: File): string => (status === 'selected' ? 'Retenu' : 'Non retenu');

function situationOf({ status, state }: CaseRowOf<Pages>, reader: Reader, today: Day): Situation {
  const operator = reader === 'operator';
  const { until, inWords } = untilDay(state.tasks[0]?.dueOn, today);
  const closing = untilDay(state.data.closesOn, today);
  switch (status) {
    case 'deposited':
      return {
        title: 'Le dossier est déposé.',
        text: operator
          ? "Vous pouvez le remplacer ou le retirer jusqu'à l'heure de clôture, dite ci-dessous, le"
          : "L'appel se clôt le",
        until: closing.until,
        rest: `${closing.inWords}. Seul le dernier dépôt compte.`,
      };
    case 'examination':
      return operator
        ? {
            title: "C'est à l'ONE.",
            text: "L'appel est clos et les dossiers sont examinés. Les résultats de tous sont publiés en même temps ; un courriel vous prévient.",
          }
        : { title: "C'est à l'ONE.", text: 'Un avis est à donner avant le', until, rest: `${inWords}.` };
    case 'examined':
      return operator
        ? {
            title: 'Le dossier est examiné.',
            text: 'Les résultats de tous les dossiers sont publiés en même temps ; un courriel vous prévient.',
          }
        : {
            title: "L'avis est donné.",
            text: "Il peut être corrigé jusqu'à la publication des résultats. Le pouvoir organisateur ne le lit pas encore.",
          };
    case 'selected':
      return { title: 'Le dossier est retenu.', text: "Le motif de l'ONE se lit ci-dessous." };
    case 'not-selected':
      return { title: "Le dossier n'est pas retenu.", text: "Le motif de l'ONE se lit ci-dessous." };
    case 'withdrawn':
      return { title: 'Le dossier est retiré.', text: "L'ONE ne l'examine pas." };
    case 'cancelled':
      return { title: 'Le dossier est annulé.', text: "L'ONE ne l'examine pas." };
    default:
      return status satisfies never;
  }
}
