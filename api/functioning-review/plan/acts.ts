/** The acts on a plan: submitted, remarked on, accepted, decided, signed by both sides, reopened. */
import { z } from 'zod';
import {
  digestOfPlan,
  findRemarked,
  markOfPlan,
  movedObjectives,
  readPlan,
} from '../../../db/functioning-review/plan/read-plan.ts';
import { lockPlan } from '../../../db/functioning-review/plan/plan-table.ts';
import { isWhole, mostObjectives, type Plan } from '../../../domain/functioning-review/plan.ts';
import type { Facts } from '../../../workflows/functioning-review/contract.ts';
import { actForm, type ActForm, type FileContext, type Sealed, type SealContext } from '../../cases/act-form.ts';
import type { Panel } from '../../cases/procedure-pages.ts';
import { confirmation, oneText } from '../../cases/usual-forms.ts';
import type { Input } from '../../forms/form.ts';
import { optionalText, requiredText, textarea } from '../../forms/inputs.ts';
import type { Pages } from '../own.ts';
import { limitsOf, onPlan } from './context.ts';
import { arbiterWords } from '../../../views/functioning-review/plan-words.ts';
import { countActions, lastPanel, planPanel, sizeOf, styles } from './plan-panel.ts';
import { signing } from './sign-acts.ts';
import { remarkedIn, storyOf, type PlanStory } from './rounds.ts';

type Context = FileContext<Pages>;
const form = actForm<Pages>();
const story = ({ file }: Context): PlanStory => storyOf(file.acts);
const none: Plan = { objectives: [] };
const writtenIn = ({ file }: Context): Plan => file.own.plan ?? none;

/** What is missing is mended on the page of the plan: there each field says so. */
const notWhole = 'Le plan n’est pas complet : rien n’est envoyé. Chaque champ du plan dit ce qui lui manque.';
const blockedPanel = ({ row, reader }: Context): Panel[] => [
  {
    partial: 'functioning-review/plan-blocked',
    title: 'Le plan n’est pas encore complet',
    text: 'Il faut au moins un objectif, chaque champ demandé, et une réponse à chaque remarque.',
    href: `/${reader === 'operator' ? 'pro' : 'office'}/reviews/${row.id}/plan`,
  },
];

/** What is sent is read in the act's own transaction; whoever writes in the plan waits, or is read. */
const sealed = (asksAnswers: boolean) => ({
  mark: (context: Context) => markOfPlan(writtenIn(context)),
  async read(
    trx: Parameters<typeof readPlan>[0],
    { row, content }: SealContext<Pages, Facts['submit-plan']>,
    seen: string,
  ): Promise<Sealed<Facts['submit-plan']>> {
    await lockPlan(trx, row.id);
    const plan = await readPlan(trx, row.id);
    const moved = movedObjectives(seen, plan);
    if (moved.length > 0)
      return {
        ok: false,
        moved: true,
        fault: `Le plan a changé pendant que vous lisiez (${moved.map((name) => (name ? `« ${name} »` : 'un objectif retiré')).join(', ')}). Rien n'a été envoyé. Relisez, puis envoyez.`,
      };
    const remarked = asksAnswers ? await findRemarked(trx, row.id) : undefined;
    if (!isWhole(plan, limitsOf(row), remarked)) return { ok: false, moved: false, fault: notWhole };
    return {
      ok: true,
      facts: {
        digest: digestOfPlan(plan),
        objectives: plan.objectives.length,
        actions: countActions(plan),
      },
      content: { ...content, plan },
    };
  },
});
const nothingYet: Facts['submit-plan'] = { digest: '', objectives: 0, actions: 0 };

const submitPlan: ActForm<Pages, Facts['submit-plan']> = form({
  intro: (context) =>
    story(context).rounds.length === 0
      ? "L'ONE lit votre projet, l'accepte ou demande de le revoir. Vous le signerez quand il sera accepté."
      : "L'ONE lit votre réponse : ce que vous avez changé y est marqué.",
  fields: (context): Input[] => {
    const general = story(context).rounds.at(-1)?.remarks?.general;
    return [
      textarea('answer', general ? 'Votre réponse à la remarque générale' : "Message à l'ONE", {
        required: false,
        rows: 3,
        ...(general ? { hint: `« ${general} »` } : {}),
      }),
    ];
  },
  wide: true,
  styles,
  panels: (context) => [planPanel(context, writtenIn(context), `Ce que vous envoyez : ${sizeOf(writtenIn(context))}`)],
  blocked: (context) =>
    isWhole(writtenIn(context), limitsOf(context.row), remarkedIn(story(context))) ? undefined : blockedPanel(context),
  schema: z.strictObject({ answer: optionalText(2000) }),
  split: (content) => ({ facts: nothingYet, content }),
  seal: sealed(true),
  then: onPlan('pro', 'submit-plan'),
});

