/** Sending an evaluation: possible once every criterion has a score; a copy of it is sealed, its hash a fact. */
import { z } from 'zod';
import type { Side } from '../../../db/functioning-review/assessment/evaluations.ts';
import { lockEvaluations } from '../../../db/functioning-review/assessment/questionnaires.ts';
import { loadPortalFacts } from '../../../db/functioning-review/assessment/portal-facts.ts';
import {
  isReadyToSeal,
  readEvaluation,
  sealedContent,
  type EvaluationToday,
} from '../../../db/functioning-review/assessment/sealed.ts';
import { domainWords } from '../../../views/functioning-review/assessment-words.ts';
import type { SealedEvaluation } from '../../../workflows/functioning-review/contract.ts';
import { actForm, type ActForm, type FileContext, type Sealed } from '../../cases/act-form.ts';
import type { Panel } from '../../cases/procedure-pages.ts';
import { optionalText, textarea } from '../../forms/inputs.ts';
import { oneText } from '../../cases/usual-forms.ts';
import type { Pages } from '../own.ts';
import { baseOf, sides } from './context.ts';
import { missingView } from './missing.ts';

const nothingYet: SealedEvaluation = { digest: '', questionnaire: '', criteria: 0 };

/** @throws where the page was drawn for nobody who writes in the evaluation: the act would not be theirs */
function todayOf({ file }: FileContext<Pages>, side: Side): EvaluationToday {
  const { evaluation } = file.own;
  if (evaluation?.side !== side) throw new Error('the evaluation was not read');
  return evaluation;
}

const intros: Readonly<Record<Side, string>> = {
  operator:
    "Une copie de vos réponses et des données du portail est scellée. Ensuite, l'auto-évaluation se relit et ne se modifie plus. L'ONE évalue les mêmes critères, sans voir vos notes.",
  one: "Une copie de l'évaluation est scellée ; elle ne se modifie plus. L'opérateur la lit à côté de la sienne dès que la rencontre a eu lieu, pas avant.",
};

const remarkLabels: Readonly<Record<Side, string>> = {
  operator: "Remarque pour l'ONE",
  one: "Remarque pour vos collègues (l'opérateur ne la lit pas)",
};

const sendEvaluation = (side: Side): ActForm<Pages, SealedEvaluation> =>
  actForm<Pages>()({
    intro: () => intros[side],
    // What waits with the case as evidence goes with it.
    ...(side === 'operator' ? { files: () => [] } : {}),
    fields: () => [textarea('remarks', remarkLabels[side], { required: false, rows: 3 })],
    panels: (context) => [sentPanel(todayOf(context, side), context.row.id)],
    blocked: (context) => {
      const today = todayOf(context, side);
      return isReadyToSeal(today) ? undefined : [missingPanel(today, context.row.id)];
    },
    schema: z.strictObject({ remarks: optionalText() }),
    split: (content) => ({ facts: nothingYet, content }),
    seal: {
      mark: (context) => todayOf(context, side).digest,
      async read(trx, { row, today, content }, seen): Promise<Sealed<SealedEvaluation>> {
        await lockEvaluations(trx, row.id);
        const now = await readEvaluation(trx, { caseId: row.id, on: row.state.data.firstDayOn, side });
        if (now.digest !== seen)
          return {
            ok: false,
            moved: true,
            fault: "Une réponse a changé pendant que vous lisiez : rien n'a été envoyé. Relisez, puis envoyez.",
          };
        if (!isReadyToSeal(now))
          return { ok: false, moved: false, fault: "Il manque encore des réponses : rien n'a été envoyé." };
        const portal =
          side === 'operator' && row.facility_id !== null
            ? await loadPortalFacts(trx, row.facility_id, today)
            : undefined;
        return {
          ok: true,
          facts: {
            digest: now.digest,
            questionnaire: now.questionnaire.version,
            criteria: now.questionnaire.criteria.length,
          },
          content: { ...content, ...sealedContent(now, portal) },
        };
      },
    },
  });

const missingPanel = ({ side, progress, late }: EvaluationToday, caseId: string): Panel => {
  const base = baseOf(sides[side], caseId);
  return {
    partial: 'functioning-review/missing',
    left: progress.missing.length,
    list: base,
    ...missingView(base, progress, late),
  };
};
const sentPanel = ({ side, progress, digest, answers }: EvaluationToday, caseId: string): Panel => ({
  partial: 'functioning-review/sent',
  list: baseOf(sides[side], caseId),
  digest,
  domains: progress.domains.map(({ domain, total }) => ({
    title: domainWords[domain].title,
    total,
    href: `${baseOf(sides[side], caseId)}/${domain}`,
  })),
  notApplicable: answers.filter(({ score }) => score === 0).length,
});

export const assessmentForms = {
  'send-self-assessment': sendEvaluation('operator'),
  'send-ratings': sendEvaluation('one'),
  'give-health-opinion': oneText<Pages>(
    'text',
    "Avis sur la santé et l'hygiène",
    "Écrivez votre avis sur la santé et l'hygiène.",
    {
      hint: "Sans citer d'enfant ni de parent. L'opérateur le lit dès que la rencontre a eu lieu, pas avant.",
    },
  ),
} as const;
