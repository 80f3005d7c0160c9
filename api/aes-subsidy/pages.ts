/** The pages of the request for subsidies of after-school care. */
import { formatShortDate } from '../../domain/french-dates.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { CaseData } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { letters } from '../../views/aes-subsidy/letters.ts';
import { words } from '../../views/aes-subsidy/words.ts';
import type { ProcedurePages } from '../cases/procedure-pages.ts';
import { acts, exchanges } from './acts.ts';
import { loadOwn, titleOf, type Pages } from './own.ts';
import { placesCard } from './places-card.ts';
import { correctionPanel } from './correction-panel.ts';
import { situationOf } from './situation.ts';

export const aesSubsidy: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  letters,
  load: loadOwn,
  situation: situationOf,
  title: titleOf,
  declared: () => [],
  panels: (file, reader) =>
    reader === 'operator' && file.own.sending ? { first: [...correctionPanel(file), placesCard(file)] } : {},
  placed: ['send', 'answer-correction'],
  scripts: ['scripts/aes-subsidy.js'],
  exchanges,
  decides: ['sign', 'refuse', 'accept-late', 'refuse-late', 'close'],
  internal: { text: ['send-back'], act: [] },
  nextDate,
  contact: () => 'aes-manager',
};

function nextDate({ status, state }: CaseListRow): string | undefined {
  const { lastDay = '', left, overdue } = state.data as Partial<CaseData>;
  if (status === 'running' || status === 'to-send') return `à envoyer jusqu'au ${formatShortDate(lastDay)}`;
  return left === 0 || overdue || status === 'cancelled'
    ? undefined
    : `autres lieux à envoyer jusqu'au ${formatShortDate(lastDay)}`;
}
