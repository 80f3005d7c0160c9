/** The page of the desk, from what the database says. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate, formatTime } from '../../domain/french-dates.ts';
import { pointsOf, type Weights } from '../../domain/training-score.ts';
import type { Certificate } from '../../db/training-desk/certificates.ts';
import type { ComingEnd } from '../../db/training-desk/coming-ends.ts';
import type { DecisionKind } from '../../db/training-desk/decide.ts';
import type { EffectsAhead } from '../../db/training-desk/effects-ahead.ts';
import type { GroupSpelling } from '../../db/training-desk/group.ts';
import type { Totals } from '../../db/training-desk/pending.ts';
import type { DecisionView } from '../../db/training-desk/precedents.ts';
import type { QueuedGroup } from '../../db/training-desk/queue.ts';
import { hoursInWords } from '../hours-bar.ts';
import { kindWords, linesInWords, pointsInWords, whyWords } from './words.ts';

export const totalsInWords = ({ lines, operators, groups }: Totals): string =>
  `Accueil extrascolaire · ${linesInWords(lines)} en attente chez ${operators === 1 ? '1 opérateur' : `${operators.toLocaleString('fr-BE')} opérateurs`}, réunies en ${groups === 1 ? '1 groupe' : `${groups.toLocaleString('fr-BE')} groupes`}`;

export function queueItem(group: QueuedGroup, currentId: string | undefined) {
  const { id, module, organisation, organisations, lines, hours, reasons } = group;
  return {
    id,
    href: `/office/trainings/${id}`,
    isCurrent: id === currentId,
    title: module,
    line: `${organisations > 2 ? `${organisation}, écrit de ${String(organisations)} façons` : organisation} · ${linesInWords(lines)}, ${hoursInWords(hours)}`,
    badge: badgeOf(reasons),
  };
}
const agreements = (count: number): string => (count === 1 ? '1 agrément' : `${String(count)} agréments`);
function badgeOf({ near = 0, later = 0, days = 0 }: Partial<QueuedGroup['reasons']>): { kind: string; text: string } {
  if (near > 0) return { kind: 'due-late', text: `${agreements(near)} d'ici 6 mois` };
  if (later > 0) return { kind: 'due-soon', text: `${agreements(later)} d'ici 12 mois` };
  return { kind: 'neutral', text: days === 1 ? '1 jour' : `${String(days)} jours` };
}
/** « agrément jusqu'au 31/12/2026, prolongé, renouvellement en examen » */
const endsInWords = ({ endsOn, isRenewed, isProlonged }: Omit<ComingEnd, 'facility'>): string =>
  [
    endsOn === null ? 'agrément demandé' : `agrément jusqu'au ${formatShortDate(endsOn)}`,
    ...(isProlonged ? ["prolongé jusqu'à la décision"] : []),
    ...(isRenewed && endsOn !== null ? ['demande en examen'] : []),
  ].join(', ');

/** A group that no round has ranked yet. */
const none = { near: 0, later: 0, short: 0, days: 0, lines: 0 };
export const whyThisPlace = ({ score, reasons }: QueuedGroup, weights: Weights, ends: readonly ComingEnd[]) => ({
  score,
  ends: ends.map((end) => `${end.facility}, ${endsInWords(end)}`),
  points: pointsOf({ ...none, ...reasons }, weights).map(pointsInWords),
});

export const spellingRow = (
  { id, organisation, module, why, isIn, lines }: GroupSpelling,
  ticked: ReadonlySet<number>,
) => ({
  id,
  organisation,
  module,
  lines,
  why: whyWords[why],
  isTicked: ticked.has(id),
  label: `${organisation}, ${module}, ${linesInWords(lines)}`,
  isIn,
});

