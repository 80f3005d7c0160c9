/**
 * Whoever decides, undoes, follows a precedent, unites or separates writes the same lists and the same spellings: one after the other. It takes a
 * tenth of a second, a few hundred times a day; and each then finds what the one before has left.
 */
import type { Database } from '../connect.ts';

/** Held until the transaction ends. Before anything else of it is locked. */
export const oneAtATime = (trx: Database): Promise<unknown> => trx.raw('select pg_advisory_xact_lock(20261128, 9)');
