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