export function presentEffects(effects: EffectsAhead, kind: DecisionKind) {
  const { lines, hours, persons, operators, reaching, falling, agreements: ending, otherModules, names } = effects;
  const mark = hoursInWords(effects.required);
  const counts: Readonly<Record<DecisionKind, string>> = {
    'recognise': 'reconnues',
    'refuse-module': 'non reconnues',
    'refuse-organisation': 'non reconnues',
    'ask-information': 'suspendues',
  };
  return {
    figures: [
      { value: lines.toLocaleString('fr-BE'), label: lines === 1 ? 'ligne' : 'lignes' },
      { value: hoursInWords(hours), label: counts[kind] },
      { value: persons.toLocaleString('fr-BE'), label: persons === 1 ? 'personne' : 'personnes' },
    ],
    reaching:
      reaching > 0
        ? reaching === 1
          ? `1 personne atteint ${mark}`
          : `${String(reaching)} personnes atteignent ${mark}`
        : null,
    falling:
      falling > 0
        ? falling === 1
          ? `1 personne ne peut plus atteindre ${mark} avec ce qui attend`
          : `${String(falling)} personnes ne peuvent plus atteindre ${mark} avec ce qui attend`
        : null,
    nobody: reaching === 0 && falling === 0 ? `Personne n'atteint ${mark} et personne n'en est empêché.` : null,
    names,
    agreements: ending
      .slice(0, 6)
      .map(
        ({ facility, endsOn, isRenewed, isProlonged, missing }) =>
          `${facility}, ${endsInWords({ endsOn, isRenewed, isProlonged })} : ${missing === 0 ? "plus d'heures qui manquent" : `encore ${hoursInWords(missing)} qui manquent`}`,
      ),
    moreAgreements: Math.max(0, ending.length - 6),
    otherModules:
      otherModules > 0
        ? `${String(otherModules)} autre${otherModules > 1 ? 's' : ''} groupe${otherModules > 1 ? 's' : ''} du même organisme`
        : null,
    operators:
      operators === 1
        ? '1 opérateur le voit tout de suite, un courriel par jour au plus'
        : `${String(operators)} opérateurs le voient tout de suite, un courriel par jour au plus`,
    lists: {
      'recognise':
        "l'organisme et le module entrent dans les listes : les prochaines lignes pareilles seront validées d'elles-mêmes",
      'refuse-module':
        "l'organisme entre dans la liste ; les prochaines lignes pareilles seront refusées d'elles-mêmes, avec le même motif",
      'refuse-organisation':
        "les prochaines lignes de cet organisme écrites ainsi seront refusées d'elles-mêmes, avec le même motif",
      'ask-information': "l'horloge de l'ONE s'arrête jusqu'à la réponse ; les listes ne changent pas",
    }[kind],
  };
}

export const presentCertificate = (
  { total, certificate }: { total: number; certificate: Certificate | undefined },
  place: number,
) => ({
  total,
  place: place + 1,
  next: total > 1 ? (place + 1) % total : null,
  ...(certificate && {
    isImage: certificate.mediaType?.startsWith('image/') ?? false,
    isPdf: certificate.mediaType === 'application/pdf',
    src: certificate.documentId ? `/documents/${certificate.documentId}/shown` : null,
    download: certificate.documentId ? `/documents/${certificate.documentId}` : null,
    caseHref: `/office/training-recognition/${certificate.caseId}`,
    reference: certificate.reference,
    rows: [
      { label: 'Personne', value: certificate.person },
      { label: 'Organisme', value: certificate.organisation },
      { label: 'Module', value: certificate.module },
      {
        label: 'Suivi',
        value: `${certificate.fromOn === certificate.toOn ? `le ${formatLongDate(certificate.fromOn)}` : `du ${formatShortDate(certificate.fromOn)} au ${formatShortDate(certificate.toOn)}`}, ${hoursInWords(certificate.hours)}`,
      },
      ...(certificate.facility ? [{ label: 'Lieu', value: certificate.facility }] : []),
    ],
  }),
});

/** The green line: how far the last decision is. */
export function progressOf(decision: DecisionView) {
  const { id, number, kind, organisation, module, total, done, failed, undoneAt, undone, isRunning, kept } = decision;
  const names = kind === 'refuse-organisation' ? organisation : `« ${module} », ${organisation}`;
  const text = undoneAt
    ? isRunning
      ? `${String(undone)} sur ${String(total)} remises en attente`
      : `décision annulée, ${linesInWords(undone)} de nouveau en attente${kept > 0 ? `, ${linesInWords(kept)} gardée${kept > 1 ? 's' : ''} comme décidée${kept > 1 ? 's' : ''} depuis` : ''}`
    : isRunning
      ? `${String(done + failed)} sur ${String(total)} lignes à jour`
      : `${String(done)} lignes sur ${String(total)} sont à jour, les opérateurs le voient déjà`;
  return {
    id,
    number,
    strong: `${names} : ${undoneAt ? 'annulé' : kindWords[kind].done}.`,
    text: `${text}.`,
    isRunning,
    mayUndo: !undoneAt,
    undoHref: `/office/trainings/decisions/${id}/undo`,
    href: `/office/trainings/decisions/${id}`,
    failed,
  };
}

export const decisionCells = (one: DecisionView) => ({
  cells: [
    {
      text: `Décision ${String(one.number)}`,
      href: `/office/trainings/decisions/${one.id}`,
      strong: true,
      sub: one.by,
    },
    { text: one.organisation, sub: one.kind === 'refuse-organisation' ? undefined : one.module },
    {
      text: '',
      badge: one.undoneAt
        ? { kind: 'neutral', text: 'annulée' }
        : {
            kind: one.kind === 'recognise' ? 'done' : one.kind === 'ask-information' ? 'to-you' : 'due-late',
            text: kindWords[one.kind].done,
          },
    },
    { text: `${String(one.done)} / ${String(one.total)}`, numeric: true },
    { text: `${formatShortDate(dayOf(one.at))} à ${formatTime(one.at)}` },
  ],
});
export const decisionColumns = [
  { label: 'Décision' },
  { label: 'Organisme et module', card: 'plain' },
  { label: 'Suite' },
  { label: 'Lignes à jour', numeric: true },
  { label: 'Prise le' },
];
export const whenInWords = (at: Instant): string => `le ${formatLongDate(dayOf(at))} à ${formatTime(at)}`;
