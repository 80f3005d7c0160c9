/** How the kinds, acts and effects of a procedure are called on screen. The words of each stand in `views/<slug>/words.ts`, and nowhere else. */
import type { KitEffect } from '../workflows/effect-kinds.ts';
import type { KitAct } from '../workflows/kit-acts.ts';
import type { ActionOf, Vocabulary } from '../workflows/procedure.ts';

export interface ActionWords {
  /** In an inbox, for the person expected to act. */
  task: string;
  button: string;
  /** In the timeline, once done. */
  done: string;
  /** What a mail to operators says has happened: no name, no outcome, nothing of the file. Null where no operator hears of it by mail. */
  mail: string | null;
  /** What a mail says is expected, where `task` would tell the outcome. */
  mailTask?: string;
}

/** The acts and effects of the kit have words already; a procedure may call them otherwise. */
export interface ProcedureWords<W extends Vocabulary = Vocabulary, Kind extends string = string> {
  kinds: Readonly<Record<Kind, string>>;
  actions: Readonly<Record<Exclude<ActionOf<W>, KitAct>, ActionWords> & Partial<Record<KitAct, ActionWords>>>;
  effects: Readonly<Record<Exclude<W['effect'], KitEffect>, string> & Partial<Record<KitEffect, string>>>;
  /** Rights that a person may leave unused: shown, not pressed. */
  rights?: readonly ActionOf<W>[];
}

/** Of an act that no person does: nothing is asked, it only happens. */
export const happens = (done: string, mail: string | null = done): ActionWords => ({
  task: done,
  button: done,
  done,
  mail,
});
