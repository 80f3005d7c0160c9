/** The plan of action, its rounds and signatures, and its yearly follow-up. */
import { confirmation, oneText } from '../cases/usual-forms.ts';
import type { Pages } from './own.ts';

const change = (intro: string) =>
  oneText<Pages>('reason', 'Ce qui doit changer', "Écrivez ce qui doit changer dans le plan d'action.", {
    intro: () => intro,
  });

export const planForms = {
  'submit-plan': oneText<Pages>('text', 'Objectifs et actions', 'Écrivez les objectifs et les actions du plan.', {
    intro: () => "L'ONE lit le plan, l'accepte ou demande de le revoir.",
  }),
  'ask-revision': change(
    "L'opérateur revoit le plan et le renvoie. Après le dernier tour, la coordination accueil décide.",
  ),
  'accept-plan': confirmation<Pages>(() => "Le plan d'action est accepté : l'opérateur le signe, puis l'ONE."),
  'arbitrate': oneText<Pages>('reason', 'Décision motivée', 'Écrivez ce qui est arrêté, et pourquoi.', {
    intro: () => "Le plan d'action est arrêté par la coordination accueil ; les deux parties le signent ensuite.",
  }),
  'sign-plan': confirmation<Pages>(
    () => "Vous signez le plan d'action pour le pouvoir organisateur. L'ONE signe ensuite.",
  ),
  'countersign-plan': confirmation<Pages>(() => "Vous signez le plan d'action pour l'ONE. Le suivi annuel commence."),
  'ask-change': change("Le plan est à nouveau ouvert ; ce qui était signé ne l'est plus."),
  'reopen-plan': change("Le plan est à nouveau ouvert ; ce qui était signé ne l'est plus."),
  'send-follow-up': oneText<Pages>('text', 'Où en sont les actions', 'Écrivez où en est chaque action du plan.'),
  'note-follow-up': confirmation<Pages>(
    () => 'Vous avez lu le suivi de cette année. Le prochain sera demandé dans un an.',
  ),
} as const;
