/** The pages of the request for subsidies of after-school care. */
import { Router } from 'express';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { CaseData } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { letters } from '../../views/aes-subsidy/letters.ts';
import { words } from '../../views/aes-subsidy/words.ts';
import { casePath } from '../cases/case-context.ts';
import { periodOpeningRoutes } from '../cases/open-period.ts';
import type { Panel, ProcedurePages, Reader } from '../cases/procedure-pages.ts';
import { acts, exchanges } from './acts.ts';
import { atOneRoutes } from './at-one.ts';
import { linesPanel } from './calculation.ts';
import { contestOf } from '../subsidies/signed-sum.ts';
import { evidenceField } from './contest-acts.ts';
import { correctionPanel } from './correction-panel.ts';
import { openingByHand, openingPath } from './open-by-hand.ts';
import { loadOwn, titleOf, type File, type Pages } from './own.ts';
import { placesCard } from './places-card.ts';
import { quarterRoutes, quartersPath, quartersTable } from './quarters.ts';
import { receivedRoutes } from './received.ts';
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
          first: [
            ...(file.own.sending ? [...correctionPanel(file), placesCard(file)] : []),
            ...calculationPanels(file, reader),
          ],
          beside: previousPanel(file, today),
        }
      : { first: calculationPanels(file, reader) },
  placed: ['send', 'answer-correction'],
  scripts: ['scripts/aes-subsidy.js'],
  back: { href: quartersPath, label: 'à mes subsides' },
  exchanges,
  routes: (deps) =>
    Router().use(
      quarterRoutes(deps),
      receivedRoutes(deps),
      atOneRoutes(deps),
      periodOpeningRoutes(deps, openingByHand),
    ),
  decides: ['sign', 'refuse', 'accept-late', 'refuse-late', 'close'],
  internal: { text: ['send-back'], act: [] },
  nextDate,
  contact: () => 'aes-manager',
  opensAtOne: [
    {
      action: 'open-quarter',
      label: 'Ouvrir un trimestre AES 1',
      href: ({ id }) => openingPath(id),
      kinds: ['after-school-1'],
    },
  ],
  documentWord: (_, { slot }) => (slot === evidenceField.slot ? 'Document à l’appui' : undefined),
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

/** What is proposed is read by the operator once it is signed, and until then what was signed before; what cannot be paid is said to both. */
function calculationPanels({ row, own, acts: told, ...file }: File, reader: Reader): Panel[] {
  const shown = reader === 'operator' ? own.one.signed : own.one.calculations;
  if (shown.length === 0) return [];
  const act =
    reader === 'operator' ? { act: contestOf({ ...file, row, acts: told }, casePath('pro', row), contestable) } : {};
  return [
    ...(own.one.withoutAccount ? [withoutAccount(reader)] : []),
    linesPanel(shown, { title: 'Déclaré, retenu, pourquoi', ...act }),
  ];
}
const contestable = Object.entries(process.statuses).flatMap(([status, { on }]) => (on.contest ? [status] : []));
const withoutAccount = (reader: Reader): Panel => ({
  partial: 'banner',
  kind: 'warning',
  title: 'Le paiement est retenu',
  text:
    reader === 'operator'
      ? "Aucun compte n'est validé pour l'accueil temps libre. Ajoutez-en un sous « Comptes bancaires » : le paiement part avec le fichier qui suit sa validation."
      : "Aucun compte du pouvoir organisateur n'est validé pour l'accueil temps libre : l'opérateur le lit aussi.",
});
