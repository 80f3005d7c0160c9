/** A line of a signed calculation, contested by the operator and answered by ONE: its effect in euros is known before it is sent. */
import type { KeptCalculation } from '../../db/subsidies/calculations.ts';
import { followedBy, lineCodes, type LineCode } from '../../domain/subsidy/lines.ts';
import { lineWords } from '../../views/quarterly-subsidy/words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { reasonWords } from '../../views/subsidies/words.ts';
import type { FileContext } from '../cases/act-form.ts';
import { choice } from '../forms/inputs.ts';
import { linesPanel } from '../subsidies/lines-panel.ts';
import { contestForms } from '../subsidies/signed-sum.ts';
import type { Pages } from './own.ts';

const lost = (calculation: KeptCalculation, code: LineCode): number => {
  const found = calculation.lines.find((one) => one.code === code);
  return found ? found.declared - found.retained : 0;
};
/** If ONE follows: the line as it was declared, and those that move with it. */
export function effectOf(calculation: KeptCalculation, code: LineCode): { own: number; withFollowers: number } {
  const own = lost(calculation, code);
  const followers = lineCodes.filter((one) => followedBy[one] === code).map((one) => lost(calculation, one));
  return { own, withFollowers: followers.reduce((sum, cents) => sum + cents, own) };
}

const lastOf = ({ file }: FileContext<Pages>): KeptCalculation | undefined => file.own.one.calculations.at(-1);

function optionOf(context: FileContext<Pages>, code: LineCode): { value: string; text: string; hint?: string } {
  const last = lastOf(context);
  if (!last) return { value: code, text: lineWords[code] };
  const { own, withFollowers } = effectOf(last, code);
  const why = last.lines.find((one) => one.code === code)?.reason ?? 'other';
  return {
    value: code,
    text: `${lineWords[code]} (${reasonWords[why]})`,
    hint: `Si l'ONE vous suit : +${centsInWords(own)}${withFollowers > own ? `, et avec les lignes qui en dépendent +${centsInWords(withFollowers)}` : ''}.`,
  };
}

export const { contest, upholdContest, dismissContest } = contestForms<Pages>({
  line: choice('Choisissez une ligne.', lineCodes),
  label: 'La ligne que vous contestez',
  codes: () => lineCodes,
  // Those that fell for a reason of their own.
  fell: (context) =>
    (lastOf(context)?.lines ?? [])
      .filter(({ follows, declared, retained }) => retained < declared && !follows)
      .map(({ code }) => code),
  none: 'Aucune ligne ne peut être contestée : celles qui baissent suivent une autre, ou ont déjà été contestées, une fois chacune.',
  optionOf: (context, code) => optionOf(context, code as LineCode),
  centsOf: (context, code) => {
    const last = lastOf(context);
    return last ? effectOf(last, code as LineCode).withFollowers : 0;
  },
  evidence: { name: 'piece', slot: 'contest', label: 'Pièce' },
  answerLabel: "Réponse au milieu d'accueil",
  lines: ({ file }) => linesPanel(file.own.one.calculations, { title: 'Déclaré, retenu, pourquoi' }),
});
