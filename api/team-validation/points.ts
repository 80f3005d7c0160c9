/** The checklist: what blocks, what is to be checked, what is in order; each line leads to the very field, and comes back to the next one. */
import { digest } from '../../db/act-hash.ts';
import type { Day } from '../../domain/calendar.ts';
import type { TeamPoint } from '../../domain/staff/check-team.ts';
import type { Member } from '../../domain/staff/team.ts';
import { pointInWords } from '../../views/team/words.ts';
import { inOrder } from '../../views/team-validation/points.ts';
import { nameOf } from '../../views/team-validation/members.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { facilityPath, fieldHref } from './links.ts';
import type { File, Own, Row } from './own.ts';

export interface Line {
  id: string;
  who?: string;
  what: string;
  button: string;
  href?: string;
  weight: TeamPoint['weight'];
}

/** @param base of the case, to come back to; nothing for who only reads */
export function linesOf({ own }: File, base: string | undefined): Line[] {
  const { points, snapshot, team, today } = own.now;
  const members = new Map(team.members.map((member) => [member.collaborationId, member]));
  if (isYearOver(own.now)) return [yearOver(own.now, base)];
  if (snapshot.members.length === 0) return [nobody(base)];
  const ids = points.map(idOf);
  return points.map((point, at) => {
    const member = point.collaborationId === null ? undefined : members.get(point.collaborationId);
    // When the line is gone, the next one stands there.
    const back = base && `${base}#${ids[at + 1] ?? 'signature'}`;
    const href = back === undefined ? undefined : fieldHref(point, back);
    const { text: what, button } = pointInWords(point, team, today);
    return { id: ids[at]!, ...whoOf(member), what, button, weight: point.weight, ...(href ? { href } : {}) };
  });
}
const nobody = (base: string | undefined): Line => ({
  id: 'point-personne',
  what: "aucune personne n'est encodée pour cette année",
  button: 'Ouvrir Mon Équipe',
  weight: 'blocking',
  ...(base ? { href: '/pro/team' } : {}),
});
const yearOver = ({ snapshot }: Own['now'], base: string | undefined): Line => ({
  id: 'point-annee',
  what: `l'année ${snapshot.year} est terminée : elle ne peut plus être validée`,
  button: "Ouvrir l'année en cours",
  weight: 'blocking',
  ...(base ? { href: facilityPath(snapshot.facilityId) } : {}),
});
const whoOf = (member: Member | undefined): { who?: string } => (member ? { who: nameOf(member) } : {});

/** The same for the same point at each view. */
function idOf(point: TeamPoint): string {
  return `point-${[point.code, point.collaborationId ?? '', point.field].join('-').replaceAll(/[^a-zA-Z0-9-]/g, '-')}`;
}

/** The year ends for whoever validates at midnight of 31 December, whether or not the clock has closed it since (decision 71). */
export const isYearOver = ({ today, snapshot }: { today: Day; snapshot: { year: string } }): boolean =>
  today > `${snapshot.year}-12-31`;
/** As many as one takes in at a glance; the others unfold. Few left over are shown. */
const shownFirst = 10;
const fewOver = 3;
const folded = (lines: Line[]): object =>
  lines.length <= shownFirst + fewOver
    ? { points: lines }
    : {
        points: lines.slice(0, shownFirst),
        more: { label: `Voir les ${String(lines.length - shownFirst)} autres`, points: lines.slice(shownFirst) },
      };

export const isBlocked = ({ own }: { own: Pick<Own, 'now'> }): boolean =>
  isYearOver(own.now) ||
  own.now.snapshot.members.length === 0 ||
  own.now.points.some(({ weight }) => weight === 'blocking');

/** Of all that the page says of the team and its validation: another one where any of it has changed. No word can be read from it. */
export const markOfPage = ({ status }: Pick<Row, 'status'>, { today, points, digest: team }: Own['now']): string =>
  digest({ status, today, points, team }).toString('base64url');

export function checklistPanel(file: File, base: string | undefined): Panel {
  const lines = linesOf(file, base);
  const blocking = lines.filter(({ weight }) => weight === 'blocking');
  const warnings = lines.filter(({ weight }) => weight === 'warning');
  return {
    partial: 'team-validation/checklist',
    told: toldOf(blocking.length, warnings.length),
    cards: [
      ...(blocking.length > 0
        ? [
            {
              title: `Empêche la validation (${String(blocking.length)})`,
              kind: 'fault',
              badge: { kind: 'due-late', text: 'bloquant' },
              ...folded(blocking),
            },
          ]
        : []),
      ...(warnings.length > 0
        ? [
            {
              title: `À vérifier (${String(warnings.length)})`,
              kind: 'warning',
              badge: { kind: 'due-soon', text: 'à vérifier' },
              note: base ? "Vous pouvez valider sans les régler ; l'ONE les verra." : "Ils n'empêchent pas de valider.",
              ...folded(warnings),
            },
          ]
        : []),
    ],
    inOrder:
      isYearOver(file.own.now) || file.own.now.snapshot.members.length === 0
        ? []
        : inOrder(file.own.now.points, !file.row.state.data.childminder),
  };
}

function toldOf(blocking: number, warnings: number): string {
  if (blocking === 0 && warnings === 0) return 'Tout est en ordre : les données peuvent être validées.';
  const left = blocking === 1 ? 'Il reste 1 point qui empêche' : `Il reste ${String(blocking)} points qui empêchent`;
  const checked =
    warnings === 0 ? '' : ` ${String(warnings)} ${warnings === 1 ? 'point est' : 'points sont'} à vérifier.`;
  return blocking === 0 ? `Rien n'empêche la validation.${checked}` : `${left} la validation.${checked}`;
}
