/** « Historique de ses accès ». */
import type { Change } from '../../db/audit.ts';
import type { RightsEvent } from '../../db/users/rights-history.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { rightInWords } from './changes.ts';

type Names = ReadonlyMap<string, string>;

export const historyOf = (events: readonly RightsEvent[], names: Names): object[] =>
  events.map(({ at, event, by, change }) => ({
    when: formatDateTime(at),
    ...(by ? { by } : {}),
    ...told(event, change, names),
  }));

function told(event: RightsEvent['event'], change: Change | null, names: Names): { what: string; text?: string } {
  switch (event) {
    case 'add-user':
      return { what: 'Profil ajouté', text: 'avec le consentement de la personne' };
    case 'change-rights':
      return toldRights(change?.rights, names);
    case 'deactivate-user':
      return { what: 'Profil désactivé' };
    case 'reactivate-user':
      return { what: 'Profil réactivé' };
    case 'delete-user':
      return { what: 'Profil supprimé' };
    case 'restore-user':
      return { what: 'Profil rétabli par le helpdesk' };
    default:
      return event satisfies never;
  }
}

function toldRights(rights: Change[string] | undefined, names: Names): { what: string; text?: string } {
  const [before, after] = [textsIn(rights?.before), textsIn(rights?.after)];
  const added = after.filter((one) => !before.includes(one)).map((one) => inWords(one, names));
  const removed = before.filter((one) => !after.includes(one)).map((one) => inWords(one, names));
  return {
    what: 'Accès modifiés',
    text: [
      ...(added.length > 0 ? [`maintenant\u00a0: ${listed(added)}`] : []),
      ...(removed.length > 0 ? [`avant\u00a0: ${listed(removed)}`] : []),
    ].join(' ; '),
  };
}
const listed = (texts: readonly string[]): string =>
  texts.length > 6 ? `${texts.slice(0, 5).join(' ; ')} et ${texts.length - 5} autres` : texts.join(' ; ');
const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** `team.all from 2026-12-01 until 2027-05-31`, as `saveRights` keeps it. */
function inWords(kept: string, names: Names): string {
  const [right = '', ...rest] = kept.split(' ');
  const dayAfter = (word: string): string | undefined => rest[rest.indexOf(word) + 1];
  const [from, to] = [rest.includes('from') && dayAfter('from'), rest.includes('until') && dayAfter('until')];
  return [
    rightInWords(right, names),
    from ? `du ${formatShortDate(from)}` : '',
    to ? `${from ? 'au' : "jusqu'au"} ${formatShortDate(to)}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
