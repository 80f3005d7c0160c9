/** The accounts of a body as their page shows them: where the money goes today, and each account with what one can do about it. */
import type { AccountView } from '../../db/bank-accounts/accounts.ts';
import type { AccountInUse } from '../../db/bank-accounts/in-use.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatPlainDate, formatShortDate, formatTime } from '../../domain/french-dates.ts';
import { purposes, slug, type Purpose, type Status } from '../../workflows/bank-account/contract.ts';
import { motiveWords, purposeWords } from '../../views/bank-account/words.ts';

/** The instant at which an account may be paid to; undefined where nothing says when. */
export const usableAt = ({ state }: Pick<AccountView, 'state'>): Instant | undefined =>
  state.deadlines.find(({ act }) => act === 'cooling-ends')?.at;

const badges: Readonly<Record<Status, { kind: string; text: string }>> = {
  'to-validate': { kind: 'at-one', text: "contrôle par l'ONE" },
  'second-validation': { kind: 'at-one', text: "seconde validation par l'ONE" },
  'complement-asked': { kind: 'to-you', text: 'complément demandé' },
  'cooling': { kind: 'news', text: 'validé, délai de sécurité' },
  'active': { kind: 'done', text: 'validé, actif' },
  'blocked': { kind: 'due-late', text: 'bloqué' },
  'closed': { kind: 'neutral', text: 'clôturé' },
  'refused': { kind: 'due-late', text: 'refusé' },
  'withdrawn': { kind: 'neutral', text: 'retiré' },
  'cancelled': { kind: 'neutral', text: 'annulé' },
};
const comes: readonly Status[] = ['to-validate', 'second-validation', 'complement-asked', 'cooling', 'blocked'];

/** Of each purpose: which account today, since when, and which one comes after it. */
export function purposesTable(used: readonly AccountInUse[], accounts: readonly AccountView[]): object {
  return {
    caption: "Où l'ONE verse aujourd'hui",
    hideCaption: true,
    stack: true,
    columns: [{ label: 'Finalité' }, { label: 'Compte' }, { label: 'Depuis', nowrap: true }],
    rows: purposes.map((purpose) => {
      const now = used.find((each) => each.purpose === purpose);
      const next = accounts.find(
        ({ status, state }) => comes.includes(status) && state.data.purposes.includes(purpose),
      );
      return {
        cells: [
          { text: purposeWords[purpose] },
          { text: now?.masked ?? 'aucun compte', sub: next && nextInWords(next) },
          { text: now ? formatShortDate(dayOf(now.usedFrom)) : '–' },
        ],
      };
    }),
  };
}
function nextInWords(account: AccountView): string {
  const at = usableAt(account);
  if (at !== undefined) return `puis ${account.masked} dès le ${formatDateTime(at)}`;
  return account.status === 'blocked' ? `${account.masked} est bloqué` : `${account.masked} est en cours de validation`;
}

/** An account that may be used soon, said with its hour; what to do when nobody asked for it. */
export const coolingShown = (account: AccountView, now: Instant, block: object): object | undefined => {
  const at = usableAt(account);
  if (account.status !== 'cooling' || at === undefined) return undefined;
  return {
    title: `${sentenceOf(account.state.data.purposes)} au compte ${account.masked} à partir du ${formatDateTime(at)}.`,
    hours: Math.max(0, Math.ceil((at - now) / 3_600_000)),
    block,
  };
};
const sentenceOf = (asked: readonly Purpose[]): string =>
  asked.length === 1 && asked[0] ? `« ${purposeWords[asked[0]]} » : les versements iront` : 'Les versements iront';

export interface Presenting {
  now: Instant;
  mayAct: boolean;
  used: readonly AccountInUse[];
  token: () => string;
}

