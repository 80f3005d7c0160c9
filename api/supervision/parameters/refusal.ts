/** The page of a 409: what has happened to the rule meanwhile, and what was typed. */
import type { RuleChange } from '../../../db/models/rule-change.ts';
import type { ChangeRefusal } from '../../../db/parameters/propose-change.ts';
import { conflict, type Problem } from '../../problems.ts';
import { refusals, statusBadges } from './words.ts';

const kept: readonly [field: string, label: string][] = [
  ['value', 'Nouvelle valeur'],
  ['name', 'Nom'],
  ['fromOn', 'À partir du'],
  ['toOn', "Jusqu'au"],
  ['reference', 'Référence'],
  ['reason', 'Motif'],
];

/** @param last the newest change of the rule, who is named as having done it */
export function refusalOf(
  code: ChangeRefusal,
  {
    backHref,
    typed,
    last,
  }: { backHref: string; typed: Readonly<Record<string, unknown>>; last?: RuleChange | undefined },
): Problem {
  return conflict({
    title: 'La règle a changé entre-temps',
    what: refusals[code],
    ...(last && code !== 'lapsed'
      ? {
          by: last.decider ?? last.proposer,
          at: last.decided_at ?? last.proposed_at,
          state: `Dernière demande : ${statusBadges[last.status].text}.`,
        }
      : {}),
    kept: kept.flatMap(([field, label]) => {
      const value = typed[field];
      return typeof value === 'string' && value ? [{ label, value }] : [];
    }),
    possible: [{ label: 'Revoir la règle', href: backHref }],
  });
}
