/** The visitor's situation as it is typed: nothing of it is kept, what was typed is only shown again. */
import { z } from 'zod';
import { reductions, type Reduction, type Situation } from '../../domain/parental-contribution/simulate.ts';
import { several } from '../forms/envelope.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { choice, yesOrNo } from '../forms/inputs.ts';
import { amount, count } from '../forms/numbers.ts';
import { notAChoice } from '../forms/sentences.ts';

export const fields = ['income', 'bim', 'household', 'fullDays', 'halfDays'] as const;
export type Typed = Partial<Record<string, unknown>>;

/** Of a household and a month, in cents: more is a slip of the keys (hypothèse). */
const mostIncome = 10_000_000;
const mostDays = 31;
const days = (what: string) => count(`Écrivez combien de ${what} par mois, au besoin 0`, { least: 0, most: mostDays });

const Form = z
  .strictObject({
    income: amount('Écrivez vos revenus nets par mois : un montant, par exemple 3 412,00', { most: mostIncome }),
    bim: yesOrNo("Répondez par oui ou non : avez-vous droit à l'intervention majorée ?"),
    household: several(choice(notAChoice, reductions), notAChoice).default([]),
    fullDays: days('journées complètes'),
    halfDays: days('demi-journées'),
  })
  .superRefine(({ fullDays, halfDays }, context) => {
    const message =
      fullDays + halfDays > mostDays
        ? `Un mois a ${String(mostDays)} jours au plus : vous en comptez ${String(fullDays + halfDays)}`
        : fullDays + halfDays === 0
          ? 'Comptez au moins une journée ou une demi-journée'
          : undefined;
    if (message) context.addIssue({ code: 'custom', path: ['fullDays'], message });
  });

export function readSituation(
  body: Typed,
): { ok: true; situation: Situation } | { ok: false; error: Faults; errors: { href?: string; text: string }[] } {
  const read = Form.safeParse(body);
  if (!read.success) {
    const error = faultsIn(read.error);
    return { ok: false, error, errors: errorLinks(error, fields) };
  }
  const { household, ...rest } = read.data;
  return { ok: true, situation: { ...rest, reductions: [...new Set<Reduction>(household)] } };
}