export function accountShown(account: AccountView, { mayAct, used, token }: Presenting): object {
  const { status, state, caseId, masked } = account;
  const base = `/pro/${slug}/${caseId}`;
  const paid = used.filter(({ id }) => id === account.id).map(({ purpose }) => purpose);
  const isOver = account.closedAt !== null;
  const link = (action: string, label: string): object => ({ href: `${base}/${action}`, label });
  const actions: Partial<Record<Status, object[]>> = {
    'to-validate': [link('withdraw', 'Retirer')],
    'second-validation': [link('withdraw', 'Retirer')],
    'complement-asked': [link('complete', "Répondre à l'ONE"), link('withdraw', 'Retirer')],
    'cooling': [link('withdraw', 'Retirer')],
    'active': [link('contest', 'Contester'), link('close', 'Clôturer')],
    'blocked': [link('withdraw', 'Retirer')],
  };
  return {
    masked,
    href: base,
    badge:
      isOver && account.closedAt !== null
        ? { ...badges[status], text: `${badges[status].text} le ${formatShortDate(dayOf(account.closedAt))}` }
        : badges[status],
    line: [account.holder, account.bic].filter(Boolean).join(' · '),
    purposes: purposes
      .filter((purpose) => (paid.length > 0 ? paid : state.data.purposes).includes(purpose))
      .map((purpose) => purposeWords[purpose]),
    steps: isOver || status === 'active' ? undefined : stepsOf(account),
    added: `Ajouté le ${formatDateTime(account.addedAt)} par ${account.addedBy}.`,
    motive: status === 'refused' && state.data.motive ? motiveWords[state.data.motive] : undefined,
    said: ['refused', 'complement-asked'].includes(status) ? account.said : undefined,
    blocked: status === 'blocked' ? blockedInWords(account) : undefined,
    statement: account.statement && { href: `/documents/${account.statement.id}`, name: account.statement.name },
    actions: mayAct ? (actions[status] ?? []) : [],
    block: mayAct && mayBlock(status) ? blockForm(account, token) : undefined,
    again: mayAct && status === 'refused',
  };
}

const mayBlock = (status: Status): boolean =>
  status === 'to-validate' || status === 'second-validation' || status === 'complement-asked' || status === 'cooling';
/** One click: the form of the act itself, without a page in between. */
export const blockForm = ({ caseId, actNumber }: AccountView, token: () => string): object => ({
  action: `/pro/${slug}/${caseId}/block`,
  token: token(),
  version: actNumber,
});

function blockedInWords({ steps }: AccountView): string {
  const last = [steps.block, steps.contest].filter((step) => step !== undefined).sort((a, b) => b.at - a.at)[0];
  const who = last?.by ? `${last.by} l'a bloqué` : 'Il a été bloqué';
  return `${who}${last ? ` le ${formatDateTime(last.at)}` : ''}. Rien n'y est versé : l'ONE vérifie, et vous répond.`;
}

function stepsOf(account: AccountView): object[] {
  const { steps, status } = account;
  const order: readonly { key: string; label: string; done: readonly Status[] }[] = [
    {
      key: 'add',
      label: 'Ajouté',
      done: ['to-validate', 'complement-asked', 'second-validation', 'cooling', 'blocked'],
    },
    { key: 'validate', label: 'RIB contrôlé', done: ['second-validation', 'cooling'] },
    { key: 'validate-second', label: 'Validé', done: ['cooling'] },
  ];
  const current = order.find(({ done }) => !done.includes(status))?.key;
  const at = usableAt(account);
  return [
    ...order.map(({ key, label, done }) => {
      const when = steps[key]?.at;
      const isDone = done.includes(status);
      return {
        label,
        when: isDone && when ? formatPlainDate(dayOf(when)) : undefined,
        state: isDone ? 'done' : current === key && status !== 'blocked' ? 'current' : 'todo',
      };
    }),
    {
      label: 'Premier versement possible',
      when: at === undefined ? undefined : `${formatPlainDate(dayOf(at))} à ${formatTime(at)}`,
      state: status === 'cooling' ? 'current' : 'todo',
    },
  ];
}
