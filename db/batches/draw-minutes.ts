/** The minutes of a session are signed: they are printed as letters are, by the worker, and kept with the session. */
import type { Blob } from '../blob-store.ts';
import type { Database } from '../connect.ts';
import { BatchRefused, type BatchKind } from './batch.ts';

/** Prints them and keeps the bytes. @returns where they are */
export type DrawMinutes = (trx: Database, sessionId: string) => Promise<Blob>;

export const drawMinutesBatch = (draw: DrawMinutes): BatchKind<{ sessionId: string }, null> => ({
  kind: 'draw-minutes',
  mayStart: { action: 'sign', subject: 'CommissionSession' },

  items: (db, { sessionId }) => db('commission_sessions').where({ id: sessionId }).select('id'),

  async prepare(db, { parameters: { sessionId } }) {
    const signed = (await db('commission_sessions').where({ id: sessionId, status: 'signed' }).first('id')) as
      | object
      | undefined;
    if (!signed) throw new BatchRefused('not-signed');
    return null;
  },

  async work(trx, { subject_id: id }) {
    const open = (await trx('commission_sessions').where({ id }).whereNull('minutes_digest').first('id')) as
      | object
      | undefined;
    if (!open) return null;
    const { digest, size } = await draw(trx, id);
    await trx('commission_sessions')
      .where({ id })
      .update({ minutes_digest: Buffer.from(digest, 'hex'), minutes_size: size });
    return null;
  },

  named: (db, _ability, ids) =>
    db('commission_sessions')
      .whereIn('id', ids)
      .select(
        'id',
        db.raw('null as slug'),
        db.raw("'Séance du ' || to_char(held_on, 'DD/MM/YYYY') as text"),
        db.raw('null as page_id'),
      ),
});

/** As it is known where nothing is printed. */
export const drawMinutes = drawMinutesBatch(() => Promise.reject(new Error('minutes are printed by the worker')));
