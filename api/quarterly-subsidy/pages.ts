/** The pages of the quarterly request for subsidies. */
import { Router } from 'express';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { letters } from '../../views/quarterly-subsidy/letters.ts';
import { words } from '../../views/quarterly-subsidy/words.ts';
import { periodOpeningRoutes } from '../cases/open-period.ts';
import type { Panel, ProcedurePages, Reader } from '../cases/procedure-pages.ts';
import { signedPanels } from '../consultations/signed-panels.ts';
import { acts, exchanges } from './acts.ts';
import { casePath } from '../cases/case-context.ts';
import { linesPanel } from '../subsidies/lines-panel.ts';
import { boardPanel, calendarPanel, receiptPanel, reportPanel, submitPanel } from './board.ts';
import { beforeDeciding, waiting } from './before-deciding.ts';
import { correctionsPanel } from './corrections.ts';
import { contestOf } from '../subsidies/signed-sum.ts';
import { loadOwn, titleOf, type File, type Pages } from './own.ts';
import { openingByHand, openingPath } from './open-by-hand.ts';
import { quarterRoutes, quartersPath } from './quarters.ts';
import { reportRoutes } from './report/routes.ts';
import { timeBarPanel } from './time-bar.ts';
import { situationOf } from './situation.ts';

export const quarterlySubsidy: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  letters,
  load: loadOwn,
  situation: situationOf,
  title: titleOf,
  // What is declared has pages of its own.
  declared: () => [],
  panels: (file, reader, today) => {
    const { row, own } = file;
    // Whoever works at ONE reads what was submitted, not what is being prepared.
    const declares = reader === 'operator' ? own.declaring : undefined;
    return {
      first: [
        ...(declares ? [...correctionsPanel(file), timeBarPanel(file, today), boardPanel(declares, row, today)] : []),
        ...calculationPanels(file, reader),
      ],
      side: [
        ...(declares
          ? [submitPanel(declares, row, today), reportPanel(declares, row), calendarPanel(file, today)]
          : []),
        ...receiptPanel(file),
      ],
      // The operator reads them where they are encoded.
      ...(reader === 'one' ? { beside: signedPanels(file.acts) } : {}),
    };
  },
  placed: ['submit', 'answer-correction', 'ask-derogation', 'send-attendance', 'sign-consultations'],
  back: { href: quartersPath, label: 'à mes subsides' },
  exchanges,
  routes: (deps) => Router().use(quarterRoutes(deps), reportRoutes(deps), periodOpeningRoutes(deps, openingByHand)),
  waiting,
  reveal: beforeDeciding,
  decides: ['sign', 'refuse'],
  internal: { text: ['send-back'], act: ['send-back'] },
  nextDate,
  contact: () => 'subsidy-manager',
  opensAtOne: [
    {
      action: 'open-quarter',
      label: 'Ouvrir un trimestre de subsides',
      href: ({ id }) => openingPath(id),
      kinds: ['subsidised-creche'],
    },
  ],
};

/** What is proposed is read by the operator once it is signed. */
function calculationPanels(file: File, reader: Reader): Panel[] {
  const { row, own } = file;
  const isTold = row.state.data.signedOn !== undefined && row.status !== 'to-sign' && row.status !== 'in-control';
  if (own.one.calculations.length === 0 || (reader === 'operator' && !isTold)) return [];
  const act = reader === 'operator' ? { act: contestOf(file, casePath('pro', row)) } : {};
  return [linesPanel(own.one.calculations, { title: 'Déclaré, retenu, pourquoi', ...act })];
}

function nextDate({ status, state }: CaseListRow): string | undefined {
  const { lastDay = '' } = state.data as Partial<CaseData>;
  return status === 'running' || status === 'to-submit' || status === 'late'
    ? `à soumettre avant le ${formatShortDate(lastDay)}`
    : undefined;
}
