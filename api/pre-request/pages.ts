/** The pages of a pre-request for the place that answers it, and for ONE, which sees where it stands and not who asks. */
import { Router } from 'express';
import type { ActView } from '../../db/cases/case-file.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { process } from '../../workflows/pre-request/process.ts';
import { followerOf } from '../../workflows/roles.ts';
import { motiveWords, words } from '../../views/pre-request/words.ts';
import type { ProcedurePages, Reader, Situation, Told } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { acts } from './acts.ts';
import { followRoutes } from './follow.ts';
import { askRoutes } from './ask.ts';
import { listPath, listRoutes } from './list.ts';
import { familyRows, loadOwn, monthInWords, type File, type Pages, type Row } from './own.ts';

export const preRequest: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: loadOwn,
  title: ({ state }) => `Pré-demande pour ${monthInWords(state.data.month)}`,
  situation: situationOf,
  declared,
  decides: ['offer-place', 'put-on-list', 'refuse', 'confirm-place', 'decline-place'],
  exchanges: {
    'offer-place': offerRows,
    'change-offer': offerRows,
    'refuse': ({ facts, content }) => ({
      rows: [
        { field: 'motive', label: 'Motif', value: motiveWords[facts.motive as keyof typeof motiveWords] },
        ...textRow(content?.reason, 'Explication'),
      ],
    }),
  },
  contact: ({ state }) => followerOf(state.data.childminder),
  back: { href: listPath, label: 'aux pré-demandes' },
  routes: listRoutes,
  publicRoutes: (deps, places) => Router().use(askRoutes(deps, places), followRoutes(deps)),
};

function offerRows({ facts, content }: ActView<Pages['words']>): Told {
  return {
    rows: [
      { field: 'from', label: "Premier jour d'accueil", value: formatLongDate(facts.from as Day) },
      { field: 'replyBy', label: 'Réponse au plus tard le', value: formatLongDate(facts.replyBy as Day) },
      ...textRow(content?.text, 'Message'),
    ],
  };
}

const textRow = (value: unknown, label: string): SummaryRow[] =>
  typeof value === 'string' && value !== '' ? [{ field: 'text', label, values: value.split(/\r?\n/) }] : [];

/** What the family has asked and answered, in its own words: for the place alone. */
function declared({ own, row, acts: all }: File): SummaryRow[] {
  const month: SummaryRow = { field: 'month', label: 'Mois souhaité', value: monthInWords(row.state.data.month) };
  if (own === 'hidden')
    return [month, { field: 'family', label: 'Famille', value: "lue par le milieu d'accueil seul" }];
  if (own === 'erased')
    return [month, { field: 'family', label: 'Famille', value: "effacée à l'échéance de conservation" }];
  return [
    ...familyRows(own.family, own.today),
    ...all.flatMap(({ action, at, content }) =>
      action === 'answer-question' ? textRow(content?.answer, `Réponse du ${formatShortDate(dayOf(at))}`) : [],
    ),
  ];
}

function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const { until, inWords } = untilDay(tasks[0]?.dueOn, today);
  const operator = reader === 'operator';
  const offer = data.offer && { from: formatLongDate(data.offer.from), replyBy: formatLongDate(data.offer.replyBy) };
  const mayAsk = operator ? ' La famille a reçu le motif et votre explication.' : '';
  switch (status) {
    case 'to-answer':
      return {
        title: titleOfTurn('operator', reader),
        text: operator ? 'La famille attend votre réponse avant le' : "Le milieu d'accueil répond avant le",
        until,
        rest: `${inWords}.`,
      };
    case 'unanswered':
      return {
        title: titleOfTurn('operator', reader),
        text: operator
          ? 'Le délai pour répondre est dépassé, la famille en est avertie. Vous pouvez toujours répondre.'
          : "Le milieu d'accueil n'a pas répondu dans le délai ; il peut encore le faire.",
      };
    case 'question-asked':
      return {
        title: 'La famille doit répondre à une question.',
        text: 'Sans réponse, la pré-demande revient à répondre.',
      };
    case 'on-list':
      return {
        title: "Sur liste d'attente.",
        text: operator
          ? 'Proposez une place dès que vous en avez une.'
          : "Le milieu d'accueil propose une place s'il s'en libère une.",
      };
    case 'offered':
      return {
        title: 'Une place est proposée à la famille.',
        text: `Entrée le ${offer?.from ?? ''}. La famille répond avant le`,
        ...(offer ? { until: offer.replyBy } : {}),
        rest: ', sinon la place redevient libre.',
      };
    case 'confirmed':
      return { title: 'La place est confirmée.', text: `L'enfant entre le ${offer?.from ?? ''}.` };
    case 'placed':
      return { title: "L'enfant est accueilli.", text: `Entrée le ${offer?.from ?? ''}.` };
    case 'refused':
      return {
        title: 'La pré-demande est refusée.',
        text: `Motif : ${data.motive ? motiveWords[data.motive] : ''}.${mayAsk}`,
      };
    case 'declined':
      return { title: 'La famille a décliné la place.', text: 'La place est libre.' };
    case 'offer-lapsed':
      return { title: 'La proposition est restée sans réponse.', text: 'La place est libre.' };
    case 'withdrawn':
      return { title: 'La famille a retiré sa pré-demande.', text: '' };
    case 'placed-elsewhere':
      return { title: 'La famille a confirmé une place ailleurs.', text: 'Cette pré-demande est retirée.' };
    case 'expired':
      return { title: 'La pré-demande est échue.', text: 'Le mois souhaité est passé sans place.' };
    case 'place-closed':
      return {
        title: 'La pré-demande est sans objet.',
        text: "Le milieu d'accueil ferme ; la famille en est avertie.",
      };
    case 'cancelled':
      return { title: 'La pré-demande est annulée.', text: '' };
    default:
      return status satisfies never;
  }
}
