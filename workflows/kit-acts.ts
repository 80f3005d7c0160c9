/** The acts that every procedure knows, whatever it is about, and the usual rows for them. */
import type { ActionOf, EffectOf, StatusRow, Transition, Vocabulary } from './procedure.ts';
import { delay } from './parameters.ts';
import type { Role } from './roles.ts';

/** The `basis` of what no law and no document gives. */
export const hypothesis = 'hypothèse';

/** Of an act that brings none. */
export type NoFacts = Record<never, never>;
export interface KitFacts {
  /** A person writes to the others about the case; it moves nothing. */
  'write-message': NoFacts;
  /** The helpdesk ends a case that should not have been opened. */
  'cancel': NoFacts;
  /** The clock tells the supervisors that a task is late. */
  'escalate': NoFacts;
  /** Another procedure says that the case has no object any more. */
  'lapse': NoFacts;
}
export type KitAct = keyof KitFacts;

/** In French: what is to be done, the text of the button, what was done, and what a mail to operators says of it (null: nothing). */
export const kitActWords: Readonly<
  Record<KitAct, { task: string; button: string; done: string; mail: string | null }>
> = {
  'write-message': {
    task: 'Écrire un message',
    button: 'Envoyer le message',
    done: 'Message',
    mail: 'Un message vous attend',
  },
  'cancel': {
    task: 'Annuler la demande',
    button: 'Annuler la demande',
    done: 'Demande annulée par le helpdesk',
    mail: 'La demande a été annulée',
  },
  'escalate': {
    task: 'Délai interne',
    button: 'Délai interne',
    done: "Délai interne de l'ONE dépassé, supervision avertie",
    mail: null,
  },
  'lapse': {
    task: 'Fermeture',
    button: 'Fermeture',
    done: 'Demande devenue sans objet',
    mail: 'Votre demande est clôturée',
  },
};

/** The row of each of them, that a table must have. */
export type KitRows<V extends Vocabulary> = { readonly [A in KitAct]: Transition<V, A & ActionOf<V>> };

/** The usual rows. @param to the closed status of what is cancelled or lapses @param letter what goes out when it is cancelled */
export const kitActs = <V extends Vocabulary>({
  writers,
  to,
  letter,
}: {
  writers: readonly Role[];
  to: V['status'];
  letter?: V['effect'];
}): KitRows<V> => {
  const told: readonly EffectOf<V>[] = ['notify-operator', 'notify-agents'];
  return {
    'write-message': { by: writers, effects: told },
    'cancel': { by: ['helpdesk'], to, effects: letter ? [letter, ...told] : told, basis: hypothesis },
    // What the case is about has ended: what was still open ends with it.
    'lapse': { by: ['procedure'], to, effects: told, basis: hypothesis },
    'escalate': { by: ['clock'], effects: ['notify-supervisor'], basis: hypothesis },
  };
};

/**
 * What the operator is asked within a delay: a task, a reminder before its end, and what becomes of silence. Of `complement`: the parameters `complement`
 * and `complement-reminder`, the acts `remind` and `complement-missed` of the clock.
 */
export const awaited = <const A extends string, const D extends string>(answer: A, within: D) =>
  ({
    tasks: [{ action: answer, role: 'operator', due: delay(within) }],
    deadlines: [
      { act: 'remind', after: delay(within), daysBefore: delay(`${within}-reminder`) },
      { act: `${within}-missed`, after: delay(within) },
    ],
  }) as const;

/** The row of a status in which a case is over. */
export const over = (label: string, stage: string) =>
  ({ label, stage, turn: 'nobody', closed: true, on: {} }) as const satisfies StatusRow<Vocabulary>;
