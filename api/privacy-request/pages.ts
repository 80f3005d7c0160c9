/** The pages of a request about personal data for the officer, who alone reads it at ONE; and the ways in of who asks. */
import { Router } from 'express';
import { findAskerSeen } from '../../db/privacy-request/askers.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { exportedKinds, type RefusalMotive } from '../../workflows/privacy-request/contract.ts';
import { process } from '../../workflows/privacy-request/process.ts';
import { askedWords, motiveWords, rightWords, words } from '../../views/privacy-request/words.ts';
import { proseOf } from '../cases/exchanges.ts';
import type { CaseFile, CaseRowOf, Panel, ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import { acts, type Pages } from './acts.ts';
import { askRoutes } from './ask.ts';
import { exportRoutes } from './export.ts';
import { followRoutes } from './follow.ts';
import { ownRoutes } from './own.ts';

export const privacyRequest: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: async (db, { id }) => ({ asker: await findAskerSeen(db, id) }),
  situation: situationOf,
  declared({ row, own: { asker }, acts: all }) {
    const erased = "effacé à l'échéance de conservation";
    const text = all[0]?.content?.text;
    return [
      { field: 'right', label: 'Droit exercé', value: rightWords[row.kind].text },
      { field: 'article', label: 'Base', value: rightWords[row.kind].hint },
      { field: 'who', label: 'Qui demande', value: asker?.name ?? erased },
      {
        field: 'known',
        label: 'Identité',
        value: row.state.data.account
          ? 'établie : demande faite par une personne connectée'
          : 'déclarée : seule l’adresse de courriel est vérifiée',
      },
      { field: 'email', label: 'Courriel', value: asker?.email ?? erased },
      { field: 'text', label: 'Demande', values: typeof text === 'string' ? text.split(/\r?\n/) : [erased] },
    ];
  },
  decides: ['answer', 'refuse'],
  exchanges: {
    'ask-identity': (act) => ({ rows: proseOf(act, { reason: 'Question' }) }),
    'ask-precision': (act) => ({ rows: proseOf(act, { reason: 'Question' }) }),
    'refuse': (act) => ({
      rows: [
        { field: 'motive', label: 'Motif', value: motiveWords[act.facts.motive as RefusalMotive] },
        ...proseOf(act, { reason: 'Explication' }),
      ],
    }),
    'prolong': (act) => ({
      rows: [
        { field: 'until', label: 'Réponse au plus tard le', value: formatLongDate(act.facts.until as Day) },
        ...proseOf(act, { reason: 'Motifs' }),
      ],
    }),
  },
  documentWord: () => 'Document pour la personne',
  panels: (file, reader) => ({ side: reader === 'one' ? exportPanel(file) : [] }),
  routes: (deps) => Router().use(ownRoutes(deps), exportRoutes(deps)),
  publicRoutes: (deps) => Router().use(askRoutes(deps), followRoutes(deps)),
};

/** While what the portal holds may be given. */
function exportPanel({ row, own: { asker } }: CaseFile<Pages>): Panel[] {
  if (!asker || row.closed_at !== null || !exportedKinds.some((kind) => kind === row.kind)) return [];
  return [
    {
      partial: 'privacy-request/export',
      base: `/office/${process.slug}/${row.id}`,
      version: row.act_number,
      given: row.kind === 'portability',
      how: asker.user_id
        ? "Par son utilisateur, et par lui sa fiche d'équipe."
        : "Par l'adresse confirmée, et ce qui a été donné avec elle.",
      accountToo: asker.account_too,
    },
  ];
}

function situationOf({ status, state, opened_at: openedAt }: CaseRowOf<Pages>, reader: Reader, today: Day): Situation {
  const { data } = state;
  const { until, inWords } = untilDay(data.dueOn, today);
  switch (status) {
    case 'examine':
      return {
        title: titleOfTurn('one', reader),
        text: data.prolonged
          ? 'Le délai est prolongé : réponse au plus tard le'
          : `Reçue le ${formatShortDate(dayOf(openedAt))}. Le délai légal court jusqu'au`,
        until,
        rest: `${inWords}.`,
      };
    case 'question-asked':
      return {
        title: 'La personne doit répondre.',
        text: data.question
          ? `Une question lui est posée depuis le ${formatShortDate(data.question.on)} : ${askedWords[data.question.about]}. Le délai ne court pas ; sans réponse, il reprend.`
          : 'Une question lui est posée.',
      };
    case 'late':
      return {
        title: titleOfTurn('one', reader),
        text: 'Le délai légal est dépassé, la personne est avertie de ses recours. La réponse reste due ; elle l’était le',
        until,
      };
    case 'answered':
      return { title: 'La réponse est donnée.', text: 'La personne la lit sur sa page.' };
    case 'refused':
      return {
        title: 'La demande est refusée.',
        text: data.motive ? `Motif : ${motiveWords[data.motive]}.` : '',
      };
    case 'withdrawn':
      return { title: 'La demande est retirée.', text: 'La personne ne la maintient pas.' };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: '' };
    default:
      return status satisfies never;
  }
}
