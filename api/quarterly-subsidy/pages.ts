/** The pages of the quarterly request for subsidies. */
import { formatShortDate } from '../../domain/french-dates.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { letters } from '../../views/quarterly-subsidy/letters.ts';
import { words } from '../../views/quarterly-subsidy/words.ts';
import type { Panel, ProcedurePages, Reader } from '../cases/procedure-pages.ts';
import { signedPanels } from '../consultations/signed-panels.ts';
import { acts, exchanges } from './acts.ts';
import { casePath } from '../cases/case-context.ts';
import { linesPanel } from '../subsidies/lines-panel.ts';
import { contestOf } from './contest-acts.ts';
import { loadOwn, titleOf, type File, type Pages } from './own.ts';
import { situationOf } from './situation.ts';

export const quarterlySubsidy: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  letters,
  load: loadOwn,
  situation: situationOf,
  title: titleOf,
  panels: (file, reader) => ({
    ...controlPanels(file, reader),
    // The operator reads them where they are encoded.
    ...(reader === 'one' ? { beside: signedPanels(file.acts) } : {}),
  }),
  // What is declared has pages of its own.
  declared: () => [],
  exchanges,
  decides: ['sign', 'refuse'],
  internal: { text: ['send-back'], act: ['send-back'] },
  nextDate,
  contact: () => 'subsidy-manager',
};

function controlPanels(file: File, reader: Reader): { first?: Panel[] } {
  const { row, own } = file;
  // What is proposed is read by the operator once it is signed.
  const isTold = row.state.data.signedOn !== undefined && row.status !== 'to-sign' && row.status !== 'in-control';
  if (own.one.calculations.length === 0 || (reader === 'operator' && !isTold)) return {};
  const act = reader === 'operator' ? { act: contestOf(row, casePath('pro', row)) } : {};
  return { first: [linesPanel(own.one.calculations, { title: 'Déclaré, retenu, pourquoi', ...act })] };
}

function nextDate({ status, state }: CaseListRow): string | undefined {
  const { lastDay = '' } = state.data as Partial<CaseData>;
  return status === 'running' || status === 'to-submit' || status === 'late'
    ? `à soumettre avant le ${formatShortDate(lastDay)}`
    : undefined;
}
