import type { ActivityOptions } from '@temporalio/workflow';

/**
 * Of what kind the effects of an act are. The kind says who carries an effect out:
 * - `notice`: nobody, it is a row that the act's own statement writes; a mail may follow from it;
 * - `desk`: short database work, in the transaction that marks it done;
 * - `act-elsewhere`: acts on other cases, done at the desk too;
 * - `letter`: drawn up, printed and filed;
 * - `errand`, `publication`: what a procedure has done outside, by its own code.
 */
export type EffectKind = 'letter' | 'notice' | 'desk' | 'act-elsewhere' | 'errand' | 'publication';

/** The notices, which every procedure has. */
export const kitEffects = {
  'notify-operator': 'notice',
  'notify-agents': 'notice',
  'notify-supervisor': 'notice',
} as const satisfies Readonly<Record<string, EffectKind>>;
export type KitEffect = keyof typeof kitEffects;

/** The kinds that are carried out outside the database, and how often each is tried before a person must look. */
export type ErrandKind = Extract<EffectKind, 'letter' | 'errand' | 'publication'>;
const retriesOf = (maximumInterval: '10m' | '1h', maximumAttempts: number): ActivityOptions => ({
  startToCloseTimeout: '60s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval, maximumAttempts },
});
export const retries: Readonly<Record<ErrandKind, ActivityOptions>> = {
  // Drawn up here: a fault that lasts is ours, a person must look after an hour.
  letter: retriesOf('10m', 10),
  publication: retriesOf('10m', 10),
  // Another house may be away for a day.
  errand: retriesOf('1h', 30),
};

/** In French, for lists of what goes out or has given up. */
export const kitEffectWords: Readonly<Record<KitEffect | 'pass-deadline', string>> = {
  'notify-operator': "Avis à l'opérateur",
  'notify-agents': 'Avis aux agents',
  'notify-supervisor': 'Avis à la supervision',
  'pass-deadline': 'Échéance qui ne passe pas',
};
