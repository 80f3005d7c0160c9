/** Sending the attendance of a month, and having it back. What is sent is read in the act's own transaction, as it was seen. */
import { z } from 'zod';
import { sendMonth, type MonthToSend, type Sending } from '../../db/attendance/to-send.ts';
import { isEmpty } from '../../domain/attendance/check-month.ts';
import { lastMonthFrom } from '../../domain/attendance/weeks.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { isMonth, lastDayOfMonth, monthInWords, monthsOf } from '../../domain/quarter.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import {
  childrenInWords,
  doubtsInWords,
  groupInWords,
  groupPoints,
  presenceInWords,
} from '../../views/attendance/words.ts';
import { actForm, type ActForm, type Sealed, type Typed } from '../cases/act-form.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { notAChoice } from '../forms/sentences.ts';
import { radios, requiredText, textarea } from '../forms/inputs.ts';
import { checkMonth, month, monthInput } from './months.ts';
import { declaringIn, type File, type Pages, type Row } from './own.ts';

/** What is sent is known once it is read in the transaction of the act. */
const nothingYet = { digest: '', children: 0, days: 0, halfDays: 0 };
const toSend = ({ own }: File): MonthToSend[] =>
  (own.declaring?.attendance ?? []).filter(({ standing }) => standing !== 'sent');
const faultsOf = ({ points }: MonthToSend): number => points.filter(({ weight }) => weight === 'fault').length;
const childrenOf = ({ rows }: MonthToSend): number => rows.filter((row) => !isEmpty(row)).length;

export const sendAttendance: ActForm<Pages, Facts['send-attendance']> = actForm<Pages>()({
  intro: () => "Un mois envoyé ne se modifie plus, sauf si l'ONE le rouvre.",
  fields: ({ file }) => [radios('month', 'Mois', toSend(file).map(choiceOf))],
  begins: ({ file, today }, asked) => ({ month: firstToSend(file, today, asked)?.month ?? '' }),
  panels: ({ file }, typed) =>
    toSend(file)
      .filter((one) => one.month === typed.month)
      .map((one) => monthPanel(one, file.row)),
  schema: z.strictObject({ month }),
  checkFile: (values, { file }) => {
    const chosen = toSend(file).find((one) => one.month === values.month);
    if (!chosen) return { month: notAChoice };
    return faultsOf(chosen) > 0 ? { month: faultyText(chosen) } : {};
  },
  doubtsFile: (values, { file, today }) =>
    toSend(file)
      .filter((one) => one.month === values.month)
      .flatMap((one) => doubtsOf(one, today)),
  split: (values) => ({ facts: { ...values, ...nothingYet }, content: {} }),
  seal: {
    mark: ({ file }) =>
      declaringIn(file)
        .attendance.map(({ mark }) => mark)
        .join('|'),
    async read(trx, { row, facts, today }, marks): Promise<Sealed<Facts['send-attendance']>> {
      const seen = marks.split('|').find((mark) => mark.startsWith(`${facts.month}.`)) ?? '';
      const sending = await sendMonth(
        trx,
        { facilityId: row.facility_id ?? '', sent: row.state.data.attendance },
        { month: facts.month, seen, today },
      );
      return sending.outcome === 'sent'
        ? { ok: true, facts: sending.facts, content: sending.content }
        : { ok: false, moved: sending.outcome === 'moved', fault: refusedText(sending, facts.month) };
    },
  },
  then: ({ row, today }, { month: sent }) =>
    typeof sent === 'string' && isMonth(sent) && sent <= lastMonthFrom(today) ? pathOf(row, sent) : undefined,
});

export const reopenAttendance: ActForm<Pages, Facts['reopen-attendance']> = actForm<Pages>()({
  intro: () => "Le milieu d'accueil peut modifier ce mois à nouveau, et doit le renvoyer.",
  fields: ({ row }) => [
    monthInput(row, 'attendance', true),
    textarea('reason', "Motif, lu par le milieu d'accueil", { rows: 3, maxLength: 2000 }),
  ],
  begins: (_context, asked) => ({ month: typeof asked.month === 'string' ? asked.month : '' }),
  schema: z.strictObject({ month, reason: requiredText('Écrivez pourquoi le mois est rouvert.', 2000) }),
  check: (values, { row }) => checkMonth(row, 'attendance', true, values.month),
  split: ({ month: reopened, reason }) => ({ facts: { month: reopened }, content: { reason } }),
});

