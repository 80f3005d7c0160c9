/** Where a month stands, in a sentence. */
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { MonthContext } from './month-context.ts';

export interface Standing {
  kind: 'draft' | 'sent' | 'reopened' | 'locked' | 'empty';
  badge: { kind: string; text: string };
  title: string;
  text: string;
}

export function standingOf(
  { state, locked, month }: Pick<MonthContext, 'state' | 'locked' | 'month'>,
  lines: number,
): Standing {
  const { act, sent } = state;
  const name = monthInWords(month);
  const by = act ? `${act.by ? `par ${act.by}, ` : ''}le ${formatDateTime(act.at)}` : '';
  if (sent === 'sent')
    return {
      kind: 'sent',
      badge: { kind: 'done', text: 'envoyé' },
      title: `Les présences de ${name} sont envoyées.`,
      text: `Envoyées ${by}. Elles ne se modifient plus ; le gestionnaire subsides de l'ONE peut rouvrir le mois, avec un motif.`,
    };
  if (locked)
    return {
      kind: 'locked',
      badge: { kind: 'neutral', text: 'fermé' },
      title: `Ce mois ne se modifie plus.`,
      text: `La demande du trimestre (${state.case?.reference ?? ''}) n'est plus chez vous.`,
    };
  if (sent === 'reopened')
    return {
      kind: 'reopened',
      badge: { kind: 'to-you', text: 'rouvert' },
      title: `L'ONE a rouvert ${name} ${by}.`,
      text: `${act?.reason ? `Motif : ${act.reason.replace(/[.\s]*$/, '')}. ` : ''}Corrigez, puis envoyez le mois à nouveau.`,
    };
  const until = state.case?.lastDay
    ? ` La demande du trimestre est à soumettre avant le ${formatLongDate(state.case.lastDay)}.`
    : '';
  if (lines === 0)
    return {
      kind: 'empty',
      badge: { kind: 'neutral', text: 'aucune présence encore' },
      title: "Vous n'avez pas encore soumis de présences pour cette période.",
      text: until.trim(),
    };
  return {
    kind: 'draft',
    badge: { kind: 'neutral', text: 'brouillon' },
    title: `${name.slice(0, 1).toUpperCase()}${name.slice(1)} n'est pas encore envoyé.`,
    text: state.case
      ? until.trim()
      : "La demande de ce trimestre n'est pas encore ouverte : vous pouvez encoder, l'envoi viendra ensuite.",
  };
}
