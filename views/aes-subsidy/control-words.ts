/** What an agent is told of a month that was sent: anomalies, what was corrected, and the days on which a place was open though nothing was asked. */
import type { Anomaly } from '../../domain/after-school/anomalies.ts';
import type { NotRequired, Reason } from '../../domain/after-school/required-days.ts';
import type { Difference } from '../../domain/after-school/snapshot.ts';
import { formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';

const decimal = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 1 });

export function anomalyInWords(anomaly: Anomaly): string {
  switch (anomaly.kind) {
    case 'over-enrolled': {
      const { days, most, enrolled } = anomaly;
      const when = days.length > 2 ? `${String(days.length)} jours` : days.map(formatPlainDate).join(' et ');
      return `plus de présents que d'inscrits (${String(enrolled)}) : ${when}, jusqu'à ${String(most)}`;
    }
    case 'nobody':
      return `0 enfant pendant tout le mois, sur ${String(anomaly.days)} ${anomaly.days < 2 ? 'jour' : 'jours'} d'ouverture`;
    case 'unsaid':
      return `${anomaly.days.length > 2 ? `${String(anomaly.days.length)} jours` : anomaly.days.map(formatPlainDate).join(' et ')} : enfants encodés, ouverture pas confirmée ; ni déclaré, ni payé`;
    case 'far-from-year-before':
      return `${decimal.format(anomaly.average)} ${anomaly.average < 2 ? 'enfant' : 'enfants'} par jour, contre ${decimal.format(anomaly.before)} l'an dernier`;
    default:
      return anomaly satisfies never;
  }
}

const given = (value: number | null): string => (value === null ? 'rien' : String(value));
function differenceInWords(one: Difference): string {
  switch (one.what) {
    case 'enrolled':
      return `inscrits ${given(one.before)} → ${given(one.after)}`;
    case 'children':
      return `${formatPlainDate(one.day)} ${given(one.before)} → ${given(one.after)}`;
    case 'positive':
      return `${formatPlainDate(one.day)}, différenciation positive ${given(one.before)} → ${given(one.after)}`;
    case 'open-anyway':
      return `${formatPlainDate(one.day)} ${one.after ? 'ouverture confirmée' : 'ouverture retirée'}`;
    case 'required':
      return `${formatPlainDate(one.day)} ${one.after ? 'demandé désormais' : "n'est plus demandé"}`;
    default:
      return one satisfies never;
  }
}
/** « corrigé : 12 novembre 24 → 21 ; inscrits 40 → 42 » */
export const differencesInWords = (differences: readonly Difference[]): string => {
  const said = differences.map(differenceInWords);
  const [first, more] = [said.slice(0, 4), said.length - 4];
  return `corrigé : ${first.join(' ; ')}${more > 0 ? ` ; et ${String(more)} ${more < 2 ? 'autre' : 'autres'}` : ''}`;
};

const redWords: Readonly<Record<Reason, string>> = {
  'not-agreed': 'non agréé ce jour-là',
  'legal-holiday': 'jour férié légal',
  'community-holiday': 'fête de la Communauté',
  'school-holiday': 'congé scolaire',
  'closed-then': 'fermé ce jour-là',
  'no-schedule': "pas d'horaire en vigueur",
  'closed-that-weekday': "fermé d'après l'horaire",
  'not-asked-then': "non requis à l'envoi",
};
export const redDayInWords = ({ reason, name }: NotRequired): string => name ?? redWords[reason];

/** « envoyé le 09/11/2026, hors délai, 2e envoi » */
export const sendingInWords = ({
  on,
  revision,
  late,
}: {
  on: string;
  revision: number;
  late?: 'to-decide' | 'accepted' | 'refused' | undefined;
}): string =>
  [
    `envoyé le ${formatShortDate(on)}`,
    ...(revision > 1 ? [`${String(revision)}e envoi`] : []),
    ...(late
      ? [{ 'to-decide': 'hors délai', 'accepted': 'hors délai, accepté', 'refused': 'hors délai, refusé' }[late]]
      : []),
  ].join(', ');
