/** Une réintégration des locaux (guide accueillant·e 2023, ch. 7): the end of a temporary move or cessation. Fields and documents: hypothèse, to be confirmed by ONE. */
import { z } from 'zod';
import { formatShortDate } from '../../../domain/french-dates.ts';
import type { Option } from '../../drafts/form.ts';
import type { FormContext, RequestForm } from './form.ts';
import { optionalText, requiredDay, requiredText, yesOrNo } from '../../forms/inputs.ts';
import { plausibleDay } from './rules.ts';
import { noticeReason } from './notice.ts';

const noPeriod = 'Choisissez la période à laquelle ce retour met fin';
const noDay = 'Indiquez le jour du retour';
const noWorks = 'Indiquez si des travaux ont été faits';
const periodGone = "Cette période n'est plus en cours : choisissez-en une autre";
const beforePeriod = 'Le retour ne peut pas précéder le début de la période';

export const ReturnToPremises = z.strictObject({
  linkedCaseId: requiredText(noPeriod, 36),
  returnsOn: requiredDay(noDay),
  noticeReason: optionalText(1000),
  worksDone: yesOrNo(noWorks),
  remarks: optionalText(2000),
});
export type ReturnToPremises = z.infer<typeof ReturnToPremises>;

const nameOf = { 'temporary-move': 'Déménagement temporaire', 'temporary-cessation': 'Cessation temporaire' } as const;
const periodOptions = ({ periods }: FormContext): Option[] =>
  periods.map(({ caseId, kind, reference, startedOn, plannedEndOn }) => ({
    value: caseId,
    text: `${nameOf[kind]} (${reference})`,
    hint: `depuis le ${formatShortDate(startedOn)}${plannedEndOn ? `, fin prévue le ${formatShortDate(plannedEndOn)}` : ''}`,
  }));

export const returnToPremises: RequestForm<ReturnToPremises> = {
  kind: 'return-to-premises',
  choice: 'Une réintégration des locaux',
  purpose: "L'accueil revient dans ses locaux après un déménagement ou une cessation temporaire.",
  schema: ReturnToPremises,
  notice: () => 'notice.return-to-premises',
  wishedDay: 'returnsOn',
  steps: [
    {
      key: 'period',
      title: 'La période qui se termine',
      fields: [
        {
          name: 'linkedCaseId',
          input: 'choice',
          label: 'À quelle période ce retour met-il fin ?',
          short: 'Met fin à',
          required: true,
          options: periodOptions,
        },
      ],
    },
    {
      key: 'dates',
      title: 'Le retour',
      fields: [
        {
          name: 'returnsOn',
          input: 'date',
          label: "Premier jour d'accueil dans les locaux réintégrés",
          short: 'Jour du retour',
          required: true,
        },
        noticeReason,
        {
          name: 'worksDone',
          input: 'yes-no',
          label: 'Des travaux ont-ils été faits dans les locaux ?',
          short: 'Travaux faits',
          required: true,
        },
        {
          name: 'remarks',
          input: 'textarea',
          label: 'Remarques',
          hint: "Par exemple l'état des locaux. N'écrivez ni nom ni donnée de santé.",
          maxLength: 2000,
        },
      ],
    },
  ],
  documents: [
    {
      slot: 'works-reception',
      label: 'Procès-verbal de réception des travaux',
      need: (_, { worksDone }) => (worksDone ? 'required' : 'none'),
    },
    {
      slot: 'fire-report',
      label: 'Nouveau rapport de prévention incendie',
      hint: 'Si les travaux ont touché à la sécurité (cloisons, sorties, chauffage, électricité).',
      need: (_, { worksDone }) => (worksDone ? 'optional' : 'none'),
    },
  ],
  rules: (values, { today, periods }) => {
    const period = periods.find(({ caseId }) => caseId === values.linkedCaseId);
    return [
      ...plausibleDay('returnsOn', values.returnsOn, today),
      ...(values.linkedCaseId !== undefined && !period
        ? [{ level: 'fault' as const, field: 'linkedCaseId', text: periodGone }]
        : []),
      ...(period && values.returnsOn !== undefined && values.returnsOn < period.startedOn
        ? [{ level: 'fault' as const, field: 'returnsOn', text: beforePeriod }]
        : []),
    ];
  },
};