const refusedInWords = ({ rounds }: PlanStory): string => {
  const count = rounds.filter(({ remarks }) => remarks).length;
  return count > 1 ? `${String(count)} tours refusés` : 'le dernier tour refusé';
};
const arbitrate: ActForm<Pages, Facts['arbitrate']> = form({
  intro: (context) =>
    `Vous tranchez après ${refusedInWords(story(context))} : le plan ci-dessous, tel que vous l'avez mis au point avec l'opérateur, est celui que les deux parties signent. Vous pouvez le modifier avant, sur la page du plan.`,
  fields: () => [
    textarea('reason', 'Décision motivée', {
      hint: "Ce qui est arrêté et pourquoi : l'opérateur et la personne qui suit le milieu le lisent avec le plan.",
      maxLength: 2000,
    }),
  ],
  wide: true,
  styles,
  panels: (context) => [planPanel(context, writtenIn(context), `Le plan arrêté : ${sizeOf(writtenIn(context))}`)],
  blocked: (context) => (isWhole(writtenIn(context), limitsOf(context.row)) ? undefined : blockedPanel(context)),
  schema: z.strictObject({ reason: requiredText('Écrivez ce qui est arrêté, et pourquoi.', 2000) }),
  split: (content) => ({ facts: nothingYet, content }),
  seal: sealed(false),
  then: onPlan('office', 'arbitrate'),
});

const remarkName = (index: number): string => `remark${String(index + 1)}`;
const remarkFields = Object.fromEntries(
  Array.from({ length: mostObjectives }, (_, index) => [remarkName(index), optionalText(1000)] as const),
);
const askRevision: ActForm<Pages, Facts['ask-revision']> = form({
  intro: ({ row }) =>
    row.state.data.roundsLeft > 1
      ? `Écrivez au moins une remarque : l'opérateur y répond objectif par objectif. Il reste ${String(row.state.data.roundsLeft - 1)} tour${row.state.data.roundsLeft > 2 ? 's' : ''} après celui-ci.`
      : `C'est le dernier tour : si vous demandez encore de revoir le plan, ${arbiterWords(row.state.data.home)} tranche.`,
  fields: (context): Input[] => [
    ...(story(context).rounds.at(-1)?.plan.objectives ?? []).map(({ wording }, index) =>
      textarea(remarkName(index), `${String(index + 1)}. ${wording}`, { required: false, rows: 2, maxLength: 1000 }),
    ),
    textarea('remark', "Remarque sur l'ensemble du plan", { required: false, rows: 3, maxLength: 2000 }),
  ],
  wide: true,
  styles,
  panels: lastPanel,
  schema: z.strictObject({ ...remarkFields, remark: optionalText(2000) }),
  check: (values) =>
    Object.values(values).some(Boolean)
      ? {}
      : { remark: "Écrivez au moins une remarque : l'opérateur doit savoir quoi revoir." },
  split: async (values, _row, read) => {
    const objectives = story(await read()).rounds.at(-1)?.plan.objectives ?? [];
    const remarks = Object.fromEntries(
      objectives.flatMap(({ id }, index) => {
        const text = (values as Record<string, string | undefined>)[remarkName(index)];
        return text ? [[id, text]] : [];
      }),
    );
    return { facts: {}, content: { remarks, ...(values.remark ? { remark: values.remark } : {}) } };
  },
  then: onPlan('office', 'ask-revision'),
});

const change = (intro: string, then: ReturnType<typeof onPlan>) => ({
  ...oneText<Pages>('reason', 'Ce qui doit changer', "Écrivez ce qui doit changer dans le plan d'action.", {
    intro: ({ row }) =>
      row.state.data.signedByOperator
        ? `${intro} Ce qui est déjà signé ne le sera plus : les deux parties signeront le nouveau plan.`
        : intro,
  }),
  then,
});

export const planForms = {
  'submit-plan': submitPlan,
  'ask-revision': askRevision,
  'accept-plan': {
    ...confirmation<Pages>(() => "Le plan est accepté tel qu'il a été envoyé : l'opérateur le signe, puis l'ONE."),
    wide: true,
    styles,
    panels: lastPanel,
    then: onPlan('office', 'accept-plan'),
  },
  'arbitrate': arbitrate,
  'sign-plan': signing('operator'),
  'countersign-plan': signing('one'),
  'ask-change': change(
    'Le plan revient en rédaction chez vous, puis à l’ONE pour lecture.',
    onPlan('pro', 'ask-change'),
  ),
  'reopen-plan': change(
    'Le plan revient en rédaction chez l’opérateur, puis à vous pour lecture.',
    onPlan('office', 'reopen-plan'),
  ),
} as const;
