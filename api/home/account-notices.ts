/** What an operator was told that belongs to no case: rights that end, the review of the list of users. */
import type { AccountNotice } from '../../db/continuity/account-notices.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDateTime } from '../../domain/french-dates.ts';

/** @param managed bodies of which the reader manages the users */
export function presentAccountNotices(
  notices: readonly AccountNotice[],
  { userId, today, managed }: { userId: string; today: Day; managed: ReadonlySet<string> },
): object[] {
  return notices.map((notice) => {
    const isOwn = notice.aboutUserId === userId;
    return {
      text: textOf(notice, isOwn, today),
      body: notice.body,
      when: formatShortDateTime(notice.at),
      isNew: notice.readAt === null,
      ...(notice.kind === 'places-to-confirm'
        ? { href: '/pro/presentation', linkText: 'Confirmer mes places' }
        : managed.has(notice.bodyId) && !isOwn
          ? wayOn(notice, managed.size > 1)
          : {}),
    };
  });
}

function textOf({ kind, on, about, by, body, application }: AccountNotice, isOwn: boolean, today: Day): string {
  const whose = isOwn ? 'Vos accès temporaires' : `Les accès temporaires de ${about ?? 'cette personne'}`;
  const day = formatLongDate(on);
  switch (kind) {
    case 'rights-end':
    case 'rights-ended':
      return on > today
        ? `${whose} se terminent le ${day}.`
        : on === today
          ? `${whose} se terminent aujourd'hui, ${day}.`
          : `${whose} se sont terminés le ${day}.`;
    case 'review-asked':
      return `La liste des utilisateurs est à revoir avant le ${day}.`;
    case 'review-late':
      return `La liste des utilisateurs devait être revue avant le ${day}.`;
    case 'added':
      return `${by ?? "L'ONE"} vous a ajouté·e aux utilisateurs de ${body}.`;
    case 'places-to-confirm':
      return `Des places libres annoncées à ${body} sont à confirmer : après le ${day}, les parents liront « à confirmer ».`;
    case 'application-added':
      return `L'application externe « ${application ?? ''} » a été ajoutée.`;
    case 'token-ends':
    case 'token-ends-soon':
      return `Le jeton de l'application externe « ${application ?? ''} » ${on < today ? "s'est terminé" : 'se termine'} le ${day}.`;
    case 'webhook-off':
      return `Un webhook de l'application externe « ${application ?? ''} » est désactivé : il échouait depuis plusieurs jours.`;
    default:
      return kind satisfies never;
  }
}

function wayOn(
  { kind, aboutUserId, bodyId, applicationId }: AccountNotice,
  isOneOfSeveral: boolean,
): { href: string; linkText: string } {
  if (applicationId) return { href: `/pro/applications/${applicationId}`, linkText: "Voir l'application" };
  const body = isOneOfSeveral ? `?${new URLSearchParams({ body: bodyId }).toString()}` : '';
  return kind === 'rights-end' || kind === 'rights-ended'
    ? { href: `/pro/users/${aboutUserId ?? ''}/rights${body}`, linkText: 'Voir ses accès' }
    : { href: `/pro/users/review${body}`, linkText: 'Vérifier la liste' };
}
