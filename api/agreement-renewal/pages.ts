/** The pages of agreements. */
import { Router } from 'express';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { CaseData, Decision, Outcome, Section } from '../../workflows/agreement-renewal/contract.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import { letters } from '../../views/agreement-renewal/letters.ts';
import {
  decidedWords,
  kindWords,
  opinionWords,
  outcomeWords,
  sectionWords,
  words,
} from '../../views/agreement-renewal/words.ts';
import { declareConditions, verifyConditions } from '../cases/condition-forms.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ProcedurePages, type Told } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { commissionPages } from './commission-pages.ts';
import { decisionForms } from './decision-acts.ts';
import { dossierForms } from './dossier-acts.ts';
import { dossierPanel } from './dossier-panel.ts';
import { operatorPath, operatorRoutes } from './operator.ts';
import { openingPath, openingRoutes } from './open-by-hand.ts';
import { loadOwn, type File, type Pages } from './own.ts';
import { sectionRoutes } from './section-pages.ts';
import { situationOf } from './situation.ts';
import { decisionAhead } from './term.ts';

type Act = File['acts'][number];
const row = (field: string, label: string, value: string): SummaryRow => ({ field, label, value });
const told =
  (facts: (act: Act) => SummaryRow[], labels: Record<string, string> = {}) =>
  (act: Act): Told => ({ rows: [...facts(act), ...proseOf(act, labels)] });
const decisionRows = ({ facts }: Act): SummaryRow[] => {
  const { outcome, effectiveOn, untilOn } = facts as unknown as Decision;
  return [
    row('outcome', 'Décision', outcomeWords[outcome]),
    row('effectiveOn', 'À partir du', formatLongDate(effectiveOn)),
    ...(untilOn ? [row('untilOn', 'Jusqu’au', formatLongDate(untilOn))] : []),
  ];
};

export const agreementRenewal: ProcedurePages<Pages> = {
  process,
  words,
  letters,
  acts: {
    ...dossierForms,
    ...decisionForms,
    'declare-conditions': declareConditions<Pages>(),
    'confirm-conditions': verifyConditions<Pages>(),
    'put-on-agenda': noForm,
    'take-off-agenda': noForm,
    'note-commission-opinion': noForm,
    'open-renewal': noForm,
    'open-request': noForm,
    'invite': noForm,
    'remind': noForm,
    'last-day-ends': noForm,
    'preparation-missed': noForm,
    'remind-complement': noForm,
    'complement-missed': noForm,
    'agreement-ends': noForm,
    'take-effect': noForm,
    'remind-conditions': noForm,
    'conditions-overdue': noForm,
    'appeal-lapsed': noForm,
  },
  load: loadOwn,
  situation: situationOf,
  title: ({ kind }, reader, { row: { facility_name: name } }) =>
    reader === 'one' ? `${kindWords[kind]} : ${name ?? ''}` : kindWords[kind],
  // The dossier has a card of its own.
  declared: () => [],
  stages: ({ kind }) => (kind === 'renewal' ? {} : { called: { invitation: 'Préparation' } }),
  nextDate: ({ status, state }) => {
    const { submitBy, sessionOn, effectiveOn } = state.data as Partial<CaseData>;
    if (status === 'invited' && submitBy) return `à introduire avant le ${formatShortDate(submitBy)}`;
    if (status === 'commission' && sessionOn) return `commission du ${formatShortDate(sessionOn)}`;
    return status === 'granted' && effectiveOn ? `en vigueur le ${formatShortDate(effectiveOn)}` : undefined;
  },
  receives: ['refused'],
  internal: {
    text: ['return-to-drafter', 'examine', 'give-report', 'propose-decision'],
    act: ['return-to-drafter', 'examine', 'give-report', 'propose-decision'],
  },
  exchanges: {
    'ask-complement': told(({ facts }) => [
      row('sections', 'À compléter', (facts.sections as Section[]).map((section) => sectionWords[section]).join(', ')),
    ]),
    'give-report': told(({ facts }) => [row('outcome', 'Avis', outcomeWords[facts.outcome as Outcome])], {
      motives: 'Motifs',
    }),
    'note-commission-opinion': (act) => ({
      title: `Avis ${opinionWords[act.facts.opinion as Outcome]} de la commission d'agrément`,
      rows: [
        row('sessionOn', 'Séance du', formatLongDate(String(act.facts.sessionOn))),
        ...proseOf(act, { text: 'Motifs' }),
      ],
    }),
    'propose-decision': told(decisionRows, { motives: 'Motifs' }),
    'put-on-agenda': told(({ facts }) => [row('sessionOn', 'Séance du', formatLongDate(String(facts.sessionOn)))]),
  },
  letterWord: ({ row: { state } }, effect) =>
    effect === 'letter-decision' && state.data.outcome
      ? `Décision : agrément ${decidedWords[state.data.outcome]}`
      : undefined,
  panels: (file, reader) => ({
    wide: file.own.hours ? [{ partial: 'agreement-renewal/hours', ...file.own.hours }] : [],
    first: [dossierPanel(file, reader)],
    ...(reader === 'one' && file.row.closed_at === null && !file.row.state.data.outcome
      ? { side: [{ partial: 'effects-list', effects: decisionAhead(file) }] }
      : {}),
  }),
  ahead: (file) => (file.row.state.data.outcome && file.row.status === 'granted' ? decisionAhead(file) : undefined),
  styles: ['styles/training.css', 'styles/agreement.css'],
  elsewhere: commissionPages,
  decides: ['sign-decision', 'decide-appeal'],
  back: { href: operatorPath, label: 'à mon agrément' },
  contact: () => 'aes-referent',
  opensAtOne: [
    {
      action: 'open-renewal',
      label: "Ouvrir un renouvellement d'agrément",
      href: ({ id }) => openingPath(id),
      kinds: ['after-school-1', 'after-school-2'],
    },
  ],
  routes: (deps) => Router().use(sectionRoutes(deps), operatorRoutes(deps), openingRoutes(deps)),
};
