/** The pages of the request for subsidies of after-school care. */
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { CaseData } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { letters } from '../../views/aes-subsidy/letters.ts';
import { words } from '../../views/aes-subsidy/words.ts';
import type { Panel, ProcedurePages } from '../cases/procedure-pages.ts';
import { acts, exchanges } from './acts.ts';
import { loadOwn, titleOf, type File, type Pages } from './own.ts';
import { placesCard } from './places-card.ts';
import { correctionPanel } from './correction-panel.ts';
import { quarterRoutes, quartersPath, quartersTable } from './quarters.ts';
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
  panels: (file, reader, today) =>
    reader === 'operator'
      ? {
          first: file.own.sending ? [...correctionPanel(file), placesCard(file)] : [],
          beside: previousPanel(file, today),
        }
      : {},
  placed: ['send', 'answer-correction'],
  scripts: ['scripts/aes-subsidy.js'],
  back: { href: quartersPath, label: 'à mes subsides' },
  exchanges,
  routes: (deps) => quarterRoutes(deps),
  decides: ['sign', 'refuse', 'accept-late', 'refuse-late', 'close'],
  internal: { text: ['send-back'], act: [] },
  nextDate,
  contact: () => 'aes-manager',
};

const previousPanel = ({ own: { previous } }: File, today: Day): Panel[] =>
  previous.length > 0
    ? [{ partial: 'aes-subsidy/previous', table: quartersTable(previous, today), href: quartersPath }]
    : [];

function nextDate({ status, state }: CaseListRow): string | undefined {
  const { lastDay = '', left, overdue } = state.data as Partial<CaseData>;
  if (status === 'running' || status === 'to-send') return `à envoyer jusqu'au ${formatShortDate(lastDay)}`;
  return left === 0 || overdue || status === 'cancelled'
    ? undefined
    : `autres lieux à envoyer jusqu'au ${formatShortDate(lastDay)}`;
}
