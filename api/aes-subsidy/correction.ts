/** A correction is asked by line: a place, a month, and what is to be corrected there. These months are written in again until they are sent. */
import { z } from 'zod';
import { reopenMonths } from '../../db/aes-subsidy/reopen.ts';
import { lineOf, placeAndMonthOf, type LineCode } from '../../domain/after-school/calculation.ts';
import { monthInWords, type Month } from '../../domain/quarter.ts';
import { childrenOn } from '../../domain/after-school/snapshot.ts';
import type { Facts, PlaceMonth } from '../../workflows/aes-subsidy/contract.ts';
import { presences } from '../../views/aes-subsidy/calculation-words.ts';
import { actForm, type ActForm, type FileContext } from '../cases/act-form.ts';
import type { Faults, Input } from '../forms/form.ts';
import { optionalText, textarea } from '../forms/inputs.ts';
import { notesOf } from './control-lines.ts';
import type { Pages } from './own.ts';

/** As the act keeps it: the place as it was called when it was sent. */
export interface Asked {
  code: LineCode;
  place: string;
  month: Month;
  question: string;
}
const longest = 1000;
const questionOf = (code: LineCode): string => `question-${code}`;
const nothingAsked = 'Écrivez ce qui est à corriger, à côté du mois et du lieu concernés.';

const monthsIn = ({ file }: FileContext<Pages>) =>
  (file.own.one.control?.places ?? []).flatMap((place) =>
    place.months.map((month) => ({
      code: lineOf({ facilityId: place.facilityId, month: month.month }) as PlaceMonth,
      place,
      month,
    })),
  );
const textAt = (values: Readonly<Record<string, unknown>>, code: LineCode): string => {
  const text = values[questionOf(code)];
  return typeof text === 'string' ? text.trim() : '';
};
const schema = z.object({ reason: optionalText(2000) }).catchall(optionalText(longest)) as unknown as z.ZodType<
  { reason?: string } & Record<string, unknown>
>;

export const askCorrection: ActForm<Pages, Facts['ask-correction']> = actForm<Pages>()({
  intro: () =>
    "L'opérateur lit chaque question à la place qu'elle concerne. Ces mois, et eux seuls, s'ouvrent à nouveau ; une fois le lieu envoyé à nouveau, vous verrez ce qui a changé.",
  // From a line of the control: what is unusual there is said already.
  begins: (context, { line }) => {
    const asked = monthsIn(context).find(({ code }) => code === line);
    const { control } = context.file.own.one;
    if (!asked || !control) return {};
    const notes = notesOf(control, asked.place, asked.month);
    return { [questionOf(asked.code)]: notes.length > 0 ? `À vérifier : ${notes.join(' ; ')}.` : '' };
  },
  fields: (context): Input[] => [
    ...monthsIn(context).map(({ code, place, month }) =>
      textarea(questionOf(code), `${place.name}, ${monthInWords(month.month)}`, {
        required: false,
        rows: 2,
        maxLength: longest,
        hint: presences(month.days.reduce((sum, day) => sum + childrenOn(day), 0)),
      }),
    ),
    textarea('reason', "Explication d'ensemble", { required: false, rows: 3, maxLength: 2000 }),
  ],
  schema,
  checkFile: (values, context): Faults => {
    const codes = monthsIn(context).map(({ code }) => code);
    const known = new Set([...codes.map(questionOf), 'reason']);
    if (Object.keys(values).some((name) => !known.has(name))) return { form: nothingAsked };
    return codes.some((code) => textAt(values, code) !== '') ? {} : { [questionOf(codes[0] ?? '')]: nothingAsked };
  },
  split: async (values, _row, file) => {
    const asked = monthsIn(await file()).filter(({ code }) => textAt(values, code) !== '');
    return {
      facts: { corrections: asked.map(({ code }) => code) },
      content: {
        asked: asked.map(
          ({ code, place, month }): Asked => ({
            ...{ code, place: place.name, month: month.month, question: textAt(values, code) },
          }),
        ),
        ...(values.reason ? { reason: values.reason } : {}),
      },
    };
  },
  seal: {
    mark: ({ file }) => file.own.one.control?.mark ?? '',
    async read(trx, { row, facts, content, at }) {
      const { asked } = content as { asked: readonly Asked[] };
      const months = asked.map(({ code, question }) => ({ ...placeAndMonthOf(code), question }));
      await reopenMonths(trx, { caseId: row.id, months, at });
      return { ok: true, facts, content };
    },
  },
});
