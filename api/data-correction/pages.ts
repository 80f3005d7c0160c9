/** The pages of the correction of a datum. */
import { findDatum, findSecondVersionOn } from '../../db/data-correction/data.ts';
import type { Day } from '../../domain/calendar.ts';
import { process } from '../../workflows/data-correction/process.ts';
import { deskWords, fieldWords, motiveWords, words } from '../../views/data-correction/words.ts';
import { proseOf } from '../cases/exchanges.ts';
import type { CaseRowOf, ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import { acts, askedIn, comparedPanel, motiveIn, proofField, subjectIdOf, type Pages } from './acts.ts';
import { askRoutes } from './ask.ts';

export const dataCorrection: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: async (db, row) => ({
    now: await findDatum(db, { kind: row.kind, subjectId: subjectIdOf(row) }),
    nextVersionOn: row.kind === 'authorised-on' ? await findSecondVersionOn(db, subjectIdOf(row)) : undefined,
  }),
  situation: situationOf,
  declared(file) {
    const { current, wanted, reason } = askedIn(file);
    const gone = "(texte effacé à l'échéance de conservation)";
    return [
      { field: 'field', label: 'Donnée', value: fieldWords[file.row.kind] },
      { field: 'current', label: 'Telle qu’elle était', value: current?.text ?? gone },
      { field: 'wanted', label: 'Ce qui devrait y être', value: wanted?.text ?? gone },
      { field: 'reason', label: 'Pourquoi', value: reason ?? gone },
    ];
  },
  decides: ['accept', 'refuse'],
  panels: (file) => ({ subject: [comparedPanel(file)] }),
  exchanges: {
    'refuse': (act) => ({
      rows: [
        { field: 'motive', label: 'Motif', value: motiveIn(act.facts.motive) },
        ...proseOf(act, { reason: 'Explication' }),
      ],
    }),
    'hand-on': (act) => ({ rows: proseOf(act, { reason: 'Pourquoi' }) }),
  },
  documentWord: (_, { slot }) => (slot === proofField.slot ? 'Preuve' : undefined),
  contact: ({ state }) => state.data.desk,
  routes: askRoutes,
};

function situationOf({ status, kind, state }: CaseRowOf<Pages>, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const { until, inWords } = untilDay(tasks[0]?.dueOn, today);
  const operator = reader === 'operator';
  const stays = `${fieldWords[kind]} : la donnée reste comme elle était.`;
  switch (status) {
    case 'decision':
      return {
        title: "C'est à l'ONE.",
        text: operator
          ? `Votre demande est chez ${deskWords[data.desk]}. Réponse attendue avant le`
          : 'La demande attend une réponse avant le',
        until,
        rest: `${inWords}. Jusque-là, la donnée reste comme elle est.`,
      };
    case 'complement-asked':
      return {
        title: titleOfTurn('operator', reader),
        text: 'Un complément est attendu avant le',
        until,
        rest: `${inWords}. Sans lui, la demande est classée et la donnée reste comme elle est.`,
      };
    case 'accepted':
      return {
        title: 'La donnée est corrigée.',
        text: "Elle se lit partout comme demandé depuis la réponse, à moins d'avoir changé encore : ce qu'elle est alors se lit ci-dessous.",
      };
    case 'refused':
      return {
        title: 'La correction est refusée.',
        text: `${data.motive ? `Motif : ${motiveWords[data.motive]}. ` : ''}${stays}`,
      };
    case 'withdrawn':
      return { title: 'La demande est retirée.', text: stays };
    case 'closed-without-follow-up':
      return { title: 'La demande est classée sans suite.', text: `Le complément n'est pas arrivé. ${stays}` };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: stays };
    default:
      return status satisfies never;
  }
}
