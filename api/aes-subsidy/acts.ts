/** The forms of the acts on a quarter, and what each has told. */
import { placeAndMonthOf } from '../../domain/after-school/calculation.ts';
import { inWords } from '../../domain/quantity.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import type { RefusalMotive, Words } from '../../workflows/aes-subsidy/contract.ts';
import { refusalMotiveWords } from '../../views/aes-subsidy/words.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type ProcedurePages, type Told } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { contest, dismissContest, upholdContest } from './contest-acts.ts';
import { sign } from './calculation.ts';
import { propose } from './control.ts';
import { askCorrection, type Asked } from './correction.ts';
import { acceptLate, close, closeRest, keepOpen, refuse, refuseLate, sendBack } from './control-acts.ts';
import type { Pages } from './own.ts';
import { answerCorrection, send } from './send-acts.ts';

export const acts: ActForms<Pages> = {
  'open-quarter': noForm,
  'send': send,
  'close-rest': closeRest,
  'close': close,
  'keep-open': keepOpen,
  'accept-late': acceptLate,
  'refuse-late': refuseLate,
  'ask-correction': askCorrection,
  'answer-correction': answerCorrection,
  'propose': propose,
  'send-back': sendBack,
  'sign': sign,
  'refuse': refuse,
  'contest': contest,
  'uphold-contest': upholdContest,
  'dismiss-contest': dismissContest,
  'pay': noForm,
  'remind-month': noForm,
  'quarter-ends': noForm,
  'remind': noForm,
  'last-day-ends': noForm,
  'tell-late': noForm,
  'propose-closing': noForm,
  'correction-missed': noForm,
  'contest-ends': noForm,
};

type Act = ActView<Words>;
/** Of a line: its month; the place is named beside the line itself. */
const monthRow = ({ facts }: Act): SummaryRow[] => [
  { field: 'line', label: 'Mois', value: monthInWords(placeAndMonthOf(String(facts.line)).month) },
];
/** The places that were decided of, as they were called. */
const lateRow = ({ content }: Act): SummaryRow[] => {
  const { names } = (content ?? {}) as { names?: readonly string[] };
  return names?.length ? [{ field: 'names', label: names.length > 1 ? 'Lieux' : 'Lieu', value: names.join(', ') }] : [];
};
const reasoned =
  (label: string, rows: (act: Act) => SummaryRow[] = () => []) =>
  (act: Act): Told => ({ rows: [...rows(act), ...proseOf(act, { reason: label })] });

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'close': reasoned('Motif'),
  'keep-open': reasoned('Motif'),
  'close-rest': reasoned('Motif'),
  'accept-late': reasoned('Motivation', lateRow),
  'refuse-late': reasoned('Motivation', lateRow),
  'ask-correction': reasoned('Explication', ({ content }) =>
    ((content as { asked?: readonly Asked[] } | null)?.asked ?? []).map(({ code, place, month, question }) => ({
      ...{ field: `question-${code}`, label: `${place}, ${monthInWords(month)}`, value: question },
    })),
  ),
  'refuse': reasoned('Motivation', ({ facts }) => [
    { field: 'motive', label: 'Motif', value: refusalMotiveWords[facts.motive as RefusalMotive] },
  ]),
  'contest': reasoned('Pourquoi', (act) => [
    ...monthRow(act),
    { field: 'cents', label: 'Montant demandé', value: inWords({ value: Number(act.facts.cents), unit: 'cents' }) },
  ]),
  'uphold-contest': reasoned('Réponse', monthRow),
  'dismiss-contest': reasoned('Réponse', monthRow),
};
