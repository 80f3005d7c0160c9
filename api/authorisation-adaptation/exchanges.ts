/** What each act of an adaptation has told, in its own words: the points of a complement, the decision and its conditions, the visit with its hour. */
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Action, AppealOutcome, Words } from '../../workflows/authorisation-adaptation/contract.ts';
import { appealWords, outcomeWords } from '../../views/authorisation-adaptation/words.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import { proseOf } from '../cases/exchanges.ts';
import type { ProcedurePages, Told } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { File, Pages } from './page-types.ts';
import type { Answer } from './points.ts';
import {
  dayRow,
  decidedIn,
  decisionRows,
  grantedRows,
  pointRows,
  proposalBefore,
  type Proposal,
} from './decision-rows.ts';

type Act = ActView<Words>;

/** « 9 h 30 » */
const hourInWords = (hour: unknown): string =>
  typeof hour === 'string' && hour ? ` à ${hour.replace(/^0?(\d+):/, '$1 h ')}` : '';
const visitRow = (label: string, day: unknown, from: unknown): SummaryRow[] =>
  typeof day === 'string' ? [{ field: 'visit', label, value: `${formatLongDate(day)}${hourInWords(from)}` }] : [];
const said =
  (label: string) =>
  (act: Act): Told => ({ rows: proseOf(act, { text: label, reason: label }) });
const elsewhere = (): Told => ({ rows: [] });
/** What is agreed about a visit matters until it is done. */
const untilVisited =
  (told: (act: Act) => Told) =>
  (act: Act, { row }: File): Told =>
    row.state.data.visit === 'done' ? elsewhere() : told(act);

/** What was answered, point by point; what was corrected, as it was and as it is. */
const answered =
  (label: string) =>
  (act: Act): Told => ({
    rows: [
      ...((act.content?.answers ?? []) as Answer[]).flatMap(({ id, label: about, given, text, previous, value }) => {
        const row = { field: `point-${id}`, label: `Point ${id}` };
        const said = text ? text.split('\n') : [];
        if (value === undefined) return [{ ...row, values: [about, ...said, ...(given ? [] : ['Reste ouvert'])] }];
        return [
          { ...row, value: `${about} : ${value}`, ...(previous === undefined ? {} : { previous }) },
          ...(said.length > 0 ? [{ ...row, label: `Point ${id}, en mots`, values: said }] : []),
        ];
      }),
      ...proseOf(act, { text: act.content?.answers ? 'Autre chose' : label, reason: label }),
    ],
  });
interface ToldCondition {
  id: string;
  text: string;
  said?: string;
  met?: boolean;
  why?: string;
  dueOn?: string;
}
const conditionsIn = ({ content }: Pick<Act, 'content'>): ToldCondition[] =>
  (content?.conditions ?? []) as ToldCondition[];

