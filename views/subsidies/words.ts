/** The words of subsidies in French: regimes, lines, reasons, what is paid. */
import { quarterInShort, type Quarter } from '../../domain/quarter.ts';
import type { Regime } from '../../domain/subsidy/lump-sums.ts';
import type { LineGroup, ReasonCode } from '../../domain/subsidy/lines.ts';

export const regimeWords: Readonly<Record<Regime, string>> = {
  'official-statutory': 'Officiel statutaire',
  'official-contractual': 'Officiel non statutaire',
  'private': 'Privé (ASBL)',
};
/** « Tableau des forfaits 2026 T3 – Officiel statutaire », as the guide calls it. */
export const titleOfTable = ({ quarter, regime }: { quarter: Quarter; regime: Regime }): string =>
  `Tableau des forfaits ${quarterInShort(quarter)} – ${regimeWords[regime]}`;
/** « 2026-3.private.2 » → « tableau des forfaits 2026 T3, privé (ASBL), version 2 » */
export function scaleInWords(scale: string): string {
  const [quarter = '', regime = '', version = ''] = scale.split('.');
  return `tableau des forfaits ${quarterInShort(quarter)}, ${Object.hasOwn(regimeWords, regime) ? regimeInWords(regime as Regime) : regime}, version ${version}`;
}

/** « privé (ASBL) », within a sentence. */
export const regimeInWords = (regime: Regime): string =>
  `${regimeWords[regime].charAt(0).toLowerCase()}${regimeWords[regime].slice(1)}`;

export const groupWords: Readonly<Record<LineGroup, string>> = {
  staff: 'Personnel',
  children: 'Enfants',
  consultations: 'Consultations médicales',
  costs: 'Frais divers',
};
/** As totals are called. */
export const totalWords: Readonly<Record<LineGroup, string>> = {
  staff: 'Personnel retenu',
  children: 'Participation financière réduite',
  consultations: 'Consultations',
  costs: 'Frais divers',
};
export const reasonWords: Readonly<Record<ReasonCode, string>> = {
  'as-declared': 'comme déclaré',
  'norm': "Norme d'encadrement",
  'doctor-not-valid': 'Médecin pas validé ce jour-là',
  'not-sent': "Consultations d'un mois pas envoyé",
  'follows': 'Suit une autre ligne',
  'no-supporting-document': 'Pas de pièce justificative',
  'outside-quarter': 'En dehors du trimestre',
  'declared-twice': 'Déclaré deux fois',
  'contest-upheld': 'Contestation accueillie',
  'other': 'Autre motif',
};

export const kindWords: Readonly<Record<string, string>> = {
  quarter: 'Subside trimestriel',
  advance: 'Avance',
  balance: 'Solde',
  recovery: 'Reprise',
  bonus: 'Prime exceptionnelle',
};
/** « Solde », « Subside de l'accueil extrascolaire »: nothing of the latter was paid in advance. */
export const kindInWords = (kind: string, purpose: string): string =>
  kind === 'balance' && purpose === 'after-school' ? "Subside de l'accueil extrascolaire," : (kindWords[kind] ?? kind);
