/** The notice that ONE wishes for: told before, counted from today, and a reason asked where it is shorter. Never a reason to refuse. */
import { daysBetween, isDay, type Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { after, inWords } from '../../../domain/quantity.ts';
import { parameterOf } from '../../../workflows/procedure.ts';
import type { Finding, Question, Values } from '../../drafts/form.ts';
import type { AnyRequestForm, FormContext, RequestForm } from './form.ts';

interface Notice {
  required: string;
  earliestOn: Day;
  left: number;
  short: boolean;
}

/** Of the wished day; undefined when none is known, or no notice is asked (disaster, illness). */
function noticeOf(form: AnyRequestForm, values: Values, context: FormContext): Notice | undefined {
  const wished = values[form.wishedDay];
  if (typeof wished !== 'string' || !isDay(wished) || form.noticeWaived?.(values)) return undefined;
  const parameter = parameterOf(form.notice(context.facility), context.parameters);
  const earliestOn = after(context.today, parameter);
  return {
    required: inWords(parameter),
    earliestOn,
    left: daysBetween(context.today, wished),
    short: wished < earliestOn,
  };
}

const noNoticeReason = 'Indiquez le motif du délai réduit';
/** Asked beside the wished day, when it comes sooner than the notice. */
export const noticeReason: Question<FormContext> = {
  name: 'noticeReason',
  input: 'textarea',
  label: 'Motif du délai réduit',
  hint: 'Ce qui vous a empêché de prévenir plus tôt.',
  required: true,
  maxLength: 1000,
};

/** The form with what holds of its notice: the reason is asked where it is short, the delay is told. */
export function withNotice<V extends object>(form: RequestForm<V>): AnyRequestForm {
  const any = form as AnyRequestForm;
  return {
    ...any,
    steps: form.steps.map((step) => ({
      ...step,
      fields: step.fields.map((field) =>
        field === noticeReason
          ? {
              ...field,
              askedWhen: (values: Values, context: FormContext) => noticeOf(any, values, context)?.short ?? false,
            }
          : field,
      ),
    })),
    rules: (values: Values, context) => [...findings(any, values, context), ...any.rules(values, context)],
    hint: {
      on: form.steps.filter(({ fields }) => fields.includes(noticeReason)).map(({ key }) => key),
      text: (values: Values, context) => hintOf(any, values, context),
    },
  };
}

function findings(form: AnyRequestForm, values: Values, context: FormContext): Finding[] {
  const notice = noticeOf(form, values, context);
  if (!notice?.short) return [];
  return [
    { level: 'warning', field: form.wishedDay, text: shortNotice(notice, Boolean(values.noticeReason)) },
    ...(values.noticeReason ? [] : [{ level: 'fault' as const, field: 'noticeReason', text: noNoticeReason }]),
  ];
}

/** « Vous prévenez 12 jours à l'avance… » @param explained the reason is given already */
function shortNotice({ required, earliestOn, left }: Notice, explained: boolean): string {
  const told =
    left > 1
      ? `Vous prévenez ${left} jours à l'avance`
      : left === 1
        ? 'Vous prévenez la veille'
        : left === 0
          ? 'Vous prévenez le jour même'
          : 'Cette date est passée';
  const next = explained
    ? 'Votre motif sera joint à la demande.'
    : 'La demande reste possible : indiquez pourquoi le délai est plus court.';
  return `${told}. Le délai souhaité est de ${required}, soit à partir du ${formatLongDate(earliestOn)}. ${next}`;
}

/** What the notice is, before one types a date. */
const hintOf = (form: AnyRequestForm, values: Values, { facility, parameters }: FormContext): string =>
  form.noticeWaived?.(values)
    ? "Aucun délai de préavis n'est demandé dans votre situation."
    : `Délai de préavis souhaité : ${inWords(parameterOf(form.notice(facility), parameters))}. Un délai plus court reste possible, avec un motif.`;