export const exchanges = {
  'open-measure': (act) => ({
    rows: [
      ...proseOf({ content: { facts: act.content?.facts } }, { facts: 'Faits constatés' }),
      ...proseOf(
        { content: { reasons: act.content?.reasons, expected: act.content?.expected } },
        { expected: 'Ce qui est attendu' },
      ),
      ...dayRow('effectiveOn', 'Date envisagée', act.facts.effectiveOn),
    ],
  }),
  'ask-complement': (act) => ({
    rows: act.content?.points
      ? [...pointRows(act), ...proseOf(act, { text: 'Pour l’ensemble' })]
      : [
          {
            field: 'items',
            label: 'Ce qui est demandé',
            values: ((act.content?.items ?? []) as { label: string }[]).map(({ label }) => label),
          },
          ...proseOf(act, { text: 'Pourquoi' }),
        ],
  }),
  'give-complement': answered('Réponse'),
  'extend-complement': said('Pourquoi'),
  'acknowledge': (act) => ({
    rows: [...dayRow('effectiveOn', "Date d'effet", act.facts.effectiveOn), ...proseOf(act)],
  }),
  'propose-visit': untilVisited((act) => ({
    rows: [
      {
        field: 'days',
        label: 'Dates proposées',
        values: ((act.content?.days ?? []) as { visitOn: string; from: string }[]).map(
          ({ visitOn, from }) => `${formatLongDate(visitOn)}${hourInWords(from)}`,
        ),
      },
      ...proseOf(act, { text: 'Message' }),
    ],
  })),
  'choose-visit-date': untilVisited((act) => ({
    rows: visitRow('Date choisie', act.facts.visitOn, act.content?.from),
  })),
  'refuse-visit-dates': untilVisited(said('Disponibilités')),
  'plan-visit': untilVisited((act) => ({
    rows: [...visitRow('Visite', act.facts.visitOn, act.content?.from), ...proseOf(act)],
  })),
  // They stand in the card of the opinions.
  'report-visit': elsewhere,
  'give-opinion': elsewhere,
  'give-health-opinion': elsewhere,
  'propose-decision': (act) => ({ rows: decisionRows(act, outcomeWords[(act.facts as Proposal).outcome ?? 'grant']) }),
  'sign-decision': (act, file) => {
    const proposal = proposalBefore(file, act);
    return { title: decidedIn(file, act), rows: proposal ? decisionRows(proposal, decidedIn(file, act)) : [] };
  },
  'return-to-drafter': said('Ce qui doit être revu'),
  'declare-conditions': (act) => ({
    rows: conditionsIn(act).map(({ id, text, said: how }) => ({
      field: `condition-${id}`,
      label: `Condition ${id}`,
      values: [`${text} : fait`, ...(how ? [how] : [])],
    })),
  }),
  'confirm-conditions': (act) => ({
    rows: [
      ...conditionsIn(act).map(({ id, text, met, why, dueOn }) => ({
        field: `condition-${id}`,
        label: `Condition ${id}`,
        values: met
          ? [`${text} : remplie`]
          : [
              `${text} : pas encore remplie`,
              ...(why ? [why] : []),
              ...(dueOn ? [`Nouvelle échéance : ${formatLongDate(dueOn)}`] : []),
            ],
      })),
      ...proseOf(act),
    ],
  }),
  'send-registered': (act) => ({
    rows: [...proseOf(act, { number: 'Numéro' }), ...dayRow('sentOn', 'Posté le', act.facts.sentOn)],
  }),
  'note-reception': (act) => ({
    rows: act.facts.receivedOn
      ? dayRow('receivedOn', 'Reçu le', act.facts.receivedOn)
      : [{ field: 'receivedOn', label: 'Réception', value: 'Non retiré à la poste : la réception présumée vaut.' }],
  }),
  'note-conditions-unmet': (act) => ({
    rows: [
      ...proseOf(act, { text: 'Ce qui manque' }),
      ...dayRow('conditionsDueOn', 'Nouvelle échéance', act.facts.conditionsDueOn),
    ],
  }),
  'ask-extension': (act) => ({
    rows: [...dayRow('untilOn', 'Nouvelle fin demandée', act.facts.untilOn), ...proseOf(act)],
  }),
  'extend-period': (act) => ({
    rows: [...dayRow('untilOn', 'Nouvelle fin prévue', act.facts.untilOn), ...proseOf(act)],
  }),
  'confirm-return': (act) => ({ rows: [...dayRow('returnedOn', 'Retour le', act.facts.returnedOn), ...proseOf(act)] }),
  'give-remedy': answered('Ce qui a été fait'),
  'lodge-appeal': said('Motifs du recours'),
  'plan-hearing': (act) => ({
    rows: [
      ...visitRow('Audition', act.facts.hearingOn, act.content?.from),
      ...proseOf(act, { text: 'Lieu et modalités' }),
    ],
  }),
  'decide-appeal': (act) => ({
    title: appealWords[act.facts.outcome as AppealOutcome],
    rows: [
      { field: 'outcome', label: 'Recours', value: appealWords[act.facts.outcome as AppealOutcome] },
      ...proseOf(act),
      ...grantedRows(act),
      ...((act.content?.conditions ?? []) as { id: string; text: string; dueOn: string }[]).map(
        ({ id, text, dueOn }) => ({
          field: `condition-${id}`,
          label: `Condition ${id}`,
          value: `${text}, avant le ${formatLongDate(dueOn)}`,
        }),
      ),
      ...(act.facts.outcome === 'dismissed' ? [] : dayRow('effectiveOn', "Date d'effet", act.facts.effectiveOn)),
    ],
  }),
  'answer-notice': said('Réponse'),
} as const satisfies ProcedurePages<Pages>['exchanges'];

/** A letter by the outcome that it tells of. */
export function letterWord(file: File, effect: string, act: Act): string | undefined {
  if (effect !== 'letter-decision') return undefined;
  const action: Action = act.action;
  return action === 'decide-appeal' ? appealWords[act.facts.outcome as AppealOutcome] : decidedIn(file, act);
}
