/** The words of the report of a quarter, as the guide writes them: steps, motives, costs, and what is missing. */
import { formatShortDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { monthInWords, monthsOf, type Quarter } from '../../domain/quarter.ts';
import type { StaffGroup } from '../../domain/subsidy/calculate.ts';
import type { ClosureMotive, CostKind, ReportPoint } from '../../domain/subsidy/report.ts';
import type { Doubt, MonthIndex, SalaryRow } from '../../domain/subsidy/salaries.ts';
import { elided } from '../../domain/elision.ts';

export const reportSteps = [
  'quarter',
  'staff',
  'information',
  'costs',
  'attendance',
  'consultations',
  'attachments',
  'submit',
] as const;
export type ReportStepName = (typeof reportSteps)[number];
export const stepTitles: Readonly<Record<ReportStepName, { short: string; title: string }>> = {
  quarter: { short: 'Trimestre', title: 'Sélection du trimestre' },
  staff: { short: 'Personnel rétribué', title: 'Liste du personnel rétribué' },
  information: { short: 'Renseignements', title: 'Renseignements pour le trimestre en cause' },
  costs: { short: 'Frais divers', title: 'Frais divers' },
  attendance: { short: 'Résumé des présences', title: 'Résumé des présences des enfants' },
  consultations: { short: 'Résumé des consultations', title: 'Résumé des consultations médicales' },
  attachments: { short: 'Pièces jointes', title: 'Pièces jointes' },
  submit: { short: 'Enregistrer et soumettre', title: 'Soumettre la demande' },
};

export const groupWords: Readonly<Record<StaffGroup, string>> = {
  direction: 'Direction',
  pms: 'Psycho-médico-social',
  childcare: 'Accueil',
};
export const motiveWords: Readonly<Record<ClosureMotive, string>> = {
  'public-holiday': 'Jour férié légal',
  'strike': 'Grève',
  'annual': 'Fermeture annuelle',
  'other': 'Autres',
};
export const costWords: Readonly<Record<CostKind, { title: string; add: string; what: string }>> = {
  'supplies': {
    title: 'Matériel, fournitures diverses pour consultation',
    add: 'Ajouter une dépense',
    what: 'Dépense',
  },
  'education-sessions': { title: 'Séances éducatives', add: 'Ajouter une séance', what: 'Séance' },
  'parent-sessions': {
    title: "Séances d'activités collectives à l'intention des parents",
    add: 'Ajouter une séance',
    what: 'Séance',
  },
  'doctor-training': {
    title: 'Séances de formations reconnues pour les médecins',
    add: 'Ajouter une séance',
    what: 'Séance',
  },
};

export const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });
/** « septembre », of the months of a quarter. */
export const monthName = (quarter: Quarter, index: MonthIndex): string =>
  monthInWords(monthsOf(quarter)[index]).replace(/ \d+$/, '');
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
export const personName = ({ familyName, firstName }: Pick<SalaryRow, 'familyName' | 'firstName'>): string =>
  `${firstName} ${familyName}`;

/** What looks unusual in a month, in a sentence that says what was compared. */
export function doubtInWords(quarter: Quarter, row: SalaryRow, doubt: Doubt): { strong: string; text: string } {
  const amount = (index: MonthIndex): string => euros(row.cents[index] ?? 0);
  switch (doubt.code) {
    case 'ten-times':
      return {
        strong: `Dix fois le montant ${elided('de', monthName(quarter, doubt.other))} (${amount(doubt.other)}).`,
        text: 'Une virgule oubliée ?',
      };
    case 'a-tenth':
      return {
        strong: `Un dixième du montant ${elided('de', monthName(quarter, doubt.other))} (${amount(doubt.other)}).`,
        text: 'Un chiffre oublié ?',
      };
    case 'gap':
      return {
        strong: `Très différent du montant ${elided('de', monthName(quarter, doubt.other))} (${amount(doubt.other)}).`,
        text: 'À vérifier.',
      };
    case 'high':
      return { strong: "Plus élevé qu'un salaire habituel pour ce temps de travail.", text: 'À vérifier.' };
    case 'low':
      return { strong: "Plus bas qu'un salaire habituel pour ce temps de travail.", text: 'À vérifier.' };
    default:
      return doubt satisfies never;
  }
}

/** What is missing, in a few words. */
export function pointInWords(quarter: Quarter, point: ReportPoint): string {
  switch (point.code) {
    case 'nobody':
      return "personne n'est coché : aucun subside n'est demandé pour le personnel";
    case 'salary':
      return `le salaire ${elided('de', monthName(quarter, point.month))} de ${personName(point.row)} manque`;
    case 'doubt':
      return `le salaire ${elided('de', monthName(quarter, point.doubt.month))} de ${personName(point.row)} est à vérifier`;
    case 'hours':
      return "les heures d'ouverture manquent";
    case 'children':
      return "le nombre d'enfants inscrits au 15 janvier manque";
    case 'motive':
      return `la fermeture du ${formatShortDate(point.closure.fromOn)} n'a pas de motif`;
    case 'outside':
      return `« ${point.cost.label} » (${formatShortDate(point.cost.heldOn)}) n'est pas du trimestre`;
    default:
      return point satisfies never;
  }
}
