/** A user's rights and what keeps them out, in words. */
import type { BodyOfUser, RightHeld, UserSheet } from '../../db/helpdesk/user-sheet.ts';
import { isHeldOn } from '../../db/helpdesk/user-sheet.ts';
import { dossiers } from '../../db/access/dossiers.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import { placesInWords } from '../users/words.ts';

/** « Gestionnaire des données de l'activité : Mon équipe, Crèche La Coccinelle, jusqu'au 31/12/2026 » */
export function rightInWords({ role, dossier, facility, administration, from, to }: RightHeld, today: string): string {
  const where = [
    dossier ? (dossiers as Record<string, { label: string } | undefined>)[dossier]?.label : undefined,
    facility ?? (role === 'data-manager' && dossier ? 'tous les milieux' : undefined),
    administration ? administrationNames[administration as Administration] : undefined,
    from > today ? `à partir du ${formatShortDate(from)}` : undefined,
    to ? `${to < today ? 'terminé le' : "jusqu'au"} ${formatShortDate(to)}` : undefined,
  ].filter(Boolean);
  return `${roleNames[role]}${where.length > 0 ? ` : ${where.join(', ')}` : ''}`;
}

/** Rights that differ by their place only are one line: of many places the first two are named. */
export function rightsInWords(
  rights: readonly (RightHeld & { suspended: boolean })[],
  today: string,
): { text: string; suspended: boolean }[] {
  const alike = new Map<string, (RightHeld & { suspended: boolean })[]>();
  for (const right of rights) {
    const key = JSON.stringify({ ...right, facility: right.facility !== null, from: right.from > today && right.from });
    alike.set(key, [...(alike.get(key) ?? []), right]);
  }
  return [...alike.values()].map((group) => ({
    text: rightInWords(
      { ...group[0]!, facility: placesInWords(group.flatMap(({ facility }) => facility ?? [])) || null },
      today,
    ),
    suspended: group[0]!.suspended,
  }));
}

export const stateOfBody = ({ deactivatedAt, deletedAt }: BodyOfUser): { kind: string; text: string } =>
  deletedAt !== null
    ? { kind: 'neutral', text: 'supprimé' }
    : deactivatedAt !== null
      ? { kind: 'neutral', text: 'désactivé' }
      : { kind: 'done', text: 'actif' };

interface Finding {
  ok: boolean;
  title: string;
  text: string;
}

/** What may keep the person out, in the order in which one meets it. */
export function findingsOf(user: UserSheet, isLocked: boolean, now: Instant): Finding[] {
  const rights = [...user.rights, ...user.bodiesOf.flatMap((body) => body.rights)];
  const held = rights.filter((right) => isHeldOn(right, now));
  const today = dayOf(now);
  return [
    user.deactivatedAt !== null
      ? { ok: false, title: 'Utilisateur désactivé', text: `depuis le ${formatDateTime(user.deactivatedAt)}` }
      : !user.hasNumber
        ? {
            ok: false,
            title: 'Ancien utilisateur, pas encore converti',
            text: "se connecte une dernière fois avec l'ancien mot de passe pour le convertir",
          }
        : {
            ok: true,
            title: 'Compte actif',
            text:
              user.consentAt === null
                ? 'consentement non daté'
                : `consentement certifié le ${formatShortDate(dayOf(user.consentAt))}`,
          },
    isLocked
      ? { ok: false, title: "Trop d'essais de mot de passe", text: "l'attente d'un quart d'heure court encore" }
      : user.refused > 0
        ? {
            ok: false,
            title: `${String(user.refused)} connexion${user.refused > 1 ? 's' : ''} refusée${user.refused > 1 ? 's' : ''} en 24 heures`,
            text: 'demandez ce que la personne lit : un autre numéro de registre national que le sien mène à un autre utilisateur',
          }
        : { ok: true, title: 'Connexions', text: 'aucune connexion refusée depuis 24 heures' },
    held.length === 0
      ? {
          ok: false,
          title: 'Aucun droit en cours',
          text: rights.some(({ suspended }) => suspended)
            ? 'ses droits sont suspendus : son utilisateur est désactivé ou supprimé auprès de son pouvoir organisateur'
            : rights.some(({ from }) => from > today)
              ? 'ses droits commencent plus tard'
              : 'son administrateur·rice doit lui configurer des droits',
        }
      : {
          ok: true,
          title: 'Droits configurés',
          text: `${String(held.length)} droit${held.length > 1 ? 's' : ''} en cours`,
        },
  ];
}
