/** The forms of a dossier: submitted with all its sections, completed when ONE asks, and what ONE notes of the conditions. */
import { z } from 'zod';
import { digestOf, sealedOf } from '../../db/agreement-renewal/submitted.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { sections, type Facts, type Section } from '../../workflows/agreement-renewal/contract.ts';
import { sectionWords } from '../../views/agreement-renewal/words.ts';
import { actForm, withoutConfirmation, type ActForm, type ActFormParts, type Seal } from '../cases/act-form.ts';
import { confirmation } from '../cases/usual-forms.ts';
import { several } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { optionalText, radios, requiredText, textarea } from '../forms/inputs.ts';
import { dossierPanel, toComplete } from './dossier-panel.ts';
import { dossierOf, type Pages } from './own.ts';

const form = actForm<Pages>();

const statement =
  "Je confirme que ce dossier d'agrément est complet et exact à ma connaissance, et que l'opérateur introduit lui-même sa demande.";
/** What is signed is read in the act's own transaction. */
const sealing: Seal<Pages, Facts['submit']> = {
  mark: ({ file }) => digestOf(file.own.dossier).slice(0, 16),
  async read(trx, { row, content, today }, seen) {
    const dossier = await dossierOf(trx, row, today);
    const digest = digestOf(dossier);
    if (digest.slice(0, 16) !== seen)
      return {
        ok: false,
        moved: true,
        fault:
          "Le dossier, un horaire ou le personnel a changé pendant que vous lisiez. Rien n'a été envoyé : relisez, puis envoyez.",
      };
    return { ok: true, facts: { digest }, content: { ...content, statement, submitted: sealedOf(dossier) } };
  },
};

