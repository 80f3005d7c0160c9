/** What every queue of mails keeps to, and what its rounds are made with. */
import type { Database } from '../db/connect.ts';
import type { Instant } from '../domain/calendar.ts';
import type { ProcedureWords } from '../views/words.ts';
import type { AnyEffects } from './effects.ts';
import type { Mailer } from './mail.ts';

export interface MailerDependencies {
  db: Database;
  mailer: Mailer;
  procedures: readonly Pick<AnyEffects, 'process' | 'words' | 'missing'>[];
  publicUrl: string;
  now: () => Instant;
  /** How long notices of one case for one person wait for each other, in milliseconds. */
  window?: number;
}

/** Notices of one case for one person are joined when they come within this time (hypothèse). */
export const joinWithin = 10_000;
/** Some twenty hours, with the delays of the queue; then a person must look (hypothèse). */
export const maximumAttempts = 30;
/** Of a procedure that this release does not know: the mail says that there is news. */
const noWords: ProcedureWords = { kinds: {}, actions: {}, effects: {} };

export const wordsIn =
  (procedures: MailerDependencies['procedures']) =>
  (slug: string): ProcedureWords =>
    (procedures.find(({ process }) => process.slug === slug)?.words as ProcedureWords | undefined) ?? noWords;
