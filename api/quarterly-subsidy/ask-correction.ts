/** « Demander une correction »: lines of the calculation, steps and months are ticked, and what is to be corrected is written at each. */
import { z } from 'zod';
import { resultOf } from '../../db/subsidies/control.ts';
import { groupOfLine, lineCodes } from '../../domain/subsidy/lines.ts';
import { centsOf } from '../../domain/traced.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { groupWords } from '../../views/subsidies/words.ts';
import { correctionInWords, lineWords } from '../../views/quarterly-subsidy/words.ts';
import { modules, steps, type CorrectionCode, type Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { actForm, type ActForm, type FileContext, type Typed } from '../cases/act-form.ts';
import { answer, optionalText, textarea } from '../forms/inputs.ts';
import { several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { notAChoice } from '../forms/sentences.ts';
import { codeOfLine, correctionCodes, inputKeyOf, inputKeys, lineOf } from './correction-places.ts';
import { fullTimesOf, isWithoutScale } from './control-lines.ts';
import type { Pages } from './own.ts';

type Context = FileContext<Pages>;
const whatOf = (code: CorrectionCode, quarter: string): string => `what-${inputKeyOf(code, quarter)}`;
const longest = 1000;
const nothingChosen = 'Cochez au moins ce qui est à corriger.';
const unsaid = 'Écrivez ce qui est à corriger : la personne le lira à côté de ce qu’elle a déclaré.';

const ticked = (typed: Typed): string[] => [typed.corrections ?? []].flat().map(String);

/** What was declared on each line: beside the box. */
function declaredOn({ file }: Context): Map<string, string> {
  const { control } = file.own.one;
  if (!control) return new Map();
  return new Map(
    resultOf(control, []).lines.map(({ code, declared }) => [
      codeOfLine(code),
      isWithoutScale(control, code) ? fullTimesOf(control, code) : centsInWords(centsOf(declared)),
    ]),
  );
}

function correctionsInput(context: Context, typed: Typed): Input {
  const { quarter } = context.row.state.data;
  const declared = declaredOn(context);
  const chosen = new Set(ticked(typed));
  const row = (code: CorrectionCode): object => {
    const line = lineOf(code);
    const input = whatOf(code, quarter);
    const label = line ? lineWords[line] : correctionInWords(code);
    return {
      code,
      label,
      declared: declared.get(code),
      checked: chosen.has(code),
      open: chosen.has(code) || (typeof typed[input] === 'string' && typed[input] !== ''),
      input,
    };
  };
  const groups = [
    ...[...new Set(lineCodes.map((code) => groupOfLine[code]))].map((group) => ({
      name: groupWords[group],
      rows: lineCodes.filter((code) => groupOfLine[code] === group).map((code) => row(codeOfLine(code))),
    })),
    { name: "Étapes du rapport d'activités", rows: steps.map(row) },
    {
      name: 'Mois envoyés',
      rows: correctionCodes(quarter)
        .filter((code) => modules.some((module) => code.startsWith(`${module}-`)))
        .map(row),
    },
  ];
  return {
    partial: 'quarterly-subsidy/ask-corrections',
    name: 'asked',
    label: 'À corriger',
    groups,
    inputs: [
      { partial: 'ticks', name: 'corrections', label: 'À corriger' },
      ...correctionCodes(quarter).map(
        (code): Input => ({
          partial: 'what',
          name: whatOf(code, quarter),
          label: `Ce qui est à corriger : ${correctionInWords(code)}`,
        }),
      ),
    ],
  };
}

const schema = z.strictObject({
  corrections: several(answer(nothingChosen), nothingChosen),
  reason: optionalText(2000),
  ...Object.fromEntries(inputKeys.map((key) => [`what-${key}`, optionalText(longest)])),
}) as unknown as z.ZodType<{ corrections: string[]; reason?: string } & Record<string, unknown>>;
const textAt = (values: Typed, code: CorrectionCode, quarter: string): string | undefined => {
  const text = values[whatOf(code, quarter)];
  return typeof text === 'string' && text !== '' ? text : undefined;
};

export const askCorrection: ActForm<Pages, Facts['ask-correction']> = actForm<Pages>()({
  intro: () =>
    "Le milieu d'accueil lit chaque demande à la place qu'elle concerne, corrige ou répond, puis soumet la demande à nouveau ; vous verrez ce qui a changé sur chacune, et ce qui a changé ailleurs. Un mois envoyé ne se modifie qu'une fois rouvert : « Rouvrir un mois », après cette demande.",
  begins: (_context, { line }) => (lineOf(`line-${String(line)}`) ? { corrections: [`line-${String(line)}`] } : {}),
  fields: (context, typed) => [
    correctionsInput(context, typed),
    textarea('reason', "Explication d'ensemble", {
      required: false,
      rows: 3,
      maxLength: 2000,
      hint: 'Nécessaire là où rien n’est écrit à côté de la case cochée.',
    }),
  ],
  schema,
  check: (values, { row }) => {
    const { quarter } = row.state.data;
    const known = new Set<string>(correctionCodes(quarter));
    if (!values.corrections.every((code) => known.has(code))) return { corrections: notAChoice };
    const faults: Faults = {};
    for (const code of correctionCodes(quarter)) {
      const isTicked = values.corrections.includes(code);
      const text = textAt(values, code, quarter);
      // A line is always told by itself; a step or a month may be told by what is said of all.
      if (isTicked && !text && (lineOf(code) || !values.reason)) faults[whatOf(code, quarter)] = unsaid;
      if (!isTicked && text)
        faults[whatOf(code, quarter)] = 'Cochez ce que ce texte demande de corriger, ou effacez-le';
    }
    return faults;
  },
  split: (values, { row }) => {
    const { quarter } = row.state.data;
    const corrections = correctionCodes(quarter).filter((code) => values.corrections.includes(code));
    const texts = Object.fromEntries(
      corrections.flatMap((code) => {
        const text = textAt(values, code, quarter);
        return text ? [[code, text]] : [];
      }),
    );
    return { facts: { corrections }, content: { texts, ...(values.reason ? { reason: values.reason } : {}) } };
  },
});
