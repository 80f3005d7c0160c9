/** What a procedure supplies so that its effects are carried out. */
import type { ActElsewhere } from '../db/act-elsewhere.ts';
import type { Database } from '../db/connect.ts';
import type { EffectContext } from '../db/effect-context.ts';
import type { ProcedureLetters } from '../views/letters/letters.ts';
import type { ProcedureWords } from '../views/words.ts';
import type { Instant } from '../domain/calendar.ts';
import type { EffectOfKind, Process, Vocabulary } from '../workflows/procedure.ts';

type ContextOf<W extends Vocabulary> = EffectContext<W['status'], W['data']>;
/** Short, idempotent database work, in the transaction that marks it done. */
export type DeskWork<W extends Vocabulary> = (trx: Database, context: ContextOf<W>) => Promise<void>;
/** The acts on other cases that follow from this one; the kit records them. */
export type FindActs<W extends Vocabulary> = (trx: Database, context: ContextOf<W>) => Promise<ActElsewhere[]>;
/** Work outside the database: done again after a crash, it finds its own trace. `signal` says that the engine does not wait any more. */
export type RunErrand<W extends Vocabulary = Vocabulary> = (
  context: ContextOf<W>,
  signal?: AbortSignal,
) => Promise<void>;

/** Notices are the kit's; of every other effect that the contract names, what is done, or what the letter says. */
export interface ProcedureEffects<W extends Vocabulary> {
  process: Process<W>;
  /** What mails say of its acts. */
  words: ProcedureWords<W>;
  letters: ProcedureLetters<EffectOfKind<W, 'letter'>>;
  desk: { readonly [E in EffectOfKind<W, 'desk'>]: DeskWork<W> };
  elsewhere: { readonly [E in EffectOfKind<W, 'act-elsewhere'>]: FindActs<W> };
  errands: { readonly [E in EffectOfKind<W, 'errand' | 'publication'>]: RunErrand<W> };
  /** What the operator still lacks as the mail of a reminder leaves: counted, and of nobody by name. Nothing: the mail says what is expected. */
  missing?: (db: Database, caseId: string, now: Instant) => Promise<string[]>;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the effects of any vocabulary, for the desk that serves them all
export type AnyEffects = ProcedureEffects<any>;
