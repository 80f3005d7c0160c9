/** How parameters, calendars and their changes are called on the pages of supervision. */
import type { Parameter, Source } from '../../../db/models/parameter.ts';
import type { ChangeStatus, RuleChange } from '../../../db/models/rule-change.ts';
import { shared } from '../../../db/parameters/parameters.ts';
import type { ChangeRefusal } from '../../../db/parameters/propose-change.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { inWords, type Quantity } from '../../../domain/quantity.ts';
import type { AnyProcedurePages } from '../../cases/procedure-pages.ts';

/** Whose parameters they are: each procedure, and what all share. */
export interface Group {
  slug: string;
  title: string;
}
export const groupsOf = (procedures: readonly AnyProcedurePages[]): Group[] => [
  ...procedures.map(({ process: { slug, title } }) => ({ slug, title })),
  { slug: shared, title: 'Toutes les procédures' },
  { slug: 'team', title: 'Mon Équipe' },
  { slug: 'attendance', title: 'Présences' },
  { slug: 'users', title: 'Utilisateurs et accès' },
  { slug: 'applications', title: 'Applications externes' },
  { slug: 'presentation', title: 'Places et présentation' },
  { slug: 'files', title: 'Fichiers déposés' },
  { slug: 'helpdesk', title: 'Helpdesk' },
  { slug: 'parental-contribution', title: 'Participation des parents' },
];
export const titleOf = (groups: readonly Group[], slug: string): string =>
  groups.find((group) => group.slug === slug)?.title ?? 'Autre procédure';

export const sourceLabels: Readonly<Record<Source, string>> = {
  document: 'Document',
  public: 'Source publique',
  assumption: "Hypothèse, à confirmer par l'ONE",
};
export const sourceOptions = Object.entries(sourceLabels).map(([value, text]) => ({ value, text }));
/** What the badge says is not said twice. */
export const besideBadge = (reference: string): string => reference.replace(/(^|, |: )à confirmer par l'ONE$/, '');
/** « Document : note de service », « Hypothèse, à confirmer par l'ONE » */
export function sourceInWords(source: Source, reference: string): string {
  const said = source === 'assumption' ? besideBadge(reference).replace(/^hypothèse$/i, '') : reference;
  return said ? `${sourceLabels[source]} : ${said}` : sourceLabels[source];
}
export const toConfirm = { kind: 'due-soon', text: "à confirmer par l'ONE" } as const;

export const statusBadges: Readonly<Record<ChangeStatus, { kind: string; text: string }>> = {
  proposed: { kind: 'due-soon', text: 'à confirmer par une autre personne' },
  approved: { kind: 'done', text: 'confirmé' },
  refused: { kind: 'due-late', text: 'refusé' },
  withdrawn: { kind: 'due-later', text: 'retiré' },
  lapsed: { kind: 'due-later', text: 'caduc : pas confirmé à temps' },
};

/** Label and unit of a parameter: what its changes are told with. */
export type Named = Pick<Parameter, 'slug' | 'code' | 'label' | 'unit'>;

/** « Signature de la décision », « Jour férié du 07/05/2027 », « Vacances scolaires du 03/07/2027 » */
export function ruleOf(change: Pick<RuleChange, 'rule' | 'key'>, named: readonly Named[]): string {
  switch (change.rule) {
    case 'parameter':
      return named.find(({ slug, code }) => `${slug}/${code}` === change.key)?.label ?? 'Paramètre';
    case 'holiday':
      return `Jour férié du ${formatShortDate(change.key)}`;
    case 'school-holiday':
      return `Vacances scolaires du ${formatShortDate(change.key)}`;
    default:
      return change.rule satisfies never;
  }
}

/** What will be: « 45 jours », « Pont, ajouté », « retiré » */
export function wantedOf(change: RuleChange, named: readonly Named[]): string {
  if (change.rule === 'parameter') {
    const unit = named.find(({ slug, code }) => `${slug}/${code}` === change.key)?.unit;
    if (change.effect === 'remove') return 'la valeur précédente continue';
    return unit && change.value !== null ? inWords({ value: change.value, unit } satisfies Quantity) : '';
  }
  if (change.effect === 'remove') return 'retiré du calendrier';
  return `${change.name ?? ''}${change.to_on ? `, jusqu'au ${formatShortDate(change.to_on)}` : ''}`;
}

export const refusals: Readonly<Record<ChangeRefusal, string>> = {
  'missing': "Ce que vous voulez changer n'existe pas, ou plus",
  'there': 'Ce jour est déjà un jour férié',
  'overlap': "D'autres vacances scolaires tombent ces jours-là",
  'too-early': 'Le premier jour doit laisser à une autre personne le temps de confirmer',
  'waiting': 'Un autre changement attend déjà une confirmation',
  'changed': 'La règle a été changée entre-temps',
  'decided': 'Quelqu’un a déjà répondu',
  'lapsed': "Le changement n'a pas été confirmé à temps : il est caduc",
};