const submitting: ActFormParts<Pages, Facts['submit'], Record<string, unknown>> = {
  intro: ({ row, today }) => {
    const { submitBy, endsOn } = row.state.data;
    const late = submitBy !== undefined && today > submitBy && endsOn;
    return `« ${statement} »${
      late
        ? ` Le délai s'est terminé le ${formatLongDate(submitBy)} : le dossier est examiné, mais l'agrément n'est pas prolongé après le ${formatLongDate(endsOn)}.`
        : ''
    }`;
  },
  // What was put with its sections goes with it.
  files: () => [],
  fields: () => [textarea('remarks', "Remarque pour l'ONE", { required: false, rows: 3 })],
  panels: ({ file }) => [dossierPanel(file, 'operator')],
  blocked: ({ file }) =>
    toComplete(file).length > 0
      ? [
          {
            partial: 'banner',
            kind: 'warning',
            title: 'Le dossier n’est pas encore complet',
            text: `À compléter : ${toComplete(file)
              .map((section) => sectionWords[section])
              .join(', ')}. Les heures de formation qui manquent n'empêchent pas d'introduire la demande.`,
          },
          dossierPanel(file, 'operator'),
        ]
      : undefined,
  schema: z.strictObject({ remarks: optionalText() }),
  checkFile: (_, { file }): Faults =>
    toComplete(file).length > 0 ? { form: 'Le dossier n’est pas complet : complétez-le, puis introduisez-le.' } : {},
  split: (content) => ({ facts: { digest: '' }, content }),
  seal: sealing,
};

const submit: ActForm<Pages, Facts['submit']> = form(submitting);
/** A complement is submitted like the dossier: whole, and with all that was put with it. */
const giveComplement: ActForm<Pages, Facts['give-complement']> = form({
  ...submitting,
  intro: () =>
    `« ${statement} » Complétez les parties demandées du dossier, puis dites ce qui a changé : l'ONE lit le dossier tel que vous l'envoyez maintenant.`,
  fields: () => [textarea('text', 'Ce qui a changé', { rows: 6 })],
  schema: z.strictObject({ text: requiredText('Dites ce qui a changé.') }),
});

const askComplement = form({
  intro: () =>
    "L'opérateur peut à nouveau écrire dans son dossier, et reçoit une lettre. Sans réponse dans le délai, l'examen continue avec ce qui est connu.",
  fields: () => [
    {
      partial: 'field-checkboxes',
      name: 'sections',
      label: 'Parties à compléter',
      required: true,
      options: sections.map((value) => ({ value, text: sectionWords[value] })),
    },
    textarea('text', 'Ce qui manque ou est à corriger', { rows: 5 }),
  ],
  schema: z.strictObject({
    sections: several(z.enum(sections), 'Cochez au moins une partie du dossier.'),
    text: requiredText('Écrivez ce qui manque : l’opérateur le lit et y répond.'),
  }),
  split: ({ sections: asked, text }) => ({ facts: { sections: asked as Section[] }, content: { text } }),
});

/** One condition after the other; what is not looked at yet is left open, and does not count. */
const examine: ActForm<Pages, Facts['examine']> = {
  intro: () =>
    "Passez les conditions de l'agrément en revue. Ce que vous notez ici reste à l'ONE ; l'avis à la commission vient ensuite.",
  fields: ({ file }) =>
    file.own.conditions.map(({ code, label, reference, section }) => ({
      partial: 'field-group',
      name: `group-${code}`,
      label,
      why: [`${reference}. Dans le dossier : ${sectionWords[section]}.`],
      inputs: [
        radios(
          code,
          label,
          [
            { value: 'met', text: 'Remplie' },
            { value: 'unmet', text: 'Pas remplie' },
            { value: 'later', text: 'Pas encore examinée' },
          ],
          { inline: true },
        ),
        textarea(`${code}-remark`, 'Remarque', { required: false, rows: 2 }),
      ],
    })),
  begins: ({ file }) => {
    const last = file.acts.findLast(({ action }) => action === 'examine')?.content?.checklist as
      | { code: string; verdict: string; remark?: string }[]
      | undefined;
    return Object.fromEntries([
      ...file.own.conditions.map(({ code }) => [code, 'later']),
      ...(last ?? []).flatMap(({ code, verdict, remark }) => [
        [code, verdict],
        [`${code}-remark`, remark],
      ]),
    ]) as Record<string, unknown>;
  },
  panels: ({ file }) => [dossierPanel(file, 'one')],
  async read(sent, _, load) {
    const { file } = await load();
    const { conditions } = file.own;
    const read = z
      .strictObject(
        Object.fromEntries(
          conditions.flatMap(({ code }): [string, z.ZodType][] => [
            [code, z.enum(['met', 'unmet', 'later'], { error: 'Choisissez une réponse pour cette condition.' })],
            [`${code}-remark`, optionalText(2000)],
          ]),
        ),
      )
      .safeParse(withoutConfirmation(sent));
    if (!read.success) return { ok: false, faults: faultsIn(read.error) };
    const said = read.data as Readonly<Record<string, string | undefined>>;
    const faults: Faults = Object.fromEntries(
      conditions
        .filter(({ code }) => said[code] === 'unmet' && !said[`${code}-remark`])
        .map(({ code }) => [`${code}-remark`, 'Écrivez pourquoi cette condition n’est pas remplie.']),
    );
    if (isFaulty(faults)) return { ok: false, faults };
    const of = (verdict: string): number => conditions.filter(({ code }) => said[code] === verdict).length;
    return {
      ok: true,
      facts: { met: of('met'), unmet: of('unmet') },
      content: {
        checklist: conditions.map(({ code, label, reference }) => ({
          code,
          label,
          reference,
          verdict: said[code],
          ...(said[`${code}-remark`] ? { remark: said[`${code}-remark`] } : {}),
        })),
      },
    };
  },
};

export const dossierForms = {
  submit,
  'give-complement': giveComplement,
  'ask-complement': askComplement,
  examine,
  'withdraw': {
    ...confirmation<Pages>(({ row }) =>
      row.state.data.kind === 'renewal'
        ? "La demande est close. L'agrément se termine alors à son échéance ; s'il est prolongé, la prolongation s'arrête aujourd'hui."
        : 'La demande est close. Une autre peut être préparée à tout moment.',
    ),
    stop: true,
  },
} as const;