const pathOf = (row: Row, ofMonth: string): string => `/pro/facilities/${row.facility_id ?? ''}/attendance/${ofMonth}`;

/** The month that was asked for, else the first one that is over, else the first. */
function firstToSend(file: File, today: Day, { month: asked }: Typed): MonthToSend | undefined {
  const months = toSend(file);
  return (
    months.find((one) => one.month === asked) ??
    months.find(
      (one) => lastDayOfMonth(one.month) < today && monthsOf(file.row.state.data.quarter).includes(one.month),
    ) ??
    months[0]
  );
}

function choiceOf(one: MonthToSend): { value: string; text: string } {
  const faults = faultsOf(one);
  const children = childrenOf(one);
  const told =
    faults > 0
      ? `${String(faults)} à corriger`
      : children === 0
        ? 'aucune présence'
        : `${childrenInWords(children)}, ${presenceInWords(one.totals.present)}`;
  return { value: one.month, text: `${monthInWords(one.month)} : ${told}` };
}

const mostTold = 8;
function monthPanel(one: MonthToSend, row: Row): Panel {
  const byId = new Map(one.rows.map((each) => [each.id, each]));
  const faults = groupPoints(one.points.filter(({ weight }) => weight === 'fault'));
  const base = pathOf(row, one.month);
  const { present, justified, unjustified } = one.totals;
  const counts = ({ days, halfDays }: { days: number; halfDays: number }): string =>
    `${String(days)} j – ${String(halfDays)} ½ j`;
  return {
    partial: 'attendance/to-send',
    title: `Présences de ${monthInWords(one.month)}`,
    href: base,
    rows: [
      { label: 'Enfants', value: String(childrenOf(one)) },
      { label: 'Présences', value: counts(present) },
      { label: 'Absences justifiées', value: counts(justified) },
      { label: 'Absences injustifiées', value: counts(unjustified) },
    ],
    faults: faults.slice(0, mostTold).map((group) => {
      const [{ rowId, day }] = group;
      return {
        ...groupInWords(group, byId, one.rules.places),
        href:
          rowId !== null && day === null
            ? `${base}/children/${rowId}`
            : `${base}#c.${rowId ?? ''}.${String(Number(day?.slice(8)))}`,
      };
    }),
    more: Math.max(0, faults.length - mostTold),
  };
}

/** What is unusual: to be confirmed. */
const doubtsOf = (one: MonthToSend, today: Day): string[] => [
  ...(childrenOf(one) === 0
    ? [`Aucune présence n'est encodée en ${monthInWords(one.month)} : le mois est envoyé vide.`]
    : []),
  ...(lastDayOfMonth(one.month) >= today
    ? [`${monthInWords(one.month)} n'est pas terminé : les jours à venir sont envoyés comme ils sont.`]
    : []),
  ...doubtsInWords(one.points, one.rows, one.rules.places),
];

const faultyText = (one: MonthToSend): string => {
  const byId = new Map(one.rows.map((row) => [row.id, row]));
  const told = groupPoints(one.points.filter(({ weight }) => weight === 'fault'))
    .slice(0, 3)
    .map((group) => {
      const { who, text } = groupInWords(group, byId, one.rules.places);
      return `${who} : ${text.replace(/\.$/, '')}`;
    });
  const count = faultsOf(one);
  return `${monthInWords(one.month)} ne peut pas être envoyé, ${String(count)} ${count === 1 ? 'point est' : 'points sont'} à corriger. ${told.join(' ; ')}.`;
};

function refusedText(sending: Exclude<Sending, { outcome: 'sent' }>, ofMonth: string): string {
  switch (sending.outcome) {
    case 'moved': {
      const told = sending.changes
        .slice(0, 3)
        .map(({ who, child, at }) => `${child} (${who ?? 'une autre personne'}, ${formatDateTime(at)})`);
      return `Les présences de ${monthInWords(ofMonth)} ont changé pendant que vous lisiez : rien n'a été envoyé.${told.length > 0 ? ` Ont changé : ${told.join(' ; ')}.` : ''} Relisez, puis envoyez.`;
    }
    case 'faulty':
      return faultyText(sending.month);
    default:
      return sending satisfies never;
  }
}
