/** The pages of the bank accounts of a body. */
import { Router } from 'express';
import { findKnown } from '../../db/bank-accounts/known.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { subtractDays, type Day } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { slug, type Purpose } from '../../workflows/bank-account/contract.ts';
import { process } from '../../workflows/bank-account/process.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import { motiveWords, purposeWords, words } from '../../views/bank-account/words.ts';
import type { CaseRowOf, ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import { accountsRoutes } from './accounts.ts';
import { acts, aheadOfUse, exchanges, type Pages } from './acts.ts';
import { draftsRoutes } from './drafts.ts';
import { knownPanel, recentDays, reveal, statementDay } from './known-panel.ts';
import { usableAt } from './present.ts';
import { sendRoutes } from './send.ts';

export const bankAccount: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: async (db, row, today) => {
    const [known, parameters] = await Promise.all([
      findKnown(db, { caseId: row.id, today, since: subtractDays(today, recentDays) }),
      parametersOn(db, slug, today),
    ]);
    if (!known) throw new Error('a case without its account');
    return { ...known, months: parameterOf('statement-age', parameters).value };
  },
  situation: situationOf,
  declared: (file) => {
    const { own, row } = file;
    const day = statementDay(file);
    return [
      { field: 'account', label: 'Compte', value: own.masked },
      ...(own.bic ? [{ field: 'bic', label: 'BIC', value: own.bic }] : []),
      { field: 'holder', label: 'Titulaire', value: own.holder },
      { field: 'purposes', label: 'Finalités', value: inWords(row.state.data.purposes) },
      ...(day ? [{ field: 'statementOn', label: 'Date du relevé', value: formatShortDate(day) }] : []),
    ];
  },
  decides: ['validate', 'validate-second', 'refuse', 'unblock'],
  exchanges,
  reveal,
  panels: (file, reader, today) => (reader === 'one' ? { beside: [knownPanel(file, today)] } : {}),
  ahead: (file, reader) =>
    reader === 'one' && file.row.closed_at === null && file.row.status !== 'active' ? aheadOfUse(file) : undefined,
  documentWord: (_row, { slot }) => (slot === 'statement' ? "Relevé d'identité bancaire (RIB)" : undefined),
  back: { href: '/pro/accounts', label: 'aux comptes bancaires' },
  contact: () => 'subsidy-manager',
  routes: (deps) => Router().use(accountsRoutes(deps), sendRoutes(deps), draftsRoutes(deps)),
};

const inWords = (asked: readonly Purpose[]): string => asked.map((purpose) => purposeWords[purpose]).join(', ');

function situationOf(row: CaseRowOf<Pages>, reader: Reader, today: Day): Situation {
  const { status, state } = row;
  const { until, inWords: days } = untilDay(state.tasks[0]?.dueOn, today);
  const operator = reader === 'operator';
  switch (status) {
    case 'to-validate':
      return {
        title: "C'est à l'ONE.",
        text: operator ? 'Une première personne contrôle le relevé avant le' : 'Le compte est à contrôler avant le',
        until,
        rest: `${days}. Rien n'y est versé avant la seconde validation et 48 heures d'attente.`,
      };
    case 'second-validation':
      return {
        title: "C'est à l'ONE.",
        text: 'Une autre personne que la première valide avant le',
        until,
        rest: `${days}. Rien n'y est encore versé.`,
      };
    case 'complement-asked':
      return {
        title: titleOfTurn('operator', reader),
        text: 'Une réponse est attendue avant le',
        until,
        rest: `${days}. Sans elle, l'ajout est classé ; le compte utilisé aujourd'hui ne change pas.`,
      };
    case 'cooling': {
      const at = usableAt({ state });
      return {
        title: 'Le compte est validé, pas encore utilisé.',
        text: at === undefined ? '' : `Il reçoit les versements à partir du ${formatDateTime(at)}.`,
        rest: operator
          ? ' Vous ne l’avez pas demandé ? Bloquez-le.'
          : ' Chaque administrateur peut le bloquer jusque-là.',
      };
    }
    case 'active':
      return { title: 'Le compte est utilisé.', text: `L'ONE y verse : ${inWords(state.data.purposes)}.` };
    case 'blocked':
      return {
        title: 'Le compte est bloqué.',
        text: operator ? "Rien n'y est versé. L'ONE vérifie avant le" : 'Rien n’y est versé : à vérifier avant le',
        until,
        rest: `${days}.`,
      };
    case 'refused':
      return {
        title: 'Le compte est refusé.',
        text: state.data.motive ? `Motif : ${motiveWords[state.data.motive]}.` : '',
      };
    case 'closed':
      return { title: 'Le compte est clôturé.', text: "Plus rien n'y est versé." };
    case 'withdrawn':
      return { title: "L'ajout est retiré.", text: "Le compte n'a pas été utilisé." };
    case 'cancelled':
      return { title: 'Le compte est annulé.', text: "Rien n'y est versé." };
    default:
      return status satisfies never;
  }
}
