/** What each act has told of a doctor: asked, answered, decided. */
import { storyOf } from '../../db/doctors/told.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { OverrideMotive, RefusalMotive, Words } from '../../workflows/doctor-validation/contract.ts';
import {
  conventionCodes,
  conventionPoints,
  inamiSentence,
  overrideWords,
  refusalWords,
  type ConventionPoint,
} from '../../views/doctor-validation/words.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import { proseOf } from '../cases/exchanges.ts';
import type { ProcedurePages, Reader, Told } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { File, Pages } from './own.ts';
import { differences } from './told-rows.ts';

type Act = ActView<Words>;
const listIn = (act: Act, name: string): string[] => {
  const value = act.content?.[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
};
const sentenceOf = (code: string): string =>
  code === 'inami' ? inamiSentence : conventionPoints[code as ConventionPoint].sentence;
const dayRow = (act: Act, name: string, label: string): SummaryRow[] => {
  const day = act.facts[name];
  return typeof day === 'string' ? [{ field: name, label, value: formatLongDate(day) }] : [];
};

/** The motive of a number that was taken all the same, and what was looked at in the convention, stay among agents. */
function validated(act: Act, _file: File, reader: Reader): Told {
  const checked = listIn(act, 'checked');
  const left = conventionCodes.filter((code) => !checked.includes(code));
  const override = act.facts.override as OverrideMotive | undefined;
  return {
    rows: [
      ...(reader === 'one' && override
        ? [{ field: 'override', label: 'Numéro INAMI accepté', value: overrideWords[override] }]
        : []),
      ...(reader === 'one' && act.content
        ? [
            {
              field: 'checked',
              label: 'Convention',
              value:
                left.length === 0
                  ? 'tous les points sont cochés'
                  : `points non cochés : ${left.map((code) => conventionPoints[code].label.toLowerCase()).join(', ')}`,
            },
          ]
        : []),
      ...proseOf(act),
    ],
  };
}

/** What is otherwise than it was sent before. */
function toldAgain(act: Act, { acts }: File): Told {
  const before = storyOf(acts.filter(({ number }) => number < act.number))?.asked;
  const after = storyOf(acts.filter(({ number }) => number <= act.number))?.asked;
  return {
    rows: [
      ...(before && after
        ? differences(before, after).map(({ field, label, before: previous, after: value }) => ({
            field,
            label,
            value: value ?? 'rien',
            previous: previous ?? 'rien',
          }))
        : []),
      ...proseOf(act, { text: 'Message' }),
    ],
  };
}

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'validate': validated,
  'ask-complement': (act) => {
    const points = listIn(act, 'points');
    return {
      rows: [
        ...(points.length > 0 ? [{ field: 'points', label: 'Ce qui manque', values: points.map(sentenceOf) }] : []),
        ...proseOf(act, { text: 'Demande' }),
      ],
    };
  },
  'complete': toldAgain,
  'ask-change': toldAgain,
  'refuse': (act) => ({
    rows: [
      { field: 'motive', label: 'Motif', value: refusalWords[act.facts.motive as RefusalMotive].label },
      ...proseOf(act, { reason: 'Explication' }),
    ],
  }),
  'end-collaboration': (act) => ({ rows: [...dayRow(act, 'until', 'Dernier jour'), ...proseOf(act)] }),
  'suspend': (act) => ({ rows: [...dayRow(act, 'from', 'À partir du'), ...proseOf(act)] }),
  'resume': (act) => ({ rows: [...dayRow(act, 'from', 'De nouveau à partir du'), ...proseOf(act)] }),
};
