/** A line of a signed calculation, a place and month, contested by the operator with text and documents, and answered by ONE: its effect is known before. */
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { presences, reasonWords } from '../../views/aes-subsidy/calculation-words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import type { FileContext } from '../cases/act-form.ts';
import type { FileField } from '../documents/file-fields.ts';
import { answer } from '../forms/inputs.ts';
import { contestForms } from '../subsidies/signed-sum.ts';
import { linesPanel } from './calculation.ts';
import type { Pages } from './own.ts';

export const evidenceField: FileField = {
  name: 'evidence',
  slot: 'contest-evidence',
  label: 'Documents à l’appui',
  hint: 'Registre des présences, courrier de l’école…',
};

const linesOf = ({ file }: FileContext<Pages>): readonly KeptPlaceMonth[] => file.own.one.signed.at(-1)?.lines ?? [];
const lineOf = (context: FileContext<Pages>, code: string): KeptPlaceMonth | undefined =>
  linesOf(context).find((one) => one.code === code);
const codesOf = (lines: readonly KeptPlaceMonth[]): string[] => lines.map(({ code }) => code);

function optionOf(context: FileContext<Pages>, code: string): { value: string; text: string; hint?: string } {
  const found = lineOf(context, code);
  if (!found) return { value: code, text: 'Ligne contestée' };
  const { place, month, reason, declared, retained, children } = found;
  return {
    value: code,
    text: `${place}, ${monthInWords(month)} (${reasonWords[reason]})`,
    hint: `${presences(children.declared)} déclarées. Si l'ONE vous suit : +${centsInWords(declared - retained)}.`,
  };
}

export const { contest, upholdContest, dismissContest } = contestForms<Pages>({
  line: answer('Choisissez une ligne.'),
  label: 'Ligne',
  codes: (context) => codesOf(linesOf(context)),
  fell: (context) => codesOf(linesOf(context).filter(({ declared, retained }) => retained < declared)),
  none: 'Aucune ligne ne peut être contestée : aucune ne baisse, ou elles ont déjà été contestées, une fois chacune.',
  optionOf,
  centsOf: (context, code) => {
    const found = lineOf(context, code);
    return found ? found.declared - found.retained : 0;
  },
  evidence: evidenceField,
  answerLabel: "Réponse à l'opérateur",
  lines: ({ file }) => linesPanel(file.own.one.signed, { title: 'Déclaré, retenu, pourquoi' }),
});
