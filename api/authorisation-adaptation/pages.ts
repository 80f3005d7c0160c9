/** The pages of the adaptation of an authorisation. */
import { Router } from 'express';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { isMeasure, needsNoDecision } from '../../workflows/authorisation-adaptation/rules.ts';
import { letters } from '../../views/authorisation-adaptation/letters.ts';
import { words } from '../../views/authorisation-adaptation/words.ts';
import { noForm, type ProcedurePages } from '../cases/procedure-pages.ts';
import { appealForms } from './acts/appeal.ts';
import { completenessForms } from './acts/completeness.ts';
import { conditionForms } from './acts/conditions.ts';
import { decisionForms } from './acts/decision.ts';
import { periodForms } from './acts/period.ts';
import { postingForms } from './acts/posting.ts';
import { visitForms } from './acts/visit.ts';
import { consequenceRoutes } from '../consequences/show.ts';
import { declaredRows, documentsExpected } from './declared.ts';
import { measureRoutes } from './measures.ts';
import { exchanges, letterWord } from './exchanges.ts';
import { effectsAhead } from './effects-ahead.ts';
import { nextDate } from './next-date.ts';
import { loadOwn, type Pages } from './page-types.ts';
import { panelsOf } from './panels.ts';
import { documentLabel } from './request-forms.ts';
import { requestDrafts } from './request-drafts.ts';
import { situationOf } from './situation.ts';

export const authorisationAdaptation: ProcedurePages<Pages> = {
  process,
  words,
  letters,
  acts: {
    ...completenessForms,
    ...visitForms,
    ...decisionForms,
    ...conditionForms,
    ...postingForms,
    ...periodForms,
    ...appealForms,
    // They open a case: the request from its draft, the measure from the facility.
    'submit': noForm,
    'open-measure': noForm,
    'remind-complement': noForm,
    'complement-missed': noForm,
    'conditions-overdue': noForm,
    'remind-conditions': noForm,
    'take-effect': noForm,
    'remind-effective-date': noForm,
    'remind-return': noForm,
    'period-overrun': noForm,
    'remedy-missed': noForm,
    'appeal-lapsed': noForm,
    'notice-unanswered': noForm,
    'remind-visit': noForm,
    'visit-choice-missed': noForm,
    'returned': noForm,
  },
  load: loadOwn,
  situation: situationOf,
  declared: declaredRows,
  nextDate,
  stages: ({ kind, status }) => ({
    skipped: needsNoDecision(kind) ? ['opinions', 'decision'] : [],
    ...(status === 'complement-asked' ? { called: { completeness: 'Complément' } } : {}),
  }),
  receives: ['refused', 'notice-given'],
  expects: documentsExpected,
  documentWord: ({ kind }, { slot }) =>
    isMeasure(kind)
      ? undefined
      : (documentLabel(kind, slot) ??
        (slot === 'complement' || slot.startsWith('answer-')
          ? 'Joint à une réponse'
          : slot.startsWith('condition-')
            ? `Preuve de la condition ${slot.slice('condition-'.length)}`
            : undefined)),
  letterWord,
  exchanges,
  internal: {
    text: ['give-opinion', 'give-health-opinion', 'report-visit', 'propose-decision', 'return-to-drafter'],
    act: ['propose-decision', 'return-to-drafter'],
  },
  decides: ['sign-decision', 'acknowledge', 'decide-appeal', 'take-effect'],
  ahead: (file, reader) => (file.row.state.data.outcome ? effectsAhead(file, file.row.state.data, reader) : undefined),
  panels: panelsOf,
  wayIn: {
    drafts: requestDrafts,
    tile: { title: "Adapter l'autorisation", href: '/pro/authorisation', text: 'déménager, cesser, réintégrer…' },
  },
  opensAtOne: [
    {
      action: 'open-measure',
      label: 'Ouvrir une mesure (mise en demeure)',
      href: ({ id }) => `/office/facilities/${id}/open-measure`,
    },
  ],
  routes: (deps) => Router().use(measureRoutes(deps), consequenceRoutes(deps, process.slug)),
};
