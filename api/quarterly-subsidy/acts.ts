/** The forms of the acts on a quarter, and what each has told. */
import type { ActView } from '../../db/cases/case-file.ts';
import { inWords } from '../../domain/quantity.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { LineCode } from '../../domain/subsidy/lines.ts';
import type { RefusalMotive, Words } from '../../workflows/quarterly-subsidy/contract.ts';
import { lineWords, refusalMotiveWords } from '../../views/quarterly-subsidy/words.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type ProcedurePages, type Told } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { reopenAttendance, sendAttendance } from './attendance-acts.ts';
import { reopenConsultations, signConsultations } from './consultation-acts.ts';
import { contest, dismissContest, upholdContest } from './contest-acts.ts';
import { askCorrection } from './ask-correction.ts';
import { answeredTold, askedRows } from './corrections.ts';
import { propose } from './control.ts';
import { grantDerogation, refuse, refuseDerogation, sendBack } from './control-acts.ts';
import { sign } from './sign.ts';
import type { Pages } from './own.ts';
import { answerCorrection, askDerogation, submit } from './report-acts.ts';

export const acts: ActForms<Pages> = {
  'open-quarter': noForm,
  'send-attendance': sendAttendance,
  'reopen-attendance': reopenAttendance,
  'sign-consultations': signConsultations,
  'reopen-consultations': reopenConsultations,
  'ask-derogation': askDerogation,
  'grant-derogation': grantDerogation,
  'refuse-derogation': refuseDerogation,
  'submit': submit,
  'ask-correction': askCorrection,
  'answer-correction': answerCorrection,
  'propose': propose,
  'send-back': sendBack,
  'sign': sign,
  'refuse': refuse,
  'contest': contest,
  'uphold-contest': upholdContest,
  'dismiss-contest': dismissContest,
  'calculate': noForm,
  'revise': noForm,
  'pay-advance': noForm,
  'pay': noForm,
  'remind-month': noForm,
  'quarter-ends': noForm,
  'remind': noForm,
  'last-day-ends': noForm,
  'correction-missed': noForm,
  'tell-late': noForm,
  'prescribe': noForm,
  'contest-ends': noForm,
};

type Act = ActView<Words>;
const euros = (cents: unknown): string => inWords({ value: Number(cents), unit: 'cents' });
const fact = (field: string, label: string, value: string): SummaryRow => ({ field, label, value });
const reasoned =
  (label: string, rows: (act: Act) => SummaryRow[] = () => []) =>
  (act: Act): Told => ({ rows: [...rows(act), ...proseOf(act, { reason: label })] });
const monthRow = ({ facts }: Act): SummaryRow[] => [fact('month', 'Mois', monthInWords(String(facts.month)))];
const lineRow = ({ facts }: Act): SummaryRow[] => [fact('line', 'Ligne', lineWords[facts.line as LineCode])];

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'send-attendance': (act) => ({ rows: monthRow(act) }),
  'reopen-attendance': reasoned('Motif', monthRow),
  'sign-consultations': (act) => ({ rows: [...monthRow(act), fact('cents', 'Montant', euros(act.facts.cents))] }),
  'reopen-consultations': reasoned('Motif', monthRow),
  'ask-derogation': reasoned('Circonstances'),
  'grant-derogation': reasoned('Explication'),
  'refuse-derogation': reasoned('Explication'),
  'ask-correction': reasoned('Explication', askedRows),
  'answer-correction': answeredTold,
  'refuse': reasoned('Motivation', ({ facts }) => [
    fact('motive', 'Motif', refusalMotiveWords[facts.motive as RefusalMotive]),
  ]),
  'contest': reasoned('Pourquoi', (act) => [...lineRow(act), fact('cents', 'Montant demandé', euros(act.facts.cents))]),
  'uphold-contest': reasoned('Réponse', lineRow),
  'dismiss-contest': reasoned('Réponse', lineRow),
};
