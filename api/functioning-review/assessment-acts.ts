/** The self-assessment, ONE's own ratings and the health opinion. */
import { confirmation, oneText } from '../cases/usual-forms.ts';
import type { Pages } from './own.ts';

export const assessmentForms = {
  'send-self-assessment': confirmation<Pages>(
    () => "Une fois envoyée, l'auto-évaluation ne se modifie plus. L'ONE évalue ensuite les mêmes critères.",
  ),
  'send-ratings': confirmation<Pages>(
    () => "L'opérateur lira l'évaluation de l'ONE à côté de la sienne à partir de maintenant, pour la rencontre.",
  ),
  'give-health-opinion': oneText<Pages>(
    'text',
    "Avis sur la santé et l'hygiène",
    "Écrivez votre avis sur la santé et l'hygiène.",
  ),
} as const;
